using Wardwise.Domain.Places;
using Wardwise.Domain.Shared;
using Wardwise.Statistics;
using Wardwise.Statistics.Evaluation;

namespace Wardwise.App.Measuring;

/// <summary>What the counts of an area could tell from chance, before anything is done there: counting noise and the drift of places
/// together.</summary>
/// <param name="Count">Incidents in the months that a measurement would compare with, 0 or more.</param>
/// <param name="Months">How many months those are, 1 or more.</param>
/// <param name="Drift">How far places like it go their own way (tau).</param>
/// <param name="DriftIsUsual">Whether that is the usual figure, there being too few places to take it from.</param>
/// <param name="ElsewhereAMonth">Incidents a month in all places like it; null without any.</param>
/// <param name="Places">How many places are like it.</param>
/// <param name="Level">Of those places; null without any.</param>
internal sealed record CouldBeSeen(
    int Count,
    int Months,
    double Drift,
    bool DriftIsUsual,
    double? ElsewhereAMonth,
    int Places,
    PlaceLevel? Level
)
{
    /// <summary>A fall to less than one in a hundred is no aim.</summary>
    private const double Deepest = 0.99;

    /// <summary>Ten years.</summary>
    private const int Longest = 120;

    private static readonly Figure NoneBefore = Figure.None("there were none before, so nothing can fall");

    /// <summary>Of the months counted, those of which part may be missing.</summary>
    public IReadOnlyList<YearMonth> Doubted { get; init; } = [];

    public double AMonth => (double)Count / Months;

    /// <summary>The smallest fall that would be told from chance, four times in five.</summary>
    /// <param name="months">Months after, 1 or more.</param>
    /// <returns>A fraction from 0 to 0.99, or why there is none.</returns>
    public Figure SmallestFall(int months)
    {
        var fall = Detection.SmallestFall(Count, AMonth * months, ElsewhereAMonth * Months, ElsewhereAMonth * months, Drift);
        return fall.Value > Deepest ? Figure.None("even a fall to almost none could be chance") : fall;
    }

    /// <summary>How many months after are needed before a fall of so many percent would be told from chance; or why no number of months
    /// would do.</summary>
    /// <remarks>
    /// The first month whose smallest fall is no larger: a deep fall is never harder to see than a shallower one, though <see
    /// cref="Detection.MonthsNeeded"/>, which asks about the one fall alone, has more counting noise in the few that are left.
    /// </remarks>
    /// <param name="percent">1 to 100.</param>
    public Figure MonthsNeeded(int percent)
    {
        if (Count == 0)
        {
            return NoneBefore;
        }

        for (var months = 1; months <= Longest; months++)
        {
            if (SmallestFall(months).Value <= percent / 100.0)
            {
                return months;
            }
        }

        return Detection.MonthsNeeded(Math.Min(percent / 100.0, Deepest), AMonth, ElsewhereAMonth, Months, Drift);
    }

    /// <summary>A fall in whole percent, as people are told it: up, so that what is promised can be kept.</summary>
    public static int Percent(double fall) => (int)Math.Ceiling(Math.Round(100 * fall, 6));
}
