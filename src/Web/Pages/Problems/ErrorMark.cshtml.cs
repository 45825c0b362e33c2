using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Problems;
using Wardwise.Domain.Problems;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Problems;

[Needs(Act.WorkOnProblem)]
public sealed class ErrorMarkModel(MarkEnteredInError act) : ProblemPage
{
    [BindProperty]
    public MarkEnteredInError.Input Input { get; set; } = null!;

    public bool IsMarked => Shown.Problem.State is ProblemState.EnteredInError;

    public string Heading => IsMarked ? "Take back the mark as entered in error" : "Mark as entered in error";

    public async Task<IActionResult> OnGetAsync() => await FindToMove() ?? Page();

    public async Task<IActionResult> OnPostAsync() =>
        await After(
            await act.Run(Actor, Input with { Reference = Reference }, Cancel),
            Input.TakeBack ? "The mark is taken back." : "Marked as entered in error. The mark can be taken back.",
            ""
        );
}
