using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Wardwise.App.Data;
using Wardwise.App.Imports;
using Wardwise.App.Problems;
using Wardwise.App.Records;
using Wardwise.App.Search;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.OldRecords;

/// <summary>An old record as it is held.</summary>
/// <param name="Id">Of the record.</param>
/// <param name="Reference">Ours.</param>
/// <param name="Cells">The row that it came from.</param>
/// <param name="ImportNo">The import that it came with or was last changed by.</param>
/// <param name="IsWorkedOn">Whether anybody has changed or used it since.</param>
internal sealed record HeldOldRecord(Guid Id, string Reference, Dictionary<string, string> Cells, int ImportNo, bool IsWorkedOn);

/// <summary>A row that stands, with where it lies and the problem that it makes here.</summary>
internal sealed record StandingOldRecord(OldRecordDraft Draft, OldRecordPlaces.Found Place, ProblemFile File);

/// <summary>Reads and writes old records, many at once: one row in each record's history, as for any other change.</summary>
internal sealed class OldRecordBook(Work work, Guid forceId, Guid police, ProblemRules rules)
{
    /// <summary>What imports, the schedule and whoever confirms kinds write in a record's history; anything else is somebody's work on
    /// it, and so is naming it as one's own where another record helped.</summary>
    public const string IsWorkedOn = $"""
        (exists (select 1 from trail t where t.record_id = o.record_id and t.kind <> 'look'
            and t.why !~ '^(came in with|changed by|was before) import I-[0-9-]+$' and t.why <> '{ConfirmKinds.Why}'
            and not (t.actor_id is null and t.actor_name = 'Wardwise'))
            or named_as_own(o.record_id))
        """;

    public static async Task<IReadOnlyDictionary<string, HeldOldRecord>> Held(Work work, Guid forceId, CancellationToken cancel)
    {
        var held = new Dictionary<string, HeldOldRecord>(StringComparer.OrdinalIgnoreCase);
        await foreach (
            var row in work.EachRow(
                $"""
                select o.reference as old_reference, o.record_id, r.reference, o.cells::text as cells, o.import_no,
                    {IsWorkedOn} as worked_on from old_record o join record r
                    on r.id = o.record_id where o.force_id = $1
                """,
                cancel,
                forceId
            )
        )
        {
            held[row.Get<string>("old_reference")] = new(
                row.Get<Guid>("record_id"),
                row.Get<string>("reference"),
                Cells(row.Get<string>("cells")),
                row.Get<int>("import_no"),
                row.Get<bool>("worked_on")
            );
        }

        return held;
    }

    public static Dictionary<string, string> Cells(string json) => JsonSerializer.Deserialize<Dictionary<string, string>>(json)!;

    /// <summary>The problem that a row makes, graded; not yet written.</summary>
    public ProblemFile New(OldRecordDraft draft, string reference, int? placeNo)
    {
        var id = Guid.CreateVersion7(work.Now);
        var record = new Record
        {
            Id = id,
            Kind = Problem.RecordKind,
            Reference = reference,
            Title = draft.Title,
            ForceId = forceId,
            OwnerAgencyId = police,
            PlaceNo = placeNo,
            State = EnumCode.Of(draft.State),
            OpenedAt = draft.OpenedAt,
        };
        // It is chased from the day it came in: before that there was nobody here to work on it.
        var file = ProblemFile.New(
            new Problem
            {
                RecordId = id,
                Record = record,
                OpenedBy = work.Actor.Id,
                WorkedOn = work.Today,
            }
        );
        draft.WriteTo(file);
        file.Judge(rules.Grade);
        return file;
    }

    public void Add(IReadOnlyList<StandingOldRecord> fresh, string format, int import)
    {
        foreach (var (draft, _, file) in fresh)
        {
            work.Db.AddRange(
                file.Problem,
                file.Scanning,
                file.Analysis,
                file.Aim,
                file.Plan,
                file.Assessment,
                new OldRecord
                {
                    RecordId = file.Problem.RecordId,
                    ForceId = forceId,
                    Reference = draft.Reference,
                    Format = format,
                    ImportNo = import,
                    File = draft.File,
                    Line = draft.Line,
                    Cells = draft.Cells,
                    Grade = draft.Grade,
                    Techniques = [.. draft.Techniques],
                }
            );
        }
    }

