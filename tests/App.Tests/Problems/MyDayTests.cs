using Npgsql;
using Wardwise.App.Measuring;
using Wardwise.App.Problems;
using Wardwise.App.Records;
using Wardwise.App.Tests.Records;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Records;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Problems;

/// <summary>What falls due, and what settles it (F1, F6).</summary>
public sealed class MyDayTests
{
    [Fact]
    public async Task F6_TroubleThatCameBack_IsFoundByTheFollowUps_AndToldToTheOwner()
    {
        await using var station = await ProblemStation.Create();
        var reference = await Closed(station);
        station.Station.Clock.Advance(TimeSpan.FromDays(400));
        Assert.Equal(new(0, 0, 0), await MeasureDue(station));
        Assert.All(await FollowUpsOf(station, reference), f => Assert.Null(f.Made));

        // A year of ten a month again, as before the barrier.
        await Ground.AddMonths(station.Station, new(2026, 6, 1), new(2027, 6, 1), inFairlands: 10);
        Assert.Equal(new(0, 3, 1), await MeasureDue(station));
        var followUps = await FollowUpsOf(station, reference);
        Assert.Equal((3, Lasting.CameBack), (followUps.Count, followUps[^1].Lasting));
        Assert.Equal(12, EvaluationResult.Read(followUps[^1].Made!.Result).After!.Months);
        Assert.Equal(Verdict.ClearFall, (await station.File(reference)).Verdict);
        var due = Assert.Single(await Due(station));
        Assert.StartsWith("The trouble has come back since the record was closed.", due.What, StringComparison.Ordinal);
        Assert.Equal((true, true, reference), (due.IsFollowUp, due.IsSettledByWords, due.Reference));
        Assert.Empty((await station.Get<MyDay>().Run(station.Sergeant, default)).Value);

        // Graded by rules of its time, and last worked on then.
        await OutboxTests.Sql(
            station.Station,
            "set session_replication_role = replica; update problem set grade = 1, worked_on = '2025-01-01'"
        );
        ProblemStation.Done(
            await station
                .Get<SettleTasking>()
                .Run(
                    station.Officer,
                    new()
                    {
                        Reference = reference,
                        TaskingId = due.Id,
                        Version = due.Version,
                        Status = TaskingStatus.Done,
                        Evidence = "Reopened with the council",
                    },
                    default
                )
        );
        Assert.Empty(await Due(station));
        Assert.Equal(new(0, 0, 0), await MeasureDue(station));
        // To answer is no work on a closed record, and grades it by no later rules.
        var closed = (await station.File(reference)).Problem;
        Assert.Equal((1, new DateOnly(2025, 1, 1)), (closed.Grade, closed.WorkedOn));
    }

    [Fact]
    public async Task F6_AResultThatLasts_IsShown_AndAsksNobodyForAnything()
    {
        await using var station = await ProblemStation.Create();
        var reference = await Closed(station);
        station.Station.Clock.Advance(TimeSpan.FromDays(95));
        await Ground.AddMonths(station.Station, new(2026, 6, 1), new(2026, 9, 1), inFairlands: 4);
        Assert.Equal(new(0, 1, 0), await MeasureDue(station));
        Assert.Equal([Lasting.Lasts, Lasting.NotKnown, Lasting.NotKnown], (await FollowUpsOf(station, reference)).Select(f => f.Lasting));
        Assert.Empty(await Due(station));
    }

    [Fact]
    public async Task WhatDidNotLast_OfSomebodyWhoIsNoLongerPosted_StandsOnTheirSupervisorsDay()
    {
        await using var station = await ProblemStation.Create();
        var reference = await Closed(station);
        station.Station.Clock.Advance(TimeSpan.FromDays(400));
        await Ground.AddMonths(station.Station, new(2026, 6, 1), new(2027, 6, 1), inFairlands: 10);
        await using var connection = new NpgsqlConnection(station.Station.OwnerConnectionString);
        await connection.OpenAsync();
        await using var end = new NpgsqlCommand(
            "set session_replication_role = replica; update posting set ends_on = date '2026-07-01' where account_id = '"
                + station.Officer.Id
                + "'",
            connection
        );
        await end.ExecuteNonQueryAsync();
        await MeasureDue(station);
        var due = Assert.Single((await station.Get<MyDay>().Run(station.Sergeant, default)).Value);
        Assert.Equal((true, reference), (due.IsFollowUp, due.Reference));
    }

