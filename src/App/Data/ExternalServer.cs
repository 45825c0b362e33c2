using System.Security.Cryptography;
using Npgsql;

namespace Wardwise.App.Data;

/// <summary>Somebody's own PostgreSQL, 15 or later. Its owner role need not be a superuser.</summary>
internal static class ExternalServer
{
    private const int OldestVersion = 15;

    public static async Task<(string Owner, string App)> Prepare(InstanceOptions options, string home, CancellationToken cancel)
    {
        var owner = options.OwnerConnectionString ?? options.ConnectionString!;
        await using var connection = await Opened(owner, cancel);
        if (connection.PostgreSqlVersion.Major < OldestVersion)
        {
            throw new InstanceException(
                $"The server is PostgreSQL {connection.PostgreSqlVersion.Major}; Wardwise needs {OldestVersion} or later."
            );
        }

        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await Scalar(connection, "select pg_advisory_xact_lock(7427001)", cancel);
        var app = options.OwnerConnectionString is null
            ? await OwnApp(connection, owner, home, cancel)
            : await GivenApp(connection, options.ConnectionString!, cancel);
        await MakeKeeper(connection, cancel);
        await transaction.CommitAsync(cancel);
        await CheckIsHeld(app, cancel);
        return (owner, app);
    }

    /// <summary>One string was given: the application's role is made here and its password kept in the home.</summary>
    private static async Task<string> OwnApp(NpgsqlConnection connection, string owner, string home, CancellationToken cancel)
    {
        var file = Path.Combine(home, "app-password");
        var known = File.Exists(file) ? (await File.ReadAllTextAsync(file, cancel)).Trim() : null;
        if (!await HasAppRole(connection, cancel))
        {
            known ??= Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
            await MakeAppRole(connection, $"login password '{known.Replace("'", "''", StringComparison.Ordinal)}'", cancel);
            await Keep(file, known, cancel);
        }

        return known is null
            ? throw new InstanceException(
                $"The role {WardwiseInstance.AppRole} exists on the server and its password is not in {home}: put its connection "
                    + "string in ConnectionStrings__Wardwise and the owner's in ConnectionStrings__WardwiseOwner."
            )
            : new NpgsqlConnectionStringBuilder(owner) { Username = WardwiseInstance.AppRole, Password = known }.ConnectionString;
    }

    /// <summary>Both strings were given: the application's login becomes a member of the role that the tables are granted to.</summary>
    private static async Task<string> GivenApp(NpgsqlConnection connection, string app, CancellationToken cancel)
    {
        if (!await HasAppRole(connection, cancel))
        {
            await MakeAppRole(connection, "nologin", cancel);
        }

        var login = new NpgsqlConnectionStringBuilder(app).Username ?? "";
        if (
            login != WardwiseInstance.AppRole
            && !await Has(
                connection,
                "select 1 from pg_roles where rolname = $1 and pg_has_role(rolname, 'wardwise_app', 'member')",
                login,
                cancel
            )
        )
        {
            var grant = $"grant {WardwiseInstance.AppRole} to {Quoted(login)}";
            try
            {
                await Scalar(connection, grant, cancel);
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
            {
                throw new InstanceException(
                    $"The owner's role may not give {login} the application's rights: let the server's administrator run `{grant}`.",
                    e
                );
            }
        }

        return app;
    }

    /// <summary>The role of the upkeep, which the owner's login acts as and the application's cannot.</summary>
    private static async Task MakeKeeper(NpgsqlConnection connection, CancellationToken cancel)
    {
        var owner = Quoted((string)(await Scalar(connection, "select current_user::text", cancel))!);
        // Since 16 one may belong to a role that one made and still not act as it.
        var acts = connection.PostgreSqlVersion.Major >= 16 ? "set" : "member";
        var made = $"create role {Upkeep.Role} nologin in role {WardwiseInstance.AppRole}";
        var given = $"grant {Upkeep.Role} to {owner}";
        try
        {
            if (!await Has(connection, "select 1 from pg_roles where rolname = $1", Upkeep.Role, cancel))
            {
                await Scalar(connection, made, cancel);
            }

            if (!await Has(connection, $"select 1 where pg_has_role(current_user, $1, '{acts}')", Upkeep.Role, cancel))
            {
                await Scalar(connection, given, cancel);
            }
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new InstanceException(
                $"The owner's role may not make the role of the upkeep: let the server's administrator run `{made}` and `{given}`.",
                e
            );
        }
    }

    /// <summary>A role that may pass by row-level security would make every limit on what people see worthless.</summary>
    private static async Task CheckIsHeld(string app, CancellationToken cancel)
    {
        await using var connection = await Opened(app, cancel);
        const string Sql = """
            select r.rolname || case
                when r.rolsuper then ' is a superuser'
                when r.rolbypassrls then ' may bypass row-level security'
                when exists (select 1 from pg_database d where d.datname = current_database() and pg_has_role(r.oid, d.datdba, 'usage'))
                    then ' owns the database'
                when exists (select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
                             where n.nspname = 'public' and pg_has_role(r.oid, c.relowner, 'usage')) then ' owns tables'
                when pg_has_role(r.oid, 'wardwise_keeper', 'member') then ' may act as the keeper'
            end
            from pg_roles r where r.rolname = current_user
            """;
        if (await Scalar(connection, Sql, cancel) is string why)
        {
            throw new InstanceException(
                $"ConnectionStrings__Wardwise must name a role that owns nothing and is held by row-level security, but {why}."
            );
        }
    }

    private static async Task<NpgsqlConnection> Opened(string connectionString, CancellationToken cancel)
    {
        var connection = new NpgsqlConnection(connectionString);
        try
        {
            await connection.OpenAsync(cancel);
            return connection;
        }
        catch (NpgsqlException e)
        {
            await connection.DisposeAsync();
            throw new InstanceException(
                $"The PostgreSQL server of the connection string does not let us in: {e.Message.ReplaceLineEndings(" ")}",
                e
            );
        }
    }

    private static Task<bool> HasAppRole(NpgsqlConnection connection, CancellationToken cancel) =>
        Has(connection, "select 1 from pg_roles where rolname = $1", WardwiseInstance.AppRole, cancel);

    private static async Task MakeAppRole(NpgsqlConnection connection, string login, CancellationToken cancel)
    {
        try
        {
            // A superuser's attributes may be withheld only by a superuser; they are off unless asked for.
            await Scalar(connection, $"create role {WardwiseInstance.AppRole} {login}", cancel);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new InstanceException(
                $"The owner's role may not make the role {WardwiseInstance.AppRole}: give it CREATEROLE, or let the server's "
                    + $"administrator run `create role {WardwiseInstance.AppRole} login password '...'`.",
                e
            );
        }
    }

    private static async Task Keep(string file, string secret, CancellationToken cancel)
    {
        await using var stream = new FileStream(
            file,
            new FileStreamOptions
            {
                Mode = FileMode.Create,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }
        );
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(secret + "\n"), cancel);
        stream.Flush(flushToDisk: true);
    }

    private static async Task<bool> Has(NpgsqlConnection connection, string sql, string value, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = value } } };
        return await command.ExecuteScalarAsync(cancel) is not null;
    }

    private static async Task<object?> Scalar(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancel);
    }

    private static string Quoted(string name) => '"' + name.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
}
