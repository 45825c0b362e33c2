using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Problems;
using Wardwise.Domain.Shared;
using Wardwise.Web.GovUk;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Problems;

[Needs(Act.WorkOnProblem)]
public sealed class ScanningEditModel(SaveScanning save, PlaceChoices choices) : ProblemPage
{
    [BindProperty]
    public SaveScanning.Input Input { get; set; } = null!;

    public IReadOnlyList<Choice> Places { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindToWrite() is { } no)
        {
            return no;
        }

        await Fill();
        var (scanning, problem) = (Shown.File.Scanning, Shown.Problem);
        Input = new()
        {
            Reference = Reference,
            Version = scanning.Version,
            Title = problem.Record.Title,
            PlaceNo = problem.Record.PlaceNo,
            Category = problem.Category,
            Kind = problem.Kind,
            WhatRecurs = scanning.WhatRecurs,
            Since = scanning.Since,
            Sources = scanning.Sources,
            SourcesSay = scanning.SourcesSay,
            Harm = scanning.Harm,
            WhoIsAffected = scanning.WhoIsAffected,
            PriorityScore = scanning.PriorityScore,
            PartnersAsked = scanning.PartnersAsked,
        };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var saved = ModelState.IsValid ? await save.Run(Actor, Input with { Reference = Reference }, Cancel) : new List<Refusal>();
        var answer = await After(saved, "Scanning is saved.", "scanning");
        await Fill();
        if (IsStale(saved))
        {
            var (scanning, problem) = (Shown.File.Scanning, Shown.Problem);
            ShowBoth("Input.Version",
                ("The problem in a few words", problem.Record.Title, Input.Title), ("Kind", problem.Kind, Input.Kind),
                ("Category", problem.Category?.ToString() ?? "", Input.Category?.ToString()),
                ("What keeps happening", scanning.WhatRecurs, Input.WhatRecurs), ("Since", scanning.Since?.InWords() ?? "", Input.Since?.InWords()),
                ("Who says so", Words.List([.. scanning.Sources.Select(s => s.InWords())]), Words.List([.. (Input.Sources ?? []).Select(s => s.InWords())])),
                ("What they say", scanning.SourcesSay, Input.SourcesSay), ("Harm", scanning.Harm, Input.Harm),
                ("Who is affected", scanning.WhoIsAffected, Input.WhoIsAffected), ("Partners asked", scanning.PartnersAsked, Input.PartnersAsked));
            Input = Input with { Version = scanning.Version };
        }

        return answer;
    }

    private async Task Fill()
    {
        var found = await choices.Run(Actor, Cancel);
        Places = found.Done ? [.. found.Value.Select(p => new Choice { Value = p.No.ToString(CultureInfo.InvariantCulture), Text = p.Name })] : [];
    }
}
