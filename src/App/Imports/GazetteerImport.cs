using System.Diagnostics;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Exchange;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Imports;

/// <summary>What an import of postcodes or addresses did; read = added + changed + already + rejected.</summary>
public sealed record GazetteerReport(
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

/// <summary>A list of places by key: how its files are read and how its rows are put right.</summary>
/// <param name="Kind">As the import is kept under.</param>
/// <param name="Read">Reads a file, row by row.</param>
/// <param name="Key">What a row is known by, in words: a row that says something else under it is rejected.</param>
/// <param name="Sql">The upsert of many rows; answers for each whether it was new.</param>
/// <param name="Values">What the upsert is given.</param>
internal sealed record GazetteerList<T>(
    string Kind,
    Func<InputFile, Func<T, string?>, Action<long, string>, FileFault?> Read,
    Func<T, string> Key,
    string Sql,
    Func<T[], object?[]> Values
);

/// <summary>The import of such a list: files read whole, and what is held is put right.</summary>
internal sealed class GazetteerImport(Work work, ImportEntry import)
{
    private const int AtOnce = 20_000;

    private Tally Tally { get; } = new();

    private List<RejectedRow> Rejected { get; } = [];

    private List<RejectedRow> Warnings { get; } = [];

    public static async Task<Outcome<GazetteerReport>> Run<T>(
        Database database,
        Actor actor,
        IReadOnlyList<string> paths,
        string force,
        GazetteerList<T> list,
        CancellationToken cancel
    )
    {
        var started = Stopwatch.GetTimestamp();
        if ((Policy.Refuses(actor, Act.ManagePlaces) ?? ForceEntry.Refuses(actor, force)) is { } no)
        {
            return no;
        }

        var files = InputFile.Find(paths, ".csv");
        if (!files.Done)
        {
            return files.Refusals.ToList();
        }

        await using var work = await database.Begin(actor, cancel);
        await ForceEntry.Ensure(work, force, null, cancel);
        var import = new GazetteerImport(work, await ImportEntry.Open(work, list.Kind, "csv", force, null, cancel));
        var found = new Dictionary<string, T>();
        string? Take(T row)
        {
            var key = list.Key(row);
            return found.TryAdd(key, row) || found[key]!.Equals(row) ? null : $"{key} stands in these files already, with other words";
        }

        if (import.ReadAll(files.Value, list.Read, Take) is { } fault)
        {
            return fault;
        }

        await import.Upsert(found.Values, list.Sql, list.Values, cancel);
        return await import.Close(started, cancel);
    }

    /// <summary>Reads every file; null, or why none of it can be used.</summary>
    private Refusal? ReadAll<T>(
        IReadOnlyList<string> paths,
        Func<InputFile, Func<T, string?>, Action<long, string>, FileFault?> read,
        Func<T, string?> take
    )
    {
        foreach (var path in paths)
        {
            var opened = InputFile.Read(path);
            if (!opened.Done)
            {
                return opened.Refusals[0];
            }

            var (file, before, rejectedBefore) = (opened.Value, Tally.Read, Rejected.Count);
            Warnings.AddRange(file.Warnings);
            var fault = read(
                file,
                row =>
                {
                    var reason = take(row);
                    Tally.Read += reason is null ? 1 : 0;
                    return reason;
                },
                (line, reason) =>
                {
                    Tally.Read++;
                    Rejected.Add(new(file.Name, line, reason));
                }
            );
            if (fault is not null)
            {
                return file.Refuse(fault);
            }

            import.Files.Add(new(file.Name, file.Sha256, file.Size, Tally.Read - before, 0, Rejected.Count - rejectedBefore, 0, null));
        }

        return null;
    }

    /// <summary>Runs an upsert over parts of the rows; the statement answers for each row whether it was new.</summary>
    private async Task Upsert<T>(IReadOnlyCollection<T> rows, string sql, Func<T[], object?[]> values, CancellationToken cancel)
    {
        foreach (var part in rows.Chunk(AtOnce))
        {
            await foreach (var row in work.EachRow(sql, cancel, values(part)))
            {
                if (row.Get<bool>("is_new"))
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

    private async Task<Outcome<GazetteerReport>> Close(long started, CancellationToken cancel)
    {
        Tally.Already = Tally.Read - Rejected.Count - Tally.Added - Tally.Changed;
        Tally.Rejected = Rejected.Count;
        var report = import.Report(Tally, Rejected, false, 0, started, false) with { Warnings = Warnings };
        await import.Close(report, Rejected, cancel);
        if (await work.Commit("Import of a list of places", cancel) is { } refused)
        {
            return refused;
        }

        return new GazetteerReport(
            report.Id!,
            report.Read,
            report.Added,
            report.Changed,
            report.Already,
            Rejected,
            Math.Round(Stopwatch.GetElapsedTime(started).TotalSeconds, 3)
        )
        {
            Warnings = Warnings,
        };
    }
}
