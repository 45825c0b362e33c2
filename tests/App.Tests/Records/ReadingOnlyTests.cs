using Npgsql;
using Wardwise.App.Access;
using Wardwise.App.Problems;
using Wardwise.App.Search;
using Wardwise.App.Sharing;
using Wardwise.App.Tests.Access;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Records;

/// <summary>What is shared for reading only is written by no way: not many at once, and not in the database either.</summary>
public sealed class ReadingOnlyTests
{
    [Fact]
    public async Task TheKindOfAProblemOfAnotherAgency_IsOfferedToNobodyWhoOnlyReadsIt_AndNotTaken()
    {
        await using var station = await Create();
        var (reference, record) = await CouncilsProblem(station);
        await Share(station, record, takesPart: false);
        var coordinator = station.Coordinator;

        Assert.Empty((await station.Get<ListKinds>().Run(coordinator, new(), default)).Value.Lines);
        Assert.Equal(0, (await station.Get<CountKinds>().Run(coordinator, default)).Value);
        var refused = Assert.Single((await Confirm(station, coordinator, reference)).Refusals);
        Assert.Equal(
            (
                RefusalKind.Forbidden,
                $"{reference} is shared with your agency for reading only. Ask the agency that owns it to share it for taking part."
            ),
            (refused.Kind, refused.Sentence)
        );
    }

    [Fact]
    public async Task TheKindOfAProblemThatOnesAgencyTakesPartIn_IsTaken()
    {
        await using var station = await Create();
        var (reference, record) = await CouncilsProblem(station);
        await Share(station, record, takesPart: true);

        Assert.Equal(
            reference,
            Assert.Single((await station.Get<ListKinds>().Run(station.Coordinator, new(), default)).Value.Lines).Reference
        );
        Assert.Equal(1, (await station.Get<CountKinds>().Run(station.Coordinator, default)).Value);
        Assert.Equal(1, (await Confirm(station, station.Coordinator, reference)).Value);
    }

