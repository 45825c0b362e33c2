using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Accounts;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Shared;
using Wardwise.Web.GovUk;
using Wardwise.Web.Parts;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Admin.Accounts;

[Needs(Act.ManageAccounts)]
public sealed class ShowModel(
    ShowAccount show,
    ListAgencies agencies,
    PostAccount post,
    EndPosting end,
    CloseAccount close,
    IssueResetLink link,
    RemoveAuthenticator remove
) : WardPage
{
    public override bool HearsUnread(string? handler) => handler is "Post";

    [LimitsOf(typeof(RemoveAuthenticator.Input))]
    public sealed record Typed
    {
        public Guid? AgencyId { get; init; }
        public Guid? TeamId { get; init; }
        public Role? Role { get; init; }
        public DateOnly? StartsOn { get; init; }
        public DateOnly? EndsOn { get; init; }
        public string? Reason { get; init; }
    }

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public Typed Input { get; set; } = new();

    public ShowAccount.Shown Account { get; private set; } = null!;

    public IReadOnlyList<Choice> Agencies { get; private set; } = [];

    public IReadOnlyList<Choice> Teams { get; private set; } = [];

    public IReadOnlyList<Choice> Roles { get; } = PostingChoices.Roles;

    public string? Link { get; private set; }

    public bool Adding { get; private set; }

    public bool Helping { get; private set; }

    public DateOnly Day => Today;

    public Task<IActionResult> OnGet() => Show(Page);

    public async Task<IActionResult> OnPostPost()
    {
        var posted = await WhenRead(() =>
            post.Run(
                Actor,
                new()
                {
                    AccountId = Id,
                    AgencyId = Input.AgencyId,
                    TeamId = Input.TeamId,
                    Role = Input.Role,
                    StartsOn = Input.StartsOn,
                    EndsOn = Input.EndsOn,
                },
                Cancel
            )
        );
        Adding = !posted.Done;
        return await Settle(posted, "The posting is added.");
    }

    public async Task<IActionResult> OnPostEnd(Guid postingId) =>
        await Settle(await end.Run(Actor, new() { PostingId = postingId }, Cancel), "The posting has ended.");

    public async Task<IActionResult> OnPostClose(bool closed) =>
        await Settle(
            await close.Run(Actor, new() { AccountId = Id, Closed = closed }, Cancel),
            closed ? "The account is closed." : "The account is open again."
        );

    public async Task<IActionResult> OnPostAuthenticator()
    {
        var removed = await remove.Run(Actor, new() { AccountId = Id, Reason = Input.Reason ?? "" }, Cancel);
        Helping = !removed.Done;
        return await Settle(removed, "The authenticator app is off. They sign in with the password alone until they set it up again.");
    }

    public async Task<IActionResult> OnPostLink()
    {
        var made = await link.Run(Actor, Id, Cancel);
        if (!made.Done)
        {
            return await Show(() => Refused(made));
        }

        Link = new Uri(Get<PublicAddress>().SiteFor(Request), $"/set-password?secret={made.Value}").AbsoluteUri;
        return await Show(Page);
    }

    private async Task<IActionResult> Settle<T>(Outcome<T> outcome, string done)
    {
        if (!outcome.Done)
        {
            return await Show(() => Refused(outcome));
        }

        TempData.Say(done);
        return Redirect($"/admin/accounts/{Id}");
    }

    private async Task<IActionResult> Show(Func<IActionResult> answer)
    {
        var shown = await show.Run(Actor, Id, Cancel);
        if (!shown.Done)
        {
            return Refused(shown);
        }

        Account = shown.Value;
        (Agencies, Teams) = PostingChoices.Of((await agencies.Run(Actor, Cancel)).Value, Today);
        return answer();
    }
}
