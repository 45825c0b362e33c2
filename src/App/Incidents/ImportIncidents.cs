using System.Diagnostics;
using System.Threading.Channels;
using Npgsql;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Exchange;
using Wardwise.App.Imports;
using Wardwise.App.Places;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Incidents;

/// <summary>
/// Brings in files of incidents: whole or not at all, the same file twice without effect, and so that it can be undone. One thread reads
/// and sorts, another streams what is new into the table; what is held already is known from memory.
/// </summary>
public sealed class ImportIncidents(Database database, PlaceIndexes places, TimeProvider clock)
{
    private const int Ahead = 16;

    public sealed record Input
    {
        public required IReadOnlyList<string> Paths { get; init; }

        /// <summary>The police.uk id of the force.</summary>
        public required string Force { get; init; }
        public string Format { get; init; } = IncidentFormats.PoliceUk;

        /// <summary>Whose incidents they are, for the format wardwise: an agency of the force by its name; its police when left
        /// out.</summary>
        public string? Agency { get; init; }
        public bool DryRun { get; init; }

        /// <summary>One rejected row refuses the whole command.</summary>
        public bool Strict { get; init; }

        /// <summary>A month of anti-social behaviour that differs from the one held takes its place.</summary>
        public bool Replace { get; init; }
        public bool OtherForce { get; init; }
        public IProgress<ImportProgress>? Progress { get; init; }
    }

