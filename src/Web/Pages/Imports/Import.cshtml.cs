using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Imports;
using Wardwise.Web.Parts;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Imports;

[Needs(Act.ImportData)]
public sealed class ImportModel(ListImports imports, UndoImport undo) : WardPage
{
    public ListImports.Item Item { get; private set; } = null!;

    /// <summary>Asked once before it is taken back.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Sure { get; set; }

    public async Task<IActionResult> OnGet(string reference) => await Load(reference) ?? Page();

    public async Task<IActionResult> OnPost(string reference)
    {
        var outcome = await undo.Run(Actor, new() { Import = reference }, Cancel);
        if (!outcome.Done)
        {
            return await Load(reference) ?? Refused(outcome, "");
        }

        TempData.Say(
            $"{outcome.Value.Id} is taken back."
                + (outcome.Value.Kept is { Count: > 0 } kept ? $" Kept, since somebody has worked on them: {string.Join(", ", kept)}." : "")
        );
        return Redirect($"/imports/{outcome.Value.Id}");
    }

    private async Task<IActionResult?> Load(string reference)
    {
        var outcome = await imports.Run(Actor, new() { Reference = reference }, Cancel);
        if (!outcome.Done)
        {
            return Refused(outcome);
        }

        if (outcome.Value is not [var item])
        {
            return NotFound();
        }

        Item = item;
        return null;
    }
}
