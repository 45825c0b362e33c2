using System.Text;

namespace Wardwise.Testing;

/// <summary>Writes files as the old tasking and problem-solving system did, of our own making.</summary>
public sealed class OldRecordFile
{
    public static readonly string[] Columns =
    [
        "reference", "title", "opened", "closed", "status", "problem_type", "category", "location", "latitude", "longitude", "neighbourhood", "scanning", "analysis",
        "response", "assessment", "aim", "aim_met", "grade", "partners", "techniques", "lesson",
    ];

    private readonly StringBuilder _text = new(string.Join(',', Columns) + "\r\n");

    /// <summary>A sound row, with these columns written instead.</summary>
    public OldRecordFile Row(string reference, params (string Column, string Text)[] others)
    {
        var cells = new Dictionary<string, string>
        {
            ["reference"] = reference,
            ["title"] = "Mini motos on the rec",
            ["opened"] = "2019-03-04",
            ["closed"] = "2019-11-20",
            ["status"] = "Closed",
            ["problem_type"] = "Vehicle nuisance",
            ["category"] = "nuisance",
            ["location"] = "Recreation ground, Mill Lane",
            ["latitude"] = "51.9",
            ["longitude"] = "-0.25",
            ["neighbourhood"] = "Fairlands",
            ["scanning"] = "Mini motos ridden at dusk",
            ["analysis"] = "The gate is left open",
            ["response"] = "Gate mended and riders visited",
            ["assessment"] = "Calls fell",
            ["aim"] = "Halve the calls",
            ["aim_met"] = "yes",
            ["grade"] = "5",
            ["partners"] = "Council; Riding club",
            ["techniques"] = "Control access to facilities; Harden targets",
            ["lesson"] = "A mended gate needs a keyholder",
        };
        foreach (var (column, text) in others)
        {
            cells[column] = text;
        }

        return Line(string.Join(',', Columns.Select(c => Quote(cells[c]))));
    }

    public OldRecordFile Line(string line)
    {
        _text.Append(line).Append("\r\n");
        return this;
    }

    public override string ToString() => _text.ToString();

    /// <summary>Saves it; the path.</summary>
    public string Save(string folder, Encoding? encoding = null, string name = "taps.csv") => Save(folder, (encoding ?? new UTF8Encoding(false)).GetBytes(ToString()), name);

    public static string Save(string folder, byte[] bytes, string name = "taps.csv")
    {
        var path = Path.Combine(folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static string Quote(string text) => text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