    public async Task<Outcome<ImportReport>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.ImportData) is { } no)
        {
            return no;
        }

        if (ForceEntry.Refuses(actor, input.Force) is { } notForce)
        {
            return notForce;
        }

        if (input.Format is not (IncidentFormats.PoliceUk or IncidentFormats.Wardwise))
        {
            return new Refusal(
                $"The format {input.Format} is not known. It is {IncidentFormats.PoliceUk} or {IncidentFormats.Wardwise}.",
                nameof(Input.Format)
            );
        }

        var files = InputFile.Find(input.Paths, input.Format == IncidentFormats.PoliceUk ? "-street.csv" : ".csv");
        if (!files.Done)
        {
            return files.Refusals.ToList();
        }

        try
        {
            return await Attempt(actor, input, files.Value, everything: false, cancel);
        }
        catch (PostgresException e) when (IsHeld(e))
        {
            // An incident is held in a month that the files do not have: once more, with every month known.
        }

        try
        {
            return await Attempt(actor, input, files.Value, everything: true, cancel);
        }
        catch (PostgresException e) when (IsHeld(e))
        {
            return new Refusal(
                "Nothing was applied: some of these incidents are held already, by another force or agency. Take that import back first."
            );
        }
    }

    private static bool IsHeld(PostgresException e) =>
        e.SqlState == PostgresErrorCodes.UniqueViolation && e.ConstraintName == "incident_row_pkey";

    private async Task<Outcome<ImportReport>> Attempt(
        Actor actor,
        Input input,
        IReadOnlyList<string> files,
        bool everything,
        CancellationToken cancel
    )
    {
        var started = Stopwatch.GetTimestamp();
        await using var work = await database.Begin(actor, cancel);
        var force = await ForceEntry.Ensure(work, input.Force, await NameFor(work, input, files, cancel), cancel);
        var scope = force.Scope;
        if (input.Agency is { Length: > 0 } agency)
        {
            if (await ForceEntry.ScopeOf(work, input.Force, agency, cancel) is not { } found)
            {
                return new Refusal($"{force.Name} has no agency called {agency}.", nameof(Input.Agency));
            }

            scope = found;
            await ForceEntry.Look(work, scope, cancel);
        }

        var import = await ImportEntry.Open(work, "incidents", input.Format, input.Force, scope, cancel);
        await using var reading = await database.Begin(actor with { Scopes = [scope] }, cancel);
        var placing = new Placing(await places.Current(work, cancel), input.Force);
        IIncidentReader reader =
            input.Format == IncidentFormats.PoliceUk
                ? new StreetFileReader(
                    input.Force,
                    new ReportedBy(input.Force, force.Name, input.OtherForce),
                    YearMonth.Of(clock.GetUtcNow())
                )
                : new WardwiseFileReader($"wardwise|{scope}", new Gazetteer(reading, input.Force), clock.GetUtcNow());
        var known = new KnownIncidents(reading, scope, input.Format, everything);
        var channel = Channel.CreateBounded<IncidentRow[]>(new BoundedChannelOptions(Ahead) { SingleReader = true, SingleWriter = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var sorter = new IncidentSorter(known, placing, input.Replace, channel.Writer, stop.Token);
        var settled = await import.SettledFiles(files, scope, cancel);
        var parsing = Task.Factory.StartNew(
            () => Parse(files, settled, reader, sorter, import, input.Progress, channel.Writer),
            stop.Token,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        var writer = new IncidentWriter(work, import.No, scope);
        try
        {
            await writer.WriteAll(channel.Reader, stop.Token);
        }
        catch
        {
            await stop.CancelAsync();
            await parsing.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            throw;
        }

        if (await parsing is { } refused)
        {
            return refused;
        }

        if (input.Strict && sorter.Rejected.Count > 0)
        {
            return import.RefuseStrictly(sorter.Rejected);
        }

        await writer.Change(sorter.Changed, cancel);
        await writer.Remove(sorter.Removed, cancel);
        var report = import.Report(sorter.Whole, sorter.Rejected, placing.KnowsTheForce, sorter.Removed.Count, started, input.DryRun) with
        {
            Warnings = sorter.Warnings,
        };
        await import.WriteMonths(
            scope,
            known
                .Months.Where(m => m.Value.RowsInFiles > 0 || m.Value.Changes > 0)
                .Select(m => (m.Key, m.Value.RowsInFiles, m.Value.Changes, m.Value.Rows.Count)),
            cancel
        );
        var doubted = await MonthDoubts.Weigh(work, import.No, scope, cancel);
        report = report with
        {
            Doubted = doubted,
            Warnings = [.. report.Warnings, .. doubted.Select(d => new RejectedRow("", 0, d.InWords()))],
        };
        if (input.DryRun)
        {
            return report;
        }

        await import.Close(report, sorter.Rejected, cancel);
        if (await work.Commit("Import of incidents", cancel) is { } late)
        {
            return late;
        }

        return report with
        {
            Seconds = Math.Round(Stopwatch.GetElapsedTime(started).TotalSeconds, 3),
        };
    }

    /// <summary>Null, or the refusal of a file that cannot be used.</summary>
    private static Refusal? Parse(
        IReadOnlyList<string> files,
        IReadOnlyDictionary<string, SettledFile> settled,
        IIncidentReader reader,
        IncidentSorter sorter,
        ImportEntry import,
        IProgress<ImportProgress>? progress,
        ChannelWriter<IncidentRow[]> added
    )
    {
        try
        {
            for (var i = 0; i < files.Count; i++)
            {
                if (settled.TryGetValue(files[i], out var same))
                {
                    same.AddTo(sorter.Whole);
                    import.Files.Add(same.File);
                    continue;
                }

                var opened = InputFile.Read(files[i]);
                if (!opened.Done)
                {
                    return opened.Refusals[0];
                }

                var file = opened.Value;
                sorter.StartFile(file.Name);
                sorter.Warnings.AddRange(file.Warnings);
                if (reader.Read(file, sorter) is { } fault)
                {
                    return file.Refuse(fault);
                }

                sorter.EndFile();
                import.Files.Add(ImportedFile.Of(file, sorter.InFile));
                progress?.Report(new(i + 1, files.Count, sorter.Whole.Read, file.Name));
            }

            sorter.Flush();
            return null;
        }
        finally
        {
            added.Complete();
        }
    }

    /// <summary>What a force that is not there yet will be called: as its files say.</summary>
    private static async Task<string?> NameFor(Work work, Input input, IReadOnlyList<string> files, CancellationToken cancel)
    {
        if (
            input.Format != IncidentFormats.PoliceUk
            || input.OtherForce
            || await ForceEntry.NameOf(work, input.Force, cancel) is not null
            || Domain.Accounts.PoliceForces.NameByCode.ContainsKey(input.Force)
        )
        {
            return null;
        }

        if (
            InputFile.Read(files[0]) is not { Done: true, Value: var file }
            || ReportedBy.CodeInName(file.Name) is { } code && code != input.Force
            || CsvTable.OpenExact(file, StreetFileReader.Columns, out var table) is not null
        )
        {
            return null;
        }

        using (table)
        {
            return
                table!.Reader.Read()
                && table.Reader.GetString(2) is { Length: > 0 } name
                && Domain.Accounts.PoliceForces.CodeOf(name) is null
                ? name
                : null;
        }
    }
}
