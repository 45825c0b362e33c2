using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Incidents;
using Wardwise.App.Problems;
using Wardwise.Domain.Shared;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Home;

/// <summary>What needs me, and what is going on here?</summary>
[Needs(Act.UseOwnPages)]
public sealed class IndexModel(MyDay day, MyProblems problems, PatchSummary patch) : WardPage
{
    private const int Shown = 5;

    public IReadOnlyList<MyDay.Due> DueSoon { get; private set; } = [];

    public int DueCount { get; private set; }

    public int Overdue { get; private set; }

    /// <summary>"3 things due, 1 overdue".</summary>
    public string DueInWords => Overdue == DueCount ? Words.Of(DueCount, "thing") + " overdue"
        : Words.Of(DueCount, "thing") + " due this week" + (Overdue > 0 ? $", {Overdue} overdue" : "");

    public MyProblems.Mine Mine { get; private set; } = new([], [], []);

    public PatchSummary.Summary? Patch { get; private set; }

    public string Greeting => LondonTime.Of(Now).Hour switch
    {
        < 12 => "Good morning, ",
        < 18 => "Good afternoon, ",
        _ => "Good evening, ",
    } + Actor.Name.Split(' ')[0];

    public string Where => Actor.Home is { } home ? home.TeamName is { } team ? $"{team}, {home.AgencyName}" : home.AgencyName : "";

    public static string HrefOf(MyDay.Due due) => due.RecordKind == Domain.Problems.Problem.RecordKind
        ? due.Source != Domain.Problems.Problem.PlanSource ? $"/problems/{due.Reference}" : $"/problems/{due.Reference}/steps/{due.Id}/settle"
        : "/my-day";

    public async Task<IActionResult> OnGetAsync()
    {
        var due = await day.Run(Actor, Cancel);
        if (due.Done)
        {
            var soon = due.Value.Where(d => d.When is not MyDay.When.Later).ToList();
            (DueSoon, DueCount, Overdue) = ([.. soon.Take(Shown)], soon.Count, soon.Count(d => d.When is MyDay.When.Overdue));
        }

        // Somebody who keeps accounts alone has a home too, with less on it.
        var mine = await problems.Run(Actor, Cancel);
        Mine = mine.Done ? mine.Value : Mine;
        var held = await patch.Run(Actor, new(), Cancel);
        Patch = held.Done ? held.Value : null;
        return Page();
    }
}
