using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Records;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;
using Wardwise.Web.Records;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Records;

/// <summary>A note on a record, whatever its kind; its page sends here, and comes back when something is wrong.</summary>
[Needs(Act.SeeRecords)]
public sealed class NewNoteModel(AddNote add) : AnyRecordPage
{
    public override bool HearsUnread(string? handler) => true;

    /// <summary>The tab of the record from which it came.</summary>
    [BindProperty]
    public string? Tab { get; set; }

    [BindProperty]
    public Answers Input { get; set; } = new();

    public async Task<IActionResult> OnGetAsync() => await FindToWrite() ?? Page();

    public async Task<IActionResult> OnPostAsync() =>
        await After(
            await WhenRead(() =>
                add.Run(
                    Actor,
                    new()
                    {
                        Reference = Reference,
                        Text = Input.Text,
                        Visibility = Input.Visibility,
                    },
                    Cancel
                )
            ),
            "The note is written.",
            TabOf(Tab)
        );

    [LimitsOf(typeof(AddNote.Input))]
    public sealed record Answers
    {
        public string? Text { get; init; }
        public NoteVisibility Visibility { get; init; }
    }
}
