using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.Domain.Problems;

/// <summary>The named ways of responding: the 25 of situational prevention (Cornish and Clarke 2003) in five groups, and six others.
/// Content of the rule set "techniques".</summary>
public sealed record Techniques(int Version, [Asked("Groups", One = "group")] IReadOnlyList<TechniqueGroup> Groups) : IHeldTogether
{
    public const string RuleSetKind = "techniques";

    public static Techniques Shipped { get; } = ShippedRules.Read<Techniques>("techniques.json");

    public IEnumerable<Technique> All => Groups.SelectMany(g => g.Techniques);

    public IEnumerable<RuleFault> Faults()
    {
        var seen = new HashSet<string>();
        foreach (var (group, at) in Groups.Select((g, i) => (g, i)))
        {
            for (var i = 0; i < group.Techniques.Count; i++)
            {
                if (!seen.Add(group.Techniques[i].Code))
                {
                    yield return new(
                        $"groups[{at}].techniques[{i}].name",
                        $"Name ({group.Techniques[i].Name}): there is a technique of this name already. Give it another."
                    );
                }
            }
        }
    }

    public Technique? Find(string? code) => All.FirstOrDefault(t => t.Code == code);

    /// <summary>The code of the technique that is called so, whatever the case, spaces and dashes; null when none is.</summary>
    public string? CodeOf(string name) => All.FirstOrDefault(t => Bare(t.Name) == Bare(name) || Bare(t.Code) == Bare(name))?.Code;

    public string Name(string? code) => Find(code)?.Name ?? code ?? "";

    private static string Bare(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <summary>How many steps of a plan fall in each group, in the order of the groups, dropped ones left out.</summary>
    public IReadOnlyList<(TechniqueGroup Group, int Steps)> Wheel(IEnumerable<PlanStep> steps)
    {
        var live = steps.Where(s => s.Status is not TaskingStatus.Withdrawn).ToList();
        return [.. Groups.Select(g => (g, live.Count(s => g.Techniques.Any(t => t.Code == s.Technique))))];
    }

    /// <summary>What is one-sided about a plan, in words; null when it is not, or too small to say.</summary>
    public string? OneSided(IReadOnlyList<PlanStep> steps)
    {
        var live = steps.Where(s => s.Status is not TaskingStatus.Withdrawn).ToList();
        if (live.Count < 2)
        {
            return null;
        }

        if (live.Select(s => s.Technique).Distinct().ToList() is [var only])
        {
            return $"All {Words.Count(live.Count)} steps are {Name(only).ToLowerInvariant()}.";
        }

        return Wheel(live).Where(w => w.Steps > 0).ToList() is [var (group, _)] && group.Kind == "situational"
            ? $"All {Words.Count(live.Count)} steps {group.Name.ToLowerInvariant()}. The other four ways are not tried."
            : null;
    }
}

public sealed record TechniqueGroup(
    [CodeOf(nameof(TechniqueGroup.Name))] string Code,
    [Asked("Name")] string Name,
    [Asked(
        "Kind",
        Choices = ["situational", "other"],
        Hint = "The situational ones are the five ways of prevention that a plan is held against"
    )]
        string Kind,
    [Asked("Techniques", One = "technique")] IReadOnlyList<Technique> Techniques
);

public sealed record Technique(
    [CodeOf(nameof(Technique.Name))] string Code,
    [Asked("Name")] string Name,
    [Asked("Example")] string Example
);
