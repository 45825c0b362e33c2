namespace Wardwise.Domain.Problems;

/// <summary>Whether a result lasts is looked at again after closing: the months just before each follow-up are held against the same months
/// before the response.</summary>
public static class FollowUps
{
    /// <summary>Where a tasking came from that tells of a result that did not last.</summary>
    public const string Source = "follow-up";

    /// <summary>A rate within so many in a hundred of what it was before has come back.</summary>
    private const double Back = 10;

    public static IReadOnlyList<DateOnly> After(DateOnly closed, ProblemRules rules) =>
        [.. rules.FollowUpMonths.Select(months => closed.AddMonths(months))];

    /// <summary>What a follow-up says of the result.</summary>
    /// <param name="first">The verdict on the response; null when it had none.</param>
    /// <param name="firstPercent">The change that was measured then.</param>
    /// <param name="now">The verdict of the follow-up; null when there were too few months.</param>
    /// <param name="percent">The change from before the response to now, in signed points of a hundred; null with none before.</param>
    public static Lasting Says(Verdict? first, double? firstPercent, Verdict? now, double? percent) =>
        (first, now) switch
        {
            (_, null) => Lasting.NotKnown,
            (Verdict.ClearFall, Verdict.ClearFall) => Lasting.Lasts,
            (Verdict.ClearFall, Verdict.ClearRise) => Lasting.CameBack,
            (Verdict.ClearFall, _) when percent <= firstPercent / 2 => Lasting.LowerStill,
            (Verdict.ClearFall, Verdict.TooFew) => Lasting.NotKnown,
            (Verdict.ClearFall, _) when firstPercent < -Back && percent is null or >= -Back => Lasting.CameBack,
            (Verdict.ClearFall, _) => Lasting.Faded,
            (not Verdict.ClearRise, Verdict.ClearRise) => Lasting.Worse,
            (not Verdict.ClearFall, Verdict.ClearFall) => Lasting.CameLater,
            (Verdict.ClearRise, Verdict.ClearRise) => Lasting.StillWorse,
            (_, Verdict.TooFew) => Lasting.NotKnown,
            _ => Lasting.NoClearChange,
        };

    /// <summary>Whether the owner has to hear of it.</summary>
    public static bool IsTold(Lasting lasting) => lasting is Lasting.Faded or Lasting.CameBack or Lasting.Worse;

    public static string InWords(this Lasting lasting) =>
        lasting switch
        {
            Lasting.Lasts => "the fall lasts",
            Lasting.LowerStill => "still lower, though no longer clearly",
            Lasting.Faded => "the fall has faded",
            Lasting.CameBack => "the trouble has come back",
            Lasting.Worse => "it is now clearly worse",
            Lasting.CameLater => "a clear fall has come later",
            Lasting.StillWorse => "still clearly worse",
            Lasting.NoClearChange => "no clear change",
            _ => "too few months or incidents to tell",
        };
}

/// <summary>Whether a result lasts.</summary>
public enum Lasting
{
    NotKnown,
    Lasts,

    /// <summary>No longer clearly, but more than half of the fall is still there.</summary>
    LowerStill,

    /// <summary>Less than half of the fall is left.</summary>
    Faded,

    /// <summary>About as many as before, or more.</summary>
    CameBack,
    Worse,
    StillWorse,
    CameLater,
    NoClearChange,
}
