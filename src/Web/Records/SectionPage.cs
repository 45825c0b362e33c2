using Microsoft.AspNetCore.Mvc;
using Wardwise.Domain.Shared;

namespace Wardwise.Web.Records;

/// <summary>A page that changes one section of a record: filled from what is held, saved, and shown with both versions when somebody else
/// saved first.</summary>
public abstract class SectionPage<TView, TInput> : RecordPage<TView>
    where TView : class
    where TInput : class
{
    public override bool HearsUnread(string? handler) => true;

    [BindProperty]
    public TInput Input { get; set; } = null!;

    /// <summary>The tab of the record to which it goes back.</summary>
    protected virtual string Tab => "";

    /// <summary>What is said once it is saved.</summary>
    protected abstract string Done { get; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindToWrite() is { } no)
        {
            return no;
        }

        Input = Held();
        await Fill();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (OnlyNarrows)
        {
            if (await FindToWrite() is { } no)
            {
                return no;
            }

            await Fill();
            return Redrawn();
        }

        var saved = await WhenRead(() => Save(Input));
        var answer = await After(saved, saved.Done ? Done : "", Tab);
        if (!saved.Done && Shown is not null)
        {
            await Fill();
        }

        if (IsStale(saved))
        {
            var held = Held();
            ShowBoth("Input.Version", InWords(held), InWords(Input));
            Input = AsOf(held, Input);
        }

        return answer;
    }

    /// <summary>The form as it would be filled in from the record.</summary>
    protected abstract TInput Held();

    /// <summary>What was typed, as of the version that is held now.</summary>
    protected abstract TInput AsOf(TInput held, TInput typed);

    protected abstract Task<Outcome<Nothing>> Save(TInput typed);

    /// <summary>Each question with its answer, as both versions are shown.</summary>
    protected abstract IEnumerable<(string Label, string? Answer)> InWords(TInput input);

    /// <summary>Gets what is offered to choose from.</summary>
    protected virtual Task Fill() => Task.CompletedTask;
}
