using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>Saves the triangle, what feeds it, and the hypothesis.</summary>
public sealed class SaveAnalysis(Database database)
{
    internal const string Why = "saved the analysis section";

    public sealed record Input
    {
        public required string Reference { get; init; }
        public required int Version { get; init; }
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

    public async Task<Outcome<Nothing>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.WorkOnProblem) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        if (await work.TakeOut(input.Reference, cancel) is not { } file)
        {
            return Refusal.NotThere;
        }

        if (ProblemLifecycle.RefusesWriting(file.Problem) is { } locked)
        {
            return locked;
        }

        var analysis = file.Analysis;
        if (await work.RefusesStale(file, analysis.Version, input.Version, Why, cancel) is { } stale)
        {
            return stale;
        }

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
        return await work.PutBack(file, Why, cancel) is { } refused ? refused : default(Nothing);
    }
}
