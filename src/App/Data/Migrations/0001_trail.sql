-- The audit trail: one append-only row for each change, look, sign-in or disclosure, chained so that a gap or a rewrite shows.
-- What a row says lies in trail_content, from which a disposal may erase; the salted digest stays.

grant usage on schema public to wardwise_app;
alter default privileges in schema public grant select, insert, update, delete on tables to wardwise_app;
alter default privileges in schema public grant usage, select on sequences to wardwise_app;

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
    record_id       uuid,
    subject_id      uuid,
    subject_kind    text not null,
    why             text not null,
    content_digest  bytea not null,
    digest          bytea not null,
    tx              xid8 not null default pg_current_xact_id(),
    anchor_no       integer,
    unique (chain, n)
);
create index trail_record on trail (record_id, at) where record_id is not null;
create index trail_subject on trail (subject_id, at) where subject_id is not null;
create index trail_actor on trail (actor_id, at);
create index trail_at on trail (at desc, id desc);
create index trail_unanchored on trail (chain, n) where anchor_no is null;

create table trail_content (
    trail_id  uuid primary key references trail (id),
    salt      bytea,
    body      text,
    ids       uuid[] not null default '{}',
    erased_at timestamptz,
    erased_why text
);
create index trail_content_ids on trail_content using gin (ids);

create table anchor (
    no         integer primary key,
    at         timestamptz not null,
    rows       bigint not null,
    root       bytea not null,
    signature  bytea not null
);

create function trail_digest(previous bytea, r trail) returns bytea language sql immutable as $$
    select sha256(previous || convert_to(concat_ws('|', r.kind, r.chain, r.n, extract(epoch from r.at at time zone 'UTC')::numeric(20, 6),
        coalesce(r.actor_id::text, ''), r.actor_name, coalesce(r.session_id::text, ''), coalesce(r.record_id::text, ''),
        coalesce(r.subject_id::text, ''), r.subject_kind, r.why), 'UTF8') || r.content_digest)
$$;

-- The number is drawn while the head is locked: drawn before, two writers could fork the chain.
create function trail_append() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
    head chain_head;
begin
    insert into chain_head (chain, n, digest) values (new.chain, 0, sha256(uuid_send(new.chain))) on conflict (chain) do nothing;
    select * into head from chain_head where chain = new.chain for update;
    new.n := head.n + 1;
    new.tx := pg_current_xact_id();
    new.anchor_no := null;
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

-- The rows that are surely committed, and not under an anchor yet, get the next one.
create function anchor_next() returns table (no integer, rows bigint, root bytea)
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    next_no integer;
    previous bytea;
begin
    lock table anchor in share row exclusive mode;
    select coalesce(max(a.no), 0) + 1 into next_no from anchor a;
    select a.root into previous from anchor a where a.no = next_no - 1;
    update trail t set anchor_no = next_no where t.anchor_no is null and t.tx < pg_snapshot_xmin(pg_current_snapshot());
    return query select next_no, count(*), anchor_root(next_no, previous) from trail t where t.anchor_no = next_no;
end
$$;

create function anchor_root(anchored integer, previous bytea) returns bytea language sql stable security definer set search_path = public, pg_temp as $$
    select sha256(coalesce(previous, ''::bytea) || coalesce(string_agg(t.digest, ''::bytea order by t.chain, t.n), ''::bytea)) from trail t where t.anchor_no = anchored
$$;

-- No write without history: put on a table, it refuses the commit of a row for which this transaction wrote no trail.
create function demand_trail() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
    held jsonb := to_jsonb(case when tg_op = 'DELETE' then old else new end);
    subject uuid := (held ->> tg_argv[0])::uuid;
begin
    if not exists (select 1 from trail t where (t.record_id = subject or t.subject_id = subject) and t.tx = pg_current_xact_id() and t.kind <> 'look') then
        raise exception 'a write to % without history', tg_table_name using errcode = 'WW001';
    end if;
    return null;
end
$$;

-- Append-only for the application: it adds rows and reads them. Chains and anchors move by the functions above alone.
revoke all on chain_head, anchor from wardwise_app;
grant select on anchor to wardwise_app;
revoke update, delete on trail, trail_content from wardwise_app;

create function anchor_signed(numbered integer, at_time timestamptz, row_count bigint, root_of bytea, signed bytea) returns void
language sql security definer set search_path = public, pg_temp as $$
    insert into anchor (no, at, rows, root, signature) values (numbered, at_time, row_count, root_of, signed)
$$;

-- The whole trail, for its check: whoever may verify it sees digests, not what the rows say.
create function trail_check() returns table (rows bigint, chains bigint, not_anchored bigint, erased bigint, faults text[])
language sql stable security definer set search_path = public, pg_temp as $$
    with linked as (
        select t.*, lag(t.digest, 1, sha256(uuid_send(t.chain))) over w as before, row_number() over w as place
        from trail t window w as (partition by t.chain order by t.n)
    ), judged as (
        select l.chain, l.n, l.id, l.place <> l.n as gap,
            l.digest <> trail_digest(l.before, row(l.id, l.kind, l.chain, l.n, l.at, l.actor_id, l.actor_name, l.session_id, l.record_id, l.subject_id,
                l.subject_kind, l.why, l.content_digest, l.digest, l.tx, l.anchor_no)::trail) as forged
        from linked l
    ), tails as (
        select h.chain, h.n from chain_head h where h.n <> coalesce((select max(t.n) from trail t where t.chain = h.chain), 0)
    )
    select (select count(*) from trail), (select count(*) from chain_head), (select count(*) from trail where anchor_no is null),
        (select count(*) from trail_content where erased_at is not null),
        array(select 'Chain ' || chain || ' has a gap at ' || n || '.' from judged where gap limit 20)
        || array(select 'Row ' || id || ' was changed.' from judged where forged and not gap limit 20)
        || array(select 'Chain ' || chain || ' ends before ' || n || '.' from tails limit 20)
        || array(select 'Row ' || t.id || ' has lost its content.' from trail t left join trail_content c on c.trail_id = t.id where c.trail_id is null limit 20)
$$;

create function trail_check_contents() returns table (trail_id uuid, content_digest bytea, salt bytea, body text, ids uuid[])
language sql stable security definer set search_path = public, pg_temp as $$
    select t.id, t.content_digest, c.salt, c.body, c.ids from trail t join trail_content c on c.trail_id = t.id where c.erased_at is null
$$;
