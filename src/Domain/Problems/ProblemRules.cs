using Wardwise.Domain.Shared;

namespace Wardwise.Domain.Problems;

/// <summary>What of the problem record may differ by force. Content of the rule set "problems".</summary>
public sealed record ProblemRules(int Version, GradeRules Grade, IReadOnlyList<int> FollowUpMonths, IReadOnlyList<StaleLimit> Stale)
{
    public const string RuleSetKind = "problems";

    public static ProblemRules Shipped { get; } = ShippedRules.Read<ProblemRules>("problem-rules.json");

    public StaleLimit? StaleAfter(ProblemState state) => Stale.FirstOrDefault(s => s.State == EnumCode.Of(state));
}

/// <param name="StepsWithEvidence">How many done steps need evidence for grade 3.</param>
public sealed record GradeRules(int StepsWithEvidence);

/// <param name="State">Code of the state; a state that is not listed never goes stale.</param>
/// <param name="Chase">Days without work after which the owner is reminded.</param>
/// <param name="Escalate">Days without work after which the supervisor is told.</param>
public sealed record StaleLimit(string State, int Chase, int Escalate);
