using Wardwise.App.Access;
using Wardwise.App.Accounts;
using Wardwise.App.Jobs;
using Wardwise.App.Records;
using Wardwise.App.Sharing;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Shared;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Access;

/// <summary>F4: a partner sees what is shared with the own agency and nothing more. F46: access follows from an agreement and stops with
/// it.</summary>
public sealed class SharingTests
{
    [Fact]
    public async Task ARecordThatIsNotShared_LooksExactlyLikeOneThatIsNotThere()
    {
        await using var station = await Station.Create();
        var (id, reference) = await Opened(station);

        var hidden = await station.Get<ShowSharing>().Run(await station.As(Role.Partner), reference, default);
        var absent = await station.Get<ShowSharing>().Run(await station.As(Role.Partner), "P-2026-9999", default);

        Assert.Equal(absent.Refusals, hidden.Refusals);
        Assert.False(await Sees(station, Role.Partner, id));
    }

    [Fact]
    public async Task AShareUnderAnAgreement_ShowsTheRecord_AndTheAgreementsEndHidesIt()
    {
        await using var station = await Station.Create();
        var (id, _) = await Opened(station);
        var agreement = await Agree(station, until: 30);

        var shared = await station
            .Get<ShareRecord>()
            .Run(
                await station.As(Role.Officer),
                new()
                {
                    RecordId = id,
                    AgencyId = station.CouncilId,
                    AgreementId = agreement,
                    Purpose = "joint plan",
                },
                default
            );
        Assert.True(shared.Done);
        Assert.True(await Sees(station, Role.Partner, id));

        await EndAgreementNow(station, agreement);
        Assert.False(await Sees(station, Role.Partner, id));
    }

    [Fact]
    public async Task WithoutAnAgreement_AShareLasts72HoursAtMost()
    {
        await using var station = await Station.Create();
        var (id, _) = await Opened(station);
        var officer = await station.As(Role.Officer);

        var tooLong = await station
            .Get<ShareRecord>()
            .Run(
                officer,
                new()
                {
                    RecordId = id,
                    AgencyId = station.CouncilId,
                    Purpose = "urgent",
                    LastDay = new(2026, 6, 30),
                },
                default
            );
        Assert.Equal(
            "Without an agreement a record can be shared for 72 hours at most. Select an agreement, or an earlier day.",
            Assert.Single(tooLong.Refusals).Sentence
        );

        var shared = await station
            .Get<ShareRecord>()
            .Run(
                officer,
                new()
                {
                    RecordId = id,
                    AgencyId = station.CouncilId,
                    Purpose = "urgent",
                },
                default
            );
        var shown = await station.Get<ShowSharing>().Run(officer, (await Reference(station, id))!, default);
        Assert.Equal(station.Clock.Now + TimeSpan.FromHours(72), shown.Value.Lines.Single(l => l.Agency == "Ashmoor Council").EndsAt);
        Assert.True(shared.Done);
    }

    [Fact]
    public async Task WhatWasSharedUnderAnAgreementThatHasEnded_IsSharedNoMore_AndCanBeSharedAnew()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.Opened();
        await station.Share(reference, takesPart: true);
        var record = (await station.File(reference)).Problem.Record;
        Assert.Equal("Wealdshire Police; Ashmoor Council, to take part", await SeenBy(station, record));
        Assert.Equal([1], await Counted(station));

        await EndAgreementNow(station.Station, Guid.Parse(await Catalogue.One(station.Station, "select record_id from agreement")));

