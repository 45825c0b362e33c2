using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Places;
using Wardwise.Domain.Shared;
using Wardwise.Web.Parts;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Places;

[Needs(Act.SeePlaces)]
public sealed class PlaceModel(ShowPlace show, AgreeBoundary agree) : WardPage
{
    public override bool HearsUnread(string? handler) => true;

    public ShowPlace.Shown Place { get; private set; } = null!;

    [BindProperty]
    public Agreement Input { get; set; } = new();

    public bool MayManage => Policy.Allows(Actor, Act.ManagePlaces);

    public string Map =>
        $$"""{"type":"FeatureCollection","features":["""
        + $$"""{"type":"Feature","properties":{"kind":"boundary","name":{{JsonSerializer.Serialize(Place.Name)}}}"""
        + $$""","geometry":{{Place.Boundary}}}]}""";

    public async Task<IActionResult> OnGet(int no) => await Load(no) ?? Page();

    public async Task<IActionResult> OnPost(int no)
    {
        if (await Load(no) is { } gone)
        {
            return gone;
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        var outcome = await agree.Run(
            Actor,
            new()
            {
                VersionId = Input.VersionId,
                Version = Input.Version,
                AgreedWith = Input.AgreedWith,
                ReviewDue = Input.ReviewDue,
            },
            Cancel
        );
        if (!outcome.Done)
        {
            return Refused(outcome);
        }

        TempData.Say("The agreement is recorded.");
        return Redirect($"/places/{Place.No}");
    }

    private async Task<IActionResult?> Load(int no)
    {
        var outcome = await show.Run(Actor, new() { No = no }, Cancel);
        if (!outcome.Done)
        {
            return Refused(outcome);
        }

        Place = outcome.Value;
        return null;
    }

    [LimitsOf(typeof(AgreeBoundary.Input))]
    public sealed record Agreement
    {
        public Guid VersionId { get; init; }
        public int? Version { get; init; }
        public string? AgreedWith { get; init; }

        public DateOnly? ReviewDue { get; init; }
    }
}
