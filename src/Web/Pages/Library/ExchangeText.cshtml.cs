using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Library;
using Wardwise.Domain.Library;
using Wardwise.Domain.Shared;
using Wardwise.Web.Parts;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Library;

/// <summary>In which words is this record told to other forces?</summary>
[Needs(Act.EditLibrary)]
public sealed class ExchangeTextModel(ShowExport show, MendExport mend) : WardPage
{
    [FromRoute]
    public string Reference
    {
        get;
        set => field = value.ToUpperInvariant();
    } = "";

    public ShowExport.Shown Shown { get; private set; } = null!;

    public IReadOnlyList<string?> Texts { get; private set; } = [];

    public bool LeaveOut { get; private set; }

    /// <summary>The form came back.</summary>
    public bool Typed { get; private set; }

    public static string Sentence(NamesFound found) => found.InWords() + ".";

    public async Task<IActionResult> OnGetAsync() => await Find() ?? Page();

    public async Task<IActionResult> OnPostAsync(
        int version,
        [FromForm(Name = "Keys")] List<string> keys,
        [FromForm(Name = "Texts")] List<string?> texts,
        bool leaveOut
    )
    {
        (Texts, LeaveOut, Typed) = (texts, leaveOut, true);
        var mended = await mend.Run(
            Actor,
            new()
            {
                Reference = Reference,
                Version = version,
                LeaveOut = leaveOut,
                Texts = keys.Zip(texts).DistinctBy(p => p.First).ToDictionary(p => p.First, p => p.Second),
            },
            Cancel
        );
        if (mended.Done)
        {
            TempData.Say(leaveOut ? "It is left out." : "It goes in these words.");
            return Redirect("/library/exchange");
        }

        return await Find()
            ?? Refused<Nothing>(
                mended.Refusals.Select(r => r with { Field = r.Field is null ? null : $"[{keys.IndexOf(r.Field)}]" }).ToList(),
                "Texts"
            );
    }

    private async Task<IActionResult?> Find()
    {
        var shown = await show.Run(Actor, Reference, Cancel);
        if (!shown.Done)
        {
            return Refused(shown);
        }

        Shown = shown.Value;
        return null;
    }
}
