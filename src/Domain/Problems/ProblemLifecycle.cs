using Wardwise.Domain.Shared;

namespace Wardwise.Domain.Problems;

/// <summary>Which change of state is allowed when. Only closing locks; entered in error and closing can both be taken back.</summary>
public static class ProblemLifecycle
{
    public static Refusal? RefusesWriting(Problem problem) => problem.Record.RefusesWriting("problem");

    /// <summary>Whether a step of another problem's plan may join its own: while there is something left to do.</summary>
    public static Refusal? RefusesCopying(ProblemFile file) =>
        RefusesWriting(file.Problem)
        ?? (
            file.Plan.EndedOn is { } ended
                ? new($"The response ended on {ended.InWords()}, so no step is copied into its plan any more.")
                : null
        );

    public static Refusal? RefusesOpening(ProblemFile file) =>
        file switch
        {
            { Problem.State: not ProblemState.Draft } => new("This problem is no longer a draft."),
            { HasPlace: false, Aim.HasArea: false } => new("Choose the place before opening the draft."),
            { Problem.Category: null } => new("Choose the category before opening the draft."),
            _ when !Said.Any(file.Scanning.WhatRecurs) => new("Say what keeps happening before opening the draft."),
            _ => null,
        };

    public static Refusal? RefusesStart(ProblemFile file, DateOnly started, DateOnly today)
    {
        if (RefusesWriting(file.Problem) is { } no)
        {
            return no;
        }

        if (file.Problem.State is ProblemState.Draft)
        {
            return new("Open the draft before the response starts.");
        }

        if (!started.IsLikely())
        {
            return new("The date the response started must have a year from 1900 on.", "StartedOn");
        }

        if (started > today)
        {
            return new("The date the response started must be today or in the past.", "StartedOn");
        }

        return file.Aim.ByWhen is { } by && by <= started
            ? new($"The aim is to be met by {by.InWords()}, before this start. Change the date of the aim first.", "StartedOn")
            : null;
    }

    public static Refusal? RefusesEnd(ProblemFile file, DateOnly ended, DateOnly today)
    {
        if (RefusesWriting(file.Problem) is { } no)
        {
            return no;
        }

        return file.Plan.StartedOn switch
        {
            null => new("Enter the date the response started first.", "EndedOn"),
            { } started when ended < started => new("The date the response ended must be on or after the date it started.", "EndedOn"),
            _ => ended > today ? new("The date the response ended must be today or in the past.", "EndedOn") : null,
        };
    }

    /// <summary>
    /// A closed problem has a result, a lesson or its reason, a sign-off (F2), and no step that somebody still has to do. Every thing that
    /// lacks is said at once.
    /// </summary>
    /// <param name="file">The problem.</param>
    /// <param name="stepsDropped">Why the steps that are still open will not be done.</param>
    public static IReadOnlyList<Refusal> RefusesClosing(ProblemFile file, string stepsDropped)
    {
        if (file.Problem.State is ProblemState.Draft)
        {
            return [new("A draft cannot be closed. Open it, or mark it as entered in error.")];
        }

        if (RefusesWriting(file.Problem) is { } no)
        {
            return [no];
        }

        var refusals = new List<Refusal>();
        if (!file.HasResult)
        {
            refusals.Add(
                new(
                    "Record the result before closing: measure it, enter the survey, or say why it cannot be measured and whether "
                        + "the aim was met."
                )
            );
        }

        if (!file.Assessment.HasLesson && !Said.Any(file.Assessment.NoLessonBecause))
        {
            refusals.Add(new("Write the lesson, or why there is none, before closing."));
        }

        if (file.Assessment.SignOff is null)
        {
            refusals.Add(new("A supervisor or the group has to sign it off before it is closed."));
        }

        if (file.Steps.Count(s => s.IsOpen) is > 0 and var open && string.IsNullOrWhiteSpace(stepsDropped))
        {
            refusals.Add(
                new(
                    $"{(open == 1 ? "A step of the plan is" : $"{Capital(Words.Count(open))} steps of the plan are")} still open. "
                        + $"Settle {(open == 1 ? "it" : "them")}, or enter why {(open == 1 ? "it" : "they")} will not be done.",
                    "StepsDropped"
                )
            );
        }

        return refusals;
    }

    public static Refusal? RefusesReopening(Problem problem, string reason) =>
        problem.State is not ProblemState.Closed ? new("Only a closed problem can be reopened.")
        : string.IsNullOrWhiteSpace(reason) ? new("Enter the reason for reopening it.", "Reason")
        : null;

    public static Refusal? RefusesMarkingAsError(Problem problem, string reason) =>
        problem.State is ProblemState.EnteredInError ? new("This record is already marked as entered in error.")
        : string.IsNullOrWhiteSpace(reason) ? new("Enter the reason why it was entered in error.", "Reason")
        : null;

    public static Refusal? RefusesTakingBackError(Problem problem, string reason) =>
        problem.State is not ProblemState.EnteredInError ? new("This record is not marked as entered in error.")
        : string.IsNullOrWhiteSpace(reason) ? new("Enter the reason for taking the mark back.", "Reason")
        : null;

    public static Refusal? RefusesSignOff(ProblemFile file, Guid signer, string signsAs) =>
        RefusesSignOff(file, signer)
        ?? (string.IsNullOrWhiteSpace(signsAs) ? new("Enter as what you sign it off: supervisor, or the name of the group.", "As") : null);

    /// <summary>Whatever they sign it off as: what is asked before it is offered.</summary>
    public static Refusal? RefusesSignOff(ProblemFile file, Guid signer) =>
        RefusesWriting(file.Problem)
        ?? SecondPerson.RefusesSignOff(signer, file)
        ?? (
            file.Assessment.SignOff is not null ? new("This has been signed off already.")
            : file.HasResult ? null
            : new("There is no result to sign off yet. Record the result first.")
        );

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}
