namespace Wardwise.Statistics.Pooling;

/// <summary>One group of records.</summary>
/// <param name="Name">As given.</param>
/// <param name="Pooled">Its pooled effect, by its own tau squared.</param>
/// <param name="Enough">Whether it has the three records without which it should not be shown as a group.</param>
public sealed record Subgroup(string Name, PooledEffect Pooled, bool Enough);

/// <summary>Whether groups of records differ.</summary>
/// <param name="Groups">In the order in which they first appear.</param>
/// <param name="QSeparate">Q between the groups, each with its own tau squared.</param>
/// <param name="QSeparatePValue">Its p on chi-squared, groups less 1.</param>
/// <param name="QCommon">Q between the groups with one tau squared for all.</param>
/// <param name="QCommonPValue">Its p.</param>
/// <param name="CommonTau2">That tau squared.</param>
/// <param name="CommonEstimates">The mean of each group with one tau squared for all, in order.</param>
/// <param name="DegreesOfFreedom">Groups less 1.</param>
/// <param name="Enough">Whether there are two groups or more and each has three records.</param>
public sealed record SubgroupResult(
    IReadOnlyList<Subgroup> Groups,
    Figure QSeparate,
    Figure QSeparatePValue,
    Figure QCommon,
    Figure QCommonPValue,
    Figure CommonTau2,
    IReadOnlyList<double> CommonEstimates,
    int DegreesOfFreedom,
    bool Enough
);

/// <summary>Records in groups: kinds of response, kinds of place.</summary>
public static class Subgroups
{
    /// <summary>Records a group needs.</summary>
    public const int Fewest = 3;

    /// <summary>Pools each group and compares them, with separate and with common spread.</summary>
    /// <remarks>M. Borenstein, L. V. Hedges, J. P. T. Higgins, H. R. Rothstein, Introduction to Meta-Analysis (2009), ch. 19: the separate
    /// form needs more records a group.</remarks>
    /// <param name="effects">The records.</param>
    /// <param name="groups">The group of each.</param>
    /// <param name="method">How the spread is estimated.</param>
    /// <param name="error">How the error of each group is worked out. Q uses the ordinary one.</param>
    /// <param name="confidence">Between 0 and 1; 0.95 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not one group an effect, an effect without a variance, a confidence outside 0 to
    /// 1.</exception>
    public static SubgroupResult Compare(
        ReadOnlySpan<Effect> effects,
        ReadOnlySpan<string> groups,
        PoolingMethod method = PoolingMethod.Reml,
        PooledError error = PooledError.HartungKnappFloored,
        double confidence = 0.95
    )
    {
        Guard.SameLength(groups.Length, effects.Length, nameof(groups));
        Effect.Check(effects, nameof(effects));
        Guard.Confidence(confidence);
        var names = new List<string>();
        var members = new List<List<Effect>>();
        for (var i = 0; i < groups.Length; i++)
        {
            var at = names.IndexOf(groups[i]);
            if (at < 0)
            {
                at = names.Count;
                names.Add(groups[i]);
                members.Add([]);
            }

            members[at].Add(effects[i]);
        }

        var found = names
            .Select((name, i) => new Subgroup(name, Pool.Effects([.. members[i]], method, error, confidence), members[i].Count >= Fewest))
            .ToList();
        var enough = found.Count > 1 && found.All(group => group.Enough);
        if (found.Count < 2)
        {
            var none = Figure.None("this needs at least two groups");
            return new(found, none, none, none, none, none, [], 0, false);
        }

        var between = new Sums(
            [.. found.Select(group => Effect.Derived(group.Pooled.Estimate.Value!.Value, Math.Pow(group.Pooled.OrdinaryError, 2)))],
            0
        ).Q;
        var freedom = found.Count - 1;
        // With one tau squared: the regression on one column a group.
        var records = effects.Length;
        var columns = names.Select(_ => new double[records]).ToList();
        for (var i = 0; i < groups.Length; i++)
        {
            columns[names.IndexOf(groups[i])][i] = 1;
        }

        var means = MetaRegression.Solve(effects, columns, method);
        if (means is null || effects.Length <= found.Count)
        {
            var none = Figure.None("too few records for one spread within all groups");
            return new(found, between, Tails.ChiSquared(between, freedom), none, none, none, [], freedom, enough);
        }

        var common = new Sums([.. found.Select((_, i) => Effect.Derived(means.Coefficients[i], means.Covariance[i, i]))], 0).Q;
        return new(
            found,
            between,
            Tails.ChiSquared(between, freedom),
            common,
            Tails.ChiSquared(common, freedom),
            method == PoolingMethod.Fixed ? Figure.None("one true effect is assumed") : means.Tau2,
            means.Coefficients,
            freedom,
            enough
        );
    }
}
