using System.Diagnostics;
using Wardwise.App.Data;
using Wardwise.App.Data.Embedded;

namespace Wardwise.Testing;

/// <summary>Homes of instances that only live as long as the tests.</summary>
public static class TemporaryHome
{
    private const string Prefix = "wardwise-tests-";

    private static readonly List<Process> Waiting = [];

    public static string Make()
    {
        Sweep();
        return Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"{Prefix}{Guid.CreateVersion7():n}")).FullName;
    }

    public static void Remove(string home)
    {
        if (Directory.Exists(home))
        {
            Directory.Delete(home, recursive: true);
        }
    }

    /// <summary>
    /// Stops the server and removes the home once this process has ended, even by kill -9: the test runner gives its
    /// processes too little time to do so themselves. A shell waits for the end of its input, which is our end.
    /// </summary>
    public static void RemoveWithUs(string home)
    {
        const string Wait = """
            exec >/dev/null 2>&1
            cat
            pid=$(head -n 1 "$1/db/postmaster.pid") && kill -QUIT "$pid"
            tries=0
            while [ -n "$pid" ] && kill -0 "$pid" && [ $tries -lt 100 ]; do tries=$((tries + 1)); sleep 0.1; done
            rm -rf "$1" "$2"
            """;
        var shell = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true };
        foreach (var argument in new[] { "-c", Wait, "wardwise-tests", home, SocketFolder.For(home) })
        {
            shell.ArgumentList.Add(argument);
        }

        // Held for as long as we live; nothing is ever written to it.
        Waiting.Add(Process.Start(shell)!);
    }

    /// <summary>A killed test run leaves its home, perhaps with a running server. The lock tells the dead from the living.</summary>
    private static void Sweep()
    {
        var longAgo = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-10);
        foreach (var home in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            try
            {
                if (Directory.GetLastWriteTimeUtc(home) > longAgo || !Directory.Exists(Path.Combine(home, "db")))
                {
                    continue;
                }

                using (var alone = HomeLocks.Alone(home))
                {
                    if (alone is null)
                    {
                        continue;
                    }

                    new ServerControl(home, []).Stop(CancellationToken.None).GetAwaiter().GetResult();
                }

                Remove(home);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException or InstanceException)
            {
                // Another run is sweeping the same home, or it belongs to somebody else.
            }
        }
    }
}
