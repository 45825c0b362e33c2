using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Places;

/// <summary>The neighbourhoods of the actor's force, by name: what a team, a problem or a filter can name.</summary>
public sealed class ChoosePlaces(Database database)
{
    public sealed record Choice(int No, string Code, string Name);

    public async Task<Outcome<IReadOnlyList<Choice>>> Run(Actor actor, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.SeePlaces) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        var choices = new List<Choice>();
        await using var read = work.Command(
            """
            select no, code, name from place where level = 4 and ($1::text is null or force_code = $1) order by name collate "C"
            limit 2000
            """,
            new Npgsql.NpgsqlParameter { Value = (object?)actor.ForceCode ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text }
        );
        await using var row = await read.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
        {
            choices.Add(new(row.GetInt32(0), row.GetString(1), row.GetString(2)));
        }

        return choices;
    }
}
