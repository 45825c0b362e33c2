using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Exchange;
using Wardwise.App.Places;
using Wardwise.App.Warnings;
using Wardwise.Domain.Places;
using Wardwise.Domain.Shared;
using Wardwise.Web.GovUk;
using Wardwise.Web.GovUk.Tags;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Warnings;

/// <summary>What is different here, and how much of that would luck give?</summary>
[Needs(Act.SeeIncidents)]
public sealed class IndexModel(ListWarnings warnings, ListPlaces places) : WardPage
{
    internal const string Narrow = "narrow";
    private const string Wide = "wide";

    [BindProperty(SupportsGet = true)]
    public int? Place { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Month { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Kind { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Limit { get; set; }

    [FromQuery(Name = "page")]
    public int PageNumber { get; set; } = 1;

    public ListWarnings.Listed? Listed { get; private set; }

    public IReadOnlyList<Choice> Places { get; private set; } = [];

    public IEnumerable<Choice> Months => (Listed?.Imported ?? []).Select(m => new Choice { Value = m.ToString(), Text = m.InWords() });

    public IEnumerable<Choice> Kinds => WarningKind.All.Select(k => new Choice { Value = k.Key, Text = k.Name });

    public IEnumerable<Choice> Limits { get; } =
    [new() { Value = Wide, Text = "once in 100 months" }, new() { Value = Narrow, Text = "once in 740 months" }];

    public string OwnInWords => Actor.Postings.Any(p => p.PlaceNo is not null) ? "My own" : "The whole force";

    public string? WholeHref { get; private set; }

    /// <summary>There is nothing wider to look at.</summary>
    public bool IsWhole => WholeHref is null || Listed is { PlaceNo: null } && Actor.Postings.All(p => p.PlaceNo is null);

    public string FileHref => Addresses.With(Request, ("handler", "csv"), ("page", null));

    public async Task<IActionResult> OnGetAsync()
    {
        if (!string.IsNullOrEmpty(Month) && !YearMonth.TryParse(Month, out _))
        {
            ModelState.AddModelError(nameof(Month), "Choose a month from the list");
        }

        var all = await places.Run(Actor, new() { Levels = [PlaceLevel.Force, PlaceLevel.District, PlaceLevel.Neighbourhood] }, Cancel);
        IReadOnlyList<ListPlaces.Line> lines = all.Done ? all.Value : [];
        Places =
        [
            .. lines.Select(p => new Choice
            {
                Value = Invariant(p.No),
                Text = p.Level switch
                {
                    PlaceLevel.Force => $"{p.Name} (the whole force)",
                    PlaceLevel.District => $"{p.Name} (whole district)",
                    _ => p.Name,
                },
            }),
        ];
        WholeHref =
            lines.FirstOrDefault(p => p.Level is PlaceLevel.Force) is { } force && force.No != Place
                ? $"/warnings?place={Invariant(force.No)}"
                : null;
        var listed = await Ask(asFile: false);
        if (!listed.Done)
        {
            return Refused(listed, "");
        }

        Listed = listed.Value;
        return Page();
    }

    public async Task<IActionResult> OnGetCsv()
    {
        var listed = await Ask(asFile: true);
        if (!listed.Done)
        {
            return Refused(listed, "");
        }

        var csv = CsvText.Of(
            [
                "place",
                "kind",
                "month",
                "count",
                "expected",
                "limit",
                "chance",
                "signalled by",
                "since",
                "count since",
                "expected since",
                "chance of the rise",
                "open problem",
            ],
            listed.Value.Lines.Select(l =>
                new object?[]
                {
                    l.Line.Place.Name,
                    l.Line.Kind.Name,
                    l.Line.Month.ToString(),
                    l.Line.Count,
                    Math.Round(l.Line.Expected, 2),
                    l.Line.Limit,
                    Digits(l.Line.Chance),
                    l.Line.SignalledBy,
                    l.Line.Slow?.Since.ToString(),
                    l.Line.Slow?.Count,
                    l.Line.Slow is { } slow ? Math.Round(slow.Expected, 2) : null,
                    l.Line.Slow is { } rise ? Digits(rise.Chance) : null,
                    l.Open?.Reference,
                }
            )
        );
        return File(Encoding.UTF8.GetBytes(csv), "text/csv; charset=utf-8", $"different-{listed.Value.Month}.csv");
    }

    /// <summary>Three digits that count, however small.</summary>
    private static string Digits(double chance) => chance.ToString("0.##e-0", CultureInfo.InvariantCulture);

    private Task<Outcome<ListWarnings.Listed>> Ask(bool asFile) =>
        warnings.Run(
            Actor,
            new()
            {
                PlaceNo = Place,
                Kind = Kind,
                Month = YearMonth.TryParse(Month, out var month) ? month : null,
                Narrow = Limit switch
                {
                    Narrow => true,
                    Wide => false,
                    _ => null,
                },
                Page = PageNumber,
                AsFile = asFile,
            },
            Cancel
        );

    private static string Invariant(int number) => number.ToString(CultureInfo.InvariantCulture);
}
