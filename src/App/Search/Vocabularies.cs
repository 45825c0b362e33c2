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
        int version,
            texts;
        await using (var count = work.Command("select version, records from findable_count"))
        await using (var row = await count.ExecuteReaderAsync(cancel))
        {
            await row.ReadAsync(cancel);
            (version, texts) = (row.GetInt32(0), row.GetInt32(1));
        }

        lock (_gate)
        {
            if (_held.TryGetValue(field.Id, out var held) && held.Version == version)
            {
                return held.Vocabulary;
            }
        }

        var holders = new Dictionary<string, int>();
        await using (var terms = work.Command("select term, records from findable_term where records >= $1", FewestHolders))
        await using (var row = await terms.ExecuteReaderAsync(cancel))
        {
            while (await row.ReadAsync(cancel))
            {
                holders[row.GetString(0)] = row.GetInt32(1);
            }
        }

        var words = new HashSet<string>(field.Lexicon.Words);
        await using (var written = work.Command("select word from findable_word"))
        await using (var row = await written.ExecuteReaderAsync(cancel))
        {
            while (await row.ReadAsync(cancel))
            {
                var word = row.GetString(0);
                if (holders.GetValueOrDefault(EnglishStemmer.Stem(word)) >= FewestHolders)
                {
                    words.Add(word);
                }
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
