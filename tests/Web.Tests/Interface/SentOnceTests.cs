using System.Net;
using Npgsql;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Records;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;

namespace Wardwise.Web.Tests.Interface;

/// <summary>Two identical forms at once, by a double click or by a browser that tries again, make one record, note or step.</summary>
public sealed class SentOnceTests
{
    private const string Records = "select count(*) from record";

    [Fact]
    public async Task ARecord()
    {
        await using var web = await Station();
        await Once(web, Role.Officer, "/problems/new", "main form", Problem, Records);
    }

    [Fact]
    public async Task ANote()
    {
        await using var web = await Station();
        var record = await Opened(web);
        var note = new Dictionary<string, string> { ["Input.Text"] = "Seen again on Friday", ["Input.Visibility"] = "Own" };
        await Once(web, Role.Officer, record, "form[action*='ote']", note, "select count(*) from note");
    }

    [Fact]
    public async Task AStep()
    {
        await using var web = await Station();
        var record = await Opened(web);
        var step = new Dictionary<string, string>
        {
            ["Input.What"] = "Fit a barrier",
            ["Input.Technique"] = "control-access",
            ["Input.AgencyId"] = web.Station.CouncilId.ToString(),
            ["Input.DueOn.day"] = "30",
            ["Input.DueOn.month"] = "6",
            ["Input.DueOn.year"] = "2026",
        };
        await Once(web, Role.Officer, record + "/steps/new", "main form", step, "select count(*) from tasking");
    }

    [Fact]
    public async Task ALesson()
    {
        await using var web = await Station();
        var lesson = new Dictionary<string, string>
        {
            ["Input.Title"] = "Say who rings back",
            ["Input.Source"] = "Debrief",
            ["Input.WhatHappened"] = "Nobody rang back",
            ["Input.WhatWasLearned"] = "Name who rings",
            ["Input.Action"] = "Hang up a card",
            ["Input.DueOn.day"] = "30",
            ["Input.DueOn.month"] = "6",
            ["Input.DueOn.year"] = "2026",
        };
        await Once(web, Role.Officer, "/library/lessons/new", "main form", lesson, Records);
    }

    [Fact]
    public async Task AGuide()
    {
        await using var web = await Station();
        var guide = new Dictionary<string, string>
        {
            ["Input.Title"] = "How to ask",
            ["Input.Step"] = "Scanning",
            ["Input.Form"] = "WorkedExample",
            ["Input.Text"] = "Ask twice.",
        };
        await Once(web, Role.Coordinator, "/library/guides/new", "main form", guide, Records);
    }

    [Fact]
    public async Task AnAccount()
    {
        await using var web = await Station();
        var account = new Dictionary<string, string>
        {
            ["Input.Name"] = "Robin Vale",
            ["Input.Email"] = "robin@wealdshire.example",
            ["Input.AgencyId"] = web.Station.PoliceId.ToString(),
            ["Input.Role"] = "Officer",
        };
        await Once(web, Role.Administrator, "/admin/accounts/add", "main form", account, "select count(*) from account");
    }

    [Fact]
    public async Task AShare()
    {
        await using var web = await Station();
        var record = await Opened(web);
        var share = new Dictionary<string, string>
        {
            ["Input.AgencyId"] = web.Station.CouncilId.ToString(),
            ["Input.Purpose"] = "To plan together",
        };
        await Once(
            web,
            Role.Officer,
            record.Replace("/problems/", "/records/", StringComparison.Ordinal) + "/sharing",
            "form[action*='hare']",
            share,
            "select count(*) from share"
        );
    }

    [Fact]
    public async Task ALateRepeat_IsLedWhereTheFirstLed()
    {
        await using var web = await Station();
        using var officer = await web.Browse(Role.Officer);
        await officer.Open("/problems/new");
        var fields = Fields(officer, "main form", Problem);
        using var first = await officer.Raw(HttpMethod.Post, "/problems/new", new FormUrlEncodedContent(fields));
        using var again = await officer.Raw(HttpMethod.Post, "/problems/new", new FormUrlEncodedContent(fields));
        Assert.Equal(HttpStatusCode.Redirect, first.StatusCode);
        Assert.Equal(first.Headers.Location, again.Headers.Location);
    }

