using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Problems;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Problems;

[Needs(Act.CloseProblem)]
public sealed class CloseModel(CloseProblem act) : SigningPage
{
    [BindProperty]
    public CloseProblem.Input Input { get; set; } = null!;

    public IReadOnlyList<StepView> OpenSteps => [.. Shown.Steps.Where(s => s.Step.IsOpen)];

    public async Task<IActionResult> OnGetAsync() => await FindToWrite() ?? Opened();

    public async Task<IActionResult> OnPostAsync() =>
        await Sign(
            await act.Run(Actor, Input with { Reference = Reference, ReadTo = ReadTo }, Cancel),
            "The problem is closed.",
            "assessment"
        );
}
