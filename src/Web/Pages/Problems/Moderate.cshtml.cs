using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Problems;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Problems;

[Needs(Act.ModerateGrade)]
public sealed class ModerateModel(ModerateGrade act) : SigningPage
{
    [BindProperty]
    public ModerateGrade.Input Input { get; set; } = null!;

    public async Task<IActionResult> OnGetAsync() => await FindToMove() ?? Opened();

    public async Task<IActionResult> OnPostAsync() =>
        await Sign(
            await WhenRead(() => act.Run(Actor, Input with { Reference = Reference, ReadTo = ReadTo }, Cancel)),
            "The grade is moderated."
        );
}
