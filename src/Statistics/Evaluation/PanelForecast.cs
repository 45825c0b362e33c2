using MathNet.Numerics.Distributions;

namespace Wardwise.Statistics.Evaluation;

/// <summary>
/// What to expect of a place after, from its own months before, as learned from places where nothing was done; and how far such places
/// stray from it.
/// </summary>
/// <remarks>
/// Three steps, each on the places learned from alone. (1) A negative binomial regression of the count after on the level before and on how
/// far recent months lie from it: a place at its worst is drawn towards the usual (regression to the mean), and the intercept takes what is
/// common to all (season, a change of recording). (2) Log residuals are divided by the spread of places of that size, of which counting
/// makes one part and the drift of places another: small places stray farther. (3) A scaled Student t is fitted to the quotients by maximum
/// likelihood, since a few places always stray much farther than a normal would let them. The p of a place is read from that distribution,
/// and its rank among the quotients is the placebo test of A. Abadie, A. Diamond, J. Hainmueller, JASA 105 (2010) 493-505. A false alarm
/// costs the same in every place, but a small place has little chance of showing a real fall: its p is weighted by the square of its
/// spread, as far as that passes 0.35 (weights from power: C. R. Genovese, K. Roeder, L. Wasserman, Biometrika 93 (2006) 509-524).
/// </remarks>
public sealed class PanelForecast
{
    /// <summary>With fewer places no test reaches one in twenty.</summary>
    public const int FewestPlaces = 19;

    /// <summary>What a month weighs, of the month after it.</summary>
    private const double Fading = 0.8;

    /// <summary>Spread on the log scale up to which a p stands as it is.</summary>
    private const double UsualSpread = 0.35;

    private const double Half = 0.5;

    private readonly double[] _terms;
    private readonly int _months;
    private readonly SizeSpread _spread;
    private readonly double[] _quotients;
    private readonly StudentFit _student;

    private PanelForecast(IReadOnlyList<PlaceCounts> places)
    {
        _months = places[0].Before.Count;
        var rows = places.Select(p => Row(p.Before)).ToArray();
        _terms = LogLinear.Fit(rows, [.. places.Select(p => (double)p.After)]);
        var logs = rows.Select(r => Math.Log(Mean(r) + Half)).ToArray();
        var residuals = places.Select((p, i) => Math.Log(p.After + Half) - logs[i]).ToArray();
        _spread = SizeSpread.Of(logs, residuals);
        _quotients = [.. residuals.Select((r, i) => (r - _spread.Mean(logs[i])) / _spread.Deviation(logs[i]))];
        // The places that were learned from lie nearer to what was learned than they should, and a new one farther: the terms are known
        // only so well.
        var fit = StudentFit.Of(_quotients);
        _student = fit with
        {
            Scale = fit.Scale * Math.Sqrt((places.Count + (double)_terms.Length) / (places.Count - _terms.Length - SizeSpread.Terms)),
        };
    }

    /// <summary>How far each place that was learned from strayed, in the order they were given: its log residual over the spread of places
    /// of its size.</summary>
    public IReadOnlyList<double> Quotients => _quotients;

    /// <summary>Learns from places where nothing was done.</summary>
    /// <param name="places">At least <see cref="FewestPlaces"/>, all with as many months before (1 or more).</param>
    /// <returns>Null when there are too few places, or they are all alike so that there is no spread to judge by.</returns>
    /// <exception cref="ArgumentException">Places with different numbers of months, or none, or a negative count.</exception>
    public static PanelForecast? Learn(IReadOnlyList<PlaceCounts> places)
    {
        foreach (var place in places)
        {
            if (place.Before.Count != places[0].Before.Count || place.Before.Count == 0 || place.After < 0 || place.Before.Any(b => b < 0))
            {
                throw new ArgumentException(
                    "Every place has as many months before, one or more, and no count is negative.",
                    nameof(places)
                );
            }
        }

        if (places.Count < FewestPlaces)
        {
            return null;
        }

        var learned = new PanelForecast(places);
        return learned._quotients.All(double.IsFinite) && learned._student.Scale > 0 ? learned : null;
    }

    /// <summary>Holds a place against what the others lead one to expect.</summary>
    /// <param name="place">Not one of those learned from.</param>
    /// <param name="confidence">Between 0 and 1; 0.95 by default. Ranges are as wide as the weight makes them: one that leaves out "no
    /// change" goes with a weighted p under 1 less this.</param>
    /// <exception cref="ArgumentException">Another number of months before.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A confidence outside 0 to 1.</exception>
    public PanelTest Test(PlaceCounts place, double confidence = 0.95)
    {
        Guard.Confidence(confidence);
        if (place.Before.Count != _months)
        {
            throw new ArgumentException($"There are {_months} months before.", nameof(place));
        }

        var log = Math.Log(Mean(Row(place.Before)) + Half);
        var (mean, spread) = (_spread.Mean(log), _spread.Deviation(log));
        var centre = log + mean;
        var off = Math.Log(place.After + Half) - centre;
        var quotient = off / spread;
        var weight = Math.Max(1, Math.Pow(_student.Scale * spread / UsualSpread, 2));
        var pValue = Tails.TwoSidedStudent(quotient / _student.Scale, _student.Freedom);
        var reach = StudentT.InvCDF(0, 1, _student.Freedom, 1 - ((1 - confidence) / weight / 2)) * _student.Scale * spread;
        var power = StudentT.InvCDF(0, 1, _student.Freedom, 0.8) * _student.Scale * spread;
        return new(
            Math.Max(0, Math.Exp(centre) - Half),
            (Math.Max(0, Math.Exp(centre - reach) - Half), Math.Exp(centre + reach) - Half),
            Math.Exp(off),
            (Math.Exp(off - reach), Math.Exp(off + reach)),
            quotient,
            pValue,
            Placebo.Test(quotient, _quotients),
            1 - Math.Exp(-(reach + power))
        )
        {
            WeightedPValue = Math.Min(1, pValue * weight),
        };
    }

    private double Mean(double[] row)
    {
        var log = 0.0;
        for (var k = 0; k < row.Length; k++)
        {
            log += _terms[k] * row[k];
        }

        return Math.Exp(Math.Min(log, 30));
    }

    /// <summary>A constant, the logarithm of the level before, and by how much of it recent months lie above it.</summary>
    private static double[] Row(IReadOnlyList<int> before)
    {
        var (level, recent, weights) = (before.Average(), 0.0, 0.0);
        for (var (i, weight) = (before.Count - 1, 1.0); i >= 0; i--, weight *= Fading)
        {
            recent += weight * before[i];
            weights += weight;
        }

        // One more a month than there was: places with next to none are not told apart by chance.
        var log = Math.Log(level + 1);
        return before.Count == 1 ? [1, log] : [1, log, ((recent / weights) - level) / (level + 1)];
    }
}
