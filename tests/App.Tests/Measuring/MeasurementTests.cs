using System.Text.Json;
using Wardwise.App.Measuring;
using Wardwise.App.Problems;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Problems;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Measuring;

/// <summary>F6: a response is held against chance, places like it, season, displacement and its own usual level; and what cannot be had
/// says why.</summary>
public sealed class MeasurementTests
{
    [Fact]
    public async Task AFallThatIsThere_IsFound_WithEveryPartOfTheResult()
    {
        await using var station = await Wide();
        var result = await Of(station, WideGround.Planted, new(2025, 6, 1));
        Assert.Equal(Verdict.ClearFall, result.Verdict);
        Assert.EndsWith("more than elsewhere and more than chance would give.", result.Sentence, StringComparison.Ordinal);
        var (area, like) = (result.Counts.Area, result.Counts.Comparison!);
        // By hand from the counts: the ratio, its error with the drift of places, and what was prevented.
        var ratio = (double)area.After / area.Before / ((double)like.After / like.Before);
        var error = Math.Sqrt(result.Relative!.Tau2 + (1.0 / area.Before) + (1.0 / area.After) + (1.0 / like.Before) + (1.0 / like.After));
        Assert.Equal(ratio, result.Relative.Rirr, 12);
        Assert.Equal(ratio * Math.Exp(-1.959964 * error), result.Relative.Low!.Value, 6);
        Assert.Equal((area.Before * (double)like.After / like.Before) - area.After, result.Relative.Prevented!.Value, 9);
        Assert.InRange(result.Relative.Rirr, 0.25, 0.6);
        Assert.Equal(like.Places, result.Placebo!.Places);
        Assert.Equal((1.0 + result.Placebo.AsExtreme) / (1 + result.Placebo.Places), result.Placebo.P, 12);
        Assert.InRange(result.Series!.LevelChange, 0.2, 0.7);
        Assert.True(result.Series.High < 1);
        Assert.NotNull(result.RegressionToMean);
        Assert.NotNull(result.Counts.Buffer);
        Assert.InRange(result.SmallestDetectableFall!.Value, 0.2, 0.7);
        Finite(result);
    }

    [Fact]
    public async Task WhereNothingWasDone_NothingIsFound()
    {
        await using var station = await Wide();
        var flagged = 0;
        for (var n = 0; n < 40; n++)
        {
            var result = $"W{n}" == WideGround.Planted ? null : await Of(station, $"W{n}", new(2025, 6, 1));
            flagged += result?.Verdict is Verdict.ClearFall or Verdict.ClearRise ? 1 : 0;
        }

        // Two of 39 are to be expected; six would be chance once in two hundred.
        Assert.InRange(flagged, 0, 5);
    }

    [Fact]
    public async Task ThePlacesComparedWith_LeaveOutTheArea_ItsRing_AndPlacesUnderAResponse()
    {
        await using var station = await Wide();
        var before = await Measured(station, WideGround.Planted, new(2025, 6, 1));
        // Two columns to each side and one row above and below lie within 2 km, save perhaps a far corner.
        Assert.Equal(40, before.Working.Chosen.All);
        Assert.InRange(before.Working.Chosen.Near, 11, 15);
        Assert.DoesNotContain(before.Working.Places, p => p.Code is "W12" or "W11" or "W13" or "W4" or "W20");
        await Respond(station, "W30", new(2025, 8, 1));
        var after = await Measured(station, WideGround.Planted, new(2025, 6, 1));
        Assert.Equal((0, 1), (before.Working.Chosen.Treated, after.Working.Chosen.Treated));
        Assert.DoesNotContain(after.Working.Places, p => p.Code == "W30");
        Assert.DoesNotContain(Cautions.Overlapping, after.Result.Cautions);
    }

    [Fact]
    public async Task AnotherResponseInTheSameArea_IsCautioned()
    {
        await using var station = await Wide();
        Assert.DoesNotContain(Cautions.Overlapping, (await Of(station, WideGround.Planted, new(2025, 6, 1))).Cautions);
        await Respond(station, WideGround.Planted, new(2025, 9, 1));
        Assert.Contains(Cautions.Overlapping, (await Of(station, WideGround.Planted, new(2025, 6, 1))).Cautions);
    }

