using Wardwise.Statistics.Evaluation;
using Wardwise.Statistics.Pooling;

namespace Wardwise.Statistics.Tests;

/// <summary>Sets of effects that R and the papers print answers for.</summary>
internal static class Records
{
    /// <summary>Colditz et al. 1994 (metadat::dat.bcg): tpos, tneg, cpos, cneg of thirteen trials of BCG.</summary>
    public static readonly long[,] BcgCounts =
    {
        { 4, 119, 11, 128 }, { 6, 300, 29, 274 }, { 3, 228, 11, 209 }, { 62, 13536, 248, 12619 }, { 33, 5036, 47, 5761 }, { 180, 1361, 372, 1079 },
        { 8, 2537, 10, 619 }, { 505, 87886, 499, 87892 }, { 29, 7470, 45, 7232 }, { 17, 1699, 65, 1600 }, { 186, 50448, 141, 27197 }, { 5, 2493, 3, 2338 },
        { 27, 16886, 29, 17825 },
    };

    public static readonly double[] Latitude = [44, 55, 42, 52, 13, 44, 19, 13, 27, 42, 18, 33, 33];

    public static readonly double[] Year = [1948, 1949, 1960, 1977, 1973, 1953, 1973, 1980, 1968, 1961, 1974, 1969, 1976];

    public static readonly string[] Allocation = ["random", "random", "random", "random", "alternate", "alternate", "random", "random", "random", "systematic",
        "systematic", "systematic", "systematic"];

    public static readonly Effect[] Bcg = [.. Enumerable.Range(0, 13).Select(i => Effect.RiskRatio(BcgCounts[i, 0], BcgCounts[i, 1], BcgCounts[i, 2], BcgCounts[i, 3])!.Value)];

    /// <summary>Six problem-solving records of oracle 05: T0, T1, C0, C1.</summary>
    public static readonly FourCounts[] PopCounts = [new(50, 30, 60, 55), new(120, 101, 300, 310), new(33, 20, 40, 41), new(207, 110, 308, 318), new(64, 66, 70, 72),
        new(18, 9, 25, 24)];

    public static readonly Effect[] Pop6 = [.. PopCounts.Select(counts => Effect.RelativeRate(counts)!.Value)];

    public static readonly Effect[] Pop3 = Pop6[..3];

    public static readonly Effect[] Pop2 = Pop6[..2];

    public static readonly Effect[] Agreeing = [new(-.30, .04), new(-.31, .05), new(-.29, .06)];

    /// <summary>Eleven records of which the small ones do better.</summary>
    public static readonly Effect[] Leaning = [new(-.8, .2), new(-.6, .15), new(-.5, .12), new(-.9, .25), new(-.3, .03), new(-.2, .02), new(-.25, .04), new(-.15, .01),
        new(-1.1, .3), new(-.1, .015), new(-.7, .18)];

    /// <summary>Landenberger and Lipsey 2005 (metadat::dat.landenberger2005): cognitive-behavioural therapy for offenders, 58 studies, not reconvicted as the event.</summary>
    public static readonly Effect[] Therapy = Offenders();

    public static Effect[] Set(string name) => name switch
    {
        "bcg" => Bcg,
        "pop6" => Pop6,
        "pop3" => Pop3,
        "pop2" => Pop2,
        _ => Agreeing,
    };

    private static Effect[] Offenders()
    {
        long[] treatedNot = [19, 17, 9, 5, 66, 28, 33, 18, 13, 8, 1185, 164, 117, 580, 638, 873, 24, 15, 35, 235, 28, 37, 227, 41, 96, 45, 38, 36, 10, 396, 35, 27, 61, 72,
            66, 44, 1230, 990, 431, 144, 51, 24, 624, 92, 15, 23, 20, 165, 324, 660, 142, 51, 44, 1350, 22, 62, 526, 144];
        long[] treated = [10, 3, 2, 8, 16, 5, 5, 4, 7, 5, 315, 25, 143, 87, 180, 179, 13, 2, 9, 42, 16, 17, 64, 14, 14, 28, 21, 24, 2, 253, 12, 3, 48, 62, 44, 13, 270, 510,
            144, 88, 9, 18, 336, 18, 13, 2, 2, 89, 114, 126, 33, 51, 27, 150, 12, 20, 237, 27];
        long[] otherNot = [29, 22, 6, 2, 60, 18, 13, 7, 14, 6, 284, 284, 56, 1200, 207, 257, 60, 25, 14, 270, 18, 69, 59, 76, 66, 33, 60, 39, 17, 915, 57, 24, 61, 58, 54, 48,
            1200, 960, 424, 134, 48, 59, 500, 71, 8, 18, 21, 124, 350, 613, 68, 20, 58, 584, 13, 51, 554, 192];
        long[] other = [23, 15, 4, 11, 22, 14, 14, 16, 6, 9, 95, 95, 78, 300, 97, 72, 58, 8, 6, 76, 26, 31, 23, 65, 44, 31, 40, 21, 10, 585, 30, 6, 40, 76, 48, 9, 300, 540,
            157, 98, 12, 57, 362, 20, 7, 6, 4, 102, 129, 173, 28, 59, 31, 287, 20, 31, 340, 36];
        return [.. treatedNot.Select((_, i) => Effect.OddsRatio(treatedNot[i], treated[i], otherNot[i], other[i])!.Value)];
    }
}
