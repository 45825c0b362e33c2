using System.Text.Json;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Commands;

/// <summary>Bringing old records in through the real program.</summary>
public sealed class ImportProblemsVerbTests
{
    [Fact]
    public async Task AFileWithEveryFault_AnswersOneJsonDocument_OfTheShapeThatIsPromised()
    {
        await using var station = await ProblemStation.Create();
        var (code, output, error) = await Run(station, OldRecordFile.EveryFault(), "--json");
        Assert.True(code == 0, error);
        using var json = JsonDocument.Parse(output);
        var root = json.RootElement;
        Assert.Equal(
            [
                "id",
                "read",
                "added",
                "changed",
                "already",
                "copies",
                "rejected",
                "noLocation",
                "outsideForce",
                "seconds",
                "grades",
                "warnings",
                "reconciliation",
            ],
            root.EnumerateObject().Select(p => p.Name)
        );
        Assert.Equal(
            (30, 16, 13, 1),
            (
                root.GetProperty("read").GetInt32(),
                root.GetProperty("added").GetInt32(),
                root.GetProperty("rejected").GetArrayLength(),
                root.GetProperty("copies").GetInt32()
            )
        );
        Assert.Equal("""{"0":0,"1":0,"2":0,"3":0,"4":0,"5":15,"6":0,"none":1}""", JsonSerializer.Serialize(root.GetProperty("grades")));
        Assert.Equal(
            """{"file":"taps.csv","line":3,"reason":"reference: give the old system\u0027s own reference, up to 100 characters"}""",
            JsonSerializer.Serialize(root.GetProperty("rejected")[0])
        );
    }

    [Fact]
    public async Task InWords_ItSaysHowWhatIsHeldAgreesWithTheFile()
    {
        await using var station = await ProblemStation.Create();
        var (code, output, error) = await Run(station, OldRecordFile.EveryFault(), "--dry-run");
        Assert.True(code == 0, error);
        Assert.StartsWith(
            "Dry run, nothing applied: read 30, added 16, changed 0, already held 0, copies 1, rejected 13.",
            output,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "\nOf 16 records held:\n  grades of the old system  0: 0, 1: 0, 2: 0, 3: 0, 4: 0, 5: 15, 6: 0, none: 1\n"
                + "  grades of our rules       1: 16\n",
            output,
            StringComparison.Ordinal
        );
        Assert.Contains("\n  neighbourhoods not known  Nowhere Park: 2\n  closed before opened      1\n", output, StringComparison.Ordinal);
        Assert.Contains("taps.csv, line 10: grade: '7' is not a grade from 0 to 6.", error, StringComparison.Ordinal);
        var (nothing, _, why) = await Run(station, new OldRecordFile().Row("T/1", ("grade", "7")));
        Assert.Equal(1, nothing);
        Assert.Contains("Nothing was applied: no row can go in.", why, StringComparison.Ordinal);
    }

    private static Task<(int Code, string Output, string Error)> Run(ProblemStation station, OldRecordFile file, params string[] more) =>
        WardwiseProcess.RunAt(
            station.Station,
            Role.Coordinator,
            ["import", "problems", file.Save(station.Station.Home), "--format", "taps", "--force", "wealdshire", .. more]
        );
}
