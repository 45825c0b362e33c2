using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Wardwise.App.Exchange;
using Wardwise.App.Places;
using Wardwise.Domain.Incidents;
using Wardwise.Domain.Places;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Incidents;

/// <summary>Reads a force's or partner's own incidents, in the format that docs/incidents.md describes.</summary>
internal sealed partial class WardwiseFileReader(string source, Gazetteer gazetteer, DateTimeOffset now) : IIncidentReader
{
    public static readonly string[] Needed = ["reference", "occurred", "category"];

    public static readonly string[] Allowed =
    [
        "asb_category",
        "asb_type",
        "latitude",
        "longitude",
        "grid",
        "easting",
        "northing",
        "uprn",
        "postcode",
        "location",
        "lsoa",
        "text",
        "outcome",
        "people",
    ];

    public static readonly string[] Parts = ["victim", "suspect", "witness", "caller", "parent", "landlord", "other"];

    private static readonly DateTimeOffset Earliest = new(1990, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public FileFault? Read(InputFile file, IIncidentSink sink)
    {
        if (CsvTable.OpenNamed(file, Needed, Allowed, out var table) is { } fault)
        {
            return fault;
        }

        using (table)
        {
            var columns = Needed.Concat(Allowed).ToDictionary(c => c, table!.Column);
            return table.ForEachRow(
                () =>
                {
                    var row = new IncidentRow { Line = table.Line };
                    string Cell(string name) => table.Text(columns[name]);
                    var reason = Fill(Cell, ref row, out var clock);
                    if (reason is null)
                    {
                        Identify(Cell, ref row);
                        Warn(sink, row, clock);
                        sink.Take(ref row);
                    }

                    return reason;
                },
                sink.Reject
            );
        }
    }

    private string? Fill(Func<string, string> cell, ref IncidentRow row, out ClockChange clock)
    {
        clock = ClockChange.None;
        var reference = cell("reference");
        if (reference.Length is 0 or > 100)
        {
            return "reference: give the source's own reference, up to 100 characters";
        }

        row.Rounded = RoundedNumber().IsMatch(reference);
        if (!OccurredAt.TryParse(cell("occurred"), out row.When, out clock))
        {
            return clock is ClockChange.NeverWas
                ? $"occurred: '{cell("occurred")}' never was: the clocks went forward past it that night. "
                    + "Give the time with Z or its offset, such as +01:00"
                : $"occurred: '{cell("occurred")}' is not a time such as 2024-05, 2024-05-17 or 2024-05-17T16:40";
        }

        if (row.When.Start > now || row.When.Start < Earliest)
        {
            return $"occurred: {cell("occurred")} {(row.When.Start > now ? "has not come yet" : "is before 1990")}";
        }

        if (CodeOf(IncidentCodes.Categories, "category", cell("category"), out row.Category) is { } badCategory)
        {
            return badCategory;
        }

        if (
            cell("asb_category") is { Length: > 0 } asbCategory
            && CodeOf(IncidentCodes.AsbCategories, "asb_category", asbCategory, out row.AsbCategory) is { } badAsb
        )
        {
            return badAsb;
        }

        if (
            cell("asb_type") is { Length: > 0 } asbType
            && CodeOf(IncidentCodes.AsbTypes, "asb_type", asbType, out row.AsbType) is { } badType
        )
        {
            return badType;
        }

        if ((row.AsbCategory != 0 || row.AsbType != 0) && row.Category != IncidentCodes.Asb.Number)
        {
            return "asb_category, asb_type: only anti-social behaviour has them";
        }

        if (PeopleIn(cell("people"), out var people) is { } badPerson)
        {
            return badPerson;
        }

        long? uprn = null;
        if (cell("uprn") is { Length: > 0 } uprnText)
        {
            if (!long.TryParse(uprnText, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > 999_999_999_999)
            {
                return $"uprn: '{uprnText}' is not a number of up to 12 digits";
            }

            uprn = number;
        }

        Postcode? postcode = null;
        if (cell("postcode") is { Length: > 0 } postcodeText)
        {
            if (!Postcode.TryParse(postcodeText, out var read))
            {
                return $"postcode: '{postcodeText}' is not a postcode";
            }

            postcode = read;
        }

        if (Position(cell, uprn, postcode, out row.Point) is { } badPosition)
        {
            return badPosition;
        }

        row.Outcome = IncidentCodes.Outcomes.Find(cell("outcome"))?.Number;
        row.Location = cell("location") is { Length: > 0 } location ? location : null;
        row.LsoaCode = cell("lsoa") is { Length: > 0 } lsoa ? lsoa : null;
        row.Detail = new(reference, cell("text"), uprn, postcode?.ToString(), cell("outcome"), people);
        return null;
    }

    /// <summary>The first that is given: latitude and longitude, grid reference, easting and northing, UPRN, postcode.</summary>
    private string? Position(Func<string, string> cell, long? uprn, Postcode? postcode, out LatLon? point)
    {
        point = null;
        var (lat, lon) = (cell("latitude"), cell("longitude"));
        if (lat.Length > 0 || lon.Length > 0)
        {
            if (!Number(lat, out var north) || !Number(lon, out var east) || !LatLon.TryCreate(north, east, out var found))
            {
                return $"latitude, longitude: '{lat}', '{lon}' are not degrees";
            }

            point = found;
        }
        else if (cell("grid") is { Length: > 0 } grid)
        {
            if (!GridReference.TryParse(grid, out var reference))
            {
                return $"grid: '{grid}' is not a grid reference such as TL 231 244";
            }

            point = NationalGrid.ToLatLon(reference);
        }
        else if (cell("easting") is { Length: > 0 } easting)
        {
            if (
                !Number(easting, out var east)
                || !Number(cell("northing"), out var north)
                || !GridReference.TryCreate(east, north, out var reference)
            )
            {
                return $"easting, northing: '{easting}', '{cell("northing")}' are not metres of the British National Grid";
            }

            point = NationalGrid.ToLatLon(reference);
        }
        else if (uprn is { } number)
        {
            point = gazetteer.OfUprn(number);
            if (point is null)
            {
                return $"uprn: {number} is not in the address list. Import the addresses first, or give a position";
            }
        }
        else if (postcode is { } code)
        {
            point = gazetteer.OfPostcode(code);
            if (point is null)
            {
                return $"postcode: {code} is not in the list of postcodes. Import the postcodes first, or give a position";
            }
        }

        return point is { } at && !Shores.Hold(at) ? $"position: {at} lies in the sea or outside the United Kingdom" : null;
    }

    /// <summary>"victim; Ada Example; 1980-02-01; 07700 900001; 1 High Street | caller; Bob Example": part and name, and what else is
    /// known.</summary>
    private static string? PeopleIn(string text, out IReadOnlyList<MentionDraft> people)
    {
        people = [];
        if (text.Length == 0)
        {
            return null;
        }

        var found = new List<MentionDraft>();
        foreach (var person in text.Split('|'))
        {
            var cells = person.Split(';').Select(c => c.Trim()).ToArray();
            if (cells.Length is < 2 or > 5 || cells[1].Length == 0)
            {
                return $"people: '{person.Trim()}' is not part; name; date of birth; telephone; address";
            }

            var part = cells[0].ToLowerInvariant();
            if (!Parts.Contains(part))
            {
                return $"people: '{cells[0]}' is not one of {string.Join(", ", Parts)}";
            }

            DateOnly? born = null;
            if (cells.Length > 2 && cells[2].Length > 0)
            {
                if (!WrittenDate.TryRead(cells[2], out var day))
                {
                    return $"people: '{cells[2]}' is not a date of birth such as 1980-02-01";
                }

                born = day;
            }

            found.Add(new(part, cells[1], born, cells.ElementAtOrDefault(3) ?? "", cells.ElementAtOrDefault(4) ?? ""));
        }

        people = found;
        return null;
    }

    private static void Warn(IIncidentSink sink, in IncidentRow row, ClockChange clock)
    {
        if (row.Rounded)
        {
            sink.Warn(
                row.Line,
                $"reference: '{row.Detail!.SourceRef}' is what a spreadsheet makes of a long number, "
                    + "and others may become the same. Format the column as text and save the file again"
            );
        }

        if (clock is ClockChange.WasTwice)
        {
            sink.Warn(
                row.Line,
                $"occurred: the clock showed this time twice, "
                    + $"since it went back that night. It is taken as {row.When.InWords()}, the later of the two"
            );
        }
    }

    /// <summary>Known by its reference; what it says is told by its cells, in whatever order and way they are written.</summary>
    private void Identify(Func<string, string> cell, ref IncidentRow row)
    {
        Span<byte> digest = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{source}|{row.Detail!.SourceRef}"), digest);
        row.Id = new Guid(digest[..16], bigEndian: true);
        var said = new StringBuilder(row.When.ToString());
        foreach (var column in Needed.Concat(Allowed).Where(c => c != "occurred"))
        {
            said.Append('\u001f').Append(cell(column));
        }

        SHA256.HashData(Encoding.UTF8.GetBytes(said.ToString()), digest);
        row.Hash = BinaryPrimitives.ReadInt64BigEndian(digest);
    }

    private static string? CodeOf(CodeList list, string column, string text, out short number)
    {
        var code = list.Find(text);
        number = code?.Number ?? 0;
        return code is null ? $"{column}: '{text}' is not known. It is one of {string.Join(", ", list.Select(c => c.Key))}" : null;
    }

    private static bool Number(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    /// <summary>4.1E+15</summary>
    [GeneratedRegex(@"^\d([.,]\d+)?E\+?\d{1,3}$", RegexOptions.IgnoreCase)]
    private static partial Regex RoundedNumber();
}
