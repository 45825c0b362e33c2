using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Notices;
using Wardwise.App.Records;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Notices;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>Adds a step to the plan: what, by which technique, whose, by when (F9).</summary>
public sealed class AddStep(RecordDesk desk)
{
    public sealed record Input
    {
        public required string Reference { get; init; }

        [AtMost(TextLimits.Answer, "What is to be done")]
        public required string? What { get; init; }
        public string? Technique { get; init; }

        /// <summary>The person, or null when the agency as a whole has it.</summary>
        public Guid? AccountId { get; init; }
        public Guid? AgencyId { get; init; }
        public DateOnly? DueOn { get; init; }
        public decimal? CostPounds { get; init; }
    }

    public Task<Outcome<Guid>> Run(Actor actor, Input input, CancellationToken cancel) =>
        desk.Change<ProblemFile, Guid>(
            actor,
            new(input.Reference, "added a step to the plan", input),
            taken => Make(taken, input, cancel),
            cancel
        );

    private static async Task<Outcome<Guid>> Make(Taken<ProblemFile> taken, Input input, CancellationToken cancel)
    {
        var (work, file) = (taken.Work, taken.File);

        if (await Unfit(work, file, input, cancel) is { Count: > 0 } unfit)
        {
            return unfit;
        }

        var step = new Tasking
        {
            Id = Guid.CreateVersion7(work.Now),
            RecordId = file.Problem.RecordId,
            Source = Problem.PlanSource,
            What = input.What.OnOneLine(),
            Technique = input.Technique,
            AccountId = input.AccountId,
            AgencyId = input.AgencyId!.Value,
            DueOn = input.DueOn,
            CostPounds = input.CostPounds,
            Position =
                work.Db.Set<Tasking>().Local.Where(t => t.Source == Problem.PlanSource).Select(t => t.Position).DefaultIfEmpty(0).Max() + 1,
        };
        work.Db.Add(step);
        await TellWhoHasIt(work, file, step, cancel);
        return step.Id;
    }

    /// <summary>Somebody who is given a step by somebody else is told.</summary>
    internal static async Task TellWhoHasIt(Work work, ProblemFile file, Tasking step, CancellationToken cancel)
    {
        if (step.AccountId is { } who)
        {
            var record = file.Problem.Record;
            await work.Notify(
                new()
                {
                    Kind = NoticeKind.StepGiven,
                    Key = $"step {step.Id} {who} {step.Version}",
                    AccountId = who,
                    RecordId = record.Id,
                    Subject = $"{work.Actor.Name} gave you a step of {record.Reference}",
                    Text = $"{step.What}. Due {step.DueOn!.Value.InWords()}.",
                    Link = Addresses.Record(record.Reference, "#response"),
                },
                cancel
            );
        }
    }

    /// <summary>What is wrong with a step, new or changed.</summary>
    internal static async Task<List<Refusal>> Unfit(Work work, ProblemFile file, Input input, CancellationToken cancel)
    {
        var unfit = new List<Refusal>();
        if (string.IsNullOrWhiteSpace(input.What))
        {
            unfit.Add(new("Enter what is to be done.", nameof(Input.What)));
        }

        if ((await work.Techniques(file.Problem.Record.ForceId, cancel)).Find(input.Technique) is null)
        {
            unfit.Add(new("Choose the technique.", nameof(Input.Technique)));
        }

        if (input.AgencyId is not { } agency || !await work.Db.Set<Agency>().AnyAsync(a => a.Id == agency && a.ClosedOn == null, cancel))
        {
            unfit.Add(new("Choose the agency that does it.", nameof(Input.AgencyId)));
        }
        else if (
            input.AccountId is { } account
            && !await work
                .Db.Set<Posting>()
                .AnyAsync(
                    p =>
                        p.AccountId == account
                        && p.AgencyId == agency
                        && p.StartsOn <= work.Today
                        && (p.EndsOn == null || p.EndsOn >= work.Today),
                    cancel
                )
        )
        {
            unfit.Add(new("Choose somebody who works for that agency today, or leave the name out.", nameof(Input.AccountId)));
        }

        if (input.DueOn is null)
        {
            unfit.Add(new("Enter the date by which it is due.", nameof(Input.DueOn)));
        }

        if (input.CostPounds is < 0 or > 1_000_000_000)
        {
            unfit.Add(new("The cost must be 0 pounds or more.", nameof(Input.CostPounds)));
        }

        return unfit;
    }
}
