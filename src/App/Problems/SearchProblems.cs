using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>Has anybody solved this? Full text over the problems that the actor sees, with filters and highlights. Any input is safe.</summary>
public sealed class SearchProblems(Database database)
{
    public const int PageSize = 10;
    public const int Most = 500;
    private const int LongestQuestion = 400;

    public sealed record Input
    {
        public string? Text { get; init; }
        public Guid? ForceId { get; init; }
        public string? ForceCode { get; init; }
        public IReadOnlyList<int>? PlaceNos { get; init; }
        public ProblemCategory? Category { get; init; }
        public ProblemState? State { get; init; }
        public int? Grade { get; init; }
        public string? Technique { get; init; }
        public string? Result { get; init; }
        public DateOnly? From { get; init; }
        public DateOnly? To { get; init; }
        public int Page { get; init; } = 1;

        /// <summary>How many hits a page.</summary>
        public int Top { get; init; } = PageSize;
    }

    public sealed record Found(IReadOnlyList<Hit> Hits, int Total, int Page, int Pages);

    /// <summary>A piece of text, and whether it is what was asked for.</summary>
    public sealed record Piece(string Text, bool IsHit);

    public sealed record Hit
    {
        public required string Reference { get; init; }
        public required IReadOnlyList<Piece> Title { get; init; }
        public required string TitleText { get; init; }
        public required int Year { get; init; }
        public string? Place { get; init; }
        public required int Grade { get; init; }
        public required string Result { get; init; }
        public required string ResultInWords { get; init; }

        /// <summary>What was done, in a line.</summary>
        public required string Response { get; init; }
        public required IReadOnlyList<Piece> Excerpt { get; init; }
        public required string Why { get; init; }
        public required double Score { get; init; }
    }

