using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>What every form of a section sends beside its own answers.</summary>
public abstract record SectionInput
{
    public required string Reference { get; init; }

    /// <summary>Of the section, when the form was opened.</summary>
    public required int Version { get; init; }
}

/// <summary>How every section of a problem is saved: whether they may, whether it is there and not locked, whether they saw its last
/// version; then its own change.</summary>
internal static class SectionSaves
{
    /// <param name="database">Where.</param>
    /// <param name="actor">Who.</param>
    /// <param name="input">What was sent.</param>
    /// <param name="why">The section's own words in the history.</param>
    /// <param name="version">Of the section, as it is held.</param>
    /// <param name="change">Checks the answers and takes them over, or refuses.</param>
    /// <param name="cancel">Stops.</param>
    public static async Task<Outcome<Nothing>> SaveSection(
        this Database database,
        Actor actor,
        SectionInput input,
        string why,
        Func<ProblemFile, int> version,
        Func<Work, ProblemFile, Task<Outcome<Nothing>>> change,
        CancellationToken cancel
    )
    {
        if (Policy.Refuses(actor, Act.WorkOnProblem) is { } no)
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

        if (ProblemLifecycle.RefusesWriting(file.Problem) is { } locked)
        {
            return locked;
        }

        if (await work.RefusesStale(file, version(file), input.Version, why, cancel) is { } stale)
        {
            return stale;
        }

        var changed = await change(work, file);
        return !changed.Done ? changed
            : await work.PutBack(file, why, cancel) is { } refused ? refused
            : changed;
    }

    public static Task<Outcome<Nothing>> SaveSection(
        this Database database,
        Actor actor,
        SectionInput input,
        string why,
        Func<ProblemFile, int> version,
        Func<Work, ProblemFile, Outcome<Nothing>> change,
        CancellationToken cancel
    ) => database.SaveSection(actor, input, why, version, (work, file) => Task.FromResult(change(work, file)), cancel);
}
