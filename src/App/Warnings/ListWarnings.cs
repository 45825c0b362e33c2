using System.Text.Json;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Imports;
using Wardwise.App.Places;
using Wardwise.Domain.Shared;
using Wardwise.Statistics.TimeSeries;

namespace Wardwise.App.Warnings;

/// <summary>What is different here: the neighbourhoods and kinds of a month with more than chance would give, the most surprising first,
/// and how many of them luck alone would give.</summary>
public sealed class ListWarnings(Database database, PlaceIndexes places, WarningModels models)
{
    public const int PageSize = 25;

    /// <summary>Of one neighbourhood: its thirty lines give a false alarm about every fourth month.</summary>
    public const double WideTail = 0.01;

    /// <summary>Of many: three deviations of a normal.</summary>
    public const double NarrowTail = ControlLimits.ThreeSigmaTail;

    public sealed record Input
    {
        /// <summary>A neighbourhood, district or force; left out, the neighbourhoods of the actor's postings, or without any the whole
        /// force.</summary>
        public int? PlaceNo { get; init; }

        /// <summary>The key of a category or type; left out, all.</summary>
        public string? Kind { get; init; }

        /// <summary>A whole month that was imported; left out, the latest.</summary>
        public YearMonth? Month { get; init; }

        /// <summary>Whether a line is listed that luck lists once in 740 months, or already one that it lists once in 100; left out, narrow
        /// for more than one neighbourhood.</summary>
        public bool? Narrow { get; init; }

        public int Page { get; init; } = 1;

        /// <summary>All, taken away as a file: a disclosure.</summary>
        public bool AsFile { get; init; }
    }

    public sealed record Listed
    {
        /// <summary>"Fairlands", "the whole of Wealdshire".</summary>
        public required string Where { get; init; }

        /// <summary>The place asked for, or the actor's only one.</summary>
        public int? PlaceNo { get; init; }
        public required bool Narrow { get; init; }

        /// <summary>What was judged; null when no month could be, and then <see cref="Sentence"/> says why.</summary>
        public YearMonth? Month { get; init; }
        public required string Sentence { get; init; }

        /// <summary>Those higher than chance would give on this page, the most surprising first, with the problem that is open
        /// already.</summary>
        public IReadOnlyList<(WarningLine Line, AlreadyOpen? Open)> Lines { get; init; } = [];
        public int Higher { get; init; }
        public int Judged { get; init; }

        /// <summary>How many luck alone would list.</summary>
        public double ByLuck { get; init; }
        public int Page { get; init; } = 1;

        /// <summary>Neighbourhoods without a year of months with the boundary that they have now.</summary>
        public IReadOnlyList<string> NotJudged { get; init; } = [];

        /// <summary>Too few months before for a rise over several.</summary>
        public bool WithoutSlowRises { get; init; }

        /// <summary>The whole months that were imported, the latest first.</summary>
        public required IReadOnlyList<YearMonth> Imported { get; init; }
    }

