-- The audit trail: one append-only row for each change, look, sign-in or disclosure, chained so that a gap or a rewrite shows.
-- What a row says lies in trail_content, from which a disposal may erase; the salted digest stays.

-- Nobody runs a function who was not named: PostgreSQL lets everybody, and those that run as their owner pass by row-level security.
alter default privileges revoke execute on functions from public;
grant usage on schema public to wardwise_app, wardwise_keeper;
alter default privileges in schema public grant select, insert, update, delete on tables to wardwise_app;
alter default privileges in schema public grant usage, select on sequences to wardwise_app;

-- Who acts, as named for this transaction. The setting is '' after a commit, so '' counts as nothing; named nothing,
-- a session sees nothing.
create function my_actor() returns uuid language sql stable as $$ select nullif(current_setting('app.actor', true), '')::uuid $$;
create function my_readers() returns uuid[] language sql stable as $$ select nullif(current_setting('app.readers', true), '')::uuid[] $$;
create function my_agencies() returns uuid[] language sql stable as $$ select nullif(current_setting('app.agencies', true), '')::uuid[] $$;
create function my_scopes() returns smallint[] language sql stable as $$
    select nullif(current_setting('app.scopes', true), '')::smallint[] $$;
-- The schedule, and the machine's owner: nobody's account, and all agencies'.
create function is_upkeep() returns boolean language sql stable as $$
    select my_actor() = '00000000-0000-0000-0000-000000000000' and cardinality(array_remove(my_readers(), null)) > 0
        and coalesce(current_setting('app.kind', true) in ('machine-owner', 'schedule'), false)
$$;
-- What kind of actor it is: 'public' for whoever has not signed in. And whom or what such a one names, to be found by it alone: an address,
-- an account, a session, the digest of a link's secret, the token of a letter.
-- A kind is one of these, of an actor who is named; of somebody who signed in, by their account.
create function my_kind() returns text language sql stable as $$
    select case when current_setting('app.kind', true) in ('public', 'machine-owner', 'schedule') and my_actor() is not null
        or current_setting('app.kind', true) = 'account' and my_actor() <> '00000000-0000-0000-0000-000000000000'
        then current_setting('app.kind', true) end $$;
create function my_door() returns text language sql stable as $$ select nullif(current_setting('app.door', true), '') $$;
create function my_door_id() returns uuid language sql stable as $$
    select case when my_door() ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then my_door()::uuid end $$;
create function my_door_digest() returns bytea language sql stable as $$
    select case when my_door() ~ '^[0-9A-F]{64}$' then decode(my_door(), 'hex') end $$;
-- The machine's owner and the schedule; and these or somebody who signed in.
create function house_acts() returns boolean language sql stable as $$
    select coalesce(my_kind() in ('machine-owner', 'schedule'), false) $$;
create function somebody_acts() returns boolean language sql stable as $$ select house_acts() or coalesce(my_kind() = 'account', false) $$;
grant execute on function my_actor, my_readers, my_agencies, my_scopes, is_upkeep, my_kind, my_door, my_door_id, my_door_digest, house_acts,
    somebody_acts to wardwise_app;

create table chain_head (
    chain   uuid primary key,
    n       bigint not null,
    digest  bytea not null
);

create table trail (
    id              uuid primary key,
    kind            text not null,
    chain           uuid not null,
    n               bigint not null,
    at              timestamptz not null,
    actor_id        uuid,
    actor_name      text not null,
    session_id      uuid,
    -- Whose administrators read it: of who acted; of nobody's act, of whom or what it concerns. Without one it is the machine's owner's.
    force_id        uuid,
    record_id       uuid,
    subject_id      uuid,
    subject_kind    text not null,
    why             text not null,
    content_digest  bytea not null,
    digest          bytea not null,
    tx              xid8 not null default pg_current_xact_id(),
    unique (chain, n)
);
create index trail_record on trail (record_id, at) where record_id is not null;
create index trail_subject on trail (subject_id, at) where subject_id is not null;
create index trail_actor on trail (actor_id, at);
create index trail_at on trail (at desc, id desc);

