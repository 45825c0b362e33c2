namespace Wardwise.Statistics.Retrieval;

/// <summary>How good a ranking is, held against what people judged.</summary>
public static class SearchQuality
{
    /// <summary>A grade counts as itself.</summary>
    public static double LinearGain(int grade) => grade;

    /// <summary>Two to the grade, less one.</summary>
    public static double ExponentialGain(int grade) => Math.Pow(2, grade) - 1;

    /// <summary>Discounted cumulative gain of the first k (K. Jarvelin, J. Kekalainen, ACM TOIS 20 (2002) 422-446; gains by C. Burges,
    /// 2005).</summary>
    public static double Dcg(IEnumerable<double> gains, int k) => gains.Take(k).Select((g, i) => g / Math.Log2(i + 2)).Sum();

    /// <summary>Dcg over the best that could be had.</summary>
    /// <param name="ranked">The grades in the order found; what was not judged is 0, and the places left empty count for nothing.</param>
    /// <param name="judged">The grades of ALL that were judged, found or not: over those found alone the figure flatters.</param>
    /// <param name="k">Places.</param>
    /// <param name="gain">Of a grade.</param>
    /// <returns>0 to 1, or null when nothing relevant was judged: such a question is left out of the mean and counted.</returns>
    public static double? Ndcg(IEnumerable<int> ranked, IEnumerable<int> judged, int k, Func<int, double> gain)
    {
        var ideal = Dcg(judged.Select(gain).OrderDescending(), k);
        return ideal > 0 ? Dcg(ranked.Select(gain), k) / ideal : null;
    }

    /// <summary>The same with scores, ties taken as every order of them at once (F. McSherry, M. Najork, ECIR 2008).</summary>
    public static double? NdcgOfScores(IReadOnlyList<(double Score, int Grade)> scored, int k, Func<int, double> gain)
    {
        var averaged = scored
            .GroupBy(s => s.Score)
            .OrderByDescending(g => g.Key)
            .SelectMany(g => Enumerable.Repeat(g.Average(s => gain(s.Grade)), g.Count()));
        var ideal = Dcg(scored.Select(s => gain(s.Grade)).OrderDescending(), k);
        return ideal > 0 ? Dcg(averaged, k) / ideal : null;
    }

    /// <summary>One over the place of the first that is relevant; 0 when none is.</summary>
    public static double ReciprocalRank(IEnumerable<bool> relevant)
    {
        var at = 0;
        foreach (var one in relevant)
        {
            at++;
            if (one)
            {
                return 1.0 / at;
            }
        }

        return 0;
    }

    /// <summary>The share of all that is relevant among the first k; null when nothing is.</summary>
    public static double? Recall(IEnumerable<bool> relevant, int all, int k) =>
        all > 0 ? relevant.Take(k).Count(r => r) / (double)all : null;

    /// <summary>The mean of the precision at each relevant one, over all that are relevant, found or not; null when nothing is.</summary>
    public static double? AveragePrecision(IEnumerable<bool> relevant, int all)
    {
        if (all == 0)
        {
            return null;
        }

        var (found, sum) = (0, 0.0);
        foreach (var (one, at) in relevant.Select((r, i) => (r, i + 1)))
        {
            if (one)
            {
                sum += ++found / (double)at;
            }
        }

        return sum / all;
    }

    /// <summary>Cohen's kappa of two judges (Educational and Psychological Measurement 20 (1960) 37-46).</summary>
    /// <param name="table">Square: rows by the first judge's grade, columns by the second's.</param>
    /// <param name="quadratic">Whether judges far apart disagree more than judges near each other (J. Cohen, Psychological Bulletin 70
    /// (1968) 213-220).</param>
    /// <returns>1 for agreement, 0 for what chance gives; null when one grade alone was ever given.</returns>
    public static double? Kappa(int[][] table, bool quadratic = false)
    {
        var grades = table.Length;
        double all = table.Sum(r => r.Sum());
        double observed = 0,
            expected = 0;
        for (var i = 0; i < grades; i++)
        {
            for (var j = 0; j < grades; j++)
            {
                var apart =
                    quadratic ? (i - j) * (double)(i - j)
                    : i == j ? 0
                    : 1;
                observed += apart * table[i][j] / all;
                expected += apart * table[i].Sum() / all * table.Sum(r => r[j]) / all;
            }
        }

        return expected > 0 ? 1 - (observed / expected) : null;
    }

    /// <summary>What the first of several systems found together, in order of first sight: what is to be judged.</summary>
    public static IReadOnlyList<T> PoolOf<T>(IEnumerable<IReadOnlyList<T>> systems, int depth) =>
        [.. systems.SelectMany(s => s.Take(depth)).Distinct()];

    /// <summary>
    /// Two-sided chance of a mean difference at least this large if each question's sign were a coin's: every assignment up to 20
    /// differences that are not nothing, else so many drawn, the observed one among them.
    /// </summary>
    /// <remarks>R. A. Fisher, The Design of Experiments (1935), section 21; for searches M. Smucker, J. Allan, B. Carterette, CIKM
    /// 2007.</remarks>
    /// <param name="differences">One a question.</param>
    /// <param name="seed">For what is drawn.</param>
    /// <param name="draws">So many.</param>
    /// <returns>1 when there is no difference.</returns>
    public static double SignFlip(IReadOnlyList<double> differences, int seed = 1, int draws = 100_000)
    {
        var moved = differences.Where(d => d != 0).Select(Math.Abs).ToArray();
        var observed = Math.Abs(differences.Sum()) * (1 - 1e-12);
        if (moved.Length == 0)
        {
            return 1;
        }

        if (moved.Length <= 20)
        {
            var (reachedByAll, all) = (0, 1 << moved.Length);
            for (var signs = 0; signs < all; signs++)
            {
                reachedByAll += Math.Abs(Sum(moved, signs)) >= observed ? 1 : 0;
            }

            return reachedByAll / (double)all;
        }

        var random = new Random(seed);
        var reached = 1;
        for (var draw = 0; draw < draws; draw++)
        {
            var sum = 0.0;
            foreach (var difference in moved)
            {
                sum += random.Next(2) == 0 ? difference : -difference;
            }

            reached += Math.Abs(sum) >= observed ? 1 : 0;
        }

        return reached / (draws + 1.0);
    }

    private static double Sum(double[] differences, int signs)
    {
        var sum = 0.0;
        for (var i = 0; i < differences.Length; i++)
        {
            sum += (signs >> i & 1) == 0 ? differences[i] : -differences[i];
        }

        return sum;
    }
}
