using Wardwise.Domain.Accounts;
using Wardwise.Testing;

namespace Wardwise.Web.Tests.Records;

/// <summary>A way to write a record through its pages.</summary>
/// <param name="UseCase">Whose door it is.</param>
/// <param name="Path">Below the record's address; one that begins with a slash is the whole, with {0} for the reference.</param>
/// <param name="Fields">What the form sends.</param>
internal sealed record Write(Type UseCase, string Path, Dictionary<string, string> Fields)
{
    /// <summary>Brings the record to where it can be written so, and gives what stands for {1} in the path and the fields.</summary>
    public Func<ProblemStation, string, Task<string>> Before { get; init; } = (_, _) => Task.FromResult("");

    /// <summary>Who writes it, where that is not whoever writes the kind.</summary>
    public Role? By { get; init; }

    /// <summary>It has a rule of its own about the state that it finds.</summary>
    public bool WhenLocked { get; init; }

    /// <summary>The owner's agency alone, though the kind is worked on together.</summary>
    public bool OwnerOnly { get; init; }

    /// <summary>Whoever reads it may: it writes nothing of what the record says.</summary>
    public bool Readers { get; init; }

    /// <summary>The field that holds the version.</summary>
    public string? Version { get; init; }

    /// <summary>What it needs is made by no short way: only that it is refused is tried here.</summary>
    public bool OnlyRefused { get; init; }

    public (string Field, string Name, byte[] Bytes)? File { get; init; }

    public static Dictionary<string, string> Step(string agency) =>
        new()
        {
            ["Version"] = "1",
            ["Input.What"] = "Fit a gate",
            ["Input.Technique"] = "control-access",
            ["Input.AgencyId"] = agency,
            ["Input.DueOn.day"] = "30",
            ["Input.DueOn.month"] = "6",
            ["Input.DueOn.year"] = "2026",
        };

    public static Dictionary<string, string> Day(string field, int day) =>
        new()
        {
            [field + ".day"] = $"{day}",
            [field + ".month"] = "5",
            [field + ".year"] = "2026",
        };
}
