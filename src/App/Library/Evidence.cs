using Wardwise.Domain.Library;
using Wardwise.Statistics.Pooling;

namespace Wardwise.App.Library;

/// <summary>What a set of records says together, results with and without a comparison kept apart (methods, 5).</summary>
/// <param name="Controlled">Held against places like theirs; null without any.</param>
/// <param name="Uncontrolled">Held against their own past only; null without any.</param>
/// <param name="Label">In the library's words.</param>
public sealed record Evidence(Stratum? Controlled, Stratum? Uncontrolled, EffectLabel Label)
{
    /// <summary>The better of the two that there is.</summary>
    public Stratum? Best => Controlled ?? Uncontrolled;

    /// <param name="rows">Those pooled are taken.</param>
    /// <param name="byKind">They are together for their kind, so it matters whether somebody has confirmed it.</param>
    public static Evidence Of(IEnumerable<EvidenceRow> rows, bool byKind)
    {
        var pooled = rows.Where(r => r.IsPooled).ToList();
        var (with, without) = (
            Stratum.Of([.. pooled.Where(r => r.Controlled)], true, byKind),
            Stratum.Of([.. pooled.Where(r => !r.Controlled)], false, byKind)
        );
        // Independent of the reader's force is what the result comes from, and not what stands beside it.
        return new(
            with,
            without,
            EffectLabel.Of(with?.Finding, without?.Finding, pooled.Exists(r => r.Elsewhere && r.Controlled == (with is not null)))
        );
    }

    /// <summary>The better of the two, alone.</summary>
    public static Finding? FindingOf(IEnumerable<EvidenceRow> rows, bool byKind)
    {
        var pooled = rows.Where(r => r.IsPooled).ToList();
        return Stratum.FindingOf([.. pooled.Where(r => r.Controlled)], true, byKind)?.Finding
            ?? Stratum.FindingOf([.. pooled.Where(r => !r.Controlled)], false, byKind)?.Finding;
    }
}

/// <summary>Records of one design, pooled as their number allows.</summary>
public sealed record Stratum
{
    public required Finding Finding { get; init; }

    /// <summary>A plot of more lines than this is no picture any more.</summary>
    public const int MostDrawn = 40;

    /// <summary>The records that weigh most in the mean, each with its weight, 0 to 1; the heaviest first.</summary>
    public required IReadOnlyList<Weighed> Rows { get; init; }

    /// <summary>How the figures came about, for who wants to check them.</summary>
    public required PoolNumbers Numbers { get; init; }

    /// <param name="rows">Of one design, each with a figure.</param>
    /// <param name="controlled">Of which design.</param>
    /// <param name="byKind">Together for their kind.</param>
    internal static Stratum? Of(IReadOnlyList<EvidenceRow> rows, bool controlled, bool byKind)
    {
        if (FindingOf(rows, controlled, byKind) is not var (finding, pooled))
        {
            return null;
        }

        Effect[] effects = [.. rows.Select(r => r.Effect)];
        var tau2 = pooled.Tau2.Value ?? 0;
        var all = effects.Sum(e => 1 / (e.Variance + tau2));
        return new()
        {
            Finding = finding,
            Rows =
            [
                .. rows.OrderBy(r => r.Variance)
                    .ThenBy(r => r.Reference, StringComparer.Ordinal)
                    .Take(MostDrawn)
                    .Select(r => Weighed.Of(r, 1 / (r.Variance!.Value + tau2) / all)),
            ],
            Numbers = PoolNumbers.Of(effects, pooled),
        };
    }

    internal static (Finding Finding, PooledEffect Pooled)? FindingOf(IReadOnlyList<EvidenceRow> rows, bool controlled, bool byKind) =>
        rows.Count > 0 && FindingOf([.. rows.Select(r => r.Effect)], controlled) is var (finding, pooled)
            ? (finding with { Unconfirmed = byKind ? rows.Count(r => r.Suggested) : 0 }, pooled)
            : null;

    /// <summary>The finding alone, for lists.</summary>
    internal static (Finding Finding, PooledEffect Pooled)? FindingOf(ReadOnlySpan<Effect> effects, bool controlled)
    {
        var showing = Showing.Of(effects.Length);
        var pooled = Showing.Pool(effects);
        if (pooled.Ratio.Value is not { } ratio || pooled.RatioInterval is not { Low.Value: { } low, High.Value: { } high })
        {
            return null;
        }

        NewPlace? place = null;
        if (
            showing.Prediction
            && pooled.Prediction() is { Low.Value: { } least, High.Value: { } most }
            && pooled.ChanceOfFall().Value is { } chance
        )
        {
            place = new(Math.Exp(least), Math.Exp(most), chance);
        }

        return (new(effects.Length, controlled, ratio, low, high, place), pooled);
    }
}

/// <summary>One record in a forest plot.</summary>
/// <param name="Row">The record.</param>
/// <param name="Ratio">Below 1 is a fall.</param>
/// <param name="Low">At 95%.</param>
/// <param name="High">At 95%.</param>
/// <param name="Weight">In the mean, 0 to 1.</param>
public sealed record Weighed(EvidenceRow Row, double Ratio, double Low, double High, double Weight)
{
    private const double Z = 1.959963984540054;

    internal static Weighed Of(EvidenceRow row, double weight)
    {
        var (ratio, low, high) = Range(row.Effect);
        return new(row, ratio, low, high, weight);
    }

    internal static (double Ratio, double Low, double High) Range(Effect effect)
    {
        var reach = Z * Math.Sqrt(effect.Variance);
        return (Math.Exp(effect.Estimate), Math.Exp(effect.Estimate - reach), Math.Exp(effect.Estimate + reach));
    }
}

/// <summary>What lies behind a pooled figure.</summary>
/// <param name="Tau2">Variance of true effects between records, with its interval; null for one or two.</param>
/// <param name="I2">From tau squared, 0 to 100.</param>
/// <param name="Q">Cochran's.</param>
/// <param name="QPValue">That there is no spread.</param>
/// <param name="LeftOut">The mean with each record left out in turn: the least and the most; null under three.</param>
/// <param name="SmallOnesP">Egger's test that small records show other results than large ones; null under ten.</param>
public sealed record PoolNumbers(
    (double At, double? Low, double? High)? Tau2,
    double? I2,
    double? Q,
    double? QPValue,
    (double Least, double Most)? LeftOut,
    double? SmallOnesP
)
{
    /// <summary>Leaving one out in turn is for sets that one record may carry.</summary>
    private const int MostToLeaveOut = 200;

    internal static PoolNumbers Of(ReadOnlySpan<Effect> effects, PooledEffect pooled)
    {
        (double, double?, double?)? tau2 = null;
        if (pooled.Tau2.Value is { } spread)
        {
            var profile = BetweenVariance.QProfile(effects);
            tau2 = (spread, profile.Low.Value, profile.High.Value);
        }

        (double, double)? leftOut = null;
        if (effects.Length is >= Finding.FewestForAMean and <= MostToLeaveOut)
        {
            var means = Pool.LeaveOneOut(effects).Select(p => Math.Exp(p.Estimate.Value!.Value)).ToList();
            leftOut = (means.Min(), means.Max());
        }

        var showing = Showing.Of(effects.Length);
        return new(
            tau2,
            pooled.I2FromTau2.Value,
            pooled.Q.Value,
            pooled.QPValue.Value,
            leftOut,
            showing.MissingRecords ? MissingRecords.Egger(effects).PValue.Value : null
        );
    }
}
