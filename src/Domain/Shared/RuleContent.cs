namespace Wardwise.Domain.Shared;

/// <summary>How a part of a rule set is asked for on its form. A part without it is kept as it is and not asked.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class AskedAttribute(string label) : Attribute
{
    public string Label { get; } = label;

    public string? Hint { get; init; }

    /// <summary>Of a number, or of each number of a list.</summary>
    public int Least { get; init; }

    public int Most { get; init; } = 10_000;

    /// <summary>The codes that a text may have.</summary>
    public string[]? Choices { get; init; }

    /// <summary>An enum whose codes a text may have.</summary>
    public Type? ChoicesOf { get; init; }

    /// <summary>Of a list: none at all is right too.</summary>
    public bool MayBeEmpty { get; init; }

    /// <summary>What one of a list is called: "technique".</summary>
    public string? One { get; init; }
}

/// <summary>A code that other records keep: made from another part when an item is new, and never changed.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class CodeOfAttribute(string part) : Attribute
{
    public string Part { get; } = part;
}

/// <summary>Rules with more to hold than each part by itself.</summary>
public interface IHeldTogether
{
    IEnumerable<RuleFault> Faults();
}

/// <param name="Path">Which part: <c>stale[1].escalate</c>.</param>
/// <param name="Sentence">Names the part and says what to do.</param>
public sealed record RuleFault(string Path, string Sentence);