create table trail_content (
    trail_id  uuid primary key references trail (id),
    salt      bytea,
    body      text,
    ids       uuid[] not null default '{}',
    erased_at timestamptz,
    erased_why text,
    check (case when erased_at is null then salt is not null and body is not null else salt is null and body is null and ids = '{}' end)
);
create index trail_content_ids on trail_content using gin (ids);

-- What each row of a guarded table said at its last change, as a digest salted by the history of that change; null when the row went.
-- No foreign key: the anchor holds a mark to its row, and a check of each would cost every write.
create table trail_mark (
    trail_id  uuid not null,
    no        bigint generated always as identity,
    of_table  text not null,
    key       text not null,
    digest    bytea,
    primary key (trail_id, no)
);

create table anchor (
    no         integer primary key,
    at         timestamptz not null,
    rows       bigint not null,
    root       bytea not null,
    signature  bytea not null
);

-- How far each chain went when an anchor was made, with the marks since the one before: what the anchor's root is made of, so that a chain
-- that no longer fits is named.
create table anchor_chain (
    anchor_no  integer not null,
    chain      uuid not null,
    n          bigint not null,
    digest     bytea not null,
    marks      bytea not null,
    primary key (chain, n)
);
create index anchor_chain_no on anchor_chain (anchor_no);

-- As a list in JSON: joined by a sign, words could move from one field to the next unseen.
create function trail_digest(previous bytea, r trail) returns bytea language sql immutable as $$
    select sha256(previous || convert_to(json_build_array(r.id, r.kind, r.chain, r.n,
        extract(epoch from r.at at time zone 'UTC')::numeric(20, 6), r.actor_id,
        r.actor_name, r.session_id, r.force_id, r.record_id, r.subject_id, r.subject_kind, r.why, r.tx::text)::text, 'UTF8')
        || r.content_digest)
$$;

-- The number is drawn while the head is locked: drawn before, two writers could fork the chain.
create function trail_append() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
    head chain_head;
begin
    insert into chain_head (chain, n, digest) values (new.chain, 0, sha256(uuid_send(new.chain))) on conflict (chain) do nothing;
    select * into head from chain_head where chain = new.chain for update;
    new.n := head.n + 1;
    new.force_id := coalesce(new.force_id, force_concerned(new.subject_id));
    new.tx := pg_current_xact_id();
    new.digest := trail_digest(head.digest, new);
    update chain_head set n = new.n, digest = new.digest where chain = new.chain;
    return new;
end
$$;
create trigger trail_append before insert on trail for each row execute function trail_append();

-- Looks lock nothing of their own, so they share 64 chains, one for a connection at a time: no look waits for another.
create function look_chain() returns uuid language sql volatile as $$
    select ('10000000-0000-0000-0000-' || lpad(to_hex(pg_backend_pid() % 64), 12, '0'))::uuid
$$;
grant execute on function look_chain to wardwise_app;

-- What a guarded row says. Who may read a record is computed, and changes with the clock. Nulls are left out,
-- so that a new column changes nothing.
create function mark_digest(salt bytea, held jsonb) returns bytea language sql immutable as $$
    select sha256(coalesce(salt, ''::bytea) || convert_to(jsonb_strip_nulls(held - 'readers')::text, 'UTF8'))
$$;

-- What an anchor covers of a mark.
create function mark_bytes(m trail_mark) returns bytea language sql stable as $$
    select sha256(convert_to(json_build_array(m.trail_id, m.no, m.of_table, m.key, encode(m.digest, 'hex'))::text, 'UTF8'))
$$;

create function key_columns(of_table regclass) returns text[] language sql stable set search_path = public, pg_temp as $$
    select array_agg(a.attname::text order by k.place) from pg_index i
    cross join lateral unnest(i.indkey::smallint[]) with ordinality k (attnum, place)
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
    where i.indrelid = of_table and i.indisprimary
$$;

-- No write without history: put on a table, it refuses the commit of a row for which this transaction wrote no trail,
-- and marks what the row says now.
create function demand_trail() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    set timezone = 'UTC' set bytea_output = 'hex' set extra_float_digits = 1 as $$
declare
    held jsonb := to_jsonb(case when tg_op = 'DELETE' then old else new end);
    subject uuid := (held ->> tg_argv[0])::uuid;
    told uuid;
    salt bytea;
