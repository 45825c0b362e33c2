using System.Globalization;

namespace Wardwise.Domain.Problems;

public enum Chase
{
    None,
    Owner,
    Supervisor,
}

/// <summary>A record nobody works on is chased, then escalated (F1).</summary>
public static class Staleness
{
    public static Chase Of(Problem problem, DateOnly today, ProblemRules rules)
    {
        if (rules.StaleAfter(problem.State) is not { } limit)
        {
            return Chase.None;
        }

        var days = today.DayNumber - problem.WorkedOn.DayNumber;
        return days >= limit.Escalate ? Chase.Supervisor
            : days >= limit.Chase ? Chase.Owner
            : Chase.None;
    }

    public static string Sentence(Problem problem, DateOnly today, Chase chase)
    {
        var days = string.Create(CultureInfo.InvariantCulture, $"{today.DayNumber - problem.WorkedOn.DayNumber}");
        return chase is Chase.Supervisor
            ? $"Nobody has worked on this for {days} days and its owner has been reminded. Decide with them: work on it, give it "
                + "to somebody, or close it."
            : $"Nobody has worked on this for {days} days. Work on it, hand it over, or mark it as entered in error.";
    }
}
