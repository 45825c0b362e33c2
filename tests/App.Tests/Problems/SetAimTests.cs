using Wardwise.App.Problems;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Problems;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Problems;

/// <summary>The aim says what is to change, where, by how much and by when, and keeps what it was.</summary>
public sealed class SetAimTests
{
    [Fact]
    public async Task SetAim_AfterTheResponseStarted_NeedsAReason_AndIsShown()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.CarriedOut();
        var version = (await station.File(reference)).Aim.Version;
        var change = ProblemStation.SurveyAim(reference, version) with { Percent = 10 };
        Assert.Equal(
            "Enter why the aim changes after the response started.",
            ProblemStation.Refusal(await station.Get<SetAim>().Run(station.Officer, change, default))
        );
        ProblemStation.Done(await station.Get<SetAim>().Run(station.Officer, change with { Reason = "Twenty was out of reach." }, default));
        var aim = (await station.File(reference)).Aim;
        Assert.Equal(
            "15 June 2026, Officer of Ashmoor: Twenty was out of reach. By how much: from 20 in 100 to 10 in 100.",
            Assert.Single(aim.ChangedSince)
        );
    }

    [Fact]
    public async Task SetAim_AfterTheResponseStarted_SaysOfEachPartFromWhatToWhat()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.Responded();
        var same = new SetAim.Input
        {
            Reference = reference,
            Version = (await station.File(reference)).Aim.Version,
            Measure = AimMeasure.Incidents,
            Categories = ["asb"],
            PlaceCodes = ["N1"],
            Percent = 40,
            ByWhen = new(2026, 12, 31),
        };
        ProblemStation.Done(await station.Get<SetAim>().Run(station.Officer, same, default));
        Assert.Empty((await station.File(reference)).Aim.ChangedSince);

        var change = same with
        {
            Version = (await station.File(reference)).Aim.Version,
            Types = ["vehicle-nuisance"],
            AreaGeoJson = Ground.FairlandsDrawn,
            ByWhen = new(2027, 3, 31),
            BufferMetres = 0,
            ComparedWith = "the oval",
            ComparedBecause = "It has a green too",
        };
        Assert.Equal(
            "Enter why the aim changes after the response started.",
            ProblemStation.Refusal(await station.Get<SetAim>().Run(station.Officer, change, default))
        );
        ProblemStation.Done(await station.Get<SetAim>().Run(station.Officer, change with { Reason = "It moved." }, default));
        var aim = (await station.File(reference)).Aim;
        Assert.Matches(
            "^15 June 2026, Officer of Ashmoor: It moved. Measure: from anti-social behaviour to vehicle nuisance; area: "
                + "from Fairlands to drawn, 15[0-9.]+ square kilometres; "
                + "by when: from 31 December 2026 to 31 March 2027; ring around it: from 300 metres to none; "
                + "compared with: from places like it, by the rule to The Oval, because: It has a green too.$",
            Assert.Single(aim.ChangedSince)
        );
        Assert.Equal((0, "N2", "It has a green too"), (aim.BufferMetres, Assert.Single(aim.ComparisonCodes), aim.ComparisonBecause));

        var redrawn = change with
        {
            Version = aim.Version,
            AreaGeoJson = Ground.FairlandsDrawn.Replace("[-0.2,51.8]", "[-0.2000001,51.8]", StringComparison.Ordinal),
            Reason = "By the fence.",
        };
        ProblemStation.Done(await station.Get<SetAim>().Run(station.Officer, redrawn, default));
        Assert.Equal(
            "15 June 2026, Officer of Ashmoor: By the fence. Area: drawn anew.",
            (await station.File(reference)).Aim.ChangedSince[^1]
        );
    }

    [Theory]
    [InlineData(5_001, null, null, "Enter how wide the ring is in metres, from 0 to 5,000.")]
    [InlineData(-1, null, null, "Enter how wide the ring is in metres, from 0 to 5,000.")]
    [InlineData(300, "N2 The Oval", null, "Enter why these places and not those of the rule.")]
    [InlineData(300, "Nowhere", "Alike", "There is no place called Nowhere. Write one a line, by name or code.")]
    [InlineData(300, "The Oval\nFairlands", "Alike", "Fairlands is the area itself. Compare with other places.")]
    [InlineData(300, "D1", "Alike", "The area is a neighbourhood, so compare it with neighbourhoods.")]
    [InlineData(300, "D1\nN2", "Alike", "Compare with places of one size: neighbourhoods, districts or LSOAs, not a mixture.")]
    public async Task SetAim_WithARingOrAComparisonThatIsNone_IsRefused(int metres, string? with, string? because, string sentence)
    {
        await using var station = await ProblemStation.Create();
        var outcome = await station
            .Get<SetAim>()
            .Run(
                station.Officer,
                new()
                {
                    Reference = await station.Scanned(),
                    Version = 1,
                    Measure = AimMeasure.Incidents,
                    PlaceCodes = ["N1"],
                    BufferMetres = metres,
                    ComparedWith = with,
                    ComparedBecause = because,
                },
                default
            );
        Assert.Equal(sentence, ProblemStation.Refusal(outcome));
    }

    [Fact]
    public async Task SetAim_ByADayThatHasPassed_IsRefused_ButOneThatPassedSinceItWasAgreedStays()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.Scanned();
        var aim = ProblemStation.SurveyAim(reference);
        Assert.Equal(
            "The date by when it is to change must be in the future.",
            ProblemStation.Refusal(await station.Get<SetAim>().Run(station.Officer, aim with { ByWhen = new(2026, 6, 15) }, default))
        );
        Assert.Equal(
            "The date by when it is to change must lie before 2200.",
            ProblemStation.Refusal(await station.Get<SetAim>().Run(station.Officer, aim with { ByWhen = DateOnly.MaxValue }, default))
        );
        Assert.Equal(
            "The date the response started must have a year from 1900 on.",
            ProblemStation.Refusal(
                await station
                    .Get<StartResponse>()
                    .Run(station.Officer, new() { Reference = reference, StartedOn = DateOnly.MinValue }, default)
            )
        );
        ProblemStation.Done(await station.Get<SetAim>().Run(station.Officer, aim with { ByWhen = new(2026, 6, 16) }, default));
        station.Station.Clock.Advance(TimeSpan.FromDays(3));
        ProblemStation.Done(
            await station
                .Get<SetAim>()
                .Run(await station.Station.As(Role.Officer), aim with { Version = 2, ByWhen = new(2026, 6, 16), Percent = 25 }, default)
        );
    }

    [Theory]
    [InlineData(
        """{"type":"Polygon","coordinates":[[[-0.2,51.9],[-0.1,51.9],[-0.2,51.8],[-0.1,51.8],[-0.2,51.9]]]}""",
        "The area cannot be used: its line crosses"
    )]
    [InlineData(
        """{"type":"Polygon","coordinates":[[[20.2,51.9],[20.1,51.9],[20.2,51.8],[20.2,51.9]]]}""",
        "The area must lie in Great Britain or Northern Ireland. Draw it on the map."
    )]
    [InlineData("""{"type":"Point","coordinates":[0,51]}""", "The area cannot be used: it is a Point")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,51]]]}""", "The area cannot be used: its line is not closed")]
    [InlineData("here", "The area cannot be read as GeoJSON. Draw it again.")]
    public async Task SetAim_WithAnAreaThatIsNone_IsRefused(string area, string sentence)
    {
        await using var station = await ProblemStation.Create();
        var outcome = await station
            .Get<SetAim>()
            .Run(
                station.Officer,
                new()
                {
                    Reference = await station.Scanned(),
                    Version = 1,
                    Measure = AimMeasure.Incidents,
                    AreaGeoJson = area,
                },
                default
            );
        Assert.StartsWith(sentence, ProblemStation.Refusal(outcome), StringComparison.Ordinal);
    }
}
