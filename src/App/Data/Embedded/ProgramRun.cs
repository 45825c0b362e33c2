using System.Diagnostics;

namespace Wardwise.App.Data.Embedded;

/// <summary>What a program answered.</summary>
internal sealed record ProgramRun(int ExitCode, string Said)
{
    public bool Done => ExitCode == 0;

    public static async Task<ProgramRun> Of(ProcessStartInfo start, CancellationToken cancel)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.RedirectStandardInput = true;
        // The caller's folder may be closed to the server's account, and PostgreSQL's programs want to return to it.
        start.WorkingDirectory = "/";
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("PG", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["LC_ALL"] = "C";
        using var process = Process.Start(start) ?? throw new InstanceException($"{start.FileName} could not be started.");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancel);
        var error = process.StandardError.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return new(process.ExitCode, (await output + await error).Trim());
    }
}
