using System.Globalization;
using Wardwise.App.Access;
using Wardwise.App.Imports;
using Wardwise.App.Incidents;
using Wardwise.App.Warnings;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Places;
using Wardwise.Domain.Shared;
using Wardwise.Statistics;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Warnings;

/// <summary>F42, Y11: what is higher than chance would give, with the number of false alarms to expect; from counts that the actor may see,
/// of months that were imported.</summary>
public sealed class EarlyWarningTests
{
    private static readonly string[] Crimes =
    [
        "burglary",
        "drugs",
        "other-theft",
        "possession-of-weapons",
        "public-order",
        "robbery",
        "shoplifting",
        "theft-from-the-person",
        "vehicle-crime",
        "violent-crime",
        "other-crime",
        "bicycle-theft",
    ];

    [Fact]
    public async Task WhereNothingIsPlanted_AsManyLinesAreListed_AsThePageSaysLuckGives()
    {
        await using var station = await Station.Create();
        var dice = new Random(20260615);
        var usual = Crimes.ToDictionary(
            k => k,
            _ => Enumerable.Range(0, 61).Select(_ => 0.3 + (6 * dice.NextDouble() * dice.NextDouble())).ToArray()
        );
        await new WarnedGround(station).Lay(
            60,
            (place, kind, month) => Poisson(dice, usual[kind][place] * (1 + (0.3 * Math.Sin(month * Math.PI / 6)))),
            Crimes
        );
        var coordinator = await station.As(Role.Coordinator);
        foreach (var narrow in new[] { false, true })
        {
            var (listed, byLuck) = (0, 0.0);
            // Half years apart, so that no month is counted twice in a slow rise.
            foreach (var month in Enumerable.Range(0, 4).Select(halves => WarnedGround.Latest.Plus(-6 * halves)))
            {
                var found = (await station.Get<ListWarnings>().Run(coordinator, new() { Month = month, Narrow = narrow }, default)).Value;
                Assert.Equal(60 * Crimes.Length, found.Judged);
                (listed, byLuck) = (listed + found.Higher, byLuck + found.ByLuck);
            }

            Assert.InRange(
                byLuck / (4 * 60 * Crimes.Length),
                0.1 * (narrow ? ListWarnings.NarrowTail : ListWarnings.WideTail),
                2 * (narrow ? ListWarnings.NarrowTail : ListWarnings.WideTail)
            );
            var (low, high) = Rates.ExpectedRange(byLuck, 0.99);
            Assert.True(
                listed >= low && listed <= high,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{listed} lines were listed where luck gives {byLuck:0.0}: {low} to {high} would be within chance."
                )
            );
        }
    }

    [RealDataFact]
    [Trait("Speed", "long")]
    public async Task OnRealMonths_AboutAsManyLinesAreListed_AsThePageSaysLuckGives()
    {
        await using var station = await Station.Create();
        var wards = Directory.GetFiles(RealData.Path("geography", "wards-lsoa-2011-geojson"), "wards-E07*.json");
        await station
            .Get<ImportPlaces>()
            .Run(
                station.Owner,
                new()
                {
                    Paths = wards,
                    Level = PlaceLevel.Neighbourhood,
                    Force = "hertfordshire",
                    CodeField = "WD13CD",
                    NameField = "WD13NM",
                },
                default
            );
        await station
            .Get<ImportIncidents>()
            .Run(station.Owner, new() { Paths = [RealData.Path("police-uk", "hertfordshire")], Force = "hertfordshire" }, default);
        var owner = await station.Get<Actors>().MachineOwner(default);
        // Of the months held only this one has a year before it without a gap.
        var month = new YearMonth(2022, 1);
        var scoped = owner with { ForceCode = "hertfordshire" };
        var found = (await station.Get<ListWarnings>().Run(scoped, new() { Month = month, Narrow = false }, default)).Value;
        var said = string.Create(CultureInfo.InvariantCulture, $"{found.Higher} of {found.Judged} listed, {found.ByLuck:0.0} by luck.");
        Assert.True(found.Judged > 1500, said);
        Assert.True(found.Higher > found.ByLuck / 3 && found.Higher < 3 * found.ByLuck, said);
        Assert.True(found.WithoutSlowRises, said);
    }

    [Fact]
    public async Task AMonthThatWasNotImported_IsLeftOut_AndNotTakenForZero()
    {
        await using var whole = await Station.Create();
        await using var gappy = await Station.Create();
        static int Steady(int place, string kind, int month) => 10 + ((place + month) % 3);
        await new WarnedGround(whole).Lay(12, Steady, ["burglary"]);
        await new WarnedGround(gappy).Lay(12, Steady, ["burglary"], without: 30);
        var (expected, shown) = ((await Show(whole)).Line, await Show(gappy));
        Assert.Equal((36, 35), (expected.Earlier, shown.Line.Earlier));
        Assert.InRange(shown.Line.Expected / expected.Expected, 0.97, 1.03);
        Assert.InRange(shown.Line.Limit - expected.Limit, -1, 1);
        Assert.Null(shown.Months.Single(m => m.Month == WarnedGround.First.Plus(30)).Count);
        var officer = await gappy.As(Role.Officer);
        var asked = (await gappy.Get<ListWarnings>().Run(officer, new() { Month = WarnedGround.First.Plus(30) }, default)).Value;
        Assert.Null(asked.Month);
        Assert.Equal("November 2025 has not been imported as a whole month, so nothing can be said about it.", asked.Sentence);
    }

    [Fact]
    public async Task TheMonthThatRunsNow_IsNotJudged_AndTooFewMonthsSaySo()
    {
        await using var station = await Station.Create();
        await new WarnedGround(station).Lay(6, (_, _, _) => 5, ["burglary"]);
        var officer = await station.As(Role.Officer);
        station.Clock.Now = new(2026, 5, 20, 9, 0, 0, TimeSpan.Zero);
        Assert.Equal(new YearMonth(2026, 4), (await station.Get<ListWarnings>().Run(officer, new(), default)).Value.Month);
        var early = (await station.Get<ListWarnings>().Run(officer, new() { Month = WarnedGround.First.Plus(11) }, default)).Value;
        Assert.Equal(
            "April 2024 has 11 imported months in the three years before it, and 12 are needed to say what is usual.",
            early.Sentence
        );
    }

    [Fact]
    public async Task ACountOnTheLimit_IsNoSignal_OneMoreIs_AndALaterImportIsSeenAtOnce()
    {
        await using var station = await Station.Create();
        var ground = new WarnedGround(station);
        await ground.Lay(12, (place, _, month) => month == 36 && place == 1 ? 0 : 3 + ((place + month) % 3), ["burglary"]);
        var none = (await Show(station)).Line;
        await ground.More(1, "burglary", (int)none.Limit);
        var on = (await Show(station)).Line;
        Assert.Equal((none.Limit, (int)none.Limit, false), (on.Limit, on.Count, on.IsJump));
        await ground.More(1, "burglary", 1);
        var above = (await Show(station)).Line;
        Assert.Equal((none.Limit, true), (above.Limit, above.IsJump));
    }

    [Fact]
    public async Task ASlowRise_IsFound_WhereNoMonthAloneIs()
    {
        await using var station = await Station.Create();
        var dice = new Random(4);
        await new WarnedGround(station).Lay(20, (place, _, month) => place == 1 && month > 30 ? 9 : Poisson(dice, 5), ["vehicle-nuisance"]);
        var line = (await Show(station, "vehicle-nuisance")).Line;
        Assert.False(line.IsJump);
        Assert.True(line.IsSlowRise);
        Assert.Equal(new YearMonth(2025, 12), line.Slow!.Since);
        Assert.Equal(54, line.Slow.Count);
        Assert.InRange(line.Slow.Expected, 27, 33);
        Assert.StartsWith("54 reports since December 2025, ", line.Sentence, StringComparison.Ordinal);
        Assert.Equal("a slow rise", line.SignalledBy);
    }

    [Fact]
    public async Task WhatRisesEverywhere_IsNotDifferentHere()
    {
        await using var station = await Station.Create();
        var dice = new Random(9);
        await new WarnedGround(station).Lay(40, (_, _, month) => Poisson(dice, month == 36 ? 16 : 8), ["burglary"]);
        var coordinator = await station.As(Role.Coordinator);
        Assert.InRange((await station.Get<ListWarnings>().Run(coordinator, new() { Narrow = false }, default)).Value.Higher, 0, 3);
    }

    [Fact]
    public async Task AnothersIncidents_AreInNobodysCount_EvenAfterTheyWereReadForSomebodyWhoSeesThem()
    {
        await using var station = await Station.Create();
        var ground = new WarnedGround(station);
        await ground.Lay(12, (place, _, month) => 3 + ((place + month) % 3), ["burglary"]);
        await ground.More(1, "burglary", 40, station.CouncilId);
        var owner = await station.Get<Actors>().MachineOwner(default);
        Assert.InRange(
            (await station.Get<ShowWarning>().Run(owner, new() { PlaceNo = WarnedGround.No(1), Kind = "burglary" }, default))
                .Value
                .Line
                .Count,
            43,
            45
        );
        Assert.InRange((await Show(station)).Line.Count, 3, 5);
    }

    [Fact]
    public async Task WhoMayNotSeeIncidents_IsRefused_ListLineAndStart()
    {
        await using var station = await Station.Create();
        await new WarnedGround(station).Lay(6, (_, _, _) => 5, ["burglary"]);
        var partner = await station.As(Role.Partner);
        Assert.Equal(RefusalKind.Forbidden, (await station.Get<ListWarnings>().Run(partner, new(), default)).Refusals[0].Kind);
        Assert.Equal(
            RefusalKind.Forbidden,
            (await station.Get<ShowWarning>().Run(partner, new() { PlaceNo = WarnedGround.No(1), Kind = "burglary" }, default))
                .Refusals[0]
                .Kind
        );
        Assert.Equal(
            RefusalKind.Forbidden,
            (await station.Get<StartFromWarning>().Run(partner, new() { PlaceNo = WarnedGround.No(1), Kind = "burglary" }, default))
                .Refusals[0]
                .Kind
        );
    }

    [Fact]
    public async Task TwoClicksAtOnce_MakeOneDraft()
    {
        await using var station = await Station.Create();
        await new WarnedGround(station).Lay(
            12,
            (place, _, month) => place == 1 && month == 36 ? 20 : 3 + ((place + month) % 3),
            ["burglary"]
        );
        var officer = await station.As(Role.Officer);
        var clicks = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ =>
                    station.Get<StartFromWarning>().Run(officer, new() { PlaceNo = WarnedGround.No(1), Kind = "burglary" }, default)
                )
        );
        Assert.All(clicks, c => Assert.True(c.Done));
        Assert.Single(clicks.Select(c => c.Value.Reference).Distinct());
        Assert.Single(clicks, c => c.Value.IsNew);
    }

    private static async Task<ShowWarning.Shown> Show(Station station, string kind = "burglary") =>
        (
            await station
                .Get<ShowWarning>()
                .Run(await station.As(Role.Officer), new() { PlaceNo = WarnedGround.No(1), Kind = kind }, default)
        ).Value;

    private static int Poisson(Random dice, double mean)
    {
        var (least, product, count) = (Math.Exp(-mean), dice.NextDouble(), 0);
        while (product > least)
        {
            product *= dice.NextDouble();
            count++;
        }

        return count;
    }
}
