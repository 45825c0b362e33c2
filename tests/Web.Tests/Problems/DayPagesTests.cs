using System.Net;
using AngleSharp.Html.Dom;
using Npgsql;
using Wardwise.App.Accounts;
using Wardwise.App.Sharing;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;

namespace Wardwise.Web.Tests.Problems;

/// <summary>My day settles in place, incidents are linked by hand, and a place is found in a long list, all without script (F8, F9,
/// F14).</summary>
public sealed class DayPagesTests
{
    [Fact]
    public async Task ALineOfMyDay_IsSettledWhereItStands_ByALineOnWhatWasDone()
    {
        await using var web = await WebStation.Create();
        await Ground.Lay(web.Station);
        using var officer = await web.Browse(Role.Officer);
        var record = await Record(officer);
        await officer.Open(record + "/steps/new");
        await officer.Send(
            new()
            {
                ["Input.What"] = "Patrol at four",
                ["Input.Technique"] = "control-access",
                ["Input.AgencyId"] = web.Station.PoliceId.ToString(),
                ["Input.DueOn.day"] = "14",
                ["Input.DueOn.month"] = "6",
                ["Input.DueOn.year"] = "2026",
            }
        );
        await officer.Open(record + "/steps/new");
        await officer.Send(new() { ["Input.What"] = "Fit a gate", ["Input.CostPounds"] = "about forty" });
        Assert.Contains("The cost must be an amount in pounds, such as 1,200.50.", officer.Errors);
        var step = officer.Page.QuerySelector(".govuk-error-summary__list a")!.GetAttribute("href")!;
        Assert.NotNull(officer.Page.GetElementById(step[1..]));
        await officer.Send(new() { ["Input.What"] = "Fit a gate", ["Input.CostPounds"] = "£1,200.50" });
        Assert.DoesNotContain(officer.Errors, e => e.Contains("cost", StringComparison.OrdinalIgnoreCase));
        await officer.Open("/my-day");
        Assert.Contains("1 overdue, soonest first.", officer.Text("main"));
        await officer.Send(new() { ["evidence"] = " " }, ".ww-settle form");
        Assert.Equal(["Say in a line what was done."], officer.Errors);
        Assert.NotNull(officer.Page.QuerySelector("details.ww-settle[open] .govuk-error-message"));
        var target = officer.Page.QuerySelector(".govuk-error-summary__list a")!.GetAttribute("href")!;
        Assert.NotNull(officer.Page.GetElementById(target[1..]));
        await officer.Send(new() { ["evidence"] = new string('x', 20_001) }, ".ww-settle form");
        Assert.Equal(["What was seen must be 20,000 characters or fewer."], officer.Errors);
        Assert.NotNull(officer.Page.QuerySelector("details.ww-settle[open] .govuk-error-message"));
        target = officer.Page.QuerySelector(".govuk-error-summary__list a")!.GetAttribute("href")!;
        Assert.Equal(20_001, officer.Page.GetElementById(target[1..])!.TextContent.Trim().Length);
        await officer.Send(new() { ["evidence"] = "Seen nobody in an hour" }, ".ww-settle form");
        Assert.StartsWith("/my-day", officer.Address, StringComparison.Ordinal);
        Assert.Contains("Nothing is due", officer.Text("main"));
        await officer.Open(record + "?tab=response");
        Assert.Contains("1 of 1 step done", officer.Text("main"));
        Assert.Contains("Seen nobody in an hour", officer.Text(".ww-plan"));
    }

