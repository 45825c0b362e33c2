using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wardwise.App.Access;
using Wardwise.App.Records;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;
using Wardwise.Web.Records;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Records;

/// <summary>Takes a file off a record, with the reason; or puts it back.</summary>
[Needs(Act.SeeRecords)]
public sealed class TakeOffFileModel(RemoveAttachment remove) : AnyRecordPage
{
    [FromRoute]
    public Guid Id { get; set; }

    [BindProperty]
    public Answers Input { get; set; } = new();

    public Attachment Attached { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync() => await FindToWrite() ?? (FindFile() ? Page() : NotFound());

    public async Task<IActionResult> OnPostAsync()
    {
        var removed = await remove.Run(
            Actor,
            new()
            {
                Reference = Reference,
                Id = Id,
                Why = Input.Why,
            },
            Cancel
        );
        var answer = await After(removed, "The file is taken off. It can be put back.");
        return removed.Done || Shown is null || FindFile() ? answer : NotFound();
    }

    public async Task<IActionResult> OnPostPutBackAsync()
    {
        var back = await remove.Run(
            Actor,
            new()
            {
                Reference = Reference,
                Id = Id,
                PutBack = true,
            },
            Cancel
        );
        var answer = await After(back, "The file is back.");
        return answer is PageResult ? BackBecause(back.Refusals[0]) : answer;
    }

    private bool FindFile()
    {
        Attached = Parts.Files.FirstOrDefault(f => f.Id == Id)!;
        return Attached is not null;
    }

    [LimitsOf(typeof(RemoveAttachment.Input))]
    public sealed record Answers
    {
        public string? Why { get; init; }
    }
}
