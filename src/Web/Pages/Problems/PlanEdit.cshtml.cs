using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Problems;
using Wardwise.Domain.Shared;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Problems;

[Needs(Act.WorkOnProblem)]
public sealed class PlanEditModel(SavePlan save) : ProblemPage
{
    [BindProperty]
    public SavePlan.Input Input { get; set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindToWrite() is { } no)
        {
            return no;
        }

        var plan = Shown.File.Plan;
        Input = new()
        {
            Reference = Reference,
            Version = plan.Version,
            AgreedBy = plan.AgreedBy,
            AgreedOn = plan.AgreedOn,
            VictimsTold = plan.VictimsTold,
            PublicTold = plan.PublicTold,
        };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var saved = ModelState.IsValid ? await save.Run(Actor, Input with { Reference = Reference }, Cancel) : new List<Refusal>();
        var answer = await After(saved, "What was agreed is saved.", "response");
        if (IsStale(saved))
        {
            var plan = Shown.File.Plan;
            ShowBoth("Input.Version", ("Agreed by", plan.AgreedBy, Input.AgreedBy), ("When", plan.AgreedOn?.InWords() ?? "", Input.AgreedOn?.InWords()),
                ("Victims are told", plan.VictimsTold, Input.VictimsTold), ("The public is told", plan.PublicTold, Input.PublicTold));
            Input = Input with { Version = plan.Version };
        }

        return answer;
    }
}
