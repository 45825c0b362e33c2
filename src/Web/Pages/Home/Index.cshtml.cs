using System.Globalization;
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

    private const int MostDifferent = 3;

    public IReadOnlyList<MyDay.Due> DueSoon { get; private set; } = [];

    public int DueCount { get; private set; }

    public int Overdue { get; private set; }

    /// <summary>"2 things overdue, 1 more due this week".</summary>
    public string DueInWords => Overdue == 0 ? Words.Of(DueCount, "thing") + " due this week"
        : Words.Of(Overdue, "thing") + " overdue" + (DueCount > Overdue ? $", {DueCount - Overdue} more due this week" : "");

    public MyProblems.Mine Mine { get; private set; } = new([], [], []);

    public PatchSummary.Summary? Patch { get; private set; }

    public string Greeting => LondonTime.Of(Now).Hour switch
    {
        < 12 => "Good morning, ",
        < 18 => "Good afternoon, ",
        _ => "Good evening, ",
    } + Actor.Name.Split(' ')[0];

    public string Where => Actor.Home is { } home ? home.TeamName is { } team ? $"{team}, {home.AgencyName}" : home.AgencyName : "";

    /// <summary>What there was more of in the month than chance gives: types of anti-social behaviour, or where there are none, kinds.</summary>
    public IReadOnlyList<PatchSummary.KindLine> Different { get; private set; } = [];

    public static string HrefOf(MyDay.Due due) => due switch
    {
        { RecordKind: not Domain.Problems.Problem.RecordKind } => "/my-day",
        { IsFollowUp: true } => $"/problems/{due.Reference}/measure",
        { Source: Domain.Problems.Problem.PlanSource } => $"/problems/{due.Reference}/steps/{due.Id}/settle",
        _ => $"/problems/{due.Reference}",
    };

    /// <summary>"Noise: 9 in May 2026, 4.2 on average in the same month of 3 earlier years: more than chance gives."</summary>
    public static string Differs(PatchSummary.KindLine line, YearMonth month)
    {
        var known = line.Earlier.Where(e => e is not null).Select(e => e!.Value).ToList();
        return string.Create(CultureInfo.GetCultureInfo("en-GB"),
            $"{line.Kind.Name}: {line.Count:N0} in {month.InWords()}, {known.Average():0.#} {(known.Count == 1 ? "in the same month of an earlier year" : $"on average in the same month of {Words.Count(known.Count)} earlier years")}: {line.Difference}.");
    }

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
        Different = Patch is null ? [] : [.. Patch.Types.Concat(Patch.Categories).Where(l => l.Difference.StartsWith("more", StringComparison.Ordinal)).Take(MostDifferent)];
        return Page();
    }
}
