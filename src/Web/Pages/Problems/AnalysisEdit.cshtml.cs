using Wardwise.App.Access;
using Wardwise.App.Problems;
using Wardwise.Domain.Shared;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Problems;

[Needs(Act.WorkOnProblem)]
public sealed class AnalysisEditModel(SaveAnalysis save) : ProblemSectionPage<SaveAnalysis.Input>
{
    protected override string Tab => "analysis";

    protected override string Done => "Analysis is saved.";

    protected override Task<Outcome<Nothing>> SaveSection(SaveAnalysis.Input typed) => save.Run(Actor, typed, Cancel);

    protected override SaveAnalysis.Input Held()
    {
        var a = Shown.File.Analysis;
        return new()
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
    }

    protected override IEnumerable<(string Label, string? Answer)> InWords(SaveAnalysis.Input input) =>
        [
            ("Who it hurts", input.VictimKnown),
            ("Who could guard them", input.VictimGuardian),
            ("Who does it", input.OffenderKnown),
            ("Who could handle them", input.OffenderHandler),
            ("What it is about the place", input.LocationKnown),
            ("Who could manage it", input.LocationManager),
            ("When it happens", input.WhenItHappens),
            ("What feeds it", input.WhatFeedsIt),
            ("Already done", input.AlreadyDone),
            ("Why it happens", input.Hypothesis),
            ("Similar problems", input.SimilarProblems),
        ];
}
