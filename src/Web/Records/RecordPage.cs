using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Records;
using Wardwise.Domain.Shared;
using Wardwise.Web.Pages;
using Wardwise.Web.Parts;

namespace Wardwise.Web.Records;

/// <summary>A page of one record, whatever its kind: what its heading, its notes and its files show.</summary>
public abstract class RecordPage : WardPage
{
    /// <summary>As it is written, however the address has it: addresses are made in lower case.</summary>
    [FromRoute]
    public string Reference
    {
        get;
        set => field = value.ToUpperInvariant();
    } = "";

    /// <summary>What every record has.</summary>
    public abstract RecordParts Parts { get; }

    /// <summary>The record's state in its kind's own words, and the colour of its tag.</summary>
    public virtual (string Words, string? Colour) State => (Capital(Parts.Record.State.Replace('-', ' ')), null);

    /// <summary>What somebody else saved beside what was typed, after a stale save.</summary>
    public IReadOnlyList<Difference> Differences { get; protected set; } = [];

    public string RecordHref => Href();

    public string Href(string part = "") => Addresses.Record(Reference, part);

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

    /// <summary>A tab that a form sent, as an address may hold it.</summary>
    protected static string TabOf(string? sent) => sent?.All(char.IsAsciiLetter) is true ? sent : "";

    protected RedirectResult BackBecause(Refusal refusal)
    {
        TempData.Say(refusal.Sentence);
        return Redirect(RecordHref);
    }

    private static string Capital(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
}

/// <summary>Finds the record, and goes back to it when something was done.</summary>
/// <typeparam name="TView">What the kind's own page shows.</typeparam>
public abstract class RecordPage<TView> : RecordPage
    where TView : class
{
    public TView Shown { get; private set; } = null!;

    protected abstract Task<Outcome<TView>> Read();

    /// <summary>Null when the record was found and may be seen.</summary>
    protected async Task<IActionResult?> Find()
    {
        var shown = await Read();
        if (!shown.Done)
        {
            return Refused(shown);
        }

        Shown = shown.Value;
        return null;
    }

    /// <summary>For a page that changes the record: back to it, with the reason, when this reader cannot write it now.</summary>
    protected async Task<IActionResult?> FindToWrite() =>
        await Find() ?? (Parts.RefusesWriting is { } refused ? BackBecause(refused) : null);

    /// <summary>For a page that changes its state, whatever that is now.</summary>
    protected async Task<IActionResult?> FindToMove() => await Find() ?? (Parts.RefusesHands is { } refused ? BackBecause(refused) : null);

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
}

/// <summary>A page that any kind of record has.</summary>
public abstract class AnyRecordPage : RecordPage<RecordParts>
{
    public override RecordParts Parts => Shown;

    protected override Task<Outcome<RecordParts>> Read() => Get<ShowRecord>().Run(Actor, Reference, Cancel);
}