    /// <summary>Makes held records say what their rows say now; what they said before is kept for an undo. Leaves the saving to the
    /// caller.</summary>
    public async Task<Refusal?> Change(
        IReadOnlyList<(StandingOldRecord Row, HeldOldRecord Held)> changed,
        ImportEntry import,
        CancellationToken cancel
    )
    {
        var ids = changed.Select(c => c.Held.Id).ToArray();
        var files = await TakeOut(ids, cancel);
        if (await WorkedOn(ids, cancel) is { Count: > 0 } since)
        {
            return new Refusal(
                $"Nothing was applied: while this ran somebody worked on {Words.List([.. since.Values])}. Import the file again."
            );
        }

        await using (
            var keep = work.Command(
                """
                insert into old_record_before (taken_by, record_id, import_no, file, line, cells) select $1, record_id, import_no, file,
                    line, cells from old_record where record_id = any ($2)
                """,
                import.No,
                ids
            )
        )
        {
            await keep.ExecuteNonQueryAsync(cancel);
        }

        await Rewrite(
            [.. changed.Select(c => (c.Row.Draft, c.Row.Place.PlaceNo, import.No, files[c.Held.Id].File, files[c.Held.Id].Old))],
            cancel
        );
        return null;
    }

    /// <summary>Of these records those that somebody has worked on since they came in, by their references.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> WorkedOn(IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        var worked = new Dictionary<Guid, string>();
        await foreach (
            var row in work.EachRow(
                $"""
                select o.record_id, r.reference from old_record o join record r on r.id = o.record_id
                where o.record_id = any ($1) and {IsWorkedOn} order by 2
                """,
                cancel,
                ids.ToArray()
            )
        )
        {
            worked[row.Get<Guid>("record_id")] = row.Get<string>("reference");
        }

        return worked;
    }

    /// <summary>The files of these records, each held until the work ends.</summary>
    public async Task<IReadOnlyDictionary<Guid, (ProblemFile File, OldRecord Old)>> TakeOut(
        IReadOnlyCollection<Guid> ids,
        CancellationToken cancel
    )
    {
        if (ids.Count == 0)
        {
            return new Dictionary<Guid, (ProblemFile, OldRecord)>();
        }

        await RecordDesk.HoldAll(work, ids, cancel);

        var db = work.Db;
        var scanning = await db.Set<Scanning>().Where(s => ids.Contains(s.RecordId)).ToDictionaryAsync(s => s.RecordId, cancel);
        var analysis = await db.Set<Analysis>().Where(s => ids.Contains(s.RecordId)).ToDictionaryAsync(s => s.RecordId, cancel);
        var aim = await db.Set<Aim>().Where(s => ids.Contains(s.RecordId)).ToDictionaryAsync(s => s.RecordId, cancel);
        var plan = await db.Set<ResponsePlan>().Where(s => ids.Contains(s.RecordId)).ToDictionaryAsync(s => s.RecordId, cancel);
        var assessment = await db.Set<Assessment>().Where(s => ids.Contains(s.RecordId)).ToDictionaryAsync(s => s.RecordId, cancel);
        var old = await db.Set<OldRecord>().Where(s => ids.Contains(s.RecordId)).ToDictionaryAsync(s => s.RecordId, cancel);
        return (await db.Set<Problem>().Where(p => ids.Contains(p.RecordId)).ToListAsync(cancel)).ToDictionary(
            p => p.RecordId,
            p =>
                (
                    new ProblemFile
                    {
                        Problem = p,
                        Scanning = scanning[p.RecordId],
                        Analysis = analysis[p.RecordId],
                        Aim = aim[p.RecordId],
                        Plan = plan[p.RecordId],
                        Assessment = assessment[p.RecordId],
                    },
                    old[p.RecordId]
                )
        );
    }

    /// <summary>Makes records say what a row says: one that came corrected, or one that is put back. When they were opened is written
    /// beside them, since nothing else may change it.</summary>
    public async Task Rewrite(
        IReadOnlyList<(OldRecordDraft Draft, int? PlaceNo, int Import, ProblemFile File, OldRecord Old)> rows,
        CancellationToken cancel
    )
    {
        foreach (var (draft, placeNo, import, file, old) in rows)
        {
            draft.WriteTo(file);
            file.Problem.Record.PlaceNo = placeNo;
            file.Judge(rules.Grade);
            (old.Reference, old.ImportNo, old.File, old.Line) = (draft.Reference, import, draft.File, draft.Line);
            (old.Cells, old.Grade, old.Techniques) = (draft.Cells, draft.Grade, [.. draft.Techniques]);
        }

        await using var open = work.Command(
            "select old_records_opened($1, $2)",
            rows.Select(r => r.Old.RecordId).ToArray(),
            rows.Select(r => r.Draft.OpenedAt).ToArray()
        );
        await open.ExecuteNonQueryAsync(cancel);
    }
}
