using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Imports;
using Wardwise.App.Places;
using Wardwise.Domain.Incidents;
using Wardwise.Domain.Places;
using Wardwise.Domain.Shared;
using Wardwise.Statistics;
using Wardwise.Statistics.Evaluation;

namespace Wardwise.App.Measuring;

/// <summary>
/// How often we would cry wolf on a force's own data, and how often we would find a real fall: places and dates drawn at random where
/// nothing was done, and the same with incidents taken out at random. Beside it the naive before-and-after test and the plain comparison,
/// on the very same draws.
/// </summary>
public sealed class Calibrate(Database database, PlaceIndexes places)
{
    private const int MostDraws = 20_000;
    private static readonly double[] Falls = [0.2, 0.4, 0.6];
    private static readonly int[] Bands = [0, 5, 10, 20, 40, 80, 160];

    public sealed record Input
    {
        public required string ForceCode { get; init; }
        public required IReadOnlyList<string> Categories { get; init; }
        public required int Draws { get; init; }
        public int Seed { get; init; } = 1;
        public PlaceLevel Level { get; init; } = PlaceLevel.Lsoa;
        public int Before { get; init; } = 12;
        public int After { get; init; } = 12;
    }

    /// <param name="From">Expected after, from this on.</param>
    /// <param name="To">To under this; null for no end.</param>
    /// <param name="Found">How many planted falls were found.</param>
    /// <param name="Of">Of how many draws.</param>
    public sealed record Band(int From, int? To, int Found, int Of);

    /// <param name="Fall">A fraction.</param>
    /// <param name="Found">How many were called a clear fall.</param>
    /// <param name="Of">Of how many draws.</param>
    /// <param name="ByExpected">By the number expected after.</param>
    public sealed record Planted(double Fall, int Found, int Of, IReadOnlyList<Band> ByExpected);

    /// <summary>Another method on the same draws.</summary>
    public sealed record Beside(int Flagged, double Share, IReadOnlyList<Planted> Planted);

    /// <param name="Draws">How many there were: fewer than asked when the data hold no more.</param>
    /// <param name="Flagged">How many were called a clear fall or a clear rise though nothing was done.</param>
    /// <param name="FlaggedFalls">How many of them a clear fall.</param>
    /// <param name="Share">Of all draws.</param>
    /// <param name="ShareLow">Lower limit at 95%, allowing for places drawn more than once.</param>
    /// <param name="ShareHigh">Upper limit.</param>
    /// <param name="NaiveShare">The same for the before-and-after test without a comparison.</param>
    /// <param name="Planted">Falls planted by taking incidents out.</param>
    /// <param name="Method">Which method these are the figures of.</param>
    /// <param name="PlainMethod">The plain comparison on the same draws.</param>
    /// <param name="NaiveMethod">The before-and-after test on the same draws.</param>
    /// <param name="LeftOut">Places at dates that could not be drawn or learned from, since a response was at work there within those
    /// months.</param>
    /// <param name="From">The first month that any draw reaches.</param>
    /// <param name="To">The last.</param>
    public sealed record Result(
        int Draws,
        int Flagged,
        int FlaggedFalls,
        double Share,
        double ShareLow,
        double ShareHigh,
        double NaiveShare,
        IReadOnlyList<Planted> Planted,
        string Method,
        Beside PlainMethod,
        Beside NaiveMethod,
        int LeftOut,
        string From,
        string To
    );

