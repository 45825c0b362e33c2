using System.Diagnostics;
using Wardwise.Domain.Accounts;

namespace Wardwise.Testing;

/// <summary>The real program in a process of its own, for tests of what happens when processes end.</summary>
public sealed class WardwiseProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly TextLines _error;

    private WardwiseProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _error = new(process.StandardError);
    }

    public static string Program => Path.Combine(AppContext.BaseDirectory, "Wardwise.Web.dll");

    /// <summary>Waits until the program has said a line with this text on standard error.</summary>
    public Task Says(string text) => _error.Says(text);

    public int Number => _process.Id;

    /// <param name="home">WARDWISE_HOME.</param>
    /// <param name="verb">The arguments.</param>
    /// <param name="before">Programs before `dotnet`, such as setpriv.</param>
    public static WardwiseProcess Start(string home, string[] verb, params string[] before)
    {
        var start = Line(home, [.. before, "dotnet", Program, .. verb]);
        return new(Process.Start(start)!);
    }

    /// <summary>On a station's database, signed in as one of its people.</summary>
    public static async Task<(int Code, string Output, string Error)> RunAt(Station station, Role role, params string[] verb)
    {
        var start = Line(station.Home, ["dotnet", Program, .. verb]);
        start.Environment["ConnectionStrings__Wardwise"] = station.AppConnectionString;
        start.Environment["ConnectionStrings__WardwiseOwner"] = station.OwnerConnectionString;
        start.Environment["WARDWISE_ACCOUNT"] = Station.EmailOf(role);
        start.Environment["WARDWISE_PASSWORD"] = Station.Password;
        await using var process = new WardwiseProcess(Process.Start(start)!);
        return await process.Ended();
    }

    private static ProcessStartInfo Line(string home, string[] line)
    {
        var start = new ProcessStartInfo(line[0])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in line[1..])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["WARDWISE_HOME"] = home;
        start.Environment.Remove("ConnectionStrings__Wardwise");
        start.Environment.Remove("ConnectionStrings__WardwiseOwner");
        // An account without a home folder.
        start.Environment["DOTNET_CLI_HOME"] = Path.GetTempPath();
        return start;
    }

    public static async Task<(int Code, string Output, string Error)> Run(string home, string[] verb, params string[] before)
    {
        await using var process = Start(home, verb, before);
        return await process.Ended();
    }

    public async Task<(int Code, string Output, string Error)> Ended()
    {
        await _process.WaitForExitAsync();
        return (_process.ExitCode, await _output, await _error.All);
    }

    /// <summary>Ends its standard input: one that stands still goes on.</summary>
    public void Continue() => _process.StandardInput.Close();

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
