using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wardwise.App.Access;
using Wardwise.App.Library;
using Wardwise.Domain.Library;
using Wardwise.Domain.Shared;
using Wardwise.Web.Parts;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Following;

/// <summary>What do I follow?</summary>
[Needs(Act.Follow)]
public sealed class IndexModel(ListFollowed list, Follow follow, Unfollow unfollow, ChooseMail choose) : WardPage
{
    public const string Digest = "digest";
    public const string Notices = "notices";

    public ListFollowed.Listed Listed { get; private set; } = null!;

    public string Lead =>
        Listed.Followed.Count == 0
            ? "Nothing yet."
            : $"{Words.Of(Listed.Followed.Count, "thing")}. Each Monday you are told what is new about them.";

    public async Task<IActionResult> OnGetAsync()
    {
        var listed = await list.Run(Actor, Cancel);
        if (!listed.Done)
        {
            return Refused(listed);
        }

        Listed = listed.Value;
        return Page();
    }

    public async Task<IActionResult> OnPostFollowAsync(string? kind, string? code, string? back)
    {
        if (EnumCode.Read<FollowKind>(kind) is not { } what || code is null)
        {
            return NotFound();
        }

        var done = await follow.Run(Actor, new() { Kind = what, Code = code }, Cancel);
        if (!done.Done)
        {
            return await Again(done);
        }

        TempData.Say($"You follow {done.Value}.");
        return Back(back);
    }

    public async Task<IActionResult> OnPostUnfollowAsync(string? kind, string? code, string? back)
    {
        if (EnumCode.Read<FollowKind>(kind) is not { } what || code is null)
        {
            return NotFound();
        }

        var done = await unfollow.Run(Actor, new() { Kind = what, Code = code }, Cancel);
        if (!done.Done)
        {
            return await Again(done);
        }

        TempData.Say("You no longer follow it.");
        return Back(back);
    }

    public async Task<IActionResult> OnPostMailAsync(string[] mail)
    {
        var done = await choose.Run(Actor, new() { Digest = mail.Contains(Digest), Notices = mail.Contains(Notices) }, Cancel);
        if (!done.Done)
        {
            return await Again(done);
        }

        TempData.Say("Your choice is kept.");
        return Redirect("/following");
    }

    private RedirectResult Back(string? back) => Redirect(Url.IsLocalUrl(back) ? back : "/following");

    private async Task<IActionResult> Again<T>(Outcome<T> refused) =>
        Refused(refused) is not PageResult and var answer ? answer : await OnGetAsync();
}
