using Wardwise.App.Data;
using Wardwise.App.Places;

namespace Wardwise.App.Imports;

/// <summary>Boundaries go, and those that they put right or ended stand again.</summary>
internal sealed class TakeBackPlaces : ITakesBack
{
    public string Kind => "places";

    public string BuildsOn =>
        "exists (select 1 from place_version v where v.import_no = $1 and (v.withdrawn_by = m.no or v.closed_by = m.no))";

    public async Task<TakenBack> Run(Work work, HeldImport import, CancellationToken cancel)
    {
        var gone = await Execute(
            work,
            "update place_version set withdrawn_at = $2, withdrawn_by = $1 where import_no = $1 and withdrawn_at is null",
            cancel,
            import.No,
            work.Now
        );
        var back = await Execute(
            work,
            "update place_version set withdrawn_at = null, withdrawn_by = null where withdrawn_by = $1 and import_no is distinct from $1",
            cancel,
            import.No
        );
        back += await Execute(work, "update place_version set valid_to = null, closed_by = null where closed_by = $1", cancel, import.No);
        await PlaceBook.Changed(work, import.Force, cancel);
        return new(gone, back);
    }

    private static async Task<int> Execute(Work work, string sql, CancellationToken cancel, params object?[] values)
    {
        await using var command = work.Command(sql, values);
        return await command.ExecuteNonQueryAsync(cancel);
    }
}
