using Npgsql;

namespace Wardwise.App.Data.Embedded;

/// <summary>Makes, starts and stops the server of one home. The caller holds the lock `starting`.</summary>
internal sealed class ServerControl(string home, IReadOnlyList<string> settings)
{
    // For two cores with a laptop's or a small server's memory. Kept in postgresql.conf, where an operator can change them.
    private static readonly string[] FirstSettings =
    [
        "shared_buffers=256MB",
        "effective_cache_size=1GB",
        "work_mem=16MB",
        "maintenance_work_mem=128MB",
        "max_wal_size=2GB",
        "random_page_cost=1.1",
        "jit=off",
        "max_connections=200",
        "timezone=UTC",
        "log_timezone=UTC",
        "synchronous_commit=on",
        "log_min_duration_statement=5s",
        "wal_level=replica",
    ];

    private const string LogName = "server.log";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan SocketPatience = TimeSpan.FromSeconds(1);

    private readonly PostgresPackage _package = PostgresPackage.Find();
    private readonly ServerAccount _account = ServerAccount.Choose();
    private readonly string _sockets = SocketFolder.For(home);

    public string Home => home;

    public string Data { get; } = Path.Combine(home, "db");

    public bool Runs => ServerProcess.Runs(Data);

    /// <summary>It runs, and its socket is where we look for it: whatever tidies temporary folders may have taken that away.</summary>
    public bool CanBeReached => Runs && SocketFolder.HasSocket(_sockets);

    private string Log => Path.Combine(Data, LogName);

    public string ConnectionString(string role, string database) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = _sockets,
            Port = 5432,
            Username = role,
            Database = database,
            SslMode = SslMode.Disable,
            MaxAutoPrepare = 0,
            ApplicationName = "Wardwise",
        }.ConnectionString;

    public async Task Run(CancellationToken cancel)
    {
        if (Runs && await Answers(cancel))
        {
            return;
        }

        await Initialise(cancel);
        CheckOwner();
        SocketFolder.Make(_sockets, _account);
        await StartServer(cancel);
    }

    public async Task Stop(CancellationToken cancel)
    {
        await StopServer(cancel);
        SocketFolder.Remove(_sockets, home);
    }

    private async Task StopServer(CancellationToken cancel)
    {
        NpgsqlConnection.ClearAllPools();
        if (Runs)
        {
            await _account.Run(_package, _package.PgCtl, ["stop", "-D", Data, "-m", "fast", "-w", "-s", "-t", "60"], cancel);
        }
    }

    /// <summary>A server that is starting or stopping at this moment is given time; false when it is gone. One whose socket was taken away
    /// cannot make it again while it runs, so it is stopped.</summary>
    private async Task<bool> Answers(CancellationToken cancel)
    {
        var until = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        var socketBy = Environment.TickCount64 + (long)SocketPatience.TotalMilliseconds;
        while (Runs)
        {
            try
            {
                await using var connection = new NpgsqlConnection(
                    ConnectionString(PrivateServer.OwnerRole, "postgres") + ";Pooling=false;Timeout=5"
                );
                await connection.OpenAsync(cancel);
                return true;
            }
            catch (NpgsqlException e) when (Environment.TickCount64 > until)
            {
                throw new InstanceException($"The server in {Data} runs but does not answer ({e.Message}): see {Log}.", e);
            }
            catch (NpgsqlException)
            {
                if (Environment.TickCount64 > socketBy && Runs && !SocketFolder.HasSocket(_sockets))
                {
                    await StopServer(cancel);
                    return false;
                }

                await Task.Delay(100, cancel);
            }
        }

        return false;
    }

    /// <summary>Made beside its place and moved there, so that a killed first start leaves nothing half-made.</summary>
    private async Task Initialise(CancellationToken cancel)
    {
        if (Directory.Exists(Data))
        {
            return;
        }

        var fresh = Path.Combine(home, "db.new");
        if (Directory.Exists(fresh))
        {
            Directory.Delete(fresh, recursive: true);
        }

        Directory.CreateDirectory(fresh);
        _account.Give(fresh);
        string[] arguments =
        [
            "-D",
            fresh,
            "-U",
            PrivateServer.OwnerRole,
            "-E",
            "UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--auth=trust",
            .. settings.Contains("fsync=off") ? ["--no-sync"] : Array.Empty<string>(),
            .. FirstSettings.SelectMany(s => new[] { "-c", s }),
        ];
        var run = await _account.Run(_package, _package.Initdb, arguments, cancel);
        if (!run.Done)
        {
            throw new InstanceException($"The database could not be made in {home}: {run.Said.ReplaceLineEndings(" ")}");
        }

        File.WriteAllText(Path.Combine(home, "server-account"), _account.Mark);
        Directory.Move(fresh, Data);
    }

    /// <summary>After a restore, or after a user named postgres came to the machine, the files belong to another account.</summary>
    private void CheckOwner()
    {
        var mark = Path.Combine(home, "server-account");
        if (File.Exists(mark) && File.ReadAllText(mark) == _account.Mark)
        {
            return;
        }

        try
        {
            _account.Give(Data);
            File.WriteAllText(mark, _account.Mark);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new InstanceException($"{Data} belongs to another user: use the account that made {home}, or set WARDWISE_HOME.", e);
        }
    }

    private async Task StartServer(CancellationToken cancel)
    {
        // Nothing on TCP, ever. pg_ctl hands what follows to a shell: the sockets' folder has no character that the shell would read, the
        // log is named from the data folder, and that folder, which may have any, is told in the environment.
        var options = string.Join(
            ' ',
            settings.Select(s => $"-c {s}").Append($"-c listen_addresses='' -c unix_socket_directories={_sockets} -c port=5432")
        );
        var until = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (true)
        {
            if (!Runs)
            {
                File.Delete(Path.Combine(Data, "postmaster.pid"));
                SocketFolder.Clear(_sockets);
            }

            // pg_ctl gives the server a session of its own (Ctrl-C does not reach it) and, with -l, none of our pipes.
            var run = await _account.Run(
                _package,
                _package.PgCtl,
                ["start", "-w", "-s", "-t", "120", "-l", LogName, "-o", options],
                cancel,
                Data
            );
            if (run.Done)
            {
                return;
            }

            var said = LastLines();
            // The processes of a killed server need a moment to notice and let go of its memory.
            var lettingGo =
                said.Contains("still in use", StringComparison.Ordinal) || said.Contains("already exists", StringComparison.Ordinal);
            if (!lettingGo || Environment.TickCount64 > until)
            {
                throw new InstanceException(
                    $"The server in {Data} did not start: {run.Said.ReplaceLineEndings(" ")} {said.ReplaceLineEndings(" ")}".TrimEnd()
                );
            }

            await Task.Delay(200, cancel);
        }
    }

    /// <summary>What the server said of its end: the gravest line of this start, else the last ones.</summary>
    private string LastLines()
    {
        var lines = File.Exists(Log) ? File.ReadLines(Log).TakeLast(20).ToList() : [];
        var grave = lines.FindAll(l => l.Contains("FATAL:", StringComparison.Ordinal) || l.Contains("PANIC:", StringComparison.Ordinal));
        return string.Join('\n', grave.Count > 0 ? grave.TakeLast(1) : lines.TakeLast(4));
    }
}
