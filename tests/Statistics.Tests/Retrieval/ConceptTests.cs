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
    [InlineData(
        "rubbish + dumped",
        "rubbish collected by the council each Tuesday morning. Residents of seven houses say somebody dumped them",
        false
    )]
    [InlineData("taken over", "his flat was taken over by dealers", true)]
    [InlineData("taken over", "photographs were taken of it", false)]
    [InlineData("flat/home/house + taken over/took over/moved in on", "They moved in on her in her own home", true)]
    [InlineData("flat/home/house + taken over/took over/moved in on", "The house was taken down", false)]
    [InlineData("stolen bike/nicked bike", "bikes nicked", false)]
    [InlineData("stolen bike/nicked bike", "nicked bikes", true)]
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
    public void A_text_is_of_the_kind_that_it_says_in_most_ways()
    {
        var kinds = Lexicon.KindsOf(
            [Hit("k:drinking", 1), Hit("k:drinking", 2), Hit("k:drinking", 3), Hit("k:noise", 4), Hit("s:noise", 5)],
            2
        );
        Assert.True(kinds["k:drinking"] > 0.8);
        Assert.True(kinds.Values.Sum() <= 1 + 1e-12);
    }

    [Fact]
    public void The_same_way_of_saying_it_counts_once() =>
        Assert.Equal(
            Lexicon.KindsOf([Hit("k:noise", 1)], 2),
            Lexicon.KindsOf([Hit("k:noise", 1), Hit("k:noise", 1), Hit("k:noise", 1)], 2)
        );

    [Fact]
    public void Signs_alone_say_a_kind_only_when_there_are_several()
    {
        Assert.True(Lexicon.KindsOf([Hit("s:bikes", 1)], 1)["k:bikes"] < 0.5);
        Assert.True(Lexicon.KindsOf([Hit("s:bikes", 1), Hit("s:bikes", 2), Hit("s:bikes", 3), Hit("s:bikes", 4)], 1)["k:bikes"] > 0.9);
        Assert.Empty(Lexicon.KindsOf([Hit("w:park", 1)], 1));
    }

    [Fact]
    public void Read_loosely_a_word_stands_for_those_that_mean_the_same_and_says_less()
    {
        var lexicon = new Lexicon(
            [
                new("k:parcels", "parcel + stolen", 1),
                new("w:parcel", "parcel", 1),
                new("w:parcel", "package", 1),
                new("w:stolen", "stolen", 1),
                new("w:stolen", "nicked", 1),
            ],
            []
        );
        var tokens = Tokens.Of("packages nicked from the porch");
        Assert.DoesNotContain(lexicon.Concepts(tokens), c => c.Concept == "k:parcels");
        Assert.InRange(lexicon.Concepts(tokens, loosely: true).Single(c => c.Concept == "k:parcels").Weight, 0.3, 0.9);
    }

    [Fact]
    public void A_question_without_any_known_way_of_saying_it_is_of_the_kind_that_its_words_are_near_to()
    {
        var meanings = new KindMeanings(
            Vectors(("scooter", [90, 10]), ("moped", [88, 14]), ("beer", [5, 90]), ("wine", [9, 92])),
            [("k:bikes", ["moped"]), ("k:drinking", ["beer"])]
        );
        Assert.True(meanings.SharesOf(Tokens.Of("scooter"))["k:bikes"] > 0.9);
        Assert.True(meanings.SharesOf(Tokens.Of("wine"))["k:drinking"] > 0.9);
        Assert.Empty(meanings.SharesOf(Tokens.Of("zebra")));
        Assert.True(meanings.Knows("beer", 4));
        Assert.False(meanings.Knows("beer", 2));
    }

    [Fact]
    public void One_telling_word_tells_a_kind_among_words_that_are_near_to_others()
    {
        var vectors = Vectors(
            ("monday", [60, 60, 50]),
            ("morning", [62, 58, 52]),
            ("scammed", [5, 10, 90]),
            ("fraud", [8, 5, 92]),
            ("widow", [88, 28, 5])
        );
        var meanings = new KindMeanings(vectors, [("k:harm", ["widow"]), ("k:fraud", ["fraud"])]);
        Assert.True(meanings.SharesOf(Tokens.Of("scammed monday morning"))["k:fraud"] > 0.9);
        // A word of another ending is the same word, known to the language or not.
        var nearness = new WordNearness(
            Vectors(("lady", [90, 10]), ("widow", [88, 14]), ("roof", [5, 90])),
            [
                ["widow"],
                ["roof", "roofer"],
            ]
        );
        Assert.True(nearness.Of(Tokens.Of("lady"))[0] > 0.3);
        Assert.True(nearness.Of(Tokens.Of("roofers"))[1] > 0.3);
        Assert.Equal([0, 0], nearness.Of(Tokens.Of("zebra")));
    }

    [Fact]
    public void A_text_of_one_broad_thing_is_broad_and_two_together_tell()
    {
        var lexicon = new Lexicon([new("k:bicycle", "bike", 1)], [], ["anti-social behaviour", "bikes", "stolen", "the town"]);
        Assert.True(lexicon.IsBroad(Tokens.Of("anti-social behaviour")));
        Assert.True(lexicon.IsBroad(Tokens.Of("the bikes")));
        Assert.False(lexicon.IsBroad(Tokens.Of("stolen bikes")));
        Assert.False(lexicon.IsBroad(Tokens.Of("bikes on the common")));
        Assert.False(lexicon.IsBroad(Tokens.Of("the")));
        Assert.Empty(Question.Read("bikes", lexicon, new Vocabulary(1, new Dictionary<string, int>(), [])).Kinds);
        Assert.Equal(["k:bicycle"], Question.Read("bikes", lexicon, new Vocabulary(1, new Dictionary<string, int>(), [])).MayMean);
    }

    [Fact]
    public void What_the_words_mean_counts_for_more_where_the_lexicon_says_less()
    {
        var meant = new Dictionary<string, double> { ["k:b"] = 1 };
        Assert.True(KindMeanings.Together(new() { ["k:a"] = 1 }, meant, 0.3, 0.6)["k:a"] > 0.6);
        Assert.True(KindMeanings.Together(new() { ["k:a"] = 0.2 }, meant, 0.3, 0.6)["k:b"] > 0.7);
        Assert.Equal(0.2, KindMeanings.Together(new() { ["k:a"] = 0.2 }, [], 0.3, 0.6)["k:a"]);
    }

    [Theory]
    [InlineData(new byte[] { 1, 2, 3 })]
    [InlineData(new byte[] { (byte)'a', (byte)'\n', (byte)'b', (byte)'\n', 0, 1 })]
    [InlineData(new byte[] { 0 })]
    public void A_file_of_directions_that_is_cut_short_is_refused(byte[] file) =>
        Assert.Throws<InvalidDataException>(() => WordVectors.Read(file));

    private static (ConceptHit, double) Hit(string concept, int term) => (new(concept, term, 1, [0]), 1);

    private static WordVectors Vectors(params (string Word, sbyte[] Direction)[] words) =>
        WordVectors.Read([
            .. System.Text.Encoding.ASCII.GetBytes(string.Concat(words.Select(w => w.Word + "\n"))),
            0,
            .. words.SelectMany(w => w.Direction.Select(d => (byte)d)),
        ]);

    [Fact]
    public void A_weight_is_packed_and_found_again()
    {
        var packed = TermWeights.Pack(
            new Dictionary<string, double>
            {
                ["park"] = 0.5,
                ["k:bikes"] = 1,
                ["rare"] = 0.0001,
            }
        );
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
        double Weight(string field, string text) =>
            weighing.Weigh(
                new Dictionary<string, string> { [field] = text },
                t =>
                {
                    var stems = Tokens.Stems(t).ToList();
                    return (stems.Select(s => (s, 1.0)), stems.Count);
                }
            )["park"];
        Assert.True(Weight("title", "park") > Weight("rest", "park"));
        Assert.True(Weight("rest", "park") > Weight("rest", "park " + string.Join(' ', Enumerable.Repeat("street", 200))));
        Assert.InRange(Weight("title", string.Join(' ', Enumerable.Repeat("park", 500))), 0.5, 1);
    }
}
