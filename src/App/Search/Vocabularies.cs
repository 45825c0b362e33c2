using Wardwise.App.Data;
using Wardwise.Statistics.Retrieval;

namespace Wardwise.App.Search;

/// <summary>Keeps in memory the words of the records that an agency reads, by the count they come from. A question is read with the words
/// of the reader's own agencies: those of others' records are neither offered nor counted.</summary>
public sealed class Vocabularies
{
    /// <summary>A word that fewer records hold counts as one that none holds: it might be a name.</summary>
    public const int FewestHolders = 3;

    /// <summary>So many are kept ready; what was not asked for longest goes.</summary>
    private const int MostHeld = 64;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Held> _held = [];
    private long _asked;

    private sealed class Held(int version, Vocabulary vocabulary)
    {
        public int Version => version;

        public Vocabulary Vocabulary => vocabulary;

        public long Asked { get; set; }
    }

    internal async Task<Vocabulary> Of(Work work, FieldLexicon field, CancellationToken cancel)
    {
        // What is published is read by the force, and not by one of its agencies.
        Guid[] readers = [.. work.Actor.Agencies.Concat(work.Actor.ForceId is { } force ? [force] : []).Order()];
        var key = $"{field.Id} {string.Join(' ', readers)}";
        var version = await work.Scalar<int>("select version from findable_count", cancel);
        lock (_gate)
        {
            if (_held.TryGetValue(key, out var held) && held.Version == version)
            {
                held.Asked = ++_asked;
                return held.Vocabulary;
            }
        }

        var made = await Read(work, field, readers, cancel);
        lock (_gate)
        {
            _held[key] = new(version, made) { Asked = ++_asked };
            while (_held.Count > MostHeld)
            {
                _held.Remove(_held.MinBy(h => h.Value.Asked).Key);
            }
        }

        return made;
    }

    private static async Task<Vocabulary> Read(Work work, FieldLexicon field, Guid[] readers, CancellationToken cancel)
    {
        var texts = await work.Scalar<int>(
            "select coalesce(max(records), 0) from findable_reader where reader = any ($1)",
            cancel,
            (object)readers
        );
        var holders = new Dictionary<string, int>();
        await foreach (
            var row in work.EachRow(
                "select term, max(records) as records from findable_term where reader = any ($1) and records >= $2 group by term",
                cancel,
                readers,
                FewestHolders
            )
        )
        {
            holders[row.Get<string>("term")] = row.Get<int>("records");
        }

        var words = new HashSet<string>(field.Lexicon.Words);
        await foreach (
            var row in work.EachRow(
                """
                select w.word from findable_word w join findable_term t on t.reader = w.reader and t.term = w.stem
                where w.reader = any ($1) and t.records >= $2
                """,
                cancel,
                readers,
                FewestHolders
            )
        )
        {
            words.Add(row.Get<string>("word"));
        }

        return new(texts, holders, words);
    }
}
