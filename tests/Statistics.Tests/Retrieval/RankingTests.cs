using Wardwise.Statistics.Retrieval;

namespace Wardwise.Statistics.Tests.Retrieval;

public sealed class RankingTests
{
    private static readonly Lexicon Field = new(
        [
            new("k:bikes", "mini moto", 1),
            new("k:bikes", "off-road bike", 1),
            new("k:bikes", "scrambler", 1),
            new("s:bikes", "churned", 1),
            new("s:bikes", "revving", 1),
            new("k:drinking", "street drinking", 1),
            new("k:drinking", "drunks", 1),
            new("w:park", "park", 1),
            new("w:park", "recreation ground", 1),
            new("w:park", "rec", 1),
        ],
        []
    );

    private static readonly FieldedText Weighing = new([new("text", 1.5, 0.5, 8)]);

    [Fact]
    public void A_record_without_a_word_of_the_question_is_found_by_its_kind()
    {
        var ranked = Ranked("mini motos", "Scramblers tearing about", "Drunks on the benches", "A motor in the canal");
        Assert.Equal("Scramblers tearing about", Assert.Single(ranked));
    }

    [Fact]
    public void Among_records_of_a_kind_the_words_decide() =>
        Assert.Equal("Scramblers in the rec", Ranked("mini motos in the park", "Scramblers on the bypass", "Scramblers in the rec")[0]);

    [Fact]
    public void Of_two_alike_the_one_that_teaches_comes_first()
    {
        var (question, vocabulary) = Read("scramblers", "Scramblers");
        var ranking = new Ranking(question, vocabulary, _ => []);
        var weights = TermWeights.Pack(WeightsOf("Scramblers"));
        Assert.True(ranking.Of(new(weights, 0.9))!.Value.Score > ranking.Of(new(weights, 0.1))!.Value.Score);
        Assert.Equal(ranking.Of(new(weights, 0.9))!.Value.Relevance, ranking.Of(new(weights, 0.1))!.Value.Relevance);
    }

    [Fact]
    public void What_teaches_nothing_still_comes_before_what_is_about_something_else()
    {
        var (question, vocabulary) = Read("drunks in the park", "Drunks in the park", "Litter in the park");
        var ranking = new Ranking(question, vocabulary, _ => []);
        Assert.True(
            ranking.Of(new(TermWeights.Pack(WeightsOf("Drunks in the park")), 0))!.Value.Score
                > ranking.Of(new(TermWeights.Pack(WeightsOf("Litter in the park")), 1))!.Value.Score
        );
    }

    [Fact]
    public void A_kind_near_to_it_stands_lower_than_the_kind_itself()
    {
        var (question, vocabulary) = Read("street drinking", "a", "b");
        var ranking = new Ranking(question, vocabulary, k => k == "k:drinking" ? [("k:bikes", 0.3)] : []);
        var same = ranking.Of(new(TermWeights.Pack(new Dictionary<string, double> { ["k:drinking"] = 1 }), 0))!.Value.Score;
        var near = ranking.Of(new(TermWeights.Pack(new Dictionary<string, double> { ["k:bikes"] = 1 }), 0))!.Value.Score;
        Assert.True(same > near && near > 0);
    }

    [Theory]
    [InlineData("scrambelrs", "scramblers")]
    [InlineData("street drinkng", "drinking")]
    public void A_mistyped_word_is_taken_for_the_one_that_was_meant_and_told(string typed, string meant)
    {
        var (question, _) = Read(typed, "scramblers", "street drinking", "scramblers and drinking", "scramblers at night");
        Assert.Equal(meant, Assert.Single(question.Corrected).Meant);
        Assert.NotEmpty(question.Kinds);
    }

    [Fact]
    public void What_a_minus_leaves_out_is_not_found() =>
        Assert.Equal(["Scramblers on the bypass"], Ranked("scramblers -rec", "Scramblers in the rec", "Scramblers on the bypass"));

    [Fact]
    public void Quotation_marks_keep_words_together()
    {
        var (question, _) = Read("\"recreation ground\" drunks", "x");
        Assert.Equal(["recreat", "ground"], Assert.Single(question.Phrases));
    }

    [Theory]
    [InlineData("")]
    [InlineData("the of and")]
    [InlineData("a")]
    [InlineData("\"\" - \" --")]
    [InlineData("\u0001\u0002")]
    public void A_question_that_asks_nothing_finds_nothing(string typed)
    {
        var (question, vocabulary) = Read(typed, "Scramblers");
        Assert.True(question.IsEmpty);
        Assert.Null(new Ranking(question, vocabulary, _ => []).Of(new(TermWeights.Pack(WeightsOf("Scramblers")), 1)));
    }

    [Theory]
    [InlineData("'; drop table record; --")]
    [InlineData("<b>scramblers</b> .* [a-z]+ (unbalanced")]
    [InlineData("\"unbalanced scramblers")]
    [InlineData("motos légères à côté du parc, tous les soirs")]
    public void Any_question_is_read(string typed) => Assert.NotNull(Read(typed, "Scramblers").Question);

    [Fact]
    public void Ten_thousand_words_are_read_and_the_rarest_taken()
    {
        var (question, _) = Read(string.Join(' ', Enumerable.Range(0, 10_000).Select(i => $"word{i}")) + " scramblers", "Scramblers");
        Assert.Equal(Question.MostParts, question.Parts.Count);
    }

    [Fact]
    public void A_concept_taken_off_counts_no_more()
    {
        var (question, vocabulary) = Read("mini moto", "Scramblers", "mini moto");
        Assert.Null(new Ranking(question.Without(["k:bikes"]), vocabulary, _ => []).Of(new(TermWeights.Pack(WeightsOf("Scramblers")), 1)));
    }

    private static List<string> Ranked(string asked, params string[] texts)
    {
        var (question, vocabulary) = Read(asked, texts);
        var ranking = new Ranking(question, vocabulary, _ => []);
        return
        [
            .. texts
                .Select(t => (Text: t, Standing: ranking.Of(new(TermWeights.Pack(WeightsOf(t)), 0.5))))
                .Where(t => t.Standing is not null)
                .OrderByDescending(t => t.Standing!.Value.Score)
                .Select(t => t.Text),
        ];
    }

    private static (Question Question, Vocabulary Vocabulary) Read(string asked, params string[] texts)
    {
        var vocabulary = new Vocabulary(
            texts.Length,
            texts.SelectMany(t => WeightsOf(t).Keys).CountBy(k => k).ToDictionary(),
            texts.SelectMany(Tokens.Of).Select(t => t.Word).Concat(Field.Words)
        );
        return (Question.Read(asked, Field, vocabulary), vocabulary);
    }

    private static Dictionary<string, double> WeightsOf(string text)
    {
        var weights = Weighing.Weigh(new Dictionary<string, string> { ["text"] = text }, Field.TermsOf);
        foreach (var (kind, share) in Lexicon.KindsOf(Field.Concepts(Tokens.Of(text)).Select(h => (h, 1.0)), 1))
        {
            weights[kind] = share;
        }

        return weights;
    }
}
