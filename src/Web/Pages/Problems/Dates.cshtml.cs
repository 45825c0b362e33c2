using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Problems;
using Wardwise.Domain.Shared;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Problems;

/// <summary>When the response started, and when it ended.</summary>
[Needs(Act.WorkOnProblem)]
public sealed class DatesModel(StartResponse start, EndResponse end) : ProblemPage
{
    [FromRoute]
    public string Which { get; set; } = "start";

    [BindProperty]
    public Answers Input { get; set; } = new();

    public bool IsStart => Which == "start";

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
        if (!ModelState.IsValid)
        {
            return await After<Nothing>(new List<Refusal>(), "");
        }

        var saved = IsStart
            ? await start.Run(Actor, new() { Reference = Reference, StartedOn = Input.StartedOn }, Cancel)
            : await end.Run(Actor, new() { Reference = Reference, EndedOn = Input.EndedOn }, Cancel);
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
