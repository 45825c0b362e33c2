using Npgsql;
using Wardwise.App.Imports;
using Wardwise.App.Incidents;
using Wardwise.App.Measuring;
using Wardwise.App.Problems;
using Wardwise.App.Tests.Problems;
using Wardwise.App.Warnings;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Imports;

/// <summary>No result that uses a month of which part may be missing is called clear, and each says which month that is.</summary>
public sealed class DoubtedResultsTests
{
    [Fact]
    public async Task EveryResultThatUsesADoubtedMonth_SaysSo_AndIsNotClear()
    {
        await using var station = await ProblemStation.Create();
        var evaluate = new EvaluateArea.Input
        {
            PlaceCode = "N1",
            Categories = ["asb"],
            ResponseStart = new(2025, 5, 10),
        };
        Assert.Equal(Verdict.ClearFall, (await station.Get<EvaluateArea>().Run(station.Officer, evaluate, default)).Value.Verdict);
        var before = (await Warnings(station)).Month;
        await Doubt(station, new(2026, 3, 1), new(2026, 5, 1));

        var result = (await station.Get<EvaluateArea>().Run(station.Officer, evaluate, default)).Value;
        Assert.Equal(Verdict.TooFew, result.Verdict);
        Assert.Contains(Cautions.DoubtedMonths, result.Cautions);
        Assert.StartsWith(
            "No verdict yet: part of March 2026 and May 2026 may be missing. As counted, anti-social behaviour fell by 60 in 100 here",
            result.Sentence,
            StringComparison.Ordinal
        );

        var patch = await Patch(station, new(2026, 5));
        Assert.StartsWith("Part of May 2026 may be missing", patch.Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("chance gives", patch.Sentence, StringComparison.Ordinal);
        Assert.All(patch.Categories, c => Assert.Equal("not compared: part of the month may be missing", c.Difference));
        Assert.DoesNotContain("may be missing", (await Patch(station, new(2026, 4))).Sentence, StringComparison.Ordinal);

        var warnings = await Warnings(station);
        Assert.StartsWith("Part of March 2026 and May 2026 may be missing", warnings.Sentence, StringComparison.Ordinal);
        Assert.Equal((new YearMonth(2026, 5), (YearMonth?)new YearMonth(2026, 4)), (before!.Value, warnings.Month));

        var seen = (
            await station
                .Get<ShowWhatCouldBeSeen>()
                .Run(
                    station.Officer,
                    new()
                    {
                        Reference = await station.Opened(),
                        Measure = AimMeasure.Incidents,
                        Categories = ["asb"],
                        PlaceCodes = ["N1"],
                    },
                    default
                )
        ).Value;
        Assert.StartsWith("Part of March 2026 and May 2026 may be missing", seen.More[0], StringComparison.Ordinal);

        // Somebody's word lifts it everywhere.
        foreach (var month in new YearMonth[] { new(2026, 3), new(2026, 5) })
        {
            SayMonthIsWhole.Input word = new()
            {
                Import = "I-1",
                Month = month,
                Because = "It was a quiet month",
            };
            Assert.True((await station.Get<SayMonthIsWhole>().Run(station.Station.Owner, word, default)).Done);
        }

        Assert.Equal(Verdict.ClearFall, (await station.Get<EvaluateArea>().Run(station.Officer, evaluate, default)).Value.Verdict);
        Assert.Equal(new YearMonth(2026, 5), (await Warnings(station)).Month);
    }

    [Fact]
    public async Task AMonthThatComesIntoDoubtLater_IsSaidOfTheKeptResult_AndItIsMeasuredAgain_Once()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.Responded();
        Assert.Equal(new(1, 0, 0), await MeasureDue(station));
        Assert.Empty((await Shown(station, reference)).DoubtedSince);

        await Doubt(station, new DateOnly(2026, 3, 1));
        var shown = await Shown(station, reference);
        Assert.Equal(
            "Part of March 2026 may be missing: far fewer incidents came in than is usual. That was not known when this was measured.",
            shown.DoubtedSince[shown.Result!.Id]
        );
        Assert.Equal(new(1, 0, 0), await MeasureDue(station));
        shown = await Shown(station, reference);
        Assert.Equal((Verdict.TooFew, false), (shown.File.Verdict, shown.DoubtedSince.ContainsKey(shown.Result!.Id)));
        Assert.Equal(new(0, 0, 0), await MeasureDue(station));

        // A fuller import: the doubt goes, and the result is had.
        await Doubt(station);
        Assert.Equal(new(1, 0, 0), await MeasureDue(station));
        Assert.Equal(Verdict.ClearFall, (await station.File(reference)).Verdict);
        Assert.Equal(new(0, 0, 0), await MeasureDue(station));
    }

    [Fact]
    public async Task AFollowUpWithADoubtedMonth_IsMadeOnceMore_WhenTheMonthIsWhole()
    {
        await using var station = await ProblemStation.Create();
        var reference = await MyDayTests.Closed(station);
        station.Station.Clock.Advance(TimeSpan.FromDays(400));
        await Ground.AddMonths(station.Station, new(2026, 6, 1), new(2027, 6, 1), inFairlands: 10);
        await Doubt(station, new DateOnly(2027, 5, 1));
        Assert.Equal(new(0, 3, 0), await MeasureDue(station));
        Assert.Equal(new(0, 0, 0), await MeasureDue(station));

        await Doubt(station);
        Assert.Equal(new(0, 1, 1), await MeasureDue(station));
        Assert.Equal(Lasting.CameBack, (await Shown(station, reference)).FollowUps[^1].Lasting);
        Assert.Equal(new(0, 0, 0), await MeasureDue(station));
    }

    private static async Task<ProblemView> Shown(ProblemStation station, string reference) =>
        (await station.Get<ShowProblem>().Run(station.Officer, new() { Reference = reference }, default)).Value;

    private static async Task<MeasureWhatIsDue.Done> MeasureDue(ProblemStation station)
    {
        // An hour on, as the schedule asks.
        station.Station.Clock.Advance(TimeSpan.FromHours(1));
        return (await station.Get<MeasureWhatIsDue>().Run(station.Station.Owner, new(), default)).Value;
    }

    private static async Task<ListWarnings.Listed> Warnings(ProblemStation station) =>
        (await station.Get<ListWarnings>().Run(station.Officer, new() { PlaceNo = Ground.Fairlands }, default)).Value;

    private static async Task<PatchSummary.Summary> Patch(ProblemStation station, YearMonth month) =>
        (await station.Get<PatchSummary>().Run(station.Officer, new() { PlaceNo = Ground.Fairlands, Month = month }, default)).Value;

    /// <summary>These months are in doubt, and no others.</summary>
    private static async Task Doubt(ProblemStation station, params DateOnly[] months)
    {
        await using var connection = new NpgsqlConnection(station.Station.OwnerConnectionString);
        await connection.OpenAsync();
        await using var whole = new NpgsqlCommand("delete from month_doubt", connection);
        await whole.ExecuteNonQueryAsync();
        await using var doubt = new NpgsqlCommand(
            "insert into month_doubt (scope, month, import_no, held, usual, at) "
                + "select scope, m, no, 4, 30, now() from import, unnest($1::date[]) m where reference = 'I-1'",
            connection
        );
        doubt.Parameters.Add(new() { Value = months });
        await doubt.ExecuteNonQueryAsync();
    }
}
