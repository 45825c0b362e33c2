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
        public required string? Reason { get; init; }
    }

    public async Task<Outcome<Nothing>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.ModerateGrade) is { } no)
        {
            return no;
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

        if (SecondPerson.Refuses(actor.Id, file, "moderate it") is { } own)
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
}
