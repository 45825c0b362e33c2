using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Problems;
using Wardwise.Domain.Incidents;
using Wardwise.Domain.Shared;
using Wardwise.Web.GovUk;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Problems;

[Needs(Act.WorkOnProblem)]
public sealed class AimEditModel(SetAim save, PlaceChoices choices, ShowAimMap map) : ProblemPage
{
    [BindProperty]
    public SetAim.Input Input { get; set; } = null!;

    public IReadOnlyList<Choice> Places { get; private set; } = [];

    public string MapJson { get; private set; } = "{}";

    public bool AreaIsWrong => ModelState["Input.AreaGeoJson"]?.Errors.Count > 0;

    public IReadOnlyList<Choice> Categories { get; } = [.. IncidentCodes.Categories.Select(c => new Choice { Value = c.Key, Text = c.Name })];

    public IReadOnlyList<Choice> Types { get; } = [.. IncidentCodes.AsbTypes.Where(t => t.Number > 0).Select(t => new Choice { Value = t.Key, Text = t.Name })];

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindToWrite() is { } no)
        {
            return no;
        }

        await Fill();
        var aim = Shown.File.Aim;
        Input = new()
        {
            Reference = Reference,
            Version = aim.Version,
            Measure = aim.Measure,
            Categories = aim.Categories.Count == 0 && aim.Measure is null ? [IncidentCodes.Asb.Key] : aim.Categories,
            Types = aim.Types,
            AreaGeoJson = aim.AreaGeoJson,
            PlaceCodes = aim.PlaceCodes,
            SurveyQuestion = aim.SurveyQuestion,
            Percent = aim.Percent,
            ByWhen = aim.ByWhen,
        };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var saved = ModelState.IsValid ? await save.Run(Actor, Input with { Reference = Reference }, Cancel) : new List<Refusal>();
        var answer = await After(saved, "The aim is saved.", "analysis");
        await Fill();
        if (IsStale(saved))
        {
            var aim = Shown.File.Aim;
            ShowBoth("Input.Version", ("Measure", aim.Measure?.ToString() ?? "", Input.Measure?.ToString()), ("By how much", $"{aim.Percent}", $"{Input.Percent}"),
                ("By when", aim.ByWhen?.InWords() ?? "", Input.ByWhen?.InWords()), ("Area", aim.AreaGeoJson ?? "", Input.AreaGeoJson),
                ("Neighbourhoods", Words.List(aim.PlaceCodes), Words.List([.. Input.PlaceCodes ?? []])), ("Question", aim.SurveyQuestion, Input.SurveyQuestion));
            Input = Input with { Version = aim.Version };
        }

        return answer;
    }

    private async Task Fill()
    {
        var found = await choices.Run(Actor, Cancel);
        Places = found.Done ? [.. found.Value.Select(p => new Choice { Value = p.Code, Text = p.Name })] : [];
        var drawn = await map.Run(Actor, new() { Reference = Reference }, Cancel);
        MapJson = drawn.Done ? drawn.Value : MapJson;
    }
}
