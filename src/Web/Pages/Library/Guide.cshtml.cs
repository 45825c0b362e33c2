using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Library;
using Wardwise.App.Records;
using Wardwise.Domain.Shared;
using Wardwise.Web.Parts;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Library;

/// <summary>A guide to read, and to say that it was done.</summary>
[Needs(Act.SeeRecords)]
public sealed class GuideModel(ShowGuide show, DoModule doModule) : WardPage
{
    [FromRoute]
    public string Reference
    {
        get;
        set => field = value.ToUpperInvariant();
    } = "";

    [BindProperty]
    public Answers Input { get; set; } = new();

    public ShowGuide.Shown Shown { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync() => await Find() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        var done = await doModule.Run(Actor, new() { Reference = Reference, Answer = Input.Answer }, Cancel);
        if (!done.Done)
        {
            return await Find() ?? Refused(done);
        }

        TempData.Say("Done, with today's date.");
        return Redirect(Addresses.Record(Reference));
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

    [LimitsOf(typeof(DoModule.Input))]
    public sealed record Answers
    {
        public string? Answer { get; init; }
    }
}