    public async Task<Outcome<Result>> Run(Actor actor, Input input, CancellationToken cancel, IProgress<int>? drawn = null)
    {
        if (Policy.Refuses(actor, Act.MeasureResponse) is { } no)
        {
            return no;
        }

        if (Unfit(input) is { } unfit)
        {
            return unfit;
        }

        await using var work = await database.Begin(actor, cancel);
        var held = (await ImportedMonths.Of(work, input.ForceCode, cancel)).Where(m => m < YearMonth.Of(work.Today)).Order().ToList();
        if (held.Count == 0)
        {
            return new Refusal($"No incidents of {input.ForceCode} have been imported. Import them first.", nameof(Input.ForceCode));
        }

        var panel = await PlacePanel.Of(work, input.Level, input.ForceCode, (input.Categories, []), held[0], held[^1], cancel);
        var windows = CalibrationWindow.All(panel, held, input.Before, input.After);
        var index = await places.Current(work, cancel);
        var leftOut = 0;
        foreach (var window in windows)
        {
            var elsewhere = await OtherResponse.Within(
                work,
                input.ForceCode,
                (input.Categories, []),
                window.From.FirstDay,
                window.To.LastDay,
                null,
                cancel
            );
            HashSet<string> Touched(bool isSeen) =>
                elsewhere.Where(o => o.IsSeen == isSeen).SelectMany(o => o.Touches(index, input.Level, work.Today)).ToHashSet();
            window.LeaveOut(Touched(false));
            leftOut += window.LeaveOut(Touched(true));
        }

        windows.RemoveAll(w => w.Places.Count <= PanelForecast.FewestPlaces);
        var draws = Draw(windows, input);
        if (draws.Count == 0)
        {
            return new Refusal(
                $"There are not {input.Before + input.After} months in a row with enough places. Import more months, or ask for "
                    + "fewer before and after.",
                nameof(Input.Before)
            );
        }

        var judged = new Judged[draws.Count];
        var done = 0;
        await Parallel.ForEachAsync(
            Enumerable.Range(0, draws.Count),
            cancel,
            (i, _) =>
            {
                judged[i] = Judge(draws[i], input, i);
                drawn?.Report(Interlocked.Increment(ref done));
                return ValueTask.CompletedTask;
            }
        );
        return Sum(judged, leftOut, windows);
    }

    private static Refusal? Unfit(Input input) =>
        input.Categories.FirstOrDefault(c => IncidentCodes.Categories.Find(c) is null) is { } unknown
            ? new(
                $"There is no category {unknown}. Give one of: {string.Join(", ", IncidentCodes.Categories.Select(c => c.Key))}.",
                nameof(Input.Categories)
            )
        : input.Draws is < 1 or > MostDraws ? new($"Give from 1 to {MostDraws} draws.", nameof(Input.Draws))
        : input.Level is not (PlaceLevel.Lsoa or PlaceLevel.Neighbourhood) ? new("The level is lsoa or neighbourhood.", nameof(Input.Level))
        : input.Before is < 1 or > EvaluateArea.Longest || input.After is < 1 or > EvaluateArea.Longest
            ? new($"Give from 1 to {EvaluateArea.Longest} months before and after.", nameof(Input.Before))
        : null;

    /// <summary>Every place at every date that the data allow, shuffled; without replacement.</summary>
    private static List<(string Place, PlaceCounts Own, CalibrationWindow Window)> Draw(List<CalibrationWindow> windows, Input input)
    {
        var all = windows.SelectMany(w => w.Places.Select(p => (p.Place, p.Counts, w))).ToArray();
        new Random(input.Seed).Shuffle(all);
        return [.. all.Take(input.Draws)];
    }

    /// <param name="Place">Which.</param>
    /// <param name="Expected">After.</param>
    /// <param name="Ours">Clear fall, clear rise or neither: -1, 1, 0.</param>
    /// <param name="Naive">The same, without a comparison.</param>
    /// <param name="Plain">The same, by the plain comparison.</param>
    /// <param name="OursPlanted">Whether each planted fall was found.</param>
    /// <param name="PlainPlanted">Whether the plain comparison found it.</param>
    /// <param name="NaivePlanted">Whether the test without a comparison did.</param>
    private sealed record Judged(
        string Place,
        double Expected,
        int Ours,
        int Naive,
        int Plain,
        bool[] OursPlanted,
        bool[] PlainPlanted,
        bool[] NaivePlanted
    );

