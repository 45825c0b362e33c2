using Wardwise.Testing;

namespace Wardwise.Web.Tests.House;

/// <summary>
/// A line is read without scrolling sideways. The formatter leaves strings, comments, pages and styles as they are: they are counted here.
/// </summary>
public sealed class LineTests
{
    private const int Longest = 140;

    private static readonly string[] Folders = ["src", "tests", "benchmarks"];
    private static readonly string[] Kinds = [".cs", ".cshtml", ".js", ".mjs", ".scss", ".sql"];

    /// <summary>What a build makes, and not we.</summary>
    private static readonly string[] Made = ["bin", "obj", "wwwroot"];

    [Fact]
    public void NoLine_IsLongerThan140Characters() =>
        Assert.Empty(Sources().SelectMany(f => TooLong(Path.GetRelativePath(Checkout.Root, f), File.ReadLines(f))));

    [Fact]
    public void ALineOf141Characters_WouldBeFound_WhateverItHolds() =>
        Assert.Equal(
            ["Page.cshtml, line 2: 141 characters", "Page.cshtml, line 3: 141 characters"],
            TooLong("Page.cshtml", [new('é', Longest), "// " + new string('x', Longest - 2), $"\"{new string('x', Longest - 1)}\""])
        );

    private static IEnumerable<string> TooLong(string name, IEnumerable<string> lines) =>
        lines.Index().Where(l => l.Item.Length > Longest).Select(l => $"{name}, line {l.Index + 1}: {l.Item.Length} characters");

    private static IEnumerable<string> Sources() =>
        Folders
            .SelectMany(f => Directory.EnumerateFiles(Path.Combine(Checkout.Root, f), "*", SearchOption.AllDirectories))
            .Where(f => Kinds.Contains(Path.GetExtension(f)) && !f.Split(Path.DirectorySeparatorChar).Intersect(Made).Any());
}
