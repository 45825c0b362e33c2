using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Places;
using Wardwise.App.Problems;
using Wardwise.Domain.Incidents;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;
using Wardwise.Web.GovUk;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Problems;

[Needs(Act.WorkOnProblem)]
public sealed class AimEditModel(SetAim save, PlaceChoices choices, ShowAimMap map, ShowWhatCouldBeSeen look)
    : ProblemSectionPage<SetAim.Input>
{
    /// <summary>Begins the value of a button that fills in a larger area: codes follow, with commas between.</summary>
    public const string OfferPlaces = "places:";

    /// <summary>Begins the value of a button that fills in a later date.</summary>
    public const string OfferDate = "by:";

    public const string OfferSurvey = "survey";

    private string? _caution;

    public IReadOnlyList<Choice> Places { get; private set; } = [];

    public string MapJson { get; private set; } = "{}";

    public bool AreaIsWrong => IsWrong(nameof(SetAim.Input.AreaGeoJson));

    /// <summary>Whether the part on how it is measured says anything but the usual, or has something to put right.</summary>
    public bool MeasuredUnusually =>
        (Input.BufferMetres ?? Aim.UsualBuffer) != Aim.UsualBuffer
        || Input.ComparedWith is { Length: > 0 }
        || IsWrong(nameof(SetAim.Input.BufferMetres))
        || IsWrong(nameof(SetAim.Input.ComparedWith))
        || IsWrong(nameof(SetAim.Input.ComparedBecause));

    /// <summary>What the data could show of what is typed; null when that cannot be said, for the reasons in <see
    /// cref="NotSeen"/>.</summary>
    public ShowWhatCouldBeSeen.Shown? Seen { get; private set; }

    public IReadOnlyList<Refusal> NotSeen { get; private set; } = [];

    /// <summary>Where the form is sent to be shown again.</summary>
    public string LookHref => Href("aim?handler=Look#what-could-be-seen");

    public string Rule => Seen?.Rule ?? ShowWhatCouldBeSeen.UsualRule;

    /// <summary>What a button has filled in, until it is saved.</summary>
    public string? Filled { get; private set; }

    public IReadOnlyList<Choice> Categories { get; } =
    [.. IncidentCodes.Categories.Select(c => new Choice { Value = c.Key, Text = c.Name })];

    public IReadOnlyList<Choice> Types { get; } =
    [.. IncidentCodes.AsbTypes.Where(t => t.Number > 0).Select(t => new Choice { Value = t.Key, Text = t.Name })];

    protected override string Tab => "analysis";

    protected override string Done => _caution is null ? "The aim is saved." : "The aim is saved. " + _caution;

    /// <summary>The form again as it was typed, with what the data could show, or with what an offer fills in. Nothing is saved.</summary>
    public async Task<IActionResult> OnPostLookAsync(string? offer)
    {
        if (await FindToWrite() is { } no)
        {
            return no;
        }

        Take(offer ?? "");
        await Fill();
        return Page();
    }

    /// <summary>The panel alone, for a page that follows what is typed.</summary>
    public async Task<IActionResult> OnPostPanelAsync()
    {
        if (await Find() is { } no)
        {
            return no;
        }

        await Look();
        return Partial("_Panel", this);
    }

    protected override async Task<Outcome<Nothing>> SaveSection(SetAim.Input typed)
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
            BufferMetres = aim.BufferMetres,
            ComparedWith = string.Join('\n', Shown.ComparedWith),
            ComparedBecause = aim.ComparisonBecause,
        };
    }

    protected override IEnumerable<(string Label, string? Answer)> InWords(SetAim.Input input) =>
        [
            ("Measure", input.Measure?.ToString()),
            ("What is counted", Words.List([.. Named(Categories, input.Categories), .. Named(Types, input.Types)])),
            ("By how much", input.Percent is { } percent ? $"{percent}%" : ""),
            ("By when", input.ByWhen?.InWords()),
            ("Area", input.AreaGeoJson),
            ("Neighbourhoods", Words.List([.. Named(Places, input.PlaceCodes)])),
            ("Question", input.SurveyQuestion),
            ("Ring", string.Create(CultureInfo.InvariantCulture, $"{input.BufferMetres ?? Aim.UsualBuffer} metres")),
            ("Compared with", input.ComparedWith),
            ("Why those", input.ComparedBecause),
        ];

    protected override async Task Fill()
    {
        var found = await choices.Run(Actor, Cancel, Input.PlaceCodes);
        Places = found.Done ? [.. found.Value.Select(p => new Choice { Value = p.Code, Text = p.Name })] : [];
        var drawn = await map.Run(Actor, new() { Reference = Reference }, Cancel);
        MapJson = drawn.Done ? drawn.Value : MapJson;
        await Look();
    }

    private async Task Look()
    {
        var seen = await look.Run(
            Actor,
            new()
            {
                Reference = Reference,
                Measure = Input.Measure,
                Categories = Input.Categories,
                Types = Input.Types,
                AreaGeoJson = Input.AreaGeoJson,
                PlaceCodes = Input.PlaceCodes,
                Percent = Input.Percent,
                ByWhen = Input.ByWhen,
                BufferMetres = Input.BufferMetres,
                ComparedWith = Input.ComparedWith,
            },
            Cancel
        );
        Seen = seen.Done ? seen.Value : null;
        NotSeen = seen.Refusals;
    }

    /// <summary>Fills in what a button offers, in place of what was typed there.</summary>
    private void Take(string offer)
    {
        if (offer.StartsWith(OfferPlaces, StringComparison.Ordinal))
        {
            Forget(nameof(Input.AreaGeoJson), nameof(Input.PlaceCodes));
            Input = Input with
            {
                AreaGeoJson = null,
                PlaceCodes = offer[OfferPlaces.Length..].Split(',', StringSplitOptions.RemoveEmptyEntries),
            };
            Filled = "The larger area is chosen above.";
        }
        else if (
            offer.StartsWith(OfferDate, StringComparison.Ordinal)
            && DateOnly.TryParseExact(
                offer[OfferDate.Length..],
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var day
            )
        )
        {
            Forget(nameof(Input.ByWhen));
            Input = Input with { ByWhen = day };
            Filled = $"The date is moved to {day.InWords()}.";
        }
        else if (offer == OfferSurvey)
        {
            Forget(nameof(Input.Measure));
            Input = Input with { Measure = AimMeasure.Survey };
            Filled = "The measure is a survey now. Write above what people are asked.";
        }
    }

    private void Forget(params string[] fields)
    {
        foreach (
            var key in ModelState
                .Keys.Where(k => fields.Any(f => k == "Input." + f || k.StartsWith($"Input.{f}.", StringComparison.Ordinal)))
                .ToList()
        )
        {
            ModelState.Remove(key);
        }
    }

    private bool IsWrong(string field) => ModelState["Input." + field]?.Errors.Count > 0;

    private static IEnumerable<string> Named(IEnumerable<Choice> choices, IReadOnlyList<string>? chosen) =>
        choices.Where(c => chosen?.Contains(c.Value) == true).Select(c => c.Text!);
}