    private static Judged Judge((string Place, PlaceCounts Own, CalibrationWindow Window) draw, Input input, int index)
    {
        var others = draw.Window.Places.Where(p => p.Place != draw.Place).Select(p => p.Counts).ToList();
        var forecast = PanelForecast.Learn(others);
        var like = PlainTest.Like(draw.Own, others);
        // As on the record: a place far larger or smaller than all others is judged by the simple comparison.
        var isAmongThem = Comparison.IsAmong(draw.Own, others);
        int Ours(PlaceCounts own) => forecast is null || !isAmongThem ? PlainWay(own) : Comparison.ClearWay(forecast.Test(own), own.After);
        int PlainWay(PlaceCounts own) =>
            PlainTest.Compare(own, like) is not { Ratio: { RatioInterval: { Low.Value: { } low, High.Value: { } high } } } ? 0
            : high < 1 ? -1
            : low > 1 ? 1
            : 0;
        int NaiveWay(PlaceCounts own) =>
            Rates.Compare(own.TotalBefore, own.After, input.Before, input.After).Exact is var exact && exact.High.Value < 1 ? -1
            : exact.Low.Value > 1 ? 1
            : 0;
        var planted = Falls
            .Select((fall, f) => draw.Own with { After = Thin(draw.Own.After, fall, new Random(HashCode(input.Seed, index, f))) })
            .ToList();
        return new(
            draw.Place,
            forecast?.Test(draw.Own).Expected ?? draw.Own.TotalBefore,
            Ours(draw.Own),
            NaiveWay(draw.Own),
            PlainWay(draw.Own),
            [.. planted.Select(p => Ours(p) < 0)],
            [.. planted.Select(p => PlainWay(p) < 0)],
            [.. planted.Select(p => NaiveWay(p) < 0)]
        );
    }

    /// <summary>The same everywhere and always, unlike <see cref="System.HashCode"/>.</summary>
    private static int HashCode(int seed, int index, int fall) => unchecked((((seed * 397) ^ index) * 397) ^ fall);

    private static long Thin(long count, double fall, Random random)
    {
        var left = 0L;
        for (var i = 0L; i < count; i++)
        {
            left += random.NextDouble() >= fall ? 1 : 0;
        }

        return left;
    }

    private static Result Sum(Judged[] judged, int leftOut, List<CalibrationWindow> windows)
    {
        var share = FlaggedShare.Of([.. judged.Select(j => (j.Place, j.Ours != 0))]);
        List<Planted> Found(Func<Judged, bool[]> found) => [.. Falls.Select((fall, f) => PlantedOf(fall, judged, j => found(j)[f]))];
        Beside Other(Func<Judged, int> way, Func<Judged, bool[]> found) =>
            new(judged.Count(j => way(j) != 0), judged.Count(j => way(j) != 0) / (double)judged.Length, Found(found));
        var (plain, naive) = (Other(j => j.Plain, j => j.PlainPlanted), Other(j => j.Naive, j => j.NaivePlanted));
        return new(
            judged.Length,
            share.Flagged,
            judged.Count(j => j.Ours < 0),
            share.Share,
            share.Low,
            share.High,
            naive.Share,
            Found(j => j.OursPlanted),
            Comparison.Method,
            plain,
            naive,
            leftOut,
            windows.Min(w => w.From).ToString(),
            windows.Max(w => w.To).ToString()
        );
    }

    private static Planted PlantedOf(double fall, Judged[] judged, Func<Judged, bool> found)
    {
        var bands = Bands.Select(
            (from, b) =>
            {
                int? to = b + 1 < Bands.Length ? Bands[b + 1] : null;
                var inside = judged.Where(j => j.Expected >= from && !(j.Expected >= to)).ToList();
                return new Band(from, to, inside.Count(found), inside.Count);
            }
        );
        return new(fall, judged.Count(found), judged.Length, [.. bands]);
    }
}
