using Wardwise.Domain.Shared;

namespace Wardwise.Domain.Problems;

/// <summary>What is known of a result, and how: a verdict where it was measured, else the author's claim, else nothing.</summary>
public static class ProblemResult
{
    public const string ClaimedMet = "claimed-met";
    public const string ClaimedNotMet = "claimed-not-met";
    public const string Unknown = "unknown";

    public static IReadOnlyList<string> Codes { get; } =
    [.. Enum.GetValues<Verdict>().Select(v => EnumCode.Of(v)), ClaimedMet, ClaimedNotMet, Unknown];

    /// <summary>A measurement comes before the author's word, never after it (F2).</summary>
    public static string CodeOf(ProblemFile file) =>
        (file.Result ?? file.Verdict, file.Assessment.AimMet) switch
        {
            ({ } verdict, _) => EnumCode.Of(verdict),
            (_, AimMet.Yes) => ClaimedMet,
            (_, AimMet.No) => ClaimedNotMet,
            _ => Unknown,
        };

    /// <summary>"measured: fell 41 in 100, clear", "survey: better, clear", "author says aim met, not measured".</summary>
    public static string InWords(string code, double? percent, bool bySurvey) =>
        code switch
        {
            ClaimedMet => "author says aim met, not measured",
            ClaimedNotMet => "author says aim not met, not measured",
            _ => EnumCode.Read<Verdict>(code) is { } verdict
                ? bySurvey
                    ? VerdictWords.OfSurvey(verdict)
                    : VerdictWords.Short(verdict, percent)
                : "no result recorded",
        };

    /// <summary>As a choice in a filter.</summary>
    public static string Choice(string code) =>
        code switch
        {
            ClaimedMet => "Author says aim met",
            ClaimedNotMet => "Author says aim not met",
            Unknown => "No result yet",
            _ => EnumCode.Read<Verdict>(code).InWords(),
        };
}
