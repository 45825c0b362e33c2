using System.Diagnostics;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Exchange;
using Wardwise.App.Incidents;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Places;

/// <summary>What an import of postcodes or addresses did; read = added + changed + already + rejected.</summary>
public sealed record GazetteerReport(string Id, int Read, int Added, int Changed, int Already, IReadOnlyList<RejectedRow> Rejected, double Seconds);

/// <summary>What the imports of postcodes and of addresses have in common: files read whole, the last row of a key counts, and what is held is put right.</summary>
internal sealed class GazetteerImport(Work work, ImportEntry import)
{
    private const int AtOnce = 20_000;

    public Tally Tally { get; } = new();

    public List<RejectedRow> Rejected { get; } = [];

    public static async Task<(GazetteerImport? Import, Refusal? Refused)> Open(Work work, Actor actor, string kind, string force, CancellationToken cancel)
    {
        if ((Policy.Refuses(actor, Act.ManagePlaces) ?? ForceEntry.Refuses(actor, force)) is { } no)
        {
            return (null, no);
        }

        await ForceEntry.Ensure(work, force, null, cancel);
        return (new(work, await ImportEntry.Open(work, kind, "csv", force, null, cancel)), null);
    }

    /// <summary>Reads every file; null, or why none of it can be used.</summary>
    public Refusal? ReadAll<T>(IReadOnlyList<string> paths, Func<InputFile, Action<T>, Action<long, string>, FileFault?> read, Action<T> take)
    {
        foreach (var path in paths)
        {
            var opened = InputFile.Read(path);
            if (!opened.Done)
            {
                return opened.Refusals[0];
            }

            var (file, before, rejectedBefore) = (opened.Value, Tally.Read, Rejected.Count);
            var fault = read(
                file,
                row =>
                {
                    Tally.Read++;
                    take(row);
                },
                (line, reason) =>
                {
                    Tally.Read++;
                    Rejected.Add(new(file.Name, line, reason));
                });
            if (fault is not null)
            {
                return file.Refuse(fault);
            }

            import.Files.Add(new(file.Name, file.Sha256, file.Size, Tally.Read - before, 0, Rejected.Count - rejectedBefore, 0, null));
        }

        return null;
    }

    /// <summary>Runs an upsert over parts of the rows; the statement answers for each row whether it was new.</summary>
    public async Task Upsert<T>(IReadOnlyCollection<T> rows, string sql, Func<T[], object?[]> values, CancellationToken cancel)
    {
        foreach (var part in rows.Chunk(AtOnce))
        {
            await using var command = work.Command(sql, values(part));
            await using var row = await command.ExecuteReaderAsync(cancel);
            while (await row.ReadAsync(cancel))
            {
                if (row.GetBoolean(0))
                {
                    Tally.Added++;
                }
                else
                {
                    Tally.Changed++;
                }
            }
        }
    }

    public async Task<GazetteerReport> Close(long started, CancellationToken cancel)
    {
        Tally.Already = Tally.Read - Rejected.Count - Tally.Added - Tally.Changed;
        Tally.Rejected = Rejected.Count;
        var report = import.Report(Tally, Rejected, false, 0, started, false);
        await import.Close(report, Rejected, cancel);
        await work.Commit("Import of a list of places", cancel);
        return new(report.Id!, report.Read, report.Added, report.Changed, report.Already, Rejected, Math.Round(Stopwatch.GetElapsedTime(started).TotalSeconds, 3));
    }
}
