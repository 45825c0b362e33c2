using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Records;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>A second person agrees with the grade or changes it, with a reason. Both values are kept (F1).</summary>
public sealed class ModerateGrade(RecordDesk desk)
{
    public sealed record Input
    {
        public required string Reference { get; init; }

        /// <summary>The grade given, or null to agree with the computed one.</summary>
        public int? Grade { get; init; }

        [AtMost(TextLimits.Answer, "The reason")]
        public required string? Reason { get; init; }

        /// <summary>How much of the record's history there was when it was read; null when it was read on no page.</summary>
        public long? ReadTo { get; init; }
    }

    public Task<Outcome<Nothing>> Run(Actor actor, Input input, CancellationToken cancel) =>
        desk.Change<ProblemFile, Nothing>(
            actor,
            new(input.Reference, "moderated the grade", input)
            {
                Act = Act.ModerateGrade,
                WhenLocked = true,
                ReadTo = input.ReadTo,
            },
            taken => Make(taken, input, cancel),
            cancel
        );

    private static async Task<Outcome<Nothing>> Make(Taken<ProblemFile> taken, Input input, CancellationToken cancel)
    {
        var (work, file) = (taken.Work, taken.File);

        if (file.Problem.State is ProblemState.EnteredInError)
        {
            return ProblemLifecycle.RefusesWriting(file.Problem)!;
        }

        if (await Refuses(work, file, cancel) is { } own)
        {
            return own;
        }

        if (SecondPerson.RefusesGrade(input.Grade, input.Reason.Tidy()) is { } unfit)
        {
            return unfit;
        }

        // By the rules of today: what is closed kept the grade of its day until now.
        await ProblemFiles.Grade(work, file, cancel);
        file.Problem.Moderation = new(input.Grade, file.Problem.Grade, input.Reason.Tidy(), work.Actor.Id, work.Actor.Name, work.Now);
        taken.Why = "moderated the grade: " + input.Reason.Tidy();
        return default(Nothing);
    }

    /// <summary>Why the actor is not the second person that moderation asks for; null when they are.</summary>
    internal static async Task<Refusal?> Refuses(Work work, ProblemFile file, CancellationToken cancel)
    {
        var wrote = await work.Scalar<bool>(
            "select exists (select 1 from trail where record_id = $1 and kind = 'alteration' and actor_id = $2 and why = $3)",
            cancel,
            file.Problem.RecordId,
            work.Actor.Id,
            SaveAssessment.Why
        );
        return SecondPerson.RefusesModeration(work.Actor.Id, file, wrote);
    }
}
