using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Records;
using Wardwise.Web.Records;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Records;

/// <summary>The history of a record, whatever its kind.</summary>
[Needs(Act.SeeHistory)]
public sealed class HistoryModel(ShowHistory history) : AnyRecordPage
{
    [FromQuery(Name = "page")]
    public int PageNumber { get; set; } = 1;

    public ShowHistory.Told Told { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await Find() is { } no)
        {
            return no;
        }

        var told = await history.Run(Actor, new() { Reference = Reference, Page = PageNumber }, Cancel);
        if (!told.Done)
        {
            return Refused(told);
        }

        Told = told.Value;
        return Page();
    }
}
