namespace Wardwise.Domain.Shared;

/// <summary>What people typed, as it is kept: no blank ends, and line ends of one kind.</summary>
public static class Typed
{
    public static string Tidy(this string? text) => text is null ? "" : text.ReplaceLineEndings("\n").Trim();
}
