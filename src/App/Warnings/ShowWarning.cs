using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Places;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Warnings;

/// <summary>One line of the early warning: its months against what was to be expected, and the sum of the last of them.</summary>
public sealed class ShowWarning(Database database, PlaceIndexes places, WarningModels models)
{
    public sealed record Input
    {
        /// <summary>The neighbourhood.</summary>
        public required int PlaceNo { get; init; }

        /// <summary>The key of a category or type.</summary>
        public required string? Kind { get; init; }

        /// <summary>A whole month that was imported; left out, the latest.</summary>
        public YearMonth? Month { get; init; }

        /// <summary>As on the list that it was chosen from.</summary>
        public bool Narrow { get; init; }

        internal double Tail => Narrow ? ListWarnings.NarrowTail : ListWarnings.WideTail;
    }

    /// <param name="Line">The line.</param>
    /// <param name="Months">Its months, the last of which is judged.</param>
    /// <param name="Tail">The chance of a false alarm of each of the two signals.</param>
    /// <param name="Open">The problem that is open already.</param>
    public sealed record Shown(WarningLine Line, IReadOnlyList<WarningMonth> Months, double Tail, AlreadyOpen? Open);

    public async Task<Outcome<Shown>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.SeeIncidents) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        var found = await Find(work, places, models, input, cancel);
        if (!found.Done)
        {
            return found.Refusals.ToList();
        }

        var (warnings, line) = found.Value;
        var open = await WarningsOpen.Of(work, [line.Place.No], cancel);
        await work.Finish(cancel);
        return new Shown(line, warnings.MonthsOf(line, input.Tail), input.Tail, open.At(line.Place.No, line.Kind));
    }

    /// <summary>The line of a neighbourhood and kind in a month, as far as the actor sees its incidents.</summary>
    internal static async Task<Outcome<(ForceWarnings Warnings, WarningLine Line)>> Find(
        Work work,
        PlaceIndexes places,
        WarningModels models,
        Input input,
        CancellationToken cancel
    )
    {
        var scope = WarningScope.Of(await places.Current(work, cancel), work.Actor, input.PlaceNo);
        if (!scope.Done || !scope.Value.IsOne || WarningKind.Find(input.Kind) is not { } kind)
        {
            return Refusal.NotThere;
        }

        var (warnings, imported) = await models.Of(work, scope.Value.ForceCode, input.Month, cancel);
        if (warnings is null)
        {
            return new Refusal(
                await ListWarnings.Doubted(work, scope.Value.ForceCode, cancel) + ListWarnings.WhyNone(imported, input.Month),
                nameof(Input.Month),
                RefusalKind.NotFound
            );
        }

        return
            warnings.Places.FirstOrDefault(p => p.No == input.PlaceNo) is { } place
            && warnings.LinesOf(place, input.Tail).FirstOrDefault(l => l.Kind == kind) is { } line
            ? (warnings, line)
            : Refusal.NotThere;
    }
}
