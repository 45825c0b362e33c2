using Wardwise.App.Data;
using Wardwise.Statistics.Retrieval;

namespace Wardwise.App.Search;

/// <summary>Keeps the words of all records in memory, by the count they come from.</summary>
public sealed class Vocabularies
{
    /// <summary>A word that fewer records hold counts as one that none holds: it might be a name, and that anybody holds it is for its
    /// readers alone.</summary>
    public const int FewestHolders = 3;

    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, (int Version, Vocabulary Vocabulary)> _held = [];

    internal async Task<Vocabulary> Of(Work work, FieldLexicon field, CancellationToken cancel)
    {
        var (version, texts) = await work.OneRow(
            "select version, records from findable_count",
            row => (row.Get<int>("version"), row.Get<int>("records")),
            cancel
        );
        lock (_gate)
        {
            if (_held.TryGetValue(field.Id, out var held) && held.Version == version)
            {
                return held.Vocabulary;
            }
        }

        var holders = new Dictionary<string, int>();
        await foreach (var row in work.EachRow("select term, records from findable_term where records >= $1", cancel, FewestHolders))
        {
            holders[row.Get<string>("term")] = row.Get<int>("records");
        }

        var words = new HashSet<string>(field.Lexicon.Words);
        await foreach (var row in work.EachRow("select word from findable_word", cancel))
        {
            var word = row.Get<string>("word");
            if (holders.GetValueOrDefault(EnglishStemmer.Stem(word)) >= FewestHolders)
            {
                words.Add(word);
            }
        }

        var made = new Vocabulary(texts, holders, words);
        lock (_gate)
        {
            _held[field.Id] = (version, made);
        }

        return made;
    }
}
