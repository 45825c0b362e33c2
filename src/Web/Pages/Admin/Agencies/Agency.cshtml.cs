using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Accounts;
using Wardwise.Web.GovUk;
using Wardwise.Web.Pages.Admin.Accounts;
using Wardwise.Web.Parts;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Admin.Agencies;

[Needs(Act.ManageAccounts)]
public sealed class AgencyModel(SaveAgency save, ListAgencies list) : WardPage
{
    public override bool HearsUnread(string? handler) => true;

    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    [BindProperty]
    public SaveAgency.Input Input { get; set; } = new();

    public IReadOnlyList<Choice> Kinds { get; } = PostingChoices.Kinds;

    public async Task<IActionResult> OnGet()
    {
        if (Id is null)
        {
            return Page();
        }

        if ((await list.Run(Actor, Cancel)).Value.FirstOrDefault(r => r.Agency.Id == Id)?.Agency is not { } held)
        {
            return NotFound();
        }

        Input = new()
        {
            Name = held.Name,
            Kind = held.Kind,
            ClosedOn = held.ClosedOn,
            Version = held.Version,
        };
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        var outcome = await WhenRead(() => save.Run(Actor, Input with { Id = Id }, Cancel));
        if (!outcome.Done)
        {
            return Refused(outcome);
        }

        TempData.Say($"{Input.Name} is saved.");
        return Redirect("/admin/agencies");
    }
}
