using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Records;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>
/// Takes a step over from another problem's plan, in one action, and says where it came from: the same agency where it can be, else the
/// record's own; due in four weeks.
/// </summary>
public sealed class CopyStep(RecordDesk desk)
{
    public const int DueInDays = 28;

    public sealed record Input
    {
        /// <summary>The problem whose plan it joins.</summary>
        public required string Reference { get; init; }
        public required Guid StepId { get; init; }
    }

    public sealed record Copied(Guid Id, string What, string From, string Agency, DateOnly DueOn);

    public Task<Outcome<Copied>> Run(Actor actor, Input input, CancellationToken cancel) =>
        desk.Change<ProblemFile, Copied>(
            actor,
            new(input.Reference, "took a step over", input),
            taken => Make(taken, input, cancel),
            cancel
        );

    private static async Task<Outcome<Copied>> Make(Taken<ProblemFile> taken, Input input, CancellationToken cancel)
    {
        var (work, file) = (taken.Work, taken.File);

        if (ProblemLifecycle.RefusesCopying(file) is { } locked)
        {
            return locked;
        }

        var source = await (
            from step in work.Db.Set<Tasking>().AsNoTracking()
            where step.Id == input.StepId && step.Source == Problem.PlanSource
            join record in work.Db.Set<Record>().AsNoTracking() on step.RecordId equals record.Id
            select new { Step = step, Record = record }
        ).SingleOrDefaultAsync(cancel);
        if (source is null)
        {
            return Refusal.NotThere;
        }

        // What is taken over is read by all who read this record, for as long as it is there.
        if (source.Record.OwnerAgencyId != file.Problem.Record.OwnerAgencyId || source.Record.Marking is not Marking.Official)
        {
            return new Refusal(
                $"Write the step in your own words: {source.Record.Reference} is not your agency's to hand on, or is for few eyes."
            );
        }

        if (
            source.Record.EnteredInError
            || source.Record.State == EnumCode.Of(ProblemState.Draft)
            || source.Step.Status is TaskingStatus.Withdrawn
        )
        {
            return Refusal.NotThere;
        }

        var own = work.Db.Set<Tasking>().Local.Where(t => t.Source == Problem.PlanSource).ToList();
        if (
            source.Record.Id == file.Problem.RecordId
            || own.Exists(t => t.CopiedStep == source.Step.Id && t.Status is not TaskingStatus.Withdrawn)
        )
        {
            return new Refusal("This step is in the plan already.");
        }

        var agency =
            await work
                .Db.Set<Agency>()
                .AsNoTracking()
                .FirstOrDefaultAsync(
                    a => a.Id == source.Step.AgencyId && a.ForceId == file.Problem.Record.ForceId && a.ClosedOn == null,
                    cancel
                )
            ?? await work.Db.Set<Agency>().AsNoTracking().SingleAsync(a => a.Id == file.Problem.Record.OwnerAgencyId, cancel);
        var techniques = await work.Techniques(file.Problem.Record.ForceId, cancel);
        var copy = new Tasking
        {
            Id = Guid.CreateVersion7(work.Now),
            RecordId = file.Problem.RecordId,
            Source = Problem.PlanSource,
            What = source.Step.What,
            Technique = techniques.Find(source.Step.Technique)?.Code,
            AgencyId = agency.Id,
            DueOn = work.Today.AddDays(DueInDays),
            Position = own.Select(t => t.Position).DefaultIfEmpty(0).Max() + 1,
            CopiedFrom = source.Record.Reference,
            CopiedStep = source.Step.Id,
        };
        work.Db.Add(copy);
        taken.Why = $"took a step over from {source.Record.Reference}";
        return new Copied(copy.Id, copy.What, source.Record.Reference, agency.Name, copy.DueOn!.Value);
    }
}
