using Wardwise.App.Data;

namespace Wardwise.App.Places;

/// <summary>What every change of a boundary brings with it.</summary>
internal static class PlaceBook
{
    /// <summary>Tells every process that boundaries moved, and notes which months of incidents must be placed again.</summary>
    public static async Task Changed(Work work, string forceCode, CancellationToken cancel)
    {
        await using (var stamp = work.Command("update place_stamp set no = pg_current_xact_id()::text::bigint"))
        {
            await stamp.ExecuteNonQueryAsync(cancel);
        }

        await using var due = work.Command(
            """
            insert into place_due (scope, month)
            select distinct im.scope, im.month from import_month im join import m on m.no = im.import_no and m.undone_at is null
                and m.force_code = $1
            on conflict do nothing
            """,
            forceCode
        );
        await due.ExecuteNonQueryAsync(cancel);
    }
}
