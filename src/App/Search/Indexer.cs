using System.Text.Json;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Notices;
using Wardwise.Domain.Notices;
using Wardwise.Statistics.Retrieval;

namespace Wardwise.App.Search;

/// <summary>Reads again the records whose words changed, so that what was saved is found by the next who asks.</summary>
public sealed class Indexer(Upkeep upkeep, Database database, Lexicons lexicons, ILogger<Indexer> log)
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
        while (read < most && await Some(cancel) is var some and > 0)
        {
            read += some;
            progress?.Report(read);
        }

        return read;
    }

    /// <summary>
    /// Counts the terms anew where they are stale, and takes from the words offered for slips those that no record holds any more in any
    /// form. Only straight after a count: records read since hold words that it does not know. Records that are not for all have
    /// no part in it: what they hold is offered to nobody, and noted when they become so.
    /// </summary>
    /// <returns>How many words went.</returns>
    public async Task<int> GoThroughWords(CancellationToken cancel)
    {
        await Count(cancel);
        await using var work = await upkeep.Begin(Actor.Nobody, cancel);
        if (
            !await work.Scalar<bool>(
                """
                select words_version <> version and changes = 0 and pg_try_advisory_xact_lock(hashtextextended('findable', 0))
                from findable_count
                """,
                cancel
            )
        )
        {
            return 0;
        }

        var went = await work.Scalar<int>("select drop_findable_words()", cancel);
        await work.Finish(cancel);
        return went;
    }

    /// <summary>What was set aside a day ago and more is tried again: what was wrong may have been with us.</summary>
    public async Task TryAgain(CancellationToken cancel)
    {
        await using var work = await upkeep.Begin(Actor.Nobody, cancel);
        await work.Scalar<int>("select try_aside_again()", cancel);
        await work.Finish(cancel);
    }

    /// <summary>Reads a batch; where one of it cannot be read, each by itself, and sets aside those that cannot.</summary>
    private async Task<int> Some(CancellationToken cancel)
    {
        int read;
        try
        {
            read = await Read(null, Batch, cancel);
        }
        catch (UnreadableException)
        {
            read = 0;
            foreach (var record in await Waiting(cancel))
            {
                try
                {
                    read += await Read(record, 1, cancel);
                }
                catch (UnreadableException e)
                {
                    log.LogError(e.InnerException, "The record {Record} cannot be read by the index.", record);
                    await SetAside(record, e.Reason, cancel);
                    read++;
                }
            }
        }

        if (read > 0)
        {
            await Count(cancel);
        }

        return read;
    }

    /// <summary>Counts how many records have each term, where what is known is stale. Of few records it is always counted.</summary>
    private async Task Count(CancellationToken cancel)
    {
        await using var work = await upkeep.Begin(Actor.Nobody, cancel);
        if (
            await work.Scalar<bool>(
                """
                select changes >= case when records < $2 then 1 else greatest($1, records * $3) end
                    and pg_try_advisory_xact_lock(hashtextextended('findable', 0)) from findable_count
                """,
                cancel,
                StaleLeast,
                StaleLeast / StaleShare,
                StaleShare
            )
        )
        {
            await work.Scalar<int>("select count_findable_terms()", cancel);
            await work.Finish(cancel);
        }
    }

    private async Task<List<Guid>> Waiting(CancellationToken cancel)
    {
        await using var work = await upkeep.Begin(Actor.Nobody, cancel);
        return
        [
            .. await work.Scalar<Guid[]>(
                "select array(select record_id from findable_waiting order by since, record_id limit $1)",
                cancel,
                Batch
            ),
        ];
    }

    /// <param name="only">One record; null for those that have waited longest.</param>
    /// <param name="most">No more than so many.</param>
    /// <param name="cancel">Stops.</param>
    private async Task<int> Read(Guid? only, int most, CancellationToken cancel)
    {
        await using var work = await upkeep.Begin(Actor.Nobody, cancel);
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

        var waiting = await Taken(work, only, most, cancel);
        if (waiting.Count == 0)
        {
            return 0;
        }

        var lexiconOf = new Dictionary<Guid, FieldLexicon>();
        foreach (var force in waiting.Select(w => w.Force).OfType<Guid>().Distinct())
        {
            lexiconOf[force] = await lexicons.Of(work, force, cancel);
        }

        try
        {
            await Write(work, waiting, lexiconOf, cancel);
        }
        catch (Exception e) when (UnreadableException.IsOfTheRecord(e))
        {
            throw new UnreadableException(e);
        }

        await work.Finish(cancel);
        return waiting.Count;
    }

    private static async Task Write(
        Work work,
        List<(Guid Record, Guid? Force)> waiting,
        Dictionary<Guid, FieldLexicon> lexiconOf,
        CancellationToken cancel
    )
    {
        var texts = new List<(Guid Record, FindableText Text)>();
        foreach (var records in waiting.Where(w => w.Force is not null).GroupBy(w => w.Force!.Value, w => w.Record))
        {
            await foreach (
                var row in work.EachRow("select record_id, fields::text from findable_fields($1)", cancel, (object)records.ToArray())
            )
            {
                using var json = JsonDocument.Parse(row.Get<string>("fields"));
                texts.Add((row.Get<Guid>("record_id"), FindableText.Of(json.RootElement, lexiconOf[records.Key])));
            }
        }

        await Put(work, texts, cancel);
        var words = texts.SelectMany(t => t.Text.WordsWritten.Select(w => (t.Record, Word: w))).ToList();
        await work.Scalar<object>(
            "select note_findable_words($1, $2, $3)::text",
            cancel,
            words.Select(w => w.Record).ToArray(),
            words.Select(w => w.Word).ToArray(),
            words.Select(w => EnglishStemmer.Stem(w.Word)).ToArray()
        );
        await using var changed = work.Command("update findable_count set changes = changes + $1", texts.Count);
        await changed.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>The others go on; the administrators of its force are told, first: a notice is made once, however often this begins
    /// again.</summary>
    private async Task SetAside(Guid record, string reason, CancellationToken cancel)
    {
        await using var aside = await upkeep.Begin(Actor.Nobody, cancel);
        var told = await aside.Rows(
            "select force_id, reference, administrator from administrators_of_record($1, $2)",
            r => (Force: r.Get<Guid>("force_id"), Reference: r.Get<string>("reference"), Administrator: r.Get<Guid>("administrator")),
            cancel,
            record,
            aside.Today
        );
        await using (var work = await database.Begin(Actor.Nobody, cancel))
        {
            foreach (var (force, reference, administrator) in told)
            {
                await work.Notify(
                    new()
                    {
                        Kind = NoticeKind.NotFindable,
                        Key = $"not findable {record} {administrator} {work.Today:yyyy-MM}",
                        AccountId = administrator,
                        ForceId = force,
                        Subject = $"Search does not find {reference}",
                        Text = $"{reason} All other records are found. It is tried again when the record changes, and each day.",
                        Link = "/admin",
                    },
                    cancel
                );
            }

            await work.Finish(cancel);
        }

        await aside.Scalar<object>("select set_findable_aside($1, $2)::text", cancel, record, reason);
        await aside.Finish(cancel);
    }

    private static Task<List<(Guid Record, Guid? Force)>> Taken(Work work, Guid? only, int most, CancellationToken cancel) =>
        work.Rows(
            """
            with taken as (
                delete from findable_waiting where record_id in (select record_id from findable_waiting
                    where $2::uuid is null or record_id = $2 order by since, record_id limit $1 for update skip locked) returning record_id)
            select t.record_id, force_of_record(t.record_id) as force from taken t
            """,
            r => (r.Get<Guid>("record_id"), r.Get<Guid?>("force")),
            cancel,
            most,
            new NpgsqlParameter { Value = (object?)only ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid }
        );

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
