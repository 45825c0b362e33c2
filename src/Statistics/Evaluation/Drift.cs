namespace Wardwise.Statistics.Evaluation;

/// <summary>How far places go their own way from one time to the next, with nothing done anywhere: what counting noise leaves
/// out.</summary>
public static class Drift
{
    /// <summary>The standard deviation, on the log scale, of the places' own drift.</summary>
    /// <remarks>
    /// The log ratio of each place against all the others together; their variance, less the part that counting makes (the mean of 1/before
    /// + 1/after), floor 0. A moment estimate in the manner of R. DerSimonian, N. Laird, Controlled Clinical Trials 7 (1986). About 0.4 for
    /// areas of 20 to 30 incidents a year, 0.2 to 0.25 for wards.
    /// </remarks>
    /// <param name="places">Comparison places, counted over the same two times. Those with a 0 are left out: they have no
    /// logarithm.</param>
    /// <returns>Tau, 0 or more; or the reason why there is none.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative count.</exception>
    public static Figure Between(ReadOnlySpan<Pair> places)
    {
        long before = 0,
            after = 0;
        foreach (var place in places)
        {
            place.Check(nameof(places));
            before += place.Before;
            after += place.After;
        }

        var n = 0;
        double mean = 0,
            squares = 0,
            counting = 0;
        foreach (var place in places)
        {
            var (others, othersAfter) = (before - place.Before, after - place.After);
            if (place.Before == 0 || place.After == 0 || others == 0 || othersAfter == 0)
            {
                continue;
            }

            var log = Math.Log((double)place.After / place.Before) - Math.Log((double)othersAfter / others);
            n++;
            var off = log - mean;
            mean += off / n;
            squares += off * (log - mean);
            counting += (1.0 / place.Before) + (1.0 / place.After);
        }

        return n < 3
            ? Figure.None("this needs at least three places with some before and some after")
            : Math.Sqrt(Math.Max(0, (squares / (n - 1)) - (counting / n)));
    }
}
