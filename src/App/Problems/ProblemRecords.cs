using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Records;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Records;

namespace Wardwise.App.Problems;

/// <summary>The kind of record that a problem is: graded again after every change, until it is closed; and when it is moderated.</summary>
internal sealed class ProblemRecords()
    : RecordKind<ProblemFile>(Problem.RecordKind, 'P', "problem", "/problems", Act.WorkOnProblem, f => f.Problem.Record)
{
    public override bool IsWorkedTogether => true;

    public override IReadOnlyList<string> AnsweredWhenClosed { get; } = [FollowUps.Source];

    public override string AddressOfTasking(string reference, string source, Guid id) =>
        source switch
        {
            Problem.PlanSource => Addresses.Record(reference, $"steps/{id}/settle"),
            FollowUps.Source => Addresses.Record(reference, "measure"),
            _ => Addresses.Record(reference),
        };

    protected override Task<ProblemFile?> Find(Work work, Guid id, CancellationToken cancel) => work.Read(p => p.RecordId == id, cancel);

    protected override async Task<Func<Task>?> Changed(Work work, ProblemFile file, bool isWork, CancellationToken cancel)
    {
        // What was signed off and closed is not worked on, and keeps its grade until a second person has moderated it.
        var stays = StaysClosed(work, file);
        if (isWork && !stays)
        {
            file.Problem.WorkedOn = work.Today;
            file.Problem.ChasedOn = null;
        }

        if (!stays || work.Db.Entry(file.Problem).Property(p => p.Moderation).IsModified)
        {
            await ProblemFiles.Grade(work, file, cancel);
        }

        var passed = Milestones.Passed(work, file);
        return () => Milestones.Note(work, file.Problem.RecordId, passed, cancel);
    }

    private static bool StaysClosed(Work work, ProblemFile file) =>
        file.Problem.State is ProblemState.Closed
        && work.Db.Entry(file.Problem.Record) is { State: not EntityState.Added } held
        && held.Property(r => r.State).OriginalValue == Record.Closed;

    protected override string Settled(ProblemFile file, Tasking tasking) =>
        tasking.Source != Problem.PlanSource
            ? "answered a reminder"
            : tasking.Status switch
            {
                TaskingStatus.Done => "carried out a step of the plan",
                TaskingStatus.Doing => "began a step of the plan",
                TaskingStatus.NotDone => "recorded a step as not done",
                TaskingStatus.Withdrawn => "withdrew a step of the plan",
                _ => "put a step of the plan back to do",
            };
}
