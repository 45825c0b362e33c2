using Npgsql;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Library;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Data;

/// <summary>Rows of plain SQL are read by name and type, and what cannot be says which column it is.</summary>
public sealed class RowReadingTests(RowReadingTests.Kept kept) : IClassFixture<RowReadingTests.Kept>
{
    public sealed class Kept : IAsyncLifetime
    {
        internal Station Station { get; private set; } = null!;

        public async Task InitializeAsync() => Station = await Station.Create();

        public async Task DisposeAsync() => await Station.DisposeAsync();
    }

    [Fact]
    public async Task EachColumn_IsReadByItsName_WhereverItStands()
    {
        await using var work = await Begin();
        var read = await work.Rows(
            "select n, 'row ' || n as words, n > 1 as later from generate_series($1::int, $2::int) n order by n",
            row => (row.Get<bool>("later"), row.Get<string>("words"), row.Get<int>("n")),
            default,
            1,
            2
        );
        Assert.Equal([(false, "row 1", 1), (true, "row 2", 2)], read);
    }

    /// <summary>Where each name was found is remembered from row to row; what one row is not asked for moves nothing.</summary>
    [Fact]
    public async Task Rows_MayBeAskedForDifferentColumns_InAnyOrder()
    {
        await using var work = await Begin();
        var read = await work.Rows(
            "select n as a, 10 * n as b, 100 * n as c from generate_series(1, 4) n order by n",
            row =>
                (row.Get<int>("a") % 2) switch
                {
                    0 => row.Get<int>("c") + row.Get<int>("a"),
                    _ => row.Get<int>("b") + row.Get<int>("b") + row.Get<int>(string.Concat("", "c".AsSpan())),
                },
            default
        );
        Assert.Equal([120, 202, 360, 404], read);
    }

    [Fact]
    public async Task ANullWhereNoneCanBe_SaysTheColumn()
    {
        Assert.Equal("Column due_on is null, and is read as a DateOnly that cannot be.", await Broken(row => row.Get<DateOnly>("due_on")));
        Assert.Equal("Column title is null, and is read as a String that cannot be.", await Broken(row => row.Get<string>("title")));
        Assert.Equal("Column ids is null, and is read as a Guid[] that cannot be.", await Broken(row => row.Get<Guid[]>("ids")));

        async Task<string> Broken<T>(Func<Row, T> read)
        {
            await using var work = await Begin();
            const string Nothing = "select null::date as due_on, null::text as title, null::uuid[] as ids";
            return (await Assert.ThrowsAsync<InvalidOperationException>(() => work.OneRow(Nothing, read, default))).Message;
        }
    }

    [Fact]
    public async Task WhatMayBeNull_IsReadAsNull_OrAsItsValue()
    {
        await using var work = await Begin();
        var read = await work.Rows(
            """
            select * from (values (1, null::int, null::date, null::text, null::text[], null::text),
                (2, 7, date '2026-05-04', 'words', array['a', 'b'], 'response')) v (n, number, day, words, list, step) order by n
            """,
            row =>
                (
                    row.Get<int?>("number"),
                    row.Get<DateOnly?>("day"),
                    row.OrNull<string>("words"),
                    row.OrNull<string[]>("list"),
                    row.CodeOrNull<SaraStep>("step"),
                    row.IsNull("number")
                ),
            default
        );
        Assert.Equal((null, null, null, null, null, true), read[0]);
        Assert.Equal((7, new DateOnly(2026, 5, 4), "words", read[1].Item4, SaraStep.Response, false), read[1]);
        Assert.Equal(["a", "b"], read[1].Item4!);
    }

    [Fact]
    public async Task AnEnum_IsReadFromItsCode_AndAMonthFromItsFirstDay()
    {
        await using var work = await Begin();
        var read = await work.OneRow(
            "select 'did-not-help' as said, date '2026-05-01' as month",
            row => (row.Code<PracticeSaid>("said"), row.Month("month")),
            default
        );
        Assert.Equal((PracticeSaid.DidNotHelp, new YearMonth(2026, 5)), read);
        await Assert.ThrowsAsync<FormatException>(() =>
            work.OneRow("select 'no-code' as said", row => row.Code<PracticeSaid>("said"), default)
        );
    }

    [Fact]
    public async Task AColumnThatTheQueryDoesNotGive_IsNamed()
    {
        await using var work = await Begin();
        var missing = await Assert.ThrowsAnyAsync<Exception>(() =>
            work.Rows("select 1 as here", row => row.Get<int>("elsewhere"), default)
        );
        Assert.Contains("elsewhere", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoRow_IsNull_ExceptWhereThereAlwaysIsOne()
    {
        const string None = "select 1 as n where false";
        await using var work = await Begin();
        Assert.Null(await work.FirstRow<int?>(None, row => row.Get<int>("n"), default));
        Assert.Null(await work.FirstRow(None, row => row.Get<int>("n").ToString(), default));
        Assert.Equal(3, await work.FirstRow<int?>("select 3 as n union all select 4", row => row.Get<int>("n"), default));
        await Assert.ThrowsAsync<InvalidOperationException>(() => work.OneRow(None, row => row.Get<int>("n"), default));
    }

    [Fact]
    public async Task ALoopThatIsLeftEarly_LeavesTheWorkFreeToAskAgain()
    {
        await using var work = await Begin();
        await foreach (var row in work.EachRow("select n from generate_series(1, 10000) n", default))
        {
            if (row.Get<int>("n") == 2)
            {
                break;
            }
        }

        Assert.Equal([1, 2, 3], work.EachRowBlocking("select n from generate_series(1, 3) n order by n").Select(r => r.Get<int>("n")));
    }

    [Fact]
    public async Task WithoutAPieceOfWork_RowsAreReadInTheSameWay()
    {
        await using var source = NpgsqlDataSource.Create(kept.Station.AppConnectionString);
        await using var command = source.CreateCommand("select n from generate_series(1, 3) n order by n");
        var read = new List<int>();
        await foreach (var row in command.EachRow(default))
        {
            read.Add(row.Get<int>("n"));
        }

        Assert.Equal([1, 2, 3], read);
        Assert.Equal(1, await command.OneRow(row => row.Get<int>("n"), default));
    }

    private Task<Work> Begin() => kept.Station.Database.Begin(Actor.Nobody, default);
}
