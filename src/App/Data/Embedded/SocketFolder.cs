using System.Security.Cryptography;
using System.Text;

namespace Wardwise.App.Data.Embedded;

/// <summary>Where the server listens: a folder that only its account and root can enter.</summary>
internal static class SocketFolder
{
    // sockaddr_un holds 108 bytes with the closing zero; macOS holds 104.
    private const int LongestSocketPath = 103;

    public static string For(string home)
    {
        var inside = Path.Combine(home, "s");
        var fits = Encoding.UTF8.GetByteCount(inside) + "/.s.PGSQL.5432".Length <= LongestSocketPath;
        // The path goes through a shell and through a comma-separated setting.
        return fits && inside.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-')
            ? inside
            : $"/tmp/wardwise-{ServerAccount.OwnNumber}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(home)))[..12]}";
    }

    // A socket is no file to File.Exists' mind, but a folder lists it.
    public static bool HasSocket(string folder) =>
        Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder, ".s.PGSQL.5432").Any();

    public static void Make(string folder, ServerAccount account)
    {
        var made = Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (made.LinkTarget is not null)
        {
            throw new InstanceException($"{folder} is a symbolic link that Wardwise did not make: remove it.");
        }

        try
        {
            account.Give(folder);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new InstanceException($"{folder} belongs to somebody else: remove it.", e);
        }
    }

    /// <summary>A socket left by a killed server would be taken for a running one.</summary>
    public static void Clear(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (var file in Directory.EnumerateFiles(folder, ".s.PGSQL.*"))
        {
            File.Delete(file);
        }
    }

    public static void Remove(string folder, string home)
    {
        if (!folder.StartsWith(home, StringComparison.Ordinal) && Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
