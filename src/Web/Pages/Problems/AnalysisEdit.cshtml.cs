using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Problems;
using Wardwise.Domain.Shared;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Problems;

[Needs(Act.WorkOnProblem)]
public sealed class AnalysisEditModel(SaveAnalysis save) : ProblemPage
{
    [BindProperty]
    public SaveAnalysis.Input Input { get; set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindToWrite() is { } no)
        {
            return no;
        }

        var a = Shown.File.Analysis;
        Input = new()
        {
            Reference = Reference,
            Version = a.Version,
            VictimKnown = a.VictimKnown,
            VictimGuardian = a.VictimGuardian,
            OffenderKnown = a.OffenderKnown,
            OffenderHandler = a.OffenderHandler,
            LocationKnown = a.LocationKnown,
            LocationManager = a.LocationManager,
            WhenItHappens = a.WhenItHappens,
            WhatFeedsIt = a.WhatFeedsIt,
            AlreadyDone = a.AlreadyDone,
            Hypothesis = a.Hypothesis,
            SimilarProblems = a.SimilarProblems,
        };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var saved = ModelState.IsValid ? await save.Run(Actor, Input with { Reference = Reference }, Cancel) : new List<Refusal>();
        var answer = await After(saved, "Analysis is saved.", "analysis");
        if (IsStale(saved))
        {
            var (theirs, yours) = (Shown.File.Analysis, Input);
            ShowBoth("Input.Version",
                ("Who it hurts", theirs.VictimKnown, yours.VictimKnown), ("Who could guard them", theirs.VictimGuardian, yours.VictimGuardian),
                ("Who does it", theirs.OffenderKnown, yours.OffenderKnown), ("Who could handle them", theirs.OffenderHandler, yours.OffenderHandler),
                ("What it is about the place", theirs.LocationKnown, yours.LocationKnown), ("Who could manage it", theirs.LocationManager, yours.LocationManager),
                ("When it happens", theirs.WhenItHappens, yours.WhenItHappens), ("What feeds it", theirs.WhatFeedsIt, yours.WhatFeedsIt),
                ("Already done", theirs.AlreadyDone, yours.AlreadyDone), ("Why it happens", theirs.Hypothesis, yours.Hypothesis),
                ("Similar problems", theirs.SimilarProblems, yours.SimilarProblems));
            Input = Input with { Version = theirs.Version };
        }

        return answer;
    }
}