    [Fact]
    public async Task AResponse_IsMeasuredByItself_OnceAtSixMonths_AndOnceAtTwelve()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.Responded(new(2025, 12, 1));
        Assert.Equal(new(1, 0, 0), await MeasureDue(station));
        Assert.Equal(new(0, 0, 0), await MeasureDue(station));
        Assert.NotNull((await station.File(reference)).Verdict);
        station.Station.Clock.Advance(TimeSpan.FromDays(190));
        await Ground.AddMonths(station.Station, new(2026, 6, 1), new(2026, 8, 1), inFairlands: 4);
        Assert.Equal(new(0, 0, 0), await MeasureDue(station));
        await Ground.AddMonths(station.Station, new(2026, 9, 1), new(2026, 11, 1), inFairlands: 4);
        Assert.Equal(new(1, 0, 0), await MeasureDue(station));
        var kept = (await station.Get<ShowProblem>().Run(station.Officer, new() { Reference = reference }, default)).Value.Evaluations;
        Assert.Equal([12, 6], kept.Select(e => EvaluationResult.Read(e.Result).After!.Months));
        Assert.All(kept, e => Assert.Equal(EvaluationOccasion.MonthsCame, e.Occasion));
        Assert.False((await station.Get<MeasureWhatIsDue>().Run(station.Officer, new(), default)).Done);
    }

    [Fact]
    public async Task F1_AReminder_IsSettledByALineOnWhatWasDone()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.Opened();
        station.Station.Clock.Advance(TimeSpan.FromDays(28));
        await station.Get<ChaseStaleProblems>().Run(station.Station.Owner, default);
        var due = Assert.Single(await Due(station));
        ProblemStation.Done(
            await station
                .Get<SettleTasking>()
                .Run(
                    station.Officer,
                    new()
                    {
                        Reference = reference,
                        TaskingId = due.Id,
                        Version = due.Version,
                        Status = TaskingStatus.Done,
                        Evidence = "Rang the parks team, who will look",
                    },
                    default
                )
        );
        Assert.Empty(await Due(station));
        Assert.Empty((await station.File(reference)).Steps);
    }

    [Fact]
    public async Task AStepLeftOpenInAClosedProblem_IsNobodysAnyMore()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.SignedOff();
        ProblemStation.Done(
            await station.Get<AddStep>().Run(station.Officer, station.Step(reference) with { AgencyId = station.Station.PoliceId }, default)
        );
        Assert.Single(await Due(station));
        await station.Get<SignOffProblem>().Run(station.Sergeant, new() { Reference = reference, As = "Supervisor" }, default);
        ProblemStation.Done(
            await station
                .Get<CloseProblem>()
                .Run(station.Officer, new() { Reference = reference, StepsDropped = "The barrier was enough" }, default)
        );
        Assert.Empty(await Due(station));
    }

    private static async Task<List<MyDay.Due>> Due(ProblemStation station) =>
        (await station.Get<MyDay>().Run(station.Officer, default)).Value;

    private static async Task<MeasureWhatIsDue.Done> MeasureDue(ProblemStation station) =>
        (await station.Get<MeasureWhatIsDue>().Run(station.Station.Owner, new(), default)).Value;

    private static async Task<IReadOnlyList<FollowUpView>> FollowUpsOf(ProblemStation station, string reference) =>
        (await station.Get<ShowProblem>().Run(station.Officer, new() { Reference = reference }, default)).Value.FollowUps;

    internal static async Task<string> Closed(ProblemStation station)
    {
        var reference = await station.Responded();
        ProblemStation.Done(await station.Get<MeasureProblem>().Run(station.Officer, new() { Reference = reference }, default));
        ProblemStation.Done(
            await station
                .Get<SaveAssessment>()
                .Run(
                    station.Officer,
                    new()
                    {
                        Reference = reference,
                        Version = 1,
                        Process = CarriedOut.Yes,
                        LessonWhat = "The barrier worked",
                        LessonForWhom = "Riders",
                        LessonWhatItTook = "A day",
                    },
                    default
                )
        );
        ProblemStation.Done(
            await station.Get<SignOffProblem>().Run(station.Sergeant, new() { Reference = reference, As = "Supervisor" }, default)
        );
        ProblemStation.Done(await station.Get<CloseProblem>().Run(station.Officer, new() { Reference = reference }, default));
        return reference;
    }
}
