using Wardwise.App.Data;
using Wardwise.App.Records;
using Wardwise.Domain.Problems;

namespace Wardwise.App.Problems;

/// <summary>The rules of problems that hold today for a force.</summary>
internal static class ProblemRulesInForce
{
    public static Task<ProblemRules> ProblemRules(this Work work, Guid force, CancellationToken cancel) =>
        work.RulesOf(Domain.Problems.ProblemRules.RuleSetKind, force, Domain.Problems.ProblemRules.Shipped, cancel);

    public static Task<Techniques> Techniques(this Work work, Guid force, CancellationToken cancel) =>
        work.RulesOf(Domain.Problems.Techniques.RuleSetKind, force, Domain.Problems.Techniques.Shipped, cancel);
}
