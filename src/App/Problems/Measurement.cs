using Wardwise.App.Data;
using Wardwise.Domain.Incidents;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;
using Wardwise.Statistics;

namespace Wardwise.App.Problems;

/// <summary>The first measurement: counts before and after with the exact interval of the rate ratio, and a verdict from it.</summary>
internal static class Measurement
{
    /// <summary>Named on each result, so that a later method can be told from this one.</summary>
    public const string Method = "before-after-1";

    private const double FallThatMatters = 0.5;
    private const int FewestExpected = 5;

    /// <param name="Area">What is measured.</param>
    /// <param name="Categories">Codes; none is all.</param>
    /// <param name="Types">Codes of kinds of anti-social behaviour; none is all.</param>
    /// <param name="Start">The day the response started.</param>
    /// <param name="Before">Months at most.</param>
    /// <param name="After">Months at most.</param>
    /// <param name="Ring">The ring around the area, where it is counted.</param>
    public sealed record Asked(
        AreaOfProblem Area, IReadOnlyList<string> Categories, IReadOnlyList<string> Types, DateOnly Start, int Before, int After, AreaOfProblem? Ring = null);

    public static async Task<Outcome<EvaluationResult>> Of(Work work, Asked asked, bool aimChanged, CancellationToken cancel)
    {
        var start = YearMonth.Of(asked.Start);
        Task<MonthlyCounts> Count(AreaOfProblem area, bool withRest) =>
            MonthlyCounts.Of(work, area, asked.Categories, asked.Types, start.Plus(-asked.Before - 1), start.Plus(asked.After + 1), withRest, cancel);
        var counts = await Count(asked.Area, withRest: true);
        if (counts.IsEmpty)
        {
            return new Refusal($"No incidents have been imported for the months around {start.InWords()}. Import them, then measure.");
        }

        var windows = ResponseWindows.Around(asked.Start, asked.Before, asked.After, counts.Months.Keys);
        var (before, after) = (Sum(counts, windows.Before), Sum(counts, windows.After));
        var measured = windows.Before.Count > 0 && windows.After.Count > 0;
        var ratio = measured ? Rates.Compare(before.Area, after.Area, windows.Before.Count, windows.After.Count) : null;
        var smallest = measured ? Rates.SmallestDetectableFall(before.Area, windows.Before.Count, windows.After.Count).Value : null;
        var change = new EvaluationResult.ChangePart(ratio?.PercentChange.Value, Percent(ratio?.Exact.Low), Percent(ratio?.Exact.High));
        var ring = asked.Ring is { } around ? await Count(around, withRest: false) : null;
        var verdict = windows.IsShort ? (Verdict?)null : Decide(ratio!, before.Area * (double)windows.After.Count / windows.Before.Count, smallest);
        return new EvaluationResult
        {
            Area = new(asked.Area.Name, asked.Area.SquareKilometres),
            Measure = new(asked.Categories.Count > 0 ? asked.Categories : [.. IncidentCodes.Categories.Select(c => c.Key)]),
            Before = Window(windows.Before),
            After = Window(windows.After),
            Counts = new(new(before.Area, after.Area), new(before.Around, after.Around, asked.Area.OtherPlaces), ring is null ? null : new(Sum(ring, windows.Before).Area, Sum(ring, windows.After).Area)),
            Change = change,
            SmallestDetectableFall = smallest,
            Verdict = verdict ?? Verdict.TooFew,
            Sentence = VerdictWords.Sentence(What(asked), verdict, change.Percent, before.Area, after.Area, smallest, windows.Before.Count, windows.After.Count),
            Cautions = [.. Qualify(asked, windows, before.Area, after.Area, aimChanged)],
        };
    }

    /// <summary>Clear comes first; otherwise too few when half the incidents could vanish unseen; otherwise no clear change.</summary>
    public static Verdict Decide(RateRatio ratio, double expected, double? smallest)
    {
        if (ratio.Exact.High.Value < 1)
        {
            return Verdict.ClearFall;
        }

        if (ratio.Exact.Low.Value > 1)
        {
            return Verdict.ClearRise;
        }

        return expected < FewestExpected || smallest is null or > FallThatMatters ? Verdict.TooFew : Verdict.NoClearChange;
    }

    /// <summary>"Vehicle nuisance", as the start of a sentence.</summary>
    public static string What(Asked asked)
    {
        var words = SetAim.What(new Aim { RecordId = Guid.Empty, Categories = [.. asked.Categories], Types = [.. asked.Types] });
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    private static IEnumerable<string> Qualify(Asked asked, ResponseWindows windows, int before, int after, bool aimChanged)
    {
        yield return Cautions.NoComparison;
        yield return Cautions.NoTrend;
        yield return Cautions.UsualLevel;
        if (asked.Ring is null)
        {
            yield return Cautions.NoBuffer;
        }

        if (windows.IsShort)
        {
            yield return Cautions.ShortSeries;
        }

        if (!windows.SameSeason)
        {
            yield return Cautions.DifferentSeasons;
        }

        if (before == 0 || after == 0)
        {
            yield return Cautions.ZeroCell;
        }

        if (asked.Area.Districts.Length == 0)
        {
            yield return Cautions.NoDistrict;
        }

        if (aimChanged)
        {
            yield return Cautions.AimChanged;
        }
    }

    private static (int Area, int Around) Sum(MonthlyCounts counts, IReadOnlyList<YearMonth> months) =>
        (months.Sum(m => counts.Months[m].Area), months.Sum(m => counts.Months[m].Around));

    internal static EvaluationResult.WindowPart? Window(IReadOnlyList<YearMonth> months) =>
        months.Count == 0 ? null : new(months[0].ToString(), months[^1].ToString(), months.Count);

    private static double? Percent(Figure? ratio) => ratio?.Value is { } value ? 100 * (value - 1) : null;
}
