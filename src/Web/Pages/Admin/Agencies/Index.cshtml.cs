using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Accounts;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Admin.Agencies;

[Needs(Act.ManageAccounts)]
public sealed class IndexModel(ListAgencies list) : WardPage
{
    public IReadOnlyList<ListAgencies.Row> Rows { get; private set; } = [];

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