    [Theory]
    [InlineData("update record set title = 'Ours now' where id = $1", true)]
    [InlineData("update record set owner_agency_id = (select id from agency where kind = 'police') where id = $1", true)]
    [InlineData("update record set state = 'closed', marking = 'official-sensitive' where id = $1", true)]
    [InlineData("update problem set kind_code = 'noise' where record_id = $1", false)]
    [InlineData("update problem_scanning set harm = 'none' where record_id = $1", false)]
    [InlineData(
        "insert into evaluation (id, record_id, inputs, result, sentence, method, occasion, made_at, made_by) "
            + "values (gen_random_uuid(), $1, '{}', '{}', 'It fell', 'none', 'asked', now(), gen_random_uuid())",
        true
    )]
    [InlineData(
        "insert into tasking (id, record_id, source, what, agency_id, status) "
            + "select gen_random_uuid(), id, 'plan', 'Planted', owner_agency_id, 'to-do' from record where id = $1",
        true
    )]
    [InlineData(
        "insert into tasking (id, record_id, source, what, agency_id, status) "
            + "select gen_random_uuid(), $1, 'join', 'Planted', id, 'to-do' from agency where kind = 'police'",
        true
    )]
    [InlineData("update tasking set what = 'Ours now' where record_id = $1", false)]
    [InlineData("delete from tasking where record_id = $1", false)]
    [InlineData(
        "insert into clock (id, record_id, duty, law, rule_number, statutory, started_at, due_at) "
            + "values (gen_random_uuid(), $1, 'x', 'x', 1, true, now(), now())",
        true
    )]
    [InlineData("insert into milestone (record_id, what, at) values ($1, 'planted', now())", true)]
    public async Task InTheDatabase_WhoOnlyReadsARecord_ChangesNothingOfIt(string sql, bool refused)
    {
        await using var station = await Create();
        var (_, record) = await CouncilsProblem(station);
        await Share(station, record, takesPart: false);
        await Catalogue.Tamper(
            station.Station,
            "insert into tasking (id, record_id, source, what, agency_id, status) "
                + $"select gen_random_uuid(), id, 'plan', 'Theirs', owner_agency_id, 'to-do' from record where id = '{record}'"
        );
        await using var work = await station.Station.Database.Begin(station.Officer, default);
        Assert.Equal(record, await work.Scalar<Guid>("select id from record where id = $1 for no key update", default, record));
        await using var write = work.Command(sql, record);

        if (refused)
        {
            var no = await Assert.ThrowsAsync<PostgresException>(() => write.ExecuteNonQueryAsync());
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, no.SqlState);
        }
        else
        {
            Assert.Equal(0, await write.ExecuteNonQueryAsync());
        }
    }

    [Fact]
    public async Task InTheDatabase_WhoTakesPart_ChangesIt()
    {
        await using var station = await Create();
        var (_, record) = await CouncilsProblem(station);
        await Share(station, record, takesPart: true);
        await using var work = await station.Station.Database.Begin(station.Officer, default);
        await using var write = work.Command("update record set title = 'Said better' where id = $1", record);

        Assert.Equal(1, await write.ExecuteNonQueryAsync());
    }

    [Theory]
    [InlineData("update record set owner_agency_id = (select id from agency where kind = 'police') where id = $1")]
    [InlineData("update record set marking = 'official-sensitive' where id = $1")]
    public async Task InTheDatabase_WhoTakesPart_NeitherTakesItOverNorMarksIt(string sql)
    {
        await using var station = await Create();
        var (_, record) = await CouncilsProblem(station);
        await Share(station, record, takesPart: true);
        await using var work = await station.Station.Database.Begin(station.Officer, default);
        await using var write = work.Command(sql, record);

        var no = await Assert.ThrowsAsync<PostgresException>(() => write.ExecuteNonQueryAsync());

        Assert.Equal(
            (PostgresErrorCodes.InsufficientPrivilege, "only the agency that owns a record gives it away or marks it"),
            (no.SqlState, no.MessageText)
        );
    }

    [Theory]
    [InlineData("update agreement set ends_on = ends_on + 365")]
    [InlineData("delete from agreement_party")]
    public async Task InTheDatabase_APartyToAnAgreement_ReadsItAndChangesNothingOfIt(string sql)
    {
        await using var station = await Tampering.Ground();
        await using var work = await station.Database.Begin(await station.As(Role.Partner), default);
        Assert.Equal(1L, await work.Scalar<long>("select count(*) from agreement", default));
        await using var write = work.Command(sql);

        Assert.Equal(0, await write.ExecuteNonQueryAsync());
    }

    /// <summary>Tables of a record that others than those who write on it add to or change, in the catalogue's order.</summary>
    private static readonly Dictionary<string, string> ByOthers = new()
    {
        ["export_text"] = "how a record is told outside is for the force's library",
        ["nomination"] = "whoever reads a record nominates it",
        ["notice"] = "tells somebody of a record; of whom it is for",
        ["practice_use"] = "whoever reads a record says that it helped them",
        ["share"] = "the record's own agency alone",
    };

    [Fact]
    public async Task EveryTableOfARecord_IsWrittenByThoseWhoWriteOnTheRecord_OrIsOnTheList()
    {
        await using var station = await Station.Create();
        Assert.Equal(ByOthers.Keys, await NotHeld(station));

        await Catalogue.Run(
            station,
            "create table planted (id uuid primary key, record_id uuid not null references record (id)); select hang_on_record('planted')"
        );
        Assert.Equal(["planted"], (await NotHeld(station)).Except(ByOthers.Keys));

        await Catalogue.Run(station, "select only_writers_write('planted')");
        Assert.Equal(ByOthers.Keys, await NotHeld(station));
    }

    /// <summary>Tables of a record that the application may write and that are not limited to the record's writers.</summary>
    private static Task<List<string>> NotHeld(Station station) =>
        Catalogue.Read(
            station.OwnerConnectionString,
            """
            select c.relname::text from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'record_id'
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname not in ('trail', 'trail_content')
                and exists (select 1 from (values ('insert', 'a'), ('update', 'w'), ('delete', 'd')) act (name, code)
                    where (has_table_privilege('wardwise_app', c.oid, act.name)
                        or act.name <> 'delete' and has_any_column_privilege('wardwise_app', c.oid, act.name))
                    and not exists (select 1 from pg_policy p
                        where p.polrelid = c.oid and not p.polpermissive and p.polcmd = act.code::"char"
                        and coalesce(pg_get_expr(p.polqual, p.polrelid), '') || coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '')
                            like '%may_write_record%'))
            order by c.relname collate "C"
            """,
            r => r.GetString(0)
        );

    /// <summary>A share without an agreement ends by the database's own clock.</summary>
    private static async Task<ProblemStation> Create() => await ProblemStation.On(await Station.Create(TimeProvider.System.GetUtcNow()));

    private static async Task<(string Reference, Guid Id)> CouncilsProblem(ProblemStation station)
    {
        var opened = await station
            .Get<OpenProblem>()
            .Run(
                await station.Station.As(Role.Partner),
                new()
                {
                    Title = "Tipping behind the shops",
                    WhatRecurs = "Sacks and sofas, each weekend",
                    Category = ProblemCategory.Nuisance,
                    PlaceNo = Ground.Fairlands,
                },
                default
            );
        ProblemStation.Done(opened);
        return (opened.Value.Reference, opened.Value.Id);
    }

    private static async Task Share(ProblemStation station, Guid record, bool takesPart) =>
        ProblemStation.Done(
            await station
                .Get<ShareRecord>()
                .Run(
                    station.Station.Owner,
                    new()
                    {
                        RecordId = record,
                        AgencyId = station.Station.PoliceId,
                        Purpose = "They see it at night",
                        TakesPart = takesPart,
                    },
                    default
                )
        );

    private static async Task<Outcome<int>> Confirm(ProblemStation station, Actor coordinator, string reference)
    {
        var kind = (await station.Get<ListKinds>().Run(coordinator, new(), default)).Value.Kinds.Kinds[0].Code;
        return await station.Get<ConfirmKinds>().Run(coordinator, new() { Choices = [new(reference, kind)] }, default);
    }
}