        Assert.Equal("Wealdshire Police", await SeenBy(station, record));
        Assert.Equal([0], await Counted(station));
        Assert.DoesNotContain((await station.Get<ShowSharing>().Run(station.Officer, reference, default)).Value.Lines, l => l.Holds);
        await station.Share(reference, takesPart: false);
        Assert.Equal("Wealdshire Police; Ashmoor Council, to read", await SeenBy(station, record));
    }

    [Fact]
    public async Task AShareThatHasEnded_IsNotEndedAgain()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.Opened();
        var share = await station.Share(reference, takesPart: false);
        ProblemStation.Done(
            await station.Get<EndShare>().Run(station.Officer, new() { ShareId = share, Why = "the first reason" }, default)
        );
        station.Station.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(
            "It is no longer shared with Ashmoor Council.",
            ProblemStation.Refusal(await station.Get<EndShare>().Run(station.Officer, new() { ShareId = share, Why = "another" }, default))
        );
        Assert.Equal("the first reason", await Catalogue.One(station.Station, $"select ended_why from share where id = '{share}'"));
    }

    [Fact]
    public async Task InTheDatabase_AShareWithoutAnAgreement_IsNotDatedOnToLastLonger()
    {
        await using var station = await ProblemStation.Create();
        var record = (await station.File(await station.Opened())).Problem.RecordId;
        await using var work = await station.Station.Database.Begin(station.Officer, default);
        await using var share = work.Command(
            """
            insert into share (id, record_id, agency_id, purpose, starts_at, ends_at)
                values (gen_random_uuid(), $1, $2, 'next week', now() + interval '7 days', now() + interval '10 days')
            """,
            record,
            station.Station.CouncilId
        );

        Assert.Equal("WW002", (await Assert.ThrowsAsync<Npgsql.PostgresException>(() => share.ExecuteNonQueryAsync())).SqlState);
    }

    private static async Task<string> SeenBy(ProblemStation station, Domain.Records.Record record)
    {
        await using var work = await station.Station.Database.Begin(station.Officer, default);
        return (await RecordParts.Of(work, record, default)).SeenBy;
    }

    private static async Task<IEnumerable<int>> Counted(ProblemStation station) =>
        (await station.Get<ListAgreements>().Run(station.Coordinator, default)).Value.Select(a => a.Shared);

    [Fact]
    public async Task ASharePastTheLastHour_IsTakenBackByTheSchedule()
    {
        // The database's own clock decides here, so the share is of now and its end is moved into the past.
        await using var station = await Station.Create(TimeProvider.System.GetUtcNow());
        var (id, _) = await Opened(station);
        await station
            .Get<ShareRecord>()
            .Run(
                await station.As(Role.Officer),
                new()
                {
                    RecordId = id,
                    AgencyId = station.CouncilId,
                    Purpose = "urgent",
                },
                default
            );
        Assert.True(await Sees(station, Role.Partner, id));

        await Catalogue.Tamper(station, "update record_grant set ends_at = now() - interval '1 second' where basis = 'share'");

        Assert.True(await Sees(station, Role.Partner, id));
        var runner = station.Get<JobRunner>();
        await runner.AskScheduled(default);
        while (await runner.DoOne(default)) { }

        Assert.False(await Sees(station, Role.Partner, id));
    }

    [Fact]
    public async Task StoppingAShare_WorksAtOnce_AndIsOnTheRecordsHistory()
    {
        await using var station = await Station.Create();
        var (id, reference) = await Opened(station);
        var officer = await station.As(Role.Officer);
        var share = await station
            .Get<ShareRecord>()
            .Run(
                officer,
                new()
                {
                    RecordId = id,
                    AgencyId = station.CouncilId,
                    Purpose = "urgent",
                },
                default
            );

        await station.Get<EndShare>().Run(officer, new() { ShareId = share.Value, Why = "the council has what it needs" }, default);

        Assert.False(await Sees(station, Role.Partner, id));
        var trail = await station.Get<ReadTrail>().Run(await station.As(Role.Administrator), new() { About = reference }, default);
        Assert.Contains(trail.Value.Rows, r => r.Why == "stopped sharing with Ashmoor Council: the council has what it needs");
        Assert.Contains(trail.Value.Rows, r => r.Kind == TrailKind.Disclosure);
    }

    [Fact]
    public async Task APartner_CannotPassARecordOn()
    {
        await using var station = await Station.Create();
        var (id, _) = await Opened(station);

        var refused = await station
            .Get<ShareRecord>()
            .Run(
                await station.As(Role.Partner),
                new()
                {
                    RecordId = id,
                    AgencyId = station.CouncilId,
                    Purpose = "for us",
                },
                default
            );

        Assert.Equal(RefusalKind.Forbidden, Assert.Single(refused.Refusals).Kind);
    }

    [Fact]
    public async Task APartner_CannotPassARecordOnInTheDatabaseEither()
    {
        await using var station = await Station.Create();
        var agreement = await Agree(station, until: 30);
        await using var work = await station.Database.Begin(await station.As(Role.Partner), default);
        Assert.True(await work.Scalar<bool>("select exists (select 1 from record where id = $1)", default, agreement));
        await using var share = work.Command(
            """
            insert into share (id, record_id, agency_id, agreement_id, purpose, starts_at)
                select gen_random_uuid(), $1, id, $1, 'passed on', now() from agency limit 1
            """,
            agreement
        );

        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => share.ExecuteNonQueryAsync());

        Assert.Equal(Npgsql.PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task ReadersAndGrants_CannotDriftApart()
    {
        await using var station = await Station.Create();
        var (id, _) = await Opened(station);
        await station
            .Get<ShareRecord>()
            .Run(
                await station.As(Role.Officer),
                new()
                {
                    RecordId = id,
                    AgencyId = station.CouncilId,
                    Purpose = "urgent",
                },
                default
            );

        await using var owner = new Npgsql.NpgsqlConnection(station.OwnerConnectionString);
        await owner.OpenAsync();
        await using var drift = new Npgsql.NpgsqlCommand(
            """
            select count(*) from record r where (select array_agg(x order by x) from unnest(r.readers) x)
                is distinct from (select array_agg(distinct g.reader order by g.reader) from record_grant g
                    where g.record_id = r.id and g.starts_at <= now() and (g.ends_at is null or g.ends_at > now()))
            """,
            owner
        );
        Assert.Equal(0L, await drift.ExecuteScalarAsync());
    }

    private static async Task<(Guid Id, string Reference)> Opened(Station station)
    {
        var opened = await station
            .Get<SealAgreement>()
            .Run(
                await station.As(Role.Coordinator),
                new()
                {
                    Title = "Another matter",
                    Parties =
                    [
                        station.PoliceId,
                        (
                            await station
                                .Get<SaveAgency>()
                                .Run(
                                    station.Owner,
                                    new()
                                    {
                                        ForceId = station.ForceId,
                                        Name = "Fire",
                                        Kind = AgencyKind.Fire,
                                    },
                                    default
                                )
                        ).Value,
                    ],
                    Purposes = "p",
                    Data = "d",
                    StartsOn = new(2026, 1, 1),
                    EndsOn = new(2030, 1, 1),
                },
                default
            );
        return (opened.Value, (await Reference(station, opened.Value))!);
    }

    private static async Task<string?> Reference(Station station, Guid id)
    {
        await using var work = await station.Database.Begin(station.Owner, default);
        return await work.Scalar<string>("select reference from record where id = $1", default, id);
    }

    private static async Task<Guid> Agree(Station station, int until) =>
        (
            await station
                .Get<SealAgreement>()
                .Run(
                    await station.As(Role.Coordinator),
                    new()
                    {
                        Title = "Ashmoor partnership",
                        Parties = [station.PoliceId, station.CouncilId],
                        Purposes = "Reduce anti-social behaviour",
                        Data = "Problem records",
                        StartsOn = new(2026, 1, 1),
                        EndsOn = LondonTime.DayOf(TimeProvider.System.GetUtcNow()).AddDays(until),
                    },
                    default
                )
        ).Value;

    private static async Task EndAgreementNow(Station station, Guid agreement)
    {
        await using var work = await station.Database.Begin(station.Owner, default);
        var held = await work.Db.FindAsync<Domain.Sharing.Agreement>(agreement);
        held!.EndsOn = new(2026, 1, 2);
        await work.Commit("ended the agreement", default);
    }

    private static async Task<bool> Sees(Station station, Role role, Guid id)
    {
        await using var work = await station.Database.Begin(await station.As(role), default);
        return await work.Scalar<bool>("select exists (select 1 from record where id = $1)", default, id);
    }
}
