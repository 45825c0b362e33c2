using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Wardwise.App.Data;
using Wardwise.Domain.Library;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Library;

/// <param name="Key">Of the part, within its record.</param>
/// <param name="Part">In the file's code.</param>
/// <param name="Label">As its reader calls it.</param>
/// <param name="Held">As the record has it.</param>
/// <param name="Told">As it would be told outside.</param>
public sealed record ExportPart(string Key, string Part, string Label, string Held, string Told);

/// <summary>A change that somebody made for those outside: what it was when they made it, and what is told instead.</summary>
internal sealed record ToldText(string Was, string Now);

/// <summary>A record that teaches, as it would leave the force: its numbers, and its texts, mended where their author mended
/// them.</summary>
internal sealed record ExportCandidate(
    Guid Id,
    string Reference,
    SharedPractice Shell,
    IReadOnlyList<ExportPart> Parts,
    bool LeftOut,
    int Version
)
{
    public const string Title = "title";

    public const int LeastGrade = 4;

    private const string StepPart = "step";

    public IReadOnlyList<NamesFound> Check(NamesCheck names) => [.. Parts.SelectMany(p => names.Of(p.Label, p.Told))];

    public SharedPractice ToShare() =>
        Shell with
        {
            Title = Parts.First(p => p.Part == Title).Told,
            Texts =
            [
                .. Parts.Where(p => p.Part is not Title and not StepPart && p.Told.Length > 0).Select(p => new SharedText(p.Part, p.Told)),
            ],
            Steps =
            [
                .. Parts
                    .Where(p => p.Part == StepPart && p.Told.Length > 0)
                    .Select(p => new SharedStep(
                        p.Key[(p.Key.IndexOf('|', StringComparison.Ordinal) + 1)..] is { Length: > 0 } code ? code : null,
                        p.Told
                    )),
            ],
        };

    /// <summary>Those of a force that the actor's own agencies own: closed problems from grade 4, published lessons, guides of the force's
    /// own writing. Nothing that is marked sensitive, and no old record.</summary>
    public static async Task<List<ExportCandidate>> All(Work work, Guid force, string? kind, string? reference, CancellationToken cancel)
    {
        var told = await work.Db.Set<ExportText>().AsNoTracking().ToDictionaryAsync(t => t.RecordId, cancel);
        var found = new List<ExportCandidate>();
        if (kind is null or Problem.RecordKind)
        {
            await Problems(work, force, reference, told, found, cancel);
        }

        if (kind is null or Lesson.RecordKind)
        {
            await Lessons(work, force, reference, told, found, cancel);
        }

        if (kind is null or Guide.RecordKind)
        {
            await Guides(work, force, reference, told, found, cancel);
        }

        return found;
    }

    private const string Own =
        "r.marking = 'official' and not r.entered_in_error and r.force_id = $1 and r.owner_agency_id = any ($2) "
        + "and ($3::text is null or r.reference = $3)";

    private static object?[] Values(Work work, Guid force, string? reference) => [force, work.Actor.Agencies.ToArray(), reference];

    private static async Task Problems(
        Work work,
        Guid force,
        string? reference,
        Dictionary<Guid, ExportText> told,
        List<ExportCandidate> found,
        CancellationToken cancel
    )
    {
        await foreach (
            var row in work.EachRow(
                $"""
                select r.id, r.reference, r.title, p.category, coalesce(p.kind_code, case when f.kind_confidence >= 0.5
                    then f.suggested_kind end) as kind, s.what_recurs,
                    e.lesson_what, e.lesson_for_whom, e.lesson_what_it_took, e.lesson_conditions, l.started_on,
                    coalesce(e.cost, k.cost) as cost, coalesce((p.moderation ->> 'grade')::integer, p.grade) as grade,
                    p.result, p.result_percent, p.result_by_survey, m.controlled, m.log_ratio, m.variance, m.before_count, m.before_months,
                        k.ids, k.whats, k.techniques
                from record r join problem p on p.record_id = r.id join problem_scanning s on s.record_id = r.id join problem_plan l
                    on l.record_id = r.id join problem_assessment e on e.record_id = r.id
                left join findable f on f.record_id = r.id left join measured_effect m on m.record_id = r.id
                left join lateral (
                    select sum(t.cost_pounds) cost, array_agg(t.id order by t.position) ids, array_agg(t.what
                        order by t.position) whats, array_agg(coalesce(t.technique, '') order by t.position) techniques
                    from tasking t where t.record_id = r.id and t.source = 'plan' and t.status = 'done') k on true
                where r.kind = 'problem' and r.state = 'closed' and {Own} and coalesce((p.moderation ->> 'grade')::integer,
                    p.grade) >= {LeastGrade}
                  and not exists (select 1 from old_record o where o.record_id = r.id)
                order by r.reference
                """,
                cancel,
                Values(work, force, reference)
            )
        )
        {
            (string, string, string, string)[] parts =
            [
                (Title, Title, "the title", row.Get<string>("title")),
                ("what-recurs", "what-recurs", "what recurs", row.Get<string>("what_recurs")),
                ("lesson", "lesson", "what worked or failed", row.Get<string>("lesson_what")),
                ("for-whom", "for-whom", "for whom", row.Get<string>("lesson_for_whom")),
                ("what-it-took", "what-it-took", "what it took", row.Get<string>("lesson_what_it_took")),
                ("conditions", "conditions", "conditions", row.Get<string>("lesson_conditions")),
            ];
            var steps = row.IsNull("ids")
                ? []
                : row.Get<Guid[]>("ids")
                    .Zip(row.Get<string[]>("whats"), row.Get<string[]>("techniques"))
                    .Select((s, at) => ($"{s.First:n}|{s.Third}", StepPart, $"step {at + 1}", s.Second));
            var shell = new SharedPractice
            {
                Kind = Problem.RecordKind,
                Category = row.OrNull<string>("category"),
                ProblemKind = row.OrNull<string>("kind"),
                Quarter = row.IsNull("started_on") ? null : QuarterOf(row.Get<DateOnly>("started_on")),
                CostPounds = row.Get<decimal?>("cost"),
                Grade = row.Get<int>("grade"),
                Result = ResultOf(row),
                PlaceSize =
                    row.IsNull("before_months") || row.Get<int>("before_months") < 1
                        ? null
                        : EnumCode.Of(PlaceSizes.Of(row.Get<int>("before_count"), row.Get<int>("before_months"))),
            };
            found.Add(Make(row.Get<Guid>("id"), row.Get<string>("reference"), shell, [.. parts, .. steps], told));
        }
    }

    private static SharedResult ResultOf(Row row)
    {
        var design =
            row.Get<bool>("result_by_survey") ? "survey"
            : row.Get<bool?>("controlled") is { } controlled
                ? controlled ? "comparison"
                    : "before-and-after"
            : "claim";
        return new(
            row.Get<string>("result"),
            row.Get<double?>("result_percent") is { } percent ? Math.Round(percent) : null,
            design,
            row.Get<double?>("log_ratio"),
            row.Get<double?>("variance")
        );
    }

    private static async Task Lessons(
        Work work,
        Guid force,
        string? reference,
        Dictionary<Guid, ExportText> told,
        List<ExportCandidate> found,
        CancellationToken cancel
    )
    {
        await foreach (
            var row in work.EachRow(
                $"""
                select r.id, r.reference, r.title, l.kind_codes[1] as kind, l.technique, l.what_happened, l.what_was_learned,
                    coalesce((select t.what from tasking t where t.record_id = r.id and t.source = 'lesson' and t.status = 'done'
                        order by t.position desc limit 1), '') as action, r.opened_at
                from record r join lesson l on l.record_id = r.id where r.kind = 'lesson' and l.published_at is not null and {Own}
                    order by r.reference
                """,
                cancel,
                Values(work, force, reference)
            )
        )
        {
            (string, string, string, string)[] parts =
            [
                (Title, Title, "the title", row.Get<string>("title")),
                ("what-happened", "what-happened", "what happened", row.Get<string>("what_happened")),
                ("lesson", "lesson", "what was learned", row.Get<string>("what_was_learned")),
                ($"action|{row.OrNull<string>("technique")}", StepPart, "what was done about it", row.Get<string>("action")),
            ];
            var shell = new SharedPractice
            {
                Kind = Lesson.RecordKind,
                ProblemKind = row.OrNull<string>("kind"),
                Quarter = QuarterOf(LondonTime.DayOf(row.Get<DateTimeOffset>("opened_at"))),
            };
            found.Add(Make(row.Get<Guid>("id"), row.Get<string>("reference"), shell, parts, told));
        }
    }

    private static async Task Guides(
        Work work,
        Guid force,
        string? reference,
        Dictionary<Guid, ExportText> told,
        List<ExportCandidate> found,
        CancellationToken cancel
    )
    {
        await foreach (
            var row in work.EachRow(
                $"""
                select r.id, r.reference, r.title, g.step, g.text, g.question from record r join guide g on g.record_id = r.id
                where r.kind = 'guide' and r.state = 'live' and (g.shipped_code is null or g.version > 1) and {Own} order by r.reference
                """,
                cancel,
                Values(work, force, reference)
            )
        )
        {
            (string, string, string, string)[] parts =
            [
                (Title, Title, "the title", row.Get<string>("title")),
                ("text", "text", "the text", row.Get<string>("text")),
                ("question", "question", "the question", row.Get<string>("question")),
            ];
            found.Add(
                Make(
                    row.Get<Guid>("id"),
                    row.Get<string>("reference"),
                    new() { Kind = Guide.RecordKind, Step = row.Get<string>("step") },
                    parts,
                    told
                )
            );
        }
    }

    private static ExportCandidate Make(
        Guid id,
        string reference,
        SharedPractice shell,
        (string Key, string Part, string Label, string Text)[] parts,
        Dictionary<Guid, ExportText> told
    )
    {
        var mended = told.GetValueOrDefault(id) is { } kept
            ? JsonSerializer.Deserialize<Dictionary<string, ToldText>>(kept.Texts, JsonSerializerOptions.Web)!
            : [];
        return new(
            id,
            reference,
            shell with
            {
                Key = KeyOf(id),
            },
            [
                .. parts
                    .Where(p => p.Text.Length > 0)
                    .Select(p => new ExportPart(
                        p.Key,
                        p.Part,
                        p.Label,
                        p.Text,
                        mended.GetValueOrDefault(p.Key) is { } m && m.Was == p.Text ? m.Now : p.Text
                    )),
            ],
            told.GetValueOrDefault(id)?.LeftOut ?? false,
            told.GetValueOrDefault(id)?.Version ?? 0
        );
    }

    /// <summary>The same each time, and nothing that says which record it is.</summary>
    private static string KeyOf(Guid id) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes("wardwise-library:" + id.ToString("n"))))[..32];

    internal static string QuarterOf(DateOnly day) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{day.Year}-Q{(day.Month + 2) / 3}");
}