    public async Task<Outcome<Found>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.SeeRecords) is { } no)
        {
            return no;
        }

        var top = Math.Clamp(input.Top, 1, Most);
        var page = Math.Clamp(input.Page, 1, 1_000);
        var asked = (input.Text ?? "").Replace('\0', ' ').Trim();
        asked = asked.Length <= LongestQuestion ? asked : asked[..LongestQuestion];
        await using var work = await database.Begin(actor, cancel);
        if (input.ForceCode is { } force && !await work.Db.Set<Force>().AnyAsync(f => f.Code == force, cancel))
        {
            return new Refusal($"There is no force {force} here. Give its police.uk id, such as hertfordshire.", nameof(Input.ForceCode));
        }

        var words = await Words(work, asked, cancel);
        var hits = new List<Hit>();
        var total = 0;
        await using var read = work.Command("""
            with found as (
                select * from search_problems($1, coalesce($2, (select id from force where code = $3)), $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)),
            asked as (select case when websearch_to_tsquery('english', $1)::text ~ '[!<]' then websearch_to_tsquery('english', $1)
                else replace(websearch_to_tsquery('english', $1)::text, '&', '|')::tsquery end q)
            select r.reference, r.title, ts_headline('english', r.title, asked.q, 'HighlightAll=true, StartSel="' || chr(1) || '", StopSel="' || chr(2) || '"'),
                ts_headline('english', t.body, asked.q, 'MaxFragments=2, MaxWords=22, MinWords=8, FragmentDelimiter=" … ", StartSel="' || chr(1) || '", StopSel="' || chr(2) || '"'),
                extract(year from r.opened_at)::integer, coalesce((p.moderation ->> 'grade')::integer, p.grade), p.result, p.result_percent, f.score, f.matched, f.total,
                coalesce((select string_agg(k.what, '; ' order by k.position) from tasking k where k.record_id = r.id and k.source = 'plan' and k.status <> 'withdrawn'), ''),
                (select v.name from place v where v.no = r.place_no), p.result_by_survey
            from found f cross join asked
            join record r on r.id = f.record_id join problem p on p.record_id = r.id join problem_text t on t.record_id = r.id
            order by f.score desc, r.opened_at desc, r.id
            """);
        Bind(read, input, asked, (page - 1) * top, top);
        await using var row = await read.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
        {
            total = (int)row.GetInt64(10);
            hits.Add(Read(row, words));
        }

        return new Found(hits, total, page, Math.Max(1, (total + top - 1) / top));
    }

    private static void Bind(NpgsqlCommand read, Input input, string asked, int skip, int top)
    {
        void Add(object? value, NpgsqlDbType type) => read.Parameters.Add(new() { Value = value ?? DBNull.Value, NpgsqlDbType = type });
        Add(asked, NpgsqlDbType.Text);
        Add(input.ForceId, NpgsqlDbType.Uuid);
        Add(input.ForceCode, NpgsqlDbType.Text);
        Add(input.PlaceNos?.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Integer);
        Add(input.Category is { } category ? EnumCode.Of(category) : null, NpgsqlDbType.Text);
        Add(input.State is { } state ? EnumCode.Of(state) : null, NpgsqlDbType.Text);
        Add(input.Grade, NpgsqlDbType.Integer);
        Add(string.IsNullOrEmpty(input.Technique) ? null : input.Technique, NpgsqlDbType.Text);
        Add(string.IsNullOrEmpty(input.Result) ? null : input.Result, NpgsqlDbType.Text);
        Add(input.From is { } from ? LondonTime.StartOf(from) : null, NpgsqlDbType.TimestampTz);
        Add(input.To is { } to && to < DateOnly.MaxValue ? LondonTime.StartOf(to.AddDays(1)) : null, NpgsqlDbType.TimestampTz);
        Add(skip, NpgsqlDbType.Integer);
        Add(top, NpgsqlDbType.Integer);
    }

    private static Hit Read(NpgsqlDataReader row, IReadOnlyList<(string Word, string Lexeme)> words)
    {
        var result = row.GetString(6);
        return new()
        {
            Reference = row.GetString(0),
            TitleText = row.GetString(1),
            Title = Pieces(row.GetString(2)),
            Excerpt = Pieces(row.GetString(3)),
            Year = row.GetInt32(4),
            Grade = row.GetInt32(5),
            Result = result,
            ResultInWords = ProblemResult.InWords(result, row.IsDBNull(7) ? null : row.GetDouble(7), row.GetBoolean(13)),
            Score = Math.Round(row.GetDouble(8), 4),
            Why = Why(words, row.GetFieldValue<string[]>(9)),
            Response = row.GetString(11),
            Place = row.IsDBNull(12) ? null : row.GetString(12),
        };
    }

    /// <summary>The words asked for with the lexeme that each is searched as; words that carry no meaning have none.</summary>
    private static async Task<IReadOnlyList<(string Word, string Lexeme)>> Words(Work work, string asked, CancellationToken cancel)
    {
        var words = new List<(string, string)>();
        var typed = asked.Split([' ', '\t', '\n', '\r', ',', ';', '.', '?', '!', '"', '(', ')'], StringSplitOptions.RemoveEmptyEntries).Distinct().ToArray();
        await using var read = work.Command("select w, l from unnest($1) w, unnest(tsvector_to_array(to_tsvector('english', w))) l", (object)typed);
        await using var row = await read.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
        {
            words.Add((row.GetString(0), row.GetString(1)));
        }

        return words;
    }

    private static string Why(IReadOnlyList<(string Word, string Lexeme)> words, string[] matched)
    {
        if (words.Count == 0)
        {
            return "newest first";
        }

        string Quote(bool has) => Domain.Shared.Words.List([.. words.Where(w => matched.Contains(w.Lexeme) == has).Select(w => w.Word).Distinct().Select(w => $"“{w}”")]);
        var (has, lacks) = (Quote(true), Quote(false));
        return lacks.Length == 0 ? $"has {has}" : has.Length == 0 ? "has none of the words as typed" : $"has {has}; not {lacks}";
    }

    private static List<Piece> Pieces(string marked)
    {
        var pieces = new List<Piece>();
        foreach (var part in marked.Split('\u0001'))
        {
            var end = part.IndexOf('\u0002', StringComparison.Ordinal);
            if (end >= 0)
            {
                pieces.Add(new(part[..end], true));
            }

            if (end + 1 < part.Length)
            {
                pieces.Add(new(part[(end + 1)..].Replace("\n", " · ", StringComparison.Ordinal), false));
            }
        }

        return pieces;
    }
}
