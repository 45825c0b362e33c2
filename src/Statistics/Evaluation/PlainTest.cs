using System.Runtime.InteropServices;

namespace Wardwise.Statistics.Evaluation;

/// <summary>
/// The plain method that the panel forecast is held against: the relative rate against the places of about the same level added up, with
/// counting noise and the drift between them.
/// </summary>
public static class PlainTest
{
    /// <summary>Comparison places have at least half, and at most twice, as many incidents.</summary>
    private const double Alike = 2;

    /// <summary>The places whose level before and after is within a factor of two.</summary>
    public static List<PlaceCounts> Like(PlaceCounts place, IEnumerable<PlaceCounts> others)
    {
        var level = place.TotalBefore + place.After;
        return [.. others.Where(o => o.TotalBefore + o.After >= level / Alike && o.TotalBefore + o.After <= level * Alike)];
    }

    /// <summary>The relative rate of a place with drift in its error; null when the drift cannot be had.</summary>
    /// <param name="place">The place.</param>
    /// <param name="like">Those it is compared with, from <see cref="Like"/>.</param>
    /// <returns>The ratio, and the drift (tau) in its error.</returns>
    public static (RelativeRateRatio Ratio, double Drift)? Compare(PlaceCounts place, IReadOnlyList<PlaceCounts> like)
    {
        var pairs = like.Select(l => new Pair(l.TotalBefore, l.After)).ToList();
        return Drift.Between(CollectionsMarshal.AsSpan(pairs)).Value is not { } drift
            ? null
            : (
                RelativeRate.Compare(
                    new FourCounts(place.TotalBefore, place.After, pairs.Sum(p => p.Before), pairs.Sum(p => p.After)),
                    drift: drift
                ),
                drift
            );
    }
}
