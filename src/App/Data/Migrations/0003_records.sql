-- The spine: what most of what users keep has in common, and who may read it.

-- Every kind of record there is, as the table of kinds in the program has them: its script adds its row.
create table record_kind (
    code       text primary key,
    letter     text not null unique,
    -- Whether its own agency may show it to everybody of the force.
    published  boolean not null default false
);
insert into record_kind (code, letter) values ('agreement', 'A');
revoke insert, update, delete on record_kind from wardwise_app;
select close_to_strangers('record_kind');

create table record (
    id                uuid primary key,
    kind              text not null references record_kind (code),
    reference         text not null unique,
    title             text not null,
    force_id          uuid not null references force (id),
    owner_agency_id   uuid not null references agency (id),
    owner_team_id     uuid references team (id),
    owner_account_id  uuid references account (id),
    place_no          integer,
    marking           text not null default 'official',
    handling          text not null default '',
    state             text not null,
    opened_at         timestamptz not null,
    closed_at         timestamptz,
    retention_class   smallint not null default 3,
    entered_in_error  boolean not null default false,
    readers           uuid[] not null,
    version           integer not null default 1
);
create index record_readers on record using gin (readers);
create index record_of_kind on record (kind, opened_at desc);
create index record_owner on record (owner_account_id) where owner_account_id is not null;
create index record_place on record (place_no);

create table reference_counter (
    kind  text not null,
    year  integer not null,
    last  integer not null,
    primary key (kind, year)
);

-- For a piece of work that said who acts, whatever they read: the first import of a machine comes before any agency.
create function next_reference(letter text, in_year integer) returns text language sql volatile security definer
    set search_path = public, pg_temp as $$
    insert into reference_counter as c (kind, year, last)
    select letter, in_year, 1
    where coalesce(current_setting('app.actor', true), '') <> '' and letter ~ '^[A-Z]$'
    on conflict (kind, year) do update set last = c.last + 1
    returning letter || '-' || in_year || '-' || case when last < 10000 then lpad(last::text, 4, '0') else last::text end
$$;
grant execute on function next_reference to wardwise_app;

create table share (
    id            uuid primary key,
    record_id     uuid not null references record (id),
    agency_id     uuid not null references agency (id),
    agreement_id  uuid,
    purpose       text not null,
    -- Whether the agency may change the record, or only read it.
    takes_part    boolean not null default false,
    starts_at     timestamptz not null,
    ends_at       timestamptz,
    ended_why     text,
    version       integer not null default 1,
    check (agreement_id is not null or ends_at is not null)
);
create index share_record on share (record_id);
create index share_agreement on share (agreement_id);

create table agreement (
    record_id  uuid primary key references record (id),
    purposes   text not null,
    data       text not null,
    starts_on  date not null,
    ends_on    date not null,
    version    integer not null default 1
);
alter table share add foreign key (agreement_id) references agreement (record_id);

create table agreement_party (
    record_id  uuid not null references agreement (record_id),
    agency_id  uuid not null references agency (id),
    primary key (record_id, agency_id)
);

create table record_grant (
    id         uuid primary key,
    record_id  uuid not null references record (id),
    reader     uuid not null,
    basis      text not null,
    share_id   uuid references share (id),
    takes_part boolean not null default false,
    starts_at  timestamptz not null,
    ends_at    timestamptz
);
create index record_grant_record on record_grant (record_id);
create index record_grant_ending on record_grant (ends_at) where ends_at is not null;

create table note (
    id          uuid primary key,
    record_id   uuid not null references record (id),
    text        text not null,
    visibility  text not null,
    agency_id   uuid not null references agency (id),
    author_id   uuid not null,
    author_name text not null,
    written_at  timestamptz not null
);
create index note_record on note (record_id, written_at);

create table attachment (
    id          uuid primary key,
    record_id   uuid not null references record (id),
    tasking_id  uuid,
    name        text not null,
    media_type  text not null,
    bytes       bigint not null,
    sha256      bytea not null,
    author_id   uuid not null,
    author_name text not null,
    added_at    timestamptz not null,
    removed_at  timestamptz,
    removed_why text not null default ''
);
create index attachment_record on attachment (record_id, added_at);

create table tasking (
    id          uuid primary key,
    record_id   uuid not null references record (id),
    source      text not null,
    what        text not null,
    technique   text,
    account_id  uuid references account (id),
    agency_id   uuid not null references agency (id),
    due_on      date,
    status      text not null,
    done_on     date,
    evidence    text not null default '',
    cost_pounds numeric(12, 2),
    position    integer not null default 0,
    -- The record that it was taken over from, by its reference, and the step there, which may be gone since.
    copied_from text,
    copied_step uuid,
    version     integer not null default 1
);
create index tasking_record on tasking (record_id, position);
create index tasking_open_account on tasking (account_id, due_on) where status in ('to-do', 'doing');
create index tasking_open_agency on tasking (agency_id, due_on) where status in ('to-do', 'doing') and account_id is null;
alter table attachment add foreign key (tasking_id) references tasking (id);