    public async Task<Outcome<Listed>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.SeeIncidents) is { } no)
        {
            return no;
        }

        if (input.Kind is { Length: > 0 } key && WarningKind.Find(key) is null)
        {
            return new Refusal($"'{key}' is not a kind of incident. Choose one from the list.", nameof(Input.Kind));
        }

        await using var work = await database.Begin(actor, cancel);
        var scope = WarningScope.Of(await places.Current(work, cancel), actor, input.PlaceNo);
        if (!scope.Done)
        {
            return scope.Refusals.ToList();
        }

        var (narrow, where) = (input.Narrow ?? !scope.Value.IsOne, scope.Value.Name);
        var (warnings, imported) = await models.Of(work, scope.Value.ForceCode, input.Month, cancel);
        var listed = new Listed
        {
            Where = where,
            PlaceNo = scope.Value.PlaceNo,
            Narrow = narrow,
            Sentence = "",
            Imported = [.. imported.OrderDescending()],
        };
        var doubted = await Doubted(work, scope.Value.ForceCode, cancel);
        if (warnings is null)
        {
            await work.Finish(cancel);
            return listed with { Sentence = doubted + WhyNone(imported, input.Month) };
        }

        var judgedPlaces = warnings.Places.Where(scope.Value.Holds).ToList();
        var lines = judgedPlaces
            .SelectMany(p => warnings.LinesOf(p, narrow ? NarrowTail : WideTail))
            .Where(l => input.Kind is not { Length: > 0 } only || l.Kind.Key == only)
            .ToList();
        var higher = lines.Where(l => l.IsHigher).OrderBy(l => l.Surprise).ThenBy(l => l.Title, StringComparer.Ordinal).ToList();
        var page = Math.Clamp(input.Page, 1, Math.Max(1, (higher.Count + PageSize - 1) / PageSize));
        var shown = input.AsFile ? higher : higher.Skip((page - 1) * PageSize).Take(PageSize).ToList();
        var open = shown.Count == 0 ? null : await WarningsOpen.Of(work, shown.Select(l => l.Place.No), cancel);
        if (input.AsFile)
        {
            work.Noted(
                new TrailEntry(
                    TrailKind.Disclosure,
                    null,
                    null,
                    "early warnings as a file",
                    actor.Purpose ?? "",
                    JsonSerializer.Serialize(
                        new
                        {
                            where,
                            month = warnings.Month.ToString(),
                            input.Kind,
                        },
                        JsonSerializerOptions.Web
                    ),
                    []
                )
            );
        }

        await work.Finish(cancel);
        var byLuck = lines.Sum(l => l.ChanceOfFalseAlarm);
        return listed with
        {
            Month = warnings.Month,
            Sentence =
                doubted
                + (
                    judgedPlaces.Count == 0 ? $"No neighbourhood of {where} has a boundary that held in {warnings.Month.InWords()}."
                    : lines.Count == 0
                        ? $"Nothing in {where} could be judged for {warnings.Month.InWords()}: a year of months with the same "
                            + "boundary, and something counted in them, is needed."
                    : WarningWords.Answer(higher.Count, lines.Count, byLuck, warnings.Month, where, scope.Value.IsOne)
                ),
            Lines = [.. shown.Select(l => (l, open!.At(l.Place.No, l.Kind)))],
            Higher = higher.Count,
            Judged = lines.Count,
            ByLuck = byLuck,
            Page = page,
            NotJudged =
            [
                .. judgedPlaces
                    .Where(p => input.Kind is not { Length: > 0 } && warnings.LinesOf(p, narrow ? NarrowTail : WideTail).Count == 0)
                    .Select(p => p.Name),
            ],
            WithoutSlowRises = lines.Count > 0 && lines.TrueForAll(l => l.Sums.Count == 0),
        };
    }

    /// <summary>The months left out of every judgement, since part of them may be missing; with a space after it.</summary>
    internal static async Task<string> Doubted(Work work, string forceCode, CancellationToken cancel)
    {
        var running = YearMonth.Of(work.Today);
        var months = (await MonthDoubts.Of(work, forceCode, cancel)).Where(m => m >= running.Plus(-ForceWarnings.MonthsBack)).ToList();
        return months.Count == 0 ? "" : MonthDoubt.Sentence(months) + " That is left out here. ";
    }

    internal static string WhyNone(IReadOnlySet<YearMonth> imported, YearMonth? asked)
    {
        if (imported.Count == 0)
        {
            return "No whole month has been imported, so nothing can be said yet.";
        }

        var month = asked ?? imported.Max();
        if (!imported.Contains(month))
        {
            return $"{month.InWords()} has not been imported as a whole month, so nothing can be said about it.";
        }

        var earlier = imported.Count(m => m < month && m >= month.Plus(-ForceWarnings.MonthsBack));
        return $"{month.InWords()} has {Words.Of(earlier, "imported month")} in the three years before it, and "
            + $"{EarlyWarning.FewestMonths} are needed to say what is usual.";
    }
}
