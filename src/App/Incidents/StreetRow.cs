using System.Buffers;
using System.Globalization;
using System.Text;
using Wardwise.App.Exchange;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Incidents;

/// <summary>
/// A row of a street file as its publisher wrote it: by commas, the month as 2021-12, positions to six decimals. A spreadsheet that saved
/// the file again wrote it otherwise, and it is the same row all the same; incidents without an id are known by it.
/// </summary>
internal sealed class StreetRow
{
    private const int Month = 1;
    private const int Longitude = 4;
    private const int Latitude = 5;
    private const int Decimals = 6;

    private readonly ArrayBufferWriter<byte> _text = new(512);

    public ReadOnlySpan<byte> Of(CsvTable table, YearMonth month)
    {
        var reader = table.Reader;
        var isMonthPlain = reader.GetSpan(Month) is { Length: 7 } text && text[4] == (byte)'-';
        return isMonthPlain && table.IsPlain && IsWhole(reader.GetSpan(Longitude)) && IsWhole(reader.GetSpan(Latitude))
            ? reader.RawRecord
            : Written(table, month);
    }

    private ReadOnlySpan<byte> Written(CsvTable table, YearMonth month)
    {
        _text.ResetWrittenCount();
        for (var i = 0; i < table.Width; i++)
        {
            if (i > 0)
            {
                _text.Write(","u8);
            }

            if (i == Month)
            {
                Encoding.UTF8.GetBytes(month.ToString(), _text);
            }
            else if (
                i is Longitude or Latitude
                && double.TryParse(table.Reader.GetSpan(i), NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees)
            )
            {
                Encoding.UTF8.GetBytes(degrees.ToString("F6", CultureInfo.InvariantCulture), _text);
            }
            else
            {
                Write(table.Reader.GetSpan(i));
            }
        }

        return _text.WrittenSpan;
    }

    private void Write(ReadOnlySpan<byte> cell)
    {
        if (!cell.ContainsAny(",\"\r\n"u8))
        {
            _text.Write(cell);
            return;
        }

        _text.Write("\""u8);
        foreach (var value in cell)
        {
            if (value == (byte)'"')
            {
                _text.Write("\""u8);
            }

            _text.Write([value]);
        }

        _text.Write("\""u8);
    }

    /// <summary>Nothing, or a number to six decimals.</summary>
    private static bool IsWhole(ReadOnlySpan<byte> number) => number.IsEmpty || number.IndexOf((byte)'.') == number.Length - 1 - Decimals;
}
