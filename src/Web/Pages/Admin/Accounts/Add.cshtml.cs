using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Accounts;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Shared;
using Wardwise.Web.GovUk;
using Wardwise.Web.Parts;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Admin.Accounts;

[Needs(Act.ManageAccounts)]
public sealed class AddModel(AddAccount add, ListAgencies agencies) : WardPage
{
    public override bool HearsUnread(string? handler) => true;

    [LimitsOf(typeof(AddAccount.Input))]
    public sealed record Typed
    {
        public string? Name { get; init; }
        public string? Email { get; init; }
        public string? JobTitle { get; init; }
        public Guid? AgencyId { get; init; }
        public Guid? TeamId { get; init; }
        public Role? Role { get; init; }
    }

    [BindProperty]
    public Typed Input { get; set; } = new();

    public IReadOnlyList<Choice> Agencies { get; private set; } = [];

    public IReadOnlyList<Choice> Teams { get; private set; } = [];

    public IReadOnlyList<Choice> Roles { get; } = PostingChoices.Roles;

    public async Task OnGet() => await Offer();

    public async Task<IActionResult> OnPost()
    {
        var outcome = await WhenRead(() =>
            add.Run(
                Actor,
                new()
                {
                    Name = Input.Name,
                    Email = Input.Email,
                    JobTitle = Input.JobTitle,
                    AgencyId = Input.AgencyId,
                    TeamId = Input.TeamId,
                    Role = Input.Role,
                },
                Cancel
            )
        );
        if (!outcome.Done)
        {
            await Offer();
            return Refused(outcome);
        }

        TempData.Say(
            $"{Input.Name} is added. Give them this link; it sets their password once, within the hour: "
                + new Uri(Get<PublicAddress>().SiteFor(Request), $"/set-password?secret={outcome.Value.ResetSecret}").AbsoluteUri
        );
        return Redirect($"/admin/accounts/{outcome.Value.AccountId}");
    }

    private async Task Offer() => (Agencies, Teams) = PostingChoices.Of((await agencies.Run(Actor, Cancel)).Value, Today);
}
