using Wardwise.Domain.Shared;

namespace Wardwise.Domain.Problems;

/// <summary>What of the problem record may differ by force. Content of the rule set "problems".</summary>
public sealed record ProblemRules(
    int Version,
    [Asked("Grade 3")] GradeRules Grade,
    [Asked("Months after which a follow-up falls due", Hint = "One on each line, such as 3", Least = 1, Most = 60)]
        IReadOnlyList<int> FollowUpMonths,
    [Asked("When a record goes stale", Hint = "A state that is not listed never goes stale", One = "state")] IReadOnlyList<StaleLimit> Stale
) : IHeldTogether
{
    public const string RuleSetKind = "problems";

    public static ProblemRules Shipped { get; } = ShippedRules.Read<ProblemRules>("problem-rules.json");

    public StaleLimit? StaleAfter(ProblemState state) => Stale.FirstOrDefault(s => s.State == EnumCode.Of(state));

    public IEnumerable<RuleFault> Faults()
    {
        for (var i = 0; i < Stale.Count; i++)
        {
            if (Stale.Take(i).Any(s => s.State == Stale[i].State))
            {
                yield return new($"stale[{i}].state", $"State: {Stale[i].State} is listed twice. Remove one.");
            }

            if (Stale[i].Escalate <= Stale[i].Chase)
            {
                yield return new(
                    $"stale[{i}].escalate",
                    $"Days until the supervisor is told ({Stale[i].State}): enter more days than until the owner is reminded."
                );
            }
        }
    }
}

/// <param name="StepsWithEvidence">How many done steps need evidence for grade 3.</param>
public sealed record GradeRules([Asked("Done steps that need evidence", Least = 1, Most = 10)] int StepsWithEvidence);

/// <param name="State">Code of the state; a state that is not listed never goes stale.</param>
/// <param name="Chase">Days without work after which the owner is reminded.</param>
/// <param name="Escalate">Days without work after which the supervisor is told.</param>
public sealed record StaleLimit(
    [Asked("State", ChoicesOf = typeof(ProblemState))] string State,
    [Asked("Days until the owner is reminded", Least = 1, Most = 730)] int Chase,
    [Asked("Days until the supervisor is told", Least = 2, Most = 1095)] int Escalate
);
