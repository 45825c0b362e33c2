namespace Wardwise.App.Problems;

/// <summary>What people typed, as it is kept: no blank ends, and line ends of one kind.</summary>
internal static class Typed
{
    public static string Tidy(this string? text) => text is null ? "" : text.ReplaceLineEndings("\n").Trim();
}
