using Wardwise.App.Access;
using Wardwise.App.Problems;
using Wardwise.Domain.Shared;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Problems;

[Needs(Act.WorkOnProblem)]
public sealed class PlanEditModel(SavePlan save) : ProblemSectionPage<SavePlan.Input>
{
    protected override string Tab => "response";

    protected override string Done => "What was agreed is saved.";

    protected override Task<Outcome<Nothing>> SaveSection(SavePlan.Input typed) => save.Run(Actor, typed, Cancel);

    protected override SavePlan.Input Held()
    {
        var plan = Shown.File.Plan;
        return new()
        {
            Reference = Reference,
            Version = plan.Version,
            AgreedBy = plan.AgreedBy,
            AgreedOn = plan.AgreedOn,
            VictimsTold = plan.VictimsTold,
            PublicTold = plan.PublicTold,
        };
    }

    protected override IEnumerable<(string Label, string? Answer)> InWords(SavePlan.Input input) =>
        [
            ("Agreed by", input.AgreedBy),
            ("When", input.AgreedOn?.InWords()),
            ("Victims are told", input.VictimsTold),
            ("The public is told", input.PublicTold),
        ];
}
