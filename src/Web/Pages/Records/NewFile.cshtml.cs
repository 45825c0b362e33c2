using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Records;
using Wardwise.Web.Records;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Records;

/// <summary>A file on a record, whatever its kind; its page sends here, and comes back when something is wrong.</summary>
[Needs(Act.SeeRecords)]
public sealed class NewFileModel(AddAttachment add) : AnyRecordPage
{
    /// <summary>The tab of the record from which it came.</summary>
    [BindProperty]
    public string? Tab { get; set; }

    [BindProperty]
    public Answers Input { get; set; } = new();

    public async Task<IActionResult> OnGetAsync() => await FindToWrite() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        await using var content = Input.File?.OpenReadStream();
        var given = Input.File is null ? null : new FileGiven(Input.File.FileName, content!);
        var added = await add.Run(Actor, new() { Reference = Reference, File = given }, Cancel);
        return await After(added, "The file is added.", TabOf(Tab));
    }

    public sealed record Answers
    {
        public IFormFile? File { get; init; }
    }
}
