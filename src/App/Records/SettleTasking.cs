using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Records;

/// <summary>Says how far a tasking of any record is, a step of a plan or a reminder: under way, done with its evidence, not done, or
/// withdrawn.</summary>
public sealed class SettleTasking(RecordDesk desk, AttachmentFolder folder)
{
    public sealed record Input
    {
        public required string Reference { get; init; }
        public required Guid TaskingId { get; init; }
        public required int Version { get; init; }
        public required TaskingStatus? Status { get; init; }
        public DateOnly? DoneOn { get; init; }

        /// <summary>What was seen, or why it was not done.</summary>
        [AtMost(TextLimits.Long, "What was seen")]
        public string? Evidence { get; init; }
        public decimal? CostPounds { get; init; }
        public FileGiven? File { get; init; }
    }

    public async Task<Outcome<Nothing>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        // Whether a lock counts is said below: what was found after closing is answered on the closed record.
        var asked = new RecordChange<Record>(input.Reference, "settled a task", input) { WhenLocked = true };
        if (input.File is not { } given)
        {
            return await desk.Change<Record, Nothing>(actor, asked, taken => Settle(taken, input, null, cancel), cancel);
        }

        if (await desk.Asks(actor, asked, cancel) is { Done: false } no)
        {
            return no;
        }

        var received = await folder.Receive(given, nameof(Input.File), cancel);
        if (!received.Done)
        {
            return received.Refusals.ToList();
        }

        using var file = received.Value;
        return await desk.Change<Record, Nothing>(actor, asked, taken => Settle(taken, input, file, cancel), cancel);
    }

    private static async Task<Outcome<Nothing>> Settle(Taken<Record> taken, Input input, FileReceived? file, CancellationToken cancel)
    {
        var (work, kind, record) = (taken.Work, taken.Kind, taken.Record);
        if (
            await work.Db.Set<Tasking>().SingleOrDefaultAsync(t => t.Id == input.TaskingId && t.RecordId == record.Id, cancel)
            is not { } tasking
        )
        {
            return Refusal.NotThere;
        }

        var isAnswered = record.State == Record.Closed && kind.AnsweredWhenClosed.Contains(tasking.Source);
        if (
            (
                (isAnswered ? null : kind.RefusesWriting(record))
                ?? await RecordDesk.RefusesStale(work, record.Id, tasking.Version, input.Version, null, tasking.Id, cancel)
            ) is
            { } refused
        )
        {
            return refused;
        }

        var evidence = input.Evidence.Tidy();
        if (Unfit(input, kind, tasking, evidence, work.Today) is { Count: > 0 } unfit)
        {
            return unfit;
        }

        tasking.Status = input.Status!.Value;
        tasking.DoneOn = tasking.Status is TaskingStatus.Done ? input.DoneOn ?? work.Today : null;
        tasking.Evidence = evidence;
        tasking.CostPounds = input.CostPounds ?? tasking.CostPounds;
        file?.AddTo(work, record.Id, tasking.Id);
        taken.Why = kind.Settled(taken.Whole, tasking);
        return default(Nothing);
    }

    private static List<Refusal> Unfit(Input input, RecordKind kind, Tasking tasking, string evidence, DateOnly today)
    {
        var unfit = new List<Refusal>();
        if (input.Status is null)
        {
            unfit.Add(new("Choose how far it is.", nameof(Input.Status)));
        }
        else if (kind.RefusesSettling(tasking, input.Status.Value, evidence) is { } refused)
        {
            unfit.Add(refused);
        }

        if (input.Status is TaskingStatus.Done && input.DoneOn is { } on && (on > today || !on.IsLikely()))
        {
            unfit.Add(new("The date it was done must be today or in the past.", nameof(Input.DoneOn)));
        }

        if (input.Status is TaskingStatus.NotDone or TaskingStatus.Withdrawn && evidence.Length == 0)
        {
            unfit.Add(new("Enter the reason why it was not done.", nameof(Input.Evidence)));
        }

        if (input.CostPounds is < 0 or > 1_000_000_000)
        {
            unfit.Add(new("The cost must be 0 pounds or more.", nameof(Input.CostPounds)));
        }

        return unfit;
    }
}
