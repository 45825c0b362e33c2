using System.Diagnostics;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Wardwise.App.Access;
using Wardwise.App.Search;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Problems;
using Wardwise.Statistics.Retrieval;

namespace Wardwise.Benchmarks;

/// <summary>Any number of records, each put together from the sentences of three of the judged ones and words of its own, and read by the
/// index as the product reads them.</summary>
internal sealed class ManyRecords(JudgedSet set, int records)
{
    private static readonly string[] Parts = ["title", "scanning", "analysis", "response", "assessment", "lesson"];

    private readonly Guid _force = new("00000000-0000-7000-8000-000000000001");
    private readonly Guid _agency = new("00000000-0000-7000-8000-000000000002");
    private readonly Random _dice = new(11);
    private readonly string[] _ownWords = [.. Enumerable.Range(0, 20_000).Select(i => Word(new Random(i)))];
    private readonly string[][] _sentences =
    [
        .. Parts.Select(p =>
            set.Records.SelectMany(r => r[p].Split(". ", StringSplitOptions.RemoveEmptyEntries)).Where(s => s.Length > 8).ToArray()
        ),
    ];

    /// <summary>Reads all of them.</summary>
    public Actor Officer =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Name = "PC Measure",
            Kind = ActorKind.Account,
            ForceId = _force,
            Postings = [new(_agency, "Police", AgencyKind.Police, null, null, 1, Role.Officer)],
            Readers = [_agency],
        };

    public string Question(Random dice) =>
        string.Join(' ', Tokens.Of(Of(dice, 0)).Concat(Tokens.Of(Of(dice, 1))).Select(t => t.Word).Take(dice.Next(2, 9)));

    public string Typed(Random dice) => $"{Of(dice, 0)}. {Of(dice, 1)}. {Of(dice, 1)}. {Of(dice, 2)}";

    /// <returns>Seconds that the index took to read them; none when they are there already.</returns>
    public async Task<double> Write(string owner)
    {
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync();
        await using (
            var there = new NpgsqlCommand("select exists (select from force where id = $1)", connection)
            {
                Parameters = { new() { Value = _force } },
            }
        )
        {
            if (await there.ExecuteScalarAsync() is true)
            {
                return 0;
            }
        }

        await Execute(
            connection,
            $"""
            set session_replication_role = replica; insert into force (id, code, name) values ('{_force}', 'measure', 'Measure');
            insert into agency (id, force_id, name, kind) values ('{_agency}', '{_force}', 'Police', 'police')
            """
        );
        var field = new FieldLexicon(Guid.Empty, ProblemKinds.Shipped);
        var reading = 0.0;
        var words = new HashSet<string>();
        for (var from = 0; from < records; from += 10_000)
        {
            var batch = Enumerable.Range(from, Math.Min(10_000, records - from)).Select(One).ToList();
            var started = Stopwatch.GetTimestamp();
            var texts = batch.AsParallel().AsOrdered().Select(b => FindableText.Of(b.Fields, field)).ToList();
            reading += Stopwatch.GetElapsedTime(started).TotalSeconds;
            words.UnionWith(texts.SelectMany(t => t.WordsWritten));
            await Copy(connection, batch, texts);
            await Console.Error.WriteLineAsync($"{from + batch.Count} of {records} records");
        }

        await using (
            var note = new NpgsqlCommand(
                "insert into findable_word (reader, word, stem) select $1, w.word, w.stem from unnest($2, $3) w (word, stem)",
                connection
            )
        )
        {
            note.Parameters.Add(new() { Value = _agency });
            note.Parameters.Add(new() { Value = words.ToArray() });
            note.Parameters.Add(new() { Value = words.Select(EnglishStemmer.Stem).ToArray() });
            await note.ExecuteNonQueryAsync();
        }

        await Execute(
            connection,
            """
            select count_findable_terms(); vacuum analyze findable; vacuum analyze record; vacuum analyze problem;
            vacuum analyze problem_assessment
            """
        );
        return reading;
    }

    private (Guid Id, string Title, JsonElement Fields, int Place, string State, int Grade) One(int number)
    {
        var (a, b, c) = (
            set.Records[_dice.Next(set.Records.Count)],
            set.Records[_dice.Next(set.Records.Count)],
            set.Records[_dice.Next(set.Records.Count)]
        );
        string Mixed(int part, int sentences) => string.Join(". ", Enumerable.Range(0, sentences).Select(_ => Of(_dice, part)));
        var own = string.Join(
            ' ',
            Enumerable.Range(0, 25).Select(_ => _ownWords[(int)(_ownWords.Length * Math.Pow(_dice.NextDouble(), 3))])
        );
        var fields = JsonSerializer.SerializeToElement(
            new
            {
                title = a["title"],
                kind = "",
                what = a["scanning"] + " " + own,
                analysis = b["analysis"] + " " + Mixed(2, 1),
                response = a["response"] + " " + Mixed(3, 2),
                lesson = a["lesson"],
                rest = c["assessment"],
                place = $"Neighbourhood {number % 90}",
                grade = number % 7,
                result = "unknown",
            }
        );
        return (Guid.CreateVersion7(), a["title"], fields, number % 90, number % 3 == 0 ? "open" : "closed", number % 7);
    }

    private string Of(Random dice, int part) => _sentences[part][dice.Next(_sentences[part].Length)];

    private static string Word(Random dice) =>
        new([
            .. Enumerable.Range(0, dice.Next(4, 10)).Select(i => (i % 2 == 0 ? "bcdfglmnprstvw" : "aeiou")[dice.Next(i % 2 == 0 ? 14 : 5)]),
        ]);

    private async Task Copy(
        NpgsqlConnection connection,
        List<(Guid Id, string Title, JsonElement Fields, int Place, string State, int Grade)> batch,
        List<FindableText> texts
    )
    {
        await using (
            var rows = await connection.BeginBinaryImportAsync(
                """
                copy record (id, kind, reference, title, force_id, owner_agency_id, place_no, state, opened_at, readers)
                from stdin (format binary)
                """
            )
        )
        {
            foreach (var (one, at) in batch.Select((b, i) => (b, i)))
            {
                await rows.StartRowAsync();
                await rows.WriteAsync(one.Id);
                await rows.WriteAsync("problem");
                await rows.WriteAsync($"P-{one.Id:N}");
                await rows.WriteAsync(one.Title);
                await rows.WriteAsync(_force);
                await rows.WriteAsync(_agency);
                await rows.WriteAsync(one.Place);
                await rows.WriteAsync(one.State);
                await rows.WriteAsync(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(at), NpgsqlDbType.TimestampTz);
                await rows.WriteAsync(new[] { _agency });
            }

            await rows.CompleteAsync();
        }

        await using (
            var rows = await connection.BeginBinaryImportAsync(
                "copy problem (record_id, opened_by, worked_on, grade) from stdin (format binary)"
            )
        )
        {
            foreach (var one in batch)
            {
                await rows.StartRowAsync();
                await rows.WriteAsync(one.Id);
                await rows.WriteAsync(_agency);
                await rows.WriteAsync(new DateOnly(2025, 1, 1));
                await rows.WriteAsync(one.Grade);
            }

            await rows.CompleteAsync();
        }

        await using (var rows = await connection.BeginBinaryImportAsync("copy problem_assessment (record_id) from stdin (format binary)"))
        {
            foreach (var one in batch)
            {
                await rows.StartRowAsync();
                await rows.WriteAsync(one.Id);
            }

            await rows.CompleteAsync();
        }

        await using var put = new NpgsqlCommand(
            """
            insert into findable (record_id, suggested_kind, kind_confidence, evidence, terms, weights, body)
            select t.id, t.kind, t.confidence, t.worth, t.terms::tsvector, t.weights, t.body
                from unnest($1, $2, $3, $4, $5, $6, $7) t (id, kind, confidence, worth, terms, weights, body)
            """,
            connection
        );
        foreach (
            object value in new object[]
            {
                batch.Select(b => b.Id).ToArray(),
                texts.Select(t => t.SuggestedKind).ToArray(),
                texts.Select(t => (float)t.Confidence).ToArray(),
                texts.Select(t => (float)t.Evidence).ToArray(),
                texts.Select(t => t.Vector).ToArray(),
                texts.Select(t => TermWeights.Pack(t.Weights)).ToArray(),
                texts.Select(t => t.Body).ToArray(),
            }
        )
        {
            put.Parameters.Add(
                value is byte[][]
                    ? new() { Value = value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea }
                    : new() { Value = value }
            );
        }

        put.CommandTimeout = 0;
        await put.ExecuteNonQueryAsync();
    }

    private static async Task Execute(NpgsqlConnection connection, string sql)
    {
        foreach (var statement in sql.Split("; "))
        {
            await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync();
        }
    }
}
