using System.ComponentModel;

namespace Wardwise.Domain.Problems;

/// <summary>
/// SARA, second step, on the problem-analysis triangle: each side with what is known and who could control it. Each text is a
/// short list, one thing a line.
/// </summary>
public sealed class Analysis
{
    public required Guid RecordId { get; init; }

    public int Version { get; set; } = 1;

    [DisplayName("Who does it hurt?")]
    public string VictimKnown { get; set; } = "";

    [DisplayName("Who could guard them?")]
    public string VictimGuardian { get; set; } = "";

    [DisplayName("Who does it?")]
    public string OffenderKnown { get; set; } = "";

    [DisplayName("Who could handle them?")]
    public string OffenderHandler { get; set; } = "";

    [DisplayName("What is it about the place?")]
    public string LocationKnown { get; set; } = "";

    [DisplayName("Who could manage it?")]
    public string LocationManager { get; set; } = "";

    [DisplayName("When does it happen?")]
    public string WhenItHappens { get; set; } = "";

    [DisplayName("What feeds it?")]
    public string WhatFeedsIt { get; set; } = "";

    [DisplayName("What is done already?")]
    public string AlreadyDone { get; set; } = "";

    [DisplayName("Why do you think it happens?")]
    public string Hypothesis { get; set; } = "";

    /// <summary>Problems like it elsewhere, and what came of them.</summary>
    [DisplayName("Similar problems, and what came of them")]
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
