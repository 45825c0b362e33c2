using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Accounts;
using Wardwise.App.Sharing;
using Wardwise.Web.GovUk;
using Wardwise.Web.Parts;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Sharing;

[Needs(Act.ManageRules)]
public sealed class NewAgreementModel(SealAgreement seal, ChooseAgencies agencies) : WardPage
{
    public override bool HearsUnread(string? handler) => true;

    [BindProperty]
    public SealAgreement.Input Input { get; set; } = new();

    public IReadOnlyList<Choice> Agencies { get; private set; } = [];

    public async Task OnGet() => await Offer();

    public async Task<IActionResult> OnPost()
    {
        var outcome = await WhenRead(() => seal.Run(Actor, Input, Cancel));
        if (!outcome.Done)
        {
            await Offer();
            return Refused(outcome);
        }

        TempData.Say("The agreement is saved. Records can be shared under it now.");
        return Redirect("/agreements");
    }

    private async Task Offer() =>
        Agencies = [.. (await agencies.Run(Actor, Cancel)).Value.Select(a => new Choice { Text = a.Name, Value = a.Id.ToString() })];
}
