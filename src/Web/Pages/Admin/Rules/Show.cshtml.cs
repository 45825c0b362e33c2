using System.Text;
using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Records;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Admin.Rules;

[Needs(Act.ManageRules)]
public sealed class ShowModel(ListRuleSets list) : WardPage
{
    [BindProperty(SupportsGet = true)]
    public string Kind { get; set; } = "";

    public ListRuleSets.Rules Rules { get; private set; } = null!;

    public async Task<IActionResult> OnGet() => await Found() ? Page() : NotFound();

    /// <summary>What holds today, as a file.</summary>
    public async Task<IActionResult> OnGetJson() =>
        await Found() ? File(Encoding.UTF8.GetBytes(Rules.Content), "application/json; charset=utf-8", $"{Kind}.json") : NotFound();

    private async Task<bool> Found()
    {
        var all = await list.Run(Actor, Cancel);
        var found = all.Done ? all.Value.FirstOrDefault(r => r.Kind.Kind == Kind) : null;
        Rules = found!;
        return found is not null;
    }
}
