using System.Globalization;
using System.Net;
using Wardwise.App.OldRecords;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;

namespace Wardwise.Web.Tests.OldRecords;

/// <summary>Records of an older system on their pages: found by their old reference, shown for what they are, accounted for, taken
/// back.</summary>
public sealed class OldRecordPagesTests
{
    [Theory]
    [InlineData("/problems/T/2021/0143")]
    [InlineData("/problems/T%2F2021%2F0143")]
    [InlineData("/problems/t%2f2021%2f0143?tab=response")]
    [InlineData("/problems/Q7")]
    [InlineData("/problems/No.%208%20%26%20%C3%A9t%C3%A9%3F")]
    public async Task TheOldReference_KeepsWorking_AsAnAddress(string address)
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        await Import(station, new OldRecordFile().Row("T/2021/0143").Row("Q7").Row("No. 8 & été?"));
        using var officer = await web.Browse(Role.Officer);
        await officer.Open(address);
        Assert.Equal((HttpStatusCode.OK, "Mini motos on the rec"), (officer.Status, officer.Heading));
        Assert.StartsWith("/problems/P-2026-000", officer.Address);
        await officer.Open("/problems/T/2021/0144");
        Assert.Equal(HttpStatusCode.NotFound, officer.Status);
    }

    [Fact]
    public async Task TheRecord_SaysWhereItCameFrom_AndShowsBothGrades_AndTheRowAsItStood()
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        await Import(
            station,
            new OldRecordFile().Row(
                "T/1",
                ("response", "Gate mended\n<b>and</b> riders visited"),
                ("techniques", "Control access to facilities; Waving"),
                ("category", "social")
            )
        );
        using var officer = await web.Browse(Role.Officer);
        await officer.Open("/problems/T/1?tab=response");
        Assert.Equal(
            "From an older system, where it was T/1. It came in on 15 June 2026 with import I-2026-0001; what it says of its "
                + "result is its author’s word. The old record",
            officer.Text(".ww-head p")
        );
        Assert.Contains("1 now; 5 in the old system", officer.Text(".ww-aside"), StringComparison.Ordinal);
        Assert.Contains("No steps yet", officer.Text(".ww-main"), StringComparison.Ordinal);
        var said = Rows(officer, ".ww-main .govuk-summary-list__row", "dt, dd");
        Assert.Contains("Response | Gate mended\n<b>and</b> riders visited", said);
        Assert.Contains("Techniques named | Control access to facilities; Waving", said);
        Assert.Contains("category | social", said);
        Assert.Equal(
            "category: 'social' is not one of personal, nuisance, environmental. The record has no category.",
            officer.Text(".ww-main ul.govuk-list--bullet li")
        );
        await officer.Open("/problems/T/1?tab=assessment");
        Assert.Contains("A mended gate needs a keyholder", officer.Text(".ww-main"), StringComparison.Ordinal);
        Assert.Empty(officer.Texts(".ww-verdict"));
    }

    [Fact]
    public async Task TheReport_AccountsForEveryRow_AndTheImportIsTakenBackFromIt()
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        var report = await Import(station, OldRecordFile.EveryFault());
        using var coordinator = await web.Browse(Role.Coordinator);
        await coordinator.Open("/imports");
        await coordinator.Click(report.Id!);
        Assert.Contains(
            "30 rows read: 16 records held (16 added, 0 changed, 0 there already), 1 copy, 13 rejected.",
            coordinator.Text("main"),
            StringComparison.Ordinal
        );
        foreach (
            var table in coordinator
                .Page.QuerySelectorAll("table")
                .Where(t => t.QuerySelector("tbody tr:last-child th")?.TextContent == "All")
        )
        {
            var counts = table
                .QuerySelectorAll("tbody tr")
                .Select(r => int.Parse(r.QuerySelector("td:last-child")!.TextContent, CultureInfo.InvariantCulture))
                .ToList();
            Assert.Equal((16, 16), (counts[^1], counts.SkipLast(1).Sum()));
        }

        Assert.Equal(4, coordinator.Page.QuerySelectorAll("tbody tr:last-child th").Count(th => th.TextContent == "All"));
        Assert.Contains("Techniques not known: Waving (1)", coordinator.Text("main"), StringComparison.Ordinal);
        var rows = Rows(coordinator, "tbody tr", "td");
        Assert.Contains("taps.csv | 10 | grade: '7' is not a grade from 0 to 6", rows);
        Assert.Contains("taps.csv | 23 | neighbourhood: 'Nowhere Park' is not known. The record is placed by its position", rows);
        await coordinator.Click("Take it back");
        await coordinator.Send([], button: "Take the import back");
        Assert.Contains("is taken back.", coordinator.Text("body"), StringComparison.Ordinal);
        await coordinator.Open("/problems/T/16");
        Assert.Equal(HttpStatusCode.NotFound, coordinator.Status);
    }

    private static IReadOnlyList<string> Rows(Browsing browsing, string row, string cells) =>
        [
            .. browsing
                .Page.QuerySelectorAll(row)
                .Select(r => string.Join(" | ", r.QuerySelectorAll(cells).Select(c => c.TextContent.Trim()))),
        ];

    private static async Task<OldRecordsReport> Import(ProblemStation station, OldRecordFile file)
    {
        var outcome = await station
            .Get<ImportProblems>()
            .Run(station.Coordinator, new() { Paths = [file.Save(station.Station.Home)], Force = "wealdshire" }, default);
        ProblemStation.Done(outcome);
        return outcome.Value;
    }
}
