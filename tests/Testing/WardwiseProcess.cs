using System.Diagnostics;
using Wardwise.Domain.Accounts;

namespace Wardwise.Testing;

/// <summary>The real program in a process of its own, for tests of what happens when processes end.</summary>
public sealed class WardwiseProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task _error;
    private readonly List<string> _said = [];
    private volatile bool _ended;
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private WardwiseProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _error = Listen();
    }

    public static string Program => Path.Combine(AppContext.BaseDirectory, "Wardwise.Web.dll");

    public int Number => _process.Id;

    /// <param name="home">WARDWISE_HOME.</param>
    /// <param name="verb">The arguments.</param>
    /// <param name="before">Programs before `dotnet`, such as setpriv.</param>
    public static WardwiseProcess Start(string home, string[] verb, params string[] before)
    {
        var start = Line(home, [.. before, "dotnet", Program, .. verb]);
        return new(Process.Start(start)!);
    }

    /// <param name="home">WARDWISE_HOME.</param>
    /// <param name="environment">More of its environment.</param>
    /// <param name="verb">The arguments.</param>
    public static WardwiseProcess Start(string home, IReadOnlyDictionary<string, string> environment, params string[] verb)
    {
        var start = Line(home, ["dotnet", Program, .. verb]);
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new(Process.Start(start)!);
    }

    /// <summary>Waits until a line with these words stands on standard error, and gives the line.</summary>
    public async Task<string> Says(string words)
    {
        while (true)
        {
            Task more;
            lock (_said)
            {
                if (_said.Find(l => l.Contains(words, StringComparison.Ordinal)) is { } line)
                {
                    return line;
                }

                if (_ended)
                {
                    throw new InvalidOperationException($"It ended without saying '{words}': {string.Join('\n', _said)}");
                }

                more = _more.Task;
            }

            await more.WaitAsync(TimeSpan.FromMinutes(3));
        }
    }

    /// <summary>Where `serve` says it is.</summary>
    public async Task<Uri> Address()
    {
        var line = await Says("Wardwise is at ");
        return new(line["Wardwise is at ".Length..].Split(' ')[0]);
    }

    /// <summary>SIGTERM.</summary>
    public async Task Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    private async Task Listen()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            lock (_said)
            {
                _said.Add(line);
            }

            Wake();
        }

        _ended = true;
        Wake();
    }

    private void Wake()
    {
        TaskCompletionSource woken;
        lock (_said)
        {
            woken = _more;
            _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        woken.SetResult();
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

        foreach (var name in start.Environment.Keys.Where(Settings.IsOfAnInstance).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["WARDWISE_HOME"] = home;
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
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(3));
        await _error;
        return (_process.ExitCode, await _output, string.Join('\n', _said));
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
