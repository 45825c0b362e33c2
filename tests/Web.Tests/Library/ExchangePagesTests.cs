using System.Net.Http.Headers;
using Wardwise.App.Library;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Library;
using Wardwise.Testing;

namespace Wardwise.Web.Tests.Library;

/// <summary>What is told to other forces, and what they told, through the coordinator's pages (F5).</summary>
public sealed class ExchangePagesTests
{
    [Fact]
    public async Task TheCoordinator_MendsWhatNamesSomebody_AndMakesTheFile()
    {
        await using var web = await WebStation.Create();
        var officer = await web.Station.As(Role.Officer);
        var recorded = (
            await web
                .Station.Get<RecordLesson>()
                .Run(
                    officer,
                    new()
                    {
                        Title = "Tell the caller who rings back",
                        Source = LessonSource.Complaint,
                        WhatHappened = "PC Hargreaves rang too late.",
                        WhatWasLearned = "Name one person.",
                        Action = "Write a card",
                        DueOn = new(2026, 6, 20),
                    },
                    default
                )
        ).Value;
        await web.Station.Get<PublishLesson>().Run(officer, new() { Reference = recorded.Reference }, default);
        using var coordinator = await web.Browse(Role.Coordinator);
        await coordinator.Open("/library/exchange");
        Assert.Contains("1 record still names somebody", coordinator.Text("main"));
        await coordinator.Click("Tell the caller who rings back");
        await coordinator.Send([]);
        Assert.Contains("PC Hargreaves", coordinator.Errors.Single());
        var target = coordinator.Page.QuerySelector(".govuk-error-summary__list a")!.GetAttribute("href")!;
        Assert.NotNull(coordinator.Page.GetElementById(target[1..]));
        var field = coordinator
            .Page.QuerySelectorAll("textarea")
            .Single(t => t.TextContent.Contains("Hargreaves", StringComparison.Ordinal))
            .GetAttribute("name")!;
        await coordinator.Send(new() { [field] = "An officer rang too late." });
        Assert.Contains("1 record can go.", coordinator.Text("main"));
        await coordinator.Send([], "form[action*='xport']");
        Assert.Contains("An officer rang too late.", coordinator.Page.Source.Text);
    }

    [Fact]
    public async Task AFileOfAnotherForce_IsTakenIn_AndReadByAll()
    {
        await using var web = await WebStation.Create();
        using var coordinator = await web.Browse(Role.Coordinator);
        await coordinator.Open("/library/exchange");
        await coordinator.Send([], "form[action*='mport']");
        Assert.Equal(["Choose the file."], coordinator.Errors);
        var token = coordinator
            .Page.QuerySelector("form[action*='mport'] input[name='__RequestVerificationToken']")!
            .GetAttribute("value")!;
        const string File = """
            {"format":"wardwise-library","version":1,"force":"kent","made":"2026-Q1","practices":[
            {"key":"a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0","kind":"problem","title":"Bikes on a common",
             "texts":[{"part":"lesson","text":"A track nearby, and then the barrier"}],
             "result":{"code":"clear-fall","percent":-41,"design":"comparison"}},
            {"key":"b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0","kind":"problem","title":"Mr Hargreaves","texts":[{"part":"lesson","text":"x"}]}]}
            """;
        using var content = new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" } };
        using var file = new StringContent(File);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Add(file, "Input.File", "practice.json");
        using var answer = await coordinator.Raw(HttpMethod.Post, "/library/exchange?handler=Import", content);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("From kent: 1 practice added, 0 held already, 1 refused.", page);
        Assert.Contains("looks like a name", page);
        using var partner = await web.Browse(Role.Partner);
        await partner.Open("/library/practice");
        await partner.Click("Bikes on a common");
        Assert.Contains("From Kent Police", partner.Text("main"));
        Assert.Contains("Measured: fell 41 in 100", partner.Text("main"), StringComparison.OrdinalIgnoreCase);
    }
}
