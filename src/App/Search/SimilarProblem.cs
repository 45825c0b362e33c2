namespace Wardwise.App.Search;

/// <param name="Reference">Of the record.</param>
/// <param name="Title">As its author wrote it.</param>
/// <param name="Result">In words, with how it is known.</param>
/// <param name="Lesson">What it teaches; empty when nothing is written.</param>
public sealed record SimilarProblem(string Reference, string Title, string Result, string Lesson)
{
    public required Guid Id { get; init; }

    /// <summary>In its code, as <see cref="Domain.Problems.ProblemResult"/> gives it.</summary>
    public required string ResultCode { get; init; }
    public required int Grade { get; init; }
    public required int Year { get; init; }
    public string? Place { get; init; }
    public string? Owner { get; init; }

    /// <summary>Somebody is working on it now.</summary>
    public required bool IsOpen { get; init; }

    /// <summary>In the same place, open, and near enough to be the very same trouble.</summary>
    public bool IsHere { get; init; }

    /// <summary>What was done, in the order of its plan.</summary>
    public IReadOnlyList<SimilarStep> Steps { get; init; } = [];
}

/// <param name="Id">Of the step.</param>
/// <param name="What">As it was planned.</param>
/// <param name="Technique">By name.</param>
public sealed record SimilarStep(Guid Id, string What, string Technique);
