using Npgsql;
using Wardwise.App.Incidents;
using Wardwise.App.Problems;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;

namespace Wardwise.Web.Tests.Imports;

/// <summary>The pages of imports say which months may be missing a part, and take somebody's word that one is whole.</summary>
public sealed class DoubtedMonthPagesTests
{
    [Fact]
    public async Task ADoubtedMonth_IsOnThePages_UntilSomebodySaysThatItIsWhole()
    {
        await using var web = await WebStation.Create();
        var part = "";
        foreach (var (month, rows) in new[] { ("2026-03", 50), ("2026-04", 14) })
        {
            var file = new StreetFile(month);
            for (var i = 0; i < rows; i++)
            {
                file.Crime($"{month} {i}");
            }

            var outcome = await web
                .Station.Get<ImportIncidents>()
                .Run(web.Station.Owner, new() { Paths = [file.Save(web.Station.Home)], Force = "wealdshire" }, default);
            part = outcome.Value.Id!;
        }

        using var browser = await web.Browse(Role.Coordinator);
        await browser.Open("/imports");
        Assert.Contains("1 month in doubt", browser.Page.Body!.TextContent, StringComparison.Ordinal);
        await browser.Open($"/imports/{part}");
        Assert.Contains(
            "April 2026 has 14 incidents, where the months beside it and the year before suggest 50: part of it may be missing",
            browser.Page.Body!.TextContent,
            StringComparison.Ordinal
        );
        await browser.Send(new() { ["Because"] = " " });
        Assert.Contains("Say how you know that the month is whole", browser.Page.Body!.TextContent, StringComparison.Ordinal);
        await browser.Send(new() { ["Because"] = "The control room was closed" });
        Assert.Contains("April 2026 is whole, said", browser.Page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "part of it may be missing.",
            browser.Page.QuerySelector("main form")?.TextContent ?? "",
            StringComparison.Ordinal
        );
        await browser.Open("/imports");
        Assert.DoesNotContain("in doubt", browser.Page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AResultWhoseMonthCameIntoDoubtLater_SaysSoWhereverItIsShown()
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        var reference = await station.Responded();
        ProblemStation.Done(await station.Get<MeasureProblem>().Run(station.Officer, new() { Reference = reference }, default));
        await using (var connection = new NpgsqlConnection(web.Station.OwnerConnectionString))
        {
            await connection.OpenAsync();
            await using var doubt = new NpgsqlCommand(
                "insert into month_doubt (scope, month, import_no, held, usual, at) "
                    + "select scope, date '2026-03-01', no, 4, 30, now() from import where reference = 'I-1'",
                connection
            );
            await doubt.ExecuteNonQueryAsync();
        }

        using var browser = await web.Browse(Role.Officer);
        foreach (var page in new[] { "", "?tab=assessment", "/measure" })
        {
            await browser.Open($"/problems/{reference}{page}");
            Assert.Contains(
                "Part of March 2026 may be missing: far fewer incidents came in than is usual. That was not known when this was measured.",
                browser.Page.Body!.TextContent,
                StringComparison.Ordinal
            );
        }
    }
}
