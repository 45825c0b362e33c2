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
        Assert.Equal(words, (controlled ? EffectLabel.Of(Fall(records), null, false) : EffectLabel.Of(null, Fall(records, controlled: false), false)).Quality);

    [Theory]
    [InlineData(0.49, 0.33, 0.73, "on average a fall of 51 in 100 (27 to 67)")]
    [InlineData(1.5, 1.1, 2, "on average a rise of 50 in 100 (10 to 100)")]
    [InlineData(0.9, 0.6, 1.4, "no clear change: on average −10 in 100 (−40 to +40)")]
    [InlineData(1.001, 0.5, 1.004, "no clear change: on average 0 in 100 (−50 to 0)")]
    public void AListSaysItInALine(double ratio, double low, double high, string words) => Assert.Equal(words, FindingWords.Short(new(4, true, ratio, low, high)));

    [Theory]
    [InlineData(59, 12, PlaceSize.Quiet)]
    [InlineData(60, 12, PlaceSize.Steady)]
    [InlineData(239, 12, PlaceSize.Steady)]
    [InlineData(240, 12, PlaceSize.Busy)]
    public void PlacesAreOfASize_ByWhatHappensThereInAMonth(int before, int months, PlaceSize size) => Assert.Equal(size, PlaceSizes.Of(before, months));

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
        Assert.Equal("The measured result has changed since: it was “worked” then, and is “backfired” now.", words.Stale(new(2026, 6, 15), EffectLabel.Of(Rise(3), null, false)));
    }
}
