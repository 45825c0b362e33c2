using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Problems;
using Wardwise.Domain.Incidents;
using Wardwise.Web.GovUk;
using Wardwise.Web.Parts;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Problems;

/// <summary>One screen, so that it can be posted in a minute from a phone. The patch page links here with place and kind filled in.</summary>
[Needs(Act.OpenProblem)]
public sealed class NewModel(OpenProblem open, PlaceChoices choices, FindSimilar similar) : WardPage
{
    [BindProperty]
    public OpenProblem.Input Input { get; set; } = null!;

    public IReadOnlyList<Choice> Places { get; private set; } = [];

    public IReadOnlyList<Choice> Kinds { get; } =
        [.. IncidentCodes.AsbTypes.Where(t => t.Number > 0).Select(t => new Choice { Value = t.Name.ToLowerInvariant(), Text = t.Name })];

    public IReadOnlyList<SimilarProblem> Similar { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(int? place, string? type, string? title)
    {
        await Fill();
        var kind = IncidentCodes.AsbTypes.Find(type) is { Number: > 0 } known ? known.Name.ToLowerInvariant() : "";
        Input = new() { Title = title, WhatRecurs = null, PlaceNo = place ?? Actor.Home?.PlaceNo, Kind = kind };
        if (kind.Length > 0)
        {
            var found = await similar.Run(Actor, new() { Words = kind }, Cancel);
            Similar = found.Done ? found.Value : [];
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var opened = await open.Run(Actor, Input with { Kind = Input.Kind ?? "" }, Cancel);
        if (opened.Done)
        {
            TempData.Say(Input.AsDraft ? $"Saved as draft {opened.Value.Reference}." : $"Recorded as {opened.Value.Reference}.");
            return Redirect("/problems/" + opened.Value.Reference);
        }

        await Fill();
        return Refused(opened);
    }

    private async Task Fill()
    {
        var found = await choices.Run(Actor, Cancel);
        Places = found.Done ? [.. found.Value.Select(p => new Choice { Value = p.No.ToString(CultureInfo.InvariantCulture), Text = p.Name })] : [];
    }
}
