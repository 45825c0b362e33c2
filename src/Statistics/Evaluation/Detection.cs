namespace Wardwise.Statistics.Evaluation;

/// <summary>What a comparison could have told from chance, before anybody looks at what it did tell.</summary>
public static class Detection
{
    /// <summary>Beyond this a fall is to less than one in ten thousand: nobody means that.</summary>
    private const double DeepestLog = 9.21;

    /// <summary>The smallest fall that a comparison could have told from chance.</summary>
    /// <remarks>
    /// The fall f for which a Wald test of the log rate ratio has the power asked for: -ln(1-f) = (z[alpha/2] + z[power]) times the root of
    /// drift^2 + phi (1/before + 1/after + 1/comparison before + 1/comparison after), with after the number expected at that fall.
    /// </remarks>
    /// <param name="before">Incidents before, 0 or more; a mean over years may be a fraction.</param>
    /// <param name="expectedAfter">Incidents expected after if nothing changed, 0 or more; as many as before when the two times are as
    /// long.</param>
    /// <param name="comparisonBefore">Incidents before in the comparison; null without one.</param>
    /// <param name="comparisonAfter">Incidents after in the comparison; null without one.</param>
    /// <param name="drift">How places drift of their own, tau, a standard deviation on the log scale: 0 for counting noise alone, about
    /// 0.25 for a ward.</param>
    /// <param name="phi">How much more than Poisson the counts vary, 1 or more.</param>
    /// <param name="power">The chance of seeing such a fall, between 0 and 1; 0.8 by default.</param>
    /// <param name="confidence">Between 0 and 1; 0.95 by default.</param>
    /// <returns>A fraction from 0 to 1 (0.5 is a fall by half), or the reason why no fall could be seen.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative number, a phi under 1, a power or confidence outside 0 to 1.</exception>
    public static Figure SmallestFall(
        double before,
        double expectedAfter,
        double? comparisonBefore = null,
        double? comparisonAfter = null,
        double drift = 0,
        double phi = 1,
        double power = 0.8,
        double confidence = 0.95
    )
    {
        Guard.Mean(before);
        Guard.Mean(expectedAfter);
        Check(drift, phi, power, confidence);
        var elsewhere = Reciprocal(comparisonBefore, nameof(comparisonBefore)) + Reciprocal(comparisonAfter, nameof(comparisonAfter));
        var none = Figure.None("too few before: even a fall to almost none could be chance");
        if (before == 0 || expectedAfter == 0 || !double.IsFinite(elsewhere))
        {
            return none;
        }

        // With x = -ln(1-f) the excess x - needed * root(fixed + growing * e^x) is concave: Newton's steps from 0 rise to the first x that
        // would be seen.
        var needed = Needed(power, confidence);
        var still = (drift * drift) + (phi * ((1 / before) + elsewhere));
        var growing = phi / expectedAfter;
        double x = 0;
        for (var i = 0; i < 200; i++)
        {
            var later = growing * Math.Exp(x);
            var error = Math.Sqrt(still + later);
            var slope = 1 - (needed * later / (2 * error));
            var step = ((needed * error) - x) / slope;
            x += step;
            if (slope <= 0 || !double.IsFinite(x) || x > DeepestLog)
            {
                return none;
            }

            if (step <= 1e-15 * x)
            {
                break;
            }
        }

        return 1 - Math.Exp(-x);
    }

    /// <summary>How many months after the response are needed before a fall of this size would be seen.</summary>
    /// <remarks>The condition of <see cref="SmallestFall"/> solved for the number of months; the months before are as many, unless
    /// said.</remarks>
    /// <param name="fall">A fraction between 0 and 1: 0.2 is a fall by a fifth.</param>
    /// <param name="perMonth">Incidents a month before the response, above 0.</param>
    /// <param name="comparisonPerMonth">Incidents a month in the comparison; null without one.</param>
    /// <param name="monthsBefore">Months held from before; null for as many as after.</param>
    /// <param name="drift">How places drift of their own, tau, on the log scale; 0 for counting noise alone.</param>
    /// <param name="phi">How much more than Poisson the counts vary, 1 or more.</param>
    /// <param name="power">The chance of seeing the fall, between 0 and 1; 0.8 by default.</param>
    /// <param name="confidence">Between 0 and 1; 0.95 by default.</param>
    /// <returns>Months, not rounded: round up to plan. Or the reason why no number of months would do.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A fall, power or confidence outside 0 to 1, a rate or number of months of 0 or less, a
    /// phi under 1.</exception>
    public static Figure MonthsNeeded(
        double fall,
        double perMonth,
        double? comparisonPerMonth = null,
        double? monthsBefore = null,
        double drift = 0,
        double phi = 1,
        double power = 0.8,
        double confidence = 0.95
    )
    {
        Guard.Between(fall, nameof(fall));
        Guard.Positive(perMonth);
        Guard.Positive(comparisonPerMonth ?? 1, nameof(comparisonPerMonth));
        Guard.Positive(monthsBefore ?? 1, nameof(monthsBefore));
        Check(drift, phi, power, confidence);
        var elsewhere = comparisonPerMonth is { } rate ? 1 / rate : 0;
        var before = (1 / perMonth) + elsewhere;
        var after = (1 / (perMonth * (1 - fall))) + elsewhere;
        var room = Math.Pow(Math.Log(1 - fall) / Needed(power, confidence), 2) - (drift * drift);
        if (room <= 0)
        {
            return Figure.None("places drift by more than this of their own accord, so no number of months would show it");
        }

        if (monthsBefore is not { } held)
        {
            return Figure.OrNone(phi * (before + after) / room, "no number of months would show it");
        }

        room -= phi * before / held;
        return room <= 0
            ? Figure.None("too few months before: no number of months after would show it")
            : Figure.OrNone(phi * after / room, "no number of months would show it");
    }

    private static double Needed(double power, double confidence) =>
        Guard.Z(confidence) + MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, power);

    private static double Reciprocal(double? count, string name)
    {
        Guard.Mean(count ?? 0, name);
        return count is { } number ? 1 / number : 0;
    }

    private static void Check(double drift, double phi, double power, double confidence)
    {
        Guard.Mean(drift);
        Guard.Phi(phi);
        Guard.Between(power, nameof(power));
        Guard.Confidence(confidence);
    }
}
