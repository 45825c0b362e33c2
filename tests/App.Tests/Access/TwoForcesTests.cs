using Wardwise.App.Access;
using Wardwise.App.Accounts;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Shared;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Access;

/// <summary>Two forces on one instance: an administrator of the one neither becomes nor watches anybody of the other.</summary>
public sealed class TwoForcesTests
{
    [Fact]
    public async Task SomebodyWhoMovedToAnotherForce_IsThatForces_AndNoLongerTheFirsts()
    {
        await using var station = await Station.Create();
        var (there, agency) = await Elsewhere(station);
        var here = await station.As(Role.Administrator);
        var officer = station.AccountOf(Role.Officer);
        Done(await station.Get<EndPosting>().Run(here, new() { PostingId = await PostingOf(station, officer) }, default));
        Done(await Post(station, station.Owner, officer, agency));

        await NothingDone(station, here, officer, RefusalKind.NotFound);
        var posting = await PostingOf(station, officer, agency);
        Assert.Equal(Refusal.NotThere, Only(await station.Get<EndPosting>().Run(here, new() { PostingId = posting }, default)));
        Assert.Equal(Refusal.NotThere, Only(await station.Get<ShowAccount>().Run(here, officer, default)));
        Assert.DoesNotContain(officer, await Listed(station, here));

        Assert.Contains(officer, await Listed(station, there));
        Assert.Equal(
            "Elsewhere police",
            Assert.Single((await station.Get<ShowAccount>().Run(there, officer, default)).Value.Postings).Posting.AgencyName
        );
        Done(await station.Get<IssueResetLink>().Run(there, officer, default));
    }

    [Fact]
    public async Task SomebodyWhoNeverWorkedHere_IsNotPostedHereToBeTakenOver()
    {
        await using var station = await Station.Create();
        var (there, _) = await Elsewhere(station);

        await NothingDone(station, there, station.AccountOf(Role.Supervisor), RefusalKind.NotFound);
        Assert.Equal(
            Refusal.NotThere,
            Only(
                await station
                    .Get<EndPosting>()
                    .Run(there, new() { PostingId = await PostingOf(station, station.AccountOf(Role.Supervisor)) }, default)
            )
        );
    }

    [Fact]
    public async Task SomebodyWhoWorksForBoth_IsSeenByBoth_ChangedByNeither_AndEachEndsItsOwnPosting()
    {
        await using var station = await Station.Create();
        var (there, agency) = await Elsewhere(station);
        var here = await station.As(Role.Administrator);
        var officer = station.AccountOf(Role.Officer);
        Done(await Post(station, station.Owner, officer, agency));

        foreach (var one in new[] { here, there })
        {
            await NothingDone(station, one, officer, RefusalKind.Forbidden);
            Assert.Contains(officer, await Listed(station, one));
            Assert.Single((await station.Get<ShowAccount>().Run(one, officer, default)).Value.Postings);
        }

        var theirs = await PostingOf(station, officer, agency);
        Assert.Equal(Refusal.NotThere, Only(await station.Get<EndPosting>().Run(here, new() { PostingId = theirs }, default)));
        Done(await station.Get<EndPosting>().Run(there, new() { PostingId = theirs }, default));
        Done(await station.Get<IssueResetLink>().Run(here, officer, default));
    }

    [Fact]
    public async Task SomebodyWhoLeft_StaysWithTheForceThatTheyLeftLast()
    {
        await using var station = await Station.Create();
        await Elsewhere(station);
        var here = await station.As(Role.Administrator);
        var officer = station.AccountOf(Role.Officer);
        Done(await station.Get<EndPosting>().Run(here, new() { PostingId = await PostingOf(station, officer) }, default));

        Done(await station.Get<CloseAccount>().Run(here, new() { AccountId = officer, Closed = true }, default));
        Done(await station.Get<CloseAccount>().Run(here, new() { AccountId = officer, Closed = false }, default));
        Done(await Post(station, here, officer, station.PoliceId));
    }

    [Fact]
    public async Task WhatIsDoneInOneForce_IsNotReadInTheOther()
    {
        await using var station = await Station.Create();
        var (there, _) = await Elsewhere(station);
        var here = await station.As(Role.Administrator);
        Done(await SignIn(station, Role.Officer, Station.Password));
        Assert.False((await SignIn(station, Role.Partner, "wrong")).Done);
        Done(await station.Get<SaveTeam>().Run(here, new() { AgencyId = station.PoliceId, Name = "A new team" }, default));
        Done(await station.Get<SaveTeam>().Run(station.Owner, new() { AgencyId = station.PoliceId, Name = "Another team" }, default));
        Done(
            await station
                .Get<Wardwise.App.Problems.ListProblems>()
                .Run(await station.As(Role.Coordinator), new() { Everything = true }, default)
        );

        var read = (await station.Get<ReadTrail>().Run(here, new(), default)).Value.Rows;
        Assert.Contains(read, r => r.Why == "signed in");
        Assert.Contains(read, r => r.Why.StartsWith("failed to sign in", StringComparison.Ordinal));
        // The station's own team among them, which the machine's owner added too.
        Assert.Equal(3, read.Count(r => r.Why == "added the team"));
        Assert.Contains(read, r => r.Kind is TrailKind.Disclosure);

        var elsewhere = (await station.Get<ReadTrail>().Run(there, new(), default)).Value.Rows;
        Assert.Equal(
            ["account of Administrator of Elsewhere", "agency", "force", "posting"],
            elsewhere.Where(r => r.Kind is not TrailKind.Look).Select(r => r.What).Order(StringComparer.Ordinal)
        );
        foreach (var account in Enum.GetValues<Role>().Select(station.AccountOf))
        {
            Assert.Empty((await station.Get<ReadTrail>().Run(there, new() { About = account.ToString() }, default)).Value.Rows);
            Assert.Empty((await station.Get<ReadTrail>().Run(there, new() { ActorId = account }, default)).Value.Rows);
        }
    }

