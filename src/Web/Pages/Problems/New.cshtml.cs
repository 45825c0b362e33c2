using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Places;
using Wardwise.App.Problems;
using Wardwise.App.Records;
using Wardwise.App.Search;
using Wardwise.Domain.Incidents;
using Wardwise.Web.GovUk;
using Wardwise.Web.Pages.Search;
using Wardwise.Web.Parts;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Problems;

/// <summary>One screen, so that it can be posted in a minute from a phone. The patch page links here with place and kind filled
/// in.</summary>
[Needs(Act.OpenProblem)]
public sealed class NewModel(OpenProblem open, PlaceChoices choices, FindSimilar similar) : WardPage
{
    public override bool HearsUnread(string? handler) => true;

    [BindProperty]
    public OpenProblem.Input Input { get; set; } = null!;

    public IReadOnlyList<Choice> Places { get; private set; } = [];

    public IReadOnlyList<Choice> Kinds { get; } =
    [.. IncidentCodes.AsbTypes.Where(t => t.Number > 0).Select(t => new Choice { Value = t.Name.ToLowerInvariant(), Text = t.Name })];

    public SimilarPanel Panel { get; private set; } = SimilarPanel.Nothing;

    public async Task<IActionResult> OnGetAsync(int? place, string? type, string? title)
    {
        await Fill();
        var kind = IncidentCodes.AsbTypes.Find(type) is { Number: > 0 } known ? known.Name.ToLowerInvariant() : "";
        Input = new()
        {
            Title = title,
            WhatRecurs = null,
            PlaceNo = place ?? Actor.Home?.PlaceNo,
            Kind = kind,
        };
        await Look();
        return Page();
    }

    /// <summary>The form again as it was typed, with what is like it. Nothing is saved.</summary>
    public async Task<IActionResult> OnPostLookAsync()
    {
        await Fill();
        await Look();
        return Redrawn();
    }

    /// <summary>The panel alone, for a page that follows what is typed.</summary>
    public async Task<IActionResult> OnPostSimilarAsync()
    {
        await Look();
        return Partial("~/Pages/Search/_SimilarPanel.cshtml", Panel);
    }

    /// <summary>Asks into a problem that is open already, with what was typed.</summary>
    public async Task<IActionResult> OnPostJoinAsync(string reference)
    {
        var asked = await Get<AskToJoin>()
            .Run(
                Actor,
                new()
                {
                    Reference = reference,
                    Seen = string.Join(". ", new[] { Input.Title, Input.WhatRecurs }.Where(t => !string.IsNullOrWhiteSpace(t))),
                },
                Cancel
            );
        if (asked.Done)
        {
            TempData.Say("You have asked to join. It stands on the owner's day.");
            return Redirect(Addresses.Record(asked.Value));
        }

        await Fill();
        await Look();
        return Refused(asked);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (OnlyNarrows)
        {
            return await OnPostLookAsync();
        }

        var opened = await WhenRead(() => open.Run(Actor, Input with { Kind = Input.Kind ?? "" }, Cancel));
        if (opened.Done)
        {
            TempData.Say(Input.AsDraft ? $"Saved as draft {opened.Value.Reference}." : $"Recorded as {opened.Value.Reference}.");
            return Redirect(Addresses.Record(opened.Value.Reference));
        }

        await Fill();
        await Look();
        return Refused(opened);
    }

    private async Task Look()
    {
        var words = string.Join(". ", new[] { Input.Title, Input.Kind, Input.WhatRecurs }.Where(t => !string.IsNullOrWhiteSpace(t)));
        if (words.Length < SimilarPanel.FewestLetters)
        {
            return;
        }

        var found = await similar.Run(Actor, new() { Words = words, PlaceNo = Input.PlaceNo }, Cancel);
        Panel = new(found.Done ? found.Value : [], true) { JoinHref = reference => $"/problems/new?handler=Join&reference={reference}" };
    }

    private async Task Fill()
    {
        var found = await choices.Run(Actor, Cancel);
        Places = found.Done
            ? [.. found.Value.Select(p => new Choice { Value = p.No.ToString(CultureInfo.InvariantCulture), Text = p.Name })]
            : [];
    }
}
