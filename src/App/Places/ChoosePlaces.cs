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
        return await work.Rows(
            """
            select no, code, name from place where level = 4 and ($1::text is null or force_code = $1) order by name collate "C"
            limit 2000
            """,
            row => new Choice(row.Get<int>("no"), row.Get<string>("code"), row.Get<string>("name")),
            cancel,
            new Npgsql.NpgsqlParameter { Value = (object?)actor.ForceCode ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text }
        );
    }
}
