using Wardwise.App.Data.Embedded;

namespace Wardwise.Testing;

/// <summary>Homes of instances that only live as long as the tests.</summary>
public static class TemporaryHome
{
    private const string Prefix = "wardwise-tests-";

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
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException or Wardwise.App.Data.InstanceException)
            {
                // Another run is sweeping the same home, or it belongs to somebody else.
            }
        }
    }
}
