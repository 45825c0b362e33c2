using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Wardwise.Domain.Accounts;

namespace Wardwise.Browser.Tests.Journeys;

/// <summary>The main job, one method for each time that somebody sits down at it: from a patch of incidents to a graded record that others
/// find.</summary>
internal sealed partial class MainJob(Func<Task<Visitor>> arrive, bool script)
{
    public const string Title = "Off-road bikes on the green";

    public string Reference { get; private set; } = "";

    private string Record => "/problems/" + Reference;

    /// <summary>The officer sees the patch, records what keeps happening, and says why it happens and what is to change.</summary>
    public async Task RecordTheProblem()
    {
        var officer = await arrive();
        await officer.SignIn(Role.Officer);
        await officer.Follow("My patch");
        await officer.Reads(Ashmoor.Green + ", May 2026");
        await officer.Reads("On or near Green Lane");
        await officer.Follow("Start a problem here");

        await officer.Fill("What is the problem, in a few words?", Title);
        await officer.Fill("What keeps happening?", "Bikes are ridden across the green after school");
        await officer.Check("Nuisance");
        await officer.Select("What kind is it?", "Vehicle nuisance");
        await officer.Press("Record the problem");
        Reference = ReferencePattern().Match(officer.Page.Url).Value;
        Assert.Matches("^P-2026-[0-9]{4}$", Reference);
        await officer.Reads("Grade 0 of 6");

        await officer.Press("Say who says so, or link incidents");
        await officer.Check("Residents");
        await officer.Fill("Which partners were asked, and what do they know?", "The council's parks team: they see the ruts");
        await officer.Press("Save scanning");

        await officer.Press("Say who it hurts");
        await officer.Fill("Who does it hurt?", "Families who use the play area");
        await officer.Fill("Who does it?", "Six riders from the estate");
        await officer.Fill("What is it about the place?", "A gap in the fence by the garages");
        await officer.Fill("Why do you think it happens?", "The gap is the only way in");
        await officer.Press("Save analysis");

        await officer.Press("Say how success will be measured");
        await SetTheAim(officer);
        await officer.Reads("could not be told from chance in 12 months");
    }

    /// <summary>The officer looks at what the incidents have in common, and links two of them by hand.</summary>
    public async Task LinkIncidents()
    {
        var officer = await arrive();
        await officer.SignIn(Role.Officer);
        await officer.Open(Record + "?tab=scanning");
        await officer.Reads("By month");
        await officer.Reads("None of them says at what time it was");
        await officer.Follow("Link more");
        await officer.Reads("In the area");
        var boxes = officer.Main.GetByRole(AriaRole.Checkbox);
        await boxes.Nth(0).CheckAsync();
        await boxes.Nth(1).CheckAsync();
        await officer.Fill("Why do they belong to this problem?", "The same six bikes");
        await officer.Press("Link those chosen");
        await officer.Follow("Incidents linked");
        await officer.Reads("The same six bikes");
        await officer.Main.GetByRole(AriaRole.Checkbox).First.CheckAsync();
        await officer.Fill("Why do those chosen not belong to it?", "A car, not a bike");
        await officer.Press("Unlink those chosen");
        await officer.Reads("1 incident, newest first");
    }

    /// <summary>The plan has a step of the officer's and one of the council's, which is given sight of the record.</summary>
    public async Task PlanWithTheCouncil()
    {
        var officer = await arrive();
        await officer.SignIn(Role.Officer);
        await officer.Open(Record + "?tab=response");
        await officer.Press("Add the first step of the plan");
        await AddStep(officer, "Fit a barrier at the gap", "Increase the effort: control access to facilities", "Ashmoor Council");
        await officer.Follow("Add a step");
        await AddStep(officer, "Patrol the green after school", "Increase the risks: strengthen formal surveillance", "Wealdshire Police");
        await officer.Follow("does not see this record");
        await officer.Select("Agency", "Ashmoor Council");
        await officer.Fill("Why do they need it?", "To fit the barrier");
        await officer.Check("Take part: change it, add notes and files, settle their steps");
        await officer.Select("Under which agreement?", "Ashmoor partnership");
        await officer.Press("Share it");
        await officer.Reads("Ashmoor Council To take part To fit the barrier Ashmoor partnership");

        await officer.Open(Record + "/start");
        await officer.Date("Date the response started", new(2026, 6, 15));
        await officer.Press("Save");
    }

    /// <summary>The council's own person sees the record and settles the council's step, with a file as evidence.</summary>
    public async Task SettleTheCouncilsStep(string evidence)
    {
        var partner = await arrive();
        await partner.SignIn(Role.Partner);
        await partner.Follow("My day");
        await partner.Follow("Fit a barrier at the gap");
        await partner.Check("Done");
        await partner.Fill("What was seen?", "The barrier is in place");
        await partner.Attach(evidence);
        await partner.Press("Save");
        await partner.Open(Record + "?tab=response");
        await partner.Reads("1 of 2 steps done");
        await partner.Reads("barrier.pdf");
    }

    public async Task EndTheResponse()
    {
        var officer = await arrive();
        await officer.SignIn(Role.Officer);
        await officer.Follow("My day");
        await officer.Unfold("Mark it done: Patrol the green after school");
        await officer.Fill("What was done, or seen?", "Nobody on the green in ten evenings");
        await officer.Press("Done");
        await officer.Reads("Nothing is due");
        await officer.Open(Record + "?tab=response");
        await officer.Follow("Add a step");
        await AddStep(officer, "Put up a notice", "Remove excuses: post instructions", "Wealdshire Police");
        await officer.Press("Enter the date the response ended");
        await officer.Date("Date the response ended", new(2026, 6, 30));
        await officer.Press("Save");
        await officer.Reads("Monitoring");
    }

