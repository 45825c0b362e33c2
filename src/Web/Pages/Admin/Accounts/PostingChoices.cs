using Wardwise.App.Accounts;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Shared;
using Wardwise.Web.GovUk;

namespace Wardwise.Web.Pages.Admin.Accounts;

/// <summary>What a posting can be chosen from.</summary>
internal static class PostingChoices
{
    public static IReadOnlyList<Choice> Roles { get; } =
    [.. Enum.GetValues<Role>().Select(r => new Choice { Text = r.InWords(), Value = r.ToString() })];

    public static IReadOnlyList<Choice> Kinds { get; } =
    [
        .. Enum.GetValues<AgencyKind>()
            .Select(k => new Choice { Text = EnumCode.Of(k)[..1].ToUpperInvariant() + EnumCode.Of(k)[1..], Value = k.ToString() }),
    ];

    public static (IReadOnlyList<Choice> Agencies, IReadOnlyList<Choice> Teams) Of(IReadOnlyList<ListAgencies.Row> rows, DateOnly today)
    {
        var open = rows.Where(r => r.Agency.ClosedOn is null || r.Agency.ClosedOn > today).ToList();
        return (
            [.. open.Select(r => new Choice { Text = r.Agency.Name, Value = r.Agency.Id.ToString() })],
            [
                .. open.SelectMany(r =>
                    r.Teams.Where(t => t.ClosedOn is null || t.ClosedOn > today)
                        .Select(t => new Choice { Text = $"{t.Name} ({r.Agency.Name})", Value = t.Id.ToString() })
                ),
            ]
        );
    }
}
