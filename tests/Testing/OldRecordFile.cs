using System.Text;

namespace Wardwise.Testing;

/// <summary>Writes files as the old tasking and problem-solving system did, of our own making.</summary>
public sealed class OldRecordFile
{
    public static readonly string[] Columns =
    [
        "reference",
        "title",
        "opened",
        "closed",
        "status",
        "problem_type",
        "category",
        "location",
        "latitude",
        "longitude",
        "neighbourhood",
        "scanning",
        "analysis",
        "response",
        "assessment",
        "aim",
        "aim_met",
        "grade",
        "partners",
        "techniques",
        "lesson",
    ];

    private readonly StringBuilder _text = new(string.Join(',', Columns) + "\r\n");

    /// <summary>A file with every fault that a row can have, each in a row of its own.</summary>
    public static OldRecordFile EveryFault() =>
        new OldRecordFile()
            .Row("T/1")
            .Row("", ("title", "No reference"))
            .Row("T/3", ("title", ""))
            .Row("T/4", ("opened", "31/02/2020"))
            .Row("T/5", ("opened", "2020-13-01"))
            .Row("T/6", ("opened", ""))
            .Row("T/7", ("opened", "2031-01-01"))
            .Row("T/8", ("closed", "the spring"))
            .Row("T/9", ("grade", "7"))
            .Row("T/10", ("grade", "excellent"))
            .Row("T/1", ("title", "The same reference, other words"))
            .Row("T/1")
            .Line("T/13,Too few,2020-01-01")
            .Line("T/14" + string.Concat(Enumerable.Repeat(",x", 25)))
            .Line("T/15,\"A quotation mark that is never closed,2020-01-01" + new string(',', 18))
            .Row("T/16", ("closed", "2018-01-01"))
            .Row("T/17", ("category", "social"))
            .Row("T/18", ("aim_met", "partly"))
            .Row("T/19", ("status", "Filed"))
            .Row("T/20", ("longitude", ""))
            .Row("T/21", ("latitude", "-0.25"), ("longitude", "51.9"))
            .Row("T/22", ("neighbourhood", "Nowhere Park"))
            .Row("T/23", ("neighbourhood", "Nowhere Park"), ("latitude", ""), ("longitude", ""))
            .Row("T/24", ("title", new string('t', 200)))
            .Row("T/25", ("techniques", "Waving; harden-targets"))
            .Row("T/26", ("scanning", "Bell\a and \0NUL"))
            .Row("T/27", ("scanning", "First line\r\nsecond, with \"quotes\""))
            .Row("T/28", ("title", "<script>alert(1)</script>"), ("scanning", "=HYPERLINK(\"x\")"))
            .Row("T/29", ("scanning", string.Concat(Enumerable.Repeat("Long. ", 17_000))))
            .Row("  T/30  ", ("opened", "04/03/2019"), ("closed", "20 Nov 2019"), ("grade", ""), ("aim_met", ""));

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
    public string Save(string folder, Encoding? encoding = null, string name = "taps.csv") =>
        Save(folder, (encoding ?? new UTF8Encoding(false)).GetBytes(ToString()), name);

    public static string Save(string folder, byte[] bytes, string name = "taps.csv")
    {
        var path = Path.Combine(folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static string Quote(string text) =>
        text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
