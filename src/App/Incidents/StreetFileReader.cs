using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using CsvHelper;
using Wardwise.App.Exchange;
using Wardwise.Domain.Incidents;
using Wardwise.Domain.Places;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Incidents;

/// <summary>Reads data.police.uk's street files: one month of crime and anti-social behaviour, the day unknown, positions moved to snap
/// points.</summary>
internal sealed class StreetFileReader(string forceCode, ReportedBy reportedBy, YearMonth latest) : IIncidentReader
{
    public static readonly string[] Columns =
    [
        "Crime ID",
        "Month",
        "Reported by",
        "Falls within",
        "Longitude",
        "Latitude",
        "Location",
        "LSOA code",
        "LSOA name",
        "Crime type",
        "Last outcome category",
        "Context",
    ];

    /// <summary>The publisher's first month.</summary>
    public static readonly YearMonth Earliest = new(2010, 12);

    private const int IdLength = 64;

    private readonly byte[] _salt = Encoding.UTF8.GetBytes(forceCode + "|");
    private readonly Dictionary<string, (YearMonth Month, OccurredAt When)> _months = [];
    private readonly StreetRow _written = new();
    private byte[] _scratch = new byte[1024];

    public FileFault? Read(InputFile file, IIncidentSink sink)
    {
        if (CsvTable.OpenExact(file, Columns, out var table) is { } fault)
        {
            return fault;
        }

        using (table)
        {
            var alike = new Dictionary<Guid, int>();
            FileFault? foreign = null;
            var ended = table!.ForEachRow(
                () =>
                {
                    if (table.Reader.IsEmpty(2))
                    {
                        return "Reported by: it is empty";
                    }

                    foreign ??= reportedBy.Check(file, table.Reader.GetString(2), table.Line);
                    var row = new IncidentRow { Line = table.Line };
                    var reason = foreign is null ? Fill(table, ref row, alike) : null;
                    if (reason is null && foreign is null)
                    {
                        sink.Take(ref row);
                    }

                    return reason;
                },
                sink.Reject
            );
            return foreign ?? ended;
        }
    }

    private string? Fill(CsvTable table, ref IncidentRow row, Dictionary<Guid, int> alike)
    {
        var reader = table.Reader;
        if (MonthOf(reader.GetString(1), out row.When) is { } badMonth)
        {
            return badMonth;
        }

        if (IncidentCodes.Categories.Find(reader.GetString(9)) is not { } category)
        {
            return $"Crime type: '{reader.GetString(9)}' is not a type that is known";
        }

        row.Category = category.Number;
        if (!reader.IsEmpty(10))
        {
            if (IncidentCodes.Outcomes.Find(reader.GetString(10)) is not { } outcome)
            {
                return $"Last outcome category: '{reader.GetString(10)}' is not an outcome that is known";
            }

            row.Outcome = outcome.Number;
        }

        if (PointOf(reader, out row.Point) is { } badPoint)
        {
            return badPoint;
        }

        row.Location = reader.GetString(6);
        row.LsoaCode = reader.IsEmpty(7) ? null : reader.GetString(7);
        return Identify(table, ref row, alike);
    }

    private string? MonthOf(string text, out OccurredAt when)
    {
        when = default;
        if (!_months.TryGetValue(text, out var known))
        {
            if (!TryReadMonth(text, out var month))
            {
                return $"Month: '{text}' is not a month such as 2021-12";
            }

            _months[text] = known = (month, OccurredAt.InMonth(month));
        }

        if (known.Month < Earliest)
        {
            return $"Month: {text} is before the first month published, {Earliest}";
        }

        if (known.Month > latest)
        {
            return $"Month: {text} has not come yet";
        }

        when = known.When;
        return null;
    }

    /// <summary>A month as published, or as a spreadsheet makes of it: Dec-21, 01/12/2021.</summary>
    internal static bool TryReadMonth(string text, out YearMonth month)
    {
        if (WrittenDate.TryReadMonth(text, out month))
        {
            return true;
        }

        var isDay = WrittenDate.TryRead(text, out var day) && day.Day == 1;
        month = isDay ? YearMonth.Of(day) : default;
        return isDay;
    }

    internal static string? PointOf(CsvReader reader, out LatLon? point)
    {
        point = null;
        if (reader.IsEmpty(4) && reader.IsEmpty(5))
        {
            return null;
        }

        if (!double.TryParse(reader.GetSpan(4), NumberStyles.Float, CultureInfo.InvariantCulture, out var lon))
        {
            return $"Longitude: '{reader.GetString(4)}' is not a number";
        }

        if (!double.TryParse(reader.GetSpan(5), NumberStyles.Float, CultureInfo.InvariantCulture, out var lat))
        {
            return $"Latitude: '{reader.GetString(5)}' is not a number";
        }

        if (!LatLon.TryCreate(lat, lon, out var found) || !Shores.Hold(found))
        {
            return $"Latitude, Longitude: {reader.GetString(5)}, {reader.GetString(4)} lies in the sea or outside the United Kingdom";
        }

        point = found;
        return null;
    }

    /// <summary>
    /// A crime is known by its id. What has none is known by the force, all that the row says, and which one it is among those that say the
    /// same, so that the same file twice adds nothing and no incident is dropped for looking like another.
    /// </summary>
    private string? Identify(CsvTable table, ref IncidentRow row, Dictionary<Guid, int> alike)
    {
        Span<byte> digest = stackalloc byte[32];
        var raw = _written.Of(table, row.When.Month);
        var id = table.Reader.GetSpan(0);
        if (!id.IsEmpty)
        {
            Span<byte> bytes = stackalloc byte[32];
            if (id.Length != IdLength || Convert.FromHexString(id, bytes, out _, out _) != System.Buffers.OperationStatus.Done)
            {
                return "Crime ID: not 64 hexadecimal digits";
            }

            row.Id = new Guid(bytes[..16], bigEndian: true);
            SHA256.HashData(raw[IdLength..], digest);
            row.Hash = BinaryPrimitives.ReadInt64BigEndian(digest);
            return null;
        }

        row.Anonymous = true;
        var length = _salt.Length + raw.Length + 4;
        if (_scratch.Length < length)
        {
            _scratch = new byte[length * 2];
        }

        _salt.CopyTo(_scratch, 0);
        raw.CopyTo(_scratch.AsSpan(_salt.Length));
        BinaryPrimitives.WriteInt32BigEndian(_scratch.AsSpan(length - 4), 0);
        SHA256.HashData(_scratch.AsSpan(0, length), digest);
        var first = new Guid(digest[..16], bigEndian: true);
        row.Hash = BinaryPrimitives.ReadInt64BigEndian(digest[16..]);
        ref var seen = ref CollectionsMarshal.GetValueRefOrAddDefault(alike, first, out _);
        if (seen > 0)
        {
            BinaryPrimitives.WriteInt32BigEndian(_scratch.AsSpan(length - 4), seen);
            SHA256.HashData(_scratch.AsSpan(0, length), digest);
        }

        seen++;
        row.Id = new Guid(digest[..16], bigEndian: true);
        return null;
    }
}
