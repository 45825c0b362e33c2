using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Incidents;
using Wardwise.App.Places;
using Wardwise.Domain.Incidents;
using Wardwise.Domain.Places;
using Wardwise.Domain.Shared;
using Wardwise.Web.GovUk;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Incidents;

/// <summary>Incidents as a list, narrowed by place, kind, type, month and location.</summary>
[Needs(Act.SeeIncidents)]
public sealed class IndexModel(ListIncidents incidents, ListPlaces places) : WardPage
{
    [BindProperty(SupportsGet = true)]
    public int? Place { get; set; }

    [BindProperty(SupportsGet = true)]
    public string[] Category { get; set; } = [];

    [BindProperty(SupportsGet = true)]
    public string[] Type { get; set; } = [];

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Location { get; set; }

    [FromQuery(Name = "page")]
    public int PageNumber { get; set; } = 1;

    public ListIncidents.Listed? Listed { get; private set; }

    public IReadOnlyList<Choice> Places { get; private set; } = [];

    public string? PlaceName { get; private set; }

    public bool MayExport => Policy.Allows(Actor, Act.ExportData);

    public IEnumerable<Choice> Categories => IncidentCodes.Categories.Select(c => new Choice { Value = c.Key, Text = c.Name });

    public IEnumerable<Choice> Types =>
        IncidentCodes.AsbTypes.Where(t => t != IncidentCodes.NotKnown).Select(c => new Choice { Value = c.Key, Text = c.Name });

    /// <summary>More than one file holds.</summary>
    public bool IsTooLongForAFile => Listed?.Total > ListIncidents.MostInFile;

    public string FileAddress => GovUk.Tags.Addresses.With(Request, ("handler", "csv"), ("page", null));

    public async Task<IActionResult> OnGet()
    {
        var all = await places.Run(Actor, new() { Levels = [PlaceLevel.District, PlaceLevel.Neighbourhood] }, Cancel);
        Places =
        [
            .. (all.Done ? all.Value : []).Select(p => new Choice { Value = p.No.ToString(CultureInfo.InvariantCulture), Text = p.Name }),
        ];
        PlaceName = all.Done ? all.Value.FirstOrDefault(p => p.No == Place)?.Name : null;
        var outcome = await incidents.Run(Actor, new() { Filter = Filter(), Page = PageNumber }, Cancel);
        if (!outcome.Done)
        {
            return Refused(outcome, "");
        }

        Listed = outcome.Value;
        return Page();
    }

    public async Task<IActionResult> OnGetCsv()
    {
        var outcome = await incidents.Run(Actor, new() { Filter = Filter(), ForFile = true }, Cancel);
        return outcome.Done
            ? File(
                Encoding.UTF8.GetBytes(ListIncidents.Csv(outcome.Value.Lines)),
                "text/csv; charset=utf-8",
                $"incidents-{Today:yyyy-MM-dd}.csv"
            )
            : Refused(outcome, "");
    }

    /// <summary>Null for what is no month: it narrows nothing.</summary>
    public static string? MonthInWords(string? month) => YearMonth.TryParse(month, out var read) ? read.InWords() : null;

    private IncidentFilter Filter()
    {
        YearMonth? Read(string? text, string name)
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                return null;
            }

            if (YearMonth.TryParse(text, out var month))
            {
                return month;
            }

            ModelState.AddModelError(name, $"“{text}” was not applied: enter a month as a year and a number, such as 2025-03");
            return null;
        }

        return new()
        {
            PlaceNo = Place,
            Categories = [.. Category.Where(c => c.Length > 0)],
            Types = [.. Type.Where(t => t.Length > 0)],
            From = Read(From, "from"),
            To = Read(To, "to"),
            Location = Location,
        };
    }
}
