namespace Wardwise.App.Tests.Access;

/// <summary>The ways that go round the trail: by who may read, by marks and dates that nothing holds, by what the checks themselves are
/// made of, by the folder of files.</summary>
internal static class TamperingAround
{
    public static readonly IReadOnlyList<Way> Ways =
    [
        // Who reads what.
        new(
            "a reader planted on a record",
            "… is read by Ashmoor team, whom nothing lets read it.",
            "update record set readers = readers || (select id from team limit 1) where id = '{record}'"
        ),
        new(
            "a reader taken off a record",
            "… is not read by Wealdshire Police, who owns it or has it shared.",
            "update record set readers = '{}' where id = '{record}'"
        ),
        new(
            "a grant planted, and the readers made to fit",
            "… has a grant to Ashmoor team that nothing gives.",
            "insert into record_grant (id, record_id, reader, basis, starts_at) select gen_random_uuid(), '{record}', id, 'share', now() "
                + "from team; update record set readers = readers || (select id from team) where id = '{record}'"
        ),
        new(
            "a draft opened",
            "A row of record was changed without a row of the trail: ….",
            "update record set state = 'planted' where id = '{record}'"
        ),
        new(
            "a record given to another agency",
            "A row of record was changed without a row of the trail: ….",
            "update record set owner_agency_id = '{council}' where id = '{record}'"
        ),
        new(
            "a record's marking taken off",
            "A row of record was changed without a row of the trail: ….",
            "update record set marking = 'planted' where id = '{record}'"
        ),
        new(
            "two agencies' incidents exchanged",
            "A row of scope was changed without a row of the trail: ….",
            "alter table scope drop constraint scope_agency_id_key; update scope s set agency_id = (select o.agency_id from scope o where "
                + "o.agency_id <> s.agency_id)"
        ),
        // Marks that can be compared with nothing.
        new(
            "a record changed, and a mark planted that belongs to nothing",
            "A mark of record belongs to no row of the trail: ….",
            "update record set title = 'Another' where id = '{record}'; insert into trail_mark (trail_id, of_table, key, digest) values "
                + "(gen_random_uuid(), 'record', '{record}', sha256('x'))"
        ),
        new(
            "a record changed, and its last mark blinded",
            "The last mark of a row of record has no salt, and no anchored erasure says why: ….",
            "update record set title = 'Another' where id = '{record}'; update trail_content set salt = null, body = null, ids = '{}', "
                + "erased_at = now() where trail_id in (select trail_id from trail_mark where of_table = 'record')"
        ),
        new(
            "a record changed, and its last mark blinded by an erasure of one's own",
            "The last mark of a row of record has no salt, and no anchored erasure says why: ….",
            "update record set title = 'Another' where id = '{record}'; set session_replication_role = origin; "
                + Tampering.Erasing("(select trail_id from trail_mark where of_table = 'record' order by no desc limit 1)")
                + "; update trail_content set salt = null, body = null, ids = '{}', erased_at = now(), erased_why = 'disposal' "
                + "where trail_id in (select trail_id from trail_mark where of_table = 'record')"
        ),
        // Dates.
        new("when changed, by years", Tampering.Changed, "update trail set at = '2001-01-01 00:00:00+00' where id = '{row}'"),
        new("the transaction of a row changed", Tampering.Changed, "update trail set tx = '7'::xid8 where id = '{row}'"),
        new("whose a row is changed, by force", Tampering.Changed, "update trail set force_id = gen_random_uuid() where id = '{row}'"),
        new(
            "the date of an erasure changed",
            "Row … was erased at another time, or for another reason, than the row that names it says.",
            "set session_replication_role = origin; "
                + Tampering.Erasing("'{row}'::uuid")
                + "; update trail_content set salt = null, body = null, ids = '{}', erased_at = now() - interval '9 years', "
                + "erased_why = 'disposal' where trail_id = '{row}'"
        ),
        new(
            "the reason of an erasure changed",
            "Row … was erased at another time, or for another reason, than the row that names it says.",
            "set session_replication_role = origin; "
                + Tampering.Erasing("'{row}'::uuid")
                + "; update trail_content set salt = null, body = null, ids = '{}', erased_at = now(), erased_why = 'routine' "
                + "where trail_id = '{row}'"
        ),
        // What the database is made of.
        new(
            "the check of the marks replaced",
            "The function mark_check() is not what Wardwise made.",
            "create or replace function mark_check() returns table (kind text, sentence text, many bigint) language sql stable "
                + "security definer set search_path = public, pg_temp as $$ select '', '', 0::bigint where false $$"
        ),
        new(
            "the number of faults that are named made none",
            "The function trail_named() is not what Wardwise made.",
            "create or replace function trail_named() returns integer language sql immutable as $$ select 0 $$; "
                + "update trail set why = 'routine' where id = '{row}'"
        ),
        new(
            "the roots made to fit whatever there is",
            "The function anchor_root(anchored integer, previous bytea) is not what Wardwise made.",
            "create or replace function anchor_root(anchored integer, previous bytea) returns bytea language sql stable security definer "
                + "set search_path = public, pg_temp as $$ select a.root from anchor a where a.no = anchored $$"
        ),
        new(
            "PostgreSQL's own digest replaced",
            "The function pg_catalog.md5({text}) is not what Wardwise made.",
            "create or replace function pg_catalog.md5(text) returns text language sql immutable strict parallel safe as "
                + "$$ select 'd41d8cd98f00b204e9800998ecf8427e' $$"
        ),
        new("a check removed", "The function reader_check() is gone.", "drop function reader_check()"),
        new(
            "a function planted",
            "The function planted() is none of Wardwise's.",
            "create function planted() returns integer language sql as 'select 1'"
        ),
        new("a table's limits lifted", "The table note is not what Wardwise made.", "alter table note disable row level security"),
        new(
            "a table's history demanded of nothing",
            "The trigger posting_history on posting is not what Wardwise made.",
            "drop trigger posting_history on posting; create constraint trigger posting_history after insert or update or delete on "
                + "posting deferrable initially deferred for each row when (false) execute function demand_trail('account_id', 'id')"
        ),
        new(
            "a trigger that gives readers switched off",
            "The trigger grant_changed on record_grant is not what Wardwise made.",
            "alter table record_grant disable trigger grant_changed"
        ),
        new("a policy removed", "The policy share_given on share is gone.", "drop policy share_given on share"),
        new(
            "a policy planted that lets everybody read",
            "The policy planted on record is none of Wardwise's.",
            "create policy planted on record for select using (true)"
        ),
        new(
            "a policy widened",
            "The policy record_readers on record is not what Wardwise made.",
            "alter policy record_readers on record using (true)"
        ),
        new(
            "a right given to the application",
            "The right of wardwise_app to delete trail is none of Wardwise's.",
            "grant delete on trail to wardwise_app"
        ),
        new(
            "a function given to everybody",
            "The right of everybody to execute mark_check() is none of Wardwise's.",
            "grant execute on function mark_check() to public"
        ),
        new(
            "a rule planted that swallows what is written",
            "The rule planted on trail_mark is none of Wardwise's.",
            "create rule planted as on insert to trail_mark do instead nothing"
        ),
        new(
            "a kind of record made one that is published",
            "The kind of record agreement is not what Wardwise made.",
            "update record_kind set published = true where code = 'agreement'"
        ),
        new(
            "a setting made beforehand that lets the application read",
            "A setting is made beforehand: wardwise_app begins with app.readers={…}.",
            "do $do$ begin execute format('alter role wardwise_app in database %I set app.readers = %L', current_database(), "
                + "'{{council}}'); end $do$"
        ),
        new(
            "triggers made not to fire",
            "A setting is made beforehand: everybody begins with session_replication_role=replica.",
            "do $do$ begin execute format('alter database %I set session_replication_role = replica', current_database()); end $do$"
        ),
        new(
            "a view planted in a schema of its own, and given to the application",
            "The right of wardwise_app to select planted.everything is none of Wardwise's.",
            "create schema planted; create view planted.everything as select * from public.record; "
                + "grant select on planted.everything to wardwise_app"
        ),
        new(
            "a copy of the accounts planted, which the application owns",
            "The ownership of wardwise_app over planted.copy is none of Wardwise's.",
            "create schema planted; create materialized view planted.copy as select name, password_hash from public.account; "
                + "grant create on schema planted to wardwise_app; alter materialized view planted.copy owner to wardwise_app; "
                + "revoke create on schema planted from wardwise_app"
        ),
        new(
            "a function planted that runs as its owner, for everybody",
            "The right of everybody to execute planted.everything() is none of Wardwise's.",
            "create schema planted; create function planted.everything() returns setof text language sql security definer as "
                + "'select title from public.record'; update pg_proc set proacl = null where proname = 'everything'"
        ),
        new(
            "a view turned round",
            "The view library_reading is not what Wardwise made.",
            "do $do$ begin execute 'create or replace view library_reading as ' || replace(rtrim(pg_get_viewdef('library_reading'), ';'), "
                + "'p.result_by_survey', 'not p.result_by_survey as result_by_survey'); end $do$"
        ),
        new(
            "the passwords of the server's logins shown to the application",
            "The right of wardwise_app to select pg_catalog.pg_authid is none of Wardwise's.",
            "grant select on pg_authid to wardwise_app"
        ),
        new(
            "an event trigger planted",
            "The event trigger planted is none of Wardwise's.",
            "create schema planted; create function planted.planted() returns event_trigger language plpgsql as "
                + "$do$ begin end $do$; create event trigger planted on ddl_command_end execute function planted.planted()"
        ),
        new(
            "everything published to another server",
            "The publication planted is none of Wardwise's.",
            "create publication planted for all tables"
        ),
        new(
            "a large object given to everybody",
            "The right of everybody to select large object … is none of Wardwise's.",
            "do $do$ begin execute format('grant select on large object %s to public', lo_create(0)); end $do$"
        ),
        new(
            "the making of large objects given back to everybody",
            "The right of everybody to execute pg_catalog.lo_create(oid) is none of Wardwise's.",
            "grant execute on function lo_create(oid) to public"
        ),
        // Files.
        new("an attached file changed", "A file of … was changed: ….", Home: home => File.AppendAllText(Attached(home), "x")),
        new(
            "an attached file put in the place of another, as long as it",
            "A file of … was changed: ….",
            Home: home => File.WriteAllText(Attached(home), "Minutes of b meeting")
        ),
        new("an attached file removed", "A file of … is gone: ….", Home: home => File.Delete(Attached(home))),
    ];

    private static string Attached(string home) =>
        Directory.GetFiles(Path.Combine(home, "attachments"), "*", SearchOption.AllDirectories).Single();
}
