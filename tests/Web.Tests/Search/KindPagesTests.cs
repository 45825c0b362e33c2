using System.Net;
using Npgsql;
using Wardwise.App.Records;
using Wardwise.App.Search;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Problems;
using Wardwise.Testing;

namespace Wardwise.Web.Tests.Search;

/// <summary>A coordinator confirms what kind of problem many records are, from what their words suggest.</summary>
public sealed class KindPagesTests
{
    private static readonly ProblemKind First = ProblemKinds.Shipped.Kinds[0];
    private static readonly ProblemKind Second = ProblemKinds.Shipped.Kinds[1];

    [Fact]
    public async Task WhatIsTicked_IsConfirmed_AsSuggestedOrAsChanged_WithHistory()
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        var (surest, changed, left) = (
            await station.Opened("Bikes on the green"),
            await station.Opened("Bikes on the heath"),
            await station.Opened("Bikes in the park")
        );
        await Suggest(web, (surest, First.Code, 0.9), (changed, First.Code, 0.8), (left, Second.Code, 0.3));
        using var coordinator = await web.Browse(Role.Coordinator);
        await coordinator.Open("/problems/kinds");
        Assert.Equal(["Bikes on the green", "Bikes on the heath", "Bikes in the park"], coordinator.Texts("tbody td:nth-child(2) a"));
        Assert.Equal(
            ["90 in 100 sure", "80 in 100 sure", $"Perhaps {Second.Name}: 30 in 100 sure"],
            coordinator.Texts("tbody select + .ww-quiet")
        );
        await coordinator.Send([], form: "form.ww-kinds-form");
        Assert.Equal(["Tick at least one record."], coordinator.Errors);
        await coordinator.Open("/problems/kinds?atLeast=50&all=true");
        Assert.Equal(2, coordinator.Page.QuerySelectorAll("tbody input[checked]").Length);
        await coordinator.Send(new() { [$"kindOf[{changed}]"] = Second.Code }, form: "form.ww-kinds-form");
        Assert.Contains("2 kinds confirmed.", coordinator.Text("body"), StringComparison.Ordinal);
        Assert.Contains("Nothing waits to be confirmed", coordinator.Text(".ww-main"), StringComparison.Ordinal);
        Assert.Equal(
            (First.Code, Second.Code, null),
            (
                (await station.File(surest)).Problem.KindCode,
                (await station.File(changed)).Problem.KindCode,
                (await station.File(left)).Problem.KindCode
            )
        );
        Assert.Equal(
            "confirmed the kind of problem",
            (await station.Get<ShowHistory>().Run(station.Officer, new() { Reference = changed }, default)).Value.Events[0].What
        );
        await coordinator.Open("/problems/kinds?confirmed=true");
        Assert.Equal(2, coordinator.Texts("tbody tr").Count());
    }

    [Fact]
    public async Task UnderFiftyNothingIsChosen_AndOnlyThoseOfSeventyFiveAreTickedTogether()
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        var (sure, likely, doubtful) = (
            await station.Opened("Bikes on the green"),
            await station.Opened("Bikes on the heath"),
            await station.Opened("Bikes in the park")
        );
        await Suggest(web, (sure, First.Code, 0.75), (likely, First.Code, 0.5), (doubtful, Second.Code, 0.49));
        using var coordinator = await web.Browse(Role.Coordinator);
        await coordinator.Open("/problems/kinds");
        Assert.Equal(
            [First.Code, First.Code],
            coordinator.Page.QuerySelectorAll("tbody option[selected]").Select(o => o.GetAttribute("value"))
        );
        Assert.Empty(coordinator.Page.QuerySelectorAll("tbody input[checked]"));

        await coordinator.Click("Tick those of 75 and over");
        Assert.Equal([sure], coordinator.Page.QuerySelectorAll("tbody input[checked]").Select(o => o.GetAttribute("value")));
        Assert.DoesNotContain("Tick those", coordinator.Text("main"), StringComparison.Ordinal);

        await coordinator.Send(new() { ["ticked"] = doubtful }, form: "form.ww-kinds-form");
        Assert.Equal([$"Choose the kind of {doubtful}."], coordinator.Errors);
        Assert.Equal([doubtful], coordinator.Page.QuerySelectorAll("tbody input[checked]").Select(o => o.GetAttribute("value")));
    }

    [Fact]
    public async Task TheCoordinatorsHome_SaysHowManyWait_AndNobodyElses()
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        using var coordinator = await web.Browse(Role.Coordinator);
        await coordinator.Open("/");
        Assert.DoesNotContain("Kinds to confirm", coordinator.Text("main"), StringComparison.Ordinal);

        var (first, second) = (await station.Opened(), await station.Opened());
        await coordinator.Open("/");
        Assert.Contains(
            "2 records wait for somebody to confirm what kind of problem they are.",
            coordinator.Text("main"),
            StringComparison.Ordinal
        );
        await Confirm(station, station.Coordinator, first, First.Code);
        await coordinator.Open("/");
        Assert.Contains(
            "1 record waits for somebody to confirm what kind of problem it is.",
            coordinator.Text("main"),
            StringComparison.Ordinal
        );
        await coordinator.Click("Confirm them");
        Assert.Contains(second, coordinator.Text("tbody"), StringComparison.Ordinal);

        using var officer = await web.Browse(Role.Officer);
        await officer.Open("/");
        Assert.DoesNotContain("Kinds to confirm", officer.Text("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OnlyTheForcesOwn_AndOnlyKnownKinds_AreConfirmed_ByACoordinator()
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        var reference = await station.Opened();
        Assert.False((await Confirm(station, station.Officer, reference, First.Code)).Done);
        Assert.Equal(
            $"Choose the kind of {reference}.",
            ProblemStation.Refusal(await Confirm(station, station.Coordinator, reference, "no-such-kind"))
        );
        Assert.Equal(
            Domain.Shared.Refusal.NotThere,
            (await Confirm(station, station.Coordinator, "P-2026-9999", First.Code)).Refusals.Single()
        );
        Assert.Equal(1, (await Confirm(station, station.Coordinator, reference, First.Code)).Value);
        Assert.Equal(0, (await Confirm(station, station.Coordinator, reference, First.Code)).Value);
        using var officer = await web.Browse(Role.Officer);
        await officer.Open("/problems/kinds");
        Assert.Equal(HttpStatusCode.Forbidden, officer.Status);
    }

    private static Task<Domain.Shared.Outcome<int>> Confirm(
        ProblemStation station,
        App.Access.Actor actor,
        string reference,
        string kind
    ) => station.Get<ConfirmKinds>().Run(actor, new() { Choices = [new(reference, kind)] }, default);

    /// <summary>As the index writes it.</summary>
    private static async Task Suggest(WebStation web, params (string Reference, string Kind, double Confidence)[] suggestions)
    {
        await using var connection = new NpgsqlConnection(web.Station.OwnerConnectionString);
        await connection.OpenAsync();
        foreach (var (reference, kind, confidence) in suggestions)
        {
            await using var write = new NpgsqlCommand(
                "select put_findable((select id from record where reference = $1), $2, $3, 0.5, '', '', '')",
                connection
            )
            {
                Parameters =
                {
                    new() { Value = reference },
                    new() { Value = kind },
                    new() { Value = (float)confidence },
                },
            };
            await write.ExecuteNonQueryAsync();
        }
    }
}
