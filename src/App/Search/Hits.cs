using Wardwise.App.Data;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;
using Wardwise.Statistics.Retrieval;

namespace Wardwise.App.Search;

/// <summary>Dresses the records of one page: what each is, what was done, what came of it, and why it is here.</summary>
internal static class Hits
{
    private const int LongestResponse = 170;

    public static async Task<IReadOnlyList<SearchProblems.Hit>> Of(
        Work work,
        IReadOnlyList<FoundRecord> records,
        FoundRecords? found,
        CancellationToken cancel
    )
    {
        var rows = new Dictionary<Guid, SearchProblems.Hit>();
        var marking = found is null ? null : new Highlight(found.Question, found.Field);
        var byId = records.ToDictionary(r => r.Id);
        await foreach (
            var row in work.EachRow(
                """
                select r.id, r.reference, r.title, f.body, extract(year from r.opened_at at time zone 'Europe/London')::integer as year,
                    coalesce((p.moderation ->> 'grade')::integer, p.grade, 0) as grade,
                    coalesce(p.result, 'unknown') as result, p.result_percent, coalesce(p.result_by_survey, false) as by_survey,
                    (select v.name from place v where v.no = r.place_no) as place,
                    coalesce((select string_agg(k.what, '; ' order by k.position) from tasking k where k.record_id = r.id
                        and k.source = 'plan' and k.status <> 'withdrawn'), '') as response, o.reference as old_reference,
                    coalesce(p.kind_code, case when f.kind_confidence >= 0.5 then f.suggested_kind end) as kind
                from unnest($1) ids (id) join record r on r.id = ids.id join findable f on f.record_id = r.id left join problem p
                    on p.record_id = r.id
                    left join old_record o on o.record_id = r.id
                """,
                cancel,
                (object)records.Select(r => r.Id).ToArray()
            )
        )
        {
            var (id, title, body, result, response) = (
                row.Get<Guid>("id"),
                row.Get<string>("title"),
                row.Get<string>("body"),
                row.Get<string>("result"),
                row.Get<string>("response")
            );
            var record = byId[id];
            var marked = marking?.Of(title, body);
            rows[id] = new()
            {
                Reference = row.Get<string>("reference"),
                RecordKind = record.RecordKind,
                OldReference = row.OrNull<string>("old_reference"),
                TitleText = title,
                Title = marked?.Title ?? [new(title, false)],
                Excerpt = marked?.Excerpt ?? [new(Short(body), false)],
                Year = row.Get<int>("year"),
                Grade = row.Get<int>("grade"),
                Result = result,
                ResultInWords = ProblemResult.InWords(result, row.Get<double?>("result_percent"), row.Get<bool>("by_survey")),
                Score = Math.Round(record.Standing.Score, 4),
                Why = found is null ? "newest first" : Why(found, record, row.OrNull<string>("kind"), marked!.Said),
                Response = Short(response),
                Place = row.OrNull<string>("place"),
            };
        }

        return [.. records.Where(r => rows.ContainsKey(r.Id)).Select(r => rows[r.Id])];
    }

    private static string Short(string text) => Words.Cut(text, LongestResponse);

    /// <summary>"same kind (street drinking), said as “drunks on the benches”; has “park”; not “night”".</summary>
    private static string Why(FoundRecords found, FoundRecord record, string? kind, IReadOnlyDictionary<string, string> said)
    {
        var reasons = new List<string>();
        var shared = found
            .Question.Kinds.Select(k => (k.Key, Both: k.Value * TermWeights.Of(record.Weights, TermWeights.KeyOf(k.Key))))
            .Where(k => k.Both >= 0.05)
            .OrderByDescending(k => k.Both)
            .Select(k => k.Key)
            .FirstOrDefault();
        if (shared is not null)
        {
            reasons.Add(
                $"{(FieldLexicon.CodeOf(shared) == kind ? "same kind" : "touches on the same")} "
                    + $"({FieldLexicon.NameOf(found.Field.Kinds, shared)?.ToLowerInvariant()})"
                    + $"{(said.TryGetValue(shared, out var words) ? $", here “{words}”" : "")}"
            );
        }
        else if (
            found
                .Question.Kinds.SelectMany(k => found.Field.Near(k.Key))
                .Where(n => n.Nearness > 0.2 && TermWeights.Of(record.Weights, TermWeights.KeyOf(n.Kind)) >= 0.3)
                .Select(n => n.Kind)
                .FirstOrDefault() is
            { } near
        )
        {
            reasons.Add($"a kind near to it ({FieldLexicon.NameOf(found.Field.Kinds, near)?.ToLowerInvariant()})");
        }

        // What is narrower than the kind has been told with it.
        var parts = found
            .Question.Parts.Select(p =>
                (p.Asked, Term: p.Terms.FirstOrDefault(t => TermWeights.Of(record.Weights, TermWeights.KeyOf(t.Term)) > 0).Term)
            )
            .Where(p => p.Asked.Length > 2 && (p.Term is null || !FieldLexicon.IsNarrower(p.Term)))
            .ToList();
        string Quote(IEnumerable<string> asked) => Words.List([.. asked.Select(a => $"“{a}”")]);
        if (
            parts
                .Where(p => p.Term is not null)
                .Select(p =>
                    said.GetValueOrDefault(p.Term!) is { } other && !other.Equals(p.Asked, StringComparison.OrdinalIgnoreCase)
                        ? $"{p.Asked}” as “{other}"
                        : p.Asked
                )
                .ToList() is
            { Count: > 0 } has
        )
        {
            reasons.Add($"has {Quote(has)}");
        }

        if (parts.Where(p => p.Term is null).Select(p => p.Asked).ToList() is { Count: > 0 } lacks)
        {
            reasons.Add($"not {Quote(lacks)}");
        }

        return string.Join("; ", reasons);
    }
}
