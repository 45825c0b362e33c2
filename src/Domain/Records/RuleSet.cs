namespace Wardwise.Domain.Records;

/// <summary>Rules that differ by force or change with the law, held as data: a numbered version with its days in force, both
/// inclusive.</summary>
public sealed class RuleSet
{
    public required Guid Id { get; init; }

    /// <summary>What it rules, such as <c>grading</c> or <c>techniques</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The force it is for, or null for all.</summary>
    public Guid? ForceId { get; init; }
    public required int Number { get; init; }
    public required DateOnly StartsOn { get; init; }
    public DateOnly? EndsOn { get; set; }

    /// <summary>JSON of the kind's own shape.</summary>
    public required string Content { get; init; }
    public required string Note { get; init; }
    public int Version { get; set; } = 1;

    public bool HeldOn(DateOnly day) => StartsOn <= day && (EndsOn is null || day <= EndsOn);
}
