using Wardwise.Domain.Problems;

namespace Wardwise.App.Problems;

/// <summary>What a survey before and after says: the change in the share that agreed, with Newcombe's interval (1998, method 10).</summary>
/// <param name="Verdict">Clear when the interval leaves out no change. A rise in the share is what the aim wants, so it reads as a clear
/// fall of the trouble.</param>
/// <param name="Points">Change in points of a hundred.</param>
/// <param name="Low">Lower limit.</param>
/// <param name="High">Upper limit.</param>
public sealed record SurveyResult(Verdict Verdict, double Points, double Low, double High)
{
    private const double Z = 1.959964;

    /// <summary>Fewer asked than this on either side tell nothing.</summary>
    private const int Fewest = 10;

    public static SurveyResult? Of(Assessment assessment)
    {
        if (assessment is not { SurveyBefore: { IsPossible: true } before, SurveyAfter: { IsPossible: true } after })
        {
            return null;
        }

        var (p0, l0, u0) = Wilson(before);
        var (p1, l1, u1) = Wilson(after);
        var change = p1 - p0;
        var low = change - Math.Sqrt(((p1 - l1) * (p1 - l1)) + ((u0 - p0) * (u0 - p0)));
        var high = change + Math.Sqrt(((u1 - p1) * (u1 - p1)) + ((p0 - l0) * (p0 - l0)));
        var verdict =
            before.Asked < Fewest || after.Asked < Fewest ? Verdict.TooFew
            : low > 0 ? Verdict.ClearFall
            : high < 0 ? Verdict.ClearRise
            : Verdict.NoClearChange;
        return new(verdict, change * 100, low * 100, high * 100);
    }

    private static (double Share, double Low, double High) Wilson(SurveyCount count)
    {
        var (n, p) = ((double)count.Asked, (double)count.Agreed / count.Asked);
        var centre = p + (Z * Z / (2 * n));
        var half = Z * Math.Sqrt((p * (1 - p) / n) + (Z * Z / (4 * n * n)));
        var scale = 1 + (Z * Z / n);
        return (p, (centre - half) / scale, (centre + half) / scale);
    }
}
