using Wardwise.App.Access;
using Wardwise.App.Problems;
using Wardwise.Domain.Incidents;
using Wardwise.Domain.Shared;
using Wardwise.Web.GovUk;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Problems;

[Needs(Act.WorkOnProblem)]
public sealed class AimEditModel(SetAim save, PlaceChoices choices, ShowAimMap map) : SectionPage<SetAim.Input>
{
    private string? _caution;

    public IReadOnlyList<Choice> Places { get; private set; } = [];

    public string MapJson { get; private set; } = "{}";

    public bool AreaIsWrong => ModelState["Input.AreaGeoJson"]?.Errors.Count > 0;

    public IReadOnlyList<Choice> Categories { get; } = [.. IncidentCodes.Categories.Select(c => new Choice { Value = c.Key, Text = c.Name })];

    public IReadOnlyList<Choice> Types { get; } = [.. IncidentCodes.AsbTypes.Where(t => t.Number > 0).Select(t => new Choice { Value = t.Key, Text = t.Name })];

    protected override string Tab => "analysis";

    protected override string Done => _caution is null ? "The aim is saved." : "The aim is saved. " + _caution;

    protected override async Task<Outcome<Nothing>> Save(SetAim.Input typed)
    {
        var saved = await save.Run(Actor, typed, Cancel);
        if (!saved.Done)
        {
            return saved.Refusals.ToList();
        }

        _caution = saved.Value.Caution;
        return default(Nothing);
    }

    protected override SetAim.Input Held()
    {
        var aim = Shown.File.Aim;
        return new()
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
    }

    protected override IEnumerable<(string Label, string? Answer)> InWords(SetAim.Input input) =>
    [
        ("Measure", input.Measure?.ToString()), ("What is counted", Words.List([.. Named(Categories, input.Categories), .. Named(Types, input.Types)])),
        ("By how much", input.Percent is { } percent ? $"{percent}%" : ""), ("By when", input.ByWhen?.InWords()), ("Area", input.AreaGeoJson),
        ("Neighbourhoods", Words.List([.. Named(Places, input.PlaceCodes)])), ("Question", input.SurveyQuestion),
    ];

    protected override async Task Fill()
    {
        var found = await choices.Run(Actor, Cancel);
        Places = found.Done ? [.. found.Value.Select(p => new Choice { Value = p.Code, Text = p.Name })] : [];
        var drawn = await map.Run(Actor, new() { Reference = Reference }, Cancel);
        MapJson = drawn.Done ? drawn.Value : MapJson;
    }

    private static IEnumerable<string> Named(IEnumerable<Choice> choices, IReadOnlyList<string>? chosen) => choices.Where(c => chosen?.Contains(c.Value) == true).Select(c => c.Text!);
}
