using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Records;
using Wardwise.Domain.Shared;
using Wardwise.Web.Parts;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Admin.Rules;

[Needs(Act.ManageRules)]
public sealed class ShowModel(ListRuleSets list, NewRuleVersion enter) : WardPage
{
    public sealed record Typed
    {
        public string? Content { get; init; }
        public DateOnly? StartsOn { get; init; }
        public string? Note { get; init; }
    }

    [BindProperty(SupportsGet = true)]
    public string Kind { get; set; } = "";

    [BindProperty]
    public Typed Input { get; set; } = new();

    public ListRuleSets.Rules Rules { get; private set; } = null!;

    public async Task<IActionResult> OnGet()
    {
        if (await Find() is not { } rules)
        {
            return NotFound();
        }

        Rules = rules;
        Input = new() { Content = rules.Content };
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        if (await Find() is not { } rules)
        {
            return NotFound();
        }

        Rules = rules;
        var outcome = await enter.Run(Actor, new() { Kind = Kind, Content = Input.Content, StartsOn = Input.StartsOn, Note = Input.Note }, Cancel);
        if (!outcome.Done)
        {
            return Refused(outcome);
        }

        TempData.Say($"The new version is saved and holds from {Input.StartsOn!.Value.InWords()}.");
        return Redirect($"/admin/rules/{Kind}");
    }

    private async Task<ListRuleSets.Rules?> Find() => (await list.Run(Actor, Cancel)).Value.FirstOrDefault(r => r.Kind.Kind == Kind);
}
