using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Exchange;
using Wardwise.App.Places;
using Wardwise.Domain.Places;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Imports;

/// <summary>Brings in boundaries of one level from GeoJSON. A place that is held gets a new version from the day given; without a day its
/// boundary is put right.</summary>
public sealed class ImportPlaces(Database database)
{
    public sealed record Input
    {
        public required IReadOnlyList<string> Paths { get; init; }
        public required PlaceLevel Level { get; init; }
        public required string Force { get; init; }

        /// <summary>The property that holds the code.</summary>
        [AtMost(TextLimits.Name, "The name of the field of codes")]
        public required string CodeField { get; init; }

        /// <summary>The property that holds the name.</summary>
        [AtMost(TextLimits.Name, "The name of the field of names")]
        public required string NameField { get; init; }

        /// <summary>The first day on which the boundaries are in force; left out, since always.</summary>
        public DateOnly? ValidFrom { get; init; }

        /// <summary>Who drew them; left out, the files' names.</summary>
        [AtMost(TextLimits.Line, "The source")]
        public string? Source { get; init; }

        [AtMost(TextLimits.Line, "With whom it was agreed")]
        public string? AgreedWith { get; init; }
        public DateOnly? ReviewDue { get; init; }
    }

    public sealed record Report(
        string Id,
        int Read,
        int Added,
        int Changed,
        int Already,
        IReadOnlyList<RejectedRow> Rejected,
        double Seconds
    )
    {
        /// <summary>What is doubtful about files that were read; line 0 is the file.</summary>
        public IReadOnlyList<RejectedRow> Warnings { get; init; } = [];
    }

    public async Task<Outcome<Report>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.ManagePlaces) is { } no)
        {
            return no;
        }

        if (TextLimits.Refuses(input) is { Count: > 0 } tooLong)
        {
            return tooLong;
        }

        if (ForceEntry.Refuses(actor, input.Force) is { } notForce)
        {
            return notForce;
        }

        var files = InputFile.Find(input.Paths, "json");
        if (!files.Done)
        {
            return files.Refusals.ToList();
        }

        var started = Stopwatch.GetTimestamp();
        await using var work = await database.Begin(actor, cancel);
        await ForceEntry.Ensure(work, input.Force, null, cancel);
        var import = await ImportEntry.Open(work, "places", "geojson", input.Force, null, cancel);
        var tally = new Tally();
        var rejected = new List<RejectedRow>();
        var warnings = new List<RejectedRow>();
        var drafts = new Dictionary<string, (PlaceDraft Draft, string File)>();
        foreach (var path in files.Value)
        {
            var opened = InputFile.Read(path);
            if (!opened.Done)
            {
                return opened.Refusals.ToList();
            }

            var file = opened.Value;
            warnings.AddRange(file.Warnings);
            var (before, rejectedBefore) = (tally.Read, rejected.Count);
            var fault = GeoJsonPlaces.Read(
                file,
                input.CodeField,
                input.NameField,
                draft =>
                {
                    tally.Read++;
                    if (!drafts.TryAdd(draft.Code, (draft, file.Name)))
                    {
                        rejected.Add(new(file.Name, draft.Line, $"{draft.Name} ({draft.Code}): the code comes twice"));
                    }
                },
                (line, reason) =>
                {
                    tally.Read++;
                    rejected.Add(new(file.Name, line, reason));
                }
            );
            if (fault is not null)
            {
                return file.Refuse(fault);
            }

            import.Files.Add(new(file.Name, file.Sha256, file.Size, tally.Read - before, 0, rejected.Count - rejectedBefore, 0, null));
        }

        foreach (var (draft, file) in drafts.Values)
        {
            cancel.ThrowIfCancellationRequested();
            await Apply(work, import.No, input, draft, file, tally, rejected, cancel);
        }

        if (tally.Added + tally.Changed > 0)
        {
            await PlaceBook.Changed(work, input.Force, cancel);
        }

        tally.Rejected = rejected.Count;
        var report = import.Report(tally, rejected, false, 0, started, false) with { Warnings = warnings };
        await import.Close(report, rejected, cancel);
        if (await work.Commit("Import of places", cancel) is { } refused)
        {
            return refused;
        }

        return new Report(report.Id!, report.Read, report.Added, report.Changed, report.Already, rejected, report.Seconds)
        {
            Warnings = warnings,
        };
    }

    private static async Task Apply(
        Work work,
        int import,
        Input input,
        PlaceDraft draft,
        string file,
        Tally tally,
        List<RejectedRow> rejected,
        CancellationToken cancel
    )
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(draft.Boundary));
        var held = await work.FirstRow<(int No, string Name, Guid? Version, byte[]? Digest, DateOnly? From, DateOnly? To)?>(
            """
            select p.no, p.name, v.id, v.digest, v.valid_from, v.valid_to from place p left join place_version v on v.place_no = p.no
                and v.withdrawn_at is null
            where p.force_code = $1 and p.level = $2 and p.code = $3
            order by v.valid_from desc nulls last limit 1
            """,
            row =>
                (
                    row.Get<int>("no"),
                    row.Get<string>("name"),
                    row.Get<Guid?>("id"),
                    row.OrNull<byte[]>("digest"),
                    row.Get<DateOnly?>("valid_from"),
                    row.Get<DateOnly?>("valid_to")
                ),
            cancel,
            input.Force,
            (short)input.Level,
            draft.Code
        );

        var no =
            held?.No
            ?? await work.Scalar<int>(
                "insert into place (id, level, force_code, code, name) values ($1, $2, $3, $4, $5) returning no",
                cancel,
                Guid.CreateVersion7(work.Now),
                (short)input.Level,
                input.Force,
                draft.Code,
                draft.Name
            );
        if (held is { Version: { } version } latest)
        {
            var sameName = latest.Name == draft.Name;
            if (
                sameName
                && latest.Digest.AsSpan().SequenceEqual(digest)
                && (input.ValidFrom is null || latest.From is null || input.ValidFrom >= latest.From)
            )
            {
                tally.Already++;
                return;
            }

            if (input.ValidFrom is { } from && latest.From is { } began && from < began)
            {
                rejected.Add(
                    new(
                        file,
                        draft.Line,
                        $"{draft.Name} ({draft.Code}): a boundary from {began.InWords()} is held, so one from {from.InWords()} "
                            + "would come before it"
                    )
                );
                return;
            }

            if (input.ValidFrom is { } day && latest.From != day)
            {
                await Execute(work, "update place_version set valid_to = $2, closed_by = $3 where id = $1", cancel, version, day, import);
            }
            else
            {
                await Execute(
                    work,
                    "update place_version set withdrawn_at = $2, withdrawn_by = $3 where id = $1",
                    cancel,
                    version,
                    work.Now,
                    import
                );
            }

            await Execute(work, "update place set name = $2 where no = $1", cancel, no, draft.Name);
            tally.Changed++;
        }
        else
        {
            tally.Added++;
        }

        await Execute(
            work,
            """
            insert into place_version (id, place_no, boundary, digest, valid_from, valid_to, source, agreed_with, review_due, import_no,
                added_at)
            values ($1, $2, $3, $4, $5::date, $6::date, $7, $8, $9::date, $10, $11)
            """,
            cancel,
            Guid.CreateVersion7(work.Now),
            no,
            draft.Boundary,
            digest,
            input.ValidFrom ?? held?.From,
            null,
            input.Source ?? file,
            input.AgreedWith ?? "",
            input.ReviewDue,
            import,
            work.Now
        );
    }

    private static async Task Execute(Work work, string sql, CancellationToken cancel, params object?[] values)
    {
        await using var command = work.Command(sql, values);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
