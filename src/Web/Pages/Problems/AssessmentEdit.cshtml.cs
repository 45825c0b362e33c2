using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Problems;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Problems;

[Needs(Act.WorkOnProblem)]
public sealed class AssessmentEditModel(SaveAssessment save) : ProblemPage
{
    [BindProperty]
    public SaveAssessment.Input Input { get; set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindToWrite() is { } no)
        {
            return no;
        }

        Input = Of(Shown.File.Assessment);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var saved = ModelState.IsValid ? await save.Run(Actor, Input with { Reference = Reference }, Cancel) : new List<Refusal>();
        var answer = await After(saved, "The assessment is saved.", "assessment");
        if (IsStale(saved))
        {
            var (theirs, yours) = (Of(Shown.File.Assessment), Input);
            ShowBoth("Input.Version",
                ("Was the plan carried out", theirs.Process?.InWords() ?? "", yours.Process?.InWords()), ("How it went", theirs.ProcessText!, yours.ProcessText),
                ("Cost", theirs.Cost is { } c ? ProblemWords.Pounds(c) : "", yours.Cost is { } d ? ProblemWords.Pounds(d) : ""), ("Other costs", theirs.CostText!, yours.CostText),
                ("What changed", theirs.Impact!, yours.Impact), ("Did it move", theirs.Displacement!, yours.Displacement),
                ("Was the aim met", theirs.AimMet?.InWords() ?? "", yours.AimMet?.InWords()), ("Why", theirs.AuthorsView!, yours.AuthorsView),
                ("Victims say", theirs.VictimsView!, yours.VictimsView), ("The community says", theirs.CommunityView!, yours.CommunityView),
                ("Why not measured", theirs.NotMeasuredBecause!, yours.NotMeasuredBecause), ("What worked or failed", theirs.LessonWhat!, yours.LessonWhat),
                ("For whom", theirs.LessonForWhom!, yours.LessonForWhom), ("What it took", theirs.LessonWhatItTook!, yours.LessonWhatItTook),
                ("Conditions", theirs.LessonConditions!, yours.LessonConditions), ("No lesson because", theirs.NoLessonBecause!, yours.NoLessonBecause));
            Input = Input with { Version = theirs.Version };
        }

        return answer;
    }

    private SaveAssessment.Input Of(Assessment a) => new()
    {
        Reference = Reference,
        Version = a.Version,
        Process = a.Process,
        ProcessText = a.ProcessText,
        Impact = a.Impact,
        NotMeasuredBecause = a.NotMeasuredBecause,
        SurveyBeforeAsked = a.SurveyBefore?.Asked,
        SurveyBeforeAgreed = a.SurveyBefore?.Agreed,
        SurveyAfterAsked = a.SurveyAfter?.Asked,
        SurveyAfterAgreed = a.SurveyAfter?.Agreed,
        Displacement = a.Displacement,
        Cost = a.Cost,
        CostText = a.CostText,
        AuthorsView = a.AuthorsView,
        AimMet = a.AimMet,
        VictimsView = a.VictimsView,
        CommunityView = a.CommunityView,
        LessonWhat = a.LessonWhat,
        LessonForWhom = a.LessonForWhom,
        LessonWhatItTook = a.LessonWhatItTook,
        LessonConditions = a.LessonConditions,
        NoLessonBecause = a.NoLessonBecause,
    };
}
