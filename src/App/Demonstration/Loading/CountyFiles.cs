using System.Globalization;
using System.Text;

namespace Wardwise.App.Demonstration;

/// <summary>Writes the county as the files that anybody would import: boundaries, postcodes, addresses and incidents.</summary>
internal sealed class CountyFiles(Wealdshire county, string folder)
{
    public string Boundaries(string level) => Path.Combine(folder, $"wealdshire-{level}.geojson");

    public string Postcodes => Path.Combine(folder, "wealdshire-postcodes.csv");

    public string Addresses => Path.Combine(folder, "wealdshire-addresses.csv");

    public string Incidents => Path.Combine(folder, "wealdshire-incidents.csv");

    public void Write()
    {
        Directory.CreateDirectory(folder);
        foreach (var (level, places) in county.Grounds.Levels)
        {
            File.WriteAllBytes(Boundaries(level), GeoJsonOfGrounds.Of(places));
        }

        Lines(
            Postcodes,
            "postcode,latitude,longitude",
            county.Addresses.Streets,
            (line, s) => line.Append(CultureInfo.InvariantCulture, $"{s.Postcode},{s.Middle.Latitude},{s.Middle.Longitude}")
        );
        Lines(
            Addresses,
            "uprn,address,postcode,latitude,longitude",
            county.Addresses.All,
            (line, a) =>
                line.Append(
                    CultureInfo.InvariantCulture,
                    $"{a.Uprn},\"{a.Line}, {a.Street.Town}\",{a.Street.Postcode},{a.Spot.Latitude},{a.Spot.Longitude}"
                )
        );
        Lines(
            Incidents,
            "reference,occurred,category,asb_category,asb_type,latitude,longitude,uprn,postcode,location,text,outcome,people",
            county.Incidents,
            Incident
        );
    }

    private static void Lines<T>(string path, string header, IEnumerable<T> rows, Action<StringBuilder, T> write)
    {
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(false), 1 << 16) { NewLine = "\n" };
        file.WriteLine(header);
        var line = new StringBuilder(256);
        foreach (var row in rows)
        {
            write(line.Clear(), row);
            file.WriteLine(line);
        }
    }

    private void Incident(StringBuilder line, MadeIncident i)
    {
        var kind = county.Kinds.All[i.Kind].Key;
        line.Append(i.Reference).Append(',');
        line.Append(i.At.ToString(i.DayOnly ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture));
        line.Append(',')
            .Append(i.AsbCategory is null ? kind : "asb")
            .Append(',')
            .Append(i.AsbCategory)
            .Append(',')
            .Append(i.AsbCategory is null ? "" : kind)
            .Append(',');
        Position(line, i);
        line.Append(Where(i)).Append(',');
        Quoted(line, i.Text);
        line.Append(',').Append(i.Outcome).Append(',');
        if (i.People.Count > 0)
        {
            Quoted(line, string.Join(" | ", i.People.Select(Person)));
        }
    }

    /// <summary>The venue, else the street that is nearest; nothing where no place was recorded.</summary>
    private string Where(MadeIncident i)
    {
        if (i.Source < county.Venues.Count)
        {
            return i.Spot is null ? "" : county.Venues[i.Source].Name;
        }

        return i.Address?.Street.Name
            ?? (
                i.Spot is { } spot
                    ? county
                        .StreetsOf(i.Source - county.Venues.Count)
                        .MinBy(s => Math.Pow(s.Middle.X - spot.X, 2) + Math.Pow(s.Middle.Y - spot.Y, 2))
                        ?.Name
                        ?? ""
                    : ""
            );
    }

    /// <summary>Homes by their number or postcode, as call handlers record them; everything else by a point on the map.</summary>
    private static void Position(StringBuilder line, MadeIncident i)
    {
        if (i.Address is { } home && i.At.Minute % 10 < 6)
        {
            line.Append(",,").Append(home.Uprn).Append(",,");
        }
        else if (i.Address is { } near && i.At.Minute % 10 == 7)
        {
            line.Append(",,,").Append(near.Street.Postcode).Append(',');
        }
        else if (i.Spot is { } spot)
        {
            line.Append(CultureInfo.InvariantCulture, $"{spot.Latitude},{spot.Longitude},,,");
        }
        else
        {
            line.Append(",,,,");
        }
    }

    private static string Person(MadePerson person) =>
        string.Create(CultureInfo.InvariantCulture, $"{person.Role}; {person.Name}; {person.Born:yyyy-MM-dd}; {person.Phone}")
            .TrimEnd(' ', ';');

    private static void Quoted(StringBuilder line, string text) =>
        line.Append('"').Append(text.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
}
