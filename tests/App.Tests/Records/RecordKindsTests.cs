using Npgsql;
using Wardwise.App.Records;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Records;

/// <summary>The program's table of kinds and the database's say the same, and the database keeps to who writes.</summary>
public sealed class RecordKindsTests
{
    [Fact]
    public async Task TheTableOfKinds_IsTheDatabases()
    {
        await using var station = await Station.Create();
        await using var work = await station.Database.Begin(station.Owner, default);
        var held = new List<(string, string, bool)>();
        await using (var read = work.Command("select code, letter, published from record_kind order by letter"))
        await using (var row = await read.ExecuteReaderAsync())
        {
            while (await row.ReadAsync())
            {
                held.Add((row.GetString(0), row.GetString(1), row.GetBoolean(2)));
            }
        }

        Assert.Equal(RecordKinds.All.Select(k => (k.Code, k.Letter.ToString(), k.IsPublished)), held);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TheDatabase_TakesANoteOfAPartner_OnlyWhereTheyTakePart(bool takesPart)
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.Scanned();
        var id = (await station.File(reference)).Problem.RecordId;
        await station.Share(reference, takesPart);
        await using var work = await station.Station.Database.Begin(await station.Station.As(Role.Partner), default);
        await using var write = work.Command(
            """
            insert into note (id, record_id, text, visibility, agency_id, author_id, author_name, written_at)
            values (gen_random_uuid(), $1, 'past the desk', 'own', $2, $2, 'somebody', now())
            """,
            id,
            station.Station.CouncilId
        );
        await using var change = work.Command("update problem_scanning set harm = 'past the desk' where record_id = $1", id);
        if (takesPart)
        {
            Assert.Equal(1, await write.ExecuteNonQueryAsync());
            Assert.Equal(1, await change.ExecuteNonQueryAsync());
        }
        else
        {
            Assert.Equal(0, await change.ExecuteNonQueryAsync());
            Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(() => write.ExecuteNonQueryAsync())).SqlState);
        }
    }
}
