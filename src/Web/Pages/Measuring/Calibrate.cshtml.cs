using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Measuring;
using Wardwise.Domain.Incidents;
using Wardwise.Domain.Places;
using Wardwise.Domain.Shared;
using Wardwise.Web.GovUk;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Measuring;

/// <summary>How often would we cry wolf? The address holds what was asked, and the same address gives the same figures until more is
/// imported.</summary>
[Needs(Act.MeasureResponse)]
public sealed class CalibrateModel(Calibrate calibrate) : WardPage
{
    public override bool HearsUnread(string? handler) => true;

    /// <summary>More take longer than anybody waits for a page: they are for the command.</summary>
    public const int MostDraws = 1_000;

    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    [BindProperty(SupportsGet = true)]
    public string Level { get; set; } = "lsoa";

    [BindProperty(SupportsGet = true)]
    public string Category { get; set; } = "asb";

    [BindProperty(SupportsGet = true)]
    public int Before { get; set; } = 6;

    [BindProperty(SupportsGet = true)]
    public int After { get; set; } = 6;

    [BindProperty(SupportsGet = true)]
    public int Draws { get; set; } = 400;

    [BindProperty(SupportsGet = true)]
    public int Seed { get; set; } = 1;

    /// <summary>Null until it is asked for, and when it is refused.</summary>
    public Calibrate.Result? Result { get; private set; }

    public static IEnumerable<Choice> Levels =>
        [new() { Value = "lsoa", Text = "Small areas (LSOAs)" }, new() { Value = "neighbourhood", Text = "Neighbourhoods" }];

    public static IEnumerable<Choice> Categories => IncidentCodes.Categories.Select(c => new Choice { Value = c.Key, Text = c.Name });

    /// <summary>"Of 400 places and dates where nothing was done, ...".</summary>
    public string Sentence =>
        Result is not { } r
            ? ""
            : string.Create(
                British,
                $"Of {r.Draws:N0} places and dates where nothing was done, the method called {r.Flagged:N0} a clear change: "
                    + $"{Percent(r.Share)} ({Number(r.ShareLow)} to {Number(r.ShareHigh)}). The naive test would have called "
                    + $"{r.NaiveMethod.Flagged:N0}."
            );

    /// <summary>The shares of a fall that was found, from the fewest expected to the most; bands without a draw are left out.</summary>
    public IReadOnlyList<IReadOnlyList<Calibrate.Band>> Bands =>
        Result is null
            ? []
            :
            [
                .. Result
                    .Planted[0]
                    .ByExpected.Select((b, i) => (b, i))
                    .Where(b => b.b.Of > 0)
                    .Select(b => (IReadOnlyList<Calibrate.Band>)[.. Result.Planted.Select(p => p.ByExpected[b.i])]),
            ];

    /// <summary>What the figures mean for whoever reads a result.</summary>
    public IEnumerable<string> Meaning
    {
        get
        {
            var r = Result!;
            yield return string.Create(
                British,
                $"Of the {Words.Of(r.Flagged, "false alarm")}, {r.FlaggedFalls:N0} said that it fell and "
                    + $"{r.Flagged - r.FlaggedFalls:N0} that it rose. We aim at no more than 5 in 100 together."
            );
            yield return r.Share <= r.NaiveShare
                ? string.Create(
                    British,
                    $"To compare before and after alone cries wolf on {Percent(r.NaiveShare)}: places go their own way, and a place "
                        + $"that is looked at after a bad month mostly falls back by itself."
                )
                : "To compare before and after alone cried wolf less often here, which is unusual: ask for more draws.";
            var half = r.Planted[1];
            yield return string.Create(
                British,
                $"When {Percent(half.Fall)} of the incidents were taken out, {Percent(1 - Share(half))} of the places still came "
                    + $"out as “no clear change” or “too few to tell”. So “no clear change” does not mean that nothing worked."
            );
            if (Bands.FirstOrDefault(b => b[1].Found * 2 >= b[1].Of) is { } enough)
            {
                yield return string.Create(
                    British,
                    $"From about {enough[0].From} incidents to be expected, such a fall is found more often than it is missed."
                );
            }
        }
    }

    public async Task<IActionResult> OnGet()
    {
        if (!Request.Query.ContainsKey(nameof(Draws)) || !ModelState.IsValid)
        {
            return Page();
        }

        if (Draws is < 1 or > MostDraws)
        {
            ModelState.AddModelError(nameof(Draws), string.Create(British, $"Give from 1 to {MostDraws:N0} draws."));
            return Page();
        }

        if (Actor.ForceCode is not { } force)
        {
            ModelState.AddModelError("", "Your posting is with no force, so there are no incidents to draw from.");
            return Page();
        }

        var outcome = await calibrate.Run(
            Actor,
            new()
            {
                ForceCode = force,
                Categories = [Category],
                Draws = Draws,
                Seed = Seed,
                Level = EnumCode.Read<PlaceLevel>(Level) ?? PlaceLevel.Force,
                Before = Before,
                After = After,
            },
            Cancel
        );
        if (outcome.Done)
        {
            Result = outcome.Value;
            return Page();
        }

        if (outcome.Refusals.FirstOrDefault(r => r.Kind is RefusalKind.Forbidden) is not null)
        {
            return Refused(outcome, "");
        }

        foreach (var refusal in outcome.Refusals)
        {
            var field = refusal.Field switch
            {
                nameof(Calibrate.Input.Categories) => nameof(Category),
                nameof(Calibrate.Input.ForceCode) or null => "",
                var same => same,
            };
            ModelState.AddModelError(field, refusal.Sentence);
        }

        return Page();
    }

    public static double Share(Calibrate.Planted planted) => planted.Found / (double)planted.Of;

    public static string Percent(double share) => Number(share) + "%";

    private static string Number(double share) => (share * 100).ToString("0.#", British);
}
