using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Accounts;
using Wardwise.App.Data;
using Wardwise.App.Imports;
using Wardwise.App.Measuring;
using Wardwise.App.Places;
using Wardwise.App.Records;
using Wardwise.App.Search;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>Everything that the record's page shows, in a fixed number of queries. A look at it is noted.</summary>
public sealed class ShowProblem(Database database, PlaceIndexes places, SimilarProblems similar)
{
    public sealed record Input
    {
        public required string Reference { get; init; }

        /// <summary>With the line of months and the map, which cost a count of incidents.</summary>
        public bool WithProgress { get; init; }
    }

    public async Task<Outcome<ProblemView>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.SeeRecords) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        if (await work.Read(input.Reference, cancel) is not { } file)
        {
            return Refusal.NotThere;
        }

        var record = file.Problem.Record;
        var techniques = await work.Techniques(record.ForceId, cancel);
        var rules = await work.ProblemRules(record.ForceId, cancel);
        var parts = await RecordParts.Of(work, record, cancel);
        var index = await places.Current(work, cancel);
        var evaluations = await work
            .Db.Set<Evaluation>()
            .AsNoTracking()
            .Where(e => e.RecordId == record.Id)
            .OrderByDescending(e => e.MadeAt)
            .ToListAsync(cancel);
        var view = new ProblemView
        {
            File = file,
            AimSentence = file.Aim.Sentence(WhatIsCounted.By(file.Aim), SetAim.Where(file.Aim)),
            AimCounts = SetAim.CountsMore(file.Aim, file.Problem.Kind),
            AimParts = AimInWords.Of(file.Aim, index),
            ComparedWith = NamedPlaces.Lines(index, file.Aim.ComparisonCodes),
            Gates = Enum.GetValues<SaraStep>().ToDictionary(s => s, s => Gates.Of(s, file)),
            Next = file.Problem.State is ProblemState.Closed or ProblemState.EnteredInError ? null : Gates.Next(file),
            Steps =
            [
                .. work
                    .Db.Set<Tasking>()
                    .Local.Where(t => t.Source == Problem.PlanSource)
                    .OrderBy(t => t.Position)
                    .Select(t => new StepView(
                        t,
                        techniques.Name(t.Technique),
                        t.AccountId is { } who ? parts.Accounts.GetValueOrDefault(who) : null,
                        parts.Agencies.GetValueOrDefault(t.AgencyId, ""),
                        [.. parts.Files.Where(a => a.TaskingId == t.Id)],
                        t.AgencyId == record.OwnerAgencyId || parts.SharedWith.Any(s => s.AgencyId == t.AgencyId)
                    )),
            ],
            Techniques = techniques,
            OneSided = techniques.OneSided(file.Steps),
            Evaluations = evaluations,
            DoubtedSince = await DoubtedSince(work, record.OwnerAgencyId, evaluations, cancel),
            Parts = parts,
            Accounts = await Named(work, parts, evaluations, cancel),
            Survey = SurveyResult.Of(file.Assessment),
            Old = await OldRecordView.Of(work, record.Id, techniques, cancel),
            FollowUps = file.Problem.ClosedOn is not { } closed
                ? []
                :
                [
                    .. FollowUps
                        .After(closed, rules)
                        .Select(on => (On: on, Made: evaluations.Find(e => e.FollowUpOn == on)))
                        .Select(f => new FollowUpView(
                            f.On,
                            f.Made,
                            f.Made is null ? Lasting.NotKnown : FollowUps.Says(file.Verdict, file.Percent, f.Made.Verdict, f.Made.Percent)
                        )),
                ],
            Similar = await similar.To(work, file, cancel),
            Progress = input.WithProgress ? await ProblemProgress.Of(work, places, file, cancel) : null,
            MayCopy = parts.MayWrite && ProblemLifecycle.RefusesCopying(file) is null,
            RefusesSignOff =
                Policy.Refuses(actor, Act.SignOffProblem) ?? parts.RefusesWriting ?? ProblemLifecycle.RefusesSignOff(file, actor.Id),
            RefusesModeration =
                Policy.Refuses(actor, Act.ModerateGrade) ?? parts.RefusesHands ?? await ModerateGrade.Refuses(work, file, cancel),
            MayClose = Policy.Allows(actor, Act.CloseProblem),
        };
        work.Looked("problem", [record.Id]);
        await work.Finish(cancel);
        return view;
    }

    private static async Task<IReadOnlyDictionary<Guid, string>> DoubtedSince(
        Work work,
        Guid agencyId,
        List<Evaluation> evaluations,
        CancellationToken cancel
    )
    {
        var doubted = evaluations.Count == 0 ? new HashSet<YearMonth>() : await MonthDoubts.OfAgency(work, agencyId, cancel);
        return doubted.Count == 0
            ? new Dictionary<Guid, string>()
            : evaluations
                .Select(e => (e.Id, Since: MeasuredMonths.Of(e.Result, e.Working).Since(doubted)))
                .Where(e => e.Since.Count > 0)
                .ToDictionary(e => e.Id, e => MonthDoubt.Sentence(e.Since) + " That was not known when this was measured.");
    }

    /// <summary>Who measured, where that was nobody of those whom the record speaks of.</summary>
    private static async Task<IReadOnlyDictionary<Guid, string>> Named(
        Work work,
        RecordParts parts,
        IReadOnlyList<Evaluation> evaluations,
        CancellationToken cancel
    )
    {
        var missing = evaluations.Select(e => e.MadeBy).Where(id => !parts.Accounts.ContainsKey(id)).Distinct().ToList();
        if (missing.Count == 0)
        {
            return parts.Accounts;
        }

        var found = await work.Db.Set<Account>().Where(a => missing.Contains(a.Id)).Select(a => new { a.Id, a.Name }).ToListAsync(cancel);
        return parts.Accounts.Concat(found.Select(f => KeyValuePair.Create(f.Id, f.Name))).ToDictionary();
    }
}
