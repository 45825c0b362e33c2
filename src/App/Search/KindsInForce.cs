using Wardwise.App.Data;
using Wardwise.App.Records;
using Wardwise.Domain.Problems;

namespace Wardwise.App.Search;

/// <summary>The thesaurus that holds today for a force.</summary>
internal static class KindsInForce
{
    public static Task<ProblemKinds> ProblemKinds(this Work work, Guid force, CancellationToken cancel) =>
        work.RulesOf(Domain.Problems.ProblemKinds.RuleSetKind, force, Domain.Problems.ProblemKinds.Shipped, cancel);
}
