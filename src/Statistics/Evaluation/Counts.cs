namespace Wardwise.Statistics.Evaluation;

/// <summary>What happened in one place before and after: counts over the same two times as those they are compared with.</summary>
/// <param name="Before">0 or more.</param>
/// <param name="After">0 or more.</param>
public readonly record struct Pair(long Before, long After)
{
    internal void Check(string name)
    {
        Guard.Count(Before, name);
        Guard.Count(After, name);
    }
}

/// <summary>The four counts of a comparison: the place of the response and a place or places elsewhere, before and after.</summary>
/// <param name="Area">The place of the response.</param>
/// <param name="Comparison">Where nothing was done: one place, or several added up.</param>
public readonly record struct FourCounts(Pair Area, Pair Comparison)
{
    /// <summary>Four counts in the order of the textbooks: T0, T1, C0, C1.</summary>
    public FourCounts(long areaBefore, long areaAfter, long comparisonBefore, long comparisonAfter)
        : this(new(areaBefore, areaAfter), new(comparisonBefore, comparisonAfter)) { }

    internal void Check(string name)
    {
        Area.Check(name);
        Comparison.Check(name);
    }

    internal bool AnyZero => Area.Before == 0 || Area.After == 0 || Comparison.Before == 0 || Comparison.After == 0;
}

/// <summary>The six counts of displacement: the place, the ring around it and a comparison, before and after.</summary>
/// <param name="Response">The place of the response (R).</param>
/// <param name="Buffer">The ring around it, where it may have spread (D).</param>
/// <param name="Comparison">Out of reach of both (C).</param>
public readonly record struct SixCounts(Pair Response, Pair Buffer, Pair Comparison)
{
    /// <summary>Six counts in the order of the guide: Rb, Ra, Db, Da, Cb, Ca.</summary>
    public SixCounts(
        long responseBefore,
        long responseAfter,
        long bufferBefore,
        long bufferAfter,
        long comparisonBefore,
        long comparisonAfter
    )
        : this(new(responseBefore, responseAfter), new(bufferBefore, bufferAfter), new(comparisonBefore, comparisonAfter)) { }

    internal long Smallest =>
        Math.Min(
            Math.Min(Math.Min(Response.Before, Response.After), Math.Min(Buffer.Before, Buffer.After)),
            Math.Min(Comparison.Before, Comparison.After)
        );
}