    [Fact]
    public async Task WhatConcernsNobody_IsTheOnlyForces_AndOfSeveralTheMachinesOwners()
    {
        await using var station = await Station.Create();
        await SignIn(station, "nobody@elsewhere.example", "wrong");
        var (there, _) = await Elsewhere(station);
        await SignIn(station, "nobody.else@elsewhere.example", "wrong");

        Assert.Equal(1, await NoAccount(await station.As(Role.Administrator)));
        Assert.Equal(0, await NoAccount(there));
        Assert.Equal(2, await NoAccount(await station.Get<Actors>().MachineOwner(default)));

        async Task<int> NoAccount(Actor actor) =>
            (await station.Get<ReadTrail>().Run(actor, new() { Kind = TrailKind.SignIn }, default)).Value.Rows.Count(r =>
                r.What == "no such account"
            );
    }

    [Fact]
    public async Task ARowMovedToAnotherForce_BreaksItsChain()
    {
        await using var station = await Station.Create();
        await Elsewhere(station);

        await Catalogue.Tamper(
            station,
            "update trail set force_id = (select id from force where code = 'elsewhere') where id = (select id from trail "
                + $"where subject_id = '{station.CouncilId}' limit 1)"
        );

        var verified = await station.Get<VerifyTrail>().Run(station.Owner, new(), default);
        Assert.EndsWith("was changed.", Assert.Single(verified.Value.Faults), StringComparison.Ordinal);
    }

    /// <summary>A second force with an administrator of its own.</summary>
    private static async Task<(Actor Administrator, Guid Agency)> Elsewhere(Station station)
    {
        var opened = await station
            .Get<OpenForce>()
            .Run(station.Owner, new() { Code = "elsewhere", PoliceName = "Elsewhere police" }, default);
        return (await station.Add("Administrator of Elsewhere", Role.Administrator, opened.Value.PoliceId), opened.Value.PoliceId);
    }

    /// <summary>None of the ways to become somebody, or to shut them out.</summary>
    private static async Task NothingDone(Station station, Actor administrator, Guid account, RefusalKind kind)
    {
        var agency = administrator.Home!.AgencyId;
        Refusal[] refused =
        [
            Only(await Post(station, administrator, account, agency)),
            Only(await station.Get<IssueResetLink>().Run(administrator, account, default)),
            Only(await station.Get<RemoveAuthenticator>().Run(administrator, new() { AccountId = account, Reason = "lost" }, default)),
            Only(await station.Get<CloseAccount>().Run(administrator, new() { AccountId = account, Closed = true }, default)),
        ];
        Assert.All(refused, r => Assert.Equal(kind, r.Kind));
    }

    private static Task<Outcome<Guid>> Post(Station station, Actor actor, Guid account, Guid agency) =>
        station
            .Get<PostAccount>()
            .Run(
                actor,
                new()
                {
                    AccountId = account,
                    AgencyId = agency,
                    Role = Role.Officer,
                },
                default
            );

    private static Task<Outcome<SignIn.SignedIn>> SignIn(Station station, Role role, string password) =>
        SignIn(station, Station.EmailOf(role), password);

    private static Task<Outcome<SignIn.SignedIn>> SignIn(Station station, string email, string password) =>
        station.Get<SignIn>().Run(Actor.Nobody, new() { Email = email, Password = password }, SignInSource.CommandLine, default);

    private static async Task<IReadOnlyList<Guid>> Listed(Station station, Actor actor) =>
        [.. (await station.Get<ListAccounts>().Run(actor, new(), default)).Value.Rows.Select(r => r.Id)];

    private static async Task<Guid> PostingOf(Station station, Guid account, Guid? agency = null) =>
        Guid.Parse(
            await Catalogue.One(
                station,
                $"select id from posting where account_id = '{account}' and agency_id = '{agency ?? station.PoliceId}'"
            )
        );

    private static Refusal Only<T>(Outcome<T> outcome) => Assert.Single(outcome.Refusals);

    private static void Done<T>(Outcome<T> outcome) => Assert.True(outcome.Done, outcome.Done ? "" : outcome.Refusals[0].Sentence);
}
