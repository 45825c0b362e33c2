using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>The records of the force that search cannot find, and why. Their references only: whoever looks after them need not read
/// them.</summary>
public sealed class ListNotFindable(Database database)
{
    private const int Most = 50;

    public sealed record Row(string Reference, string Reason, DateTimeOffset Since);

    public async Task<Outcome<IReadOnlyList<Row>>> Run(Actor actor, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.ManageRules) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        var rows = new List<Row>();
        await using var read = work.Command("select reference, reason, at from findable_aside order by at desc limit $1", Most);
        await using var row = await read.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
        {
            rows.Add(new(row.GetString(0), row.GetString(1), row.GetFieldValue<DateTimeOffset>(2)));
        }

        return rows;
    }
}