    /// <summary>Months later the result is measured from the incidents, and the officer writes down what was learned.</summary>
    public async Task MeasureAndLearn()
    {
        var officer = await arrive();
        await officer.SignIn(Role.Officer);
        await officer.Open(Record);
        await officer.Press("Measure the result");
        await officer.Press("Measure it now");
        await officer.Reads("more than chance would give");
        await officer.Reads("Earlier measurements stay on the record");
        await officer.Unfold("How this was worked out");
        await officer.Unfold("All the numbers");
        await officer.Look("unfolded");
        await officer.Reads("A check that can be done by hand");
        Assert.Equal(2, await officer.PagesInPrint());

        await officer.Open(Record + "/assessment");
        await officer.Check("Yes, as planned", "Was the plan carried out?");
        await officer.Fill("How did it go?", "The barrier went in within two weeks");
        await officer.Fill("What did it cost in all?", "1400");
        await officer.Check("Yes", "In your view, was the aim met?");
        await officer.Fill("What worked, or failed?", "The barrier stopped the riders, who now use the track");
        await officer.Fill("For whom?", "Riders of school age");
        await officer.Fill("What did it take?", "Two weeks of the council's parks team");
        await officer.Fill("Under which conditions would it work elsewhere?", "One way in, and a track within three miles");
        await officer.Press("Save assessment");
        await officer.Reads("Ask a supervisor or the group to sign it off. Nobody signs off their own record.");
        Assert.Equal(0, await officer.Main.GetByText("sign it off").And(officer.Page.Locator("a")).CountAsync());
    }

    public async Task SignOffAndClose()
    {
        var sergeant = await arrive();
        await sergeant.SignIn(Role.Supervisor);
        await sergeant.Open(Record);
        await sergeant.Press("Ask a supervisor or the group to sign it off");
        await sergeant.Fill("As what do you sign it off?", "Supervisor");
        await sergeant.Press("Sign it off");
        await sergeant.Reads("Ask a second person to moderate the grade");

        await sergeant.Open(Record);
        await sergeant.Press("Close the problem");
        await sergeant.Reads("Put up a notice");
        await sergeant.Fill("Why will it not be done?", "The barrier was enough");
        await sergeant.Press("Close the problem");
        await sergeant.Reads("Closed");
    }

    /// <summary>A second person agrees with the grade, which is then as high as it goes.</summary>
    public async Task ModerateTheGrade()
    {
        var coordinator = await arrive();
        await coordinator.SignIn(Role.Coordinator);
        await coordinator.Open(Record);
        await coordinator.Unfold("Why this grade");
        await coordinator.Follow("Moderate the grade");
        await coordinator.Fill("Why?", "Costs, conditions and the result are plain");
        await coordinator.Press("Moderate the grade");
        await coordinator.Reads("Grade 6 of 6, moderated by Coordinator of Ashmoor");
        await coordinator.Follow("History of everything");
        await coordinator.Reads("Moderated the grade");
    }

    /// <summary>Somebody else with the same trouble finds it, with what came of it.</summary>
    public async Task FindIt()
    {
        var other = await arrive();
        await other.SignIn(Role.Officer);
        await other.Search("bikes barrier");
        await other.Reads("Measured: fell");
        await other.Reads("grade 6");
        await other.Follow(Title);
        await other.Reads("more than chance would give");
    }

    private static async Task AddStep(Visitor officer, string what, string technique, string agency)
    {
        await officer.Fill("What is to be done?", what);
        await officer.Select("Which technique is it?", technique);
        await officer.Select("Which agency does it?", agency);
        await officer.Date("By when?", new(2026, 6, 29));
        await officer.Press("Save the step");
    }

    /// <summary>Drawn on the map; without script the neighbourhood is chosen.</summary>
    private async Task SetTheAim(Visitor officer)
    {
        await officer.Check("By incidents that are recorded");
        if (script)
        {
            await DrawTheGreen(officer.Page);
        }
        else
        {
            await officer.Unfold("Choose neighbourhoods instead");
            await officer.Check(Ashmoor.Green);
        }

        await officer.Fill("By how much?", "40");
        await officer.Date("By when?", new(2027, 3, 31));
        await officer.Press("Save the aim");
    }

    /// <summary>Clicks the four corners of the first neighbourhood on the map, a little inside its line.</summary>
    private static async Task DrawTheGreen(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Draw an area" }).ClickAsync();
        var green = page.Locator("path.ww-map__boundary").First;
        await green.ScrollIntoViewIfNeededAsync();
        var box = (await green.BoundingBoxAsync())!;
        (float Right, float Down)[] corners = [(0.1f, 0.1f), (0.9f, 0.1f), (0.9f, 0.9f), (0.1f, 0.9f)];
        foreach (var (n, (right, down)) in corners.Index())
        {
            // Each is a click of its own, however soon it comes after the one before: a double click would have to be sent as one.
            await page.Mouse.ClickAsync(box.X + (right * box.Width), box.Y + (down * box.Height));
            await Assertions.Expect(page.Locator(".ww-map__says")).ToContainTextAsync($"{n + 1} corner");
        }

        Assert.Contains("Polygon", await page.Locator("#Input-AreaGeoJson").InputValueAsync());
    }

    [GeneratedRegex("P-[0-9]{4}-[0-9]{4}")]
    private static partial Regex ReferencePattern();
}
