using Npgsql;
using Wardwise.App.Measuring;
using Wardwise.App.Problems;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;
using Wardwise.Statistics.Evaluation;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Measuring;

/// <summary>F2, F6: before anything is done, the aim says what the data could show, and what would show more. Fairlands has 48 incidents in
/// the twelve months before.</summary>
public sealed class CouldBeSeenTests
{
    /// <summary>Twelve neighbourhoods beside Fairlands, with eight incidents a month to May 2025 and these from June 2025.</summary>
    private static readonly int[] Later = [4, 5, 6, 7, 8, 9, 4, 5, 6, 7, 8, 9];

    [Fact]
    public async Task WithoutPlacesLikeIt_TheUsualDriftCounts()
    {
        await using var station = await ProblemStation.Create();
        var seen = (await Look(station, Fairlands)).Value;
        Assert.Equal(4, seen.AMonth!.Value, 9);
        Assert.Equal([6, 12, 24], seen.Falls.Select(f => f.Months));
        Assert.All(seen.Falls, f => Assert.Equal(Detection.SmallestFall(48, 4 * f.Months, drift: 0.25).Value!.Value, f.Smallest!.Value, 9));
        Assert.StartsWith(
            "With about 4 a month, a fall under 76% could not be told from chance in six months; a year would show 66%.",
            seen.Headline,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Counting is not all: places also drift of their own accord. There are too few like it here to say by how much, "
                + "so the usual figure is taken.",
            seen.More
        );
        Assert.EndsWith("There is none now.", seen.Rule, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithPlacesLikeIt_TheirOwnDriftCounts_AndTheRecordSaysTheSame()
    {
        await using var station = await ProblemStation.Create();
        await LayMore(station);
        var reference = await station.Scanned();
        var seen = (await Look(station, Fairlands with { Reference = reference })).Value;
        var drift = Drift.Between([.. Later.Select(l => new Pair(96, 12 * l))]).Value!.Value;
        var elsewhere = Later.Sum(l => 96 + (12 * l)) / 24.0;
        Assert.All(
            seen.Falls,
            f =>
                Assert.Equal(
                    Detection.SmallestFall(48, 4 * f.Months, 12 * elsewhere, f.Months * elsewhere, drift).Value!.Value,
                    f.Smallest!.Value,
                    9
                )
        );
        Assert.EndsWith(
            "It is compared with every neighbourhood in the force where nothing is done at the time and that had between half and "
                + "twice as many incidents. There are 12 now.",
            seen.Rule,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Counting is not all: places also drift of their own accord, as the 12 neighbourhoods like it did. That is allowed for.",
            seen.More
        );

        ProblemStation.Done(await station.Get<SetAim>().Run(station.Officer, Aim(reference), default));
        var aim = (await station.File(reference)).Aim;
        Assert.Equal((48, 12), (aim.BaselineCount, aim.BaselineMonths));
        Assert.Equal(seen.Falls[1].Smallest!.Value, aim.DetectableFall!.Value, 12);
    }

    [Fact]
    public async Task APlaceUnderAResponse_IsNotOneOfThoseLikeIt()
    {
        await using var station = await ProblemStation.Create();
        await LayMore(station);
        var other = await station.Scanned();
        ProblemStation.Done(await station.Get<SetAim>().Run(station.Officer, Aim(other) with { PlaceCodes = ["M3"] }, default));
        ProblemStation.Done(
            await station.Get<StartResponse>().Run(station.Officer, new() { Reference = other, StartedOn = new(2026, 1, 10) }, default)
        );
        Assert.EndsWith("There are 11 now.", (await Look(station, Fairlands)).Value.Rule, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheFallThatIsTyped_IsAnsweredInMonths_AsDetectionHasThem()
    {
        await using var station = await ProblemStation.Create();
        var needed = Detection.MonthsNeeded(0.7, 4, monthsBefore: 12, drift: 0.25).Value!.Value;
        Assert.InRange(needed, 6.5, 12);
        var seen = (await Look(station, Fairlands with { Percent = 70, ByWhen = new(2026, 12, 31) })).Value;
        Assert.Equal((int)Math.Ceiling(needed), seen.MonthsNeeded);
        Assert.False(seen.IsEnough);
        Assert.Equal($"A fall of 70% would take {Words.Count(seen.MonthsNeeded!.Value)} months to show.", seen.More[0]);
        Assert.Equal(
            "By 31 December 2026 there are six whole months after a start now: not enough to show it, but a fall of 76%.",
            seen.More[1]
        );
        Assert.Equal(new YearMonth(2026, 7).Plus(seen.MonthsNeeded.Value - 1).LastDay, seen.Later);

        var later = (await Look(station, Fairlands with { Percent = 70, ByWhen = seen.Later })).Value;
        Assert.Equal((true, null), (later.IsEnough, later.Later));
        Assert.EndsWith("enough to show it.", later.More[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        20,
        null,
        "A fall of 20% cannot be shown here. Places drift by more than this of their own accord, so no number of months would show it."
    )]
    [InlineData(100, null, "A fall of 100% could be told from chance after six months.")]
    [InlineData(null, "2026-11-30", "By 30 November 2026 there are five whole months after a start now, and a verdict needs six.")]
    [InlineData(null, "2026-12-30", "By 30 December 2026 there are five whole months after a start now, and a verdict needs six.")]
    [InlineData(null, "2026-07-31", "By 31 July 2026 there is one whole month after a start now, and a verdict needs six.")]
    [InlineData(null, "2026-07-30", "By 30 July 2026 there are no whole months after a start now, and a verdict needs six.")]
    [InlineData(null, "2027-06-30", "By 30 June 2027 there are 12 whole months after a start now, which would show a fall of 66%.")]
    public async Task PercentAndDate_AreAnsweredInSentences(int? percent, string? byWhen, string sentence)
    {
        await using var station = await ProblemStation.Create();
        var seen = (
            await Look(station, Fairlands with { Percent = percent, ByWhen = byWhen is null ? null : DateOnly.Parse(byWhen, null) })
        ).Value;
        Assert.Equal(sentence, seen.More[0]);
    }

    [Fact]
    public async Task ALargerArea_ShowsASmallerFall()
    {
        await using var station = await ProblemStation.Create();
        var seen = (await Look(station, Fairlands)).Value;
        var district = Assert.Single(seen.LargerAreas);
        Assert.Equal(("D1", "Ashmoor", 24.0), (Assert.Single(district.Codes), district.Name, Math.Round(district.AMonth, 9)));
        Assert.Equal(Detection.SmallestFall(288, 288, drift: 0.25).Value!.Value, district.Smallest, 9);
        Assert.True(district.Smallest < seen.Falls[1].Smallest);
        Assert.Equal("Ashmoor, with about 24 a month: a year would show 54%.", district.Sentence);
    }

    [Fact]
    public async Task ADrawnArea_IsOfferedItsNeighbourhood_AndItsDistrict()
    {
        await using var station = await ProblemStation.Create();
        await LayMore(station);
        const string PartOfTheOval =
            """{"type":"Polygon","coordinates":[[[-0.16,51.89],[-0.14,51.89],[-0.14,51.91],[-0.16,51.91],[-0.16,51.89]]]}""";
        const string NoneOfIt =
            """{"type":"Polygon","coordinates":[[[-0.13,51.81],[-0.11,51.81],[-0.11,51.83],[-0.13,51.83],[-0.13,51.81]]]}""";
        var drawn = (await Look(station, Fairlands with { PlaceCodes = null, AreaGeoJson = PartOfTheOval })).Value;
        Assert.Equal(20, drawn.AMonth!.Value, 9);
        var empty = (await Look(station, Fairlands with { PlaceCodes = null, AreaGeoJson = NoneOfIt })).Value;
        Assert.Equal("No such incident was recorded here in the 12 months before, so no fall could be shown.", empty.Headline);
        Assert.All(empty.Falls, f => Assert.Null(f.Smallest));
        Assert.Equal(["N2", "D1"], empty.LargerAreas.Select(a => a.Codes.Single()));
        Assert.Null(empty.Later);
    }

    [Fact]
    public async Task AKindThatNeverHappens_NothingImported_OrNoArea_IsSaid()
    {
        await using var station = await ProblemStation.Create();
        var never = (await Look(station, Fairlands with { Categories = ["drugs"], Percent = 40, ByWhen = new(2027, 6, 30) })).Value;
        Assert.Equal("No such incident was recorded here in the 12 months before, so no fall could be shown.", never.Headline);
        Assert.Empty(never.LargerAreas);
        Assert.Equal((null, null), (never.MonthsNeeded, never.Later));
        Assert.Equal(SeenWords.NoAreaYet, (await Look(station, Fairlands with { PlaceCodes = [] })).Value.Headline);

        station.Station.Clock.Advance(TimeSpan.FromDays(4 * 366));
        var late = await station
            .Get<ShowWhatCouldBeSeen>()
            .Run(await station.Station.As(Domain.Accounts.Role.Officer), Fairlands with { Reference = await station.Opened() }, default);
        Assert.Equal(SeenWords.NothingImported, late.Value.Headline);
    }

    [Fact]
    public async Task ASurvey_SaysHowManyPeopleToAsk()
    {
        await using var station = await ProblemStation.Create();
        var usual = (await Look(station, Fairlands)).Value.Surveys;
        // R 4: power.prop.test(p1 = .45, p2 = .55, power = .8) and (.4, .6).
        Assert.Equal([(10, 392), (20, 97)], usual.Select(s => (s.Points, s.People)));
        var asked = (await Look(station, Fairlands with { Measure = AimMeasure.Survey, Percent = 15 })).Value;
        Assert.Equal(
            "A survey shows a change of 15 in 100 (from 42 to 57 who agree) when 174 people are asked before and as many after.",
            asked.Headline
        );
        Assert.Null(asked.AMonth);
    }

    [Fact]
    public async Task WhatIsWrong_IsRefusedInASentence()
    {
        await using var station = await ProblemStation.Create();
        Assert.Equal(
            "There is no place with the code N9.",
            ProblemStation.Refusal(await Look(station, Fairlands with { PlaceCodes = ["N9"] }))
        );
        Assert.Equal(
            "Choose categories from the list.",
            ProblemStation.Refusal(await Look(station, Fairlands with { Categories = ["noise"] }))
        );
        Assert.Equal(
            RefusalKind.NotFound,
            (await station.Get<ShowWhatCouldBeSeen>().Run(station.Officer, Fairlands with { Reference = "P-2026-9999" }, default))
                .Refusals[0]
                .Kind
        );
    }

    [Fact]
    public async Task OnceTheResponseStarted_ItLooksFromThereOn()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.Responded();
        var seen = (await Look(station, Fairlands with { Reference = reference, ByWhen = new(2026, 6, 30) })).Value;
        Assert.Equal(10, seen.AMonth!.Value, 9);
        Assert.Contains(
            seen.More,
            m => m.StartsWith("By 30 June 2026 there are 13 whole months after the start", StringComparison.Ordinal)
        );
    }

    private static readonly ShowWhatCouldBeSeen.Input Fairlands = new()
    {
        Reference = "",
        Measure = AimMeasure.Incidents,
        Categories = ["asb"],
        PlaceCodes = ["N1"],
    };

    private static async Task<Outcome<ShowWhatCouldBeSeen.Shown>> Look(ProblemStation station, ShowWhatCouldBeSeen.Input input) =>
        await station
            .Get<ShowWhatCouldBeSeen>()
            .Run(
                station.Officer,
                input with
                {
                    Reference = input.Reference.Length > 0 ? input.Reference : await station.Opened(),
                },
                default
            );

    private static SetAim.Input Aim(string reference) =>
        new()
        {
            Reference = reference,
            Version = 1,
            Measure = AimMeasure.Incidents,
            Categories = ["asb"],
            PlaceCodes = ["N1"],
            Percent = 60,
            ByWhen = new(2027, 6, 30),
        };

    private static async Task LayMore(ProblemStation station)
    {
        await using var connection = new NpgsqlConnection(station.Station.OwnerConnectionString);
        await connection.OpenAsync();
        await using var lay = new NpgsqlCommand(
            $$"""
            set session_replication_role = replica;
            insert into place (id, level, force_code, code, name) select gen_random_uuid(), 4, 'wealdshire', 'M' || n, 'More ' || n
                from generate_series(1, 12) n;
            insert into place_version (id, place_no, boundary, digest, source, added_at)
                select gen_random_uuid(), p.no,
                    format('{"type":"Polygon","coordinates":[[[%1$s,52.5],[%2$s,52.5],[%2$s,52.6],[%1$s,52.6],[%1$s,52.5]]]}',
                    p.no * 0.1 - 2, p.no * 0.1 - 1.9), '', 'test', now()
                from place p where p.code like 'M%';
            insert into incident_row (id, scope, occurred_at, precision, category, asb_category, asb_type, lat, lon, location,
                neighbourhood_no, district_no, import_no, row_hash)
                select gen_random_uuid(), i.scope, m + interval '10 days', 1, 1, 0, 0, 52.55, p.no * 0.1 - 1.95, 'Elsewhere', p.no, null,
                    i.no, n
                from import i, place p, generate_series(timestamptz '2024-01-01', timestamptz '2026-05-01', interval '1 month') m,
                    generate_series(1, 9) n
                where p.code like 'M%' and n <= case when m < timestamptz '2025-05-31' then 8 else (array[{{string.Join(
                ", ",
                Later
            )}}])[substr(p.code, 2)::int] end;
            update place_stamp set no = no + 1;
            """,
            connection
        );
        await lay.ExecuteNonQueryAsync();
    }
}
