using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Problems;
using Wardwise.App.Records;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;
using Wardwise.Web.Records;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Problems;

/// <summary>Where a step stands, with its evidence.</summary>
[Needs(Act.WorkOnProblem)]
public sealed class SettleModel(SettleTasking settle) : ProblemPage
{
    public override bool HearsUnread(string? handler) => true;

    [FromRoute]
    public Guid Id { get; set; }

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public Answers Input { get; set; } = new();

    public StepView Step { get; private set; } = null!;

    /// <summary>What the plan says it would cost, beside the question of what it did.</summary>
    public string? Reckoned =>
        Step.Step is { IsOpen: true, CostPounds: { } cost }
            ? $"The plan says {RecordWords.Pounds(cost)}. Leave it empty to keep that."
            : null;

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

        // Of an open step nothing is answered yet: "done" is said by whoever saw it, never by a button pressed in passing, and what the
        // plan reckoned is not what it cost.
        (Version, Input) = (Step.Step.Version, Step.Step.IsOpen ? Held with { Status = null, CostPounds = null } : Held);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await using var content = Input.File?.OpenReadStream();
        var settled = await WhenRead(() =>
            settle.Run(
                Actor,
                new()
                {
                    Reference = Reference,
                    TaskingId = Id,
                    Version = Version,
                    Status = Input.Status,
                    DoneOn = Input.DoneOn,
                    Evidence = Input.Evidence,
                    CostPounds = Input.CostPounds,
                    File = Input.File is null ? null : new FileGiven(Input.File.FileName, content!),
                },
                Cancel
            )
        );
        var answer = await After(settled, "The step is saved.", "response");
        if (!settled.Done && (Shown is null || !FindStep()))
        {
            return NotFound();
        }

        if (IsStale(settled))
        {
            ShowBoth(nameof(Version), InWords(Held), InWords(Input with { CostPounds = Input.CostPounds ?? Held.CostPounds }));
            Version = Step.Step.Version;
        }

        if (!settled.Done && Input.File is { } file)
        {
            // No page can fill in a file.
            ModelState.AddModelError("Input.File", $"Choose {file.FileName} again: it was not kept.");
        }

        return answer;
    }

    private Answers Held =>
        new()
        {
            Status = Step.Step.Status,
            DoneOn = Step.Step.DoneOn,
            Evidence = Step.Step.Evidence,
            CostPounds = Step.Step.CostPounds,
        };

    private static IEnumerable<(string Label, string? Answer)> InWords(Answers answers) =>
        [
            ("How far it is", answers.Status?.InWords()),
            ("When it was done", answers.DoneOn?.InWords()),
            ("What was seen, or why not", answers.Evidence),
            ("Cost", answers.CostPounds is { } cost ? RecordWords.Pounds(cost) : ""),
        ];

    private bool FindStep()
    {
        Step = Shown.Steps.FirstOrDefault(s => s.Step.Id == Id)!;
        return Step is not null;
    }

    [LimitsOf(typeof(SettleTasking.Input))]
    public sealed record Answers
    {
        public TaskingStatus? Status { get; init; }
        public DateOnly? DoneOn { get; init; }
        public string? Evidence { get; init; }
        public decimal? CostPounds { get; init; }
        public IFormFile? File { get; init; }
    }
}
