using Wardwise.App.Access;
using Wardwise.App.Imports;
using Wardwise.App.Incidents;
using Wardwise.App.Measuring;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Places;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Measuring;

/// <summary>F6: anybody can see on their own data how often a verdict would be wrong.</summary>
public sealed class CalibrateTests
{
    private static readonly Calibrate.Input Asked = new()
    {
        ForceCode = "hertfordshire",
        Categories = ["asb"],
        Draws = 400,
        Before = 6,
        After = 6,
    };

    [RealDataFact]
    [Trait("Speed", "long")]
    public async Task OnRealPlaces_WhereNothingWasDone_FewAreCalledClear_AndPlantedFallsAreFoundMoreOftenThanByThePlainMethod()
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
        var actor = await station.Get<Actors>().MachineOwner(default);
        foreach (var level in new[] { PlaceLevel.Lsoa, PlaceLevel.Neighbourhood })
        {
            var result = (await station.Get<Calibrate>().Run(actor, Asked with { Level = level, Draws = 20_000 }, default)).Value;
            Assert.InRange(result.Share, 0.01, 0.05);
            Assert.InRange(result.NaiveShare, 0.1, 0.3);
            Assert.InRange(result.Flagged, 0, result.PlainMethod.Flagged);
            Assert.All(
                result.Planted.Zip(result.PlainMethod.Planted),
                p =>
                    Assert.True(
                        p.First.Found >= p.Second.Found,
                        $"{level}, {p.First.Fall}: {p.First.Found} by ours, {p.Second.Found} by the plain method."
                    )
            );
            Assert.All(result.Planted, p => Assert.Equal((p.Found, p.Of), (p.ByExpected.Sum(b => b.Found), p.ByExpected.Sum(b => b.Of))));
            var (once, again) = (
                (await station.Get<Calibrate>().Run(actor, Asked with { Level = level }, default)).Value,
                (await station.Get<Calibrate>().Run(actor, Asked with { Level = level }, default)).Value
            );
            Assert.Equal(400, once.Draws);
            Assert.Equal((once.Flagged, once.Planted[1].Found), (again.Flagged, again.Planted[1].Found));
        }
    }

    [Fact]
    public async Task APlaceUnderAResponse_IsNeitherDrawnNorLearnedFrom_AndTheSameSeedGivesTheSame()
    {
        await using var station = await ProblemStation.Create();
        var squares = Enumerable.Range(0, 30).Select(i => ($"W{i}", $"Ward {i}", 53.0 + (0.02 * i), -0.2, .01)).ToArray();
        await SmallPlaces.Import(station.Station, SmallPlaces.File(station.Station.Home, "wards.geojson", squares));
        for (var month = 1; month <= 12; month++)
        {
            var file = new StreetFile($"2023-{month:00}");
            foreach (var (square, i) in squares.Select((s, i) => (s, i)))
            {
                for (var n = 0; n < 3 + (((i * 7) + (month * 5)) % 6); n++)
                {
                    file.Asb(square.Item3 + 0.005, -0.195);
                }
            }

            ProblemStation.Done(
                await station
                    .Get<ImportIncidents>()
                    .Run(station.Station.Owner, new() { Paths = [file.Save(station.Station.Home)], Force = "wealdshire" }, default)
            );
        }

        var asked = Asked with { ForceCode = "wealdshire", Level = PlaceLevel.Neighbourhood, Draws = 20_000 };
        async Task<Calibrate.Result> Run(int seed = 1) =>
            (await station.Get<Calibrate>().Run(station.Officer, asked with { Seed = seed }, default)).Value;
        var untouched = await Run();
        // 41 months in a row hold 30 dates with 6 on either side, for these 30 wards and the two of the ground.
        Assert.Equal((960, 0, "2023-01", "2026-05"), (untouched.Draws, untouched.LeftOut, untouched.From, untouched.To));
        Assert.Equivalent(untouched, await Run());
        await station.Responded(new DateOnly(2023, 7, 3));
        var under = await Run();
        Assert.Equal((953, 7), (under.Draws, under.LeftOut));
        Assert.NotEqual(untouched.Planted.Select(p => p.Found), (await Run(seed: 2)).Planted.Select(p => p.Found));
    }

    [Fact]
    public async Task WhatCannotBeDrawn_IsRefused_InASentence()
    {
        await using var station = await ProblemStation.Create();
        async Task Refused(string sentence, Calibrate.Input input) =>
            Assert.StartsWith(
                sentence,
                ProblemStation.Refusal(await station.Get<Calibrate>().Run(station.Officer, input, default)),
                StringComparison.Ordinal
            );
        await Refused("No incidents of rutland have been imported.", Asked with { ForceCode = "rutland" });
        await Refused("There are not 12 months in a row with enough places.", Asked with { ForceCode = "wealdshire" });
        await Refused("There is no category noise.", Asked with { Categories = ["noise"] });
        await Refused("Give from 1 to 20000 draws.", Asked with { Draws = 0 });
        await Refused("The level is lsoa or neighbourhood.", Asked with { Level = PlaceLevel.District });
        await Refused("Give from 1 to 120 months", Asked with { After = 0 });
        var partner = await station.Station.As(Role.Partner);
        Assert.False((await station.Get<Calibrate>().Run(partner, Asked, default)).Done);
    }
}
