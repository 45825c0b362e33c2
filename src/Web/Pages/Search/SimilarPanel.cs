using Wardwise.App.Search;

namespace Wardwise.Web.Pages.Search;

/// <summary>Problems like what is typed, beside it; with the one action that each offers.</summary>
/// <param name="Problems">Those that may be the very same first.</param>
/// <param name="Asked">Whether enough was typed to look.</param>
public sealed record SimilarPanel(IReadOnlyList<SimilarProblem> Problems, bool Asked)
{
    /// <summary>Under so many letters anything would be like it.</summary>
    public const int FewestLetters = 4;

    public static readonly SimilarPanel Nothing = new([], false);

    /// <summary>Where a button asks into an open problem; null when it cannot.</summary>
    public Func<string, string>? JoinHref { get; init; }

    /// <summary>Where a button takes a step over; null when it cannot.</summary>
    public Func<Guid, string>? CopyHref { get; init; }

    public IEnumerable<SimilarProblem> Here => Problems.Where(p => p.IsHere);

    public IEnumerable<SimilarProblem> Elsewhere => Problems.Where(p => !p.IsHere);
}
