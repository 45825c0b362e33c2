using Wardwise.App.Problems;
using Wardwise.App.Records;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Records;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Problems;

/// <summary>F2: a problem is closed with its result, and can be reopened.</summary>
public sealed class CloseProblemTests
{
    [Fact]
    public async Task F2_CloseProblem_WithoutAResult_IsRefused()
    {
        await using var station = await ProblemStation.Create();
        var outcome = await station.Get<CloseProblem>().Run(station.Officer, new() { Reference = await station.CarriedOut() }, default);
        Assert.Equal(3, outcome.Refusals.Count);
        Assert.StartsWith("Record the result before closing", outcome.Refusals[0].Sentence);
    }

    [Fact]
    public async Task CloseProblem_ThenReopen_KeepsTheHistory()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.SignedOff();
        ProblemStation.Done(await station.Get<CloseProblem>().Run(station.Officer, new() { Reference = reference }, default));
        Assert.Equal(new DateOnly(2026, 6, 15), (await station.File(reference)).Problem.ClosedOn);
        Assert.Equal(
            "This problem is closed. Reopen it to change it.",
            ProblemStation.Refusal(await station.Get<SaveAnalysis>().Run(station.Officer, ProblemStation.Analysis(reference, 2), default))
        );
        ProblemStation.Done(
            await station
                .Get<ReopenProblem>()
                .Run(station.Officer, new() { Reference = reference, Reason = "The riders are back" }, default)
        );
        var file = await station.File(reference);
        Assert.Equal((ProblemState.Reopened, null), (file.Problem.State, file.Problem.ClosedOn));
    }

    [Fact]
    public async Task CloseProblem_WithAStepStillOpen_IsRefused_UntilItIsSaidWhy_AndThenNobodyHasItOnTheirDay()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.SignedOff();
        var step = station.Step(reference) with
        {
            What = "Start a riding club",
            AgencyId = station.Station.PoliceId,
            AccountId = station.Sergeant.Id,
        };
        ProblemStation.Done(await station.Get<AddStep>().Run(station.Officer, step, default));
        Assert.Equal(
            "A step of the plan is still open. Settle it, or enter why it will not be done.",
            ProblemStation.Refusal(await station.Get<CloseProblem>().Run(station.Officer, new() { Reference = reference }, default))
        );
        Assert.Equal("Start a riding club", Assert.Single((await station.Get<MyDay>().Run(station.Sergeant, default)).Value).What);

        ProblemStation.Done(
            await station
                .Get<CloseProblem>()
                .Run(station.Officer, new() { Reference = reference, StepsDropped = "The club found no track" }, default)
        );
        var shown = (await station.Get<ShowProblem>().Run(station.Officer, new() { Reference = reference }, default)).Value;
        Assert.Equal(
            ["Done", "NotDone: The club found no track"],
            shown.Steps.Select(s => s.Step.Status + (s.Step.Status is TaskingStatus.Done ? "" : ": " + s.Step.Evidence))
        );
        Assert.Empty((await station.Get<MyDay>().Run(station.Sergeant, default)).Value);
    }

    [Fact]
    public async Task CloseProblem_EndsTheRemindersOfIt()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.SignedOff();
        station.Station.Clock.Advance(TimeSpan.FromDays(200));
        await station.Get<ChaseStaleProblems>().Run(station.Station.Owner, default);
        var sergeant = await station.Station.As(Role.Supervisor);
        Assert.Equal(ChaseStaleProblems.Source, Assert.Single((await station.Get<MyDay>().Run(sergeant, default)).Value).Source);
        ProblemStation.Done(
            await station.Get<CloseProblem>().Run(await station.Station.As(Role.Officer), new() { Reference = reference }, default)
        );
        Assert.Empty((await station.Get<MyDay>().Run(sergeant, default)).Value);
    }
}
