using System.Net;
using Wardwise.App.Library;
using Wardwise.App.Measuring;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Problems;
using Wardwise.Web.Tests.Measuring;

namespace Wardwise.Web.Tests.Library;

/// <summary>F5, Y7: what works, worked out from the records through the door, held against answers known from elsewhere or by
/// hand.</summary>
public sealed class WhatWorksTests
{
    private const string Page = "/what-works/" + LibraryGround.Kind;

    [Fact]
    public async Task ThirteenRecordsOfAKnownSet_GiveThePublishedMean_Interval_AndPrediction()
    {
        await using var ground = await LibraryGround.Lay();
        foreach (var trial in LibraryGround.Trials)
        {
            await ground.Measured(trial.Estimate, trial.Variance);
        }

        using var officer = await ground.Web.Browse(Role.Officer);
        await officer.Open(Page);
        // metafor: mean -0.714532 (0.179782), tau squared 0.313243, Hartung-Knapp -1.108444 to -0.320621, so its error is 0.180792. By hand
        // from these: a new place
        // -0.714532 -/+ 2.200985 (t, k - 2) times the root of 0.313243 + 0.180792^2, and the chance of a fall Phi(0.714532 / root of
        // 0.313243 + 0.179782^2) = 0.888.
        Assert.Equal(
            "13 responses have been measured against places like their own where nothing was done. On average incidents fell by 51 "
                + "in 100 (27 to 67). In a new place the result could be "
                + "anything from a fall of 87 in 100 to a rise of 79 in 100; about 89 in 100 places would see some benefit.",
            officer.Text(".ww-lead")
        );
        Assert.Contains("13 of 13 tried responses have an assessment.", officer.Text(".ww-main"), StringComparison.Ordinal);
        var numbers = officer.Texts(".govuk-details__text tr").ToList();
        Assert.Contains("Mean ratio, with its range at 95%0.49 (0.33 to 0.73)", numbers);
        Assert.Contains("Ratio in a new place, 95%0.13 to 1.79", numbers);
        Assert.Contains(numbers, n => n.StartsWith("Spread of true effects between places (tau squared)0.313 (", StringComparison.Ordinal));
        Assert.Contains("Share of the spread that is not chance (I squared)92 in 100", numbers);
        Assert.Contains("Test that there is no spread (Q)152.2, p under 0.001", numbers);
        Assert.Equal(
            (13, 1, 1),
            (
                officer.Page.QuerySelectorAll(".ww-forest__square").Length,
                officer.Page.QuerySelectorAll(".ww-forest__mean").Length,
                officer.Page.QuerySelectorAll(".ww-forest__place").Length
            )
        );
        Assert.All(
            officer.Page.QuerySelectorAll(".ww-forest__line"),
            l => Assert.StartsWith("/problems/P-2026-", l.GetAttribute("href"), StringComparison.Ordinal)
        );
        Assert.Equal("Worked", officer.Text(".ww-emmie .govuk-tag"));
        Assert.DoesNotContain("NaN", officer.Text("main"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "Nothing has been measured for this kind of problem yet.", 0, 0)]
    [InlineData(
        1,
        "One response has been measured against places like its own where nothing was done: incidents fell by 30 in 100 (2 to 50).",
        0,
        0
    )]
    [InlineData(
        2,
        "Two responses have been measured against places like their own where nothing was done. Both are shown; their mean is an "
            + "indication only: incidents fell by 30 in 100 (11 to 45).",
        1,
        0
    )]
    [InlineData(
        3,
        "Three responses have been measured against places like their own where nothing was done. On average no clear change: "
            + "a fall of 30 in 100, but anything from a fall of 54 in 100 to a rise of 8 in 100 fits the numbers. That is too few to say "
            + "what to expect in a new place.",
        1,
        0
    )]
    [InlineData(
        4,
        "Four responses have been measured against places like their own where nothing was done. On average incidents fell by 30 "
            + "in 100 (8 to 47). That is too few to say what to expect in a new place.",
        1,
        0
    )]
    [InlineData(
        5,
        "Five responses have been measured against places like their own where nothing was done. On average incidents fell by 30 "
            + "in 100 (13 to 44). In a new place the result could be anything from a fall of 10 in 100 to a fall of 45 in 100; "
            + "nearly every place would see some benefit.",
        1,
        1
    )]
    public async Task TheFewerTheRecords_TheLessIsSaid(int records, string sentence, int diamonds, int bars)
    {
        await using var ground = await LibraryGround.Lay();
        await ground.Tried();
        // All alike: a ratio of 0.7 and a variance of 0.03, so the mean's error is the root of 0.03 / k, and t(k - 1) or t(k - 2) of it.
        for (var i = 0; i < records; i++)
        {
            await ground.Measured(Math.Log(0.7), 0.03);
        }

        using var officer = await ground.Web.Browse(Role.Officer);
        await officer.Open(Page);
        Assert.Equal(sentence, officer.Text(".ww-lead"));
        Assert.Equal(
            (records, diamonds, bars),
            (
                officer.Page.QuerySelectorAll(".ww-forest__square").Length,
                officer.Page.QuerySelectorAll(".ww-forest__mean").Length,
                officer.Page.QuerySelectorAll(".ww-forest__place").Length
            )
        );
        Assert.Equal(
            records switch
            {
                0 => "Untested",
                1 or 2 => "Promising",
                3 => "No clear change",
                _ => "Worked",
            },
            officer.Text(".ww-emmie .govuk-tag")
        );
    }

    [Fact]
    public async Task WhatAnAuthorClaims_IsCountedApart_AndNeverPooled()
    {
        await using var ground = await LibraryGround.Lay();
        await ground.Measured(Math.Log(0.7), 0.03);
        for (var i = 0; i < 5; i++)
        {
            await ground.Tried(more: f => f.Assessment.AimMet = i < 4 ? AimMet.Yes : AimMet.No);
        }

        using var officer = await ground.Web.Browse(Role.Officer);
        await officer.Open(Page);
        Assert.StartsWith("One response has been measured", officer.Text(".ww-lead"), StringComparison.Ordinal);
        Assert.Contains(
            "1 of 6 tried responses has an assessment. Not pooled: 4 whose author says the aim was met and 1 whose author says it was not.",
            officer.Text(".ww-main"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Authors say the aim was met 4, not met 1: not measured, not pooled.",
            officer.Text(".ww-aside"),
            StringComparison.Ordinal
        );
        Assert.Single(officer.Page.QuerySelectorAll(".ww-forest__square"));
    }

    [Fact]
    public async Task WhatWasEnteredInError_OrIsADraft_OrAFollowUp_OrALook_DoesNotCount()
    {
        await using var ground = await LibraryGround.Lay();
        await ground.Measured(Math.Log(0.7), 0.03);
        await ground.Measured(Math.Log(3), 0.01, more: f => f.Problem.State = ProblemState.EnteredInError);
        await ground.Measured(Math.Log(3), 0.01, more: f => f.Problem.State = ProblemState.Draft);
        var lasting = await ground.Measured(Math.Log(0.7), 0.03);
        await ground.Keep(
            lasting,
            AResult.Measured with
            {
                Relative = AResult.Measured.Relative! with { Rirr = 5, Low = 4, High = 6 },
            },
            occasion: EvaluationOccasion.FollowUp
        );
        await ground.Keep(await ground.Tried(), AResult.Measured with { Cautions = [Cautions.ShortSeries] });
        using var officer = await ground.Web.Browse(Role.Officer);
        await officer.Open(Page);
        Assert.Contains("incidents fell by 30 in 100 (11 to 45)", officer.Text(".ww-lead"), StringComparison.Ordinal);
        Assert.Contains(
            "2 of 3 tried responses have an assessment. Not pooled: 1 without any result yet.",
            officer.Text(".ww-main"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task ALaterMeasurement_TakesThePlaceOfAnEarlierOne()
    {
        await using var ground = await LibraryGround.Lay();
        var reference = await ground.Measured(Math.Log(3), 0.01);
        await ground.Keep(reference, AResult.Measured);
        using var officer = await ground.Web.Browse(Role.Officer);
        await officer.Open(Page);
        Assert.EndsWith("incidents fell by 44 in 100 (10 to 65).", officer.Text(".ww-lead"), StringComparison.Ordinal);
        await ground.Keep(reference, AResult.Measured with { Cautions = [Cautions.ShortSeries] });
        await officer.Open(Page);
        Assert.Equal("Nothing has been measured for this kind of problem yet.", officer.Text(".ww-lead"));
    }

    [Fact]
    public async Task ResultsWithoutAComparison_StandApart_AndNeverGiveWorked()
    {
        await using var ground = await LibraryGround.Lay();
        for (var i = 0; i < 3; i++)
        {
            // 200 and 60 in twelve months each: a ratio of 0.3, a variance of 1/200 + 1/60 + 0.0625.
            await ground.Keep(
                await ground.Tried(),
                AResult.Measured with
                {
                    Relative = null,
                    Counts = AResult.Measured.Counts with { Area = new(200, 60) },
                }
            );
        }

        using var officer = await ground.Web.Browse(Role.Officer);
        await officer.Open(Page);
        Assert.Equal(
            "Three responses have been measured against their own past only, with nothing to compare with. On average incidents "
                + "fell by 70 in 100 (38 to 85). That is too few to say what to expect in a new place.",
            officer.Text(".ww-lead")
        );
        Assert.Equal("Promising", officer.Text(".ww-emmie .govuk-tag"));
        await ground.Measured(Math.Log(1.1), 0.01);
        await officer.Open(Page);
        Assert.StartsWith(
            "One response has been measured against places like its own where nothing was done: no clear change: a rise of 10 in 100",
            officer.Text(".ww-lead"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Kept apart, being weaker evidence: Three responses have been measured against their own past only",
            officer.Text(".ww-main"),
            StringComparison.Ordinal
        );
        Assert.Equal(2, officer.Page.QuerySelectorAll("figure.ww-forest").Length);
        Assert.Equal("No clear change", officer.Text(".ww-emmie .govuk-tag"));
    }

    [Fact]
    public async Task AnotherAgencysRecord_ThatIsNotSeen_IsNotCounted()
    {
        await using var ground = await LibraryGround.Lay();
        await ground.Measured(Math.Log(0.7), 0.03);
        await ground.Measured(Math.Log(3), 0.01, by: await ground.Web.Station.As(Role.Partner));
        using var officer = await ground.Web.Browse(Role.Officer);
        await officer.Open(Page);
        Assert.Contains("The one response tried has an assessment.", officer.Text(".ww-main"), StringComparison.Ordinal);
        Assert.EndsWith("incidents fell by 30 in 100 (2 to 50).", officer.Text(".ww-lead"), StringComparison.Ordinal);
        using var partner = await ground.Web.Browse(Role.Partner);
        await partner.Open(Page);
        Assert.Contains("incidents rose by 200 in 100", partner.Text(".ww-lead"), StringComparison.Ordinal);
        Assert.Equal("Backfired", partner.Text(".ww-emmie .govuk-tag"));
    }

    [Fact]
    public async Task Techniques_AreComparedFromThreeASide_AndThoseNeverMeasuredAreNamed()
    {
        await using var ground = await LibraryGround.Lay();
        for (var i = 0; i < 3; i++)
        {
            await ground.Measured(Math.Log(0.4), 0.01, technique: "control-access");
            await ground.Measured(Math.Log(0.9), 0.01, technique: i < 2 ? "deflect-offenders" : null);
        }

        await ground.Tried(technique: "assist-compliance");
        using var officer = await ground.Web.Browse(Role.Officer);
        await officer.Open(Page);
        var rows = officer.Texts(".ww-groups .ww-list__item").ToList();
        var own = Assert.Single(rows, r => r.Contains("With it", StringComparison.Ordinal));
        Assert.Contains(
            "With it −60 in 100 (3), without it −10 in 100 (3): they differ by more than chance would give.",
            own,
            StringComparison.Ordinal
        );
        Assert.Contains("3 assessed of 3 tried.", own, StringComparison.Ordinal);
        Assert.Equal("Deflect offenders No clear change: as an indication, −10 in 100 (−22 to +3). 2 assessed of 2 tried.", rows[1]);
        var never = officer
            .Page.QuerySelectorAll("h2")
            .First(h => h.TextContent == "What nobody has measured yet")
            .NextElementSibling!.NextElementSibling!;
        Assert.Contains("tried in 1 response", never.TextContent, StringComparison.Ordinal);
        await officer.Open("/what-works/techniques/control-access");
        Assert.StartsWith("Three responses have been measured", officer.Text(".ww-lead"), StringComparison.Ordinal);
        Assert.Contains(officer.Texts(".ww-groups a"), a => a == "Off-road motorcycles");
    }

    [Fact]
    public async Task WordsOfRecords_AreQuotedAsTheyAre_AndNeverRun()
    {
        const string Said = "Only <script>alert(1)</script> & \"with\" lights";
        await using var ground = await LibraryGround.Lay();
        await ground.Measured(Math.Log(0.4), 0.01, title: "<b>Bikes</b>", more: f => f.Assessment.LessonConditions = Said);
        await ground.Measured(Math.Log(1.1), 0.01, more: f => f.Assessment.LessonConditions = "No club nearby");
        using var officer = await ground.Web.Browse(Role.Officer);
        await officer.Open(Page);
        Assert.Equal([Said, "No club nearby"], officer.Texts(".ww-quotes q"));
        Assert.Empty(officer.Page.QuerySelectorAll("main script, main b"));
        Assert.Contains("<b>Bikes</b>", officer.Text("figure"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CostsAreTheRecordsOwn_WithTheCostOfAnIncidentPrevented()
    {
        await using var ground = await LibraryGround.Lay();
        foreach (var cost in new decimal[] { 300, 1_000, 4_439 })
        {
            await ground.Measured(Math.Log(0.56), 0.05, more: f => f.Assessment.Cost = cost);
        }

        using var officer = await ground.Web.Browse(Role.Officer);
        await officer.Open(Page);
        // 5,739 pounds and three times 28.7 prevented.
        Assert.Contains(
            officer.Texts(".ww-emmie p"),
            t =>
                t
                == "Median £1,000, from £300 to £4,439. £67 for each incident prevented: 3 responses, about 86 incidents fewer "
                    + "over the months measured, those where nothing fell included."
        );
        Assert.Contains("As 3 of 3 tried responses say; not checked", officer.Texts(".ww-emmie p"));
    }

    [Fact]
    public async Task AKindWithNothing_SaysWhatWouldBeHere_AndLeadsOn()
    {
        await using var ground = await LibraryGround.Lay();
        await ground.Measured(Math.Log(0.7), 0.03);
        using var officer = await ground.Web.Browse(Role.Officer);
        await officer.Open("/what-works/e-scooters");
        Assert.Equal("Nothing has been measured for this kind of problem yet.", officer.Text(".ww-lead"));
        Assert.Contains("Nothing has been tried yet, as far as you can see", officer.Text(".ww-empty"), StringComparison.Ordinal);
        Assert.StartsWith(
            "/search?q=E-scooters",
            officer.Page.QuerySelector(".ww-empty__action a")!.GetAttribute("href"),
            StringComparison.Ordinal
        );
        Assert.Contains("Off-road motorcycles, 1 of 1 measured", officer.Texts(".ww-aside li"));
        Assert.Equal(HttpStatusCode.NotFound, (await officer.Open("/what-works/no-such-kind")).Status);
    }

    [Fact]
    public async Task AKindThatIsOnlySuggested_CountsWhenTheWordsSayItWell_AndThePageSaysSo()
    {
        await using var ground = await LibraryGround.Lay();
        await ground.Measured(Math.Log(0.7), 0.03);
        foreach (var confidence in new[] { 0.5, 0.49 })
        {
            var reference = await ground.Measured(Math.Log(0.7), 0.03, more: f => f.Problem.KindCode = null);
            await ground.Suggest(reference, LibraryGround.Kind, confidence);
        }

        using var officer = await ground.Web.Browse(Role.Officer);
        await officer.Open(Page);
        Assert.StartsWith("Two responses have been measured", officer.Text(".ww-lead"), StringComparison.Ordinal);
        Assert.Contains(
            "The kind of one of the two is only what its words suggest: nobody has confirmed it.",
            officer.Texts(".ww-main > p")
        );
        Assert.Contains("nobody has confirmed it.", officer.Text("#known + .ww-emmie section"), StringComparison.Ordinal);
        Assert.Contains(
            "Of 2 records the kind of 1 is only what their words suggest; the others were confirmed by a person.",
            officer.Text(".ww-aside"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task TheList_HasWhatWasMeasuredFirst_AndTheBoxSaysTheSame()
    {
        await using var ground = await LibraryGround.Lay();
        await ground.Tried("fly-tipping");
        await ground.Measured(Math.Log(0.7), 0.03);
        using var officer = await ground.Web.Browse(Role.Officer);
        await officer.Open("/what-works");
        Assert.StartsWith("Off-road motorcycles", officer.Texts(".ww-list__title").First(), StringComparison.Ordinal);
        Assert.Contains("A fall of 30 in 100 (2 to 50)", officer.Texts(".ww-list__text"));
        await officer.Open("/what-works?q=tipping");
        Assert.StartsWith("Fly", Assert.Single(officer.Texts(".ww-list__title")), StringComparison.Ordinal);
        var box = await ground.Station.Get<SummariseKind>().Run(ground.Station.Officer, LibraryGround.Kind, default);
        Assert.True(box.Value is { Tried: 1, Assessed: 1, Best.Records: 1 });
        Assert.False((await ground.Station.Get<SummariseKind>().Run(ground.Station.Officer, "no-such-kind", default)).Done);
    }
}