    [Fact]
    public async Task Incidents_AreLinkedByHand_WithTheReason_AndUnlinked()
    {
        await using var web = await WebStation.Create();
        await Ground.Lay(web.Station);
        using var officer = await web.Browse(Role.Officer);
        var record = await Record(officer);
        await officer.Open(record + "?tab=scanning");
        Assert.Contains("By month", officer.Texts(".ww-chart__title").First());
        Assert.Contains("None of them says at what time it was", officer.Text("main"));
        Assert.Contains("Nobody is named in more than one of the linked incidents", officer.Text("main"));
        await officer.Click("Link more");
        Assert.Equal("Link incidents", officer.Heading);
        foreach (var (from, to) in new[] { ("0001-01-01", "0001-01-02"), ("", "0001-01-01"), ("2026-01-01", "9999-12-31") })
        {
            await officer.Open($"{record}/incidents/link?from={from}&to={to}");
            Assert.Equal(["Enter days between 1900 and 2199."], officer.Errors);
        }

        await officer.Open(record + "/incidents/link?from=today");
        Assert.Equal(["Enter a real date for “First day”, like 27 3 2026."], officer.Errors);
        Assert.NotNull(officer.Page.GetElementById(officer.Page.QuerySelector(".govuk-error-summary__list a")!.GetAttribute("href")![1..]));
        await officer.Open(record + "/incidents/link");
        await officer.Send(
            new()
            {
                ["from"] = "2026-05-01",
                ["to"] = "2026-05-31",
                ["category"] = "asb",
            }
        );
        Assert.Contains("from=2026-05-01", officer.Address);
        var first = officer.Page.QuerySelector("input[name='Input.IncidentIds']")!.GetAttribute("value")!;
        await officer.Send(new() { ["Input.Why"] = "The same bikes" });
        Assert.Equal(["Choose at least one incident."], officer.Errors);
        var box = officer.Page.QuerySelector(".govuk-error-summary__list a")!.GetAttribute("href")!;
        Assert.Equal("Input.IncidentIds", officer.Page.GetElementById(box[1..])!.GetAttribute("name"));
        await officer.Send(new() { ["Input.Why"] = "" });
        Assert.Equal(["Choose at least one incident.", "Say why they belong to the problem."], officer.Errors);
        await officer.Send(new() { ["Input.Why"] = "The same bikes" });
        Assert.Equal("The same bikes", ((IHtmlInputElement)officer.Page.GetElementById("Input-Why")!).Value);
        await officer.Send(new() { ["Input.IncidentIds"] = first, ["Input.Why"] = "The same bikes" });
        Assert.Empty(officer.Errors);
        Assert.Contains("1 incident linked.", officer.Text("body"));
        Assert.Contains("from=2026-05-01", officer.Address);
        Assert.DoesNotContain(first, officer.Page.QuerySelectorAll("input[name='Input.IncidentIds']").Select(i => i.GetAttribute("value")));
        await officer.Open(record + "/incidents");
        Assert.Contains("The same bikes", officer.Text("table"));
        await officer.Send(new() { ["Input.IncidentIds"] = first, ["Input.Why"] = "Other bikes" }, "form[action*='nlink']");
        Assert.Contains("None linked yet", officer.Text("main"));
        await officer.Open($"/records{record["/problems".Length..]}/history");
        Assert.Contains("Unlinked 1 incident: Other bikes", officer.Texts(".moj-timeline__title"));

        using var partner = await web.Browse(Role.Partner);
        await partner.Open(record + "/incidents/link");
        Assert.Equal(HttpStatusCode.Forbidden, partner.Status);
    }

    [Fact]
    public async Task APlace_IsFoundInALongList_ByPartOfItsName_MyPatchFirst()
    {
        await using var web = await WebStation.Create();
        await Ground.Lay(web.Station);
        await using (var connection = new NpgsqlConnection(web.Station.OwnerConnectionString))
        {
            await connection.OpenAsync();
            await using var more = new NpgsqlCommand(
                """
                set session_replication_role = replica;
                insert into place (id, level, force_code, code, name) select gen_random_uuid(), 4, 'wealdshire', 'M' || n, 'Marsh End ' || n
                    from generate_series(1, 20) n;
                insert into force (id, code, name) values (gen_random_uuid(), 'elsewhere', 'Elsewhere');
                insert into place (id, level, force_code, code, name) values (gen_random_uuid(), 4, 'elsewhere', 'X1', 'Marsh Elsewhere');
                """,
                connection
            );
            await more.ExecuteNonQueryAsync();
        }

        await Post(web, 3);

        using var officer = await web.Browse(Role.Officer);
        await officer.Open("/problems/new?type=noise");
        Assert.Equal(["Choose the neighbourhood", "The Oval (my patch)", "Fairlands"], Options(officer).Take(3));
        Assert.DoesNotContain("Marsh Elsewhere", Options(officer));
        await officer.Send(
            new()
            {
                ["find"] = "end 7",
                ["Input.Title"] = "Noise",
                ["Input.WhatRecurs"] = "Music at night",
                ["Input.Category"] = "Nuisance",
            },
            button: "Narrow the list of places"
        );
        Assert.Contains("type=noise", officer.Address);
        Assert.Equal(["Choose the neighbourhood", "The Oval (my patch)", "Marsh End 7"], Options(officer));
        Assert.Empty(officer.Errors);
        Assert.Equal("Noise", officer.Page.QuerySelector("#Input-Title")!.GetAttribute("value"));
        Assert.Equal("Music at night", officer.Text("#Input-WhatRecurs"));
        await officer.Send([], button: "Look for problems like this");
        await officer.Send([], button: "Record the problem");
        Assert.Matches("^/problems/P-2026-", officer.Address);

        // What cannot be read is kept as it was typed, and nothing is saved.
        await officer.Open(officer.Address.Split('?')[0] + "/scanning");
        await officer.Send(
            new()
            {
                ["find"] = "end 9",
                ["Input.Harm"] = "Nobody sleeps",
                ["Input.Since.day"] = "31",
                ["Input.Since.month"] = "2",
                ["Input.Since.year"] = "2026",
            },
            button: "Narrow the list of places"
        );
        Assert.Empty(officer.Errors);
        Assert.Equal(["Not chosen", "The Oval (my patch)", "Marsh End 9"], Options(officer));
        Assert.Equal("Nobody sleeps", officer.Text("#Input-Harm"));
        Assert.Equal("31", officer.Page.QuerySelector("#Input-Since-day")!.GetAttribute("value"));
        await officer.Send([], button: "Save scanning");
        Assert.Equal(["Enter a real date for “Since when?”, like 27 3 2026."], officer.Errors);
        await officer.Open("/problems?find=no+such+place");
        Assert.Contains("No place here has “no such place” in its name", officer.Text(".ww-filter"));
        await officer.Send(new() { ["find"] = "fair" }, "#filter");
        Assert.Equal(["Any", "Fairlands"], Options(officer));
    }

