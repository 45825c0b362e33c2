using Wardwise.App.Imports;
using Wardwise.App.Incidents;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Incidents;

/// <summary>Files that a spreadsheet or somebody's script had in hand before they came here (F50): the same rows are the same incidents,
/// nothing is counted twice and nothing is lost in silence.</summary>
public sealed class SpreadsheetFilesTests
{
    private static string Sound { get; } = new StreetFile().Crime("a").Crime("b").Asb().Asb().AsbWithoutPlace().ToString();

    public static TheoryData<string, string> SavedAgain =>
        new()
        {
            { "quoted", string.Join('\n', Lines.Select(l => string.Join(',', l.Split(',').Select(c => $"\"{c}\"")))) + "\n" },
            { "semicolons", Sound.Replace(',', ';') },
            { "sep", "sep=;\r\n" + Sound.Replace(',', ';').Replace("\n", "\r\n") },
            { "tabs", Sound.Replace(',', '\t') },
            { "dates", Sound.Replace(",2025-03,", ",Mar-25,") },
            { "days", Sound.Replace(",2025-03,", ",01/03/2025,") },
            { "zeros lost", Sound.Replace("-0.200000,51.900000", "-0.2,51.9") },
            { "empty columns", string.Join('\n', Lines.Select(l => l + ",,,")) + "\n" },
            { "empty rows", Sound + ",,,,,,,,,,,\n\n,,,,,,,,,,,\n" },
            { "joined", Sound + Lines[0] + "\n" },
            { "header", Sound.Replace(Lines[0], Lines[0].ToUpperInvariant().Replace(' ', '_')) },
            { "carriage returns", Sound.Replace('\n', '\r') },
            {
                "mixed ends",
                Lines[0] + "\r\n" + string.Join('\r', Lines.Skip(1).Take(2)) + "\n" + string.Join("\r\n", Lines.Skip(3)) + "\r"
            },
        };

    private static string[] Lines => Sound.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    [Theory]
    [MemberData(nameof(SavedAgain))]
    public async Task AStreetFileSavedAgain_IsTheSameFile(string how, string text)
    {
        await using var station = await Station.Create();
        Assert.Equal(5, (await Import(station, Sound)).Added);
        var again = await Import(station, text, "saved-again.csv");
        Assert.True((again.Read, again.Already, again.Rejected.Count) == (5, 5, 0), $"{how}: {again}");
    }

    [Fact]
    public async Task ALineOfTotals_IsSaidToBeOne_AndTheRestGoesIn()
    {
        await using var station = await Station.Create();
        var report = await Import(station, Sound + "Total,,,,,,,,,,,5");
        Assert.Equal(
            (6, 5, "this looks like a line of totals, not a row of its own"),
            (report.Read, report.Added, report.Rejected.Single().Reason)
        );
    }

    [Fact]
    public async Task AReferenceThatASpreadsheetRounded_LosesNothingInSilence()
    {
        await using var station = await Station.Create();
        const string Header = "reference,occurred,category,latitude,longitude,text\n";
        var report = await Own(
            station,
            Header
                + "4.1E+15,2026-03-06,asb,51.9,-0.2,Loud\n4.1E+15,2026-03-07,burglary,51.9,-0.2,A shed\n"
                + "4.1E+15,2026-03-06,asb,51.9,-0.2,Loud\n4.1E+15,2026-04-07,asb,51.9,-0.2,Bins\n"
        );
        Assert.Equal((4, 1, 1), (report.Read, report.Added, report.Copies));
        Assert.Equal([3L, 5], report.Rejected.Select(r => r.Line));
        Assert.All(
            report.Rejected,
            r => Assert.Contains("'4.1E+15' stands in this file already, with other words. A spreadsheet makes this", r.Reason)
        );
        Assert.Contains(report.Warnings, w => w.Reason.Contains("is what a spreadsheet makes of a long number", StringComparison.Ordinal));

        // Nor does the next file's take its place.
        var next = await Own(station, Header + "4.1E+15,2026-05-01,asb,51.9,-0.2,Another\n");
        Assert.Contains("is held already, with other words", Assert.Single(next.Rejected).Reason);

        // A reference that is whole is rejected under its name too.
        var slip = await Own(station, Header + "W-7,2026-03-06,asb,51.9,-0.2,One\nW-7,2026-03-06,asb,51.9,-0.2,Two\n");
        Assert.Equal("reference: 'W-7' stands in this file already, with other words", Assert.Single(slip.Rejected).Reason);
    }

    [Fact]
    public async Task ATimeThatNeverWas_IsRejected_AndOneThatWasTwice_IsSaid()
    {
        await using var station = await Station.Create();
        var report = await Own(
            station,
            "reference,occurred,category\nA,2026-03-29T01:30,asb\nB,2026-03-29T02:30,asb\n"
                + "C,2025-10-26 01:30,asb\nD,2025-10-26T01:30+01:00,asb\nE,29/03/2026 00:59,asb\n"
        );
        Assert.Equal((5, 4), (report.Read, report.Added));
        Assert.StartsWith("occurred: '2026-03-29T01:30' never was: the clocks went forward", Assert.Single(report.Rejected).Reason);
        var twice = Assert.Single(report.Warnings);
        Assert.Equal(4, twice.Line);
        Assert.Contains("the clock showed this time twice", twice.Reason);
        Assert.Contains("26 October 2025, 01:30", twice.Reason);
    }

    [Fact]
    public async Task AFileOfOtherRows_OrOfOtherOrder_IsReadByItsColumns()
    {
        await using var station = await Station.Create();
        var first = await Own(station, "reference,occurred,category,text\nW-1,2026-03-06,asb,Loud\n");
        var again = await Own(station, "\ufeffText;CATEGORY;Occurred;\"Reference\";;\r\nLoud;asb;06/03/2026;W-1;;\r\n;;;;;\r\n");
        Assert.Equal((1, 1, 1), (first.Added, again.Read, again.Already));
        var nul = await Own(station, "reference,occurred,category,text\nW-2,2026-03-06,asb,a\0b\nW-3,2026-03-06,asb,ok\n");
        Assert.Equal((2, 1), (nul.Read, nul.Added));
        Assert.Contains("NUL", Assert.Single(nul.Rejected).Reason);
        var json = await station.Get<ImportIncidents>().Run(station.Owner, Input(await Save(station, "{\"a\":1}", "x.csv")), default);
        Assert.Contains("this is JSON, and a file of rows (CSV) is asked for", Assert.Single(json.Refusals).Sentence);
    }

    private static async Task<ImportReport> Import(Station station, string text, string name = "2025-03-wealdshire-street.csv") =>
        await Done(station, new() { Paths = [await Save(station, text, name)], Force = "wealdshire" });

    private static async Task<ImportReport> Own(Station station, string text) =>
        await Done(station, Input(await Save(station, text, "own.csv")));

    private static ImportIncidents.Input Input(string path) =>
        new()
        {
            Paths = [path],
            Force = "wealdshire",
            Format = IncidentFormats.Wardwise,
        };

    private static async Task<ImportReport> Done(Station station, ImportIncidents.Input input)
    {
        var outcome = await station.Get<ImportIncidents>().Run(station.Owner, input, default);
        Assert.True(outcome.Done, string.Join(" ", outcome.Refusals.Select(r => r.Sentence)));
        return outcome.Value;
    }

    private static async Task<string> Save(Station station, string text, string name)
    {
        var path = Path.Combine(station.Home, name);
        await File.WriteAllTextAsync(path, text);
        return path;
    }
}
