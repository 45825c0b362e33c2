using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Wardwise.App.Data.Embedded;

/// <summary>
/// The account that the server runs as: our own, or, since PostgreSQL refuses to run as root, another when we are root.
/// </summary>
internal sealed class ServerAccount
{
    private const string MayReadBelowClosedFolders = "-all,+dac_read_search";

    private readonly (string Name, uint User, uint Group)? _other;
    private Func<string, ProcessStartInfo>? _door;

    private ServerAccount((string Name, uint User, uint Group)? other) => _other = other;

    /// <summary>Our own account's number, for names of folders that must not collide.</summary>
    public static uint OwnNumber => NativeMethods.EffectiveUser();

    public string Mark => (_other?.User ?? OwnNumber).ToString(CultureInfo.InvariantCulture);

    public static ServerAccount Choose()
    {
        var accounts = File.Exists("/etc/passwd")
            ? File.ReadLines("/etc/passwd").Select(l => l.Split(':')).Where(f => f.Length > 3).ToList()
            : [];
        if (OwnNumber != 0)
        {
            var own = OwnNumber.ToString(CultureInfo.InvariantCulture);
            // macOS keeps its people elsewhere than in this file.
            return OperatingSystem.IsMacOS() || accounts.Count == 0 || accounts.Exists(f => f[2] == own) || NativeMethods.HasName(OwnNumber)
                ? new(null)
                : throw new InstanceException(
                    $"User {own} has no line in /etc/passwd, and PostgreSQL needs one: run as a named user, "
                        + "or set ConnectionStrings__Wardwise."
                );
        }

        var other =
            accounts.Find(f => f[0] == "postgres")
            ?? accounts.Find(f => f[0] == "nobody")
            ?? throw new InstanceException(
                "PostgreSQL does not run as root, and there is no user postgres or nobody to run it as: run Wardwise as an ordinary user."
            );
        return new((other[0], uint.Parse(other[2], CultureInfo.InvariantCulture), uint.Parse(other[3], CultureInfo.InvariantCulture)));
    }

    /// <summary>Gives a folder and everything in it to the server's account, closed to all others.</summary>
    public void Give(string folder)
    {
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (_other is not { } other)
        {
            return;
        }

        var inside = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };
        foreach (var path in Directory.EnumerateFileSystemEntries(folder, "*", inside).Prepend(folder))
        {
            if (NativeMethods.ChangeOwner(path, other.User, other.Group) != 0)
            {
                throw new InstanceException($"{path} cannot be given to the user {other.Name}: {Marshal.GetLastPInvokeErrorMessage()}");
            }
        }
    }

    /// <summary>Runs one of PostgreSQL's programs as the account, on a data folder if one is named.</summary>
    public async Task<ProgramRun> Run(
        PostgresPackage package,
        string program,
        IEnumerable<string> arguments,
        CancellationToken cancel,
        string? data = null
    )
    {
        _door ??= await Door(package, cancel);
        var start = _door(program);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return await ProgramRun.Of(start, cancel, data);
    }

    private async Task<Func<string, ProcessStartInfo>> Door(PostgresPackage package, CancellationToken cancel)
    {
        if (_other is not { } other)
        {
            return program => new(program);
        }

        // With the capability the checkout may lie below /root (0700); containers often lack it, so it is tried first and not required.
        string[][] ways =
        [
            [
                "--securebits=+no_setuid_fixup",
                $"--inh-caps={MayReadBelowClosedFolders}",
                $"--ambient-caps={MayReadBelowClosedFolders}",
                $"--bounding-set={MayReadBelowClosedFolders}",
            ],
            [],
        ];
        var doors = ways.Select(way =>
                (Func<string, ProcessStartInfo>)(
                    program => new ProcessStartInfo(
                        "setpriv",
                        [$"--reuid={other.User}", $"--regid={other.Group}", "--clear-groups", .. way, "--", program]
                    )
                )
            )
            .Append(program => new ProcessStartInfo(program) { UserName = other.Name });
        var said = "";
        foreach (var door in doors)
        {
            try
            {
                var start = door(package.Postgres);
                start.ArgumentList.Add("--version");
                var run = await ProgramRun.Of(start, cancel);
                if (run.Done)
                {
                    return door;
                }

                said = run.Said;
            }
            catch (Win32Exception e)
            {
                said = e.Message;
            }
        }

        throw new InstanceException(
            $"PostgreSQL cannot be run as the user {other.Name} from {package.Postgres}: {said.ReplaceLineEndings(" ")}"
        );
    }

    private static class NativeMethods
    {
        [DllImport("libc", EntryPoint = "geteuid")]
        public static extern uint EffectiveUser();

        [DllImport("libc", EntryPoint = "lchown", SetLastError = true)]
        private static extern int ChangeOwner(byte[] path, uint user, uint group);

        public static int ChangeOwner(string path, uint user, uint group) => ChangeOwner(Encoding.UTF8.GetBytes(path + '\0'), user, group);

        [DllImport("libc", EntryPoint = "getpwuid")]
        private static extern nint Person(uint user);

        /// <summary>Names may come from a directory service rather than from the file.</summary>
        public static bool HasName(uint user) => Person(user) != 0;
    }
}
