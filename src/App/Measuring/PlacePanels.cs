using Wardwise.App.Data;
using Wardwise.App.Imports;
using Wardwise.App.Incidents;
using Wardwise.Domain.Places;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Measuring;

/// <summary>Keeps panels in memory, since each evaluation needs every place of a force, and counts them again when an import came, went or
/// was placed anew.</summary>
public sealed class PlacePanels
{
    private const int Most = 200;
    private const int LongestMonths = 120;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (string Stamp, PlacePanel Panel, long Used)> _held = [];
    private long _uses;

    /// <summary>All whole months held of a force before the one that runs, by place. One for each set of scopes: nobody is shown counts of
    /// incidents that they may not see.</summary>
    /// <param name="work">The piece of work.</param>
    /// <param name="level">LSOA, neighbourhood or district.</param>
    /// <param name="forceCode">Whose incidents.</param>
    /// <param name="kinds">Keys of categories and of types; none is all.</param>
    /// <param name="cancel">Stops.</param>
    internal async Task<PlacePanel> Current(
        Work work,
        PlaceLevel level,
        string forceCode,
        (IReadOnlyList<string> Categories, IReadOnlyList<string> Types) kinds,
        CancellationToken cancel
    )
    {
        var stamp = await IncidentStamp.Of(work, cancel);
        var key = string.Join(
            '|',
            level,
            forceCode,
            string.Join(',', work.Actor.Scopes.Order()),
            string.Join(',', kinds.Categories.Order(StringComparer.Ordinal)),
            string.Join(',', kinds.Types.Order(StringComparer.Ordinal))
        );
        lock (_gate)
        {
            if (_held.TryGetValue(key, out var held) && held.Stamp == stamp)
            {
                _held[key] = held with { Used = ++_uses };
                return held.Panel.Before(YearMonth.Of(work.Today));
            }
        }

        var months = (await ImportedMonths.Of(work, forceCode, cancel)).Order().ToList();
        if (months.Count > 0)
        {
            // What is held is what is counted: an older month would have no place in the series.
            var tooOld = months[^1].Plus(-LongestMonths);
            months.RemoveAll(m => m <= tooOld);
        }

        var panel =
            months.Count == 0
                ? PlacePanel.Empty
                : await PlacePanel.Of(work, level, forceCode, kinds, months[0], months[^1], cancel) with
                {
                    Held = months.ToHashSet(),
                };
        lock (_gate)
        {
            if (_held.Count >= Most && !_held.ContainsKey(key))
            {
                _held.Remove(_held.MinBy(h => h.Value.Used).Key);
            }

            _held[key] = (stamp, panel, ++_uses);
        }

        return panel.Before(YearMonth.Of(work.Today));
    }
}
