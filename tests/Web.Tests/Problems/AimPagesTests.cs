using System.Net;
using AngleSharp.Html.Dom;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Problems;
using Wardwise.Testing;

namespace Wardwise.Web.Tests.Problems;

/// <summary>The aim without script: what the data could show, offers that fill in the form, how it will be measured, and what is
/// fixed.</summary>
public sealed class AimPagesTests
{
    [Fact]
    public async Task TheButton_ShowsWhatTheDataCouldShow_KeepsWhatIsTyped_AndSavesNothing()
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        var reference = await station.Scanned();
        using var officer = await web.Browse(Role.Officer);
        await officer.Open($"/problems/{reference}/aim");
        Assert.Equal(SeenFirst, officer.Text(".ww-foresight__first"));
        await officer.Send(new(Typed) { ["Input.BufferMetres"] = "500" }, button: "See what the data could show");
        Assert.Equal(HttpStatusCode.OK, officer.Status);
        Assert.Equal(
            "With about 4 a month, a fall under 76% could not be told from chance in six months; a year would show 66%.",
            officer.Text(".ww-foresight__first")
        );
        Assert.Equal("A fall of 70% would take nine months to show.", officer.Texts("[data-part=says] .govuk-body").First());
        Assert.Equal(
            ("70", "31", "500"),
            (Value(officer, "Input.Percent"), Value(officer, "Input.ByWhen.day"), Value(officer, "Input.BufferMetres"))
        );
        Assert.True(((IHtmlInputElement)officer.Page.QuerySelector("input[name='Input.PlaceCodes'][value=N1]")!).IsChecked);
        Assert.Null((await station.File(reference)).Aim.Measure);

