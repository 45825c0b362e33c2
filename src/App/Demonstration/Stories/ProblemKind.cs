namespace Wardwise.App.Demonstration;

/// <summary>A kind of problem, with what officers write about it. Braces stand for names that the place fills in.</summary>
internal sealed record ProblemKind
{
    public required string Key { get; init; }

    /// <summary>The kind of the thesaurus that a person would say it is.</summary>
    public required string Thesaurus { get; init; }

    /// <summary>In the words of the force's list.</summary>
    public required string Name { get; init; }

    /// <summary>personal, nuisance, environmental or crime.</summary>
    public required string Category { get; init; }

    /// <summary>The kinds of incident that it shows in.</summary>
    public required IReadOnlyList<string> Types { get; init; }

    public required IReadOnlyList<string> Venues { get; init; }

    /// <summary>How many records of it there are.</summary>
    public required int Records { get; init; }

    public required IReadOnlyList<string> Title { get; init; }

    public required IReadOnlyList<string> Recurs { get; init; }

    public required IReadOnlyList<string> Harm { get; init; }

    public required IReadOnlyList<string> Say { get; init; }

    public required IReadOnlyList<string> Victims { get; init; }

    public required IReadOnlyList<string> Offenders { get; init; }

    public required IReadOnlyList<string> Location { get; init; }

    public required IReadOnlyList<string> When { get; init; }

    public required IReadOnlyList<string> Feeds { get; init; }

    public required IReadOnlyList<string> Why { get; init; }

    public required IReadOnlyList<Step> Steps { get; init; }

    /// <summary>Lessons when it worked.</summary>
    public required IReadOnlyList<string> Good { get; init; }

    /// <summary>Lessons when it did not.</summary>
    public required IReadOnlyList<string> Bad { get; init; }

    public required IReadOnlyList<string> Conditions { get; init; }

    /// <param name="Do">What.</param>
    /// <param name="How">The technique's code.</param>
    /// <param name="By">police, council, housing, fire, health, school, youth or business.</param>
    /// <param name="Cost">Pounds.</param>
    /// <param name="Seen">The evidence.</param>
    internal sealed record Step(string Do, string How, string By, decimal Cost, string Seen);

    public static IReadOnlyList<ProblemKind> ReadAll() =>
        [.. DemonstrationData.Files("problems-").SelectMany(DemonstrationData.Read<List<ProblemKind>>)];
}
