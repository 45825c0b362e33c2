using Wardwise.App.Access;
using Wardwise.App.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>Saves the triangle, what feeds it, and the hypothesis.</summary>
public sealed class SaveAnalysis(RecordDesk desk)
{
    internal const string Why = "saved the analysis section";

    public sealed record Input : SectionInput
    {
        [AtMost(TextLimits.Long, "Who it hurts")]
        public string? VictimKnown { get; init; }

        [AtMost(TextLimits.Long, "Who could guard them")]
        public string? VictimGuardian { get; init; }

        [AtMost(TextLimits.Long, "Who does it")]
        public string? OffenderKnown { get; init; }

        [AtMost(TextLimits.Long, "Who could handle them")]
        public string? OffenderHandler { get; init; }

        [AtMost(TextLimits.Long, "What it is about the place")]
        public string? LocationKnown { get; init; }

        [AtMost(TextLimits.Long, "Who could manage it")]
        public string? LocationManager { get; init; }

        [AtMost(TextLimits.Long, "When it happens")]
        public string? WhenItHappens { get; init; }

        [AtMost(TextLimits.Long, "What feeds it")]
        public string? WhatFeedsIt { get; init; }

        [AtMost(TextLimits.Long, "What is done already")]
        public string? AlreadyDone { get; init; }

        [AtMost(TextLimits.Long, "Why you think it happens")]
        public string? Hypothesis { get; init; }

        [AtMost(TextLimits.Long, "Similar problems")]
        public string? SimilarProblems { get; init; }
    }

    public Task<Outcome<Nothing>> Run(Actor actor, Input input, CancellationToken cancel) =>
        desk.SaveSection(
            actor,
            input,
            Why,
            f => f.Analysis,
            (_, file) =>
            {
                var analysis = file.Analysis;
                analysis.VictimKnown = input.VictimKnown.Tidy();
                analysis.VictimGuardian = input.VictimGuardian.Tidy();
                analysis.OffenderKnown = input.OffenderKnown.Tidy();
                analysis.OffenderHandler = input.OffenderHandler.Tidy();
                analysis.LocationKnown = input.LocationKnown.Tidy();
                analysis.LocationManager = input.LocationManager.Tidy();
                analysis.WhenItHappens = input.WhenItHappens.Tidy();
                analysis.WhatFeedsIt = input.WhatFeedsIt.Tidy();
                analysis.AlreadyDone = input.AlreadyDone.Tidy();
                analysis.Hypothesis = input.Hypothesis.Tidy();
                analysis.SimilarProblems = input.SimilarProblems.Tidy();
                return default(Nothing);
            },
            cancel
        );
}
