using Wardwise.App.Data;
using Wardwise.Domain.Places;

namespace Wardwise.App.Places;

/// <summary>Keeps the index of boundaries in memory, and loads it again when a boundary came or moved.</summary>
public sealed class PlaceIndexes
{
    private readonly Lock _gate = new();
    private (long Stamp, PlaceIndex Index)? _held;

    /// <summary>The index as the transaction sees the boundaries.</summary>
    internal async Task<PlaceIndex> Current(Work work, CancellationToken cancel)
    {
        var stamp = await work.Scalar<long>("select no from place_stamp", cancel);
        lock (_gate)
        {
            if (_held is { } held && held.Stamp == stamp)
            {
                return held.Index;
            }
        }

        var index = await Load(work, cancel);
        lock (_gate)
        {
            _held = (stamp, index);
        }

        return index;
    }

    private static async Task<PlaceIndex> Load(Work work, CancellationToken cancel)
    {
        var boundaries = await work.Rows(
            """
            select p.no, p.force_code, p.level, p.code, p.name, v.boundary, v.valid_from, v.valid_to
            from place p join place_version v on v.place_no = p.no and v.withdrawn_at is null
            order by p.level, p.name collate "C"
            """,
            row => new PlaceBoundary(
                row.Get<int>("no"),
                row.Get<string>("force_code"),
                (PlaceLevel)row.Get<short>("level"),
                row.Get<string>("code"),
                row.Get<string>("name"),
                Boundaries.Read(row.Get<string>("boundary")).Value,
                row.Get<DateOnly?>("valid_from"),
                row.Get<DateOnly?>("valid_to")
            ),
            cancel
        );

        return new(boundaries);
    }
}
