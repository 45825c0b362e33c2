using Npgsql;
using Wardwise.App.Data;
using Wardwise.App.Imports;
using Wardwise.App.Problems;
using Wardwise.App.Search;
using Wardwise.App.Tests.Records;
using Wardwise.Testing;
using static Wardwise.App.Tests.OldRecords.OldRecordFaultsTests;

namespace Wardwise.App.Tests.Search;

/// <summary>The index keeps in step with what is there: names of places, and the words offered for slips.</summary>
public sealed class IndexTests
{
    [Fact]
    public async Task APlaceThatIsRenamed_IsFoundByItsNewName_AndNoLongerByItsOld()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.Opened();
        Assert.Equal([reference], await Found(station, "fairlands"));

        await OutboxTests.Sql(station.Station, $"update place set name = 'Quenborough' where no = {Ground.Fairlands}");
        Assert.Equal([reference], await Found(station, "quenborough"));
        Assert.Empty(await Found(station, "fairlands"));
    }

    [Fact]
    public async Task APlaceThatKeepsItsName_MakesNoRecordBeReadAgain()
    {
        await using var station = await ProblemStation.Create();
        await station.Opened();
        await Found(station, "bikes");
        await OutboxTests.Sql(station.Station, $"update place set name = name where no = {Ground.Fairlands}");
        Assert.Empty(await Column(station, "select record_id::text from findable_waiting"));
    }

    [Fact]
    public async Task WhatAnUndoneImportBrought_LeavesTheWordsOfferedForSlips_AndWhatOthersHoldStays()
    {
        await using var station = await ProblemStation.Create();
        await station.Opened();
        var import = await Import(station, new OldRecordFile().Row("T/1", ("title", "Hoverboards on the rec")).Save(station.Station.Home));
        await Keep(station);
        Assert.Equal(
            ["bikes", "hoverboards"],
            await Column(station, "select distinct word from findable_word where word in ('hoverboards', 'bikes') order by 1")
        );

        ProblemStation.Done(await station.Get<UndoImport>().Run(station.Station.Owner, new() { Import = import.Id! }, default));
        await Keep(station);
        Assert.Equal(
            ["bikes"],
            await Column(station, "select distinct word from findable_word where word in ('hoverboards', 'bikes') order by 1")
        );
    }

    [Fact]
    public async Task WhatADraftSays_IsAmongTheWordsOnceItIsOpen()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.Opened("Hoverboards on the rec", "Hoverboards each evening");
        await OutboxTests.Sql(station.Station, "set session_replication_role = replica; update record set state = 'draft'");
        await Found(station, "hoverboards");
        await Keep(station);
        Assert.Empty(await Column(station, "select word from findable_word where word = 'hoverboards'"));

        ProblemStation.Done(await station.Get<OpenDraft>().Run(station.Officer, new() { Reference = reference }, default));
        Assert.Equal([reference], await Found(station, "hoverboards"));
        Assert.Equal(["hoverboards"], await Column(station, "select word from findable_word where word = 'hoverboards'"));
    }

    private static Task<string?> Keep(ProblemStation station) =>
        new KeepIndex(station.Get<Upkeep>(), station.Get<Indexer>()).Work(station.Station.Owner, "{}", new Progress<string>(), default);

    private static async Task<string[]> Found(ProblemStation station, string text) =>
        [.. (await station.Get<SearchProblems>().Run(station.Officer, new() { Text = text }, default)).Value.Hits.Select(h => h.Reference)];

    private static async Task<List<string>> Column(ProblemStation station, string query)
    {
        await using var source = NpgsqlDataSource.Create(station.Station.OwnerConnectionString);
        await using var read = source.CreateCommand(query);
        await using var row = await read.ExecuteReaderAsync();
        var values = new List<string>();
        while (await row.ReadAsync())
        {
            values.Add(row.GetString(0));
        }

        return values;
    }
}