        await officer.Send([], button: "Save the aim");
        Assert.Equal($"/problems/{reference}?tab=analysis", officer.Address);
        Assert.Equal((70, 500), ((await station.File(reference)).Aim.Percent, (await station.File(reference)).Aim.BufferMetres));
    }

    [Fact]
    public async Task AnAimWithNothingInIt_IsNotSaved()
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        var reference = await station.Scanned();
        using var officer = await web.Browse(Role.Officer);
        await officer.Open($"/problems/{reference}/aim");
        await officer.Send([], button: "Save the aim");
        Assert.Equal(["Nothing is saved yet: say at least how success will be measured."], officer.Errors);
        Assert.NotNull(officer.Page.QuerySelector(".govuk-error-summary__list a[href='#Input-Measure']"));
    }

    [Fact]
    public async Task EachOffer_FillsInTheForm_AndNothingElse()
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        var reference = await station.Scanned();
        using var officer = await web.Browse(Role.Officer);
        await officer.Open($"/problems/{reference}/aim");
        await officer.Send(Typed, button: "See what the data could show");
        Assert.Equal("By 31 March 2027 there are nine whole months: a fall of 70% would show.", officer.Texts(".ww-offers p").First());
        await officer.Send([], button: "Take that date");
        Assert.Equal(
            ("31", "3", "2027", "70"),
            (
                Value(officer, "Input.ByWhen.day"),
                Value(officer, "Input.ByWhen.month"),
                Value(officer, "Input.ByWhen.year"),
                Value(officer, "Input.Percent")
            )
        );
        Assert.Equal("The date is moved to 31 March 2027. Nothing is saved until you save the aim.", officer.Text(".ww-foresight__filled"));
        Assert.Contains(
            "By 31 March 2027 there are nine whole months after a start now: enough to show it.",
            officer.Texts("[data-part=says] .govuk-body")
        );

        await officer.Send([], button: "Choose Ashmoor");
        Assert.Equal(
            ["D1"],
            officer
                .Page.QuerySelectorAll("input[name='Input.PlaceCodes']")
                .OfType<IHtmlInputElement>()
                .Where(i => i.IsChecked)
                .Select(i => i.Value)
        );
        Assert.StartsWith("With about 24 a month", officer.Text(".ww-foresight__first"), StringComparison.Ordinal);
        Assert.Equal("2027", Value(officer, "Input.ByWhen.year"));

        await officer.Send([], button: "Measure by a survey");
        Assert.True(((IHtmlInputElement)officer.Page.QuerySelector("input[name='Input.Measure'][value=Survey]")!).IsChecked);
        Assert.StartsWith("A survey shows a change of 70 in 100", officer.Text(".ww-foresight__first"), StringComparison.Ordinal);
        Assert.Empty(officer.Texts(".ww-offers"));
        Assert.Null((await station.File(reference)).Aim.Measure);

        await officer.Send(new() { ["Input.SurveyQuestion"] = "I feel safe on the green" }, button: "Save the aim");
        var aim = (await station.File(reference)).Aim;
        Assert.Equal(
            (AimMeasure.Survey, "D1", new DateOnly(2027, 3, 31)),
            (aim.Measure!.Value, Assert.Single(aim.PlaceCodes), aim.ByWhen!.Value)
        );
    }

    [Fact]
    public async Task ADrawnArea_GivesWayToTheLargerOne()
    {
        await using var web = await WebStation.Create();
        var reference = await (await ProblemStation.On(web.Station)).Scanned();
        using var officer = await web.Browse(Role.Officer);
        await officer.Open($"/problems/{reference}/aim");
        await officer.Send(
            new() { ["Input.Measure"] = "Incidents", ["Input.AreaGeoJson"] = Ground.FairlandsDrawn },
            button: "See what the data could show"
        );
        Assert.StartsWith("With about 4 a month", officer.Text(".ww-foresight__first"), StringComparison.Ordinal);
        await officer.Send([], button: "Choose Ashmoor");
        Assert.Equal("", officer.Page.QuerySelector("[name='Input.AreaGeoJson']")!.TextContent.Trim());
        await officer.Send(new() { ["Input.AreaGeoJson"] = "here" }, button: "See what the data could show");
        Assert.Equal("The area cannot be read as GeoJSON. Draw it again.", officer.Text("[data-part=says]"));
    }

    [Fact]
    public async Task HowItWillBeMeasured_IsSaved_AndWhenRefused_Kept()
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        var reference = await station.Scanned();
        using var officer = await web.Browse(Role.Officer);
        await officer.Open($"/problems/{reference}/aim");
        await officer.Send(new(Typed) { ["Input.BufferMetres"] = "9000", ["Input.ComparedWith"] = "The Oval" }, button: "Save the aim");
        Assert.Equal(["Enter how wide the ring is in metres, from 0 to 5,000."], officer.Errors);
        Assert.Equal("9000", Value(officer, "Input.BufferMetres"));
        Assert.Equal("The Oval", officer.Text("[name='Input.ComparedWith']"));
        await officer.Send(new() { ["Input.BufferMetres"] = "0" }, button: "Save the aim");
        Assert.Equal(["Enter why these places and not those of the rule."], officer.Errors);
        await officer.Send(new() { ["Input.ComparedBecause"] = "It has a green too" }, button: "Save the aim");
        Assert.Empty(officer.Errors);
        await officer.Open($"/problems/{reference}/aim");
        Assert.Equal(
            ("0", "N2 The Oval", "It has a green too"),
            (Value(officer, "Input.BufferMetres"), officer.Text("[name='Input.ComparedWith']"), Value(officer, "Input.ComparedBecause"))
        );
        Assert.Equal(
            "It is compared with 1 place named below, and not by the rule (every place of the same size in the force where nothing "
                + "is done at the time and that had between half and twice as many incidents).",
            officer.Text("[data-part=rule]")
        );
        await officer.Send(new() { ["Input.BufferMetres"] = "400" }, button: "See what the data could show");
        Assert.Equal(
            "None of the places named below can be compared with: each lies in the ring around the area, is under a response of "
                + "its own, or had fewer than six incidents.",
            officer.Text("[data-part=rule]")
        );
        await officer.Send([], button: "Save the aim");
        Assert.Equal("N2", Assert.Single((await station.File(reference)).Aim.ComparisonCodes));
    }

    [Fact]
    public async Task AfterTheStart_TheRecordSaysWhatIsFixed_AndAChangeSaysFromWhatToWhat()
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        var reference = await station.Responded();
        using var officer = await web.Browse(Role.Officer);
        await officer.Open($"/problems/{reference}?tab=response");
        Assert.Contains("Fixed on 15 June 2026, when the start of the response was entered.", officer.Texts(".ww-range"));
        Assert.Equal(
            [
                "Measure",
                "anti-social behaviour",
                "Area",
                "Fairlands",
                "By how much",
                "40%",
                "By when",
                "31 December 2026",
                "Ring around it",
                "300 metres",
                "Compared with",
                "places like it, by the rule",
            ],
            officer.Page.QuerySelectorAll(".ww-fixed dt, .ww-fixed dd").Select(e => e.TextContent.Trim())
        );
        await officer.Open($"/problems/{reference}/aim");
        await officer.Send(new() { ["Input.BufferMetres"] = "0" }, button: "Save the aim");
        Assert.Equal(["Enter why the aim changes after the response started."], officer.Errors);
        await officer.Send(new() { ["Input.Reason"] = "The ring crosses the railway." }, button: "Save the aim");
        Assert.Contains(
            "Officer of Ashmoor: The ring crosses the railway. Ring around it: from 300 metres to none.",
            officer.Text(".ww-head"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task ThePanelAlone_IsAnswered_ForAPageThatFollowsWhatIsTyped()
    {
        await using var web = await WebStation.Create();
        var reference = await (await ProblemStation.On(web.Station)).Scanned();
        using var officer = await web.Browse(Role.Officer);
        await officer.Open($"/problems/{reference}/aim");
        var token = Value(officer, "__RequestVerificationToken");
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(Typed) { ["__RequestVerificationToken"] = token });
        using var answer = await officer.Raw(HttpMethod.Post, $"/problems/{reference}/aim?handler=Panel", form);
        var html = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.StartsWith("<div data-part=\"says\"", html.TrimStart(), StringComparison.Ordinal);
        Assert.Contains("A fall of 70% would take nine months to show.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<form", html, StringComparison.Ordinal);
    }

    private const string SeenFirst = "Draw the area, or choose its neighbourhoods, and this says what the data there could show.";

    private static readonly Dictionary<string, string> Typed = new()
    {
        ["Input.Measure"] = "Incidents",
        ["Input.PlaceCodes"] = "N1",
        ["Input.Percent"] = "70",
        ["Input.ByWhen.day"] = "31",
        ["Input.ByWhen.month"] = "12",
        ["Input.ByWhen.year"] = "2026",
    };

    private static string Value(Browsing browsing, string name) => browsing.Page.QuerySelector($"[name='{name}']")!.GetAttribute("value")!;
}
