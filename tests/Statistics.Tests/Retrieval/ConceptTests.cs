using Wardwise.Statistics.Retrieval;

namespace Wardwise.Statistics.Tests.Retrieval;

public sealed class ConceptTests
{
    [Theory]
    [InlineData("mini moto", "Kids on mini-motos again", true)]
    [InlineData("mini moto", "Kids on minimotos again", true)]
    [InlineData("mini moto", "A mini parked by the moto shop", false)]
    [InlineData("dumped rubbish", "Rubbish is dumped", false)]
    [InlineData("dumped rubbish", "dumping the rubbish behind the flats", true)]
    [InlineData("rubbish + dumped", "Rubbish is dumped behind the garages", true)]
    [InlineData("rubbish + dumped", "rubbish collected by the council each Tuesday morning. Residents of seven houses say somebody dumped them", false)]
    [InlineData("taken over", "his flat was taken over by dealers", true)]
    [InlineData("taken over", "photographs were taken of it", false)]
    [InlineData("flat/home/house + taken over/took over/moved in on", "They moved in on her in her own home", true)]
    [InlineData("flat/home/house + taken over/took over/moved in on", "The house was taken down", false)]
    [InlineData("stolen/nicked bike", "bikes nicked", false)]
    [InlineData("stolen/nicked bike", "nicked bikes", true)]
    [InlineData("catalytic converter/cat theft", "a cat theft", true)]
    [InlineData("catalytic converter/cat theft", "a catalytic theft", false)]
    [InlineData("knock and run", "knock & run", false)]
    [InlineData("knock down ginger", "Knock-down-ginger at number 4", true)]
    [InlineData("of the", "of the", false)]
    [InlineData(" + / ", "anything", false)]
    public void A_text_says_a_concept_when_it_has_a_way_of_saying_it(string term, string text, bool says) =>
        Assert.Equal(says, new ConceptMatcher([new("c", term, 1)]).In(Tokens.Of(text)).Count > 0);

    [Fact]
    public void A_hit_names_the_words_that_said_it()
    {
        var tokens = Tokens.Of("Somebody set the bins by the shop alight");
        var hit = Assert.Single(new ConceptMatcher([new("arson", "bins + set/alight", 1)]).In(tokens));
        Assert.Contains(hit.Tokens, t => tokens[t].Word == "bins");
    }

    [Fact]
    public void What_is_said_of_the_narrower_is_said_of_the_broader()
    {
        var lexicon = new Lexicon([new("n:quad", "quad bike", 1)], [("n:quad", "k:off-road")]);
        Assert.Equal(["n:quad", "k:off-road"], lexicon.Concepts(Tokens.Of("a quad bike")).Select(c => c.Concept));
    }

    [Fact]
    public void A_text_is_of_the_kind_that_most_of_it_names()
    {
        var kinds = Lexicon.KindsOf(new Dictionary<string, double> { ["k:drinking"] = 0.7, ["k:noise"] = 0.2, ["s:noise"] = 0.1, ["park"] = 0.9 });
        Assert.True(kinds["k:drinking"] > 0.8);
        Assert.True(kinds.Values.Sum() <= 1 + 1e-12);
    }

    [Fact]
    public void Signs_alone_say_a_kind_only_when_there_are_several()
    {
        var one = Lexicon.KindsOf(new Dictionary<string, double> { ["s:bikes"] = 0.2 })["k:bikes"];
        var several = Lexicon.KindsOf(new Dictionary<string, double> { ["s:bikes"] = 0.7 })["k:bikes"];
        Assert.True(one < 0.5);
        Assert.True(several > 0.9);
        Assert.Empty(Lexicon.KindsOf(new Dictionary<string, double> { ["park"] = 1 }));
    }

    [Fact]
    public void A_weight_is_packed_and_found_again()
    {
        var packed = TermWeights.Pack(new Dictionary<string, double> { ["park"] = 0.5, ["k:bikes"] = 1, ["rare"] = 0.0001 });
        Assert.Equal(15, packed.Length);
        Assert.Equal(0.5, TermWeights.Of(packed, TermWeights.KeyOf("park")), 0.003);
        Assert.Equal(1, TermWeights.Of(packed, TermWeights.KeyOf("k:bikes")));
        Assert.True(TermWeights.Of(packed, TermWeights.KeyOf("rare")) > 0);
        Assert.Equal(0, TermWeights.Of(packed, TermWeights.KeyOf("bench")));
        Assert.Equal(0, TermWeights.Of([], 1));
    }

    [Fact]
    public void A_word_weighs_more_where_it_says_more_and_less_in_a_long_text()
    {
        var weighing = new FieldedText([new("title", 3, 0.4, 5), new("rest", 0.5, 0.6, 50)]);
        double Weight(string field, string text) => weighing.Weigh(new Dictionary<string, string> { [field] = text }, t =>
        {
            var stems = Tokens.Stems(t).ToList();
            return (stems.Select(s => (s, 1.0)), stems.Count);
        })["park"];
        Assert.True(Weight("title", "park") > Weight("rest", "park"));
        Assert.True(Weight("rest", "park") > Weight("rest", "park " + string.Join(' ', Enumerable.Repeat("street", 200))));
        Assert.InRange(Weight("title", string.Join(' ', Enumerable.Repeat("park", 500))), 0.5, 1);
    }
}
