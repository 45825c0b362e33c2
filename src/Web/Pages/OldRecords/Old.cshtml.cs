using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.OldRecords;
using Wardwise.App.Records;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.OldRecords;

/// <summary>An old system's reference that has slashes in it, as the rest of an address: on to the record that it means.</summary>
[Needs(Act.SeeRecords)]
public sealed class OldModel(FindOldReference find) : WardPage
{
    public async Task<IActionResult> OnGetAsync(string? old)
    {
        var found = await find.Run(Actor, new() { Reference = Unescaped(old ?? "") }, Cancel);
        return found.Done ? Redirect(Addresses.Record(found.Value) + Request.QueryString) : NotFound();
    }

    /// <summary>A slash that was escaped reaches us as it was typed; everything else is unescaped already.</summary>
    public static string Unescaped(string written) => written.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
