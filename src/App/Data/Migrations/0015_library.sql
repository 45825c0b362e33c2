-- The library's own records: lessons, guides with who has done which module.

-- A record that is shown to everybody of its force: one grant, to the force itself. Only the owning agency gives it or takes it back.
create function publish_record(of_record uuid, shown boolean) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
    held record;
begin
    select r.id, r.force_id into held from record r
    where r.id = of_record and r.kind in ('lesson', 'guide', 'practice') and r.marking = 'official' and r.owner_agency_id = any (my_agencies());
    if held.id is null then
        raise exception 'only the agency that owns a record of the library publishes it' using errcode = 'WW003';
    end if;
    delete from record_grant where record_id = held.id and basis = 'published';
    if shown then
        insert into record_grant (id, record_id, reader, basis, starts_at) values (gen_random_uuid(), held.id, held.force_id, 'published', now());
    end if;
end
$$;

create table lesson (
    record_id        uuid primary key references record (id),
    source           text not null,
    what_happened    text not null,
    what_was_learned text not null,
    -- Of the thesaurus.
    kind_codes       text[] not null,
    technique        text,
    published_at     timestamptz,
    state_reason     text not null default '',
    version          integer not null default 1
);

create table guide (
    record_id        uuid primary key references record (id),
    step             text not null,
    form             text not null,
    text             text not null,
    question         text not null default '',
    reviewed_on      date not null,
    reviewed_by_name text not null,
    shipped_code     text,
    version          integer not null default 1
);
create index guide_step on guide (step);

create table module_done (
    id            uuid primary key,
    guide_id      uuid not null references guide (record_id),
    account_id    uuid not null references account (id),
    agency_id     uuid not null references agency (id),
    done_on       date not null,
    guide_version integer not null,
    answer        text not null default '',
    unique (guide_id, account_id)
);
create index module_done_account on module_done (account_id);

do $$
declare
    child text;
begin
    foreach child in array array['lesson', 'guide'] loop
        execute format('alter table %I enable row level security', child);
        execute format('create policy %I on %I using (exists (select 1 from record r where r.id = %I.record_id))', child || '_of_record', child, child);
        execute format('create constraint trigger %I after insert or update or delete on %I deferrable initially deferred for each row execute function demand_trail(%L)',
            child || '_history', child, 'record_id');
        execute format('create constraint trigger %I after insert or update on %I deferrable initially deferred for each row execute function findable_changed()', child || '_findable', child);
    end loop;
end
$$;

-- One's own, and those of one's agency; which of an agency's a page shows is for the use case.
alter table module_done enable row level security;
create policy module_done_own on module_done using (
    account_id = nullif(current_setting('app.actor', true), '')::uuid or agency_id = any ((select my_agencies())::uuid[]));
create constraint trigger module_done_history after insert or update or delete on module_done deferrable initially deferred for each row execute function demand_trail('id');

create constraint trigger lesson_action_findable after insert or update of what on tasking deferrable initially deferred for each row
    when (new.source = 'lesson') execute function findable_changed();

create function lesson_fields(of_record uuid) returns jsonb language sql stable security definer set search_path = public, pg_temp as $$
    select jsonb_build_object(
        'title', r.title,
        'kind', replace(array_to_string(l.kind_codes, '. '), '-', ' '),
        'kindCode', l.kind_codes[1],
        'what', l.what_happened,
        'lesson', l.what_was_learned,
        'response', (select string_agg(t.what, E'\n' order by t.position) from tasking t where t.record_id = r.id and t.source = 'lesson' and t.status <> 'withdrawn'),
        'techniques', case when l.technique is null then array[]::text[] else array[l.technique] end)
    from record r join lesson l on l.record_id = r.id where r.id = of_record
$$;

create function guide_fields(of_record uuid) returns jsonb language sql stable security definer set search_path = public, pg_temp as $$
    select jsonb_build_object('title', r.title, 'lesson', g.text, 'rest', concat_ws(E'\n', g.step, replace(g.form, '-', ' '), g.question))
    from record r join guide g on g.record_id = r.id where r.id = of_record
$$;
