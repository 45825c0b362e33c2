using System.Globalization;
using Wardwise.App.Exchange;
using Wardwise.Domain.Places;

namespace Wardwise.App.Imports;

/// <summary>A postcode and where it is.</summary>
/// <param name="Code">As usually written.</param>
/// <param name="Point">WGS84.</param>
/// <param name="Quality">As Code-Point Open has it: 10 is best, 90 has no position.</param>
internal readonly record struct PostcodeDraft(Postcode Code, LatLon Point, short Quality);

/// <summary>
/// Reads lists of postcodes: with a header that has postcode and either lat and lon or easting and northing (others are not looked at), or
/// Code-Point Open's own files, which have no header and ten columns: postcode, quality, easting, northing and codes.
/// </summary>
internal static class PostcodeFileReader
{
    public static FileFault? Read(InputFile file, Func<PostcodeDraft, string?> take, Action<long, string> reject)
    {
        var first = file.Content.Span[..Math.Min(file.Content.Length, 10)];
        return StartsWithPostcode(first) ? ReadBare(file, take, reject) : ReadNamed(file, take, reject);
    }

    private static FileFault? ReadNamed(InputFile file, Func<PostcodeDraft, string?> take, Action<long, string> reject)
    {
        if (CsvTable.OpenNamed(file, ["postcode"], null, out var table) is { } fault)
        {
            return fault;
        }

        using (table)
        {
            var (code, quality) = (table!.Column("postcode"), table.Column("quality"));
            var (lat, lon) = (Either(table, "lat", "latitude"), Either(table, "lon", "longitude"));
            var (east, north) = (table.Column("easting"), table.Column("northing"));
            return (lat < 0 || lon < 0) && (east < 0 || north < 0)
                ? new(1, "the header has neither lat and lon nor easting and northing.")
                : table.ForEachRow(
                    () =>
                        Take(
                            table.Text(code),
                            table.Text(quality),
                            table.Text(lat),
                            table.Text(lon),
                            table.Text(east),
                            table.Text(north),
                            take
                        ),
                    reject
                );
        }
    }

    private static FileFault? ReadBare(InputFile file, Func<PostcodeDraft, string?> take, Action<long, string> reject)
    {
        using var table = CsvTable.OpenBare(file);
        return table.ForEachRow(() => Take(table.Text(0), table.Text(1), "", "", table.Text(2), table.Text(3), take), reject);
    }

    private static string? Take(
        string text,
        string quality,
        string lat,
        string lon,
        string east,
        string north,
        Func<PostcodeDraft, string?> take
    )
    {
        if (!Postcode.TryParse(text, out var code))
        {
            return $"postcode: '{text}' is not a postcode";
        }

        if (Positions.Read(lat, lon, east, north, out var point) is { } reason)
        {
            return $"{code}: {reason}";
        }

        if (point is not { } at)
        {
            return $"{code}: it has no position";
        }

        return take(
            new(code, at, short.TryParse(quality, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (short)0)
        );
    }

    private static int Either(CsvTable table, string one, string other) =>
        table.Column(one) is >= 0 and var found ? found : table.Column(other);

    private static bool StartsWithPostcode(ReadOnlySpan<byte> start)
    {
        Span<char> text = stackalloc char[start.Length];
        for (var i = 0; i < start.Length; i++)
        {
            text[i] = (char)start[i];
        }

        var cell = text.TrimStart('"');
        var end = cell.IndexOfAny('"', ',');
        return end > 0 && Postcode.TryParse(cell[..end], out _);
    }
}

/// <summary>Positions as files give them: degrees first, else metres of the British National Grid.</summary>
internal static class Positions
{
    /// <returns>Null, or what is wrong. A point of null with no fault: the file gives none.</returns>
    public static string? Read(string lat, string lon, string east, string north, out LatLon? point)
    {
        point = null;
        if (lat.Length > 0 || lon.Length > 0)
        {
            if (!Number(lat, out var y) || !Number(lon, out var x) || !LatLon.TryCreate(y, x, out var found))
            {
                return $"'{lat}', '{lon}' are not degrees";
            }

            point = found;
        }
        else if (east.Length > 0 || north.Length > 0)
        {
            if (!Number(east, out var x) || !Number(north, out var y) || !GridReference.TryCreate(x, y, out var grid))
            {
                return $"'{east}', '{north}' are not metres of the British National Grid";
            }

            if (x == 0 && y == 0)
            {
                // Code-Point Open writes a postcode without a position so.
                return null;
            }

            point = NationalGrid.ToLatLon(grid);
        }

        return point is { } at && !Shores.Hold(at) ? $"{at} lies in the sea or outside the United Kingdom" : null;
    }

    private static bool Number(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
}
