using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Imports;
using Wardwise.App.Measuring;
using Wardwise.App.Places;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;
using Wardwise.Statistics;

namespace Wardwise.App.Problems;

/// <summary>While an aim is typed: what the data here could tell from chance, and what would show more. Nothing is saved.</summary>
public sealed class ShowWhatCouldBeSeen(Database database, PlaceIndexes places, Foresight foresight)
{
    public sealed record Input
    {
        public required string Reference { get; init; }
        public AimMeasure? Measure { get; init; }
        public IReadOnlyList<string>? Categories { get; init; }
        public IReadOnlyList<string>? Types { get; init; }

        [AtMost(1_000_000, "The area")]
        public string? AreaGeoJson { get; init; }
        public IReadOnlyList<string>? PlaceCodes { get; init; }
        public int? Percent { get; init; }
        public DateOnly? ByWhen { get; init; }
        public int? BufferMetres { get; init; }

        [AtMost(4_000, "The list of places")]
        public string? ComparedWith { get; init; }
    }

    /// <param name="Headline">The first sentence.</param>
    /// <param name="More">What follows from the percent and the date that were typed, and what else there is to say; each a
    /// sentence.</param>
    /// <param name="Rule">How places to compare with are chosen, and how many there are.</param>
    public sealed record Shown(string Headline, IReadOnlyList<string> More, string Rule)
    {
        /// <summary>Incidents a month in the months before; null where none was imported, or nothing is counted.</summary>
        public double? AMonth { get; init; }

        /// <summary>After 6, 12 and 24 months.</summary>
        public IReadOnlyList<Fall> Falls { get; init; } = [];

        /// <summary>Whole months after the start before a fall of the percent typed would show; null when none would do.</summary>
        public int? MonthsNeeded { get; init; }

        /// <summary>Whether the date typed leaves enough whole months; null when there is nothing to say.</summary>
        public bool? IsEnough { get; init; }

        public IReadOnlyList<Larger> LargerAreas { get; init; } = [];

        /// <summary>A later date that would do; null where the date does, or none would.</summary>
        public DateOnly? Later { get; init; }

        /// <summary>What <see cref="Later"/> would show.</summary>
        public string LaterSentence { get; init; } = "";

        /// <summary>How many people a survey would have to ask.</summary>
        public IReadOnlyList<Survey> Surveys { get; init; } = [];
    }

    /// <param name="Months">After the start.</param>
    /// <param name="Smallest">The smallest fall that would be told from chance, as a fraction; null when there is none.</param>
    public sealed record Fall(int Months, double? Smallest);

    /// <param name="Codes">Of its places.</param>
    /// <param name="Name">For people.</param>
    /// <param name="AMonth">Incidents.</param>
    /// <param name="Smallest">In a year, as a fraction.</param>
    /// <param name="Sentence">What it would show.</param>
    public sealed record Larger(IReadOnlyList<string> Codes, string Name, double AMonth, double Smallest, string Sentence);

    /// <param name="Points">A change of so many in 100.</param>
    /// <param name="People">Asked before, and as many after.</param>
    /// <param name="Sentence">The same in words.</param>
    public sealed record Survey(int Points, int People, string Sentence);

    /// <summary>How places to compare with are chosen.</summary>
    public static string UsualRule { get; } = SeenWords.Rule(null, false);

    private static readonly int[] UsualPoints = [10, 20];

    /// <summary>Fewer answers than this are no survey.</summary>
    private const int FewestPeople = 30;

