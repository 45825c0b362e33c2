using Wardwise.Statistics.Retrieval;

namespace Wardwise.Statistics.Tests.Retrieval;

public sealed class WordsTests
{
    // From the published vocabulary of the English (Porter2) algorithm.
    [Theory]
    [InlineData("consign", "consign")]
    [InlineData("consignment", "consign")]
    [InlineData("consisted", "consist")]
    [InlineData("consistency", "consist")]
    [InlineData("consolatory", "consolatori")]
    [InlineData("knackeries", "knackeri")]
    [InlineData("knaves", "knave")]
    [InlineData("kneeling", "kneel")]
    [InlineData("knightly", "knight")]
    [InlineData("generously", "generous")]
    [InlineData("communities", "communiti")]
    [InlineData("hopping", "hop")]
    [InlineData("hoped", "hope")]
    [InlineData("luxuriating", "luxuri")]
    [InlineData("ties", "tie")]
    [InlineData("cries", "cri")]
    [InlineData("gas", "gas")]
    [InlineData("kiwis", "kiwi")]
    [InlineData("skies", "sky")]
    [InlineData("proceedings", "proceed")]
    [InlineData("national", "nation")]
    [InlineData("vandalism", "vandal")]
    [InlineData("burglaries", "burglari")]
    [InlineData("happily", "happili")]
    [InlineData("say", "say")]
    [InlineData("by", "by")]
    [InlineData("cry", "cri")]
    [InlineData("youths", "youth")]
    [InlineData("A4", "A4")]
    [InlineData("", "")]
    public void A_word_is_brought_to_its_stem(string word, string stem) => Assert.Equal(stem, EnglishStemmer.Stem(word));

    [Fact]
    public void Words_are_cut_at_what_is_no_letter_and_an_apostrophe_is_none()
    {
        Assert.Equal(
            ["the", "tenant", "flat", "fly", "tipping", "cafe", "no", "12b", "don", "dont"],
            Tokens.Of("The tenant’s flat: fly-tipping, café; no. 12b — don, don't").Select(t => t.Word)
        );
    }

    [Fact]
    public void A_token_says_where_it_stands()
    {
        const string Text = "Lads on mini-motos";
        var token = Tokens.Of(Text)[^1];
        Assert.Equal("motos", Text.Substring(token.Start, token.Length));
        Assert.True(Tokens.Of(Text)[1].IsStop);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \0\u0001\uD800 \uDC00 ''' ’ ")]
    [InlineData("<script>alert('x')</script>")]
    [InlineData("Straße 日本語 النص İstanbul ﬁre")]
    public void Any_text_is_cut(string text) => Assert.All(Tokens.Of(text), t => Assert.InRange(t.Word.Length, 1, 2 * Tokens.LongestWord));

    [Fact]
    public void A_word_without_end_is_cut_short() =>
        Assert.Equal(Tokens.LongestWord, Assert.Single(Tokens.Of(new string('x', 10_000))).Word.Length);

    [Theory]
    [InlineData("drinkng", "drinking", 1)]
    [InlineData("viehcle", "vehicle", 2)]
    [InlineData("nieghbour", "neighbour", 1)]
    [InlineData("grafitti", "graffiti", 2)]
    [InlineData("cuckcoing", "cuckooing", 1)]
    [InlineData("harrasment", "harassment", 2)]
    public void A_mistyped_word_is_near_the_one_that_was_meant(string typed, string meant, int slips)
    {
        var vocabulary = Of("drinking", "vehicle", "neighbour", "graffiti", "cuckooing", "harassment", "drinks", "dealing");
        Assert.Equal((meant, slips), vocabulary.Near(typed)[0]);
    }

    [Fact]
    public void TwoWordsWrittenAsOne_AreTwo()
    {
        Assert.Equal(("alley", "gating"), Of("alley", "gates", "drinking").Parted("alleygating"));
        Assert.Null(Of("alley", "gates").Parted("allegation"));
    }

    [Theory]
    [InlineData("cat")]
    [InlineData("zzzzzz")]
    [InlineData("b2b4567")]
    public void What_is_near_to_nothing_stays_as_it_is(string typed) => Assert.Empty(Of("dog", "drinking", "bikes").Near(typed));

    [Fact]
    public void A_rare_word_counts_for_more_than_a_common_one()
    {
        var vocabulary = new Vocabulary(100, new Dictionary<string, int> { ["park"] = 60, ["quad"] = 2 }, []);
        Assert.True(vocabulary.Rareness("quad") > 3 * vocabulary.Rareness("park"));
        Assert.True(vocabulary.Rareness("park") > 0);
        Assert.True(vocabulary.Rareness("never") > vocabulary.Rareness("quad"));
    }

    private static Vocabulary Of(params string[] words) =>
        new(10, words.Select(EnglishStemmer.Stem).Distinct().ToDictionary(s => s, _ => 3), words);
}
