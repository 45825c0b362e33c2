using System.Text.RegularExpressions;
using Wardwise.Domain.Shared;

namespace Wardwise.Domain.Tests.Shared;

public sealed class StorableTests
{
    /// <summary>An attribute cannot hold half a character: it is spelled out.</summary>
    private static string? Spelled(string? text) => text is null ? null : Regex.Unescape(text);

    [Theory]
    [InlineData("Fairlands Way", true)]
    [InlineData("a bicycle 🚲 and a café", true)]
    [InlineData("", true)]
    [InlineData(null, true)]
    [InlineData("a\\0b", false)]
    [InlineData("\\ud83d", false)]
    [InlineData("cut 🚲\\ud83d", false)]
    [InlineData("\\udeb2 the other half", false)]
    [InlineData("\\ud83d\\ud83d\\udeb2", false)]
    public void TextThatADatabaseCannotHold_IsFound(string? text, bool holds) => Assert.Equal(holds, Storable.Is(Spelled(text)));

    [Theory]
    [InlineData("a\\0b", "ab")]
    [InlineData("\\ud83d", "\\ufffd")]
    [InlineData("cut 🚲\\ud83d", "cut 🚲\\ufffd")]
    [InlineData("\\ud83d\\ud83d\\udeb2", "\\ufffd🚲")]
    [InlineData("as it was 🚲", "as it was 🚲")]
    public void Cleaned_TheRestStays(string text, string clean) => Assert.Equal(Spelled(clean), Storable.Clean(Spelled(text)!));

    [Theory]
    [InlineData("""{"a":"x\u0000y"}""", """{"a":"xy"}""")]
    [InlineData("""{"a":"x\\u0000y"}""", """{"a":"x\\u0000y"}""")]
    [InlineData("""{"a":"x\\\u0000\u0000"}""", """{"a":"x\\"}""")]
    public void InJson_AZeroMayBeWrittenAsSix_AndABackslashStays(string json, string clean) =>
        Assert.Equal(clean, Storable.CleanJson(json));
}
