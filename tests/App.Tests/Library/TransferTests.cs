using Wardwise.App.Library;
using Wardwise.App.Problems;
using Wardwise.App.Sharing;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Library;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Library;

/// <summary>Whether practice travels: who used it, whether it helped, into how many plans a step was taken over (F5).</summary>
public sealed class TransferTests
{
    [Fact]
    public async Task F5_WhatSomebodyUsed_IsSaidOnceAPersonAndRecord_AndChangesAsMoreIsKnown()
    {
        await using var station = await ProblemStation.Create();
        var reference = await Closed(station);
        var own = (
            await station
                .Get<OpenProblem>()
                .Run(
                    station.Sergeant,
                    new()
                    {
                        Title = "Quads on the common",
                        WhatRecurs = "Quads",
                        Category = ProblemCategory.Nuisance,
                        PlaceNo = Ground.Fairlands,
                    },
                    default
                )
        ).Value.Reference;
        ProblemStation.Done(await Say(station, reference, PracticeSaid.TooEarly, own));
        Assert.Equal("Used once elsewhere: too early to tell 1.", (await Transfer(station, reference)).InWords);
        ProblemStation.Done(await Say(station, reference, PracticeSaid.Helped, own));
        ProblemStation.Done(
            await station
                .Get<SayItHelped>()
                .Run(
                    station.Coordinator,
                    new()
                    {
                        Reference = reference,
                        Said = PracticeSaid.DidNotHelp,
                        Line = "No track near",
                    },
                    default
                )
        );
        var transfer = await Transfer(station, reference);
        Assert.Equal("Used 2 times elsewhere: helped 1 and did not help 1.", transfer.InWords);
        Assert.Equal(own, transfer.Uses.Single(u => u.Said is PracticeSaid.Helped).Own);
    }

    [Fact]
    public async Task WhatHasNoResult_IsNotOnesOwn_AndNamesARecordThatOneSees()
    {
        await using var station = await ProblemStation.Create();
        var open = await station.Opened();
        Assert.Equal(
            "There is nothing to use yet: it has no result, and it is not closed.",
            ProblemStation.Refusal(await Say(station, open, PracticeSaid.Helped))
        );
        var reference = await Closed(station);
        Assert.Equal(
            "This is your own record. Others say whether it helped them.",
            ProblemStation.Refusal(
                await station
                    .Get<SayItHelped>()
                    .Run(
                        station.Officer,
                        new()
                        {
                            Reference = reference,
                            Said = PracticeSaid.Helped,
                            Line = "x",
                        },
                        default
                    )
            )
        );
        foreach (var own in new[] { "P-2026-9999", reference, "nonsense" })
        {
            Assert.StartsWith(
                "Enter the reference of another problem that you can see",
                ProblemStation.Refusal(await Say(station, reference, PracticeSaid.Helped, own)),
                StringComparison.Ordinal
            );
        }

        var partner = await station.Station.As(Role.Partner);
        Assert.Equal(RefusalKind.NotFound, (
                await station
                    .Get<SayItHelped>()
                    .Run(
                        partner,
                        new()
                        {
                            Reference = reference,
                            Said = PracticeSaid.Helped,
                            Line = "x",
                        },
                        default
                    )
            ).Refusals[0].Kind);
        Assert.Equal(RefusalKind.NotFound, (await station.Get<TransferOf>().Run(partner, reference, default)).Refusals[0].Kind);
    }

    [Fact]
    public async Task AStepTakenOver_IsCounted_AlsoForWhoeverCannotSeeThatPlan()
    {
        await using var station = await ProblemStation.Create();
        var reference = await Closed(station);
        var step = (await station.Get<ShowProblem>().Run(station.Officer, new() { Reference = reference }, default)).Value.Steps[0].Step.Id;
        var copied = await station.Opened("Bikes again");
        ProblemStation.Done(await station.Get<CopyStep>().Run(station.Officer, new() { Reference = copied, StepId = step }, default));
        var id = (await station.File(reference)).Problem.RecordId;
        var agreement = await station
            .Get<SealAgreement>()
            .Run(
                station.Coordinator,
                new()
                {
                    Title = "Parks",
                    Parties = [station.Station.PoliceId, station.Station.CouncilId],
                    Purposes = "To keep parks safe",
                    Data = "Problems and results",
                    StartsOn = new(2026, 1, 1),
                    EndsOn = new(2036, 1, 1),
                },
                default
            );
        ProblemStation.Done(
            await station
                .Get<ShareRecord>()
                .Run(
                    station.Officer,
                    new()
                    {
                        RecordId = id,
                        AgencyId = station.Station.CouncilId,
                        AgreementId = agreement.Value,
                        Purpose = "Parks",
                    },
                    default
                )
        );
        var partner = await station.Station.As(Role.Partner);
        Assert.Equal(
            RefusalKind.NotFound,
            (await station.Get<ShowProblem>().Run(partner, new() { Reference = copied }, default)).Refusals[0].Kind
        );
        Assert.Equal(
            "Steps of it stand in 1 other plan.",
            (await station.Get<TransferOf>().Run(partner, reference, default)).Value.InWords
        );
        ProblemStation.Done(
            await station.Get<MarkEnteredInError>().Run(station.Officer, new() { Reference = copied, Reason = "Typed twice" }, default)
        );
        Assert.False((await Transfer(station, reference)).IsAny);
    }

    internal static async Task<string> Closed(ProblemStation station)
    {
        var reference = await station.SignedOff();
        ProblemStation.Done(await station.Get<CloseProblem>().Run(station.Officer, new() { Reference = reference }, default));
        return reference;
    }

    private static Task<Outcome<Nothing>> Say(ProblemStation station, string reference, PracticeSaid said, string? own = null) =>
        station
            .Get<SayItHelped>()
            .Run(
                station.Sergeant,
                new()
                {
                    Reference = reference,
                    Said = said,
                    Line = "The barrier and the club together",
                    Own = own,
                },
                default
            );

    private static async Task<TransferOf.Transfer> Transfer(ProblemStation station, string reference) =>
        (await station.Get<TransferOf>().Run(station.Officer, reference, default)).Value;
}
