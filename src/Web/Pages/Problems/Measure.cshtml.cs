using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Problems;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Problems;

/// <summary>Did it work?</summary>
[Needs(Act.MeasureResponse)]
public sealed class MeasureModel(MeasureProblem measure, ShowMonthsToMeasure months) : ProblemPage
{
    /// <summary>An earlier measurement.</summary>
    [FromQuery]
    public Guid? Of { get; set; }

    public EvaluationResult? Result { get; private set; }

    public DateTimeOffset MadeAt { get; private set; }

    public string Method { get; private set; } = "";

    public string Lead => Shown.AimSentence is { } aim ? "The aim: " + aim + "." : "";

    /// <summary>"May 2024 to April 2025".</summary>
    public static string MonthsOf(EvaluationResult.WindowPart window) =>
        YearMonth.TryParse(window.From, out var from) && YearMonth.TryParse(window.To, out var to) ? $"{from.InWords()} to {to.InWords()}" : "";

    /// <summary>What a measurement made now would compare; null when there is a reason against one.</summary>
    public ShowMonthsToMeasure.Months? Months { get; private set; }

    /// <summary>Why it cannot be measured yet; null when it can.</summary>
    public string? NotYet { get; private set; }

    protected override bool WithProgress => true;

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
        if (Shown.Evaluations.FirstOrDefault(e => Of is null || e.Id == Of) is { } kept)
        {
            (Result, MadeAt, Method) = (EvaluationResult.Read(kept.Result), kept.MadeAt, kept.Method);
        }

        var found = await months.Run(Actor, new() { Reference = Reference }, Cancel);
        (Months, NotYet) = (found.Done ? found.Value : null, found.Done ? null : found.Refusals[0].Sentence);
    }
}
