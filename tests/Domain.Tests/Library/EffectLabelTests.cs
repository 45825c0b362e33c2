using Wardwise.Domain.Library;

namespace Wardwise.Domain.Tests.Library;

/// <summary>The library's words for an effect, its range and its evidence.</summary>
public sealed class EffectLabelTests
{
    private static Finding Fall(int records, bool controlled = true) => new(records, controlled, 0.6, 0.4, 0.9);

    private static Finding Unclear(int records, bool controlled = true) => new(records, controlled, 0.9, 0.6, 1.4);

    private static Finding Rise(int records, bool controlled = true) => new(records, controlled, 1.5, 1.1, 2);

    [Fact]
    public void Worked_TakesThreeRecords_HeldAgainstPlacesLikeTheirs()
    {
        Assert.Equal(EffectResult.Promising, EffectLabel.Of(Fall(2), null, false).Result);
        Assert.Equal(EffectResult.Worked, EffectLabel.Of(Fall(3), null, false).Result);
        Assert.Equal(EffectResult.Promising, EffectLabel.Of(null, Fall(12, controlled: false), false).Result);
    }

    [Fact]
    public void ResultsWithAComparison_ComeBeforeThoseWithout()
    {
        Assert.Equal(EffectResult.NoClearChange, EffectLabel.Of(Unclear(1), Fall(12, controlled: false), false).Result);
        Assert.Equal(EffectResult.Backfired, EffectLabel.Of(Rise(1), Fall(12, controlled: false), false).Result);
    }

    [Fact]
    public void Stage_SaysWhoLooked()
    {
        Assert.Equal(("Untested", "untested"), (EffectLabel.Of(null, null, false).InWords, EffectLabel.Of(null, null, false).StageInWords));
        Assert.Equal("evaluated here", EffectLabel.Of(Fall(1), null, false).StageInWords);
        Assert.Equal("evaluated independently", EffectLabel.Of(Fall(1), null, true).StageInWords);
    }

    [Theory]
    [InlineData(5, true, "Good: five responses, each held against places like its own where nothing was done")]
    [InlineData(3, true, "Fair: three responses, each held against places like its own")]
    [InlineData(1, true, "Thin: one response, held against places like its own")]
    [InlineData(7, false, "Weak: seven responses, each held against its own past only")]
    public void Quality_IsInWords(int records, bool controlled, string words) =>
        Assert.Equal(
            words,
            (
                controlled ? EffectLabel.Of(Fall(records), null, false) : EffectLabel.Of(null, Fall(records, controlled: false), false)
            ).Quality
        );

    [Theory]
    [InlineData(0.49, 0.33, 0.73, "on average a fall of 51 in 100 (27 to 67)")]
    [InlineData(1.5, 1.1, 2, "on average a rise of 50 in 100 (10 to 100)")]
    [InlineData(0.9, 0.6, 1.4, "no clear change: on average −10 in 100 (−40 to +40)")]
    [InlineData(1.001, 0.5, 1.004, "no clear change: on average 0 in 100 (−50 to 0)")]
    [InlineData(0.99, 0.49, 2.01, "no clear change: too few to say")]
    [InlineData(0.99, 0.49, 2, "no clear change: on average −1 in 100 (−51 to +100)")]
    [InlineData(0.99, 0.5, 2.01, "no clear change: on average −1 in 100 (−50 to +101)")]
    public void AListSaysItInALine(double ratio, double low, double high, string words) =>
        Assert.Equal(words, FindingWords.Short(new(4, true, ratio, low, high)));

    [Theory]
    [InlineData(
        3,
        "Three responses have been measured against places like their own where nothing was done. Too few to say: "
            + "half as many incidents fits the numbers as well as twice as many. That is too few to say what to expect in a new place."
    )]
    [InlineData(
        2,
        "Two responses have been measured against places like their own where nothing was done. Both are shown; their mean is an "
            + "indication only: too few to say: half as many incidents fits the numbers as well as twice as many."
    )]
    [InlineData(
        1,
        "One response has been measured against places like its own where nothing was done: too few to say: half as many incidents "
            + "fits the numbers as well as twice as many."
    )]
    public void ARangeThatSaysNothing_IsNotGivenAsOne(int records, string words) =>
        Assert.Equal(words, FindingWords.Sentence(new(records, true, 0.9, 0.09, 11.08)));

    [Fact]
    public void ANewPlaceOfWhichNothingCanBeSaid_IsSaidToBeOne()
    {
        var said = FindingWords.Sentence(new(9, true, 0.7, 0.5, 0.9, new(0.2, 3, 0.8)));
        Assert.Equal(
            "Nine responses have been measured against places like their own where nothing was done. On average incidents fell by "
                + "30 in 100 (10 to 50). "
                + "Results differ too much to say what to expect in a new place; about 80 in 100 places would see some benefit.",
            said
        );
    }

    [Theory]
    [InlineData(3, 0, null)]
    [InlineData(1, 1, "Its kind is only what its words suggest: nobody has confirmed it.")]
    [InlineData(2, 2, "The kind of both is only what their words suggest: nobody has confirmed any of them.")]
    [InlineData(13, 1, "The kind of one of the 13 is only what its words suggest: nobody has confirmed it.")]
    [InlineData(13, 5, "The kind of five of the 13 is only what their words suggest: nobody has confirmed them.")]
    public void AKindThatNobodyConfirmed_IsSaid(int records, int unconfirmed, string? words) =>
        Assert.Equal(words, FindingWords.Unconfirmed(Fall(records) with { Unconfirmed = unconfirmed }));

    [Theory]
    [InlineData(59, 12, PlaceSize.Quiet)]
    [InlineData(60, 12, PlaceSize.Steady)]
    [InlineData(239, 12, PlaceSize.Steady)]
    [InlineData(240, 12, PlaceSize.Busy)]
    public void PlacesAreOfASize_ByWhatHappensThereInAMonth(int before, int months, PlaceSize size) =>
        Assert.Equal(size, PlaceSizes.Of(before, months));

    [Fact]
    public void AChangedResult_IsSaidBeforeAge()
    {
        var words = new LibraryWords
        {
            Id = Guid.Empty,
            ForceId = Guid.Empty,
            Subject = LibrarySubject.Kind,
            Code = "x",
            LabelThen = "worked",
            ReviewedOn = new(2025, 6, 15),
            ReviewedBy = Guid.Empty,
            ReviewedByName = "A",
        };
        Assert.Null(words.Stale(new(2026, 6, 14), EffectLabel.Of(Fall(3), null, false)));
        Assert.Equal("Nobody has looked at these words for a year.", words.Stale(new(2026, 6, 15), EffectLabel.Of(Fall(3), null, false)));
        Assert.Equal(
            "The measured result has changed since: it was “worked” then, and is “backfired” now.",
            words.Stale(new(2026, 6, 15), EffectLabel.Of(Rise(3), null, false))
        );
    }
}