    [Fact]
    public async Task AResponseOnARecordThatIsNotTheirs_IsNotSpokenOf_ButItsPlaceIsStillLeftOut()
    {
        await using var station = await Wide();
        await Respond(station, WideGround.Planted, new(2025, 9, 1));
        await Respond(station, "W30", new(2025, 8, 1));
        await using (var connection = new Npgsql.NpgsqlConnection(station.OwnerConnectionString))
        {
            await connection.OpenAsync();
            await using var hide = new Npgsql.NpgsqlCommand(
                "set session_replication_role = replica; update record set readers = '{}'",
                connection
            );
            await hide.ExecuteNonQueryAsync();
        }

        var measured = await Measured(station, WideGround.Planted, new(2025, 6, 1));
        Assert.DoesNotContain(Cautions.Overlapping, measured.Result.Cautions);
        // As if that place were not there at all.
        Assert.Equal((39, 0), (measured.Working.Chosen.All, measured.Working.Chosen.Treated));
        Assert.DoesNotContain(measured.Working.Places, p => p.Code == "W30");
    }

    [Theory]
    [InlineData(-1, 4.9, 0, 0)]
    [InlineData(-1, 5, 0, -1)]
    [InlineData(1, 2, 4, 0)]
    [InlineData(1, 2, 9, 1)]
    public void FromAHandful_NothingIsClear(int way, double expected, long after, int clear) =>
        Assert.Equal(clear, Comparison.Enough(way, expected, after));

    [Fact]
    public async Task AFollowUp_TakesTheMonthsNextToItsDay_AndStopsAtOneThatIsMissing()
    {
        await using var station = await Wide("delete from import_month where month = '2025-09-01';");
        var measured = await Measured(station, WideGround.Planted, new(2024, 6, 1), until: new(2026, 3, 15));
        Assert.Equal(new EvaluationResult.WindowPart("2025-10", "2026-02", 5), measured.Result.After);
    }

    [Fact]
    public async Task AStepInTheWholeForce_IsCautioned_AndNotTakenForAResult()
    {
        // From June 2025 every second incident of the force is recorded as something else.
        await using var station = await Wide("delete from incident_row where occurred_at >= timestamptz '2025-06-01' and id::text < '8';");
        var result = await Of(station, "W25", new(2025, 6, 1));
        Assert.Contains(Cautions.ForceStep, result.Cautions);
        Assert.True(result.Change is { Percent: < -30, High: < 0 });
        Assert.NotEqual(Verdict.ClearFall, result.Verdict);
        Assert.Equal(Verdict.ClearFall, (await Of(station, WideGround.Planted, new(2025, 6, 1))).Verdict);
    }

    [Fact]
    public async Task NoStep_NoCaution()
    {
        await using var station = await Wide();
        Assert.DoesNotContain(Cautions.ForceStep, (await Of(station, "W25", new(2025, 6, 1))).Cautions);
    }

    [Fact]
    public async Task ABoundaryThatChangedMidway_IsCautioned_AndSuchAPlaceIsNotComparedWith()
    {
        await using var station = await Wide(
            "update place_version set valid_from = '2025-09-01' where place_no in (select no from place where code in ('W12', 'W30'));"
        );
        var measured = await Measured(station, WideGround.Planted, new(2025, 6, 1));
        Assert.Contains(Cautions.BoundaryChanged, measured.Result.Cautions);
        Assert.Equal(1, measured.Working.Chosen.Moved);
        Assert.DoesNotContain(Cautions.BoundaryChanged, (await Of(station, "W25", new(2025, 6, 1))).Cautions);
    }

