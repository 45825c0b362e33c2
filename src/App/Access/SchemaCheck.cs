using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Wardwise.App.Data;
using Wardwise.App.Data.Embedded;

namespace Wardwise.App.Access;

/// <summary>
/// Holds what the database is made of against what the program's scripts make in an empty one: the checks of the trail are functions of the
/// database, and whoever owns it can put another in the place of each. And whether the roles are what they must be.
/// </summary>
public sealed class SchemaCheck(Logins logins)
{
    /// <summary>What the scripts make on a server for an owner: the same as long as this program runs.</summary>
    private static readonly ConcurrentDictionary<string, Dictionary<string, string>> Made = [];

    private const string Roles = $"""
        with ours as (
            select r.*, r.rolname = 'wardwise_keeper' is_keeper from pg_roles r where r.rolname in ('wardwise_app', 'wardwise_keeper', $1)
        ), me as (
            -- Alone on the server that came with Wardwise, as the one whom it was made with.
            select r.oid, r.oid = 10 and r.rolname = '{PrivateServer.OwnerRole}' as alone from pg_roles r where r.rolname = current_user
        ), owner as (
            select c.relowner as oid from pg_class c where c.relname = 'trail' and c.relnamespace = 'public'::regnamespace
        )
        select o.rolname || case when o.rolsuper then ' is a superuser' when o.rolbypassrls then ' may pass by row-level security'
            when o.rolcreaterole then ' may make roles' else ' may copy the whole server' end || '.' as sentence
        from ours o where o.rolsuper or o.rolbypassrls or o.rolcreaterole or o.rolreplication
        union all
        select o.rolname || ' may act as ' || r.rolname || '.' from ours o join pg_roles r on pg_has_role(o.oid, r.oid, 'member')
            and r.oid <> o.oid and not o.rolsuper
            and (r.rolsuper or r.rolbypassrls or r.oid in (select w.oid from owner w) or r.rolname = 'wardwise_keeper' or r.rolname in
                ('pg_read_all_data', 'pg_write_all_data', 'pg_read_server_files', 'pg_write_server_files', 'pg_execute_server_program'))
        union all
        select o.rolname || ' may make databases.' from ours o, me where o.rolcreatedb and o.oid <> me.oid
        union all
        -- On a server that is somebody's own, who administers it, and who owns another database there, is theirs to say.
        select r.rolname || ' may act as ' || t.rolname || '.' from me, pg_auth_members m join pg_roles t on t.oid = m.roleid
            join pg_roles r on r.oid = m.member
            where (t.rolname = 'wardwise_keeper' or t.oid in (select w.oid from owner w) or me.alone and t.rolname = 'wardwise_app')
                and r.oid <> me.oid and r.oid not in (select o.oid from ours o)
                and (me.alone or not (r.rolsuper or r.rolcreaterole or exists (select 1 from pg_database d where d.datdba = r.oid)))
        union all
        select r.rolname || ' is a superuser, and is not the one that the server was made with.' from pg_roles r, me
            where r.rolsuper and r.oid <> me.oid and me.alone
        union all
        select coalesce(pg_get_userbyid(nullif(x.grantee, 0)), 'everybody') || ' may ' || lower(x.privilege_type) || ' the setting '
            || p.parname || '.'
        from me, pg_parameter_acl p cross join lateral aclexplode(p.paracl) x
            where x.grantee in (select o.oid from ours o where o.oid <> me.oid)
                or x.grantee = 0 and (me.alone or p.parname = 'session_replication_role')
        union all
        select 'A setting is made beforehand: ' || coalesce(pg_get_userbyid(nullif(s.setrole, 0)), 'everybody') || ' begins with ' || c
            || '.' as sentence
        from pg_db_role_setting s cross join lateral unnest(s.setconfig) c
        where s.setdatabase in (0, (select d.oid from pg_database d where d.datname = current_database()))
            and c ~* '^(app\.|session_replication_role|search_path|role=|row_security)'
        union
        select 'A setting is made beforehand: everybody begins with session_replication_role=' || s.reset_val || '.' from pg_settings s
            where s.name = 'session_replication_role' and s.reset_val <> 'origin'
        union
        -- In the server's own configuration: nothing lists these names, but whoever has said nothing yet reads them.
        select 'A setting is made beforehand: everybody begins with ' || n || '=' || current_setting(n, true) || '.'
            from unnest(array['app.kind', 'app.door', 'app.actor', 'app.readers', 'app.agencies', 'app.scopes']) n
            where current_setting(n, true) <> ''
        order by 1
        """;

