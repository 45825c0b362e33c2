namespace Wardwise.App.Demonstration;

/// <summary>One incident of the demonstration, before it is written as a row of a file.</summary>
/// <param name="Reference">The force's own, unique.</param>
/// <param name="At">London's clock.</param>
/// <param name="DayOnly">The minute is not known.</param>
/// <param name="Kind">Index into <see cref="IncidentKinds.All"/>.</param>
/// <param name="AsbCategory">personal, nuisance, environmental, not-known; null for a crime.</param>
/// <param name="Source">Where it came from: a venue or a small area.</param>
/// <param name="Spot">Where; null when not recorded.</param>
/// <param name="Address">The home it happened at, if it did.</param>
/// <param name="Text">In officers' words.</param>
/// <param name="Outcome">Of a crime.</param>
/// <param name="People">By role.</param>
internal sealed record MadeIncident(
    string Reference,
    DateTime At,
    bool DayOnly,
    int Kind,
    string? AsbCategory,
    int Source,
    Spot? Spot,
    Address? Address,
    string Text,
    string? Outcome,
    IReadOnlyList<MadePerson> People
);

/// <param name="Role">victim, suspect, witness, caller.</param>
internal sealed record MadePerson(string Role, string Name, DateOnly? Born, string? Phone);