    [Fact]
    public async Task WhatMakesNothing_IsLedWhereTheFirstLedToo()
    {
        await using var web = await Station();
        var record = (await Opened(web))["/problems/".Length..].ToUpperInvariant();
        var file = await web
            .Station.Get<AddAttachment>()
            .Run(
                await web.Station.As(Role.Officer),
                new() { Reference = record, File = new("seen.txt", new MemoryStream("Seen at five"u8.ToArray())) },
                default
            );
        using var officer = await web.Browse(Role.Officer);
        var page = Addresses.TakeOffFile(record, file.Value);
        await officer.Open(page);
        var fields = Fields(officer, "main form", new() { ["Input.Why"] = "Of another record" });
        var to = officer.Page.QuerySelector("main form")!.GetAttribute("action") is { Length: > 0 } action ? action : page;
        Task<HttpResponseMessage> Send() => officer.Raw(HttpMethod.Post, to, new FormUrlEncodedContent(fields));

        HttpResponseMessage[] answers = [.. await Task.WhenAll(Send(), Send()), await Send()];

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Redirect, a.StatusCode));
        Assert.Single(answers.Select(a => a.Headers.Location).Distinct());
        Assert.Equal(1, await Count(web, "select count(*) from trail where why like 'took off the file%'"));
        foreach (var answer in answers)
        {
            answer.Dispose();
        }
    }

    [Fact]
    public async Task WhoGoesBackAndWritesSomethingElse_MakesAnother()
    {
        await using var web = await Station();
        using var officer = await web.Browse(Role.Officer);
        await officer.Open("/problems/new");
        var before = await Count(web, Records);
        foreach (var title in new[] { "Litter on the green", "Litter by the precinct" })
        {
            var fields = Fields(officer, "main form", new(Problem) { ["Input.Title"] = title });
            using var sent = await officer.Raw(HttpMethod.Post, "/problems/new", new FormUrlEncodedContent(fields));
        }

        Assert.Equal(before + 2, await Count(web, Records));
    }

    [Fact]
    public async Task AcrossProcesses_TheDatabaseHoldsTheKeyOnce()
    {
        await using var web = await Station();
        var officer = await web.Station.As(Role.Officer);
        var before = await Count(web, Records);
        var opened = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ =>
                    web.Station.Get<App.Problems.OpenProblem>()
                        .Run(
                            officer with
                            {
                                Once = new Once([1, 2, 3]),
                            },
                            new()
                            {
                                Title = "Litter",
                                WhatRecurs = "Cans",
                                PlaceNo = 2,
                                Category = Domain.Problems.ProblemCategory.Nuisance,
                            },
                            default
                        )
                )
        );
        Assert.Single(opened, o => o.Done);
        Assert.All(
            opened.Where(o => !o.Done),
            o => Assert.StartsWith("This was sent twice, and was done once", o.Refusals[0].Sentence, StringComparison.Ordinal)
        );
        Assert.Equal(before + 1, await Count(web, Records));
    }

    [Fact]
    public async Task WithoutTheNumber_TwoWouldBeMade()
    {
        await using var web = await Station();
        using var officer = await web.Browse(Role.Officer);
        await officer.Open("/problems/new");
        var before = await Count(web, Records);
        var fields = Fields(officer, "main form", Problem).Where(f => f.Key != "Once").ToList();
        await Task.WhenAll(
            Enumerable.Range(0, 2).Select(_ => officer.Raw(HttpMethod.Post, "/problems/new", new FormUrlEncodedContent(fields)))
        );
        Assert.Equal(before + 2, await Count(web, Records));
    }

    [Fact]
    public async Task FormsSent_AreForgottenAfterDays()
    {
        await using var web = await Station();
        await Opened(web);
        Assert.Equal(1, await Count(web, "select count(*) from form_sent"));
        await Count(web, "with old as (update form_sent set at = at - interval '4 days' returning 1) select count(*) from old");
        await using var work = await web.Station.Get<Upkeep>().Begin(Actor.Nobody, default);
        Assert.Equal(1, await work.Scalar<int>("select forget_forms_sent()", default));
    }

    private static Dictionary<string, string> Problem =>
        new()
        {
            ["Input.Title"] = "Off-road bikes on the green",
            ["Input.PlaceNo"] = "2",
            ["Input.WhatRecurs"] = "Bikes after school",
            ["Input.Category"] = "Nuisance",
            ["Input.Kind"] = "vehicle nuisance",
        };

    private static async Task<WebStation> Station()
    {
        var web = await WebStation.Create();
        await Ground.Lay(web.Station);
        return web;
    }

    private static async Task<string> Opened(WebStation web)
    {
        using var officer = await web.Browse(Role.Officer);
        await officer.Open("/problems/new");
        await officer.Send(Problem);
        return officer.Address.Split('?')[0];
    }

    private static async Task Once(WebStation web, Role role, string page, string form, Dictionary<string, string> values, string count)
    {
        using var browser = await web.Browse(role);
        await browser.Open(page);
        var fields = Fields(browser, form, values);
        var to = browser.Page.QuerySelector(form)!.GetAttribute("action") is { Length: > 0 } action ? action : page;
        var before = await Count(web, count);
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 2).Select(_ => browser.Raw(HttpMethod.Post, to, new FormUrlEncodedContent(fields)))
        );
        Assert.Equal(before + 1, await Count(web, count));
        Assert.All(answers, a => Assert.NotEqual(HttpStatusCode.InternalServerError, a.StatusCode));
        foreach (var answer in answers)
        {
            answer.Dispose();
        }
    }

    private static List<KeyValuePair<string, string>> Fields(Browsing browser, string form, Dictionary<string, string> values) =>
        [
            .. browser
                .Page.QuerySelector(form)!
                .QuerySelectorAll("input[type=hidden]")
                .Select(i => new KeyValuePair<string, string>(i.GetAttribute("name")!, i.GetAttribute("value") ?? ""))
                .Where(f => !values.ContainsKey(f.Key)),
            .. values,
        ];

    private static async Task<long> Count(WebStation web, string query)
    {
        await using var source = NpgsqlDataSource.Create(web.Station.OwnerConnectionString);
        await using var count = source.CreateCommand(query);
        return (long)(await count.ExecuteScalarAsync())!;
    }
}
