using System.Diagnostics;

namespace Wardwise.App.Tests.Operations;

/// <summary>A test that mounts a disk in memory, which needs root and a machine that lets root do so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FactWithMountsAttribute : FactAttribute
{
    private static readonly Lazy<string?> Why = new(Try);

    public FactWithMountsAttribute() => Skip = Why.Value;

    private static string? Try()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            return "It mounts a disk in memory, which needs Linux and root.";
        }

        var folder = Directory.CreateTempSubdirectory("wardwise-mount-").FullName;
        var mounted = Run("mount", "-t", "tmpfs", "tmpfs", folder);
        if (mounted)
        {
            Run("umount", folder);
        }

        Directory.Delete(folder);
        return mounted ? null : "This machine does not let root mount anything.";
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
