using System.Text.RegularExpressions;
using Wardwise.Testing;

namespace Wardwise.Web.Tests.House;

/// <summary>What the pages of docs/ name is there: files, folders, tests, other pages. Whatever is renamed is renamed there too.</summary>
public sealed partial class DocumentTests
{
    private static readonly string[] Tops = ["src", "tests", "docs", "benchmarks"];

    /// <summary>Files that a page asks to be made, by the page.</summary>
    private static readonly Dictionary<string, string[]> ToBeMade = new() { ["docs/adding-a-page.md"] = ["/Watches", "_watches.sql"] };

    private static readonly Lazy<HashSet<string>> TestClasses = new(() =>
        [
            .. Directory
                .EnumerateFiles(Checkout.File("tests"), "*.cs", SearchOption.AllDirectories)
                .SelectMany(f => Class().Matches(File.ReadAllText(f)))
                .Select(m => m.Groups["name"].Value),
        ]
    );

    [Fact]
    public void WhatThePagesName_IsThere() => Assert.Empty(Pages().SelectMany(p => Missing(p, File.ReadAllText(Checkout.File(p)))));

    [Theory]
    [InlineData("Shown by `App.Tests/Problems/EarlyWarningsTests`.", "App.Tests/Problems/EarlyWarningsTests")]
    [InlineData("Shown by `Web.Tests/Nowhere`.", "Web.Tests/Nowhere")]
    [InlineData("`NoSuchTests` find it.", "NoSuchTests")]
    [InlineData("It lies in `src/App/Data/Tables/WatchesTables.cs`.", "src/App/Data/Tables/WatchesTables.cs")]
    [InlineData("See [there](nowhere.md#part).", "nowhere.md")]
    public void WhatIsNotThere_WouldBeNamed(string line, string named) =>
        Assert.Equal([$"docs/planted.md names {named}"], Missing("docs/planted.md", line));

    [Theory]
    [InlineData("`DocumentTests`, `Web.Tests/House`, `Web.Tests/House/DocumentTests`, `tests/Web.Tests/House/DocumentTests.cs`")]
    [InlineData("`src/App/Data/Migrations/NNNN_name.sql`, `/search`, `tests/...`, [architecture](architecture.md#areas)")]
    [InlineData("```\ndotnet test `NoSuchTests`\n```")]
    public void WhatIsThere_AndWhatIsNoName_IsNot(string line) => Assert.Empty(Missing("docs/planted.md", line));

    private static IEnumerable<string> Pages() =>
        Directory
            .EnumerateFiles(Checkout.File("docs"), "*.md", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Checkout.Root, f).Replace(Path.DirectorySeparatorChar, '/'))
            .Concat(["README.md", "CONTRIBUTING.md", "CHANGELOG.md"]);

    private static IEnumerable<string> Missing(string page, string text)
    {
        var plain = Fence().Replace(text, "");
        var named = Quoted().Matches(plain).Select(m => m.Groups["name"].Value).Where(n => !IsThere(n));
        var linked = Link().Matches(plain).Select(m => m.Groups["to"].Value).Where(to => !Exists(Beside(page, to)));
        return named
            .Concat(linked)
            .Where(n => !ToBeMade.GetValueOrDefault(page, []).Any(made => n.Contains(made, StringComparison.Ordinal)))
            .Distinct()
            .Select(n => $"{page} names {n}");
    }

    /// <summary>True too for what names neither a file nor a test.</summary>
    private static bool IsThere(string name) =>
        name.Contains("NNNN", StringComparison.Ordinal) || name.Contains("...", StringComparison.Ordinal) ? true
        : TestProject().IsMatch(name) ? Exists("tests/" + name) || Exists($"tests/{name}.cs")
        : Tops.Contains(name.Split('/')[0]) && name.Contains('/') ? Exists(name)
        : !TestName().IsMatch(name) || TestClasses.Value.Contains(name);

    private static bool Exists(string path) => File.Exists(Checkout.File(path)) || Directory.Exists(Checkout.File(path));

    private static string Beside(string page, string to) => Path.Combine(Path.GetDirectoryName(page) ?? "", to);

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"`(?<name>[\w./-]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\]\((?<to>[^)#:]+)(#[^)]*)?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^(Domain|Statistics|App|Web|Browser)\.Tests(/|$)")]
    private static partial Regex TestProject();

    [GeneratedRegex(@"^\w+Tests$")]
    private static partial Regex TestName();

    [GeneratedRegex(@"class (?<name>\w+Tests)\b")]
    private static partial Regex Class();
}
