using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Jobs;
using Wardwise.Statistics.Retrieval;

namespace Wardwise.App.Search;

/// <summary>Reads again the records whose words changed, so that what was saved is found by the next who asks.</summary>
public sealed class Indexer(Upkeep database, Lexicons lexicons)
{
    private const int Batch = 200;

    /// <summary>A word's rareness is counted anew when this share of the records, and at least so many, changed since.</summary>
    private const double StaleShare = 0.05;
    private const int StaleLeast = 20;

    /// <summary>Reads what waits, a batch a transaction.</summary>
    /// <param name="most">No more than about so many.</param>
    /// <param name="progress">Told how many were read.</param>
    /// <param name="cancel">Stops between batches; what was read stays read.</param>
    /// <returns>How many were read.</returns>
    public async Task<int> Drain(int most, IProgress<int>? progress, CancellationToken cancel)
    {
        var read = 0;
        while (read < most && await One(cancel) is var some and > 0)
        {
            read += some;
            progress?.Report(read);
        }

        return read;
    }

    /// <summary>
    /// Counts the terms anew where they are stale, and takes from the words offered for slips those that no record holds any more in any
    /// form. Records that are not for all have no part in it: what they hold is offered to nobody, and noted when they become so.
    /// </summary>
    /// <returns>How many words went.</returns>
    public async Task<int> GoThroughWords(CancellationToken cancel)
    {
        await using var work = await database.Begin(Actor.Nobody, cancel);
        var stale = await work.Scalar<bool>(
            "select changes >= case when records < $2 then 1 else greatest($1, records * $3) end from findable_count",
            cancel,
            StaleLeast,
            StaleLeast / StaleShare,
            StaleShare
        );
        if (
            !await work.Scalar<bool>(
                """
                select ($1 or words_version <> version) and pg_try_advisory_xact_lock(hashtextextended('findable', 0))
                from findable_count
                """,
                cancel,
                stale
            )
        )
        {
            return 0;
        }

        if (stale)
        {
            await work.Scalar<int>("select count_findable_terms()", cancel);
        }

        var terms = (await work.Rows("select term from findable_term", row => row.Get<string>("term"), cancel)).ToHashSet();
        var gone = (await work.Rows("select word from findable_word", row => row.Get<string>("word"), cancel))
            .Where(w => !terms.Contains(EnglishStemmer.Stem(w)))
            .ToArray();
        var went = await work.Scalar<int>("select drop_findable_words($1)", cancel, (object)gone);
        await work.Finish(cancel);
        return went;
    }

    private async Task<int> One(CancellationToken cancel)
    {
        await using var work = await database.Begin(Actor.Nobody, cancel);
        // One at a time: another that reads now will have read what waits.
        if (
            !await work.Scalar<bool>(
                "select exists (select from findable_waiting) and pg_try_advisory_xact_lock(hashtextextended('findable', 0))",
                cancel
            )
        )
        {
            return 0;
        }

        var waiting = await Taken(work, cancel);
        if (waiting.Count == 0)
        {
            return 0;
        }

        var texts = new List<(Guid Record, FindableText Text)>();
        foreach (
            var (force, records) in waiting
                .Where(w => w.Force is not null)
                .GroupBy(w => w.Force!.Value)
                .Select(g => (g.Key, g.Select(w => w.Record).ToArray()))
                .ToList()
        )
        {
            var field = await lexicons.Of(work, force, cancel);
            await foreach (
                var row in work.EachRow("select record_id, fields::text as fields from findable_fields($1)", cancel, (object)records)
            )
            {
                using var json = JsonDocument.Parse(row.Get<string>("fields"));
                texts.Add((row.Get<Guid>("record_id"), FindableText.Of(json.RootElement, field)));
            }
        }

        await Put(work, texts, cancel);
        await work.Scalar<object>(
            "select note_findable_words($1)::text",
            cancel,
            (object)texts.SelectMany(t => t.Text.Words).Distinct().ToArray()
        );
        if (
            await work.Scalar<bool>(
                "update findable_count set changes = changes + $1 returning changes >= greatest($2, records * $3)",
                cancel,
                texts.Count,
                StaleLeast,
                StaleShare
            ) || await work.Scalar<bool>("select records < $1 from findable_count", cancel, StaleLeast / StaleShare)
        )
        {
            await work.Scalar<int>("select count_findable_terms()", cancel);
        }

        await work.Finish(cancel);
        return waiting.Count;
    }

    private static async Task<List<(Guid Record, Guid? Force)>> Taken(Work work, CancellationToken cancel)
    {
        return await work.Rows<(Guid, Guid?)>(
            """
            with taken as (
                delete from findable_waiting where record_id in (select record_id from findable_waiting order by since
                    limit $1 for update skip locked) returning record_id)
            select t.record_id, force_of_record(t.record_id) as force from taken t
            """,
            row => (row.Get<Guid>("record_id"), row.Get<Guid?>("force")),
            cancel,
            Batch
        );
    }

    private static async Task Put(Work work, List<(Guid Record, FindableText Text)> texts, CancellationToken cancel)
    {
        if (texts.Count == 0)
        {
            return;
        }

        await using var put = work.Command(
            """
            select put_findable(t.id, t.kind, t.confidence, t.worth, t.terms, t.weights, t.body)
            from unnest($1, $2, $3, $4, $5, $6, $7) t (id, kind, confidence, worth, terms, weights, body)
            """,
            texts.Select(t => t.Record).ToArray(),
            texts.Select(t => t.Text.SuggestedKind).ToArray(),
            texts.Select(t => (float)t.Text.Confidence).ToArray(),
            texts.Select(t => (float)t.Text.Evidence).ToArray(),
            texts.Select(t => t.Text.Vector).ToArray(),
            new NpgsqlParameter
            {
                Value = texts.Select(t => TermWeights.Pack(t.Text.Weights)).ToArray(),
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea,
            },
            texts.Select(t => t.Text.Body).ToArray()
        );
        await put.ExecuteNonQueryAsync(cancel);
    }
}

/// <summary>Keeps the index in step, also when nobody asks; and reads a force's records again when its thesaurus has changed.</summary>
internal sealed class KeepIndex(Upkeep database, Indexer indexer) : IJob
{
    public static string Kind => "keep-index";

    public static TimeSpan? Every => TimeSpan.FromSeconds(20);

    public async Task<string?> Work(Actor actor, string input, IProgress<string> progress, CancellationToken cancel)
    {
        await Reread(cancel);
        var read = await indexer.Drain(int.MaxValue, new Progress<int>(n => progress.Report($"{n} records read")), cancel);
        await indexer.GoThroughWords(cancel);
        return read == 0 ? null : $"{read} records read";
    }

    private async Task Reread(CancellationToken cancel)
    {
        await using var work = await database.Begin(Actor.Nobody, cancel);
        var forces = await work.Rows<(Guid Force, Guid? Read)>(
            "select f.id, l.rule_set_id from force f left join findable_lexicon l on l.force_id = f.id",
            row => (row.Get<Guid>("id"), row.Get<Guid?>("rule_set_id")),
            cancel
        );

        foreach (var (force, read) in forces)
        {
            var version = await Lexicons.VersionOf(work, force, cancel);
            if (version != read)
            {
                // Read for the first time, nothing waits but what was written before anybody kept count.
                await work.Scalar<int>("select read_again($1, $2, $3)", cancel, force, version, read is not null || version != Guid.Empty);
            }
        }

        await work.Finish(cancel);
    }
}
