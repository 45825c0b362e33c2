using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Library;
using Wardwise.App.OldRecords;
using Wardwise.App.Problems;
using Wardwise.App.Records;
using Wardwise.Domain.Library;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;
using Wardwise.Web.Pages.OldRecords;
using Wardwise.Web.Pages.Search;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Problems;

/// <summary>What is it, what are we doing, is it working?</summary>
[Needs(Act.SeeRecords)]
public sealed class RecordModel : ProblemPage
{
    private const string WorkedOn =
        "This step has been worked on since it was copied, so it stays in the plan. Withdraw it under “Record how far it is”.";

    [FromQuery]
    public string? Tab { get; set; }

    public SaraStep Step { get; private set; }

    public SimilarPanel Panel =>
        new(
            [
                .. Shown
                    .Similar.Select(s =>
                        s with
                        {
                            Steps =
                            [
                                .. s.Steps.Where(o =>
                                    !Shown.Steps.Any(own =>
                                        (own.Step.CopiedStep == o.Id || own.Step.What == o.What)
                                        && own.Step.Status is not TaskingStatus.Withdrawn
                                    )
                                ),
                            ],
                        }
                    )
                    .Where(s => s.Steps.Count > 0),
            ],
            true
        )
        {
            CopyHref = Shown.MayCopy ? step => Href($"?handler=Copy&step={step}&tab=response") : null,
        };

    /// <summary>Of the plan, the step that was copied into it just now.</summary>
    [FromQuery]
    public Guid? Copied { get; set; }

    /// <summary>That step while nobody has touched it, so that it can be taken out again; else null.</summary>
    public Tasking? CopiedUntouched =>
        Shown.MayWrite
            ? Shown
                .Steps.Select(s => s.Step)
                .FirstOrDefault(s => s is { CopiedFrom: not null, Version: 1, Status: TaskingStatus.ToDo } && s.Id == Copied)
            : null;

    protected override bool WithProgress => true;

    /// <summary>"2 of 5 steps done, 1 overdue."</summary>
    public string StepsInWords
    {
        get
        {
            var overdue = Shown.Steps.Count(s => s.Step.IsOpen && s.Step.DueOn < Today);
            return $"{Shown.StepsDone} of {Words.Of(Shown.StepsInAll, "step")} done{(overdue > 0 ? $", {overdue} overdue" : "")}.";
        }
    }

    /// <summary>Today.</summary>
    public DateOnly Day => Today;

    /// <summary>What helps with the step of the tab.</summary>
    public IReadOnlyList<ListGuides.Row> Guides { get; private set; } = [];

    /// <summary>Who used it elsewhere, on the tab of the result.</summary>
    public TransferOf.Transfer Transfer { get; private set; } = TransferOf.Transfer.None;

    /// <summary>What the reader said of using it, as it came back with something wrong.</summary>
    public SayItHelped.Input Use { get; private set; } = new() { Reference = "" };

    public bool IsSayingItHelped => Use.Reference.Length > 0;

    public TransferOf.Use? MyUse => Transfer.Uses.FirstOrDefault(u => u.AccountId == Actor.Id);

    public bool MaySayItHelped =>
        Policy.Allows(Actor, Act.RecordLesson) && Shown.Record.OwnerAccountId != Actor.Id && PracticeUse.CanBeSaidOf(Shown.Problem);

    /// <summary>What the incidents have in common, on the tab that shows it, for whom it is open to.</summary>
    public ShowPattern.Pattern? Pattern { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (await Find() is { } no)
        {
            // What an old system called it goes on working as its address.
            var written = RouteData.Values["reference"]?.ToString() ?? "";
            return
                no is NotFoundResult
                && await Get<FindOldReference>().Run(Actor, new() { Reference = OldModel.Unescaped(written) }, Cancel)
                    is { Done: true, Value: var found }
                ? Redirect(Addresses.Record(found) + Request.QueryString)
                : no;
        }

        Step =
            Enum.TryParse<SaraStep>(Tab, ignoreCase: true, out var asked) && Enum.IsDefined(asked)
                ? asked
                : Shown.Next?.Step ?? SaraStep.Assessment;
        await Fill();
        return Page();
    }

    public async Task<IActionResult> OnPostCopyAsync(Guid step)
    {
        var copied = await Get<CopyStep>().Run(Actor, new() { Reference = Reference, StepId = step }, Cancel);
        return copied.Done ? AfterCopy(copied.Value) : await Back(copied, "");
    }

    /// <summary>Takes a step out again that was copied into the plan: it is withdrawn, as any step is, unless somebody has touched it
    /// since.</summary>
    public async Task<IActionResult> OnPostTakeOutAsync(Guid step, int version)
    {
        var found = await Find();
        if (found is not null)
        {
            return found;
        }

        if (!Shown.Steps.Any(s => s.Step.Id == step && s.Step is { CopiedFrom: not null, Version: 1, Status: TaskingStatus.ToDo }))
        {
            return await Back<Nothing>(new Refusal(WorkedOn), "");
        }

        var withdrawn = await Get<SettleTasking>()
            .Run(
                Actor,
                new()
                {
                    Reference = Reference,
                    TaskingId = step,
                    Version = version,
                    Status = TaskingStatus.Withdrawn,
                    Evidence = "Taken out again after it was copied into the plan.",
                },
                Cancel
            );
        return IsStale(withdrawn)
            ? await Back<Nothing>(new Refusal(WorkedOn), "")
            : await Back(withdrawn, "The step is out of the plan again.");
    }

    public async Task<IActionResult> OnPostUseAsync([Bind(Prefix = "Use")] SaidOfUse typed)
    {
        var use = new SayItHelped.Input
        {
            Reference = Reference,
            Said = typed.Said,
            Line = typed.Line,
            Own = typed.Own,
        };
        var said = await Get<SayItHelped>().Run(Actor, use, Cancel);
        Use = said.Done ? Use : use;
        return await Back(said, "Saved. Thank you: it tells the next reader whether this travels.", "Use");
    }

    public async Task<IActionResult> OnPostJoinAsync() =>
        await Back(
            await Get<AskToJoin>().Run(Actor, new() { Reference = Reference }, Cancel),
            "You have asked to join. It stands on the owner's day."
        );

    public async Task<IActionResult> OnPostOpenAsync() =>
        await Back(await Get<OpenDraft>().Run(Actor, new() { Reference = Reference }, Cancel), "The problem is open.");

    private async Task<IActionResult> Back<T>(Outcome<T> outcome, string done, string prefix = "Input")
    {
        var answer = await After(outcome, done, Tab ?? "", prefix);
        Step = Enum.TryParse<SaraStep>(Tab, ignoreCase: true, out var asked) && Enum.IsDefined(asked) ? asked : SaraStep.Scanning;
        if (!outcome.Done && Shown is not null)
        {
            await Fill();
        }

        return answer;
    }

    private async Task Fill()
    {
        var guides = await Get<ListGuides>().Run(Actor, new() { Step = Step }, Cancel);
        Guides = guides.Done ? guides.Value : [];
        if (Step is SaraStep.Assessment)
        {
            var transfer = await Get<TransferOf>().Run(Actor, Reference, Cancel);
            Transfer = transfer.Done ? transfer.Value : Transfer;
        }

        if (Step is SaraStep.Scanning)
        {
            var pattern = await Get<ShowPattern>().Run(Actor, new() { Reference = Reference }, Cancel);
            Pattern = pattern.Done ? pattern.Value : null;
        }
    }

    public sealed record SaidOfUse
    {
        public PracticeSaid? Said { get; init; }
        public string? Line { get; init; }
        public string? Own { get; init; }
    }
}
