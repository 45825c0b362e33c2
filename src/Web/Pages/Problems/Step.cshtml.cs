using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wardwise.App.Access;
using Wardwise.App.Problems;
using Wardwise.App.Search;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;
using Wardwise.Web.GovUk;
using Wardwise.Web.Pages.Search;
using Wardwise.Web.Records;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Problems;

/// <summary>A step of the plan, new (<c>steps/new</c>) or changed.</summary>
[Needs(Act.WorkOnProblem)]
public sealed class StepModel(AddStep add, ChangeStep change, PlanChoices choices, FindSimilar similar) : ProblemPage
{
    public override bool HearsUnread(string? handler) => true;

    [FromRoute]
    public string Id { get; set; } = "";

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public AddStep.Input Input { get; set; } = null!;

    public bool IsNew => Id == "new";

    public IReadOnlyList<Choice> Techniques { get; private set; } = [];

    public IReadOnlyList<Choice> Agencies { get; private set; } = [];

    public IReadOnlyList<Choice> People { get; private set; } = [];

    public SimilarPanel Panel { get; private set; } = SimilarPanel.Nothing;

    /// <summary>Steps of problems like this one, nearest to what is typed first.</summary>
    public async Task<IActionResult> OnPostSimilarAsync()
    {
        if (await Find() is { } no)
        {
            return no;
        }

        await Look();
        return Partial("~/Pages/Search/_SimilarPanel.cshtml", Panel);
    }

    /// <summary>The form again as it was typed, with what others did. Nothing is saved.</summary>
    public async Task<IActionResult> OnPostLookAsync()
    {
        if (await FindToWrite() is { } no)
        {
            return no;
        }

        ModelState.Clear();
        await Fill();
        return Page();
    }

    public async Task<IActionResult> OnPostCopyAsync(Guid step)
    {
        var copied = await Get<CopyStep>().Run(Actor, new() { Reference = Reference, StepId = step }, Cancel);
        return copied.Done ? AfterCopy(copied.Value) : await Again(copied.Refusals.ToList());
    }

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindToWrite() is { } no)
        {
            return no;
        }

        if (IsNew)
        {
            Input = new() { Reference = Reference, What = null };
            await Fill();
            return Page();
        }

        await Fill();

        if (Shown.Steps.FirstOrDefault(s => s.Step.Id.ToString() == Id)?.Step is not { } step)
        {
            return NotFound();
        }

        (Version, Input) = (step.Version, Of(step));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var typed = Input with { Reference = Reference };
        if (IsNew)
        {
            return await Again(await WhenRead(() => add.Run(Actor, typed, Cancel)));
        }

        if (!Guid.TryParse(Id, out var id))
        {
            return NotFound();
        }

        var changed = await WhenRead(() =>
            change.Run(
                Actor,
                new()
                {
                    StepId = id,
                    Version = Version,
                    Step = typed,
                },
                Cancel
            )
        );
        var answer = await Again(changed.Done ? id : changed.Refusals.ToList());
        if (IsStale(changed))
        {
            var held = Shown.Steps.First(s => s.Step.Id == id).Step;
            ShowBoth(nameof(Version), InWords(Of(held)), InWords(Input));
            Version = held.Version;
        }

        return answer;
    }

    private AddStep.Input Of(Tasking step) =>
        new()
        {
            Reference = Reference,
            What = step.What,
            Technique = step.Technique,
            AgencyId = step.AgencyId,
            AccountId = step.AccountId,
            DueOn = step.DueOn,
            CostPounds = step.CostPounds,
        };

    private IEnumerable<(string Label, string? Answer)> InWords(AddStep.Input input) =>
        [
            ("What is to be done", input.What),
            ("Technique", Name(Techniques, input.Technique)),
            ("Agency", Name(Agencies, $"{input.AgencyId}")),
            ("Who there", Name(People, $"{input.AccountId}")),
            ("By when", input.DueOn?.InWords()),
            ("Cost", input.CostPounds is { } cost ? RecordWords.Pounds(cost) : ""),
        ];

    private static string? Name(IEnumerable<Choice> choices, string? value) => choices.FirstOrDefault(c => c.Value == value)?.Text;

    private async Task<IActionResult> Again(Outcome<Guid> saved)
    {
        var answer = await After(saved, "The step is saved.", "response");
        if (!saved.Done && answer is PageResult && Shown is not null)
        {
            await Fill();
        }

        return answer;
    }

    private async Task Look()
    {
        var words = $"{Shown.Problem.Record.Title}. {Shown.File.Scanning.WhatRecurs}. {Input?.What}";
        var found = await similar.Run(Actor, new() { Words = words, Apart = [Reference] }, Cancel);
        Panel = new(found.Done ? found.Value : [], true)
        {
            CopyHref = Shown.MayCopy ? step => Href($"steps/{Id}?handler=Copy&step={step}") : null,
        };
    }

    private async Task Fill()
    {
        if (IsNew)
        {
            await Look();
        }

        var found = await choices.Run(Actor, Cancel);
        if (found.Done)
        {
            Techniques =
            [
                .. found.Value.Techniques.Groups.SelectMany(g =>
                    g.Techniques.Select(t => new Choice { Value = t.Code, Text = $"{g.Name}: {t.Name.ToLowerInvariant()}" })
                ),
            ];
            Agencies = [.. found.Value.Agencies.Select(a => new Choice { Value = a.Id.ToString(), Text = a.Name })];
            People = [.. found.Value.People.Select(p => new Choice { Value = p.Id.ToString(), Text = $"{p.Name}, {p.Agency}" })];
        }
    }
}
