using Npgsql;
using Wardwise.App.Problems;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Records;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Problems;

/// <summary>What falls due, and what settles it (F1, F6).</summary>
public sealed class MyDayTests
{
    [Fact]
    public async Task F6_AFollowUp_StandsOnTheOwnersDay_UntilItIsMeasuredAgain()
    {
        await using var station = await ProblemStation.Create();
        var reference = await Closed(station);
        Assert.Empty(await Due(station));
        station.Station.Clock.Advance(TimeSpan.FromDays(95));
        var due = Assert.Single(await Due(station));
        Assert.Equal((true, MyDay.When.Overdue, reference), (due.IsFollowUp, due.When, due.Reference));
        Assert.Empty((await station.Get<MyDay>().Run(station.Sergeant, default)).Value);
        Assert.Equal(due.DueOn, (await station.Get<ShowProblem>().Run(station.Officer, new() { Reference = reference }, default)).Value.FollowUpDue);

        ProblemStation.Done(await station.Get<MeasureProblem>().Run(station.Officer, new() { Reference = reference }, default));
        Assert.Empty(await Due(station));
        Assert.Null((await station.Get<ShowProblem>().Run(station.Officer, new() { Reference = reference }, default)).Value.FollowUpDue);
        station.Station.Clock.Advance(TimeSpan.FromDays(95));
        Assert.Single(await Due(station));
    }

    [Fact]
    public async Task AFollowUpOfSomebodyWhoIsNoLongerPosted_StandsOnTheirSupervisorsDay()
    {
        await using var station = await ProblemStation.Create();
        var reference = await Closed(station);
        station.Station.Clock.Advance(TimeSpan.FromDays(95));
        await using var connection = new NpgsqlConnection(station.Station.OwnerConnectionString);
        await connection.OpenAsync();
        await using var end = new NpgsqlCommand("set session_replication_role = replica; update posting set ends_on = date '2026-07-01' where account_id = '" + station.Officer.Id + "'", connection);
        await end.ExecuteNonQueryAsync();
        var due = Assert.Single((await station.Get<MyDay>().Run(station.Sergeant, default)).Value);
        Assert.Equal((true, reference), (due.IsFollowUp, due.Reference));
    }

    [Fact]
    public async Task F1_AReminder_IsSettledByALineOnWhatWasDone()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.Opened();
        station.Station.Clock.Advance(TimeSpan.FromDays(28));
        await station.Get<ChaseStaleProblems>().Run(station.Station.Owner, default);
        var due = Assert.Single(await Due(station));
        ProblemStation.Done(await station.Get<SettleStep>().Run(station.Officer, new()
        {
            Reference = reference,
            StepId = due.Id,
            Version = due.Version,
            Status = TaskingStatus.Done,
            Evidence = "Rang the parks team, who will look",
        }, default));
        Assert.Empty(await Due(station));
        Assert.Empty((await station.File(reference)).Steps);
    }

    [Fact]
    public async Task AStepLeftOpenInAClosedProblem_IsNobodysAnyMore()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.SignedOff();
        ProblemStation.Done(await station.Get<AddStep>().Run(station.Officer, station.Step(reference) with { AgencyId = station.Station.PoliceId }, default));
        Assert.Single(await Due(station));
        await station.Get<SignOffProblem>().Run(station.Sergeant, new() { Reference = reference, As = "Supervisor" }, default);
        ProblemStation.Done(await station.Get<CloseProblem>().Run(station.Officer, new() { Reference = reference, StepsDropped = "The barrier was enough" }, default));
        Assert.Empty(await Due(station));
    }

    private static async Task<List<MyDay.Due>> Due(ProblemStation station) => (await station.Get<MyDay>().Run(station.Officer, default)).Value;

    private static async Task<string> Closed(ProblemStation station)
    {
        var reference = await station.Responded();
        ProblemStation.Done(await station.Get<MeasureProblem>().Run(station.Officer, new() { Reference = reference }, default));
        ProblemStation.Done(await station.Get<SaveAssessment>().Run(station.Officer, new()
        {
            Reference = reference,
            Version = 1,
            Process = CarriedOut.Yes,
            LessonWhat = "The barrier worked",
            LessonForWhom = "Riders",
            LessonWhatItTook = "A day",
        }, default));
        ProblemStation.Done(await station.Get<SignOffProblem>().Run(station.Sergeant, new() { Reference = reference, As = "Supervisor" }, default));
        ProblemStation.Done(await station.Get<CloseProblem>().Run(station.Officer, new() { Reference = reference }, default));
        return reference;
    }
}
