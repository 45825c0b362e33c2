using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Imports;
using Wardwise.App.Measuring;
using Wardwise.App.Notices;
using Wardwise.App.Places;
using Wardwise.Domain.Notices;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>
/// Run by the schedule: measures each response once there are months enough for a verdict and again when the year after is full, and each
/// closed one at its follow-ups; and again when a month that it compares has come into doubt, or is so no longer. A result that faded, or
/// trouble that came back, is told to the owner (F6).
/// </summary>
public sealed class MeasureWhatIsDue(
    Database database,
    PlaceIndexes places,
    MeasureProblem measure,
    Measurement measurement,
    ILogger<MeasureWhatIsDue> log
)
{
    /// <summary>What a measurement compared, as <see cref="MeasuredMonths"/> is read.</summary>
    private const string Months = """
        jsonb_build_object('before', e.result::jsonb -> 'before', 'after', e.result::jsonb -> 'after',
            'doubted', e.working::jsonb -> 'doubted')
        """;

    public sealed record Input
    {
        /// <summary>One problem only; null goes through all.</summary>
        public string? Reference { get; init; }
        public IProgress<string>? Progress { get; init; }
    }

    /// <param name="Measured">Responses measured.</param>
    /// <param name="FollowedUp">Follow-ups made.</param>
    /// <param name="Told">Owners told that a result did not last.</param>
    /// <param name="Failed">Records at which it broke off; why is in the log.</param>
    public sealed record Done(int Measured, int FollowedUp, int Told, int Failed = 0);

    /// <param name="Reference">Of the record.</param>
    /// <param name="FollowUp">The day that fell due; null for the response itself.</param>
    /// <param name="Whose">Whose months and incidents count.</param>
    /// <param name="Made">How often that was measured before.</param>
    /// <param name="Was">What was measured, where its months have come into doubt or are so no longer.</param>
    /// <param name="IsLatest">No later follow-up of the record has been due.</param>
    private sealed record Due(
        string Reference,
        DateOnly? FollowUp,
        Owner Whose,
        int Made,
        MeasuredMonths? Was = null,
        bool IsLatest = true
    );

    private readonly record struct Owner(Guid ForceId, string ForceCode, Guid AgencyId);

    /// <param name="Reference">Of the record.</param>
    /// <param name="Whose">Its owner.</param>
    /// <param name="Started">Its response.</param>
    /// <param name="Closed">Null while it is open.</param>
    /// <param name="Measured">Months after, at most, of the verdicts on this response as its aim stands now.</param>
    /// <param name="Latest">The latest of those; null before there is one.</param>
    /// <param name="Made">How often it was measured because months came.</param>
    /// <param name="FollowedUp">The follow-ups that were made, the latest of each, and how often.</param>
    private sealed record Candidate(
        string Reference,
        Owner Whose,
        DateOnly Started,
        DateOnly? Closed,
        int Measured,
        MeasuredMonths? Latest,
        int Made,
        IReadOnlyDictionary<DateOnly, (MeasuredMonths Latest, int Made)> FollowedUp
    );

    public async Task<Outcome<Done>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.OperateInstance) is { } no)
        {
            return no;
        }

        var done = new Done(0, 0, 0);
        var due = await Find(actor, input.Reference, cancel);
        foreach (var (one, number) in due.Select((d, i) => (d, i)))
        {
            input.Progress?.Report($"{number} of {due.Count}");
            try
            {
                if (await Measure(actor, one, cancel) is { } told)
                {
                    done = one.FollowUp is null
                        ? done with
                        {
                            Measured = done.Measured + 1,
                        }
                        : done with
                        {
                            FollowedUp = done.FollowedUp + 1,
                            Told = done.Told + (told ? 1 : 0),
                        };
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // One record that cannot be measured keeps nobody else's from being measured.
                log.LogError(e, "The response of {Reference} could not be measured.", one.Reference);
                done = done with { Failed = done.Failed + 1 };
            }
        }

        return done;
    }

    /// <summary>What is due now: months that came in, follow-ups whose day and whose months are over.</summary>
    private async Task<List<Due>> Find(Actor actor, string? reference, CancellationToken cancel)
    {
        var due = new List<Due>();
        foreach (var owner in (await Candidates(actor, reference, cancel)).GroupBy(c => c.Whose))
        {
            try
            {
                due.AddRange(await Find(actor, owner, cancel));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Rules or months of one force that cannot be read keep no other's from being measured.
                log.LogError(e, "What is due of {Agency} could not be found.", owner.Key.AgencyId);
            }
        }

        return due;
    }

    private async Task<List<Due>> Find(Actor actor, IGrouping<Owner, Candidate> owner, CancellationToken cancel)
    {
        var due = new List<Due>();
        await using var work = await database.Begin(await As(actor, owner.Key, cancel), cancel);
        var held = (await ImportedMonths.Of(work, owner.Key.ForceCode, cancel)).Where(m => m < YearMonth.Of(work.Today)).ToHashSet();
        var doubted = await MonthDoubts.Of(work, owner.Key.ForceCode, cancel);
        var rules = await work.ProblemRules(owner.Key.ForceId, cancel);
        foreach (var one in owner)
        {
            var windows = ResponseWindows.Around(one.Started, Aim.MonthsCompared, Aim.MonthsCompared, held);
            if (one.Closed is null)
            {
                if (IsDue(windows, one.Measured))
                {
                    due.Add(new(one.Reference, null, owner.Key, one.Made));
                }
                else if (!windows.IsShort && one.Latest?.HasTurned(doubted) is true)
                {
                    due.Add(new(one.Reference, null, owner.Key, one.Made, one.Latest));
                }
            }
            else if (windows.Before.Count > 0)
            {
                var days = FollowUps
                    .After(one.Closed.Value, rules)
                    .Where(d => d <= work.Today && held.Contains(YearMonth.Of(d).Plus(-1)))
                    .ToList();
                foreach (var day in days)
                {
                    if (!one.FollowedUp.TryGetValue(day, out var kept))
                    {
                        due.Add(new(one.Reference, day, owner.Key, 0, IsLatest: day == days[^1]));
                    }
                    else if (kept.Latest.HasTurned(doubted))
                    {
                        due.Add(new(one.Reference, day, owner.Key, kept.Made, kept.Latest, day == days[^1]));
                    }
                }
            }
        }

        return due;
    }

    /// <summary>With six months on each side there is a verdict, and with twelve the last one.</summary>
    private static bool IsDue(ResponseWindows windows, int measured) =>
        !windows.IsShort
        && (measured < VerdictWords.FewestMonths || (measured < Aim.MonthsCompared && windows.After.Count == Aim.MonthsCompared));

    private async Task<List<Candidate>> Candidates(Actor actor, string? reference, CancellationToken cancel)
    {
        await using var work = await database.Begin(actor, cancel);
        return await work.Rows(
            $"""
            select r.reference, r.force_id, f.code, r.owner_agency_id, l.started_on,
                case when r.state = 'closed' then r.closed_at end as closed_at,
                coalesce(v.months_after, 0) as months_after, v.latest,
                (select count(*)::int from evaluation e where e.record_id = r.id and e.occasion = 'months-came') as made,
                array(select e.follow_up_on from evaluation e where e.record_id = r.id and e.occasion = 'follow-up'
                    order by e.made_at, e.id) as followed_up,
                array(select {Months}::text from evaluation e where e.record_id = r.id and e.occasion = 'follow-up'
                    order by e.made_at, e.id) as follow_ups
            from record r join force f on f.id = r.force_id join problem_aim a on a.record_id = r.id
                join problem_plan l on l.record_id = r.id
                cross join lateral (
                    select max((e.result::jsonb -> 'after' ->> 'months')::int) as months_after,
                        (array_agg({Months}::text order by e.made_at desc, e.id desc))[1] as latest
                    from evaluation e
                    where e.record_id = r.id and e.occasion <> 'follow-up' and e.verdict is not null
                      and (e.inputs::jsonb ->> 'startedOn')::date = l.started_on
                      and (e.inputs::jsonb ->> 'areaGeoJson') is not distinct from a.area_geo_json
                      and e.inputs::jsonb -> 'placeCodes' = to_jsonb(a.place_codes)
                      and e.inputs::jsonb -> 'categories' = to_jsonb(a.categories) and e.inputs::jsonb -> 'types' = to_jsonb(a.types)) v
            where r.kind = 'problem' and not r.entered_in_error and r.state <> 'draft' and a.measure = 'incidents'
                and l.started_on is not null
              and (a.area_geo_json is not null or cardinality(a.place_codes) > 0) and ($1::text is null or r.reference = $1)
            order by r.reference
            """,
            row => new Candidate(
                row.Get<string>("reference"),
                new(row.Get<Guid>("force_id"), row.Get<string>("code"), row.Get<Guid>("owner_agency_id")),
                row.Get<DateOnly>("started_on"),
                row.IsNull("closed_at") ? null : LondonTime.DayOf(row.Get<DateTimeOffset>("closed_at")),
                row.Get<int>("months_after"),
                row.OrNull<string>("latest") is { } latest ? EvaluationJson.Read<MeasuredMonths>(latest) : null,
                row.Get<int>("made"),
                row.Get<DateOnly[]>("followed_up")
                    .Zip(row.Get<string[]>("follow_ups").Select(EvaluationJson.Read<MeasuredMonths>))
                    .GroupBy(f => f.First, f => f.Second)
                    .ToDictionary(f => f.Key, f => (f.Last(), f.Count()))
            ),
            cancel,
            reference
        );
    }

    /// <summary>The schedule, counting what the owner's agency would count and nothing of other agencies'.</summary>
    private async Task<Actor> As(Actor actor, Owner owner, CancellationToken cancel)
    {
        await using var work = await database.Begin(actor, cancel);
        var scopes = await work.Rows("select no from scope where agency_id = $1", row => row.Get<short>("no"), cancel, owner.AgencyId);

        return actor with
        {
            ForceCode = owner.ForceCode,
            ForceId = owner.ForceId,
            Scopes = scopes,
        };
    }

    /// <summary>Whether the owner was told; null when there was nothing to measure, or somebody had done it in the meantime.</summary>
    private async Task<bool?> Measure(Actor actor, Due due, CancellationToken cancel)
    {
        var began = await As(actor, due.Whose, cancel);
        await using var work = await database.Begin(began, cancel);
        if (
            await work.TakeOut(due.Reference, cancel) is not { } file
            || MeasureProblem.Unfit(file) is not null
            || await IsMade(work, file, due, cancel)
        )
        {
            return null;
        }

        var area = await AreaOfProblem.Of(work, places, file.Aim.AreaGeoJson, file.Aim.PlaceCodes, cancel);
        if (!area.Done)
        {
            return null;
        }

        var measured = await measurement.Of(work, await measure.Asked(work, file, area.Value, due.FollowUp, cancel), cancel);
        if (
            !measured.Done
            || measured.Value.Result is { Before: null } or { After: null }
            // Whatever turned is not among what is compared: it would be measured for it hour after hour.
            || due.Was?.WasDoubted(measured.Value.Working.Doubted) is true
        )
        {
            return null;
        }

        var kept = MeasureProblem.Kept(
            work,
            file,
            measured.Value,
            due.FollowUp is null ? EvaluationOccasion.MonthsCame : EvaluationOccasion.FollowUp,
            due.FollowUp
        );
        work.Db.Add(kept);
        var lasting = due.FollowUp is null ? Lasting.NotKnown : FollowUps.Says(file.Verdict, file.Percent, kept.Verdict, kept.Percent);
        // Of several that come at once, as after a late import, the latest is told.
        var told = due.IsLatest && FollowUps.IsTold(lasting);
        var before = due.FollowUp is null ? null : await OpenReminder(work, file, cancel);
        if (told)
        {
            var tasking = await Tell(work, file, lasting, kept.Sentence, cancel);
            if (before is null)
            {
                work.Db.Add(tasking);
            }
            else
            {
                (before.What, before.AccountId, before.DueOn) = (tasking.What, tasking.AccountId, tasking.DueOn);
            }

            await TellOwner(work, before ?? tasking, due, lasting, cancel);
        }
        else if (before is not null && due is { IsLatest: true, Was: not null })
        {
            // What was told by months that have come into doubt, or were in doubt, holds no more.
            before.Status = TaskingStatus.Withdrawn;
        }

        // A follow-up changes nothing on a closed record but what stands beside it: its grade stays as it was signed off.
        var stale = due.FollowUp is null
            ? await work.PutBackUntouched(file, "measured the result", cancel)
            : await work.Commit("looked whether the result lasts", cancel);
        return stale is null ? told : null;
    }

    private static async Task TellOwner(Work work, Tasking tasking, Due due, Lasting lasting, CancellationToken cancel)
    {
        if (tasking.AccountId is { } owner)
        {
            await work.Notify(
                new()
                {
                    Kind = NoticeKind.DidNotLast,
                    Key = string.Create(CultureInfo.InvariantCulture, $"follow-up {tasking.RecordId} {due.FollowUp:yyyy-MM-dd}"),
                    AccountId = owner,
                    RecordId = tasking.RecordId,
                    Subject = $"{due.Reference}: {lasting.InWords()}",
                    Text = tasking.What,
                    Link = "/my-day",
                },
                cancel
            );
        }
    }

    /// <summary>What the owner was told of an earlier follow-up and has not answered: there is one at a time.</summary>
    private static Task<Tasking?> OpenReminder(Work work, ProblemFile file, CancellationToken cancel) =>
        work
            .Db.Set<Tasking>()
            .Where(t => t.RecordId == file.Problem.RecordId && t.Source == FollowUps.Source)
            .FirstOrDefaultAsync(t => t.Status == TaskingStatus.ToDo || t.Status == TaskingStatus.Doing, cancel);

    /// <summary>The record is held by now: what another run did since it was found to be due is seen here.</summary>
    private static Task<bool> IsMade(Work work, ProblemFile file, Due due, CancellationToken cancel) =>
        work.Scalar<bool>(
            """
            select count(*) > $3 from evaluation e
            where e.record_id = $1 and case when $2::date is null then e.occasion = 'months-came' else e.follow_up_on = $2 end
            """,
            cancel,
            file.Problem.RecordId,
            due.FollowUp,
            due.Made
        );

    private static async Task<Tasking> Tell(Work work, ProblemFile file, Lasting lasting, string sentence, CancellationToken cancel)
    {
        var record = file.Problem.Record;
        await using var posted = work.Command(
            "select exists (select 1 from posting where account_id = $1 and starts_on <= $2 and (ends_on is null or ends_on >= $2))",
            record.OwnerAccountId,
            work.Today
        );
        var owner =
            record.OwnerAccountId is not null && (bool)(await posted.ExecuteScalarAsync(cancel))!
                ? record.OwnerAccountId
                : await ChaseStaleProblems.SupervisorOf(work, record, cancel);
        var words = lasting.InWords();
        return new Tasking
        {
            Id = Guid.CreateVersion7(work.Now),
            RecordId = record.Id,
            Source = FollowUps.Source,
            What = $"{char.ToUpperInvariant(words[0])}{words[1..]} since the record was closed. {sentence} Reopen it, or say why not.",
            AccountId = owner,
            AgencyId = record.OwnerAgencyId,
            DueOn = WorkingDays.England.Add(work.Today, 5),
        };
    }
}
