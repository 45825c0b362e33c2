using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wardwise.App.Access;
using Wardwise.App.Records;
using Wardwise.Domain.Notices;
using Wardwise.Domain.Shared;
using Wardwise.Web.GovUk;
using Wardwise.Web.Parts;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Admin.Outbox;

/// <summary>Do our letters leave?</summary>
[Needs(Act.ManageAccounts)]
public sealed class IndexModel(ListOutbox list, SendAgain again) : WardPage
{
    private static readonly MailState[] Shown = [MailState.Waiting, MailState.Failed, MailState.Withheld, MailState.Sent];

    public ListOutbox.Listed Listed { get; private set; } = null!;

    [FromQuery(Name = "state")]
    public string? State { get; set; }

    public MailState? Only => EnumCode.Read<MailState>(State);

    public string Lead =>
        Shown.Where(s => Listed.Counts.GetValueOrDefault(s) > 0).Select(s => $"{Listed.Counts[s]} {Standing(s)}").ToList()
            is { Count: > 0 } said
            ? Words.List(said) + "."
            : "No letters yet.";

    public IEnumerable<Choice> States => Shown.Select(s => new Choice { Value = EnumCode.Of(s), Text = s.InWords() });

    public Task<IActionResult> OnGetAsync([FromQuery(Name = "page")] int number = 1) => Show(number);

    public async Task<IActionResult> OnPostAgainAsync(Guid id)
    {
        var done = await again.Run(Actor, id, Cancel);
        if (!done.Done)
        {
            return Refused(done) is not PageResult and var answer ? answer : await Show(1);
        }

        TempData.Say("The letter waits again.");
        return Redirect("/admin/outbox");
    }

    private async Task<IActionResult> Show(int number)
    {
        var listed = await list.Run(
            Actor,
            new()
            {
                State = Only,
                Page = number,
                Site = Get<PublicAddress>().SiteFor(Request),
            },
            Cancel
        );
        if (!listed.Done)
        {
            return Refused(listed);
        }

        Listed = listed.Value;
        return Page();
    }

    private static string Standing(MailState state) =>
        state switch
        {
            MailState.Waiting => "waiting",
            MailState.Failed => "failed",
            MailState.Withheld => "withheld",
            _ => "sent",
        };

    public static string Colour(MailState state) =>
        state switch
        {
            MailState.Failed => "red",
            MailState.Sent => "green",
            MailState.Withheld => "grey",
            _ => "blue",
        };
}
