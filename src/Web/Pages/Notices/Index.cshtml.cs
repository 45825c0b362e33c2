using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Records;
using Wardwise.Domain.Shared;
using Wardwise.Web.Parts;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Notices;

/// <summary>What was I told?</summary>
[Needs(Act.UseOwnPages)]
public sealed class IndexModel(ListNotices list, ReadNotices read) : WardPage
{
    public ListNotices.Listed Listed { get; private set; } = null!;

    public string Lead =>
        (Listed.Total, Listed.Unread) switch
        {
            (0, _) => "Nobody has told you anything yet.",
            (_, 0) => "You have read them all.",
            (_, var unread) => $"{Words.Of(unread, "notice")} not read yet.",
        };

    public async Task<IActionResult> OnGetAsync([FromQuery(Name = "page")] int number = 1)
    {
        var listed = await list.Run(Actor, new() { Page = number }, Cancel);
        if (!listed.Done)
        {
            return Refused(listed);
        }

        Listed = listed.Value;
        return Page();
    }

    /// <summary>One, or all when none is named.</summary>
    public async Task<IActionResult> OnPostReadAsync(Guid? id, [FromQuery(Name = "page")] int number = 1)
    {
        var done = await read.Run(Actor, new() { Id = id }, Cancel);
        if (!done.Done)
        {
            return Refused(done);
        }

        TempData.Say(id is null ? "All are marked as read." : "Marked as read.");
        return Redirect(number > 1 ? $"/notices?page={number}" : "/notices");
    }
}
