using System.Runtime.InteropServices;
using System.Threading.Channels;
using Wardwise.App.Exchange;
using Wardwise.App.Imports;
using Wardwise.App.Places;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Incidents;

/// <summary>
/// Sorts what a reader finds into new, changed, held already and copies, places it, and hands what is new on to the writer in batches. Runs
/// on the reader's thread.
/// </summary>
internal sealed class IncidentSorter(
    KnownIncidents known,
    Placing placing,
    bool replace,
    ChannelWriter<IncidentRow[]> added,
    CancellationToken cancel
) : IIncidentSink
{
    private const int BatchSize = 1_000;
    private const string WhatRoundsDoes = "A spreadsheet makes this of a long number: format the column as text and save the file again";

    private readonly HashSet<Guid> _inFile = [];
    private readonly Dictionary<Guid, int> _changedAt = [];
    private IncidentRow[] _batch = new IncidentRow[BatchSize];
    private int _count;
    private int _file;
    private YearMonth _month;
    private KnownMonth? _knownMonth;
    private string _fileName = "";

    public Tally InFile { get; private set; } = new();

    public Tally Whole { get; } = new();

    public List<RejectedRow> Rejected { get; } = [];

    /// <summary>What is doubtful about rows that went in, and about files.</summary>
    public List<RejectedRow> Warnings { get; } = [];

    /// <summary>Rows that are held and came different, as they are now; <see cref="KnownIncident.Held"/> says whether the old one must be
    /// kept.</summary>
    public List<(IncidentRow Row, bool Held)> Changed { get; } = [];

    /// <summary>Rows that a replaced month no longer has.</summary>
    public Dictionary<Guid, KnownIncident> Removed { get; } = [];

    public bool HasDetail { get; private set; }

    public void StartFile(string name)
    {
        _file++;
        _fileName = name;
        _knownMonth = null;
        _inFile.Clear();
        InFile = new();
    }

    public void EndFile()
    {
        foreach (var (_, month) in known.Months.Where(m => m.Value.File == _file))
        {
            if (replace && month.AnonymousInFile)
            {
                foreach (var (id, row) in month.Rows.Where(r => r.Value.Anonymous && r.Value.File != _file).ToList())
                {
                    Removed.Add(id, row);
                    month.Rows.Remove(id);
                    month.Anonymous--;
                    month.Changes++;
                }
            }
        }

        Whole.Read += InFile.Read;
        Whole.Added += InFile.Added;
        Whole.Changed += InFile.Changed;
        Whole.Already += InFile.Already;
        Whole.Copies += InFile.Copies;
        Whole.Rejected += InFile.Rejected;
        Whole.NoLocation += InFile.NoLocation;
        Whole.OutsideForce += InFile.OutsideForce;
    }

    public void Reject(long line, string reason)
    {
        InFile.Read++;
        InFile.Rejected++;
        Rejected.Add(new(_fileName, line, reason));
    }

    public void Warn(long line, string reason) => Warnings.Add(new(_fileName, line, reason));

    public void Take(ref IncidentRow row)
    {
        cancel.ThrowIfCancellationRequested();
        var when = row.When.Month;
        if (_knownMonth is null || when != _month)
        {
            (_month, _knownMonth) = (when, known.Of(when));
            if (_knownMonth.File != _file)
            {
                (_knownMonth.File, _knownMonth.AnonymousBefore, _knownMonth.AnonymousInFile) = (_file, _knownMonth.Anonymous, false);
            }
        }

        var month = _knownMonth;
        if (!row.Anonymous && !_inFile.Add(row.Id))
        {
            TakeAgain(ref row);
            return;
        }

        month.AnonymousInFile |= row.Anonymous;
        var home = known.MonthOf(row.Id, month);
        if (home is null && row.Anonymous && month.AnonymousBefore > 0 && !replace)
        {
            Reject(
                row.Line,
                $"Month: the anti-social behaviour held for {when} differs from this file's. Add --replace to take this file's instead"
            );
            return;
        }

        if (home is not null && row.Rounded && home.Rows[row.Id].Hash != row.Hash)
        {
            Reject(row.Line, $"reference: '{row.Detail!.SourceRef}' is held already, with other words. {WhatRoundsDoes}");
            return;
        }

        InFile.Read++;
        month.RowsInFiles++;
        Locate(ref row);
        if (home is null && Removed.Remove(row.Id, out var back))
        {
            // An earlier file of this command no longer had it, and this one has it again.
            month.Rows[row.Id] = back;
            month.Anonymous++;
            home = month;
        }

        if (home is not null)
        {
            Compare(ref row, home, month);
            return;
        }

        InFile.Added++;
        month.Changes++;
        month.Anonymous += row.Anonymous ? 1 : 0;
        month.Rows[row.Id] = new KnownIncident
        {
            Hash = row.Hash,
            Anonymous = row.Anonymous,
            File = _file,
        };
        HasDetail |= row.Detail is not null;
        _batch[_count++] = row;
        if (_count == BatchSize)
        {
            Flush();
        }
    }

    /// <summary>Hands on what is left.</summary>
    public void Flush()
    {
        if (_count == 0)
        {
            return;
        }

        var full = _count == BatchSize ? _batch : _batch[.._count];
        (_batch, _count) = (new IncidentRow[BatchSize], 0);
        if (!added.TryWrite(full))
        {
            added.WriteAsync(full, cancel).AsTask().GetAwaiter().GetResult();
        }
    }

    /// <summary>The same reference once more in one file. Word for word it is a copy. With other words it is another incident, whose
    /// reference something has spoilt, and is not lost in silence; only the publisher of open data gives one crime two rows.</summary>
    private void TakeAgain(ref IncidentRow row)
    {
        var id = row.Id;
        var first = known
            .Months.Values.Select(m => m.Rows.TryGetValue(id, out var held) ? held.Hash : (long?)null)
            .FirstOrDefault(h => h is not null);
        if (first != row.Hash && row.Detail is { } detail)
        {
            Reject(
                row.Line,
                $"reference: '{detail.SourceRef}' stands in this file already, with other words{(row.Rounded ? ". " + WhatRoundsDoes : "")}"
            );
            return;
        }

        if (first != row.Hash)
        {
            Warn(row.Line, "Crime ID: it comes twice in this file, with other words. The first row counts");
        }

        InFile.Read++;
        InFile.Copies++;
        Locate(ref row);
    }

    private void Compare(ref IncidentRow row, KnownMonth home, KnownMonth month)
    {
        ref var held = ref CollectionsMarshal.GetValueRefOrNullRef(home.Rows, row.Id);
        held.File = _file;
        if (held.Hash == row.Hash)
        {
            InFile.Already++;
            return;
        }

        InFile.Changed++;
        month.Changes++;
        held.Hash = row.Hash;
        var wasHeld = held.Held;
        if (home != month)
        {
            var moved = held;
            home.Rows.Remove(row.Id);
            home.Changes++;
            month.Rows[row.Id] = moved;
        }

        // Changed twice in one command: the last counts.
        ref var at = ref CollectionsMarshal.GetValueRefOrAddDefault(_changedAt, row.Id, out var again);
        if (again)
        {
            Changed[at] = (row, wasHeld);
        }
        else
        {
            at = Changed.Count;
            Changed.Add((row, wasHeld));
        }
    }

    private void Locate(ref IncidentRow row)
    {
        if (row.Point is not { } point)
        {
            InFile.NoLocation++;
            return;
        }

        var day = LondonTime.DayOf(row.When.Start);
        var placed = placing.Find(point, day);
        row.LsoaCode ??= placing.SmallAreaOf(point, day);
        (row.NeighbourhoodNo, row.DistrictNo) = (placed.NeighbourhoodNo, placed.DistrictNo);
        InFile.OutsideForce += placed.OutsideForce ? 1 : 0;
    }
}
