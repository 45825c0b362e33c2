using Npgsql;
using Wardwise.App.Data;
using Wardwise.Domain.Library;
using Wardwise.Domain.Problems;
using Wardwise.Statistics.Pooling;

namespace Wardwise.App.Library;

/// <summary>How many records of a subject there are, and what is known of them. Each that was tried is in one of the last six alone.</summary>
/// <param name="Records">That count at all.</param>
/// <param name="Suggested">Of these, the kind is only what their words suggest.</param>
/// <param name="Tried">A response was started, or its author says what came of it.</param>
/// <param name="Assessed">Measured by counts of incidents, six whole months and more on each side.</param>
/// <param name="TooFew">Of the assessed, those that by themselves are too few to tell.</param>
/// <param name="Surveyed">Judged by a survey of people.</param>
/// <param name="ClaimedMet">The author says that the aim was met; nothing was measured.</param>
/// <param name="ClaimedNotMet">The author says that it was not.</param>
/// <param name="NotYet">Nothing is known yet.</param>
public sealed record LibraryCounts(int Records, int Suggested, int Tried, int Assessed, int TooFew, int Surveyed, int ClaimedMet, int ClaimedNotMet, int NotYet)
{
    public static LibraryCounts None { get; } = new(0, 0, 0, 0, 0, 0, 0, 0, 0);

    internal const string Columns = $"""
        count(*)::integer, count(*) filter (where p.kind_code is null)::integer, count(*) filter (where {EvidenceRow.Tried})::integer, count(m.record_id)::integer,
        count(*) filter (where m.verdict = 'too-few')::integer,
        count(*) filter (where m.record_id is null and p.result_by_survey)::integer,
        count(*) filter (where m.record_id is null and not p.result_by_survey and p.result = 'claimed-met')::integer,
        count(*) filter (where m.record_id is null and not p.result_by_survey and p.result = 'claimed-not-met')::integer
        """;

    /// <summary>The eight columns from <paramref name="at"/> on.</summary>
    internal static LibraryCounts Read(NpgsqlDataReader row, int at)
    {
        int N(int column) => row.GetInt32(at + column);
        return new(N(0), N(1), N(2), N(3), N(4), N(5), N(6), N(7), N(2) - N(3) - N(5) - N(6) - N(7));
    }

    /// <summary>Of one kind; the rest of a page comes from the rows.</summary>
    internal static async Task<LibraryCounts> Of(Work work, LibrarySubject subject, string code, CancellationToken cancel)
    {
        var which = subject is LibrarySubject.Kind
            ? EvidenceRow.KindNow + " = $1"
            : "r.id in (select t.record_id from tasking t where t.source = 'plan' and t.technique = $1 and t.status <> 'withdrawn')";
        await using var read = work.Command($"select {Columns} from record r {EvidenceRow.Joins} where {EvidenceRow.Counted} and {which}", code);
        await using var row = await read.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return Read(row, 0);
    }

    /// <summary>The effects of one kind or of all, for a line in a list: its code, whether held against places like its own, whether of another force, and the effect.</summary>
    internal static async Task<List<(string Code, bool Controlled, bool Elsewhere, Effect Effect)>> Effects(Work work, LibrarySubject subject, string? code, CancellationToken cancel)
    {
        var of = subject is LibrarySubject.Kind ? EvidenceRow.KindNow : "u.technique";
        var uses = subject is LibrarySubject.Kind
            ? ""
            : "join (select distinct t.record_id, t.technique from tasking t where t.source = 'plan' and t.technique is not null and t.status <> 'withdrawn') u on u.record_id = r.id";
        var effects = new List<(string, bool, bool, Effect)>();
        await using var read = work.Command($"""
            select {of}, m.controlled, coalesce(r.force_id <> $2, false), m.log_ratio, m.variance
            from measured_effect m join record r on r.id = m.record_id join problem p on p.record_id = r.id left join findable f on f.record_id = r.id {uses}
            where {EvidenceRow.Counted} and m.log_ratio is not null and m.before_months > 0 and {of} is not null and ($1::text is null or {of} = $1)
            """, new NpgsqlParameter { Value = (object?)code ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text }, EvidenceRow.Own(work));
        await using var row = await read.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
        {
            effects.Add((row.GetString(0), row.GetBoolean(1), row.GetBoolean(2), new(row.GetDouble(3), row.GetDouble(4))));
        }

        return effects;
    }

    /// <summary>The findings and the label of effects that were read for a list.</summary>
    internal static (Finding? Best, EffectLabel Label) Pooled(IReadOnlyList<(string Code, bool Controlled, bool Elsewhere, Effect Effect)> effects)
    {
        Finding? Of(bool controlled) => effects.Where(e => e.Controlled == controlled).Select(e => e.Effect).ToArray() is { Length: > 0 } own ? Stratum.FindingOf(own, controlled)?.Finding : null;
        var (with, without) = (Of(true), Of(false));
        return (with ?? without, EffectLabel.Of(with, without, effects.Any(e => e.Elsewhere)));
    }
}
