using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Imports;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Imports;

[Needs(Act.ImportData)]
public sealed class IndexModel(ListImports imports) : WardPage
{
    public IReadOnlyList<ListImports.Item> Items { get; private set; } = [];

    public async Task<IActionResult> OnGet()
    {
        var outcome = await imports.Run(Actor, new(), Cancel);
        if (!outcome.Done)
        {
            return Refused(outcome);
        }

        Items = outcome.Value;
        return Page();
    }
}
