using Wardwise.App.Problems;
using Wardwise.App.Tests.Access;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Problems;

/// <summary>F1: the grade follows from the record, and a second person may moderate it.</summary>
public sealed class GradeProblemTests
{
    [Fact]
    public async Task F1_TheGradeRisesWithTheWork_AndIsStoredWithItsReasons()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.Scanned();
        Assert.Equal(1, (await station.File(reference)).Problem.Grade);
        reference = await station.CarriedOut();
        var file = await station.File(reference);
        Assert.Equal(3, file.Problem.Grade);
        Assert.Equal("Not yet 4: enter the survey before and after.", file.Problem.GradeReasons[^1]);
        Assert.Equal(ProblemState.Monitoring, file.Problem.State);
        reference = await station.SignedOff();
        Assert.Equal(
            (5, "Ask a second person to moderate the grade, to reach 6"),
            ((await station.File(reference)).Problem.Grade, (await station.File(reference)).Problem.GradeNext)
        );
        ProblemStation.Done(
            await station
                .Get<ModerateGrade>()
                .Run(station.Coordinator, new() { Reference = reference, Reason = "Costs and conditions are plain" }, default)
        );
        Assert.Equal(6, (await station.File(reference)).Problem.Grade);
    }

    [Fact]
    public async Task AClosedProblem_ReachesTheHighestGrade_WhenASecondPersonModeratesIt()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.SignedOff();
        ProblemStation.Done(await station.Get<CloseProblem>().Run(station.Officer, new() { Reference = reference }, default));
        ProblemStation.Done(
            await station
                .Get<ModerateGrade>()
                .Run(station.Coordinator, new() { Reference = reference, Reason = "Costs and conditions are plain" }, default)
        );
        var problem = (await station.File(reference)).Problem;
        Assert.Equal((ProblemState.Closed, 6), (problem.State, problem.Grade));
    }

    [Fact]
    public async Task F1_ModerateGrade_KeepsBothValues()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.SignedOff();
        ProblemStation.Done(
            await station
                .Get<ModerateGrade>()
                .Run(
                    station.Coordinator,
                    new()
                    {
                        Reference = reference,
                        Grade = 3,
                        Reason = "The evidence is thin",
                    },
                    default
                )
        );
        var problem = (await station.File(reference)).Problem;
        Assert.Equal((3, 5), (problem.GradeShown, problem.Moderation!.Computed));
        Assert.Equal("The evidence is thin", problem.Moderation.Reason);
    }

    [Fact]
    public async Task ModerateGrade_OfAClosedProblem_KeepsTheGradeThatTheRulesOfTodayCompute()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.SignedOff();
        ProblemStation.Done(await station.Get<CloseProblem>().Run(station.Officer, new() { Reference = reference }, default));
        // As if it was closed under rules that asked for more.
        await Catalogue.Tamper(
            station.Station,
            $"update problem set grade = 2 where record_id = '{(await station.File(reference)).Problem.RecordId}'"
        );
        Assert.Equal(2, (await station.File(reference)).Problem.Grade);

        ProblemStation.Done(
            await station
                .Get<ModerateGrade>()
                .Run(
                    station.Coordinator,
                    new()
                    {
                        Reference = reference,
                        Grade = 3,
                        Reason = "The evidence is thin",
                    },
                    default
                )
        );

        Assert.Equal(5, (await station.File(reference)).Problem.Moderation!.Computed);
    }

    [Fact]
    public async Task ModerateGrade_OfTheOwnRecord_IsRefused()
    {
        await using var station = await ProblemStation.Create();
        var own = await station
            .Get<OpenProblem>()
            .Run(
                station.Sergeant,
                new()
                {
                    Title = "Mine",
                    WhatRecurs = "It",
                    PlaceNo = Ground.Fairlands,
                    Category = ProblemCategory.Personal,
                },
                default
            );
        var outcome = await station
            .Get<ModerateGrade>()
            .Run(
                station.Sergeant,
                new()
                {
                    Reference = own.Value.Reference,
                    Grade = 6,
                    Reason = "Good",
                },
                default
            );
        Assert.Equal("Somebody else has to moderate it: you own this record or wrote it.", ProblemStation.Refusal(outcome));
    }

    [Fact]
    public async Task ModerateGrade_ByWhoeverSignedItOff_OrSavedItsAssessment_IsRefused()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.SignedOff();
        var moderation = new ModerateGrade.Input { Reference = reference, Reason = "Good" };
        Assert.Equal(
            "Somebody else has to moderate it: you signed it off.",
            ProblemStation.Refusal(await station.Get<ModerateGrade>().Run(station.Sergeant, moderation, default))
        );

        var version = (await station.File(reference)).Assessment.Version;
        ProblemStation.Done(
            await station
                .Get<SaveAssessment>()
                .Run(station.Coordinator, ProblemStation.Assessment(reference, version) with { Impact = "Quieter" }, default)
        );
        Assert.Equal(
            "Somebody else has to moderate it: you wrote its assessment.",
            ProblemStation.Refusal(await station.Get<ModerateGrade>().Run(station.Coordinator, moderation, default))
        );
    }

    [Fact]
    public async Task SignOff_ByAnOfficer_IsRefusedByPolicy()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.CarriedOut();
        var outcome = await station.Get<SignOffProblem>().Run(station.Officer, new() { Reference = reference, As = "Supervisor" }, default);
        Assert.Equal(RefusalKind.Forbidden, Assert.Single(outcome.Refusals).Kind);
    }

    [Fact]
    public async Task F1_EnteredInError_LeavesTheGrade_AndCanBeTakenBack()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.SignedOff();
        ProblemStation.Done(
            await station
                .Get<MarkEnteredInError>()
                .Run(station.Officer, new() { Reference = reference, Reason = "Recorded twice" }, default)
        );
        var file = await station.File(reference);
        Assert.Equal((0, true, false), (file.Problem.Grade, file.Problem.Record.EnteredInError, file.Problem.Counts));
        ProblemStation.Done(
            await station
                .Get<MarkEnteredInError>()
                .Run(
                    station.Officer,
                    new()
                    {
                        Reference = reference,
                        Reason = "It was not",
                        TakeBack = true,
                    },
                    default
                )
        );
        file = await station.File(reference);
        Assert.Equal((5, false, ProblemState.Monitoring), (file.Problem.Grade, file.Problem.Record.EnteredInError, file.Problem.State));
    }
}
