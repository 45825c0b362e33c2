using System.Diagnostics;
using Wardwise.App.Data.Embedded;

namespace Wardwise.Testing;

/// <summary>A server from the machine's own PostgreSQL 15, in a temporary folder: somebody's own server, as Wardwise sees it.</summary>
public sealed class PostgresOfTheMachine : IAsyncDisposable
{
    public const string Programs = "/usr/lib/postgresql/15/bin";

    private readonly string _folder;

    private PostgresOfTheMachine(string folder) => _folder = folder;

    public static bool IsHere => File.Exists(Path.Combine(Programs, "initdb"));

    public static async Task<PostgresOfTheMachine> Start(string folder)
    {
        Directory.CreateDirectory(folder);
        ServerAccount.Choose().Give(folder);
        var server = new PostgresOfTheMachine(folder);
        await Run(
            "initdb",
            "-D",
            Path.Combine(folder, "db"),
            "-U",
            "postgres",
            "--auth=trust",
            "--no-sync",
            "-E",
            "UTF8",
            "--locale=C.UTF-8"
        );
        await Run(
            "pg_ctl",
            "start",
            "-D",
            Path.Combine(folder, "db"),
            "-w",
            "-s",
            "-l",
            Path.Combine(folder, "log"),
            "-o",
            $"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        );
        return server;
    }

    public string ConnectionString(string role, string database) => $"Host={_folder};Username={role};Database={database}";

    public async ValueTask DisposeAsync() => await Run("pg_ctl", "stop", "-D", Path.Combine(_folder, "db"), "-m", "immediate", "-w", "-s");

    private static async Task Run(string program, params string[] arguments)
    {
        string[] line = Environment.IsPrivilegedProcess
            ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--", Path.Combine(Programs, program), .. arguments]
            : [Path.Combine(Programs, program), .. arguments];
        var start = new ProcessStartInfo(line[0]);
        foreach (var argument in line[1..])
        {
            start.ArgumentList.Add(argument);
        }

        var run = await ProgramRun.Of(start, CancellationToken.None);
        if (!run.Done)
        {
            throw new InvalidOperationException($"{program}: {run.Said}");
        }
    }
}
