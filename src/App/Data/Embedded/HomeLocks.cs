namespace Wardwise.App.Data.Embedded;

/// <summary>
/// Two lock files in a home. The kernel frees both when a process ends, however it ends.
/// `in-use` is held shared by everybody who uses the server; `starting` by the one who starts or stops it.
/// </summary>
internal static class HomeLocks
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async Task<FileStream> Starting(string home, CancellationToken cancel)
    {
        var until = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (true)
        {
            if (Take(home, "starting", FileAccess.ReadWrite, FileShare.None) is { } held)
            {
                return held;
            }

            if (Environment.TickCount64 > until)
            {
                throw new InstanceException(
                    $"Another process has been starting the server in {home} for two minutes: end it and try again."
                );
            }

            await Task.Delay(25, cancel);
        }
    }

    public static FileStream InUse(string home) =>
        Take(home, "in-use", FileAccess.Read, FileShare.Read)
        ?? throw new InstanceException($"{home} is closed while it is restored or removed: try again when that is done.");

    /// <summary>Held only when nobody uses the home, else null.</summary>
    public static FileStream? Alone(string home) => Take(home, "in-use", FileAccess.ReadWrite, FileShare.None);

    private static FileStream? Take(string home, string name, FileAccess access, FileShare share)
    {
        var path = Path.Combine(home, name);
        try
        {
            return new(path, FileMode.OpenOrCreate, access, share);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new InstanceException($"{path} belongs to another user: use the account that made {home}, or set WARDWISE_HOME.", e);
        }
        catch (IOException e) when (e.HResult == WouldBlock)
        {
            return null;
        }
        catch (IOException e) when (e is not PathTooLongException && Directory.Exists(home))
        {
            throw new InstanceException($"Nothing can be written in {home}: {e.Message}", e);
        }
    }

    /// <summary>What the kernel says when somebody else holds the lock; anything else is no reason to wait.</summary>
    private static int WouldBlock => OperatingSystem.IsMacOS() ? 35 : 11;
}
