using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Problems;
using Wardwise.App.Records;
using Wardwise.App.Search;
using Wardwise.App.Warnings;
using Wardwise.Domain.Shared;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Home;

/// <summary>What needs me, and what is going on here?</summary>
[Needs(Act.UseOwnPages)]
public sealed class IndexModel(MyDay day, MyProblems problems, ListWarnings warnings, CountKinds kinds) : WardPage
{
    private const int Shown = 5;

    public const int MostDifferent = 3;

    public IReadOnlyList<MyDay.Due> DueSoon { get; private set; } = [];

    public int DueCount { get; private set; }

    public int Overdue { get; private set; }

    /// <summary>"2 things overdue, 1 more due this week".</summary>
    public string DueInWords =>
        Overdue == 0
            ? Words.Of(DueCount, "thing") + " due this week"
            : Words.Of(Overdue, "thing") + " overdue" + (DueCount > Overdue ? $", {DueCount - Overdue} more due this week" : "");

    public MyProblems.Mine Mine { get; private set; } = new([], [], []);

    /// <summary>Their posting shows them no record: what is theirs lies elsewhere.</summary>
    public bool OnlyAdministers => !Policy.Allows(Actor, Act.SeeRecords);

    public string Greeting =>
        LondonTime.Of(Now).Hour switch
        {
            < 12 => "Good morning, ",
            < 18 => "Good afternoon, ",
            _ => "Good evening, ",
        } + Actor.Name.Split(' ')[0];

    public string Where =>
        Actor.Home is { } home
            ? home.TeamName is { } team
                ? $"{team}, {home.AgencyName}"
                : home.AgencyName
            : "";

    /// <summary>What there is more of in the actor's own neighbourhoods than chance would give; null without any.</summary>
    public ListWarnings.Listed? Different { get; private set; }

    /// <summary>Problems whose kind waits to be confirmed, for whom that is to do; else 0.</summary>
    public int KindsWaiting { get; private set; }

    public string KindsInWords =>
        KindsWaiting switch
        {
            > CountKinds.Most => $"More than {CountKinds.Most} records wait for somebody to confirm what kind of problem they are.",
            1 => "1 record waits for somebody to confirm what kind of problem it is.",
            _ => $"{KindsWaiting} records wait for somebody to confirm what kind of problem they are.",
        };

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
        if (Actor.Postings.Any(p => p.PlaceNo is not null))
        {
            var different = await warnings.Run(Actor, new(), Cancel);
            Different = different.Done ? different.Value : null;
        }

        if (Policy.Allows(Actor, Act.ConfirmKinds))
        {
            var waiting = await kinds.Run(Actor, Cancel);
            KindsWaiting = waiting.Done ? waiting.Value : 0;
        }

        return Page();
    }
}
