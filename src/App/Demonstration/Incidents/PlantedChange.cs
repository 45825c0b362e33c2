namespace Wardwise.App.Demonstration;

/// <summary>Something that was made to change on purpose, so that it can be looked for. Everything not listed moves by season and chance
/// alone.</summary>
/// <param name="Where">The name of a venue, the code of a neighbourhood, or the force's code.</param>
/// <param name="Types">Types of anti-social behaviour or categories of crime.</param>
/// <param name="FromMonth">The first month with the change: 0 is the first of the 36, 35 the last.</param>
/// <param name="Factor">What the usual number is multiplied by from then on.</param>
/// <param name="Why">What happened there, in words.</param>
/// <param name="UntilMonth">The first month without it again, or null.</param>
internal sealed record PlantedChange(
    string Where,
    IReadOnlyList<string> Types,
    int FromMonth,
    double Factor,
    string Why,
    int? UntilMonth = null
)
{
    public bool HoldsIn(int month) => month >= FromMonth && !(month >= UntilMonth);
}
