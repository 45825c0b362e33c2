using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Exchange;
using Wardwise.App.Imports;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Incidents;

/// <summary>Brings in data.police.uk's outcome files: what came of crimes, month by month. An outcome of a crime that is not held yet is
/// kept for when it comes.</summary>
public sealed class ImportOutcomes(Database database, TimeProvider clock)
{
    public sealed record Input
    {
        public required IReadOnlyList<string> Paths { get; init; }
        public required string Force { get; init; }
        public string Format { get; init; } = IncidentFormats.PoliceUk;
        public bool DryRun { get; init; }
        public bool Strict { get; init; }
        public bool OtherForce { get; init; }
        public IProgress<ImportProgress>? Progress { get; init; }
    }

    public async Task<Outcome<ImportReport>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if ((Policy.Refuses(actor, Act.ImportData) ?? ForceEntry.Refuses(actor, input.Force)) is { } no)
        {
            return no;
        }

        if (input.Format != IncidentFormats.PoliceUk)
        {
            return new Refusal(
                $"Outcomes come in the format {IncidentFormats.PoliceUk}; in the format wardwise they are a column of the incident.",
                nameof(Input.Format)
            );
        }

        var files = InputFile.Find(input.Paths, "-outcomes.csv");
        if (!files.Done)
        {
            return files.Refusals.ToList();
        }

        var started = Stopwatch.GetTimestamp();
        await using var work = await database.Begin(actor, cancel);
        var force = await ForceEntry.Ensure(work, input.Force, null, cancel);
        var import = await ImportEntry.Open(work, "outcomes", input.Format, input.Force, force.Scope, cancel);
        var reader = new OutcomeFileReader(new ReportedBy(input.Force, force.Name, input.OtherForce), YearMonth.Of(clock.GetUtcNow()));
        var tally = new Tally();
        var rejected = new List<RejectedRow>();
        var warnings = new List<RejectedRow>();
        var fresh = new List<OutcomeDraft>();
        var held = new HashSet<OutcomeDraft>();
        var inFiles = new HashSet<OutcomeDraft>();
        var monthsHeld = new HashSet<YearMonth>();
        for (var i = 0; i < files.Value.Count; i++)
        {
            var opened = InputFile.Read(files.Value[i]);
            if (!opened.Done)
            {
                return opened.Refusals.ToList();
            }

            var file = opened.Value;
            warnings.AddRange(file.Warnings);
            var drafts = new List<OutcomeDraft>();
            var (before, copiesBefore, rejectedBefore) = (tally.Read, tally.Copies, rejected.Count);
            var fault = reader.Read(file, drafts.Add, (line, reason) => rejected.Add(new(file.Name, line, reason)));
            if (fault is not null)
            {
                return file.Refuse(fault);
            }

            foreach (var month in drafts.Select(d => d.Month).Distinct().Where(monthsHeld.Add))
            {
                await Load(work, force.Scope, month, held, cancel);
            }

            var inFile = new HashSet<OutcomeDraft>();
            foreach (var draft in drafts)
            {
                inFiles.Add(draft);
                if (!inFile.Add(draft))
                {
                    tally.Copies++;
                }
                else if (!held.Add(draft))
                {
                    tally.Already++;
                }
                else
                {
                    tally.Added++;
                    fresh.Add(draft);
                }
            }

            tally.Read += drafts.Count + rejected.Count - rejectedBefore;
            import.Files.Add(
                new(
                    file.Name,
                    file.Sha256,
                    file.Size,
                    tally.Read - before,
                    tally.Copies - copiesBefore,
                    rejected.Count - rejectedBefore,
                    0,
                    null
                )
            );
            input.Progress?.Report(new(i + 1, files.Value.Count, tally.Read, file.Name));
        }

        if (input.Strict && rejected.Count > 0)
        {
            return import.RefuseStrictly(rejected);
        }

        await Write(work, import.No, force.Scope, fresh, cancel);
        var unmatched = await Unmatched(work, inFiles, cancel);
        var report = import.Report(tally, rejected, false, 0, started, input.DryRun, unmatched) with
        {
            NoLocation = reader.WithoutPlace,
            Warnings = warnings,
        };
        if (input.DryRun)
        {
            return report;
        }

        await import.Close(report, rejected, cancel);
        if (await work.Commit("Import of outcomes", cancel) is { } refused)
        {
            return refused;
        }

        return report with
        {
            Seconds = Math.Round(Stopwatch.GetElapsedTime(started).TotalSeconds, 3),
        };
    }

    private static async Task Load(Work work, short scope, YearMonth month, HashSet<OutcomeDraft> held, CancellationToken cancel)
    {
        await foreach (
            var row in work.EachRow(
                "select incident_id, outcome from incident_outcome where scope = $1 and month = $2",
                cancel,
                scope,
                month.FirstDay
            )
        )
        {
            held.Add(new(row.Get<Guid>("incident_id"), month, row.Get<short>("outcome")));
        }
    }

    private static async Task Write(Work work, int import, short scope, List<OutcomeDraft> fresh, CancellationToken cancel)
    {
        foreach (var part in fresh.Chunk(20_000))
        {
            await using var command = work.Command(
                """
                insert into incident_outcome (incident_id, scope, month, outcome, import_no) select v.id, $1, v.month, v.outcome, $2
                from unnest($3::uuid[], $4::date[], $5::smallint[]) v(id, month, outcome)
                """,
                scope,
                import,
                part.Select(p => p.CrimeId).ToArray(),
                part.Select(p => p.Month.FirstDay).ToArray(),
                part.Select(p => p.Outcome).ToArray()
            );
            await command.ExecuteNonQueryAsync(cancel);
        }
    }

    /// <summary>How many of the files' outcomes are of crimes that are not held.</summary>
    private static async Task<int> Unmatched(Work work, IReadOnlyCollection<OutcomeDraft> all, CancellationToken cancel)
    {
        var ids = all.Select(o => o.CrimeId).ToArray();
        await using var count = work.Command(
            "select count(*)::int from unnest($1::uuid[]) v(id) where not exists (select 1 from incident i where i.id = v.id)"
        );
        count.Parameters.Add(new NpgsqlParameter { Value = ids, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid });
        return (int)(await count.ExecuteScalarAsync(cancel))!;
    }
}
