using Wardwise.App.Problems;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.Web.Pages.Problems;

/// <summary>Codes of the problem record as people read them.</summary>
public static class ProblemWords
{
    public static string InWords(this ProblemSource source) =>
        source switch
        {
            ProblemSource.Incidents => "Incidents",
            ProblemSource.Residents => "Residents",
            ProblemSource.Victims => "Victims",
            ProblemSource.Officers => "Officers",
            ProblemSource.Partners => "Partners",
            ProblemSource.Survey => "A survey",
            _ => "A meeting",
        };

    public static string InWords(this CarriedOut carriedOut) =>
        carriedOut switch
        {
            CarriedOut.Yes => "Yes, as planned",
            CarriedOut.Partly => "Partly",
            _ => "No",
        };

    public static string InWords(this AimMet met) =>
        met switch
        {
            AimMet.Yes => "Yes",
            AimMet.No => "No",
            _ => "Cannot say",
        };

    /// <summary>How an evaluation came about: "Clear fall. Measured by itself", with the time to follow.</summary>
    public static string Measured(Evaluation evaluation, ProblemView shown) =>
        $"{evaluation.Verdict.InWords()}. Measured {Occasion(evaluation, shown)}";

    /// <summary>By whom, or why by itself.</summary>
    public static string Occasion(Evaluation evaluation, ProblemView shown) =>
        evaluation.Occasion switch
        {
            EvaluationOccasion.MonthsCame => "by itself, when the months after had come in,",
            EvaluationOccasion.FollowUp => evaluation.FollowUpOn is { } due
                ? $"as the follow-up due on {due.InWords()},"
                : "as a follow-up,",
            _ => shown.Accounts.TryGetValue(evaluation.MadeBy, out var name) ? "by " + name : "",
        };

    /// <summary>What became of a follow-up: what it found, to come, or waiting for its months. Where people were asked, they are to be
    /// asked again.</summary>
    public static string FollowUp(FollowUpView followUp, AimMeasure? measure, DateOnly today) =>
        followUp.Made is not null ? followUp.Lasting.InWords()
        : measure is not AimMeasure.Incidents ? "ask people again"
        : followUp.On > today ? "to come; it is measured by itself"
        : $"waits until {YearMonth.Of(followUp.On).Plus(-1).InWords()} has been imported";

    /// <summary>"1 May 2026 to 10 June 2026"; empty before it starts.</summary>
    public static string Response(ResponsePlan plan) =>
        (plan.StartedOn, plan.EndedOn) switch
        {
            (null, _) => "",
            ({ } started, null) => $"Since {started.InWords()}",
            ({ } started, { } ended) => $"{started.InWords()} to {ended.InWords()}",
        };

    /// <summary>Whether this person can do it here. Only a supervisor opens the sign-off, and never for a record of their own.</summary>
    public static bool MayMend(this ProblemView shown, Missing missing) =>
        shown.MayWrite && (missing.Part != "sign-off" || shown.MaySignOff);

    /// <summary>The page on which something missing is entered.</summary>
    public static string PageOf(Missing missing) =>
        missing.Part switch
        {
            "plan" => missing.Words.StartsWith("Add", StringComparison.Ordinal) ? "steps/new" : "?tab=response",
            "owner" => "scanning",
            "assessment" or "measure" or "sign-off" or "scanning" or "analysis" or "aim" or "start" or "end" => missing.Part,
            _ => "",
        };
}
