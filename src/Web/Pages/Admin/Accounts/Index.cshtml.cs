using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Accounts;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Admin.Accounts;

[Needs(Act.ManageAccounts)]
public sealed class IndexModel(ListAccounts list) : WardPage
{
    [BindProperty(SupportsGet = true)]
    public string? Text { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Closed { get; set; }

    [FromQuery(Name = "page")]
    public int PageNumber { get; set; } = 1;

    public ListAccounts.Listed Listed { get; private set; } = new([], 0);

    public async Task<IActionResult> OnGet()
    {
        var outcome = await list.Run(
            Actor,
            new()
            {
                Text = Text,
                Closed = Closed,
                Page = PageNumber,
            },
            Cancel
        );
        if (!outcome.Done)
        {
            return Refused(outcome);
        }

        Listed = outcome.Value;
        return Page();
    }
}
