using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Problems;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;
using Wardwise.Web.Parts;

namespace Wardwise.Web.Pages.Problems;

/// <summary>A page of one problem: finds the record, heads it, and goes back to it when something was done.</summary>
public abstract class ProblemPage : WardPage
{
    /// <summary>As it is written, however the address has it: addresses are made in lower case.</summary>
    [FromRoute]
    public string Reference
    {
        get;
        set => field = value.ToUpperInvariant();
    } = "";

    public ProblemView Shown { get; private set; } = null!;

    /// <summary>What somebody else saved beside what was typed, after a stale save.</summary>
    public IReadOnlyList<Difference> Differences { get; protected set; } = [];

    /// <summary>Whether the page shows the line of months and the map.</summary>
    protected virtual bool WithProgress => false;

    public string RecordHref => Href();

    public string Href(string part = "") => $"/problems/{Reference}{(part.Length == 0 || part[0] == '?' ? part : "/" + part)}";

    /// <summary>Null when the record was found and may be seen.</summary>
    protected async Task<IActionResult?> Find()
    {
        var shown = await Get<ShowProblem>().Run(Actor, new() { Reference = Reference, WithProgress = WithProgress }, Cancel);
        if (!shown.Done)
        {
            return Refused(shown);
        }

        Shown = shown.Value;
        return null;
    }

    /// <summary>For a page that changes the record: back to it, with the reason, when it is locked.</summary>
    protected async Task<IActionResult?> FindToWrite()
    {
        if (await Find() is { } no)
        {
            return no;
        }

        if (ProblemLifecycle.RefusesWriting(Shown.Problem) is not { } locked)
        {
            return null;
        }

        TempData.Say(locked.Sentence);
        return Redirect(RecordHref);
    }

    /// <summary>Back to the record, or the same page with what is wrong and what was typed.</summary>
    protected async Task<IActionResult> After<T>(Outcome<T> outcome, string done, string tab = "", string prefix = "Input")
    {
        if (outcome.Done)
        {
            TempData.Say(done);
            return Redirect(Href(tab.Length == 0 ? "" : "?tab=" + tab));
        }

        return await Find() is { } no ? no : Refused(outcome, prefix);
    }

    /// <summary>To the plan, which offers to take the step out again.</summary>
    protected RedirectResult AfterCopy(CopyStep.Copied copied)
    {
        TempData.Say($"“{copied.What}” is in the plan, as in {copied.From}: for {copied.Agency}, due {copied.DueOn.InWords()}.");
        return Redirect(Href($"?tab=response&copied={copied.Id}"));
    }

    /// <summary>Called on a stale save, once the record is found again: the two versions, side by side.</summary>
    /// <param name="version">The name of the field that holds the version.</param>
    /// <param name="theirs">Each question with the answer that is held now.</param>
    /// <param name="yours">The same questions with what was typed.</param>
    protected void ShowBoth(
        string version,
        IEnumerable<(string Label, string? Answer)> theirs,
        IEnumerable<(string Label, string? Answer)> yours
    )
    {
        ModelState.Remove(version);
        Differences = Difference.Between(theirs, yours);
    }

    protected static bool IsStale<T>(Outcome<T> outcome) => outcome.Refusals.Any(r => r.Kind is RefusalKind.Stale);
}

public sealed record Difference(string Label, string Theirs, string Yours)
{
    /// <summary>Where two versions of the same answers differ.</summary>
    public static IReadOnlyList<Difference> Between(
        IEnumerable<(string Label, string? Answer)> theirs,
        IEnumerable<(string Label, string? Answer)> yours
    )
    {
        return [.. theirs.Zip(yours, (t, y) => new Difference(t.Label, Tidy(t.Answer), Tidy(y.Answer))).Where(d => d.Theirs != d.Yours)];

        static string Tidy(string? answer) => (answer ?? "").ReplaceLineEndings("\n").Trim();
    }
}
