using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Problems;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Problems;

[Needs(Act.CloseProblem)]
public sealed class ReopenModel(ReopenProblem act) : ProblemPage
{
    [BindProperty]
    public ReopenProblem.Input Input { get; set; } = null!;

    public async Task<IActionResult> OnGetAsync() => await FindToMove() ?? Page();

    public async Task<IActionResult> OnPostAsync() =>
        await After(await act.Run(Actor, Input with { Reference = Reference }, Cancel), "The problem is open again.", "");
}
