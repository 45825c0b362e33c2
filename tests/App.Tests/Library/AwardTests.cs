using Wardwise.App.Access;
using Wardwise.App.Library;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Shared;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Library;

/// <summary>The annual award: nominated by others, judged by the coordinators, each before they see what the rest gave (F5, Y7).</summary>
public sealed class AwardTests
{
    [Fact]
    public async Task Y7_ANomination_IsJudged_AndTheWinnerNamedWithAReason()
    {
        await using var station = await ProblemStation.Create();
        var reference = await TransferTests.Closed(station);
        Assert.Equal(
            "You worked on this one yourself. Somebody else can nominate it.",
            ProblemStation.Refusal(await Put(station, station.Officer, reference))
        );
        var id = (await Put(station, station.Sergeant, reference)).Value;
        Assert.Equal("It is nominated for 2026 already.", ProblemStation.Refusal(await Put(station, station.Coordinator, reference)));

        var second = await station.Station.Add("Second juror", Role.Coordinator, station.Station.PoliceId);
        ProblemStation.Done(await Score(station, station.Coordinator, id, 8, 7, 6));
        Assert.Null((await Row(station, second)).Standing);
        ProblemStation.Done(await Score(station, second, id, 5, 5, 5));
        var seen = await Row(station, second);
        Assert.Equal("Mean 18 of 30, from 15 to 21, 2 jurors", seen.Standing);
        Assert.Equal(
            RefusalKind.Forbidden,
            (await station.Get<ListNominations>().Run(station.Officer, new() { ForJury = true }, default)).Refusals[0].Kind
        );
        Assert.Empty((await station.Get<ListNominations>().Run(station.Officer, new(), default)).Value.Rows[0].All);

        Assert.Equal("Say why it wins.", ProblemStation.Refusal(await station.Get<NameWinner>().Run(second, new() { Id = id }, default)));
        ProblemStation.Done(await station.Get<NameWinner>().Run(second, new() { Id = id, Because = "An honest comparison" }, default));
        Assert.Equal(
            "A winner is named for this year. Take that back to change a score.",
            ProblemStation.Refusal(await Score(station, second, id, 9, 9, 9))
        );
        Assert.Equal(
            "An honest comparison",
            (await station.Get<ListNominations>().Run(station.Officer, new(), default)).Value.Rows[0].WonBecause
        );
        ProblemStation.Done(await station.Get<NameWinner>().Run(second, new() { Id = id, TakeBack = true }, default));
        ProblemStation.Done(await Score(station, second, id, 9, 9, 9));
        Assert.Equal("Mean 24 of 30, from 21 to 27, 2 jurors", (await Row(station, second)).Standing);
    }

    [Fact]
    public async Task AJuror_DoesNotJudgeTheirOwn_NorGivesWhatIsNoScore()
    {
        await using var station = await ProblemStation.Create();
        var reference = await TransferTests.Closed(station);
        var id = (await Put(station, station.Sergeant, reference)).Value;
        foreach (var wrong in new[] { -1, 11 })
        {
            var refused = await Score(station, station.Coordinator, id, wrong, 5, 5);
            Assert.Equal("Give 0 to 10.", ProblemStation.Refusal(refused));
        }

        // The owner of the record becomes a coordinator: it is still their own.
        ProblemStation.Done(
            await station
                .Get<Wardwise.App.Accounts.PostAccount>()
                .Run(
                    station.Station.Owner,
                    new()
                    {
                        AccountId = station.Officer.Id,
                        AgencyId = station.Station.PoliceId,
                        Role = Role.Coordinator,
                    },
                    default
                )
        );
        var promoted = (await station.Get<Actors>().OfAccount(station.Officer.Id, default))!;
        Assert.Equal(
            "A juror does not judge a record of their own.",
            ProblemStation.Refusal(await Score(station, promoted, id, 10, 10, 10))
        );
        Assert.True((await Row(station, promoted)).IsOwn);
        Assert.Equal(
            RefusalKind.Forbidden,
            (await station.Get<NameWinner>().Run(promoted, new() { Id = id, Because = "Mine" }, default)).Refusals[0].Kind
        );
    }

    [Fact]
    public async Task WhatHasNoResult_OrIsNotSeen_IsNotNominated_AndOthersSeeNoNominationOfIt()
    {
        await using var station = await ProblemStation.Create();
        Assert.Equal(
            "Nominate what has a result, or is closed.",
            ProblemStation.Refusal(await Put(station, station.Sergeant, await station.Opened()))
        );
        var reference = await TransferTests.Closed(station);
        var partner = await station.Station.As(Role.Partner);
        Assert.StartsWith(
            "Enter the reference of a problem",
            ProblemStation.Refusal(await Put(station, partner, reference)),
            StringComparison.Ordinal
        );
        ProblemStation.Done(await Put(station, station.Sergeant, reference));
        Assert.Empty((await station.Get<ListNominations>().Run(partner, new(), default)).Value.Rows);
    }

    private static Task<Outcome<Guid>> Put(ProblemStation station, Actor by, string reference) =>
        station.Get<Nominate>().Run(by, new() { Reference = reference, Why = "They asked eighty people twice" }, default);

    private static Task<Outcome<Nothing>> Score(
        ProblemStation station,
        Actor juror,
        Guid id,
        int understanding,
        int response,
        int result
    ) =>
        station
            .Get<ScoreNomination>()
            .Run(
                juror,
                new()
                {
                    Id = id,
                    Understanding = understanding,
                    Response = response,
                    Result = result,
                    Line = "Clear",
                },
                default
            );

    private static async Task<ListNominations.Row> Row(ProblemStation station, Actor juror) =>
        Assert.Single((await station.Get<ListNominations>().Run(juror, new() { ForJury = true }, default)).Value.Rows);
}
