using System.Diagnostics;

namespace Wardwise.App.Data.Embedded;

/// <summary>What a program answered.</summary>
internal sealed record ProgramRun(int ExitCode, string Said)
{
    public bool Done => ExitCode == 0;

    /// <param name="start">The program and its arguments.</param>
    /// <param name="cancel">Gives up waiting.</param>
    /// <param name="data">The data folder, told in the environment and as the working folder: pg_ctl would put it, given as an argument,
    /// into a shell's command line. Null for a program that needs none.</param>
    public static async Task<ProgramRun> Of(ProcessStartInfo start, CancellationToken cancel, string? data = null)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.RedirectStandardInput = true;
        // The caller's folder may be closed to the server's account, and PostgreSQL's programs want to return to it.
        start.WorkingDirectory = data ?? "/";
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("PG", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["LC_ALL"] = "C";
        if (data is not null)
        {
            start.Environment["PGDATA"] = data;
        }

        using var process = Process.Start(start) ?? throw new InstanceException($"{start.FileName} could not be started.");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancel);
        var error = process.StandardError.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return new(process.ExitCode, (await output + await error).Trim());
    }
}
