using Wardwise.Domain.Shared;

namespace Wardwise.App.Access;

/// <summary>What a check of the trail found, by kind: of each kind the first few in words, and how many more there are.</summary>
internal sealed class TrailFaults
{
    /// <summary>How many of a kind are named; the database's functions name as many.</summary>
    private const int Named = 20;

    private static readonly Dictionary<string, (string One, string Many)> More = new()
    {
        ["gap"] = ("gap", "gaps"),
        ["changed"] = ("changed row", "changed rows"),
        ["tail"] = ("chain with a wrong end", "chains with a wrong end"),
        ["lost"] = ("row without its content", "rows without their content"),
        ["content"] = ("changed content", "changed contents"),
        ["said"] = ("erased row that says something", "erased rows that say something"),
        ["erased"] = ("erased row that no row names", "erased rows that no row names"),
        ["chain"] = ("chain that is not what was anchored", "chains that are not what was anchored"),
        ["marks"] = ("chain whose marks are not what was anchored", "chains whose marks are not what was anchored"),
        ["guard"] = ("table that no longer demands history", "tables that no longer demand history"),
        ["unmarked"] = ("row changed without a row of the trail", "rows changed without a row of the trail"),
        ["file"] = ("fault of the file", "faults of the file"),
        ["key"] = ("key", "keys"),
        ["signature"] = ("foreign signature", "foreign signatures"),
        ["anchor"] = ("anchor that differs", "anchors that differ"),
        ["root"] = ("list of chains that was changed", "lists of chains that were changed"),
    };

    private readonly List<(string Kind, string Sentence)> _named = [];
    private readonly Dictionary<string, long> _many = [];

    public void Add(string kind, string sentence)
    {
        _many[kind] = _many.GetValueOrDefault(kind) + 1;
        if (_many[kind] <= Named)
        {
            _named.Add((kind, sentence));
        }
    }

    /// <summary>One that is named, of so many of its kind that the database counted.</summary>
    public void Add(string kind, string sentence, long many)
    {
        _many[kind] = many;
        _named.Add((kind, sentence));
    }

    public IReadOnlyList<string> InWords =>
        [
            .. _named
                .GroupBy(n => n.Kind)
                .SelectMany(g =>
                    g.Count() < _many[g.Key]
                        ? g.Select(n => n.Sentence)
                            .Append($"And {Words.Of((int)(_many[g.Key] - g.Count()), More[g.Key].One, More[g.Key].Many)} more.")
                        : g.Select(n => n.Sentence)
                ),
        ];
}