    [Fact]
    public async Task MonthsMissingFromTheImport_AreTold_FromMonthsWithNone()
    {
        // October 2025 was never imported; in November nothing happened in W12.
        await using var station = await Wide(
            """
            delete from import_month where month = '2025-10-01'; delete from incident_row
                where occurred_at >= timestamptz '2025-10-01' and occurred_at < timestamptz '2025-11-01';
            delete from incident_row where occurred_at >= timestamptz '2025-03-01' and occurred_at < timestamptz '2025-04-01'
                and neighbourhood_no in (select no from place where code = 'W12');
            """
        );
        var measured = await Measured(station, WideGround.Planted, new(2025, 6, 1));
        Assert.Equal((12, 4), (measured.Result.Before!.Months, measured.Result.After!.Months));
        Assert.Contains(Cautions.MissingMonths, measured.Result.Cautions);
        Assert.DoesNotContain(Cautions.StillRunning, measured.Result.Cautions);
        Assert.DoesNotContain(measured.Working.Months, m => m.Month == "2025-10");
        Assert.Equal(0, measured.Working.Months.Single(m => m.Month == "2025-03").Count);
    }

    [Fact]
    public async Task AnAfterPeriodThatIsStillRunning_IsCautioned()
    {
        await using var station = await Wide();
        var running = await Of(station, WideGround.Planted, new(2025, 11, 1));
        Assert.Equal(7, running.After!.Months);
        Assert.Contains(Cautions.StillRunning, running.Cautions);
        Assert.DoesNotContain(Cautions.MissingMonths, running.Cautions);
    }

    [Fact]
    public async Task OneMonth_GivesNumbers_AndNoVerdict()
    {
        await using var station = await Wide();
        var result = await Of(station, WideGround.Planted, new(2025, 6, 1), before: 1, after: 1);
        Assert.Equal((1, 1, Verdict.TooFew, true), (result.Before!.Months, result.After!.Months, result.Verdict, result.IsLook));
        Finite(result);
    }

    [Fact]
    public async Task NoIncidentsAtAll_AreNoVerdict_AndNoNumberThatIsNone()
    {
        await using var station = await Wide();
        var result = await Of(station, "W3", new(2025, 6, 1), "robbery");
        Assert.Equal((0, 0, Verdict.TooFew), (result.Counts.Area.Before, result.Counts.Area.After, result.Verdict));
        Assert.Equal((null, null, null), (result.Relative, result.Placebo, result.SmallestDetectableFall));
        Assert.Contains(Cautions.ZeroCell, result.Cautions);
        Assert.Contains(Cautions.NoComparison, result.Cautions);
        Assert.Equal("Too few incidents to tell.", result.Sentence);
        Finite(result);
    }

