using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Problems;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Problems;

[Needs(Act.SignOffProblem)]
public sealed class SignOffModel(SignOffProblem act) : SigningPage
{
    [BindProperty]
    public SignOffProblem.Input Input { get; set; } = null!;

    public async Task<IActionResult> OnGetAsync() => await FindToWrite() ?? Opened();

    public async Task<IActionResult> OnPostAsync() =>
        await Sign(
            await WhenRead(() => act.Run(Actor, Input with { Reference = Reference, ReadTo = ReadTo }, Cancel)),
            "It is signed off.",
            "assessment"
        );
}
