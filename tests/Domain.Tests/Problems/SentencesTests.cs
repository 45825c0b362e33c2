using Wardwise.Domain.Problems;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.Domain.Tests.Problems;

public sealed class SentencesTests
{
    [Fact]
    public void TheAim_IsOneSentence() =>
        Assert.Equal(
            "Cut vehicle nuisance in this area by 40% by March 2027, from 9 a month",
            AProblem.Analysed().Aim.Sentence("vehicle nuisance", "this area")
        );

    [Fact]
    public void AnAimNotYetSaid_HasNoSentence() => Assert.Null(AProblem.Scanned().Aim.Sentence("asb", "this area"));

    // Rules, section 7: "fell more than elsewhere, and by more than chance would give"; "fell, but no more than elsewhere".
    [Theory]
    [InlineData(Verdict.ClearFall, -46.2, 0.5, "fell by 46 in 100 here, more than elsewhere and more than chance would give.")]
    [InlineData(Verdict.ClearFall, -46.2, null, "fell by 46 in 100 here, more than chance would give.")]
    [InlineData(Verdict.ClearFall, 5.0, 0.5, "rose by 5 in 100 here, but rose far more elsewhere: a clear fall against places like it.")]
    [InlineData(Verdict.ClearRise, 70.0, 1.6, "rose by 70 in 100 here, more than elsewhere and more than chance would give.")]
    [InlineData(Verdict.ClearRise, -10.0, 1.6, "fell by 10 in 100 here, but fell far more elsewhere: a clear rise against places like it.")]
    [InlineData(
        Verdict.NoClearChange,
        -12.0,
        0.9,
        "fell by 12 in 100 here, which could be chance: a fall under 36% could not be seen here."
    )]
    [InlineData(
        Verdict.NoClearChange,
        -12.0,
        1.1,
        "fell by 12 in 100 here, but no more than elsewhere: a fall under 36% could not be seen here."
    )]
    [InlineData(
        Verdict.NoClearChange,
        12.0,
        1.1,
        "rose by 12 in 100 here, which could be chance: a fall under 36% could not be seen here."
    )]
    [InlineData(Verdict.ClearFall, 2.0, 1.0, "rose by 2 in 100 here, where far more was to be expected: a clear fall against that.")]
    [InlineData(Verdict.ClearFall, -46.2, 1.0, "fell by 46 in 100 here, more than chance would give.")]
    [InlineData(Verdict.NoClearChange, 0.0, 1.1, "did not change here, which could be chance: a fall under 36% could not be seen here.")]
    public void AVerdict_SaysWhetherChanceOrElsewhereWouldGiveIt_AndNeverNoEffect(
        Verdict verdict,
        double percent,
        double? against,
        string words
    ) =>
        Assert.Equal(
            "Vehicle nuisance " + words,
            VerdictWords.Sentence("Vehicle nuisance", verdict, percent, (100, 90), against, null, 0.354)
        );

    [Fact]
    public void AFallBackToTheUsualLevel_IsNotCalledAFallElsewhere() =>
        Assert.Equal(
            "Vehicle nuisance fell by 25 in 100 here, but no more than was to be expected here: a fall under 36% could not be seen.",
            VerdictWords.Sentence("Vehicle nuisance", Verdict.NoClearChange, -25, (60, 45), 0.75, 1.0, 0.354)
        );

    [Theory]
    [InlineData(35, 0.354, "With about 9 a month, a fall under 36% could not be told from chance in 12 months.")]
    [InlineData(36, 0.354, null)]
    [InlineData(
        90,
        null,
        "With about 9 a month, no fall could be told from chance in 12 months: a survey before and after would show more."
    )]
    public void AnAim_SmallerThanTheCountsCouldShow_IsCautioned(int percent, double? detectable, string? caution)
    {
        var aim = AProblem.Analysed().Aim;
        (aim.Percent, aim.DetectableFall) = (percent, detectable);
        Assert.Equal(caution, aim.Caution);
        aim.Measure = AimMeasure.Survey;
        Assert.Null(aim.Caution);
    }

    [Fact]
    public void TooFew_SaysWhatCouldHaveBeenSeen() =>
        Assert.Equal(
            "Too few incidents to tell: a fall under 76% could not be seen here.",
            VerdictWords.Sentence("Vehicle nuisance", Verdict.TooFew, -10, (20, 18), null, null, 0.758)
        );

