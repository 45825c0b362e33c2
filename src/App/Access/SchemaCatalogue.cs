using Npgsql;
using Wardwise.App.Data;

namespace Wardwise.App.Access;

/// <summary>What a database is made of, as names with what stands behind each: tables, columns, rules, triggers, policies, functions and
/// who may what. Two databases that the same scripts made say the same.</summary>
internal static class SchemaCatalogue
{
    /// <summary>Nothing of the database's own stands in the way of PostgreSQL's functions.</summary>
    private const string Path = "select set_config('search_path', 'pg_catalog', false)";

    private const string Tables = """
        with rel as (
            select c.oid, c.relname as name, c.relkind, c.relrowsecurity, c.relforcerowsecurity, c.relpersistence, c.relowner, c.relacl,
                c.reloptions, case c.relkind when 'v' then 'view' when 'm' then 'view' when 'i' then 'index' when 'S' then 'sequence'
                    when 'c' then 'type' else 'table' end as sort
            from pg_class c where c.relnamespace = 'public'::regnamespace
        )
        select r.sort || ' ' || r.name as what, concat_ws(' ', r.relkind, pg_get_userbyid(r.relowner), r.relpersistence,
            'limited', r.relrowsecurity, r.relforcerowsecurity, case
            when r.relkind in ('v', 'm') then concat_ws(' ', r.reloptions::text, pg_get_viewdef(r.oid))
            when r.relkind = 'i' then (select i.indisvalid || pg_get_indexdef(i.indexrelid) from pg_index i where i.indexrelid = r.oid)
            end) as made
        from rel r
        union all
        select 'column ' || r.name || '.' || a.attname, concat_ws(' ', format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity,
            a.attgenerated, a.attcollation::regcollation, pg_get_expr(d.adbin, d.adrelid))
        from rel r join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
            left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum where r.relkind not in ('i', 'S')
        union all
        select 'constraint ' || c.conname || ' on ' || r.name, concat_ws(' ', pg_get_constraintdef(c.oid), c.convalidated,
            (select string_agg(t.tgfoid::regproc || t.tgenabled::text, ' ' order by t.tgfoid, t.tgtype) from pg_trigger t
                where t.tgconstraint = c.oid and t.tgisinternal))
        from pg_constraint c join rel r on r.oid = c.conrelid
        union all
        select 'trigger ' || t.tgname || ' on ' || r.name, pg_get_triggerdef(t.oid) || ' ' || t.tgenabled::text
        from pg_trigger t join rel r on r.oid = t.tgrelid where not t.tgisinternal
        union all
        select 'rule ' || w.rulename || ' on ' || r.name, pg_get_ruledef(w.oid) || ' ' || w.ev_enabled::text
        from pg_rewrite w join rel r on r.oid = w.ev_class where w.rulename <> '_RETURN'
        union all
        select 'policy ' || p.polname || ' on ' || r.name, concat_ws(' ', p.polcmd, p.polpermissive,
            array(select case u when 0 then 'everybody' else pg_get_userbyid(u) end from unnest(p.polroles) u order by 1)::text,
            'using', pg_get_expr(p.polqual, p.polrelid), 'check', pg_get_expr(p.polwithcheck, p.polrelid))
        from pg_policy p join rel r on r.oid = p.polrelid
        """;

    private const string Functions = """
        select 'function ' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' as what,
            pg_get_userbyid(p.proowner) || ' ' || case when p.prokind in ('f', 'p') then pg_get_functiondef(p.oid) else p.prokind::text end
            as made
        from pg_proc p where p.pronamespace = 'public'::regnamespace
        union all
        -- PostgreSQL's own, which ours call.
        select 'function pg_catalog.' || p.proname || '(' || array(select format_type(t, null) from unnest(p.proargtypes) t)::text || ')',
            concat_ws(' ', l.lanname, p.prokind, p.prosecdef, p.provolatile, p.probin, p.prosrc, p.prosqlbody is not null, a.aggtransfn,
                a.aggfinalfn)
        from pg_proc p join pg_language l on l.oid = p.prolang left join pg_aggregate a on a.aggfnoid = p.oid
            where p.pronamespace = 'pg_catalog'::regnamespace
        union all
        select 'operator ' || n.nspname || '.' || o.oprname || '(' || format_type(o.oprleft, null) || ', ' || format_type(o.oprright, null)
            || ')', o.oprcode::text
        from pg_operator o join pg_namespace n on n.oid = o.oprnamespace where n.nspname in ('public', 'pg_catalog')
        union all
        select 'cast of ' || format_type(c.castsource, null) || ' to ' || format_type(c.casttarget, null),
            concat_ws(' ', c.castfunc::regproc, c.castcontext, c.castmethod)
        from pg_cast c
        union all
        select 'language ' || l.lanname, concat_ws(' ', l.lanplcallfoid::regproc, l.lanpltrusted) from pg_language l
        """;

