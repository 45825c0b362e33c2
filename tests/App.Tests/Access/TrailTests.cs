using Npgsql;
using Wardwise.App.Access;
using Wardwise.App.Accounts;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Access;

/// <summary>F49: every look as well as every change is on the trail. F9: who, when, why, before and after.</summary>
public sealed class TrailTests
{
    [Fact]
    public async Task AWriteWithoutHistory_IsRefusedAtCommit()
    {
        await using var station = await Station.Create();
        await using var work = await station.Database.Begin(station.Owner, default);
        await using var write = work.Command("update agency set name = 'Slipped past' where id = $1", station.CouncilId);
        await write.ExecuteNonQueryAsync();

        var refused = await Assert.ThrowsAsync<PostgresException>(() => work.Finish(default));

        Assert.Equal("WW001", refused.SqlState);
    }

    [Fact]
    public async Task AWriteThroughAUseCase_TellsWhoWhenWhyBeforeAndAfter()
    {
        await using var station = await Station.Create();
        var administrator = await station.As(Role.Administrator);

        await station
            .Get<SaveAgency>()
            .Run(
                administrator,
                new()
                {
                    Id = station.CouncilId,
                    Name = "Ashmoor Borough Council",
                    Kind = AgencyKind.Council,
                },
                default
            );

        await using var work = await station.Database.Begin(administrator, default);
        await using var read = work.Command(
            """
            select t.actor_name, t.at, t.why, c.body from trail t join trail_content c on c.trail_id = t.id where t.subject_id = $1
            order by t.n desc limit 1
            """,
            station.CouncilId
        );
        await using var row = await read.ExecuteReaderAsync();
        Assert.True(await row.ReadAsync());
        Assert.Equal("Administrator of Ashmoor", row.GetString(0));
        Assert.Equal(station.Clock.Now, row.GetFieldValue<DateTimeOffset>(1));
        Assert.Equal("changed the agency", row.GetString(2));
        Assert.Contains("\"before\":{\"name\":\"Ashmoor Council\"}", row.GetString(3));
        Assert.Contains("\"after\":{\"name\":\"Ashmoor Borough Council\"}", row.GetString(3));
    }

    [Theory]
    [InlineData("update trail set why = 'nothing to see'")]
    [InlineData("delete from trail")]
    [InlineData("update trail_content set body = '{}'")]
    [InlineData("update chain_head set n = 0")]
    [InlineData("insert into anchor values (1, now(), 0, '', '')")]
    [InlineData(
        "insert into record_grant (id, record_id, reader, basis, starts_at) select gen_random_uuid(), id, $1, 'mine', now() from record"
    )]
    [InlineData("update record set readers = array[$1]")]
    public async Task TheApplicationItself_CannotRewriteTheTrailOrTheGrants(string sql)
    {
        await using var station = await Station.Create();
        await using var work = await station.Database.Begin(station.Owner, default);
        await using var tamper = sql.Contains('$') ? work.Command(sql, station.CouncilId) : work.Command(sql);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => tamper.ExecuteNonQueryAsync());

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task AQueryThatNamesNoActor_IsABugThatSaysSo()
    {
        await using var station = await Station.Create();
        await using var work = await station.Database.Begin(station.Owner, default);
        await work.Finish(default);

        await Assert.ThrowsAnyAsync<Exception>(() =>
            Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.ToListAsync(work.Db.Records)
        );
    }

    [Fact]
    public async Task ALookAtPeopleThatIsNotWrittenDown_IsABugThatSaysSo()
    {
        await using var station = await Station.Create();
        var work = await station.Database.Begin(station.Owner, default);
        await using (var read = work.Command("select name from mention where name ilike 'a%'"))
        {
            await read.ExecuteNonQueryAsync();
        }

        await work.Finish(default);

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await work.DisposeAsync());
    }

    [Fact]
    public async Task ALookAtPeople_IsOnTheTrail_WithWhoAndWhom()
    {
        await using var station = await Station.Create();
        var officer = await station.As(Role.Officer);
        var seen = Guid.CreateVersion7();
        await using (var work = await station.Database.Begin(officer, default))
        {
            await using (var read = work.Command("select name from mention where incident_id = $1", seen))
            {
                await read.ExecuteNonQueryAsync();
            }

            work.Looked("incident", [seen], "a call from the victim");
            await work.Finish(default);
        }

        var trail = await station.Get<ReadTrail>().Run(await station.As(Role.Administrator), new() { About = seen.ToString() }, default);
        var look = Assert.Single(trail.Value.Rows);
        Assert.Equal(
            (TrailKind.Look, "Officer of Ashmoor", "incident", "a call from the victim"),
            (look.Kind, look.Who, look.What, look.Why)
        );
    }

    [Fact]
    public async Task AListTakenAsAFile_IsADisclosureOnTheTrail()
    {
        await using var station = await Station.Create();

        var taken = await station
            .Get<Wardwise.App.Problems.ListProblems>()
            .Run(await station.As(Role.Coordinator), new() { Everything = true }, default);

        Assert.True(taken.Done);
        var trail = await station
            .Get<ReadTrail>()
            .Run(await station.As(Role.Administrator), new() { Kind = TrailKind.Disclosure }, default);
        var row = Assert.Single(trail.Value.Rows);
        Assert.Equal(("Coordinator of Ashmoor", "problems as a file"), (row.Who, row.What));
    }

    [Fact]
    public async Task SixteenWritersAtOnce_MakeOneChainPerSubjectWithoutAFork()
    {
        await using var station = await Station.Create();
        var administrator = await station.As(Role.Administrator);

        await Task.WhenAll(
            Enumerable
                .Range(0, 16)
                .Select(n =>
                    Task.Run(() =>
                        station.Get<SaveTeam>().Run(administrator, new() { AgencyId = station.PoliceId, Name = $"Team {n}" }, default)
                    )
                )
        );

        var verified = await station.Get<VerifyTrail>().Run(station.Owner, new(), default);
        Assert.True(verified.Value.Sound, string.Join(' ', verified.Value.Faults));
        Assert.True(verified.Value.Rows >= 16);
    }
}
