namespace Wardwise.Domain.Problems;

/// <summary>
/// SARA, second step, on the problem-analysis triangle: each side with what is known and who could control it. Each text is a
/// short list, one thing a line.
/// </summary>
public sealed class Analysis
{
    public required Guid RecordId { get; init; }

    public int Version { get; set; } = 1;

    public string VictimKnown { get; set; } = "";

    public string VictimGuardian { get; set; } = "";

    public string OffenderKnown { get; set; } = "";

    public string OffenderHandler { get; set; } = "";

    public string LocationKnown { get; set; } = "";

    public string LocationManager { get; set; } = "";

    public string WhenItHappens { get; set; } = "";

    public string WhatFeedsIt { get; set; } = "";

    public string AlreadyDone { get; set; } = "";

    public string Hypothesis { get; set; } = "";

    /// <summary>Problems like it elsewhere, and what came of them.</summary>
    public string SimilarProblems { get; set; } = "";

    public bool IsStarted =>
        Said.Any(
            VictimKnown,
            VictimGuardian,
            OffenderKnown,
            OffenderHandler,
            LocationKnown,
            LocationManager,
            WhenItHappens,
            WhatFeedsIt,
            AlreadyDone,
            Hypothesis,
            SimilarProblems
        );
}
