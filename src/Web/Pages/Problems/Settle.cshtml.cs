using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Problems;
using Wardwise.App.Records;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Problems;

/// <summary>Where a step stands, with its evidence.</summary>
[Needs(Act.WorkOnProblem)]
public sealed class SettleModel(SettleStep settle) : ProblemPage
{
    [FromRoute]
    public Guid Id { get; set; }

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public Answers Input { get; set; } = new();

    public StepView Step { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindToWrite() is { } no)
        {
            return no;
        }

        if (!FindStep())
        {
            return NotFound();
        }

        var step = Step.Step;
        (Version, Input) = (step.Version, new()
        {
            Status = step.IsOpen ? TaskingStatus.Done : step.Status,
            DoneOn = step.DoneOn,
            Evidence = step.Evidence,
            CostPounds = step.CostPounds,
        });
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await using var content = Input.File?.OpenReadStream();
        var settled = ModelState.IsValid
            ? await settle.Run(Actor, new()
            {
                Reference = Reference,
                StepId = Id,
                Version = Version,
                Status = Input.Status,
                DoneOn = Input.DoneOn,
                Evidence = Input.Evidence,
                CostPounds = Input.CostPounds,
                File = Input.File is null ? null : new FileGiven(Input.File.FileName, content!),
            }, Cancel)
            : new List<Refusal>();
        var answer = await After(settled, "The step is saved.", "response");
        if (!settled.Done && (Shown is null || !FindStep()))
        {
            return NotFound();
        }

        if (IsStale(settled))
        {
            ModelState.Remove(nameof(Version));
            Version = Step.Step.Version;
        }

        return answer;
    }

    private bool FindStep()
    {
        Step = Shown.Steps.FirstOrDefault(s => s.Step.Id == Id)!;
        return Step is not null;
    }

    public sealed record Answers
    {
        public TaskingStatus? Status { get; init; }
        public DateOnly? DoneOn { get; init; }
        public string? Evidence { get; init; }
        public decimal? CostPounds { get; init; }
        public IFormFile? File { get; init; }
    }
}
