using System.Globalization;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Warnings;

/// <summary>A neighbourhood and kind in a month, against what was to be expected.</summary>
/// <param name="Place">The neighbourhood.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Month">The month.</param>
/// <param name="Count">What was counted in it.</param>
public sealed record WarningLine(WarnedPlace Place, WarningKind Kind, YearMonth Month, int Count)
{
    /// <summary>A rise over several months.</summary>
    /// <param name="Since">The month with which it began.</param>
    /// <param name="Count">What was counted from then on.</param>
    /// <param name="Expected">What was to be expected from then on.</param>
    /// <param name="Chance">The chance of such a rise by luck.</param>
    /// <param name="Signals">Whether it is beyond its limit.</param>
    public sealed record Rise(YearMonth Since, int Count, double Expected, double Chance, bool Signals);

    public required double Expected { get; init; }

    /// <summary>How many earlier months that is learned from.</summary>
    public required int Earlier { get; init; }

    /// <summary>A count above this signals; one on it does not.</summary>
    public required long Limit { get; init; }

    /// <summary>The chance of as many or more in the month by luck.</summary>
    public required double Chance { get; init; }

    /// <summary>Whether the month alone is beyond its limit.</summary>
    public required bool IsJump { get; init; }

    /// <summary>Null when nothing has added up, or there are too few months for it.</summary>
    public Rise? Slow { get; init; }

    /// <summary>The cumulative sum of the last months; none when there are too few months for it.</summary>
    public required IReadOnlyList<(YearMonth Month, double Sum)> Sums { get; init; }

    /// <summary>A sum of this or more signals.</summary>
    public double? SumLimit { get; init; }

    /// <summary>The chance that luck alone puts this line on the list.</summary>
    public required double ChanceOfFalseAlarm { get; init; }

    public bool IsSlowRise => Slow is { Signals: true };

    public bool IsHigher => IsJump || IsSlowRise;

    /// <summary>The rise is the more surprising of the two, or signals alone.</summary>
    public bool IsRiseFirst => IsSlowRise && (!IsJump || Slow!.Chance < Chance);

    /// <summary>The smaller of the chances of what signals; of the month when nothing does.</summary>
    public double Surprise => IsRiseFirst ? Slow!.Chance : Chance;

    /// <summary>"Vehicle nuisance, Fairlands".</summary>
    public string Title => $"{Kind.Name}, {Place.Name}";

    /// <summary>"9 reports in October 2026, 4.1 expected. By luck about once in 4 years."</summary>
    public string Sentence =>
        IsRiseFirst
            ? $"{Reports(Slow!.Count)} since {Slow.Since.InWords()}, {WarningWords.Number(Slow.Expected)} expected; "
                + $"{(Count == 0 ? "none" : Count.ToString("#,0", CultureInfo.InvariantCulture))} of them in {Month.InWords()}. "
                + $"{WarningWords.Luck(Slow.Chance)}"
            : $"{Reports(Count)} in {Month.InWords()}, {WarningWords.Number(Expected)} expected. {WarningWords.Luck(Chance)}";

    /// <summary>Which of the two signalled: "this month alone", "a slow rise".</summary>
    public string SignalledBy =>
        (IsJump, IsSlowRise) switch
        {
            (true, true) => "this month alone, and a slow rise",
            (true, false) => "this month alone",
            (false, true) => "a slow rise",
            _ => "nothing",
        };

    private static string Reports(int count) => Words.Of(count, "report");
}

/// <summary>A month of a line.</summary>
/// <param name="Month">The month.</param>
/// <param name="Count">What was counted; null when it was not imported.</param>
/// <param name="Expected">What was to be expected from the months before it; null where they are fewer than twelve.</param>
/// <param name="Lower">A count under this is lower than chance would give.</param>
/// <param name="Upper">A count above this is higher than chance would give.</param>
public sealed record WarningMonth(YearMonth Month, int? Count, double? Expected, long Lower, long Upper)
{
    public bool IsHigher => Expected is not null && Count > Upper;

    public bool IsLower => Expected is not null && Count < Lower;
}
