using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Measuring;
using Wardwise.App.Problems;
using Wardwise.Domain.Problems;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Problems;

/// <summary>Did it work?</summary>
[Needs(Act.MeasureResponse)]
public sealed class MeasureModel(MeasureProblem measure, ShowMonthsToMeasure months, ShowResultMap map) : ProblemPage
{
    /// <summary>One measurement of several; without it the result.</summary>
    [FromQuery]
    public Guid? Of { get; set; }

    /// <summary>The measurement that is shown; null while there is none.</summary>
    public Evaluation? Kept { get; private set; }

    public EvaluationResult Result { get; private set; } = null!;

    public EvaluationWorking? Working { get; private set; }

    public EvaluationInputs Inputs { get; private set; } = null!;

    /// <summary>Null when its area can no longer be drawn.</summary>
    public ShowResultMap.Map? Map { get; private set; }

    public DateOnly Day => Today;

    public string Lead => Shown.AimSentence is { } aim ? "The aim: " + aim + "." + Against : "";

    /// <summary>The latest follow-up, where it found that the result did not last, beside the result itself.</summary>
    public FollowUpView? Late =>
        Kept is { Occasion: not EvaluationOccasion.FollowUp }
        && Shown.FollowUps.LastOrDefault(f => f.Made is not null) is { } last
        && FollowUps.IsTold(last.Lasting)
            ? last
            : null;

    /// <summary>The measured change beside the aim: by how much, not whether it was the response's doing.</summary>
    private string Against =>
        (Shown.File.Aim, Result) switch
        {
            ({ Measure: AimMeasure.Incidents, Percent: { } asked }, { IsLook: false, Change.Percent: { } measured }) => measured <= -asked
                ? " Measured: a fall of that much, or more."
            : measured < 0 ? " Measured: a fall, but not of that much."
            : " Measured: no fall.",
            _ => "",
        };

    /// <summary>What a measurement made now would compare; null when there is a reason against one.</summary>
    public ShowMonthsToMeasure.Months? Months { get; private set; }

    /// <summary>Why it cannot be measured yet; null when it can.</summary>
    public string? NotYet { get; private set; }

    /// <summary>What to do first, and on which page, where it cannot be measured yet; null when this reader can do nothing.</summary>
    public (string Words, string Part)? First =>
        NotYet is null || !Shown.MayWrite
            ? null
            : Shown.File switch
            {
                { Aim.Measure: AimMeasure.Survey } => ("Enter the survey", "assessment"),
                { Aim.HasArea: true, Plan.StartedOn: null } => ("Enter when the response started", "start"),
                _ => ("Draw the area or choose its places", "aim"),
            };

    /// <summary>Measurements that are neither this one nor follow-ups, newest first.</summary>
    public IEnumerable<Evaluation> Others =>
        Shown.Evaluations.Where(e => e.Id != Kept?.Id && e.Occasion is not EvaluationOccasion.FollowUp);

    public async Task<IActionResult> OnGetAsync()
    {
        if (await Find() is { } no)
        {
            return no;
        }

        await Fill();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var measured = await measure.Run(Actor, new() { Reference = Reference }, Cancel);
        if (measured.Done)
        {
            return Redirect(Href("measure"));
        }

        var answer = await After(measured, "");
        if (Shown is not null)
        {
            await Fill();
        }

        return answer;
    }

    private async Task Fill()
    {
        if (
            (
                Of is null
                    ? Shown.Result ?? (Shown.Evaluations.Count > 0 ? Shown.Evaluations[0] : null)
                    : Shown.Evaluations.FirstOrDefault(e => e.Id == Of)
            ) is
            { } kept
        )
        {
            (Kept, Result, Working, Inputs) = (
                kept,
                EvaluationResult.Read(kept.Result),
                EvaluationWorking.Read(kept.Working),
                EvaluationInputs.Read(kept.Inputs)
            );
            var drawn = await map.Run(Actor, new() { Reference = Reference, EvaluationId = kept.Id }, Cancel);
            Map = drawn.Done ? drawn.Value : null;
        }

        if (Parts.RefusesWriting is { } refused)
        {
            NotYet = refused.Sentence;
            return;
        }

        var found = await months.Run(Actor, new() { Reference = Reference }, Cancel);
        (Months, NotYet) = (found.Done ? found.Value : null, found.Done ? null : found.Refusals[0].Sentence);
    }
}
