using Wardwise.App.Measuring;
using Wardwise.Domain.Problems;
using Wardwise.Web.Pages.Measuring;

namespace Wardwise.Web.Tests.Measuring;

/// <summary>F2, L14: what a result says beside its sentence, and that nothing is said that is not so.</summary>
public sealed class ResultWordsTests
{
    private static readonly EvaluationWorking.RingPart Ring = AResult.Behind.Ring!;

    [Fact]
    public void AClearFall_SaysHowPlacesLikeItDid_WhatWasPrevented_WhetherItMoved_AndWhatLuckDid()
    {
        Assert.Equal(
            ["Of 61 places like it where nothing was done, 2 changed as much.", "About 31 reports prevented (12 to 44)."],
            ResultWords.First(AResult.Measured, AResult.Behind)
        );
        Assert.Equal(
            [
                "Streets within 300 m fell too, by 12 in 100: no sign that it moved.",
                "Other kinds of incidents in the area show no clear change.",
                "It was chosen at its worst: about 9 of the 46 in 100 would have happened anyway; allowed for.",
            ],
            ResultWords.Then(AResult.Measured, AResult.Behind)
        );
    }

    [Fact]
    public void WithoutAForecast_ThePlacesLikeItSayWhatWasPrevented_AndLuckIsNotAllowedFor()
    {
        var behind = AResult.Behind with { Forecast = null };
        Assert.Equal("About 29 reports prevented (4 to 67).", ResultWords.First(AResult.Measured, behind)[^1]);
        Assert.EndsWith(
            "would have happened anyway; the comparison does not allow for that.",
            ResultWords.Then(AResult.Measured, behind)[^1],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void AClearRise_SaysHowManyMoreThanExpected_AndAtItsWorstItWouldHaveFallen()
    {
        var rose = AResult.Measured with { Verdict = Verdict.ClearRise, Change = new(63, 20, 120) };
        Assert.Equal(
            "About 12 more than expected (3 to 22).",
            ResultWords.First(
                rose,
                AResult.Behind with
                {
                    Forecast = AResult.Behind.Forecast! with { Prevented = -12, PreventedLow = -22, PreventedHigh = -3 },
                }
            )[^1]
        );
        Assert.EndsWith(
            "a fall of about 9 in 100 was to be expected anyway; allowed for.",
            ResultWords.Then(rose, AResult.Behind)[^1],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void WithoutAClearChange_NothingIsCalledPrevented_AndWhatWasToBeExpectedIsSaid()
    {
        var unclear = AResult.Measured with { Verdict = Verdict.NoClearChange };
        Assert.Equal(
            "About 68 reports were to be expected, and 37 came; anything from 49 to 81 would surprise nobody.",
            ResultWords.First(unclear, AResult.Behind)[^1]
        );
        Assert.Equal(
            "As places like it went, about 66 reports were to be expected, and 37 came; the numbers fit anything from 67 fewer to 4 more.",
            ResultWords.First(
                unclear with
                {
                    Relative = unclear.Relative! with { PreventedLow = -4.2 },
                },
                AResult.Behind with
                {
                    Forecast = null,
                }
            )[^1]
        );
    }

    [Theory]
    [InlineData(1, 1, "The one place like it, where nothing was done, changed as much.")]
    [InlineData(1, 0, "The one place like it, where nothing was done, did not change as much.")]
    [InlineData(3, 0, "Of 3 places like it where nothing was done, none changed as much.")]
    public void FewPlacesLikeIt_AreSaidAsTheyAre(int places, int asExtreme, string sentence) =>
        Assert.Equal(sentence, ResultWords.First(AResult.Measured with { Placebo = new(places, asExtreme, 0.5) }, AResult.Behind)[0]);

    [Fact]
    public void NothingToCompareWith_SaysNothingOfOthers()
    {
        var alone = AResult.Measured with
        {
            Placebo = null,
            Relative = null,
            RegressionToMean = null,
            Displacement = null,
            Cautions = [Cautions.NoComparison, Cautions.NoBuffer],
        };
        Assert.Empty(ResultWords.First(alone, AResult.Behind with { Forecast = null }));
        Assert.Empty(ResultWords.Then(alone, AResult.Behind with { Ring = null, Others = [] }));
        Assert.Empty(ResultWords.First(alone, null));
    }

    [Theory]
    [InlineData(4, "This is a look, not a verdict. There can be one when November 2025 is over and its incidents are imported.")]
    [InlineData(12, "This is a look, not a verdict.")]
    public void ALook_SaysThatItIsOne_AndWhenThereCanBeAVerdict(int before, string sentence)
    {
        var look = AResult.Measured with
        {
            Before = new("2024-05", "2025-04", before == 4 ? 12 : 4),
            After = new("2025-06", "2025-09", 4),
            Verdict = Verdict.TooFew,
            Cautions = [Cautions.ShortSeries],
        };
        Assert.Equal(sentence, ResultWords.First(look, null)[0]);
        Assert.Empty(ResultWords.Then(look, AResult.Behind));
    }

    [Theory]
    [InlineData(
        30,
        1.4,
        1.1,
        1.8,
        "Streets within 300 m rose by 30 in 100 while it fell here, more than places like it: some of it may have moved there."
    )]
    [InlineData(
        -5,
        1.4,
        1.1,
        1.8,
        "Streets within 300 m fell too, by 5 in 100, less than places like it: some of it may have moved there."
    )]
    [InlineData(
        30,
        1.3,
        0.8,
        2.0,
        "Streets within 300 m rose by 30 in 100 while it fell here, which could be chance: whether any of it moved there cannot be told."
    )]
    [InlineData(
        -40,
        0.6,
        0.4,
        0.8,
        "Streets within 300 m fell too, by 40 in 100, more than places like it: no sign that it moved, and the good may have spread."
    )]
    [InlineData(0, 1.0, 0.7, 1.4, "Streets within 300 m did not change: no sign that it moved.")]
    public void TheRing_IsReadByItsRangeAgainstPlacesLikeIt(double percent, double ratio, double low, double high, string sentence) =>
        Assert.Equal(
            sentence,
            ResultWords.Then(
                AResult.Measured,
                AResult.Behind with
                {
                    Ring = Ring with { Percent = percent, Rirr = ratio, Low = low, High = high },
                }
            )[0]
        );

    [Theory]
    [InlineData(30, 1.4, 1.1, 1.8, "Streets within 300 m rose by 30 in 100 while it fell here, more than places like it.")]
    [InlineData(-12, 0.9, 0.6, 1.4, "Streets within 300 m fell too, by 12 in 100.")]
    public void WhatDidNotClearlyFall_IsNotSaidToHaveMovedOrStayed(
        double percent,
        double ratio,
        double low,
        double high,
        string sentence
    ) =>
        Assert.Equal(
            sentence,
            ResultWords.Then(
                AResult.Measured with
                {
                    Verdict = Verdict.NoClearChange,
                },
                AResult.Behind with
                {
                    Ring = Ring with { Percent = percent, Rirr = ratio, Low = low, High = high },
                }
            )[0]
        );

    [Fact]
    public void WhereOnlySomeTypesAreMeasured_TheRestIsOtherAntiSocialBehaviour()
    {
        var behind = AResult.Behind with { Others = [new("asb", 30, 12, 0.2, 0.8)] };
        Assert.Equal(
            "Of 1 other kind of incidents in the area, other anti-social behaviour fell (from 30 to 12), more than chance would give.",
            ResultWords.Then(AResult.Measured, behind)[1]
        );
        Assert.Contains(
            "in the area, anti-social behaviour fell",
            ResultWords.Then(AResult.Measured with { Measure = new(["burglary"]) }, behind)[1],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void ARingWithTooFew_SaysSo()
    {
        var few = AResult.Measured with { Cautions = [Cautions.FewForDisplacement] };
        Assert.Equal(
            "Streets within 300 m went from 3 reports to 1: too few to tell whether any of it moved.",
            ResultWords.Then(few, AResult.Behind with { Ring = Ring with { Before = 3, After = 1 } })[0]
        );
        Assert.Equal(
            "Streets within 300 m had no reports, before or after.",
            ResultWords.Then(few, AResult.Behind with { Ring = Ring with { Before = 0, After = 0, Percent = null } })[0]
        );
    }

    [Fact]
    public void AnotherKindThatRoseClearly_IsNamed()
    {
        var others = AResult.Behind with { Others = [new("burglary", 10, 11, 0.4, 2.9), new("drugs", 4, 16, 1.4, 12)] };
        Assert.Equal(
            "Of 2 other kinds of incidents in the area, drugs rose (from 4 to 16), more than chance would give among so many.",
            ResultWords.Then(AResult.Measured, others)[1]
        );
        var many = others with { Others = [.. others.Others, .. Enumerable.Repeat(others.Others[0], 4)] };
        Assert.Equal(
            "Of 6 other kinds of incidents in the area, drugs rose (from 4 to 16), more than chance would give among so many.",
            ResultWords.Then(AResult.Measured, many)[1]
        );
    }

    [Fact]
    public void EachStep_HasTheNumbersOfThisCase()
    {
        var inputs = new EvaluationInputs
        {
            FixedAt = new(2025, 5, 10, 9, 0, 0, TimeSpan.Zero),
            BufferMetres = 300,
            StartedOn = new(2025, 5, 10),
        };
        var steps = ResultSteps.Of(inputs, AResult.Measured, AResult.Behind).ToDictionary(s => s.Title, s => s.Text);
        Assert.StartsWith(
            "The area, what is counted, the dates and the ring were fixed on 10 May 2025",
            steps["Fixed beforehand"],
            StringComparison.Ordinal
        );
        Assert.EndsWith("Nothing was changed after that.", steps["Fixed beforehand"], StringComparison.Ordinal);
        Assert.StartsWith(
            "12 months (May 2024 to April 2025) before and 12 months (June 2025 to May 2026) after are compared. May 2025, "
                + "in which the response began, counts on neither side.",
            steps["Whole months"],
            StringComparison.Ordinal
        );
        Assert.Equal(
            "Of 640 neighbourhoods in the force with such incidents, left out were 3 in the area or its ring, 2 under a response "
                + "of their own at the time, 12 with fewer than six incidents in all months held and 562 with less than half or more "
                + "than twice as many incidents. 61 places were left to compare with.",
            steps["Places like it, chosen by rule"]
        );
        Assert.EndsWith(
            "For this place that gives 68 incidents in the 12 months after; 49 to 81 would surprise nobody. There were 37, 0.54 of "
                + "what was expected.",
            steps["What was to be expected"],
            StringComparison.Ordinal
        );
        Assert.Contains("Here p is 0.012.", steps["The rule of the verdict"], StringComparison.Ordinal);
        Assert.Contains("(2 + 1) / (61 + 1) = 0.048", steps["The places one by one"], StringComparison.Ordinal);
        Assert.Contains(
            "(37 / 68) / (2900 / 3000) = 0.56. Its error on the log scale is √(0.040 + 1/68 + 1/37 + 1/3000 + 1/2900) = 0.29",
            steps["A check that can be done by hand"],
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("Its own trend", steps.Keys);
    }

    [Fact]
    public void PlacesNamedByHand_AreSaidToBe()
    {
        var named = AResult.Behind with { Chosen = AResult.Behind.Chosen with { Because = "Only these have a school" } };
        Assert.Contains(
            ResultSteps.Of(new(), AResult.Measured, named),
            s => s.Text == "They were named by hand: “Only these have a school”. 61 places were compared with."
        );
    }

    [Fact]
    public void ANumberThatCannotBeHad_SaysWhy()
    {
        var bare = AResult.Measured with
        {
            Change = new(null, null, null),
            Relative = null,
            Placebo = null,
            Displacement = null,
            RegressionToMean = null,
            SmallestDetectableFall = null,
            Cautions = [Cautions.NoComparison, Cautions.NoBuffer, Cautions.NoSeries, Cautions.UsualLevel, Cautions.ZeroCell],
        };
        var rows = ResultNumbers.Of(bare, null);
        Assert.All(rows.SkipLast(1), r => Assert.False(string.IsNullOrEmpty(r.Missing)));
        Assert.Equal(
            Cautions.InWords(Cautions.NoSeries),
            rows.Single(r => r.What.StartsWith("Level against", StringComparison.Ordinal)).Missing
        );
        Assert.DoesNotContain(rows, r => (r.Figure + r.Range).Contains("NaN", StringComparison.Ordinal));
    }

    [Fact]
    public void AnOpenRange_SaysOrMore()
    {
        var open = AResult.Measured with { Change = new(-100, null, -20) };
        Assert.Equal(("−100", "−20 or less"), ResultNumbers.Of(open, AResult.Behind).Select(r => (r.Figure, r.Range)).First());
    }

    [Fact]
    public void AMonthThatWasNotImported_IsAGap_NotZero()
    {
        var months = ResultPictures.Months(AResult.Behind);
        Assert.Equal([(new(2024, 3, 1), 5m), (new DateOnly(2024, 4, 1), null)], months.Take(2).Select(m => (m.Month, m.Value)));
        Assert.Equal(
            ["Earlier, not compared", "Not imported", "Before", "Left out: the response began in it", "After"],
            months.Select(m => m.Part).Distinct()
        );
        Assert.Equal(24, months.Count(m => !m.Aside));
    }
}
