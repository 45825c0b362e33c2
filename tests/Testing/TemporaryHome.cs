using System.Diagnostics;
using Wardwise.App.Data;
using Wardwise.App.Data.Embedded;

namespace Wardwise.Testing;

/// <summary>Homes of instances that only live as long as the tests.</summary>
public static class TemporaryHome
{
    private const string Prefix = "wardwise-tests-";

    private static readonly List<Process> Waiting = [];

    /// <summary>A file system in memory, where it has room: a copy of a database there takes a quarter of the time.</summary>
    private static readonly string? Memory = OperatingSystem.IsLinux() && HasRoom("/dev/shm") ? "/dev/shm" : null;

    /// <param name="inMemory">For what need not reach a disk.</param>
    public static string Make(bool inMemory = false)
    {
        foreach (var root in new[] { Path.GetTempPath(), Memory }.OfType<string>())
        {
            Sweep(root);
        }

        var under = inMemory && Memory is not null ? Memory : Path.GetTempPath();
        return Directory.CreateDirectory(Path.Combine(under, $"{Prefix}{Guid.CreateVersion7():n}")).FullName;
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

    private static bool HasRoom(string folder)
    {
        const long Enough = 4L << 30;
        try
        {
            return Directory.Exists(folder) && new DriveInfo(folder).AvailableFreeSpace > Enough;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>A killed test run leaves its home, perhaps with a running server. The lock tells the dead from the living.</summary>
    private static void Sweep(string root)
    {
        var longAgo = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-10);
        foreach (var home in Directory.EnumerateDirectories(root, Prefix + "*"))
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
