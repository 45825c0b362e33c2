using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Records;
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

/// <summary>How every section of a problem is saved: at the desk, against the version of the section; then its own change.</summary>
internal static class SectionSaves
{
    /// <param name="desk">Where.</param>
    /// <param name="actor">Who.</param>
    /// <param name="input">What was sent.</param>
    /// <param name="why">The section's own words in the history.</param>
    /// <param name="section">Which of the file's.</param>
    /// <param name="change">Checks the answers and takes them over, or refuses.</param>
    /// <param name="cancel">Stops.</param>
    public static Task<Outcome<Nothing>> SaveSection(
        this RecordDesk desk,
        Actor actor,
        SectionInput input,
        string why,
        Func<ProblemFile, object> section,
        Func<Work, ProblemFile, Task<Outcome<Nothing>>> change,
        CancellationToken cancel
    ) =>
        desk.Change<ProblemFile, Nothing>(
            actor,
            new(input.Reference, why, input) { Version = (input.Version, section) },
            taken => change(taken.Work, taken.File),
            cancel
        );

    public static Task<Outcome<Nothing>> SaveSection(
        this RecordDesk desk,
        Actor actor,
        SectionInput input,
        string why,
        Func<ProblemFile, object> section,
        Func<Work, ProblemFile, Outcome<Nothing>> change,
        CancellationToken cancel
    ) => desk.SaveSection(actor, input, why, section, (work, file) => Task.FromResult(change(work, file)), cancel);
}
