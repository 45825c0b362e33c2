using System.Text;
using System.Text.RegularExpressions;
using Wardwise.App.Data.Embedded;

namespace Wardwise.App.Operations;

/// <summary>Disks that are mounted inside a folder: nothing can be moved between them and it, nor can they be moved.</summary>
internal static partial class MountPoints
{
    private const string Table = "/proc/self/mountinfo";

    /// <summary>Those inside a folder, the folder itself left out. Without the kernel's table, none.</summary>
    public static IEnumerable<string> Inside(string folder)
    {
        if (!File.Exists(Table))
        {
            return [];
        }

        var real = ServerProcess.RealPath(folder) + "/";
        return File.ReadLines(Table)
            .Select(l => l.Split(' '))
            .Where(f => f.Length > 4)
            .Select(f => Plain(f[4]))
            .Where(p => p.StartsWith(real, StringComparison.Ordinal));
    }

    /// <summary>The kernel writes blanks, line ends and backslashes as three octal digits.</summary>
    private static string Plain(string written) =>
        Octal().Replace(written, m => Encoding.Latin1.GetString([Convert.ToByte(m.Groups[1].Value, 8)]));

    [GeneratedRegex(@"\\([0-7]{3})")]
    private static partial Regex Octal();
}
