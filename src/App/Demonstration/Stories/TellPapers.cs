using System.Globalization;

namespace Wardwise.App.Demonstration;

/// <summary>What gathers about a record while it is worked on: notes of the officer and of a partner, and papers that show a step was
/// done.</summary>
internal sealed class TellPapers(Staff staff, Slots slots, Dice dice, IReadOnlyDictionary<string, IReadOnlyList<string>> common)
{
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    public ProblemStory Run(ProblemStory story) =>
        story.Response is not { } agreed
            ? story
            : story with
            {
                Notes = [.. Notes(story, agreed.AgreedOn)],
                Papers = story.Plan.Grade >= 3 ? [.. Papers(story)] : [],
                LinkedByHand = story.Plan.BySurvey ? 0 : dice.Whole(2, 7),
            };

    private IEnumerable<ProblemStory.NoteTold> Notes(ProblemStory story, DateOnly agreed)
    {
        yield return new(story.Plan.OpenedOn.AddDays(6), story.Owner, slots.Pick(common["noteOfficer"]), false);
        if (story.Steps.FirstOrDefault(s => s.By != "police") is { } theirs)
        {
            yield return new(agreed.AddDays(dice.Whole(1, 9)), PartnerOf(theirs.By).Email, slots.Pick(common["notePartner"]), true);
        }
    }

    /// <summary>The first step that somebody can show: a partner's as a letter, the police's as a log.</summary>
    private IEnumerable<ProblemStory.PaperTold> Papers(ProblemStory story)
    {
        for (var i = 0; i < story.Steps.Count; i++)
        {
            if (story.Steps[i] is not { DoneOn: { } done } step)
            {
                continue;
            }

            var (day, isOurs) = (done.ToString("d MMMM yyyy", British), step.By == "police");
            string[] lines = isOurs
                ?
                [
                    $"Log of {day}",
                    step.What + ".",
                    step.Evidence ?? "",
                    "Kept with the record. Names are in the log of the team, not here.",
                ]
                :
                [
                    $"{PartnerOf(step.By).Name}, {PartnerOf(step.By).JobTitle}",
                    day,
                    "",
                    "Step: " + step.What + ".",
                    "Done: " + (step.Evidence ?? ""),
                    string.Create(British, $"Cost: £{step.Cost:n0}"),
                    "",
                    "An invented paper of the demonstration.",
                ];
            yield return new(i, isOurs ? "log.txt" : "completion.pdf", lines);
            yield break;
        }
    }

    private StaffMember PartnerOf(string agency) => staff.Members.First(m => m.Agency == agency);
}
