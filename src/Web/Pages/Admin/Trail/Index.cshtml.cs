using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.Domain.Shared;
using Wardwise.Web.GovUk;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Admin.Trail;

[Needs(Act.SeeAudit)]
public sealed class IndexModel(ReadTrail read) : WardPage
{
    [BindProperty(SupportsGet = true)]
    public string? About { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Kind { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateTimeOffset? Before { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid? Who { get; set; }

    public ReadTrail.Read Trail { get; private set; } = new([], false, null);

    /// <summary>Whether a record's reference leads this reader to it.</summary>
    public bool MayOpen => Policy.Allows(Actor, Act.SeeRecords);

    public IReadOnlyList<Choice> Kinds =>
        [
            .. Enum.GetValues<TrailKind>()
                .Select(k => new Choice
                {
                    Text = k.ToString(),
                    Value = EnumCode.Of(k),
                    Selected = EnumCode.Of(k) == Kind,
                }),
        ];

    public string Older =>
        "/admin/trail"
        + new QueryBuilder(
            new Dictionary<string, string>
            {
                ["About"] = About ?? "",
                ["Kind"] = Kind ?? "",
                ["Before"] = Trail.Rows[^1].At.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
            }
        );

    public async Task<IActionResult> OnGet()
    {
        var outcome = await read.Run(
            Actor,
            new()
            {
                About = About,
                Kind = EnumCode.Read<TrailKind>(Kind),
                Before = Before,
                ActorId = Who,
            },
            Cancel
        );
        if (!outcome.Done)
        {
            return Refused(outcome);
        }

        Trail = outcome.Value;
        return Page();
    }
}
