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
        ["dated"] = ("erased row with another date or reason", "erased rows with another date or reason"),
        ["mark"] = ("mark of no row", "marks of no row"),
        ["blinded"] = ("last mark without its salt", "last marks without their salt"),
        ["readers"] = ("wrong reader", "wrong readers"),
        ["grants"] = ("wrong grant", "wrong grants"),
        ["schema"] = ("part of the database that is not what Wardwise made", "parts of the database that are not what Wardwise made"),
        ["role"] = ("role or setting", "roles or settings"),
        ["file-changed"] = ("changed file", "changed files"),
        ["file-gone"] = ("file that is gone", "files that are gone"),
        ["file-shut"] = ("file that cannot be read", "files that cannot be read"),
        ["unknown"] = ("file of no record", "files of no record"),
        ["check"] = ("check that failed", "checks that failed"),
    };

    private readonly List<(string Kind, string Sentence)> _named = [];
    private readonly List<(string Kind, string Sentence)> _notes = [];
    private readonly Dictionary<string, long> _many = [];

    public void Add(string kind, string sentence) => Count(_named, kind, sentence);

    /// <summary>What is odd, and proves nothing.</summary>
    public void Note(string kind, string sentence) => Count(_notes, kind, sentence);

    /// <summary>One that is named, of so many of its kind that the database counted.</summary>
    public void Add(string kind, string sentence, long many)
    {
        _many[kind] = many;
        _named.Add((kind, sentence));
    }

    public IReadOnlyList<string> InWords => Told(_named);

    public IReadOnlyList<string> Notes => Told(_notes);

    private void Count(List<(string Kind, string Sentence)> to, string kind, string sentence)
    {
        _many[kind] = _many.GetValueOrDefault(kind) + 1;
        if (_many[kind] <= Named)
        {
            to.Add((kind, sentence));
        }
    }

    private string[] Told(List<(string Kind, string Sentence)> named) =>
        [
            .. named
                .GroupBy(n => n.Kind)
                .SelectMany(g =>
                    g.Count() < _many[g.Key]
                        ? g.Select(n => n.Sentence)
                            .Append($"And {Words.Of((int)(_many[g.Key] - g.Count()), More[g.Key].One, More[g.Key].Many)} more.")
                        : g.Select(n => n.Sentence)
                ),
        ];
}