    [Fact]
    public void TooFew_WhereNoFallCouldBeSeen_DoesNotGiveAFigure() =>
        Assert.Equal("Too few incidents to tell.", VerdictWords.Sentence("Noise", Verdict.TooFew, null, (0, 2), null, null, null));

    [Theory]
    [InlineData(12, 4, "Noise rose by 10 in 100 here so far. A verdict needs six whole months after the start, and there are four.")]
    [InlineData(4, 12, "Noise rose by 10 in 100 here. A verdict needs six whole months before the start, and there are four.")]
    [InlineData(
        1,
        2,
        "Noise rose by 10 in 100 here so far. A verdict needs six whole months on each side of the start, and there is one before "
            + "it and two after it."
    )]
    [InlineData(0, 12, "Noise cannot be compared here yet. A verdict needs six whole months before the start, and there are none.")]
    [InlineData(12, 0, "Noise cannot be compared here yet. A verdict needs six whole months after the start, and there are none.")]
    public void TooFewMonths_GivesNoVerdict_AndSaysOnWhichSideTheyLack(int before, int after, string sentence) =>
        Assert.Equal(sentence, VerdictWords.Look("Noise", 10, 20, 22, before, after));

    [Theory]
    [InlineData(Verdict.ClearFall, -41.0, "measured: fell 41 in 100, clear")]
    [InlineData(Verdict.ClearRise, 20.0, "measured: rose 20 in 100, clear")]
    [InlineData(Verdict.NoClearChange, -5.0, "measured: no clear change")]
    [InlineData(Verdict.TooFew, -5.0, "measured: too few to tell")]
    public void AResultInAList_SaysHowItIsKnown(Verdict verdict, double percent, string words) =>
        Assert.Equal(words, ProblemResult.InWords(EnumCode.Of(verdict), percent, bySurvey: false));

    [Theory]
    [InlineData("clear-fall", "survey: better, clear")]
    [InlineData("clear-rise", "survey: worse, clear")]
    [InlineData("too-few", "survey: too few to tell")]
    [InlineData("claimed-met", "author says aim met, not measured")]
    public void AResultOfASurvey_IsNotSaidToBeCounted(string code, string words) =>
        Assert.Equal(words, ProblemResult.InWords(code, null, bySurvey: true));
}

/// <summary>F8: the response techniques are named.</summary>
public sealed class TechniquesTests
{
    [Fact]
    public void F8_ThereAre25InFiveGroups_AndSixOthers()
    {
        var groups = Techniques.Shipped.Groups;
        Assert.Equal([5, 5, 5, 5, 5, 6], groups.Select(g => g.Techniques.Count));
        Assert.Equal(31, Techniques.Shipped.All.Select(t => t.Code).Distinct().Count());
    }

    [Fact]
    public void TheWheel_ShowsAllFiveAreEnforcement() =>
        Assert.Equal(
            "All five steps are enforcement.",
            Techniques.Shipped.OneSided([.. Enumerable.Repeat(new PlanStep("enforcement", TaskingStatus.ToDo, false), 5)])
        );

    [Fact]
    public void TheWheel_ShowsThatOnlyOneOfFiveWaysIsTried() =>
        Assert.Equal(
            "All two steps increase the risks. The other four ways are not tried.",
            Techniques.Shipped.OneSided([
                new("formal-surveillance", TaskingStatus.ToDo, false),
                new("natural-surveillance", TaskingStatus.Done, true),
            ])
        );

    [Fact]
    public void AMixedPlan_IsNotOneSided() =>
        Assert.Null(
            Techniques.Shipped.OneSided([new("enforcement", TaskingStatus.ToDo, false), new("control-access", TaskingStatus.ToDo, false)])
        );

    [Fact]
    public void ADroppedStep_DoesNotCount() =>
        Assert.Null(
            Techniques.Shipped.OneSided([new("enforcement", TaskingStatus.ToDo, false), new("enforcement", TaskingStatus.Withdrawn, false)])
        );

    [Fact]
    public void ARuleSetWithAnUnknownField_IsNotRead() =>
        Assert.Throws<System.Text.Json.JsonException>(() =>
            Wardwise.Domain.Shared.ShippedRules.Parse<ProblemRules>(
                """{"version":1,"grade":{"stepsWithEvidence":1},"followUpMonths":[],"stale":[],"typo":1}"""
            )
        );
}
