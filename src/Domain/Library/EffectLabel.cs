namespace Wardwise.Domain.Library;

/// <summary>What a kind of response did, in the library's four words (rules, section 1).</summary>
public enum EffectResult
{
    Worked,
    Promising,
    NoClearChange,
    Backfired,
}

/// <summary>How far it has been looked at.</summary>
public enum EvidenceStage
{
    Untested,
    EvaluatedHere,

    /// <summary>Another force has measured it too, or alone.</summary>
    EvaluatedIndependently,
}

/// <summary>The label of an effect: result, stage, and how good the evidence is.</summary>
/// <param name="Result">Null while nothing is measured.</param>
/// <param name="Stage">How far it has been looked at.</param>
/// <param name="Quality">Of the evidence, in words.</param>
public sealed record EffectLabel(EffectResult? Result, EvidenceStage Stage, string Quality)
{
    /// <summary>The label from what was measured. Results held against places like theirs come first; those without a comparison never give
    /// "worked".</summary>
    /// <param name="controlled">Null without any.</param>
    /// <param name="uncontrolled">Null without any.</param>
    /// <param name="elsewhere">Whether another force's records are among them.</param>
    public static EffectLabel Of(Finding? controlled, Finding? uncontrolled, bool elsewhere)
    {
        EffectResult? result = (controlled ?? uncontrolled) switch
        {
            null => null,
            { IsClearRise: true } => EffectResult.Backfired,
            { IsClearFall: false } => EffectResult.NoClearChange,
            { Controlled: true, Records: >= Finding.FewestForAMean } => EffectResult.Worked,
            _ => EffectResult.Promising,
        };
        return new(
            result,
            result is null ? EvidenceStage.Untested
                : elsewhere ? EvidenceStage.EvaluatedIndependently
                : EvidenceStage.EvaluatedHere,
            QualityOf(controlled, uncontrolled)
        );
    }

    /// <summary>As it is kept beside an editor's words: "worked", "untested".</summary>
    public string Code => Result is { } result ? Shared.EnumCode.Of(result) : Shared.EnumCode.Of(EvidenceStage.Untested);

    /// <summary>"Worked", "Not tested".</summary>
    public string InWords => WordsOf(Code);

    public string StageInWords =>
        Stage switch
        {
            EvidenceStage.Untested => "untested",
            EvidenceStage.EvaluatedHere => "evaluated here",
            _ => "evaluated independently",
        };

    public static string WordsOf(string code) =>
        Shared.EnumCode.Read<EffectResult>(code) switch
        {
            EffectResult.Worked => "Worked",
            EffectResult.Promising => "Promising",
            EffectResult.NoClearChange => "No clear change",
            EffectResult.Backfired => "Backfired",
            _ => "Untested",
        };

    private static string QualityOf(Finding? controlled, Finding? uncontrolled) =>
        (controlled, uncontrolled) switch
        {
            ({ Records: >= 5 and var k }, _) =>
                $"Good: {Shared.Words.Count(k)} responses, each held against places like its own where nothing was done",
            ({ Records: >= Finding.FewestForAMean and var k }, _) =>
                $"Fair: {Shared.Words.Count(k)} responses, each held against places like its own",
            ({ Records: 1 }, _) => "Thin: one response, held against places like its own",
            ({ }, _) => "Thin: two responses, each held against places like its own",
            (_, { Records: 1 }) => "Weak: one response, held against its own past only",
            (_, { Records: var k }) => $"Weak: {Shared.Words.Count(k)} responses, each held against its own past only",
            _ => "None: nothing has been measured",
        };
}
