namespace Wardwise.Statistics.Evaluation;

/// <summary>What the ring around a response says, in the bands of the guide.</summary>
public enum DisplacementBand
{
    /// <summary>Counts too small, or a 0: not judged.</summary>
    NotAssessed,

    /// <summary>The response did no better than the comparison: there is nothing to displace.</summary>
    NoBenefitToDisplace,

    /// <summary>Above 1: the ring gained more than the place.</summary>
    DiffusionAboveBenefit,

    /// <summary>0 to 1: the benefit spread to the ring.</summary>
    Diffusion,

    /// <summary>0: the ring went as the comparison did.</summary>
    Neither,

    /// <summary>-1 to 0: some moved, less than was gained.</summary>
    DisplacementBelowBenefit,

    /// <summary>-1: what moved cancels what was gained.</summary>
    DisplacementEqualsBenefit,

    /// <summary>Under -1: more moved than was gained.</summary>
    DisplacementAboveBenefit,
}

/// <summary>Displacement to, or diffusion into, the ring around a response.</summary>
/// <param name="GrossEffect">Rb - Ra: how many fewer in the place.</param>
/// <param name="NetEffect">Rb/Cb - Ra/Ca.</param>
/// <param name="Success">Ra/Ca - Rb/Cb: below 0 the place did better than the comparison.</param>
/// <param name="Buffer">Da/Ca - Db/Cb: below 0 the ring did.</param>
/// <param name="Quotient">The weighted displacement quotient (WDQ), buffer over success; none when there was no benefit to displace, for
/// its sign flips.</param>
/// <param name="Band">What the quotient says.</param>
/// <param name="TotalNetEffect">TNE, place and ring together: fewer incidents than expected from the comparison.</param>
/// <param name="TotalNetEffectError">Its standard error.</param>
/// <param name="TotalNetEffectInterval">Of the total net effect.</param>
/// <param name="DirectNetEffect">The part of the total in the place: Rb Ca/Cb - Ra.</param>
/// <param name="BufferNetEffect">The part of the total in the ring: Db Ca/Cb - Da.</param>
public sealed record DisplacementResult(
    Figure GrossEffect,
    Figure NetEffect,
    Figure Success,
    Figure Buffer,
    Figure Quotient,
    DisplacementBand Band,
    Figure TotalNetEffect,
    Figure TotalNetEffectError,
    Interval TotalNetEffectInterval,
    Figure DirectNetEffect,
    Figure BufferNetEffect
);

/// <summary>Whether a problem moved, or the good of a response spread.</summary>
public static class Displacement
{
    /// <summary>Under this count in any of the six cells the quotient means nothing.</summary>
    public const int SmallestCell = 20;

    /// <summary>The measures of the problem-oriented guide for a place, its ring and a comparison.</summary>
    /// <remarks>
    /// R. T. Guerette, Analyzing Crime Displacement and Diffusion (POP Center tool guide 10, 2009), appendices B and C; K. J. Bowers, S. D.
    /// Johnson, J. Quantitative Criminology 19 (2003) 275-301. The error of the total is ours, by the delta method for Poisson counts: with
    /// k = Ca/Cb and X = Rb + Db, k^2 X + k^2 X^2 (1/Ca + 1/Cb) + Ra + Da.
    /// </remarks>
    /// <param name="counts">0 or more each, over the same two times.</param>
    /// <param name="smallestCell">Refuse quotient and total when a count is under this, 1 or more; 20 by default.</param>
    /// <param name="confidence">Between 0 and 1; 0.95 by default.</param>
    /// <returns>Each figure, or the reason why it cannot be had.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative count, a smallest cell under 1, a confidence outside 0 to 1.</exception>
    public static DisplacementResult Measure(in SixCounts counts, int smallestCell = SmallestCell, double confidence = 0.95)
    {
        counts.Response.Check(nameof(counts));
        counts.Buffer.Check(nameof(counts));
        counts.Comparison.Check(nameof(counts));
        ArgumentOutOfRangeException.ThrowIfLessThan(smallestCell, 1);
        Guard.Confidence(confidence);
        double gross = counts.Response.Before - counts.Response.After;
        var (cb, ca) = counts.Comparison;
        if (cb == 0 || ca == 0)
        {
            const string NoComparison = "the comparison had none, before or after";
            var none = Figure.None(NoComparison);
            return new(gross, none, none, none, none, DisplacementBand.NotAssessed, none, none, Interval.None(NoComparison), none, none);
        }

        // Over the common denominator Ca Cb the two measures are whole numbers, so that 0 and -1 are met exactly.
        var success = ((Int128)counts.Response.After * cb) - ((Int128)counts.Response.Before * ca);
        var buffer = ((Int128)counts.Buffer.After * cb) - ((Int128)counts.Buffer.Before * ca);
        var common = (double)cb * ca;
        var (s, b) = ((double)success / common, (double)buffer / common);
        if (counts.Smallest < smallestCell)
        {
            var reason = counts.Smallest == 0 ? "one of the six counts is 0" : $"one of the six counts is under {smallestCell}";
            var none = Figure.None(reason);
            return new(gross, -s, s, b, none, DisplacementBand.NotAssessed, none, none, Interval.None(reason), none, none);
        }

        var k = (double)ca / cb;
        double x = counts.Response.Before + counts.Buffer.Before;
        var direct = (k * counts.Response.Before) - counts.Response.After;
        var ring = (k * counts.Buffer.Before) - counts.Buffer.After;
        var error = Math.Sqrt((k * k * x) + (k * k * x * x * ((1.0 / ca) + (1.0 / cb))) + counts.Response.After + counts.Buffer.After);
        var reach = Guard.Z(confidence) * error;
        var quotient =
            success >= 0
                ? Figure.None("no benefit to displace: the place did no better than the comparison")
                : (double)buffer / (double)success;
        return new(
            gross,
            -s,
            s,
            b,
            quotient,
            Band(success, buffer),
            direct + ring,
            error,
            new(direct + ring - reach, direct + ring + reach),
            direct,
            ring
        );
    }

    private static DisplacementBand Band(Int128 success, Int128 buffer) =>
        success >= 0 ? DisplacementBand.NoBenefitToDisplace
        : buffer < success ? DisplacementBand.DiffusionAboveBenefit
        : buffer < 0 ? DisplacementBand.Diffusion
        : buffer == 0 ? DisplacementBand.Neither
        : buffer < -success ? DisplacementBand.DisplacementBelowBenefit
        : buffer == -success ? DisplacementBand.DisplacementEqualsBenefit
        : DisplacementBand.DisplacementAboveBenefit;
}
