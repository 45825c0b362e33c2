using Wardwise.App.Data;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>Which version of the area's rule sets holds today: the force's own before the one for all, else what is shipped.</summary>
internal static class RulesInForce
{
    private const string Held = """
        select content from rule_set where kind = $1 and (force_id is null or force_id = $2) and starts_on <= $3 and (ends_on is null
            or ends_on >= $3)
        order by force_id is null, number desc limit 1
        """;

    public static Task<ProblemRules> ProblemRules(this Work work, Guid force, CancellationToken cancel) =>
        Rules(work, Domain.Problems.ProblemRules.RuleSetKind, force, Domain.Problems.ProblemRules.Shipped, cancel);

    public static Task<Techniques> Techniques(this Work work, Guid force, CancellationToken cancel) =>
        Rules(work, Domain.Problems.Techniques.RuleSetKind, force, Domain.Problems.Techniques.Shipped, cancel);

    public static Task<ProblemKinds> ProblemKinds(this Work work, Guid force, CancellationToken cancel) =>
        Rules(work, Domain.Problems.ProblemKinds.RuleSetKind, force, Domain.Problems.ProblemKinds.Shipped, cancel);

    private static async Task<T> Rules<T>(Work work, string kind, Guid force, T shipped, CancellationToken cancel)
    {
        await using var find = work.Command(Held, kind, force, work.Today);
        return await find.ExecuteScalarAsync(cancel) is string content ? ShippedRules.Parse<T>(content) : shipped;
    }
}
