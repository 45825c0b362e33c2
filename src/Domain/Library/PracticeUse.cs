using Wardwise.Domain.Problems;

namespace Wardwise.Domain.Library;

/// <summary>Somebody used what a problem's record says, and says whether it helped: evidence that practice travels (F5). One a person and
/// record.</summary>
public sealed class PracticeUse
{
    public const int LineLength = 500;

    public required Guid Id { get; init; }

    /// <summary>The record that was used.</summary>
    public required Guid RecordId { get; init; }

    public required Guid AccountId { get; init; }

    public required string AccountName { get; init; }

    public required Guid AgencyId { get; init; }

    public required PracticeSaid Said { get; set; }

    /// <summary>What was taken from it, and what came of that.</summary>
    public string Line { get; set; } = "";

    /// <summary>Their own problem's record, where they named it.</summary>
    public Guid? OwnRecordId { get; set; }

    public required DateOnly SaidOn { get; set; }

    public int Version { get; set; } = 1;

    /// <summary>Closed, or with something known of its result; never a draft, nor entered in error.</summary>
    public static bool CanBeSaidOf(Problem problem) =>
        problem.Counts && (problem.State is ProblemState.Closed || problem.Result != ProblemResult.Unknown);
}

public enum PracticeSaid
{
    Helped,
    DidNotHelp,
    TooEarly,
}
