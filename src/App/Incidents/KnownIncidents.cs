using System.Runtime.InteropServices;
using Wardwise.App.Data;
using Wardwise.Domain.Incidents;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Incidents;

/// <summary>An incident that is held already, or came earlier in the same command.</summary>
internal struct KnownIncident
{
    public long Hash;
    public bool Anonymous;

    /// <summary>Was in the database before this command, so that undoing must give it back.</summary>
    public bool Held;

    /// <summary>The last file of this command that had it, counted from 1.</summary>
    public int File;
}

/// <summary>The incidents of one month that one source brought.</summary>
internal sealed class KnownMonth
{
    public Dictionary<Guid, KnownIncident> Rows { get; } = [];

    /// <summary>How many rows without a reference of their own are held.</summary>
    public int Anonymous { get; set; }

    /// <summary>How many there were when the file in hand first came to this month; whose file that is, is <see cref="File"/>.</summary>
    public int AnonymousBefore { get; set; }
    public int File { get; set; }

    /// <summary>Whether the file in hand has rows without a reference in this month.</summary>
    public bool AnonymousInFile { get; set; }
    public int RowsInFiles { get; set; }
    public int Changes { get; set; }
}

/// <summary>
/// Which incidents are held, month by month, fetched on a connection of its own while rows stream into another. The import holds its
/// force's lock, so what is fetched stays true.
/// </summary>
internal sealed class KnownIncidents(Work reading, short scope, string format, bool everything)
{
    private readonly Dictionary<YearMonth, KnownMonth> _months = [];
    private bool _loaded;

    public IReadOnlyDictionary<YearMonth, KnownMonth> Months => _months;

    /// <summary>The month's rows. When everything is loaded, a row held in another month is found through <see cref="MonthOf"/>.</summary>
    public KnownMonth Of(YearMonth month)
    {
        if (everything && !_loaded)
        {
            Load(null);
            _loaded = true;
        }

        if (!_months.TryGetValue(month, out var known))
        {
            _months[month] = known = new KnownMonth();
            if (!everything)
            {
                Load(month);
            }
        }

        return known;
    }

    /// <summary>The month under which an id is held: the one asked, or any when everything is loaded.</summary>
    public KnownMonth? MonthOf(Guid id, KnownMonth asked) =>
        asked.Rows.ContainsKey(id) ? asked
        : everything ? _months.Values.FirstOrDefault(m => m.Rows.ContainsKey(id))
        : null;

    private void Load(YearMonth? month)
    {
        var rows = reading.EachRowBlocking(
            """
            select i.id, i.row_hash, i.category, i.occurred_at from incident i join import m on m.no = i.import_no and m.format = $2
            where i.scope = $1 and i.occurred_at >= $3 and i.occurred_at < $4
            """,
            scope,
            format,
            month is { } first ? LondonTime.StartOf(first.FirstDay) : DateTimeOffset.MinValue,
            month is { } last ? LondonTime.StartOf(last.Plus(1).FirstDay) : DateTimeOffset.MaxValue
        );
        foreach (var row in rows)
        {
            var of = month ?? YearMonth.Of(row.Get<DateTimeOffset>("occurred_at"));
            ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_months, of, out _);
            known ??= new KnownMonth();
            var anonymous = format == IncidentFormats.PoliceUk && row.Get<short>("category") == IncidentCodes.Asb.Number;
            known.Rows[row.Get<Guid>("id")] = new KnownIncident
            {
                Hash = row.Get<long>("row_hash"),
                Anonymous = anonymous,
                Held = true,
            };
            known.Anonymous += anonymous ? 1 : 0;
        }
    }
}

/// <summary>The formats in which incidents come.</summary>
public static class IncidentFormats
{
    public const string PoliceUk = "police-uk";
    public const string Wardwise = "wardwise";
}
