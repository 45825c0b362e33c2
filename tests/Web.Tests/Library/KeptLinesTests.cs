using Npgsql;
using Wardwise.App.Problems;
using Wardwise.Domain.Problems;
using Wardwise.Testing;

namespace Wardwise.Web.Tests.Library;

/// <summary>The narrow line that is kept of each problem says what its sections say, whoever changed them and however close
/// together.</summary>
public sealed class KeptLinesTests
{
    private const string Drift = """
        select count(*) from (
            (select * from library_reading except select * from library_fact) union all (select * from library_fact except select * from library_reading)) d
        """;

    [Fact]
    public async Task EveryChangeOfARecord_IsInItsLine()
    {
        await using var ground = await LibraryGround.Lay();
        await using var owner = await Owner(ground);
        async Task Same(int records, string what)
        {
            Assert.Equal(
                (0L, (long)records),
                (await Number(owner, Drift), await Number(owner, "select count(*) from library_fact where " + what))
            );
        }

        var reference = await ground.Tried(
            technique: "control-access",
            more: f => (f.Assessment.Cost, f.Assessment.LessonConditions, f.Analysis.Hypothesis) = (900, "With lights", "Nobody sees them")
        );
        await Same(
            1,
            "counts and tried and kind_code = 'off-road-bikes' and techniques = '{control-access}' and cost = 900 and says_why and says_when and year = 2025"
        );
        await ground.Tried(more: f => (f.Plan.StartedOn, f.Assessment.AimMet) = (null, AimMet.Yes));
        await Same(1, "tried and result = 'claimed-met'");
        await Change(
            ground,
            reference,
            f => (f.Plan.StartedOn, f.Assessment.Cost, f.Assessment.Process, f.Analysis.Hypothesis) = (null, null, CarriedOut.Partly, "")
        );
        await Same(1, "not tried and cost is null and process = 'partly' and not says_why");
        await Run(owner, "update tasking set status = 'done', cost_pounds = 70 where source = 'plan'");
        await Same(1, "tried and cost = 70");
        await Run(owner, "update tasking set status = 'withdrawn'");
        await Same(1, "not tried and cost is null and techniques = '{}'");
        await Change(ground, reference, f => f.Problem.State = ProblemState.Draft);
        await Same(1, "not counts");
    }

    [Fact]
    public async Task TwoChangesAtOnce_AreBothInTheLine()
    {
        await using var ground = await LibraryGround.Lay();
        await ground.Tried(technique: "control-access", more: f => f.Plan.StartedOn = null);
        await using var one = await Owner(ground);
        await using var other = await Owner(ground);
        await using var first = await one.BeginTransactionAsync();
        await Run(one, "update problem_plan set started_on = '2023-04-01'");
        var second = Run(other, "update tasking set technique = 'set-rules'");
        await Eventually.Holds(
            async () =>
                await Number(
                    one,
                    "select count(*) from pg_locks where not granted and pid in (select pid from pg_stat_activity where datname = current_database())"
                ) == 1,
            second
        );
        await first.CommitAsync();
        await second;
        Assert.Equal(
            (0, 1),
            (
                await Number(one, Drift),
                await Number(one, "select count(*) from library_fact where tried and year = 2023 and techniques = '{set-rules}'")
            )
        );
    }

    /// <summary>Without the trail's demand of a reason for each change: these tests are about the lines alone.</summary>
    private static async Task<NpgsqlConnection> Owner(LibraryGround ground)
    {
        var connection = new NpgsqlConnection(ground.Web.Station.OwnerConnectionString);
        await connection.OpenAsync();
        await Run(
            connection,
            """
            do $$
            declare
                off text;
            begin
                for off in select format('alter table %s disable trigger %I', tgrelid::regclass, tgname) from pg_trigger
                    where tgfoid = 'demand_trail'::regproc and tgenabled <> 'D' and tgrelid in ('tasking'::regclass, 'problem_plan'::regclass)
                loop
                    execute off;
                end loop;
            end
            $$
            """
        );
        return connection;
    }

    private static async Task Change(LibraryGround ground, string reference, Action<ProblemFile> change)
    {
        await using var work = await ground.Station.Station.Database.Begin(ground.Station.Officer, default);
        var file = (await work.TakeOut(reference, default))!;
        change(file);
        Assert.Null(await work.PutBack(file, "changed it", default));
    }

    private static async Task<long> Number(NpgsqlConnection connection, string sql)
    {
        await using var read = new NpgsqlCommand(sql, connection);
        return (long)(await read.ExecuteScalarAsync())!;
    }

    private static async Task Run(NpgsqlConnection connection, string sql)
    {
        await using var run = new NpgsqlCommand(sql, connection);
        await run.ExecuteNonQueryAsync();
    }
}
