using Npgsql;
using Wardwise.App.Access;
using Wardwise.App.Accounts;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Access;

/// <summary>Somebody who owns the database can rewrite it. The trail shows that they did.</summary>
public sealed class TamperTests
{
    [Theory]
    [InlineData("update trail set why = 'routine' where id = (select id from trail where kind = 'alteration' limit 1)", "was changed")]
    [InlineData(
        "update trail_content set body = '{}' where trail_id = (select id from trail where kind = 'alteration' limit 1)",
        "content of row"
    )]
    [InlineData(
        "with gone as (delete from trail_content using (select id from trail order by chain, n desc limit 1) t where trail_id = t.id returning trail_id) select 1; delete from trail where id not in (select trail_id from trail_content)",
        "ends before"
    )]
    [InlineData("delete from trail_content where trail_id = (select id from trail limit 1)", "has lost its content")]
    public async Task ARewrittenRow_IsFound(string tampering, string fault)
    {
        await using var station = await Station.Create();
        await Tamper(station, tampering);

        var verified = await station.Get<VerifyTrail>().Run(station.Owner, default);

        Assert.False(verified.Value.Sound);
        Assert.Contains(verified.Value.Faults, f => f.Contains(fault, StringComparison.Ordinal));
    }

    [Fact]
    public async Task AWholeChainTakenOut_IsFoundByTheAnchor()
    {
        await using var station = await Station.Create();
        await station.Get<SaveTeam>().Run(station.Owner, new() { AgencyId = station.CouncilId, Name = "Wardens" }, default);
        await AnchorAll(station);
        Assert.True((await station.Get<VerifyTrail>().Run(station.Owner, default)).Value.Sound);

        await Tamper(
            station,
            """
            create temp table gone as select id, chain from trail where subject_kind = 'team' order by at desc limit 1;
            delete from trail_content where trail_id in (select id from gone);
            delete from trail where id in (select id from gone);
            delete from chain_head where chain in (select chain from gone)
            """
        );

        var verified = await station.Get<VerifyTrail>().Run(station.Owner, default);
        Assert.Contains("not those that were anchored", Assert.Single(verified.Value.Faults));
    }

    [Fact]
    public async Task AnAnchorSignedWithAnotherKey_IsNotOurs()
    {
        await using var station = await Station.Create();
        await station.Get<AnchorBook>().Anchor(station.Owner, default);

        File.Delete(Path.Combine(station.Home, "keys", "anchor.pem"));

        var verified = await station.Get<VerifyTrail>().Run(station.Owner, default);
        Assert.Contains(verified.Value.Faults, f => f.Contains("signature", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AnAnchorCoversEachRowOnce_AndTheNextOneGoesOn()
    {
        await using var station = await Station.Create();
        var before = await AnchorAll(station);

        await station
            .Get<SaveTeam>()
            .Run(await station.As(Role.Administrator), new() { AgencyId = station.PoliceId, Name = "Nights" }, default);

        Assert.Equal(
            (before.Rows + 1, 1L),
            (await AnchorAll(station)) is { } after ? (after.Anchored, after.Anchored - before.Anchored) : default
        );
        Assert.True((await station.Get<VerifyTrail>().Run(station.Owner, default)).Value.Sound);
    }

    /// <summary>A row is anchored once every transaction that began before it has ended, anywhere on the server: other tests'
    /// too.</summary>
    private static async Task<(long Rows, long Anchored)> AnchorAll(Station station)
    {
        long rows = 0;
        await Eventually.Holds(async () =>
        {
            await station.Get<AnchorBook>().Anchor(station.Owner, default);
            var state = (await station.Get<VerifyTrail>().Run(station.Owner, default)).Value;
            rows = state.Rows;
            return state.NotAnchored == 0;
        });
        return (rows, rows);
    }

    private static async Task Tamper(Station station, string sql)
    {
        await using var owner = new NpgsqlConnection(station.OwnerConnectionString);
        await owner.OpenAsync();
        await using var command = new NpgsqlCommand("set session_replication_role = replica; " + sql, owner);
        await command.ExecuteNonQueryAsync();
    }
}
