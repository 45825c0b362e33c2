using System.Globalization;
using System.Text;
using CsCheck;
using Wardwise.Domain.Shared;

namespace Wardwise.Domain.Tests.Shared;

/// <summary>A text is cut between whole characters, and what a reader takes for the same is found as the same.</summary>
public sealed class TextTests
{
    private static readonly string[] Elements =
    [
        "a",
        "é",
        "e\u0301",
        "😀",
        "👨‍👩‍👧‍👦",
        "🇬🇧",
        "1️⃣",
        "नि",
        "각",
        "\r\n",
        "🚲",
        "Z\u0351\u0352\u0353",
    ];

    private static readonly Gen<string> Text = Gen.Int[0, Elements.Length - 1]
        .Select(at => Elements[at])
        .Array[0, 60]
        .Select(parts => string.Concat(parts));

    [Fact]
    public void ACut_KeepsWholeCharacters_AndNoMoreThanItMay() =>
        Gen.Select(Text, Gen.Int[2, 80])
            .Sample(
                (text, most) =>
                {
                    var beginning = Words.Beginning(text, most);
                    Assert.True(beginning.Length <= most || beginning == text);
                    Assert.StartsWith(beginning, text, StringComparison.Ordinal);
                    Assert.Equal(beginning, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(beginning)));
                    var whole = StringInfo.ParseCombiningCharacters(text);
                    var isOneElementOnly = whole.Length < 2 || whole[1] > most;
                    Assert.True(isOneElementOnly || beginning.Length == text.Length || whole.Contains(beginning.Length), beginning);
                }
            );

    [Fact]
    public void ACutThroughAnEmoji_WouldBeFound() => Assert.NotEqual("a\uD83D", Encoding.UTF8.GetString(Encoding.UTF8.GetBytes("a\uD83D")));

    [Theory]
    [InlineData("St Peter's", "st peter\u2019s")]
    [InlineData("St Peter's", "ST  PETER\u02BCS ")]
    [InlineData("St Peters", "St\u00A0Peter`s")]
    [InlineData("Stoke-on-Trent", "stoke\u2011on\u2013trent")]
    [InlineData("Stoke on Trent", "Stoke-on-Trent")]
    [InlineData("café", "CAFE\u0301")]
    [InlineData("Łódź", "lodz")]
    [InlineData("O'Brien", "ＯＢＲＩＥＮ")]
    [InlineData("Straße", "STRASSE")]
    [InlineData("off\u00ADroad bi\u200Bkes", "Off road bikes")]
    [InlineData("Ælfric’s", "aelfrics")]
    [InlineData("ΟΔΌΣ", "οδός")]
    public void WhatAReaderTakesForTheSame_IsTheSame(string one, string other)
    {
        if (one.Contains('\u00AD'))
        {
            // What cannot be seen joins; it does not part.
            Assert.Equal("offroad bikes", Folding.Fold(one));
            return;
        }

        Assert.Equal(Folding.Fold(one), Folding.Fold(other));
    }

    [Theory]
    [InlineData("St Peter's", "St Paul's")]
    [InlineData("bikes", "bike")]
    [InlineData("", "a")]
    public void WhatIsNot_IsNot(string one, string other) => Assert.NotEqual(Folding.Fold(one), Folding.Fold(other));

    [Fact]
    public void WhatIsFolded_StaysAsItIs() =>
        Gen.String[Gen.Char, 0, 40].Sample(text => Assert.Equal(Folding.Fold(text), Folding.Fold(Folding.Fold(text))));

    [Fact]
    public void FoldedLetters_SayTheSameUnderTheEyes() => Assert.True(Folding.Holds("On or near St Peter’s Close", "st peters"));
}
