using Npgsql;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;

namespace Wardwise.Web.Tests.Library;

/// <summary>What a page of the library does not say: a price without an effect, a range without a meaning, a result twice, a kind that
/// nobody confirmed.</summary>
public sealed class WhatWorksFairnessTests
{
    private const string Page = "/what-works/" + LibraryGround.Kind;

    [Fact]
    public async Task ALabelThatRestsOnKindsThatNobodyConfirmed_SaysSo_OnTheListToo()
    {
        await using var ground = await LibraryGround.Lay();
        for (var i = 0; i < 4; i++)
        {
            var reference = await ground.Measured(
                Math.Log(0.5),
                0.02,
                more: f => f.Problem.KindCode = i == 0 ? LibraryGround.Kind : null,
                technique: "control-access"
            );
            await ground.Suggest(reference, LibraryGround.Kind, 0.8);
        }

        const string Said = "The kind of three of the four is only what their words suggest: nobody has confirmed them.";
        using var officer = await ground.Web.Browse(Role.Officer);
        await officer.Open("/what-works");
        var line = officer.Texts(".ww-list__item").Single(t => t.StartsWith("Off-road motorcycles Worked", StringComparison.Ordinal));
        Assert.Contains(Said, line, StringComparison.Ordinal);
        await officer.Open(Page);
        Assert.Contains(Said, officer.Text(".ww-emmie section"), StringComparison.Ordinal);
        Assert.Contains(Said, officer.Text(".ww-groups .ww-list__item"), StringComparison.Ordinal);
        await officer.Open("/what-works/techniques/control-access");
        Assert.DoesNotContain("nobody has confirmed", officer.Text(".ww-emmie section"), StringComparison.Ordinal);
        Assert.Contains(Said, officer.Text(".ww-groups .ww-list__item"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.9, 3, "it is not clear that the responses with a cost prevented any")]
    [InlineData(0.5, 2, "fewer than three records have both a cost and a result held against places like their own")]
    public async Task APriceOfAnIncidentPrevented_IsNotGivenWhereNothingIsClear(double ratio, int priced, string why)
    {
        await using var ground = await LibraryGround.Lay();
        for (var i = 0; i < 4; i++)
        {
            await ground.Measured(Math.Log(ratio), 0.02, more: f => f.Assessment.Cost = i < priced ? 1_000 : null);
        }

        using var officer = await ground.Web.Browse(Role.Officer);
        await officer.Open(Page);
        Assert.Contains(
            $"Median £1,000, from £1,000 to £1,000. What each incident prevented cost is not given: {why}.",
            officer.Texts(".ww-emmie p")
        );
    }

    [Fact]
    public async Task ClearResultsWithACost_GiveNoPrice_WhileAllTogetherAreNotClear()
    {
        await using var ground = await LibraryGround.Lay();
        for (var i = 0; i < 6; i++)
        {
            await ground.Measured(Math.Log(i < 3 ? 0.5 : 1.9), 0.01, more: f => f.Assessment.Cost = i < 3 ? 1_000 : null);
        }

        using var officer = await ground.Web.Browse(Role.Officer);
        await officer.Open(Page);
        Assert.DoesNotContain("for each incident prevented:", officer.Text(".ww-emmie"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARangeThatSaysNothing_IsTooFewToSay_WithItsFiguresInTheTables()
    {
        await using var ground = await LibraryGround.Lay();
        await ground.Measured(Math.Log(0.3), 0.02);
        await ground.Measured(Math.Log(1.2), 0.02);
        await ground.Measured(Math.Log(2.9), 0.02);
        using var officer = await ground.Web.Browse(Role.Officer);
        await officer.Open(Page);
        Assert.Equal(
            "Three responses have been measured against places like their own where nothing was done. Too few to say: "
                + "half as many incidents fits the numbers as well as twice as many. "
                + "That is too few to say what to expect in a new place.",
            officer.Text(".ww-lead")
        );
        Assert.StartsWith(
            "Effect No clear change Too few to say. Evaluated here.",
            officer.Text(".ww-emmie section"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            officer.Texts(".govuk-details__text tr"),
            t => t.StartsWith("Mean ratio, with its range at 95%1.0", StringComparison.Ordinal)
        );
        await officer.Open("/what-works");
        Assert.Contains("No clear change: too few to say", officer.Texts(".ww-list__text"));
    }

    [Fact]
    public async Task OneResponseWithSeveralTechniques_IsSaidOnce()
    {
        await using var ground = await LibraryGround.Lay();
        foreach (var measured in new[] { true, false })
        {
            var reference = measured ? await ground.Measured(Math.Log(0.6), 0.02) : await ground.Tried();
            foreach (
                var technique in measured
                    ? ["control-access", "harden-targets", "set-rules"]
                    : new[] { "assist-compliance", "post-instructions" }
            )
            {
                ProblemStation.Done(
                    await ground
                        .Station.Get<Wardwise.App.Problems.AddStep>()
                        .Run(ground.Station.Officer, ground.Station.Step(reference) with { Technique = technique }, default)
                );
            }
        }

        using var officer = await ground.Web.Browse(Role.Officer);
        await officer.Open(Page);
        Assert.Equal(
            "Control access to facilities, Harden targets and Set rules A fall of 40 in 100 (21 to 55). 1 assessed of 1 tried. "
                + "The same response used all three.",
            Assert.Single(officer.Texts(".ww-groups .ww-list__item"))
        );
        Assert.Equal(3, officer.Page.QuerySelectorAll(".ww-groups a").Length);
        Assert.Contains(
            "Assist compliance and Post instructions, tried in 1 response, the same for both",
            officer.Texts(".govuk-list--bullet li")
        );
    }

    [Fact]
    public async Task WhoToRing_HasTheColleaguesAddress_UntilTheAccountIsClosed()
    {
        await using var ground = await LibraryGround.Lay();
        await ground.Measured(Math.Log(0.6), 0.02);
        using var officer = await ground.Web.Browse(Role.Officer);
        await officer.Open(Page);
        Assert.Single(officer.Page.QuerySelectorAll(".ww-main a[href^='mailto:']"));
        await using var owner = new NpgsqlConnection(ground.Web.Station.OwnerConnectionString);
        await owner.OpenAsync();
        await using var read = new NpgsqlCommand("select a.email from account a join record r on r.owner_account_id = a.id", owner);
        Assert.Equal((string)(await read.ExecuteScalarAsync())!, officer.Text(".ww-main a[href^='mailto:']"));
        await using var close = new NpgsqlCommand(
            """
            set session_replication_role = replica; update account set closed_on = '2025-01-01'
            where id in (select owner_account_id from record)
            """,
            owner
        );
        await close.ExecuteNonQueryAsync();
        using var supervisor = await ground.Web.Browse(Role.Supervisor);
        await supervisor.Open(Page);
        Assert.Empty(supervisor.Page.QuerySelectorAll(".ww-main a[href^='mailto:']"));
        Assert.Contains("Bikes on the green", supervisor.Text(".ww-main .govuk-list--bullet"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MoreResultsThanAPlotHolds_AreOnAPageOfTheirOwn_OfWhatTheReaderSees()
    {
        await using var ground = await LibraryGround.Lay();
        for (var i = 0; i < 42; i++)
        {
            await ground.Measured(Math.Log(0.7), 0.01 + (i * 0.001), title: $"Bikes {i}");
        }

        using var officer = await ground.Web.Browse(Role.Officer);
        await officer.Open(Page);
        Assert.StartsWith("42 responses have been measured", officer.Text(".ww-lead"), StringComparison.Ordinal);
        Assert.Equal(40, officer.Page.QuerySelectorAll(".ww-forest__square").Length);
        await officer.Click("2 more measured results");
        Assert.Equal(42, officer.Page.QuerySelectorAll("main .ww-list__item").Length);
        Assert.StartsWith(
            "Bikes 0 −30 in 100 (−42 to −15) against places like its own, from ",
            officer.Text("main .ww-list__item"),
            StringComparison.Ordinal
        );
        await officer.Open(Page + "/results?page=9");
        Assert.Equal(42, officer.Page.QuerySelectorAll("main .ww-list__item").Length);
        using var partner = await ground.Web.Browse(Role.Partner);
        await partner.Open(Page + "/results");
        Assert.Contains("Nothing has been measured yet", partner.Text("main"), StringComparison.Ordinal);
    }
}
