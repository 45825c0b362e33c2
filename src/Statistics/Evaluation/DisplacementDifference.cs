namespace Wardwise.Statistics.Evaluation;

/// <summary>What each count is divided by, so that times or areas of different size may be compared.</summary>
/// <param name="TimeBefore">Length of the time before, above 0.</param>
/// <param name="TimeAfter">Length of the time after, in the same unit.</param>
/// <param name="Treated">Size of the place of the response, above 0.</param>
/// <param name="Control">Size of its comparison, in the same unit.</param>
/// <param name="Ring">Size of the ring.</param>
/// <param name="RingControl">Size of the ring's own comparison.</param>
public sealed record DifferenceWeights(
    double TimeBefore = 1,
    double TimeAfter = 1,
    double Treated = 1,
    double Control = 1,
    double Ring = 1,
    double RingControl = 1
);

/// <summary>The weighted displacement difference (WDD): how many fewer (below 0) than the comparisons say.</summary>
/// <param name="Local">In the place: its change less that of its comparison.</param>
/// <param name="LocalError">Its standard error.</param>
/// <param name="Displaced">In the ring: its change less that of its own comparison.</param>
/// <param name="DisplacedError">Its standard error.</param>
/// <param name="Total">Both together.</param>
/// <param name="TotalError">Its standard error.</param>
/// <param name="Z">Total over its error.</param>
/// <param name="PValue">Two-sided.</param>
/// <param name="TotalInterval">Of the total.</param>
public sealed record DifferenceResult(
    Figure Local,
    Figure LocalError,
    Figure Displaced,
    Figure DisplacedError,
    Figure Total,
    Figure TotalError,
    Figure Z,
    Figure PValue,
    Interval TotalInterval
);

/// <summary>The weighted displacement difference test: a count of incidents with an error, where the quotient has none.</summary>
public static class DisplacementDifference
{
    /// <summary>Adds the change in the place and in the ring, each less the change of its comparison.</summary>
    /// <remarks>
    /// A. P. Wheeler, J. H. Ratcliffe, "A simple weighted displacement difference test to evaluate place based crime interventions", Crime
    /// Science 7:11 (2018). The variance is the sum of all counts, each over its weight squared. It takes trends to be parallel as
    /// differences; the rate ratio takes them so as ratios: say so when they disagree.
    /// </remarks>
    /// <param name="treated">The place of the response, 0 or more.</param>
    /// <param name="control">Its comparison.</param>
    /// <param name="ring">The ring around the place; none by default.</param>
    /// <param name="ringControl">The ring's own comparison; none by default.</param>
    /// <param name="weights">Lengths of time and sizes of areas; all 1 by default.</param>
    /// <param name="confidence">Between 0 and 1; 0.95 by default.</param>
    /// <returns>Each figure; no z and p with nothing counted at all.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative count, a weight of 0 or less, a confidence outside 0 to 1.</exception>
    public static DifferenceResult Test(
        Pair treated,
        Pair control,
        Pair ring = default,
        Pair ringControl = default,
        DifferenceWeights? weights = null,
        double confidence = 0.95
    )
    {
        treated.Check(nameof(treated));
        control.Check(nameof(control));
        ring.Check(nameof(ring));
        ringControl.Check(nameof(ringControl));
        Guard.Confidence(confidence);
        weights ??= new();
        var (t, tv) = Change(treated, weights, weights.Treated);
        var (c, cv) = Change(control, weights, weights.Control);
        var (r, rv) = Change(ring, weights, weights.Ring);
        var (rc, rcv) = Change(ringControl, weights, weights.RingControl);
        var (local, displaced) = (t - c, r - rc);
        var (total, variance) = (local + displaced, tv + cv + rv + rcv);
        var error = Math.Sqrt(variance);
        var reach = Guard.Z(confidence) * error;
        var z = variance == 0 ? Figure.None("nothing was counted") : total / error;
        return new(
            local,
            Math.Sqrt(tv + cv),
            displaced,
            Math.Sqrt(rv + rcv),
            total,
            error,
            z,
            z.Then(Tails.TwoSidedNormal),
            new(total - reach, total + reach)
        );
    }

    private static (double Change, double Variance) Change(Pair counts, DifferenceWeights weights, double size)
    {
        Guard.Positive(weights.TimeBefore, nameof(weights));
        Guard.Positive(weights.TimeAfter, nameof(weights));
        Guard.Positive(size, nameof(weights));
        var (before, after) = (weights.TimeBefore * size, weights.TimeAfter * size);
        return ((counts.After / after) - (counts.Before / before), (counts.Before / (before * before)) + (counts.After / (after * after)));
    }
}
