using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Places;
using Wardwise.Domain.Places;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Places;

[Needs(Act.SeePlaces)]
public sealed class IndexModel(ListPlaces places) : WardPage
{
    public const int PageSize = 50;

    [BindProperty(SupportsGet = true)]
    public string? Level { get; set; }

    [FromQuery(Name = "page")]
    public int PageNumber { get; set; } = 1;

    public PlaceLevel Shown { get; private set; }

    public IReadOnlyList<ListPlaces.Line> Lines { get; private set; } = [];

    public int Total { get; private set; }

    public async Task<IActionResult> OnGet()
    {
        Shown =
            Enum.TryParse<PlaceLevel>(Level, ignoreCase: true, out var level) && Enum.IsDefined(level) ? level : PlaceLevel.Neighbourhood;
        var outcome = await places.Run(Actor, new() { Levels = [Shown] }, Cancel);
        if (!outcome.Done)
        {
            return Refused(outcome, "");
        }

        Total = outcome.Value.Count;
        PageNumber = Math.Clamp(PageNumber, 1, Math.Max(1, (Total + PageSize - 1) / PageSize));
        Lines = [.. outcome.Value.Skip((PageNumber - 1) * PageSize).Take(PageSize)];
        return Page();
    }
}
