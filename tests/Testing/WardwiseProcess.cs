using System.Diagnostics;

namespace Wardwise.Testing;

/// <summary>The real program in a process of its own, for tests of what happens when processes end.</summary>
public sealed class WardwiseProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    private WardwiseProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _error = process.StandardError.ReadToEndAsync();
    }

    public static string Program => Path.Combine(AppContext.BaseDirectory, "Wardwise.Web.dll");

    public bool HasEnded => _process.HasExited;

    /// <param name="home">WARDWISE_HOME.</param>
    /// <param name="verb">The arguments.</param>
    /// <param name="before">Programs before `dotnet`, such as setpriv.</param>
    public static WardwiseProcess Start(string home, string[] verb, params string[] before)
    {
        string[] line = [.. before, "dotnet", Program, .. verb];
        var start = new ProcessStartInfo(line[0]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in line[1..])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["WARDWISE_HOME"] = home;
        start.Environment.Remove("ConnectionStrings__Wardwise");
        start.Environment.Remove("ConnectionStrings__WardwiseOwner");
        // An account without a home folder.
        start.Environment["DOTNET_CLI_HOME"] = Path.GetTempPath();
        return new(Process.Start(start)!);
    }

    public static async Task<(int Code, string Output, string Error)> Run(string home, string[] verb, params string[] before)
    {
        await using var process = Start(home, verb, before);
        return await process.Ended();
    }

    public async Task<(int Code, string Output, string Error)> Ended()
    {
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(3));
        return (_process.ExitCode, await _output, await _error);
    }

    /// <summary>kill -9.</summary>
    public void Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
