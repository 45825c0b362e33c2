using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Imports;
using Wardwise.Domain.Shared;
using Wardwise.Web.Parts;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Imports;

[Needs(Act.ImportData)]
public sealed class ImportModel(ListImports imports, UndoImport undo, SayMonthIsWhole say) : WardPage
{
    public ListImports.Item Item { get; private set; } = null!;

    /// <summary>Asked once before it is taken back.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Sure { get; set; }

    /// <summary>A doubted month that somebody says is whole, and how they know.</summary>
    [BindProperty]
    public string? Month { get; set; }

    [BindProperty]
    public string? Because { get; set; }

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

    public async Task<IActionResult> OnPostWhole(string reference)
    {
        if (!YearMonth.TryParse(Month, out var month))
        {
            return NotFound();
        }

        var outcome = await say.Run(
            Actor,
            new()
            {
                Import = reference,
                Month = month,
                Because = Because ?? "",
            },
            Cancel
        );
        if (!outcome.Done)
        {
            var refused = Refused(outcome, "");
            return await Load(reference) ?? refused;
        }

        TempData.Say($"{month.InWords()} counts as whole from now on.");
        return Redirect($"/imports/{reference}");
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
