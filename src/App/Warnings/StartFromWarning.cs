using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Places;
using Wardwise.App.Problems;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Warnings;

/// <summary>Makes a draft problem of a line of the early warning, with its scanning filled in. Asked twice, there is one draft: the second
/// is led to the first.</summary>
public sealed class StartFromWarning(Database database, PlaceIndexes places, WarningModels models)
{
    /// <param name="Reference">Of the problem.</param>
    /// <param name="IsNew">False when it was open already.</param>
    public sealed record Started(string Reference, bool IsNew);

    public async Task<Outcome<Started>> Run(Actor actor, ShowWarning.Input input, CancellationToken cancel)
    {
        if ((Policy.Refuses(actor, Act.OpenProblem) ?? Policy.Refuses(actor, Act.SeeIncidents)) is { } no)
        {
            return no;
        }

        if (actor.Home is null || actor.ForceId is null)
        {
            return OpenProblem.NoPosting;
        }

        await using var work = await database.Begin(actor, cancel);
        var found = await ShowWarning.Find(work, places, models, input, cancel);
        if (!found.Done)
        {
            return found.Refusals.ToList();
        }

        var line = found.Value.Line;
        // Two clicks wait here for each other; the second then finds what the first has made.
        await work.Scalar<object>(
            "select pg_advisory_xact_lock(hashtextextended($1, 0))::text",
            cancel,
            $"warning {line.Place.No} {line.Kind.Key}"
        );
        if ((await WarningsOpen.Of(work, [line.Place.No], cancel)).At(line.Place.No, line.Kind) is { } open)
        {
            return new Started(open.Reference, false);
        }

        var pattern = await WarningPattern.Of(work, line, cancel);
        var opened = await OpenProblem.Write(
            work,
            new()
            {
                Title = line.Title,
                WhatRecurs = string.Join(
                    ' ',
                    new[] { $"{line.Kind.Name} in {line.Place.Name}: {line.Sentence}", pattern.Sentence }.Where(s => s.Length > 0)
                ),
                PlaceNo = line.Place.No,
                Category = line.Kind.Category == Domain.Incidents.IncidentCodes.Asb ? pattern.Category : ProblemCategory.Crime,
                Kind = line.Kind.Small,
                AsDraft = true,
            },
            "started a draft from an early warning",
            file =>
            {
                file.Scanning.Since = pattern.From.FirstDay;
                file.Scanning.Sources = [ProblemSource.Incidents];
                file.Scanning.SourcesSay =
                    $"Worked out on {work.Today.InWords()} from the incidents imported up to {line.Month.InWords()}: what to expect "
                    + $"comes from {Words.Of(line.Earlier, "earlier month")} here and from the rest of the force in the same month. "
                    + "Nobody has confirmed it yet, and a single event (a fair, a heatwave) is not allowed for.";
            },
            cancel
        );
        return opened.Done ? new Started(opened.Value.Reference, true) : opened.Refusals.ToList();
    }
}
