using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Records;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Admin.Rules;

[Needs(Act.ManageRules)]
public sealed class IndexModel(ListRuleSets list) : WardPage
{
    public IReadOnlyList<ListRuleSets.Rules> Rules { get; private set; } = [];

    public async Task<IActionResult> OnGet()
    {
        var outcome = await list.Run(Actor, Cancel);
        if (!outcome.Done)
        {
            return Refused(outcome);
        }

        Rules = outcome.Value;
        return Page();
    }
}
