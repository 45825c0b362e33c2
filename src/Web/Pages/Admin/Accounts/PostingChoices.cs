using Microsoft.AspNetCore.Mvc.Rendering;
using Wardwise.App.Accounts;
using Wardwise.App.Data;
using Wardwise.Domain.Accounts;

namespace Wardwise.Web.Pages.Admin.Accounts;

/// <summary>What a posting can be chosen from.</summary>
internal static class PostingChoices
{
    public static IReadOnlyList<SelectListItem> Roles { get; } = [.. Enum.GetValues<Role>().Select(r => new SelectListItem(r.InWords(), r.ToString()))];

    public static IReadOnlyList<SelectListItem> Kinds { get; } = [.. Enum.GetValues<AgencyKind>().Select(k => new SelectListItem(Kebab.Of(k)[..1].ToUpperInvariant() + Kebab.Of(k)[1..], k.ToString()))];

    public static (IReadOnlyList<SelectListItem> Agencies, IReadOnlyList<SelectListItem> Teams) Of(IReadOnlyList<ListAgencies.Row> rows, DateOnly today)
    {
        var open = rows.Where(r => r.Agency.ClosedOn is null || r.Agency.ClosedOn > today).ToList();
        return ([.. open.Select(r => new SelectListItem(r.Agency.Name, r.Agency.Id.ToString()))],
            [.. open.SelectMany(r => r.Teams.Where(t => t.ClosedOn is null || t.ClosedOn > today).Select(t => new SelectListItem($"{t.Name} ({r.Agency.Name})", t.Id.ToString())))]);
    }
}