    public async Task<Outcome<Shown>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.WorkOnProblem) is { } no)
        {
            return no;
        }

        if (TextLimits.Refuses(input) is { Count: > 0 } tooLong)
        {
            return tooLong;
        }

        await using var work = await database.Begin(actor, cancel);
        if (
            await work
                .Db.Set<Problem>()
                .AsNoTracking()
                .Where(p => p.Record.Reference == input.Reference)
                .Select(p => p.RecordId)
                .SingleOrDefaultAsync(cancel)
                is var id
            && id == Guid.Empty
        )
        {
            return Refusal.NotThere;
        }

        if (SetAim.UnfitKinds(input.Categories, input.Types).ToList() is { Count: > 0 } unfit)
        {
            return unfit;
        }

        if (input.Measure is AimMeasure.Survey)
        {
            var surveys = Surveys(input.Percent is >= 1 and <= 100 and var points ? [points] : UsualPoints);
            return new Shown(
                surveys[0].Sentence,
                [
                    .. surveys.Skip(1).Select(s => s.Sentence),
                    "The people asked must be chosen by chance: a poll that anybody can answer shows nothing.",
                ],
                UsualRule
            )
            {
                Surveys = surveys,
            };
        }

        var line = input.AreaGeoJson.Tidy();
        if (line.Length == 0 && input.PlaceCodes is not { Count: > 0 })
        {
            return new Shown(SeenWords.NoAreaYet, [], UsualRule);
        }

        var area = await AreaOfProblem.Of(work, places, line.Length > 0 ? line : null, input.PlaceCodes ?? [], cancel);
        if (!area.Done)
        {
            return area.Refusals.ToList();
        }

        var started = await work
            .Db.Set<ResponsePlan>()
            .AsNoTracking()
            .Where(p => p.RecordId == id)
            .Select(p => p.StartedOn)
            .SingleAsync(cancel);
        var index = await places.Current(work, cancel);
        var named = NamedPlaces.Read(index, input.ComparedWith.Tidy(), area.Value, work);
        var asked = Asked(input, area.Value, started ?? work.Today, id) with { Named = named.Done ? named.Value : [] };
        if (await foresight.Of(work, asked, cancel) is not { } seen)
        {
            return new Shown(SeenWords.NothingImported, [], UsualRule) { Surveys = Surveys(UsualPoints) };
        }

        var larger = new List<Larger>();
        foreach (var around in Measuring.LargerAreas.Of(work, index, area.Value))
        {
            if (await Compare(work, input, around, asked, seen, cancel) is { } more)
            {
                larger.Add(more);
            }
        }

        return Answer(input, seen, started, work.Today) with
        {
            LargerAreas = larger,
            Rule = SeenWords.Rule(seen, asked.Named.Count > 0),
        };
    }

    private static Measurement.Asked Asked(Input input, AreaOfProblem area, DateOnly start, Guid record)
    {
        var metres = input.BufferMetres is >= 0 and <= EvaluateArea.WidestBuffer and var typed ? typed : Aim.UsualBuffer;
        return new(area, input.Categories ?? [], input.Types ?? [], start, Aim.MonthsCompared, Aim.MonthsCompared)
        {
            Metres = metres,
            RecordId = record,
        };
    }

    /// <summary>A larger area, where it would show a smaller fall.</summary>
    private async Task<Larger?> Compare(
        Work work,
        Input input,
        IReadOnlyList<PlaceBoundary> around,
        Measurement.Asked own,
        CouldBeSeen seen,
        CancellationToken cancel
    )
    {
        string[] codes = [.. around.Select(a => a.Code)];
        var area = await AreaOfProblem.Of(work, places, null, codes, cancel);
        if (!area.Done)
        {
            return null;
        }

        var asked = Asked(input, area.Value, own.Start, own.RecordId!.Value);
        var more = await foresight.Of(work, asked, cancel);
        return
            more?.SmallestFall(Aim.MonthsCompared).Value is { } fall
            && (seen.SmallestFall(Aim.MonthsCompared).Value is not { } least || CouldBeSeen.Percent(fall) < CouldBeSeen.Percent(least))
            ? new(codes, area.Value.Name, more.AMonth, fall, SeenWords.Larger(area.Value.Name, more))
            : null;
    }

    private static Shown Answer(Input input, CouldBeSeen seen, DateOnly? started, DateOnly today)
    {
        int? percent = input.Percent is >= 1 and <= 100 and var typed ? typed : null;
        var needed = percent is { } p ? seen.MonthsNeeded(p) : (Figure?)null;
        var months = needed is { } figure ? SeenWords.Whole(figure) : null;
        var first = FirstWhole(started ?? today);
        int? whole =
            input.ByWhen is { } date && date > today && date.IsLikely() ? Math.Max(0, LastWhole(date).Index - first.Index + 1) : null;
        var more = new List<string?>
        {
            seen.Doubted.Count > 0 ? MonthDoubt.Sentence(seen.Doubted) + " What follows is not sure until it is whole." : null,
            seen.Count == 0 ? null
            : needed is { } n ? SeenWords.Needed(percent!.Value, n)
            : null,
            seen.Count > 0 && whole is { } w ? SeenWords.ByThen(seen, input.ByWhen!.Value, w, percent, started is not null) : null,
            seen.Count == 0 ? null : SeenWords.TwoYears(seen),
            SeenWords.FewBefore(seen),
            seen.Count == 0 ? null : SeenWords.Drift(seen),
        };
        var (later, sentence) = Later(seen, percent, months, whole, first);
        return new(SeenWords.Headline(seen), [.. more.OfType<string>()], "")
        {
            AMonth = seen.AMonth,
            Falls = [.. new[] { 6, 12, 24 }.Select(m => new Fall(m, seen.SmallestFall(m).Value))],
            MonthsNeeded = months,
            IsEnough = whole is { } until && percent is { } fall ? SeenWords.IsEnough(seen, until, fall) : null,
            Later = later,
            LaterSentence = sentence,
            Surveys = Surveys(UsualPoints),
        };
    }

    /// <summary>The last day of the month that would do, where the record compares so many; and what it would show.</summary>
    private static (DateOnly? Day, string Sentence) Later(CouldBeSeen seen, int? percent, int? needed, int? whole, YearMonth first)
    {
        var wanted = percent is null ? Aim.MonthsCompared : Math.Max(needed ?? int.MaxValue, VerdictWords.FewestMonths);
        return wanted <= Aim.MonthsCompared && (whole is not { } until || until < wanted) && SeenWords.Percent(seen, wanted) is { } shown
            ? (
                first.Plus(wanted - 1).LastDay,
                $"By {first.Plus(wanted - 1).LastDay.InWords()} there are {Words.Count(wanted)} whole months: "
                    + $"a fall of {percent ?? shown}% would show."
            )
            : (null, "");
    }

    private static List<Survey> Surveys(IEnumerable<int> points) =>
        [
            .. points
                .Select(p =>
                    (
                        Points: p,
                        People: Math.Max(
                            FewestPeople,
                            (int)Math.Ceiling(SampleSize.OfEach((50 - (p / 2.0)) / 100, (50 + (p / 2.0)) / 100).Value!.Value)
                        )
                    )
                )
                .Select(s => new Survey(s.Points, s.People, SeenWords.Survey(s.Points, s.People))),
        ];

    private static YearMonth FirstWhole(DateOnly start) => start.Day > 1 ? YearMonth.Of(start).Plus(1) : YearMonth.Of(start);

    private static YearMonth LastWhole(DateOnly byWhen) =>
        byWhen.AddDays(1).Day == 1 ? YearMonth.Of(byWhen) : YearMonth.Of(byWhen).Plus(-1);
}
