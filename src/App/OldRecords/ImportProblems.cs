using System.Diagnostics;
using System.Text.Json;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Exchange;
using Wardwise.App.Imports;
using Wardwise.App.Places;
using Wardwise.App.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.OldRecords;

/// <summary>
/// Brings in the records of an older problem-solving system: staged, reported row by row, then applied whole, and so that it can be undone.
/// They belong to the force's police. What they claim stays the author's claim.
/// </summary>
public sealed class ImportProblems(Database database, PlaceIndexes places)
{
    public const string Taps = "taps";

    internal const string Kind = "problems";

    public sealed record Input
    {
        public required IReadOnlyList<string> Paths { get; init; }

        /// <summary>The police.uk id of the force.</summary>
        public required string Force { get; init; }
        public string Format { get; init; } = Taps;
        public bool DryRun { get; init; }

        /// <summary>One rejected row refuses the whole command.</summary>
        public bool Strict { get; init; }
        public IProgress<ImportProgress>? Progress { get; init; }
    }

    public async Task<Outcome<OldRecordsReport>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if ((Policy.Refuses(actor, Act.ImportData) ?? ForceEntry.Refuses(actor, input.Force)) is { } no)
        {
            return no;
        }

        if (input.Format != Taps)
        {
            return new Refusal($"The format {input.Format} is not known. Old records come in the format {Taps}.", nameof(Input.Format));
        }

        var files = InputFile.Find(input.Paths, ".csv");
        if (!files.Done)
        {
            return files.Refusals.ToList();
        }