    /// <returns>Null, or why what the database is made of was not checked.</returns>
    internal async Task<string?> Check(TrailFaults faults, CancellationToken cancel)
    {
        await using (var connection = new NpgsqlConnection(logins.Owner + ";Pooling=false"))
        {
            await connection.OpenAsync(cancel);
            await foreach (var sentence in RolesAmiss(connection, cancel))
            {
                faults.Add("role", sentence);
            }
        }

        Dictionary<string, string> made;
        try
        {
            made = await MadeByScripts(cancel);
        }
        catch (MayNotMakeException)
        {
            return "what the database is made of (functions, triggers, policies, rights), since its owner may not create a database to "
                + "compare it with: give the owner's role CREATEDB for it";
        }

        var held = await SchemaCatalogue.Of(logins.Owner, cancel);
        foreach (var (what, definition) in made.OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            if (!held.TryGetValue(what, out var now))
            {
                faults.Add("schema", $"The {what} is gone.");
            }
            else if (now != definition)
            {
                faults.Add("schema", $"The {what} is not what Wardwise made.");
            }
        }

        foreach (var what in held.Keys.Except(made.Keys).Order(StringComparer.Ordinal))
        {
            faults.Add("schema", $"The {what} is none of Wardwise's.");
        }

        return null;
    }

    /// <summary>What is amiss with the roles of the server, as its owner sees it.</summary>
    internal async IAsyncEnumerable<string> RolesAmiss(
        NpgsqlConnection connection,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel
    )
    {
        await using var command = new NpgsqlCommand(Roles, connection)
        {
            Parameters = { new() { Value = new NpgsqlConnectionStringBuilder(logins.App).Username ?? WardwiseInstance.AppRole } },
        };
        await foreach (var row in command.EachRow(cancel))
        {
            yield return row.Get<string>("sentence");
        }
    }

    private async Task<Dictionary<string, string>> MadeByScripts(CancellationToken cancel)
    {
        var owner = new NpgsqlConnectionStringBuilder(logins.Owner);
        var server = $"{owner.Host}:{owner.Port} {owner.Username}";
        if (!Made.TryGetValue(server, out var made))
        {
            Made[server] = made = await Make(owner, cancel);
        }

        return made;
    }

    /// <summary>In a database of its own on the same server, gone when it has been read. Made from what the server's own programs made it
    /// of, in which nobody works.</summary>
    private async Task<Dictionary<string, string>> Make(NpgsqlConnectionStringBuilder owner, CancellationToken cancel)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(owner.Database ?? ""));
        var name = $"wardwise_check_{Convert.ToHexStringLower(digest)[..16]}";
        await using var connection = new NpgsqlConnection(logins.Owner + ";Pooling=false;Command Timeout=0");
        await connection.OpenAsync(cancel);
        // One at a time, by a lock of the session: no database is made in a transaction.
        await Execute(connection, "select pg_advisory_lock(7427003)", cancel);
        // Left by one that was killed.
        await Execute(connection, $"drop database if exists {name} with (force)", cancel);
        try
        {
            await Execute(connection, $"create database {name} template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'", cancel);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new MayNotMakeException();
        }

        try
        {
            var there = new NpgsqlConnectionStringBuilder(logins.Owner) { Database = name }.ConnectionString;
            await Migrator.Run(there, cancel);
            return await SchemaCatalogue.Of(there, cancel);
        }
        finally
        {
            await Execute(connection, $"drop database if exists {name} with (force)", CancellationToken.None);
        }
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>The owner may not create a database.</summary>
    private sealed class MayNotMakeException : Exception;
}
