using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wardwise.App.Problems;
using Wardwise.App.Records;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;
using Wardwise.Web.Parts;
using Wardwise.Web.Records;

namespace Wardwise.Web.Pages.Problems;

/// <summary>A page of one problem.</summary>
public abstract class ProblemPage : RecordPage<ProblemView>
{
    public override RecordParts Parts => Shown.Parts;

    public override (string Words, string? Colour) State => (Shown.Problem.State.InWords(), Shown.Problem.State.Colour());

    /// <summary>Whether the page shows the line of months and the map.</summary>
    protected virtual bool WithProgress => false;

    protected override Task<Outcome<ProblemView>> Read() =>
        Get<ShowProblem>().Run(Actor, new() { Reference = Reference, WithProgress = WithProgress }, Cancel);

    /// <summary>To the plan, which offers to take the step out again.</summary>
    protected RedirectResult AfterCopy(CopyStep.Copied copied)
    {
        TempData.Say($"“{copied.What}” is in the plan, as in {copied.From}: for {copied.Agency}, due {copied.DueOn.InWords()}.");
        return Redirect(Href($"?tab=response&copied={copied.Id}"));
    }
}

/// <summary>A page on which somebody signs what the record says: they sign what they read, and are shown what changed since.</summary>
public abstract class SigningPage : ProblemPage
{
    public override bool HearsUnread(string? handler) => true;

    /// <summary>How much of the record's history there was when the page was opened.</summary>
    [BindProperty]
    public long ReadTo { get; set; }

    /// <summary>What changed since, newest first.</summary>
    public IReadOnlyList<ShowHistory.Event> Since { get; private set; } = [];

    protected async Task<IActionResult> Sign<T>(Outcome<T> signed, string done, string tab = "")
    {
        var answer = await After(signed, done, tab);
        if (IsStale(signed))
        {
            var since = await Get<ShowHistory>().Run(Actor, new() { Reference = Reference, Since = ReadTo }, Cancel);
            Since = since.Done ? since.Value.Events : [];
            ModelState.Remove(nameof(ReadTo));
        }

        if (Shown is not null && (signed.Done || IsStale(signed)))
        {
            ReadTo = Parts.ReadTo;
        }

        return answer;
    }

    /// <summary>The page as it is opened: what is signed is what it shows.</summary>
    protected PageResult Opened()
    {
        ReadTo = Parts.ReadTo;
        return Page();
    }
}
