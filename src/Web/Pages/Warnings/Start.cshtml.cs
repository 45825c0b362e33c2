using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Records;
using Wardwise.App.Warnings;
using Wardwise.Domain.Shared;
using Wardwise.Web.Parts;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Warnings;

/// <summary>Makes a draft of a line and leads to it; twice, and it leads to the one that is there.</summary>
[Needs(Act.OpenProblem)]
public sealed class StartModel(StartFromWarning start) : WardPage
{
    /// <summary>An address without a line: back to the list.</summary>
    public IActionResult OnGet() => Redirect("/warnings");

    public async Task<IActionResult> OnPostAsync(int place, string? kind, string? month, string? limit)
    {
        var started = await start.Run(
            Actor,
            new()
            {
                PlaceNo = place,
                Kind = kind,
                Month = YearMonth.TryParse(month, out var read) ? read : null,
                Narrow = limit == IndexModel.Narrow,
            },
            Cancel
        );
        if (!started.Done)
        {
            return Refused(started, "");
        }

        TempData.Say(
            started.Value.IsNew
                ? $"Saved as draft {started.Value.Reference}. Say in your own words what keeps happening, then open it."
                : $"{started.Value.Reference} is open already for this kind in this place."
        );
        return Redirect(Addresses.Record(started.Value.Reference));
    }
}
