using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>A supervisor signs off the result, in their own name or for the group. Never their own record.</summary>
public sealed class SignOffProblem(Database database)
{
    public sealed record Input
    {
        public required string Reference { get; init; }

        /// <summary>As what: supervisor, or the group's name.</summary>
        [AtMost(TextLimits.Name, "As what you sign it off")]
        public required string? As { get; init; }
    }

    public async Task<Outcome<Nothing>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.SignOffProblem) is { } no)
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

        if (ProblemLifecycle.RefusesSignOff(file, actor.Id, input.As.Tidy()) is { } refused)
        {
            return refused;
        }

        file.Assessment.SignOff = new(actor.Id, actor.Name, input.As.Tidy(), work.Now);
        return await work.PutBack(file, "signed it off", cancel) is { } stale ? stale : default(Nothing);
    }
}
