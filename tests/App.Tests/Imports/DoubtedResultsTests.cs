using Npgsql;
using Wardwise.App.Imports;
using Wardwise.App.Incidents;
using Wardwise.App.Measuring;
using Wardwise.App.Problems;
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

    private static async Task<ListWarnings.Listed> Warnings(ProblemStation station) =>
        (await station.Get<ListWarnings>().Run(station.Officer, new() { PlaceNo = Ground.Fairlands }, default)).Value;

    private static async Task<PatchSummary.Summary> Patch(ProblemStation station, YearMonth month) =>
        (await station.Get<PatchSummary>().Run(station.Officer, new() { PlaceNo = Ground.Fairlands, Month = month }, default)).Value;

    private static async Task Doubt(ProblemStation station, params DateOnly[] months)
    {
        await using var connection = new NpgsqlConnection(station.Station.OwnerConnectionString);
        await connection.OpenAsync();
        await using var doubt = new NpgsqlCommand(
            "insert into month_doubt (scope, month, import_no, held, usual, at) "
                + "select scope, m, no, 4, 30, now() from import, unnest($1::date[]) m where reference = 'I-1'",
            connection
        );
        doubt.Parameters.Add(new() { Value = months });
        await doubt.ExecuteNonQueryAsync();
    }
}