        return await Attempt(actor, input, files.Value, cancel);
    }

    private async Task<Outcome<OldRecordsReport>> Attempt(Actor actor, Input input, IReadOnlyList<string> paths, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        await using var work = await database.Begin(actor, cancel);
        var force = await ForceEntry.Ensure(work, input.Force, null, cancel);
        if (await PoliceOf(work, force, cancel) is not { } police)
        {
            return Refusal.Forbidden($"Old records belong to {force.Name}: somebody posted there can bring them in.");
        }

        var import = await ImportEntry.Open(work, Kind, input.Format, input.Force, force.Scope, cancel);
        var reader = new TapsFileReader(work.Today, await work.Techniques(police.ForceId, cancel));
        var sorter = new OldRecordSorter(await OldRecordBook.Held(work, police.ForceId, cancel));
        foreach (var path in paths)
        {
            if (Read(path, reader, sorter, import) is { } refused)
            {
                return refused;
            }

            input.Progress?.Report(new(import.Files.Count, paths.Count, sorter.Tally.Read, import.Files[^1].Name));
        }

        if (input.Strict && sorter.Rejected.Count > 0)
        {
            return import.RefuseStrictly(sorter.Rejected);
        }

        var book = new OldRecordBook(work, police.ForceId, police.AgencyId, await work.ProblemRules(police.ForceId, cancel));
        var index = new OldRecordPlaces(await places.Current(work, cancel), input.Force, work.Today);
        var added = await Stand(work, sorter, index, book, cancel);
        var changed = sorter.Changed.Select(c => (Row: Stand(c.Draft, "", sorter, index, book), c.Held)).ToList();
        var same = sorter.Same.Select(d => Stand(d, "", sorter, index, book)).ToList();
        List<StandingOldRecord> held = [.. added, .. changed.Select(c => c.Row), .. same];
        sorter.Tally.NoLocation = held.Count(h => h.Place.PlaceNo is null);
        sorter.Tally.OutsideForce = held.Count(h => h.Place.IsOutside);
        var reconciliation = Reconciliation.Of(held);
        List<RejectedRow> warnings = [.. sorter.Warnings.OrderBy(w => w.File, StringComparer.Ordinal).ThenBy(w => w.Line)];
        ImportReport Report() =>
            import.Report(sorter.Tally, sorter.Rejected, index.KnowsTheForce, 0, started, input.DryRun) with
            {
                Warnings = warnings,
            };
        if (input.DryRun)
        {
            return OldRecordsReport.Of(Report(), warnings, reconciliation);
        }

        book.Add(added, input.Format, import.No);
        if (await work.Save($"came in with import {import.Reference}", cancel) is not null)
        {
            return new Refusal("Nothing was applied: some of these records are held already, and are not yours to see.");
        }

        if (await book.Change(changed, import, cancel) is { } stale)
        {
            return stale;
        }

        await import.Close(Report(), sorter.Rejected, cancel);
        await Keep(work, import.No, reconciliation, cancel);
        return await work.Commit($"changed by import {import.Reference}", cancel) is { } late
            ? late
            : OldRecordsReport.Of(Report(), warnings, reconciliation);
    }

    private static Refusal? Read(string path, TapsFileReader reader, OldRecordSorter sorter, ImportEntry import)
    {
        var opened = InputFile.Read(path);
        if (!opened.Done)
        {
            return opened.Refusals[0];
        }

        var file = opened.Value;
        var (read, copies, rejected) = (sorter.Tally.Read, sorter.Tally.Copies, sorter.Tally.Rejected);
        if (
            reader.Read(
                file,
                sorter.Take,
                (line, reason) => sorter.Reject(file.Name, line, reason),
                (line, reason) => sorter.Warnings.Add(new(file.Name, line, reason))
            ) is
            { } fault
        )
        {
            return file.Refuse(fault);
        }

        import.Files.Add(
            new(
                file.Name,
                file.Sha256,
                file.Size,
                sorter.Tally.Read - read,
                sorter.Tally.Copies - copies,
                sorter.Tally.Rejected - rejected,
                0,
                null
            )
        );
        return null;
    }

    private static async Task<List<StandingOldRecord>> Stand(
        Work work,
        OldRecordSorter sorter,
        OldRecordPlaces index,
        OldRecordBook book,
        CancellationToken cancel
    )
    {
        var references = await work.Rows(
            "select next_reference('P', $1) as reference from generate_series(1, $2)",
            row => row.Get<string>("reference"),
            cancel,
            work.Today.Year,
            sorter.Added.Count
        );

        return [.. sorter.Added.Zip(references, (draft, reference) => Stand(draft, reference, sorter, index, book))];
    }

    private static StandingOldRecord Stand(
        OldRecordDraft draft,
        string reference,
        OldRecordSorter sorter,
        OldRecordPlaces index,
        OldRecordBook book
    )
    {
        var place = index.Find(draft, reason => sorter.Warnings.Add(new(draft.File, draft.Line, reason)));
        return new(draft, place, book.New(draft, reference, place.PlaceNo));
    }

    /// <summary>The police of the force, whose records these become, once the actor may write theirs; null when the actor is not one of
    /// them.</summary>
    private static async Task<(Guid AgencyId, Guid ForceId)?> PoliceOf(Work work, ForceEntry force, CancellationToken cancel)
    {
        var (agency, forceId) = await work.OneRow(
            "select a.id, a.force_id from scope s join agency a on a.id = s.agency_id where s.no = $1",
            row => (row.Get<Guid>("id"), row.Get<Guid>("force_id")),
            cancel,
            force.Scope
        );

        if (work.Actor.Kind == ActorKind.Account)
        {
            return work.Actor.Readers.Contains(agency) ? (agency, forceId) : null;
        }

        // The machine's owner was made before a force that this import may have made.
        await using var look = work.Command(
            "select set_config('app.readers', $1, true), set_config('app.agencies', $1, true)",
            RowScope.Literal(work.Actor.Readers.Append(agency).Distinct())
        );
        await look.ExecuteNonQueryAsync(cancel);
        return (agency, forceId);
    }

    private static async Task Keep(Work work, int import, Reconciliation reconciliation, CancellationToken cancel)
    {
        await using var reconcile = work.Command(
            "insert into import_reconciliation (import_no, body) values ($1, $2::jsonb)",
            import,
            JsonSerializer.Serialize(reconciliation, JsonSerializerOptions.Web)
        );
        await reconcile.ExecuteNonQueryAsync(cancel);
    }
}
