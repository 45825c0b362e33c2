using System.Text.RegularExpressions;
using Wardwise.Testing;

namespace Wardwise.Web.Tests.House;

/// <summary>A save answers null, or why it was refused: nobody throws that answer away and says that it is done.</summary>
public sealed partial class RefusalTests
{
    [Fact]
    public void NoAnswerOfASave_IsThrownAway() =>
        Assert.Empty(
            Directory
                .EnumerateFiles(Checkout.File("src/App"), "*.cs", SearchOption.AllDirectories)
                .Where(f => !f.Contains("/obj/", StringComparison.Ordinal))
                .SelectMany(f => ThrownAway(Path.GetFileName(f), File.ReadAllText(f)))
        );

    [Theory]
    [InlineData("{\n    await work.Commit(\"done\", cancel);\n}")]
    [InlineData("{\n    book.Add(one);\n    await work\n        .Save(Why, cancel);\n}")]
    [InlineData("if (later)\n{\n    _ = await work.Commit(Why, cancel);\n}")]
    public void OneThatIsThrownAway_WouldBeNamed(string code) => Assert.Equal(["planted.cs"], ThrownAway("planted.cs", code));

    [Theory]
    [InlineData("if (await work.Commit(Why, cancel) is { } refused)")]
    [InlineData("return await work.Save(Why, cancel);")]
    [InlineData("return\n    await work.Commit(\n        Why, cancel)\n        is { } stale")]
    public void OneThatIsUsed_IsNot(string code) => Assert.Empty(ThrownAway("planted.cs", code));

    private static IEnumerable<string> ThrownAway(string name, string code) => Statement().Matches(code).Select(_ => name);

    [GeneratedRegex(@"[{};]\s*(?:_ = )?await work\s*\.(?:Commit|Save)\(")]
    private static partial Regex Statement();
}
