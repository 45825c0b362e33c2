using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Exchange;
using Wardwise.App.Incidents;
using Wardwise.App.Places;
using Wardwise.Domain.Incidents;
using Wardwise.Domain.Places;
using Wardwise.Domain.Shared;
using Wardwise.Web.Charts;
using Wardwise.Web.GovUk;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Patch;

/// <summary>What is going on in a place this month, against the same month of earlier years.</summary>
[Needs(Act.SeeIncidents)]
public sealed class IndexModel(PatchSummary patch, ListPlaces places) : WardPage
{
    [BindProperty(SupportsGet = true)]
    public int? Place { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Month { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Category { get; set; }

    public PatchSummary.Summary? Patch { get; private set; }

    public IReadOnlyList<ListPlaces.Line> Choose { get; private set; } = [];

    public IReadOnlyList<Choice> Places { get; private set; } = [];

    public IEnumerable<Choice> Categories => IncidentCodes.Categories.Select(c => new Choice { Value = c.Key, Text = c.Name });

    public IEnumerable<Choice> Months => Patch!.Imported.Select(m => new Choice { Value = m.ToString(), Text = m.InWords() });

    public IReadOnlyList<ChartMonth> Chart =>
        [
            .. Patch!.Months.Select(m => new ChartMonth(m.Month.FirstDay, m.Count)
            {
                Comparison = m.YearBefore,
                Href = m.Count is null ? null : Rows(null, null, m.Month),
            }),
        ];

    public async Task<IActionResult> OnGet()
    {
        var outcome = await Ask();
        if (!outcome.Done && outcome.Refusals[0].Kind != RefusalKind.NotFound)
        {
            return Refused(outcome, "");
        }

        if (!outcome.Done && Place is not null)
        {
            return NotFound();
        }

        if (!string.IsNullOrEmpty(Month) && !YearMonth.TryParse(Month, out _))
        {
            ModelState.AddModelError(nameof(Month), "Choose a month from the list");
        }

        var all = await places.Run(Actor, new() { Levels = [PlaceLevel.District, PlaceLevel.Neighbourhood] }, Cancel);
        Choose = all.Done ? all.Value : [];
        Places =
        [
            .. Choose.Select(p => new Choice
            {
                Value = Invariant(p.No),
                Text = p.Level == PlaceLevel.District ? $"{p.Name} (whole district)" : p.Name,
            }),
        ];
        Patch = outcome.Done ? outcome.Value : null;
        return Page();
    }

    /// <summary>The same as a file: one line for each kind.</summary>
    public async Task<IActionResult> OnGetCsv()
    {
        var outcome = await Ask(asFile: true);
        if (!outcome.Done)
        {
            return Refused(outcome, "");
        }

        var p = outcome.Value;
        var csv = CsvText.Of(
            ["place", "month", "kind", "count", .. p.EarlierYears.Select(y => $"{p.Month.FirstDay:MMMM} {y}"), "difference"],
            p.Categories.Concat(p.Types)
                .Select(l =>
                    new object?[] { p.PlaceName, p.Month.ToString(), l.Kind.Name, l.Count }
                        .Concat(l.Earlier.Cast<object?>())
                        .Append(l.Difference)
                        .ToArray()
                )
        );
        return File(System.Text.Encoding.UTF8.GetBytes(csv), "text/csv; charset=utf-8", $"patch-{p.Month}.csv");
    }

    /// <summary>The rows behind a number.</summary>
    public string Rows(string? category, string? type, YearMonth month, string? location = null)
    {
        var only = category ?? (string.IsNullOrEmpty(Category) || type is not null ? null : Category);
        return $"/incidents?place={Invariant(Patch!.PlaceNo)}&from={month}&to={month}"
            + (only is null ? "" : $"&category={only}")
            + (type is null ? "" : $"&type={type}")
            + (location is null ? "" : $"&location={Uri.EscapeDataString(location)}");
    }

    public string Other(YearMonth month) =>
        $"/patch?place={Invariant(Patch!.PlaceNo)}&month={month}" + (string.IsNullOrEmpty(Category) ? "" : $"&category={Category}");

    /// <summary>The spots put together by their name, most first: a block of flats is one line, however many doors it has.</summary>
    public IReadOnlyList<(string Location, int Count)> Named =>
        [
            .. Patch!
                .Spots.GroupBy(s => s.Location)
                .Select(g => (g.Key, g.Sum(s => s.Count)))
                .OrderByDescending(s => s.Item2)
                .ThenBy(s => s.Key, StringComparer.Ordinal),
        ];

    /// <summary>The boundary, and a circle for each spot.</summary>
    public string Map()
    {
        var spots = Patch!.Spots.Select(s =>
            JsonSerializer.Serialize(
                new
                {
                    type = "Feature",
                    properties = new
                    {
                        kind = "incident",
                        name = s.Location,
                        count = s.Count,
                        href = Rows(null, null, Patch.Month, s.Location),
                    },
                    geometry = new { type = "Point", coordinates = new[] { Math.Round(s.Lon, 5), Math.Round(s.Lat, 5) } },
                }
            )
        );
        var boundary = Patch.Boundary is null
            ? []
            : new[]
            {
                $$"""{"type":"Feature","properties":{"kind":"boundary","name":{{JsonSerializer.Serialize(Patch.PlaceName)}}}"""
                    + $$""","geometry":{{Patch.Boundary}}}""",
            };
        return $$"""{"type":"FeatureCollection","features":[{{string.Join(',', boundary.Concat(spots))}}]}""";
    }

    private Task<Outcome<PatchSummary.Summary>> Ask(bool asFile = false) =>
        patch.Run(
            Actor,
            new()
            {
                AsFile = asFile,
                PlaceNo = Place,
                Month = YearMonth.TryParse(Month, out var month) ? month : null,
                Category = Category,
            },
            Cancel
        );

    private static string Invariant(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
