using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>A second person agrees with the grade or changes it, with a reason. Both values are kept (F1).</summary>
public sealed class ModerateGrade(Database database)
{
    public sealed record Input
    {
        public required string Reference { get; init; }

        /// <summary>The grade given, or null to agree with the computed one.</summary>
        public int? Grade { get; init; }

        [AtMost(TextLimits.Answer, "The reason")]
        public required string? Reason { get; init; }
    }

    public async Task<Outcome<Nothing>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.ModerateGrade) is { } no)
        {
            return no;
        }

        if (TextLimits.Refuses(input) is { Count: > 0 } tooLong)
        {
            return tooLong;
        }

        await using var work = await database.Begin(actor, cancel);
        if (await work.TakeOut(input.Reference, cancel) is not { } file)
        {
            return Refusal.NotThere;
        }

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

        file.Problem.Moderation = new(input.Grade, file.Problem.Grade, input.Reason.Tidy(), actor.Id, actor.Name, work.Now);
        return await work.PutBack(file, "moderated the grade: " + input.Reason.Tidy(), cancel) is { } stale ? stale : default(Nothing);
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
