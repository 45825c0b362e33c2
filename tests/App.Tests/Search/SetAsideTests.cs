using Npgsql;
using Wardwise.App.Data;
using Wardwise.App.Problems;
using Wardwise.App.Records;
using Wardwise.App.Search;
using Wardwise.App.Tests.Records;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Search;

/// <summary>One record that cannot be read is set aside with its reason; the others go on, and an administrator is told.</summary>
public sealed class SetAsideTests
{
    /// <summary>The fields of one record alone cannot be had.</summary>
    private const string Break = """
        alter function problem_fields(uuid) rename to problem_fields_of;
        create function problem_fields(of_record uuid) returns jsonb language plpgsql stable security definer
            set search_path = public, pg_temp as $$
        begin
            if (select title from record where id = of_record) like 'Poison%' then
                raise exception 'nothing to be had of %', of_record using errcode = '22023';
            end if;
            return problem_fields_of(of_record);
        end
        $$
        """;

    /// <summary>As when each record changes.</summary>
    private const string Again = "insert into findable_waiting (record_id, since) select id, now() from record on conflict do nothing";

    [Fact]
    public async Task ATextWithAnEmojiWhereItIsCut_IsFound_AndSoIsEverythingElse()
    {
        await using var station = await ProblemStation.Create();
        var cut = new string('a', 19_999) + "😀" + new string('b', 500);
        var odd = await station.Opened("Quadbikes at Quenborough");
        await OutboxTests.Sql(
            station.Station,
            "set session_replication_role = replica; "
                + "update problem_scanning set what_recurs = repeat('a', 19999) || '😀' || repeat('b', 500);"
                + Again
        );
        var plain = await station.Opened("Litter by the precinct");
        Assert.Equal([odd], await Found(station, "quenborough"));
        Assert.Equal([plain], await Found(station, "litter"));
        Assert.True((await station.Get<FindSimilar>().Run(station.Officer, new() { Words = cut[16_000..] }, default)).Done);
        Assert.Empty((await Listed(station)).Value);
    }

    [Fact]
    public async Task OneRecordThatCannotBeRead_IsSetAside_AndTheOthersGoOn()
    {
        await using var station = await ProblemStation.Create();
        await OutboxTests.Sql(station.Station, Break);
        var first = await station.Opened("Litter by the precinct");
        var poison = await station.Opened("Poison in the records");
        var last = await station.Opened("Litter on the green");

        Assert.Equal([first, last], (await Found(station, "litter")).Order());
        var row = Assert.Single((await Listed(station)).Value);
        Assert.Equal((poison, "The database did not take its words (code 22023)."), (row.Reference, row.Reason));
    }

    [Fact]
    public async Task TheAdministratorsOfItsForce_AreTold_Once()
    {
        await using var station = await ProblemStation.Create();
        await OutboxTests.Sql(station.Station, Break);
        var poison = await station.Opened("Poison in the records");
        await Found(station, "litter");
        await OutboxTests.Sql(station.Station, Again);
        await Found(station, "litter");

        var administrator = await station.Station.As(Role.Administrator);
        var told = (await station.Get<ListNotices>().Run(administrator, new(), default)).Value;
        Assert.Single(told.Notices, n => n.Subject == $"Search does not find {poison}");
    }

    [Fact]
    public async Task ItIsTriedAgain_WhenItChanges()
    {
        await using var station = await ProblemStation.Create();
        await OutboxTests.Sql(station.Station, Break);
        var poison = await station.Opened("Poison in the records");
        Assert.Empty(await Found(station, "poison"));

        var saved = ProblemStation.Scanning(poison) with { Title = "Rats in the records" };
        ProblemStation.Done(await station.Get<SaveScanning>().Run(station.Officer, saved, default));
        Assert.Equal([poison], await Found(station, "rats"));
        Assert.Empty((await Listed(station)).Value);
    }

    [Fact]
    public async Task ItIsTriedAgain_ADayLater()
    {
        await using var station = await ProblemStation.Create();
        await OutboxTests.Sql(station.Station, Break);
        var poison = await station.Opened("Poison in the records");
        Assert.Empty(await Found(station, "poison"));

        await OutboxTests.Sql(
            station.Station,
            "drop function problem_fields(uuid); alter function problem_fields_of(uuid) rename to problem_fields; "
                + "update findable_aside set at = at - interval '25 hours'"
        );
        await new KeepIndex(station.Get<Upkeep>(), station.Get<Indexer>()).Work(
            station.Station.Owner,
            "{}",
            new Progress<string>(),
            default
        );
        Assert.Equal([poison], await Found(station, "poison"));
    }

    [Theory]
    [InlineData("53100")]
    [InlineData("57P03")]
    [InlineData("40P01")]
    public void AServerThatIsFullGoneOrBusy_IsNoFaultOfTheRecord(string code) =>
        Assert.False(UnreadableException.IsOfTheRecord(new PostgresException("no", "ERROR", "ERROR", code)));

    [Theory]
    [InlineData("42883")]
    [InlineData("42501")]
    [InlineData("25006")]
    [InlineData("0A000")]
    [InlineData("XX000")]
    public void WhatIsWrongWithUs_IsNoFaultOfTheRecord(string code) =>
        Assert.False(UnreadableException.IsOfTheRecord(new PostgresException("no", "ERROR", "ERROR", code)));

    [Fact]
    public async Task AFunctionThatIsNotThere_SetsNothingAside()
    {
        await using var station = await ProblemStation.Create();
        await station.Opened("Litter by the precinct");
        await OutboxTests.Sql(station.Station, "alter function findable_fields(uuid[]) rename to findable_fields_of");
        await Assert.ThrowsAsync<PostgresException>(() => station.Get<Indexer>().Drain(10, null, default));
        Assert.Empty((await Listed(station)).Value);
    }

    private static async Task<Domain.Shared.Outcome<IReadOnlyList<ListNotFindable.Aside>>> Listed(ProblemStation station) =>
        await station.Get<ListNotFindable>().Run(await station.Station.As(Role.Administrator), default);

    private static async Task<string[]> Found(ProblemStation station, string text) =>
        [.. (await station.Get<SearchProblems>().Run(station.Officer, new() { Text = text }, default)).Value.Hits.Select(h => h.Reference)];
}