    private const string Rights = """
        with place as (
            -- Ours by their bare names, as they were always said.
            select n.oid, n.nspname, case n.nspname when 'public' then '' else n.nspname || '.' end as before from pg_namespace n
                where n.nspname !~ '^pg_(toast|temp)'
        ), held as (
            select p.before || c.relname as name, x.* from pg_class c join place p on p.oid = c.relnamespace
                cross join lateral aclexplode(coalesce(c.relacl,
                    acldefault(case c.relkind when 'S' then 's'::"char" else 'r' end, c.relowner))) x
                where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S') and x.grantee <> c.relowner
            union all
            select p.before || c.relname || '.' || a.attname, x.* from pg_class c join place p on p.oid = c.relnamespace
                join pg_attribute a on a.attrelid = c.oid and a.attacl is not null cross join lateral aclexplode(a.attacl) x
                where not a.attisdropped and x.grantee <> c.relowner
            union all
            -- Of a schema that is neither ours nor PostgreSQL's, what somebody gave, and what runs as its owner: everybody may run any
            -- function there to begin with.
            select l.before || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')', x.* from pg_proc p
                join place l on l.oid = p.pronamespace cross join lateral aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) x
                where x.grantee <> p.proowner and (l.nspname in ('public', 'pg_catalog') or p.proacl is not null or p.prosecdef)
            union all
            select 'the schema ' || n.nspname, x.* from pg_namespace n
                cross join lateral aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) x
                where n.oid in (select p.oid from place p) and x.grantee <> n.nspowner
            union all
            select 'large object ' || m.oid, x.* from pg_largeobject_metadata m cross join lateral aclexplode(m.lomacl) x
                where x.grantee <> m.lomowner
            union all
            select 'what ' || pg_get_userbyid(d.defaclrole) || ' makes next (' || d.defaclobjtype::text || ')', x.* from pg_default_acl d
                cross join lateral aclexplode(d.defaclacl) x where x.grantee <> d.defaclrole
        )
        select 'right of ' || case h.grantee when 0 then 'everybody' else pg_get_userbyid(h.grantee) end || ' to '
            || lower(h.privilege_type) || ' ' || h.name as what, h.is_grantable::text as made
        from held h
        union all
        -- Whoever owns a thing needs no right to it.
        select 'ownership of ' || o.rolname || ' over ' || x.name, '' from pg_roles o join (
            select c.relowner as owner, p.before || c.relname as name from pg_class c join place p on p.oid = c.relnamespace
            union all
            select f.proowner, p.before || f.proname || '(' || pg_get_function_identity_arguments(f.oid) || ')' from pg_proc f
                join place p on p.oid = f.pronamespace
            union all
            select n.nspowner, 'the schema ' || n.nspname from pg_namespace n join place p on p.oid = n.oid
            union all
            select m.lomowner, 'large object ' || m.oid from pg_largeobject_metadata m) x on x.owner = o.oid
        where o.rolname in ('wardwise_app', 'wardwise_keeper')
        union all
        select 'event trigger ' || e.evtname, '' from pg_event_trigger e
        union all
        select 'publication ' || p.pubname, '' from pg_publication p
        """;

    /// <summary>What the scripts write that decides who sees what.</summary>
    private const string Contents = """
        select 'kind of record ' || k.code as what, to_jsonb(k)::text as made from public.record_kind k
        """;

    private static readonly string[] Questions = [Tables, Functions, Rights, Contents];

    public static async Task<Dictionary<string, string>> Of(string ownerConnectionString, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(ownerConnectionString + ";Pooling=false;Command Timeout=0");
        await connection.OpenAsync(cancel);
        await using (var path = new NpgsqlCommand(Path, connection))
        {
            await path.ExecuteNonQueryAsync(cancel);
        }

        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var question in Questions)
        {
            await using var command = new NpgsqlCommand(question, connection);
            await foreach (var row in command.EachRow(cancel))
            {
                // The same right may be given twice, by two who may.
                var what = row.Get<string>("what");
                var made = row.OrNull<string>("made") ?? "";
                all[what] = all.TryGetValue(what, out var other)
                    ? string.Join('\n', new[] { other, made }.Distinct().Order(StringComparer.Ordinal))
                    : made;
            }
        }

        return all;
    }
}
