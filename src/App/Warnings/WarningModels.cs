using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Imports;
using Wardwise.App.Incidents;
using Wardwise.App.Places;
using Wardwise.Domain.Shared;
using Wardwise.Statistics.TimeSeries;

namespace Wardwise.App.Warnings;

/// <summary>
/// Keeps what was learned of a force's months in memory: reading them takes a second and the home page shows them to everybody every
/// morning. An entry is for one force, one month and one set of scopes (whose incidents the actor sees), so nobody is shown counts of
/// another's incidents.
/// </summary>
public sealed class WarningModels(PlaceIndexes places)
{
    /// <summary>A few months of a few scopes; a force of a hundred neighbourhoods takes a megabyte.</summary>
    private const int Most = 12;

    private readonly Lock _gate = new();
    private readonly List<(Key Key, ForceWarnings Held)> _held = [];

    private readonly record struct Key(string Force, string Scopes, YearMonth Month, string Stamp);

    /// <summary>The months of a force, as the actor sees them, up to one of them; null when that one was not imported, or has fewer than
    /// twelve before it.</summary>
    /// <param name="work">The piece of work.</param>
    /// <param name="forceCode">The force.</param>
    /// <param name="asked">The month; the latest whole one when null.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>What was learned, and the whole months that were imported.</returns>
    internal async Task<(ForceWarnings? Warnings, IReadOnlySet<YearMonth> Imported)> Of(
        Work work,
        string forceCode,
        YearMonth? asked,
        CancellationToken cancel
    )
    {
        var running = YearMonth.Of(work.Today);
        var imported = (await ImportedMonths.Of(work, forceCode, cancel)).Where(m => m < running).ToHashSet();
        // A month of which part may be missing is no month to judge, nor to judge by.
        imported.ExceptWith(await MonthDoubts.Of(work, forceCode, cancel));
        var month = asked ?? (imported.Count == 0 ? running : imported.Max());
        if (
            !imported.Contains(month)
            || imported.Count(m => m < month && m >= month.Plus(-ForceWarnings.MonthsBack)) < EarlyWarning.FewestMonths
        )
        {
            return (null, imported);
        }

        var key = new Key(forceCode, RowScope.Literal(work.Actor.Scopes.Order()), month, await IncidentStamp.Of(work, cancel));
        lock (_gate)
        {
            if (_held.Find(h => h.Key == key).Held is { } held)
            {
                return (held, imported);
            }
        }

        var first = imported.Where(m => m >= month.Plus(-ForceWarnings.MonthsBack)).Min();
        var panel = await WarningPanel.Of(work, forceCode, first, month, cancel);
        var made = new ForceWarnings([.. first.To(month)], imported, panel, await places.Current(work, cancel), forceCode);
        lock (_gate)
        {
            _held.RemoveAll(h => (h.Key.Force, h.Key.Scopes, h.Key.Month) == (key.Force, key.Scopes, key.Month));
            _held.Add((key, made));
            if (_held.Count > Most)
            {
                _held.RemoveAt(0);
            }
        }

        return (made, imported);
    }
}
