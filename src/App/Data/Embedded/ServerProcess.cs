using System.Diagnostics;
using System.Globalization;

namespace Wardwise.App.Data.Embedded;

/// <summary>Whether the process that `postmaster.pid` names is this data folder's server.</summary>
internal static class ServerProcess
{
    public static bool Runs(string data)
    {
        var file = Path.Combine(data, "postmaster.pid");
        try
        {
            return File.Exists(file)
                && int.TryParse(File.ReadLines(file).FirstOrDefault(), CultureInfo.InvariantCulture, out var number)
                && Is(number, data);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    private static bool Is(int number, string data)
    {
        if (!Directory.Exists("/proc/self"))
        {
            return HasServersName(number);
        }

        var process = $"/proc/{number}";
        if (!Directory.Exists(process) || IsZombie(process))
        {
            return false;
        }

        try
        {
            // The server makes its data folder its own; a process that got the same number since does not.
            return File.ResolveLinkTarget($"{process}/cwd", returnFinalTarget: false)?.FullName == RealPath(data);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Root in a container may not look into another account's process.
            return HasServersName(number);
        }
    }

    private static bool HasServersName(int number)
    {
        try
        {
            using var process = Process.GetProcessById(number);
            return process.ProcessName == "postgres";
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>A container without an init process keeps its dead.</summary>
    private static bool IsZombie(string process)
    {
        try
        {
            var stat = File.ReadAllText($"{process}/stat");
            return stat[(stat.LastIndexOf(')') + 1)..].TrimStart().StartsWith('Z');
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>The path with every symbolic link on it followed, as the kernel shows it.</summary>
    internal static string RealPath(string path)
    {
        var real = "/";
        foreach (var part in Path.GetFullPath(path).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(real, part);
            real = new DirectoryInfo(next).ResolveLinkTarget(returnFinalTarget: true) is { } target ? RealPath(target.FullName) : next;
        }

        return real;
    }
}
