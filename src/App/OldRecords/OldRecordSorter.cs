using System.Globalization;
using Wardwise.App.Exchange;
using Wardwise.App.Imports;

namespace Wardwise.App.OldRecords;

/// <summary>Says of each row whether it is new, changed, held, or there twice; keeps what is to be written.</summary>
internal sealed class OldRecordSorter(IReadOnlyDictionary<string, HeldOldRecord> held)
{
    private readonly Dictionary<string, OldRecordDraft> _seen = new(StringComparer.OrdinalIgnoreCase);

    public Tally Tally { get; } = new();

    public List<RejectedRow> Rejected { get; } = [];

    public List<RejectedRow> Warnings { get; } = [];

    public List<OldRecordDraft> Added { get; } = [];

    public List<(OldRecordDraft Draft, HeldOldRecord Held)> Changed { get; } = [];

    /// <summary>Held already, word for word.</summary>
    public List<OldRecordDraft> Same { get; } = [];

    public void Reject(string file, long line, string reason)
    {
        Tally.Read++;
        Tally.Rejected++;
        Rejected.Add(new(file, line, reason));
    }

    public void Take(OldRecordDraft draft)
    {
        if (_seen.TryGetValue(draft.Reference, out var first))
        {
            if (draft.Says(first.Cells))
            {
                Tally.Read++;
                Tally.Copies++;
                return;
            }

            Reject(
                draft.File,
                draft.Line,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"reference: '{draft.Reference}' stands on line {first.Line} of {first.File} already, with other words"
                )
            );
            return;
        }

        _seen[draft.Reference] = draft;
        if (!held.TryGetValue(draft.Reference, out var known))
        {
            Tally.Added++;
            Added.Add(draft);
        }
        else if (draft.Says(known.Cells))
        {
            Tally.Already++;
            Same.Add(draft);
        }
        else if (known.IsWorkedOn)
        {
            Reject(
                draft.File,
                draft.Line,
                $"reference: '{draft.Reference}' differs from what came in before, and somebody has worked on the record since "
                    + $"({known.Reference}). Change it there"
            );
            return;
        }
        else
        {
            Tally.Changed++;
            Changed.Add((draft, known));
        }

        Tally.Read++;
    }
}
