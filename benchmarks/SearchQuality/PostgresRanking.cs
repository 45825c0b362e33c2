using Npgsql;

namespace Wardwise.Benchmarks;

/// <summary>What PostgreSQL does by itself: its English text search over the title and all of the text, any of the words, ranked by cover
/// density.</summary>
internal sealed class PostgresRanking
{
    private readonly string _connection;

    private PostgresRanking(string connection) => _connection = connection;

    public static async Task<PostgresRanking> Of(string connection, IEnumerable<(string Reference, string Title, string Text)> texts)
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync();
        await using (var table = new NpgsqlCommand("create table plain_text (reference text primary key, words tsvector not null)", open))
        {
            await table.ExecuteNonQueryAsync();
        }

        foreach (var (reference, title, text) in texts)
        {
            await using var put = new NpgsqlCommand(
                "insert into plain_text values ($1, setweight(to_tsvector('english', $2), 'A') || to_tsvector('english', $3))",
                open
            )
            {
                Parameters =
                {
                    new() { Value = reference },
                    new() { Value = title },
                    new() { Value = text },
                },
            };
            await put.ExecuteNonQueryAsync();
        }

        return new(connection);
    }

    public async Task<IReadOnlyList<string>> Search(string question)
    {
        await using var open = new NpgsqlConnection(_connection);
        await open.OpenAsync();
        await using var read = new NpgsqlCommand(
            """
            select reference from plain_text, (select replace(plainto_tsquery('english', $1)::text, '&', '|')::tsquery q) asked
            where words @@ q order by ts_rank_cd(words, q) desc, reference
            """,
            open
        )
        {
            Parameters = { new() { Value = question } },
        };
        var found = new List<string>();
        await using var row = await read.ExecuteReaderAsync();
        while (await row.ReadAsync())
        {
            found.Add(row.GetString(0));
        }

        return found;
    }
}