create table clock (
    id           uuid primary key,
    record_id    uuid not null references record (id),
    duty         text not null,
    law          text not null,
    rule_number  integer not null,
    statutory    boolean not null,
    started_at   timestamptz not null,
    due_at       timestamptz not null,
    paused_at    timestamptz,
    paused_why   text,
    settled_at   timestamptz,
    settled_how  text,
    settled_by   text,
    account_id   uuid references account (id),
    version      integer not null default 1
);
create index clock_record on clock (record_id);
create index clock_due on clock (due_at) where settled_at is null;
create index clock_open_account on clock (account_id) where settled_at is null and paused_at is null;

create table link (
    id         uuid primary key,
    record_id  uuid not null references record (id),
    kind       text not null,
    other_id   uuid not null,
    other_kind text not null,
    why        text not null,
    linked_at  timestamptz not null,
    unique (record_id, kind, other_id)
);
create index link_other on link (other_id);

-- Those who read by owning: the agency, or for what is sensitive the owner, the team and the agency's supervisors.
create function owner_readers(r public.record) returns uuid[] language sql immutable as $$
    select array_remove(case r.marking
        when 'official' then array[r.owner_agency_id]
        else array[r.owner_account_id, r.owner_team_id, md5(r.owner_agency_id::text || ':supervisors')::uuid] end, null)
$$;

create function record_opens() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    new.readers := owner_readers(new);
    return new;
end
$$;
create trigger record_opens before insert on record for each row execute function record_opens();

create function record_owned() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if tg_op = 'UPDATE' then
        delete from record_grant where record_id = new.id and basis = 'owner';
    end if;
    insert into record_grant (id, record_id, reader, basis, starts_at)
        -- The application's clock is read after the transaction began, and may run ahead: who owns a record sees it at once.
        select gen_random_uuid(), new.id, reader, 'owner', least(new.opened_at, now()) from unnest(owner_readers(new)) reader;
    return null;
end
$$;
create trigger record_owned after insert or update of owner_agency_id, owner_team_id, owner_account_id, marking on record
    for each row execute function record_owned();

create function readers_today(of_record uuid) returns uuid[] language sql stable security definer set search_path = public, pg_temp as $$
    select coalesce(array_agg(distinct reader), '{}') from record_grant
    where record_id = of_record and (ends_at is null or ends_at > now())
$$;

create function grant_changed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
    touched uuid := case when tg_op = 'DELETE' then old.record_id else new.record_id end;
begin
    update record set readers = readers_today(touched) where id = touched and readers is distinct from readers_today(touched);
    return null;
end
$$;
create trigger grant_changed after insert or update or delete on record_grant for each row execute function grant_changed();

-- Grants run out without a write: the schedule calls this every minute.
create function expire_grants() returns integer language sql volatile security definer set search_path = public, pg_temp as $$
    with gone as (
        select distinct g.record_id from record_grant g join record r on r.id = g.record_id
        where g.ends_at <= now() and r.readers is distinct from readers_today(g.record_id)
    ), changed as (
        update record r set readers = readers_today(r.id) from gone where gone.record_id = r.id returning 1
    )
    select count(*)::integer from changed
$$;
grant execute on function expire_grants to wardwise_keeper;

-- A share writes its grants, and closing or shortening it, or its agreement, takes them back.
create function write_share_grants(s share) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
    latest timestamptz := s.ends_at;
begin
    if s.agreement_id is not null then
        select least(coalesce(s.ends_at, 'infinity'), (a.ends_on + 1)::timestamp at time zone 'Europe/London') into latest
            from agreement a where a.record_id = s.agreement_id;
    -- A share starts when it is made. The application's clock may run ahead by what clocks differ by; no share is dated on to last longer.
    elsif s.ends_at > least(s.starts_at, now() + interval '1 hour') + interval '72 hours' then
        raise exception 'a share without an agreement ends within 72 hours' using errcode = 'WW002';
    end if;
    delete from record_grant where share_id = s.id;
    -- What is shared starts, and what was ended ends, with this transaction.
    insert into record_grant (id, record_id, reader, basis, share_id, takes_part, starts_at, ends_at)
        values (gen_random_uuid(), s.record_id, s.agency_id, 'share', s.id, s.takes_part, least(s.starts_at, now()),
            case when s.ended_why is null then latest else least(latest, now()) end);
end
$$;

create function share_grants() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform write_share_grants(new);
    return null;
end
$$;
create trigger share_grants after insert or update on share for each row execute function share_grants();

create function agreement_moved() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform write_share_grants(s) from share s where s.agreement_id = new.record_id;
    return null;
end
$$;
create trigger agreement_moved after update of ends_on on agreement for each row execute function agreement_moved();

alter table record enable row level security;
create policy record_readers on record using (readers && (select my_readers())::uuid[]);

select hang_on_record('share'), hang_on_record('agreement'), hang_on_record('agreement_party'), hang_on_record('record_grant'),
    hang_on_record('attachment'), hang_on_record('tasking'), hang_on_record('clock'), hang_on_record('link');

