using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Problems;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Library;

/// <summary>The history of a lesson or a guide.</summary>
[Needs(Act.SeeHistory)]
public sealed class LibraryHistoryModel(ShowHistory history) : WardPage
{
    public ShowHistory.Told Told { get; private set; } = null!;

    public string BackHref { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(string which, string reference, [FromQuery(Name = "page")] int number = 1)
    {
        var told = await history.Run(Actor, new() { Reference = reference.ToUpperInvariant(), Page = number }, Cancel);
        if (!told.Done)
        {
            return Refused(told);
        }

        (Told, BackHref) = (told.Value, $"/library/{which}/{reference.ToUpperInvariant()}");
        return Page();
    }
}
