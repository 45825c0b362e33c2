using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Sharing;
using Wardwise.Domain.Shared;
using Wardwise.Web.GovUk;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Problems;

/// <summary>Who can see the record, under which agreement and until when.</summary>
[Needs(Act.SeeRecords)]
public sealed class ShareModel(ShowSharing show, ShareRecord share, EndShare end) : ProblemPage
{
    [BindProperty]
    public ShareRecord.Input Input { get; set; } = null!;

    public ShowSharing.Shown Sharing { get; private set; } = null!;

    public IReadOnlyList<Choice> Agencies => [.. Sharing.Agencies.Select(a => new Choice { Value = a.Id.ToString(), Text = a.Name })];

    public IReadOnlyList<Choice> Agreements => [.. Sharing.Agreements.Select(a => new Choice { Value = a.Id.ToString(), Text = a.Name })];

    public async Task<IActionResult> OnGetAsync() => await Find() ?? await Fill() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await Find() is { } no)
        {
            return no;
        }

        var shared = ModelState.IsValid ? await share.Run(Actor, Input with { RecordId = Shown.Record.Id }, Cancel) : new List<Refusal>();
        return await Answer(shared, "It is shared.");
    }

    public async Task<IActionResult> OnPostEndAsync(Guid share, string? why)
    {
        ModelState.Clear();
        return await Answer(await end.Run(Actor, new() { ShareId = share, Why = why }, Cancel), "It is no longer shared.");
    }

    private async Task<IActionResult> Answer<T>(Outcome<T> outcome, string done)
    {
        var answer = await After(outcome, done);
        return outcome.Done ? Redirect(Href("share")) : await Fill() ?? answer;
    }

    private async Task<IActionResult?> Fill()
    {
        var sharing = await show.Run(Actor, Reference, Cancel);
        if (!sharing.Done)
        {
            return Refused(sharing);
        }

        Sharing = sharing.Value;
        return null;
    }
}