    [Fact]
    public async Task NoComparisonPlace_LeavesThatOut_AndStillAllowsForDrift()
    {
        await using var station = await Wide(
            "delete from incident_row where category = 13 and occurred_at >= timestamptz '2025-06-01' and id::text < 'a';"
        );
        var result = await Of(station, WideGround.Planted, new(2025, 6, 1), "violent-crime");
        Assert.Equal((null, null, null), (result.Relative, result.Placebo, result.Displacement));
        Assert.Contains(Cautions.NoComparison, result.Cautions);
        Assert.EndsWith("more than chance would give.", result.Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("elsewhere", result.Sentence, StringComparison.Ordinal);
        Finite(result);
    }

    [Fact]
    public async Task NothingAfter_AndNothingBefore_HaveNoInfiniteRange()
    {
        await using var station = await Wide("delete from incident_row where category = 13 and occurred_at >= timestamptz '2025-06-01';");
        Finite(await Of(station, WideGround.Planted, new(2025, 6, 1), "violent-crime"));
        await using var other = await Wide("delete from incident_row where category = 13 and occurred_at < timestamptz '2025-06-01';");
        var risen = await Of(other, WideGround.Planted, new(2025, 6, 1), "violent-crime");
        Assert.Null(risen.Change.Percent);
        Finite(risen);
    }

    [Fact]
    public async Task AFollowUp_LooksAtTheMonthsBeforeItsDay()
    {
        await using var station = await Wide();
        var measured = await Measured(station, WideGround.Planted, new(2024, 6, 1), until: new(2026, 3, 15));
        Assert.Equal(
            (new("2023-06", "2024-05", 12), new EvaluationResult.WindowPart("2025-03", "2026-02", 12)),
            (measured.Result.Before!, measured.Result.After!)
        );
        Assert.Contains(measured.Working.Months, m => m is { Month: "2024-08", Side: "between" });
    }

    [Fact]
    public async Task TheSameMonths_CountTheSame_AfterAnotherImport_AndNotBefore()
    {
        await using var station = await Wide();
        var first = await Of(station, "W25", new(2025, 6, 1));
        await using (var connection = new Npgsql.NpgsqlConnection(station.OwnerConnectionString))
        {
            await connection.OpenAsync();
            await using var add = new Npgsql.NpgsqlCommand(
                """
                set session_replication_role = replica;
                insert into import (id, reference, kind, format, force_code, scope, at, actor_id, actor_name)
                    select gen_random_uuid(), 'I-2', kind, format, force_code, scope, now(), actor_id, actor_name from import
                    where reference = 'I-1';
                insert into incident_row select gen_random_uuid(), scope, occurred_at, precision, category, asb_category, asb_type, lat,
                    lon, location, lsoa_code, neighbourhood_no, district_no, outcome, import_no, row_hash
                    from incident_row where neighbourhood_no in (select no from place where code = 'W25')
                        and occurred_at >= timestamptz '2025-06-01' and category = 1
                """,
                connection
            );
            await add.ExecuteNonQueryAsync();
        }

        Assert.Equal(2 * first.Counts.Area.After, (await Of(station, "W25", new(2025, 6, 1))).Counts.Area.After);
    }

    private static async Task<Station> Wide(string more = "")
    {
        var station = await Station.Create();
        await WideGround.Lay(station, more);
        return station;
    }

    private static async Task<EvaluationResult> Of(
        Station station,
        string place,
        DateOnly start,
        string category = "asb",
        int before = 12,
        int after = 12
    )
    {
        var outcome = await station
            .Get<EvaluateArea>()
            .Run(
                await station.As(Role.Officer),
                new()
                {
                    PlaceCode = place,
                    Categories = [category],
                    ResponseStart = start,
                    Before = before,
                    After = after,
                    Buffer = 2_000,
                },
                default
            );
        ProblemStation.Done(outcome);
        return outcome.Value;
    }

    private static async Task<Measurement.Measured> Measured(Station station, string place, DateOnly start, DateOnly? until = null)
    {
        await using var work = await station.Database.Begin(await station.As(Role.Officer), default);
        var area = (await AreaOfProblem.Of(work, station.Get<App.Places.PlaceIndexes>(), null, [place], default)).Value;
        var ring = area.Ring(await station.Get<App.Places.PlaceIndexes>().Current(work, default), 2_000);
        var measured = await station
            .Get<Measurement>()
            .Of(
                work,
                new(area, ["asb"], [], start, 12, 12)
                {
                    Ring = ring,
                    Metres = 2_000,
                    Until = until,
                },
                default
            );
        ProblemStation.Done(measured);
        return measured.Value;
    }

    /// <summary>A problem measured by anti-social behaviour in a place, with a response.</summary>
    private static async Task Respond(Station station, string place, DateOnly start)
    {
        var officer = await station.As(Role.Officer);
        var reference = (
            await station
                .Get<OpenProblem>()
                .Run(
                    officer,
                    new()
                    {
                        Title = "Bikes on the green again",
                        WhatRecurs = "Bikes",
                        Category = ProblemCategory.Nuisance,
                        Kind = "vehicle nuisance",
                        PlaceNo = 2,
                    },
                    default
                )
        ).Value.Reference;
        ProblemStation.Done(
            await station
                .Get<SetAim>()
                .Run(
                    officer,
                    new()
                    {
                        Reference = reference,
                        Version = 1,
                        Measure = AimMeasure.Incidents,
                        Categories = ["asb"],
                        PlaceCodes = [place],
                        Percent = 40,
                        ByWhen = new(2027, 1, 31),
                    },
                    default
                )
        );
        ProblemStation.Done(await station.Get<StartResponse>().Run(officer, new() { Reference = reference, StartedOn = start }, default));
    }

    /// <summary>Every number is one: JSON has no other.</summary>
    private static void Finite(EvaluationResult result) => Assert.NotEmpty(JsonSerializer.Serialize(result, EvaluationJson.Options));
}
