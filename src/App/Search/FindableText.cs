using System.Text.Json;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;
using Wardwise.Statistics.Retrieval;

namespace Wardwise.App.Search;

/// <summary>A record as the index keeps it, made from its fields.</summary>
internal sealed record FindableText
{
    /// <summary>How much a word says, by where it stands. What each field is called is what the functions named after the kinds of records
    /// give.</summary>
    private static readonly FieldedText Weighing = new([
        new("title", 3.0, 0.4, 6),
        new("kind", 2.0, 0.2, 3),
        new("what", 1.8, 0.5, 30),
        new("lesson", 1.3, 0.6, 30),
        new("response", 1.0, 0.6, 50),
        new("techniques", 1.0, 0.3, 5),
        new("analysis", 0.9, 0.6, 50),
        new("place", 1.2, 0.2, 3),
        new("rest", 0.5, 0.6, 60),
    ]);

    /// <summary>How much a field says of what kind a record is: what was done about it may be of many kinds.</summary>
    private static readonly Dictionary<string, double> Saying = new()
    {
        ["title"] = 2.5,
        ["kind"] = 1.5,
        ["what"] = 1.6,
        ["analysis"] = 0.8,
        ["lesson"] = 0.4,
        ["response"] = 0.15,
        ["rest"] = 0.2,
    };

    /// <summary>Said in the title, or twice in the text, a kind is certain.</summary>
    private const double Enough = 2.5;

    /// <summary>What the meaning of the words counts for where the thesaurus is sure, and how much more where it says nothing.</summary>
    private const double LeastMeaning = 0.2;
    private const double MoreMeaning = 0.3;

    /// <summary>What is read of a field; the rest is a log or a list that somebody pasted in.</summary>
    private const int LongestField = 20_000;

    private static readonly string[] BodyFields = ["what", "lesson", "response", "analysis", "rest", "place", "kind"];

    public required string? SuggestedKind { get; init; }
    public required double Confidence { get; init; }
    public required double Evidence { get; init; }
    public required IReadOnlyDictionary<string, double> Weights { get; init; }
    public required string Body { get; init; }

    /// <summary>Words as written, for those who mistype them.</summary>
    public required IReadOnlyCollection<string> WordsWritten { get; init; }

    /// <summary>The terms as a text search vector, without places.</summary>
    public string Vector =>
        string.Join(
            ' ',
            Weights.Keys.Select(k => $"'{k.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'")
        );

    public static FindableText Of(JsonElement fields, FieldLexicon field)
    {
        var texts = fields
            .EnumerateObject()
            .Where(f => f.Value.ValueKind is JsonValueKind.String)
            .ToDictionary(f => f.Name, f => Words.Beginning(f.Value.GetString()!, LongestField));
        texts["techniques"] = "";
        var weights = Weighing.Weigh(texts, field.Lexicon.TermsOf);
        foreach (var technique in Strings(fields, "techniques"))
        {
            var concept = FieldLexicon.ConceptOfTechnique(technique);
            weights[concept] = Math.Max(weights.GetValueOrDefault(concept), 0.6);
        }

        var suggestions = Lexicon.KindsOf(
            Saying.SelectMany(s => field.Lexicon.Concepts(Tokens.Of(texts.GetValueOrDefault(s.Key, ""))).Select(h => (h, s.Value))),
            Enough
        );
        suggestions = KindMeanings.Together(
            suggestions,
            field.Meanings.SharesOf(Tokens.Of($"{texts.GetValueOrDefault("title")}. {texts.GetValueOrDefault("what")}")),
            LeastMeaning,
            MoreMeaning
        );
        var suggested = suggestions.OrderByDescending(k => k.Value).ThenBy(k => k.Key, StringComparer.Ordinal).FirstOrDefault();
        foreach (
            var (kind, share) in texts.GetValueOrDefault("kindCode") is { Length: > 0 } code
                ? new() { [FieldLexicon.ConceptOf(code)] = 1 }
                : suggestions
        )
        {
            weights[kind] = share;
        }

        return new()
        {
            SuggestedKind = suggested.Key is null ? null : FieldLexicon.CodeOf(suggested.Key),
            Confidence = suggested.Value,
            Evidence = Worth(texts, fields),
            Weights = weights,
            Body = string.Join('\n', BodyFields.Select(texts.GetValueOrDefault).Where(t => !string.IsNullOrEmpty(t))),
            WordsWritten =
            [
                .. texts.Values.SelectMany(Tokens.Of).Where(t => !t.IsStop && t.Word.Length > 2).Select(t => t.Word).Distinct(),
            ],
        };
    }

    /// <summary>What can be learned: the grade, of either system the higher, a lesson, a response described, and a result that says so
    /// clearly, for good or ill.</summary>
    private static double Worth(Dictionary<string, string> texts, JsonElement fields)
    {
        var grade = Math.Max(Number(fields, "grade"), Number(fields, "oldGrade"));
        double Written(string field, int enough) => Math.Min(1, texts.GetValueOrDefault(field, "").Length / (double)enough);
        var clear = texts.GetValueOrDefault("result") is { } result && result != ProblemResult.Unknown ? 1 : 0;
        return (0.45 * grade / 6) + (0.25 * Written("lesson", 80)) + (0.2 * Written("response", 120)) + (0.1 * clear);
    }

    private static int Number(JsonElement fields, string name) =>
        fields.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Number ? value.GetInt32() : 0;

    private static IEnumerable<string> Strings(JsonElement fields, string name) =>
        fields.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Array
            ? value.EnumerateArray().Select(v => v.GetString()!)
            : [];
}
