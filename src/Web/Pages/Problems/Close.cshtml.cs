using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Problems;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Problems;

[Needs(Act.CloseProblem)]
public sealed class CloseModel(CloseProblem act) : SigningPage
{
    [BindProperty]
    public CloseProblem.Input Input { get; set; } = null!;

    public IReadOnlyList<StepView> OpenSteps => [.. Shown.Steps.Where(s => s.Step.IsOpen)];

    /// <summary>What closing lacks that this page cannot ask for.</summary>
    public IReadOnlyList<Refusal> Lacks => ProblemLifecycle.RefusesClosing(Shown.File, "asked for on this page");

    public async Task<IActionResult> OnGetAsync() => await FindToWrite() ?? Opened();

    public async Task<IActionResult> OnPostAsync() =>
        await Sign(
            await WhenRead(() => act.Run(Actor, Input with { Reference = Reference, ReadTo = ReadTo }, Cancel)),
            "The problem is closed.",
            "assessment"
        );
}
