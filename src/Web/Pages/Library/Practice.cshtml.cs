using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Library;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Library;

/// <summary>What did other forces learn?</summary>
[Needs(Act.SeeRecords)]
public sealed class PracticeModel(ListPractice list) : WardPage
{
    public ListPractice.Listed Listed { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync([FromQuery(Name = "page")] int number = 1)
    {
        var listed = await list.Run(Actor, number, Cancel);
        if (!listed.Done)
        {
            return Refused(listed);
        }

        Listed = listed.Value;
        return Page();
    }
}

[Needs(Act.SeeRecords)]
public sealed class PracticeRecordModel(ShowPractice show) : WardPage
{
    public ShowPractice.Shown Shown { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string reference)
    {
        var shown = await show.Run(Actor, reference.ToUpperInvariant(), Cancel);
        if (!shown.Done)
        {
            return Refused(shown);
        }

        Shown = shown.Value;
        return Page();
    }
}
