using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Sharing;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Sharing;

[Needs(Act.UseOwnPages)]
public sealed class AgreementsModel(ListAgreements list) : WardPage
{
    public IReadOnlyList<ListAgreements.Row> Rows { get; private set; } = [];

    public bool MayEnter => Policy.Allows(Actor, Act.ManageRules);

    public async Task<IActionResult> OnGet()
    {
        var outcome = await list.Run(Actor, Cancel);
        if (!outcome.Done)
        {
            return Refused(outcome);
        }

        Rows = outcome.Value;
        return Page();
    }
}
