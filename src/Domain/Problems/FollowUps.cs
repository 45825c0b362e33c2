namespace Wardwise.Domain.Problems;

/// <summary>Whether a result lasts is looked at again after closing.</summary>
public static class FollowUps
{
    public static IReadOnlyList<DateOnly> After(DateOnly closed, ProblemRules rules) =>
        [.. rules.FollowUpMonths.Select(months => closed.AddMonths(months))];

    /// <summary>The first follow-up that is still to come, or null when all are past or the problem is not closed.</summary>
    public static DateOnly? Next(Problem problem, DateOnly today, ProblemRules rules) =>
        problem is { State: ProblemState.Closed, ClosedOn: { } closed }
            ? After(closed, rules).Cast<DateOnly?>().FirstOrDefault(d => d >= today)
            : null;
}
