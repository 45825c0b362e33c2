namespace Wardwise.Domain.Problems;

/// <summary>Whether a result lasts is looked at again after closing.</summary>
public static class FollowUps
{
    /// <summary>For so many months a follow-up that was not made stands on somebody's day; on the record it stands for good.</summary>
    public const int MonthsAsked = 3;

    public static IReadOnlyList<DateOnly> After(DateOnly closed, ProblemRules rules) =>
        [.. rules.FollowUpMonths.Select(months => closed.AddMonths(months))];

    /// <summary>The follow-up that has fallen due and waits to be measured; null when there is none. A later one takes the place of an earlier one.</summary>
    /// <param name="closed">The day of closing.</param>
    /// <param name="measured">The day of the latest measurement.</param>
    /// <param name="today">Today.</param>
    /// <param name="rules">Which months.</param>
    public static DateOnly? Due(DateOnly closed, DateOnly? measured, DateOnly today, ProblemRules rules) =>
        After(closed, rules).Where(d => d <= today).Cast<DateOnly?>().Max() is { } due && !(measured >= due) ? due : null;

    public static bool IsAsked(DateOnly due, DateOnly today) => today <= due.AddMonths(MonthsAsked);
}
