using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Warnings;
using Wardwise.Domain.Shared;
using Wardwise.Web.Charts;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Warnings;

/// <summary>One neighbourhood and kind: is this month unlike the others, and since when?</summary>
[Needs(Act.SeeIncidents)]
public sealed class LineModel(ShowWarning show) : WardPage
{
    private const int MonthsDrawn = 24;

    [BindProperty(SupportsGet = true)]
    public string? Month { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Limit { get; set; }

    public ShowWarning.Shown? Shown { get; private set; }

    public bool IsNarrow => Limit == IndexModel.Narrow;

    public string ListHref =>
        $"/warnings?place={Shown!.Line.Place.No.ToString(CultureInfo.InvariantCulture)}&month={Shown.Line.Month}"
        + (IsNarrow ? "&limit=" + IndexModel.Narrow : "");

    /// <summary>The last two years; what chance gives begins where twelve months came before.</summary>
    public IReadOnlyList<ChartMonth> Chart =>
        [
            .. Shown!
                .Months.TakeLast(MonthsDrawn)
                .Select(m => new ChartMonth(m.Month.FirstDay, m.Count)
                {
                    ExpectedLow = m.Expected is null ? null : m.Lower,
                    ExpectedHigh = m.Expected is null ? null : m.Upper,
                    Comparison = m.Expected is { } expected ? Math.Round((decimal)expected, 1) : null,
                    Stands = m.IsHigher,
                    Href = m.Count is null ? null : WarningLinks.Rows(Shown.Line, m.Month, m.Month),
                }),
        ];

    public string Described =>
        Shown!.Months.Count(m => m.IsHigher) switch
        {
            0 => "No month was higher than chance would give.",
            1 => $"{Shown.Months.First(m => m.IsHigher).Month.InWords()} was higher than chance would give.",
            var several => $"{Words.Count(several)} months were higher than chance would give, the last of them "
                + $"{Shown.Months.Last(m => m.IsHigher).Month.InWords()}.",
        };

    /// <summary>Which of the two signalled.</summary>
    public string Verdict =>
        Shown!.Line switch
        {
            { IsJump: true, IsSlowRise: true } line =>
                $"The month alone is above its limit ({line.Limit}), and the last months together are a slow rise.",
            { IsJump: true } line => $"The month alone is above its limit ({line.Limit}).",
            { IsSlowRise: true } line =>
                $"The month alone is within its limit ({line.Limit}), but the last months together are a slow rise.",
            { Count: var count, Limit: var limit } => count == limit
                ? $"The month is on its limit ({limit}), which is no signal."
                : $"The month is within its limit ({limit}), so nothing is higher here than chance would give.",
        };

    public async Task<IActionResult> OnGetAsync(int place, string kind)
    {
        if (!string.IsNullOrEmpty(Month) && !YearMonth.TryParse(Month, out _))
        {
            return NotFound();
        }

        var shown = await show.Run(
            Actor,
            new()
            {
                PlaceNo = place,
                Kind = kind,
                Month = YearMonth.TryParse(Month, out var month) ? month : null,
                Narrow = IsNarrow,
            },
            Cancel
        );
        if (!shown.Done)
        {
            return Refused(shown, "");
        }

        Shown = shown.Value;
        return Page();
    }
}
