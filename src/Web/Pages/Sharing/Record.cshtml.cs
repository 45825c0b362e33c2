using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Sharing;
using Wardwise.Domain.Shared;
using Wardwise.Web.GovUk;
using Wardwise.Web.Parts;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Sharing;

[Needs(Act.SeeRecords)]
public sealed class RecordModel(ShowSharing show, ShareRecord share, EndShare end) : WardPage
{
    public sealed record Typed
    {
        public Guid? AgencyId { get; init; }
        public string? Purpose { get; init; }
        public Guid? AgreementId { get; init; }
        public DateOnly? LastDay { get; init; }
    }

    [BindProperty(SupportsGet = true)]
    public string Reference { get; set; } = "";

    [BindProperty]
    public Typed Input { get; set; } = new();

    public ShowSharing.Shown Shown { get; private set; } = null!;

    public IReadOnlyList<Choice> Agencies => [.. Shown.Agencies.Select(a => new Choice { Text = a.Name, Value = a.Id.ToString() })];

    public IReadOnlyList<Choice> Agreements => [.. Shown.Agreements.Select(a => new Choice { Text = a.Name, Value = a.Id.ToString() })];

    public string BackHref => Shown.Reference.StartsWith("P-", StringComparison.Ordinal) ? $"/problems/{Shown.Reference}" : "/agreements";

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    public async Task<IActionResult> OnPostShare()
    {
        if (await Load() is { } missing)
        {
            return missing;
        }

        var input = new ShareRecord.Input { RecordId = Shown.RecordId, AgencyId = Input.AgencyId, Purpose = Input.Purpose, AgreementId = Input.AgreementId, LastDay = Input.LastDay };
        return Settle(await share.Run(Actor, input, Cancel), "It is shared.");
    }

    public async Task<IActionResult> OnPostEnd(Guid shareId, string? why) =>
        await Load() ?? Settle(await end.Run(Actor, new() { ShareId = shareId, Why = why }, Cancel), "It is no longer shared with them.");

    private IActionResult Settle<T>(Outcome<T> outcome, string done)
    {
        if (!outcome.Done)
        {
            return Refused(outcome);
        }

        TempData.Say(done);
        return Redirect($"/records/{Reference}/sharing");
    }

    private async Task<IActionResult?> Load()
    {
        var shown = await show.Run(Actor, Reference, Cancel);
        if (!shown.Done)
        {
            return Refused(shown);
        }

        Shown = shown.Value;
        return null;
    }
}
