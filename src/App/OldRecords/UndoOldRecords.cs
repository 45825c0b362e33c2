using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Imports;
using Wardwise.App.Places;
using Wardwise.App.Problems;
using Wardwise.App.Records;

namespace Wardwise.App.OldRecords;

/// <summary>Takes an import of old records back: what it added goes, what it changed says again what it said. What somebody has worked on
/// since is kept.</summary>
internal sealed class UndoOldRecords(PlaceIndexes places) : ITakesBack
{
    public string Kind => ImportProblems.Kind;

    public string BuildsOn => "exists (select 1 from old_record_before b where b.taken_by = m.no and b.import_no = $1)";

    public async Task<TakenBack> Run(Work work, HeldImport held, CancellationToken cancel)
    {
        var (import, reference, force) = (held.No, held.Reference, held.Force);
        var (forceId, police) = await Owners(work, force, cancel);
        var book = new OldRecordBook(work, forceId, police, await work.ProblemRules(forceId, cancel));
        var (added, before) = (await Added(work, import, cancel), await Before(work, import, cancel));
        Guid[] touched = [.. added, .. before.Keys];
        var files = await book.TakeOut([.. before.Keys], cancel);
        await RecordDesk.HoldAll(work, added, cancel);

        var worked = await book.WorkedOn(touched, cancel);
        Guid[] gone = [.. added.Where(a => !worked.ContainsKey(a))];
        foreach (var id in gone)
        {
            work.Noted(new TrailEntry(TrailKind.Erasure, id, null, "problem", $"taken back with import {reference}", "{}", [id]));
        }

        var row = new TapsRow(work.Today, await work.Techniques(forceId, cancel));
        var index = new OldRecordPlaces(await places.Current(work, cancel), force, work.Today);
        var back = before
            .Where(b => !worked.ContainsKey(b.Key))
            .Select(b =>
            {
                var (was, file) = (b.Value, files[b.Key]);
                // It went in once, so it is fit.
                var draft =
                    row.Read(was.File, was.Line, was.Cells, _ => { }, out var reason) ?? throw new InvalidOperationException(reason);
                return (draft, index.Find(draft, _ => { }).PlaceNo, was.ImportNo, file.File, file.Old);
            })
            .ToList();
        await book.Rewrite(back, cancel);
        if (await work.Save($"was before import {reference}", cancel) is { } refused)
        {
            throw new InvalidOperationException(refused.Sentence);
        }

        await using (
            var forget = work.Command(
                "delete from old_record_before where taken_by = $1 and record_id = any ($2)",
                import,
                back.Select(b => b.Old.RecordId).ToArray()
            )
        )
        {
            await forget.ExecuteNonQueryAsync(cancel);
        }

        var removed = await work.Scalar<int>("select take_back_old_records($1)", cancel, gone);
        return new(removed, back.Count, [.. worked.Values]);
    }

    private static Task<(Guid Force, Guid Police)> Owners(Work work, string force, CancellationToken cancel) =>
        work.OneRow(
            """
            select f.id as force, a.id as police from force f join agency a on a.force_id = f.id and a.kind = 'police' where f.code = $1
            order by a.id limit 1
            """,
            row => (row.Get<Guid>("force"), row.Get<Guid>("police")),
            cancel,
            force
        );

    private static async Task<Guid[]> Added(Work work, int import, CancellationToken cancel) =>
        await work.Scalar<Guid[]>(
            """
            select coalesce(array_agg(o.record_id), '{}') from old_record o
            where o.import_no = $1 and not exists (select 1 from old_record_before b where b.taken_by = $1 and b.record_id = o.record_id)
            """,
            cancel,
            import
        );

    private static async Task<IReadOnlyDictionary<Guid, (int ImportNo, string File, int Line, Dictionary<string, string> Cells)>> Before(
        Work work,
        int import,
        CancellationToken cancel
    )
    {
        var before = new Dictionary<Guid, (int, string, int, Dictionary<string, string>)>();
        await foreach (
            var row in work.EachRow(
                "select record_id, import_no, file, line, cells::text as cells from old_record_before where taken_by = $1",
                cancel,
                import
            )
        )
        {
            before[row.Get<Guid>("record_id")] = (
                row.Get<int>("import_no"),
                row.Get<string>("file"),
                row.Get<int>("line"),
                OldRecordBook.Cells(row.Get<string>("cells"))
            );
        }

        return before;
    }
}
