using Wardwise.Domain.Shared;

namespace Wardwise.Domain.Tests.Shared;

/// <summary>What is typed is kept without what steers a machine and shows nothing.</summary>
public sealed class TypedTests
{
    [Theory]
    [InlineData("Bikes\u000bon the\u0007green", "Bikes on the green")]
    [InlineData("one\r\ntwo\u000bthree", "one\ntwo three")]
    [InlineData("a\tb", "a\tb")]
    [InlineData("\u001b", "")]
    [InlineData(" \u0001 kept \u0085", "kept")]
    [InlineData(null, "")]
    public void AText_HasLinesAndTabs_AndNoOtherControls(string? typed, string kept) => Assert.Equal(kept, typed.Tidy());

    [Theory]
    [InlineData("Bikes\u000bon\r\nthe\tgreen", "Bikes on the green")]
    [InlineData("two\u2028lines", "two lines")]
    [InlineData("\u000b", "")]
    [InlineData("Café 🚲", "Café 🚲")]
    public void ATitle_StandsOnOneLine(string typed, string kept) => Assert.Equal(kept, typed.OnOneLine());
}
