using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Accounts;
using Wardwise.App.Places;
using Wardwise.Web.GovUk;
using Wardwise.Web.Pages.Admin.Accounts;
using Wardwise.Web.Parts;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Admin.Agencies;

[Needs(Act.ManageAccounts)]
public sealed class TeamModel(SaveTeam save, ListAgencies list, ChoosePlaces places) : WardPage
{
    public override bool HearsUnread(string? handler) => true;

    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    [BindProperty]
    public SaveTeam.Input Input { get; set; } = new();

    public IReadOnlyList<Choice> Agencies { get; private set; } = [];

    public IReadOnlyList<Choice> Places { get; private set; } = [];

    public async Task<IActionResult> OnGet()
    {
        var rows = await Offer();
        if (Id is null)
        {
            return Page();
        }

        if (rows.SelectMany(r => r.Teams).FirstOrDefault(t => t.Id == Id) is not { } held)
        {
            return NotFound();
        }

        Input = new()
        {
            Name = held.Name,
            AgencyId = held.AgencyId,
            PlaceNo = held.PlaceNo,
            ClosedOn = held.ClosedOn,
            Version = held.Version,
        };
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        if (OnlyNarrows)
        {
            await Offer();
            return Redrawn();
        }

        var outcome = await WhenRead(() => save.Run(Actor, Input with { Id = Id }, Cancel));
        if (!outcome.Done)
        {
            await Offer();
            return Refused(outcome);
        }

        TempData.Say($"{Input.Name} is saved.");
        return Redirect("/admin/agencies");
    }

    private async Task<IReadOnlyList<ListAgencies.Row>> Offer()
    {
        var rows = (await list.Run(Actor, Cancel)).Value;
        Agencies = PostingChoices.Of(rows, Today).Agencies;
        Places =
        [
            .. (await places.Run(Actor, Cancel)).Value.Select(p => new Choice
            {
                Text = p.Name,
                Value = p.No.ToString(CultureInfo.InvariantCulture),
            }),
        ];
        return rows;
    }
}
