using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Shared;

namespace Wardwise.App.OldRecords;

/// <summary>Which record an old system's reference means: one of the reader's own force first, else the newest.</summary>
public sealed class FindOldReference(Database database)
{
    public sealed record Input
    {
        public required string Reference { get; init; }
    }

    public async Task<Outcome<string>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.SeeRecords) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        await using var find = work.Command(
            """
            select r.reference from old_record o join record r on r.id = o.record_id where folded(o.reference) = $1
            order by o.force_id = $2 desc nulls last, r.opened_at desc, r.id limit 1
            """,
            Folding.Fold(input.Reference),
            new Npgsql.NpgsqlParameter { Value = (object?)actor.ForceId ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid }
        );
        return await find.ExecuteScalarAsync(cancel) is string found ? found : Refusal.NotThere;
    }
}