-- Whoever reads a record reads whom it is shared with; its owner alone shares it, and decides how long.
create policy share_given on share as restrictive for insert
    with check (exists (select 1 from record r where r.id = share.record_id and r.owner_agency_id = any ((select my_agencies())::uuid[])));
create policy share_moved on share as restrictive for update
    using (exists (select 1 from record r where r.id = share.record_id and r.owner_agency_id = any ((select my_agencies())::uuid[])));
create policy share_kept on share as restrictive for delete using (false);

-- Who writes on a record: its own agency, and an agency that it is shared with for taking part. What a kind of record asks beyond that,
-- the program asks.
create function may_write_record(of_record uuid) returns boolean
    language sql stable security definer set search_path = public, pg_temp as $$
    select exists (select 1 from record r where r.id = of_record and r.owner_agency_id = any (my_agencies()))
        or exists (select 1 from record_grant g where g.record_id = of_record and g.takes_part and g.reader = any (my_agencies())
            and g.starts_at <= now() and (g.ends_at is null or g.ends_at > now()))
$$;

grant execute on function may_write_record(uuid) to wardwise_app;

-- What else whoever reads the record may add, as a condition on the row.
create function only_writers_write(child regclass, readers_add text default 'false') returns void
language plpgsql set search_path = public, pg_temp as $$
declare
    act text;
begin
    execute format('create policy %I on %s as restrictive for insert with check ((select may_write_record(record_id)) or %s)',
        child::text || '_entered_by_writers', child, readers_add);
    foreach act in array array['update', 'delete'] loop
        execute format('create policy %I on %s as restrictive for %s using ((select may_write_record(record_id)))',
            child::text || '_' || act || '_by_writers', child, act);
    end loop;
end
$$;

select only_writers_write('note'), only_writers_write('attachment'), only_writers_write('link'), only_writers_write('agreement'),
    only_writers_write('agreement_party'), only_writers_write('clock'),
    -- Whoever reads a record may ask its owner to join.
    only_writers_write('tasking', $$source = 'join' and status = 'to-do' and exists (
        select 1 from record r where r.id = record_id and r.owner_agency_id = agency_id
            and (account_id is null or account_id = r.owner_account_id))$$);
-- Asked of what it becomes and not of what it was: who only reads a record still holds it ("for update") while they read.
create policy record_changed_by_writers on record as restrictive for update using (true) with check ((select may_write_record(id)));

-- Whose a record is (its agency, team and owner), and its marking, its own agency alone changes: who takes part writes on it and does not
-- take it over. A policy sees the row as it becomes, and this as it was. Whoever owns the database is held by the check of the trail.
create function record_given() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
    if (new.owner_agency_id, new.owner_team_id, new.owner_account_id, new.marking)
        is distinct from (old.owner_agency_id, old.owner_team_id, old.owner_account_id, old.marking)
        and row_security_active('public.record')
        and not coalesce(old.owner_agency_id = any (my_agencies()), false) then
        raise exception 'only the agency that owns a record gives it away or marks it' using errcode = '42501';
    end if;
    return new;
end
$$;
create trigger record_given before update of owner_agency_id, owner_team_id, owner_account_id, marking on record
    for each row execute function record_given();

alter table note enable row level security;
create policy note_of_record on note using (
    exists (select 1 from record r where r.id = note.record_id)
    and (visibility <> 'own' or agency_id = any ((select my_agencies())::uuid[])));

select keep_history('note', 'record_id'), keep_history('record', 'id');

alter table trail enable row level security;
-- A force's rows are its own, whoever of it acted on what.
create policy trail_of_record on trail for select using (
    case when record_id is not null then exists (select 1 from record r where r.id = trail.record_id)
        when force_id is null then (select is_upkeep())
        else force_id in (select a.force_id from agency a where a.id = any ((select my_agencies())::uuid[])) end);
create policy trail_written on trail for insert with check ((select my_kind()) is not null
    and coalesce(actor_id, '00000000-0000-0000-0000-000000000000') = (select my_actor()));

alter table trail_content enable row level security;
-- What was erased is shown nowhere, whatever somebody writes there since.
create policy trail_content_of_trail on trail_content for select
    using (erased_at is null and exists (select 1 from trail t where t.id = trail_content.trail_id));
create policy trail_content_written on trail_content for insert with check ((select my_kind()) is not null);

-- The application never writes who may read: triggers do, from the grants that sharing writes.
revoke all on reference_counter from wardwise_app;
alter table reference_counter enable row level security;
revoke insert, update, delete on record_grant from wardwise_app;
revoke update, delete on note from wardwise_app;
revoke insert, update, delete on record from wardwise_app;
grant insert (id, kind, reference, title, force_id, owner_agency_id, owner_team_id, owner_account_id, place_no, marking, handling, state,
    opened_at, closed_at, retention_class, entered_in_error, version) on record to wardwise_app;
grant update (title, owner_agency_id, owner_team_id, owner_account_id, place_no, marking, handling, state, closed_at, retention_class,
    entered_in_error, version) on record to wardwise_app;
