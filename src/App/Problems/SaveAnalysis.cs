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
        public string? VictimKnown { get; init; }
        public string? VictimGuardian { get; init; }
        public string? OffenderKnown { get; init; }
        public string? OffenderHandler { get; init; }
        public string? LocationKnown { get; init; }
        public string? LocationManager { get; init; }
        public string? WhenItHappens { get; init; }
        public string? WhatFeedsIt { get; init; }
        public string? AlreadyDone { get; init; }
        public string? Hypothesis { get; init; }
        public string? SimilarProblems { get; init; }
    }

    public Task<Outcome<Nothing>> Run(Actor actor, Input input, CancellationToken cancel) =>
        desk.SaveSection(
            actor,
            input,
            Why,
            f => f.Analysis.Version,
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
