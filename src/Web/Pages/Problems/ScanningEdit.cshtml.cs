using System.Globalization;
using Wardwise.App.Access;
using Wardwise.App.Places;
using Wardwise.App.Problems;
using Wardwise.Domain.Shared;
using Wardwise.Web.GovUk;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Problems;

[Needs(Act.WorkOnProblem)]
public sealed class ScanningEditModel(SaveScanning save, PlaceChoices choices) : ProblemSectionPage<SaveScanning.Input>
{
    public IReadOnlyList<Choice> Places { get; private set; } = [];

    protected override string Tab => "scanning";

    protected override string Done => "Scanning is saved.";

    protected override Task<Outcome<Nothing>> SaveSection(SaveScanning.Input typed) => save.Run(Actor, typed, Cancel);

    protected override SaveScanning.Input Held()
    {
        var (scanning, problem) = (Shown.File.Scanning, Shown.Problem);
        return new()
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
    }

    protected override IEnumerable<(string Label, string? Answer)> InWords(SaveScanning.Input input) =>
        [
            ("The problem in a few words", input.Title),
            ("Where it is", Places.FirstOrDefault(p => p.Value == Number(input.PlaceNo))?.Text),
            ("Category", input.Category?.ToString()),
            ("Kind", input.Kind),
            ("What keeps happening", input.WhatRecurs),
            ("Since", input.Since?.InWords()),
            ("Who says so", Words.List([.. (input.Sources ?? []).Select(s => s.InWords())])),
            ("What they say", input.SourcesSay),
            ("Harm", input.Harm),
            ("Who is affected", input.WhoIsAffected),
            ("First priority", Number(input.PriorityScore)),
            ("Partners asked", input.PartnersAsked),
        ];

    protected override async Task Fill()
    {
        var found = await choices.Run(Actor, Cancel);
        Places = found.Done ? [.. found.Value.Select(p => new Choice { Value = Number(p.No)!, Text = p.Name })] : [];
    }

    private static string? Number(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