    [Fact]
    public async Task TheSharingPage_SaysUntilWhen_BesideTheButton_AndAfterwards()
    {
        await using var web = await WebStation.Create();
        await Ground.Lay(web.Station);
        using var officer = await web.Browse(Role.Officer);
        var record = await Record(officer);
        await officer.Open(record.Replace("/problems/", "/records/", StringComparison.Ordinal) + "/sharing");
        Assert.Contains(
            "Without an agreement they see it until Thursday 18 June at 10:00, 72 hours from now",
            officer.Text(".govuk-inset-text")
        );
        await officer.Send(new() { ["Input.AgencyId"] = web.Station.CouncilId.ToString(), ["Input.Purpose"] = "To fit the barrier" });
        Assert.Contains(
            "It is shared with Ashmoor Council to read without an agreement, until Thursday 18 June at 10:00.",
            officer.Text("body")
        );
    }

    [Fact]
    public async Task UnderAnAgreement_TheSharingPageNamesItAndItsEnd_AndThePartnerSeesTheRecordWithoutPeople()
    {
        await using var web = await WebStation.Create();
        await Ground.Lay(web.Station);
        var sealedNow = await web
            .Station.Get<SealAgreement>()
            .Run(
                await web.Station.As(Role.Coordinator),
                new()
                {
                    Title = "Ashmoor partnership",
                    Parties = [web.Station.PoliceId, web.Station.CouncilId],
                    Purposes = "Solving problems together",
                    Data = "Problem records",
                    StartsOn = new(2026, 1, 1),
                    EndsOn = new(2030, 12, 31),
                },
                default
            );
        using var officer = await web.Browse(Role.Officer);
        var record = await Record(officer);
        await officer.Open(record.Replace("/problems/", "/records/", StringComparison.Ordinal) + "/sharing");
        Assert.Contains("Under “Ashmoor partnership” they see it until 31 December 2030", officer.Text(".govuk-inset-text"));
        await officer.Send(
            new()
            {
                ["Input.AgencyId"] = web.Station.CouncilId.ToString(),
                ["Input.Purpose"] = "To fit the barrier",
                ["Input.AgreementId"] = sealedNow.Value.ToString()!,
            }
        );
        Assert.Contains(
            "It is shared with Ashmoor Council to read under “Ashmoor partnership”, until the end of 31 December 2030.",
            officer.Text("body")
        );

        using var partner = await web.Browse(Role.Partner);
        await partner.Open(record + "?tab=scanning");
        Assert.Contains("Your posting does not show you incidents, or the people named in them.", partner.Text("main"));
        Assert.Null(partner.Page.QuerySelector("a[href$='/incidents/link']"));
    }

    [Fact]
    public async Task TheHomePage_SaysPlainlyWhenNothingIsDifferent()
    {
        await using var web = await WebStation.Create();
        await Ground.Lay(web.Station);
        await Post(web, 3);
        using var officer = await web.Browse(Role.Officer);
        await officer.Open("/");
        Assert.Null(officer.Page.QuerySelector("section[aria-labelledby=different] li"));
        Assert.Contains(
            "None of 2 kinds of incident in The Oval is higher than chance would give in May 2026; luck alone would give next to none.",
            officer.Text("main")
        );
    }

    /// <summary>Gives the team a patch.</summary>
    private static async Task Post(WebStation web, int placeNo)
    {
        var saved = await web
            .Station.Get<SaveTeam>()
            .Run(
                web.Station.Owner,
                new()
                {
                    Id = web.Station.TeamId,
                    AgencyId = web.Station.PoliceId,
                    Name = "Ashmoor team",
                    PlaceNo = placeNo,
                },
                default
            );
        Assert.True(saved.Done);
    }

    private static IEnumerable<string> Options(Browsing browsing) =>
        browsing.Texts("select[name$='lace'] option, select[name='Input.PlaceNo'] option");

    private static async Task<string> Record(Browsing officer)
    {
        await officer.Open("/problems/new");
        await officer.Send(
            new()
            {
                ["Input.Title"] = "Off-road bikes on the green",
                ["Input.PlaceNo"] = "2",
                ["Input.WhatRecurs"] = "Bikes after school",
                ["Input.Category"] = "Nuisance",
            }
        );
        return officer.Address.Split('?')[0];
    }
}
