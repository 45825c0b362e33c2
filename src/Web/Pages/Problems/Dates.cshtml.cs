using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Problems;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Records;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Problems;

/// <summary>When the response started, and when it ended.</summary>
[Needs(Act.WorkOnProblem)]
public sealed class DatesModel(StartResponse start, EndResponse end) : ProblemPage
{
    public override bool HearsUnread(string? handler) => true;

    [FromRoute]
    public string Which { get; set; } = "start";

    [BindProperty]
    public Answers Input { get; set; } = new();

    public bool IsStart => Which == "start";

    /// <summary>What to think of before the start fixes the aim, with where each is put right. None keeps anybody from starting.</summary>
    public IEnumerable<(string Caution, string Words, string Part)> Cautions
    {
        get
        {
            if (!IsStart || Shown.File.Plan.StartedOn is not null)
            {
                yield break;
            }

            if (Shown.File.Aim is { HasArea: false, Measure: not AimMeasure.Survey })
            {
                yield return (
                    "The aim has no area. Without one the result cannot be measured, and what is fixed now shows each later change.",
                    "Draw the area or choose its places",
                    "aim"
                );
            }

            if (Shown.Steps.All(s => s.Step.Status is TaskingStatus.Withdrawn))
            {
                yield return ("The plan has no step yet, so nobody can see what the response is.", "Add a step", "steps/new");
            }
        }
    }

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindToWrite() is { } no)
        {
            return no;
        }

        Input = new() { StartedOn = Shown.File.Plan.StartedOn, EndedOn = Shown.File.Plan.EndedOn };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var saved = await WhenRead(() =>
            IsStart
                ? start.Run(Actor, new() { Reference = Reference, StartedOn = Input.StartedOn }, Cancel)
                : end.Run(Actor, new() { Reference = Reference, EndedOn = Input.EndedOn }, Cancel)
        );
        return await After(
            saved,
            IsStart ? "The response has started. The aim is fixed." : "The response has ended. The problem is watched from now on.",
            "response"
        );
    }

    public sealed record Answers
    {
        public DateOnly? StartedOn { get; init; }

        public DateOnly? EndedOn { get; init; }
    }
}
