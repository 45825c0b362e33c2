using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Library;
using Wardwise.Domain.Problems;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Library;

[Needs(Act.SeeRecords)]
public sealed class GuidesModel(ListGuides list) : WardPage
{
    [FromQuery]
    public SaraStep? Step { get; set; }

    public IReadOnlyList<ListGuides.Row> Guides { get; private set; } = [];

    public string Heading => Step is { } step ? $"Help with {step.InWords().ToLowerInvariant()}" : "Guides";

    public async Task<IActionResult> OnGetAsync()
    {
        var listed = await list.Run(Actor, new() { Step = Step, WithDrafts = Policy.Allows(Actor, Act.EditLibrary) }, Cancel);
        if (!listed.Done)
        {
            return Refused(listed);
        }

        Guides = listed.Value;
        return Page();
    }
}