begin
    select t.id, c.salt into told, salt from trail t left join trail_content c on c.trail_id = t.id
        where t.record_id = subject and t.tx = pg_current_xact_id() and t.kind <> 'look' order by t.at desc limit 1;
    if told is null then
        select t.id, c.salt into told, salt from trail t left join trail_content c on c.trail_id = t.id
            where t.subject_id = subject and t.tx = pg_current_xact_id() and t.kind <> 'look' order by t.at desc limit 1;
    end if;
    if told is null and tg_table_name = 'record_grant' then
        -- What is shared under an agreement stops with it.
        select t.id, c.salt into told, salt from trail t left join trail_content c on c.trail_id = t.id
            where t.record_id = (select s.agreement_id from share s where s.id = (held ->> 'share_id')::uuid)
            and t.tx = pg_current_xact_id() and t.kind <> 'look' order by t.at desc limit 1;
    end if;
    if told is null then
        raise exception 'a write to % without history', tg_table_name using errcode = 'WW001';
    end if;
    insert into trail_mark (trail_id, of_table, key, digest) values (told, tg_table_name,
        case when tg_nargs = 2 then held ->> tg_argv[1] else array_to_string(array(select held ->> c from unnest(tg_argv[1:]) c), '/') end,
        case when tg_op <> 'DELETE' then mark_digest(salt, held) end);
    return null;
end
$$;

-- Hangs the demand on a table. The subject is the column that says whom or what the history is of.
create function keep_history(of_table regclass, subject text) returns void language plpgsql set search_path = public, pg_temp as $$
declare
    kept text := (select string_agg(quote_ident(attname), ', ') from pg_attribute
        where attrelid = of_table and attnum > 0 and not attisdropped and attname <> 'readers');
    named text := (select relname from pg_class where oid = of_table);
begin
    execute format('create constraint trigger %I after insert or delete or update of %s on %s
        deferrable initially deferred for each row execute function demand_trail(%s)',
        named || '_history', kept, of_table,
        (select string_agg(quote_literal(a), ', ') from unnest(array[subject] || key_columns(of_table)) a));
end
$$;

-- Hangs a table on the record, by its column record_id: who reads the record reads its rows, no write is without history, and what is only
-- ever added is neither changed nor removed.
create function hang_on_record(of_table regclass, history boolean default true, only_added boolean default false) returns void
language plpgsql set search_path = public, pg_temp as $$
declare
    named text := (select relname from pg_class where oid = of_table);
begin
    execute format('alter table %s enable row level security', of_table);
    execute format('create policy %I on %s using (exists (select 1 from record r where r.id = %s.record_id))', named || '_of_record',
        of_table, of_table);
    if history then
        perform keep_history(of_table, 'record_id');
    end if;
    if only_added then
        execute format('revoke update, delete on %s from wardwise_app', of_table);
    end if;
end
$$;

-- For a table of no record, whose rows are for everybody who uses the instance: a connection that has not said who acts finds and changes
-- nothing in it, and whoever has not signed in changes nothing.
create function close_to_strangers(of_table regclass) returns void language plpgsql set search_path = public, pg_temp as $$
declare
    named text := (select relname from pg_class where oid = of_table);
begin
    execute format('alter table %s enable row level security', of_table);
    execute format('create policy %I on %s for select using ((select my_kind()) is not null)', named || '_named', of_table);
    execute format('create policy %I on %s using ((select somebody_acts()))', named || '_by_somebody', of_table);
end
$$;

-- Large objects are limited by no policy: nobody makes any, where the server is the owner's to say so.
do $$
declare
    making regprocedure;
begin
    foreach making in array array['lo_create(oid)', 'lo_creat(integer)', 'lo_from_bytea(oid, bytea)']::regprocedure[] loop
        if (select pg_has_role(p.proowner, 'usage') from pg_proc p where p.oid = making) then
            execute format('revoke execute on function %s from public', making);
        end if;
    end loop;
end
$$;

-- Append-only for the application: it adds rows and reads them. Chains, marks and anchors move by functions alone.
alter table chain_head enable row level security;
alter table trail_mark enable row level security;
alter table anchor enable row level security;
alter table anchor_chain enable row level security;
revoke all on chain_head, trail_mark, anchor, anchor_chain from wardwise_app;
revoke update, delete on trail, trail_content from wardwise_app;
