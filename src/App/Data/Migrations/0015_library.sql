-- The library's own records: lessons, guides with who has done which module.

insert into record_kind (code, letter, published) values ('lesson', 'L', true), ('guide', 'G', true), ('practice', 'X', true);

-- A record that is shown to everybody of its force: one grant, to the force itself. Only the owning agency gives it or takes it back.
create function publish_record(of_record uuid, shown boolean) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    held record;
begin
    select r.id, r.force_id into held from record r
    where r.id = of_record and exists (select 1 from record_kind k where k.code = r.kind and k.published) and r.marking = 'official'
        and r.owner_agency_id = any (my_agencies());
    if held.id is null then
        raise exception 'only the agency that owns a record of the library publishes it' using errcode = 'WW003';
    end if;
    delete from record_grant where record_id = held.id and basis = 'published';
    if shown then
        insert into record_grant (id, record_id, reader, basis, starts_at)
            values (gen_random_uuid(), held.id, held.force_id, 'published', now());
    end if;
end
$$;
grant execute on function publish_record to wardwise_app;

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

select hang_on_record('lesson'), hang_on_record('guide'), only_writers_write('lesson'), only_writers_write('guide');
create constraint trigger lesson_findable after insert or update on lesson
    deferrable initially deferred for each row execute function findable_changed();
create constraint trigger guide_findable after insert or update on guide
    deferrable initially deferred for each row execute function findable_changed();

-- One's own, and those of one's agency; which of an agency's a page shows is for the use case.
alter table module_done enable row level security;
create policy module_done_own on module_done using (
    account_id = (select my_actor()) or agency_id = any ((select my_agencies())::uuid[]));
select keep_history('module_done', 'id');

create constraint trigger lesson_action_findable after insert or update of what on tasking deferrable initially deferred for each row
    when (new.source = 'lesson') execute function findable_changed();

create function lesson_fields(of_record uuid) returns jsonb language sql stable security definer set search_path = public, pg_temp as $$
    select jsonb_build_object(
        'title', r.title,
        'kind', replace(array_to_string(l.kind_codes, '. '), '-', ' '),
        'kindCode', l.kind_codes[1],
        'what', l.what_happened,
        'lesson', l.what_was_learned,
        'response', (select string_agg(t.what, E'\n' order by t.position) from tasking t
            where t.record_id = r.id and t.source = 'lesson' and t.status <> 'withdrawn'),
        'techniques', case when l.technique is null then array[]::text[] else array[l.technique] end)
    from record r join lesson l on l.record_id = r.id where r.id = of_record
$$;

create function guide_fields(of_record uuid) returns jsonb language sql stable security definer set search_path = public, pg_temp as $$
    select jsonb_build_object('title', r.title, 'lesson', g.text, 'rest', concat_ws(E'\n', g.step, replace(g.form, '-', ' '), g.question))
    from record r join guide g on g.record_id = r.id where r.id = of_record
$$;

-- "I used this": evidence that practice travels. Whoever may read the record reads what others say of it; each writes their own.
create table practice_use (
    id            uuid primary key,
    record_id     uuid not null references problem (record_id),
    account_id    uuid not null references account (id),
    account_name  text not null,
    agency_id     uuid not null references agency (id),
    said          text not null,
    line          text not null default '',
    own_record_id uuid references problem (record_id),
    said_on       date not null,
    version       integer not null default 1,
    unique (record_id, account_id)
);
alter table practice_use enable row level security;
create policy practice_use_of_record on practice_use using (exists (select 1 from record r where r.id = practice_use.record_id))
    with check (account_id = (select my_actor()) and exists (select 1 from record r where r.id = practice_use.record_id));
create policy practice_use_moved on practice_use as restrictive for update using (account_id = (select my_actor()));
revoke delete on practice_use from wardwise_app;
select keep_history('practice_use', 'record_id');

create index practice_use_own on practice_use (own_record_id) where own_record_id is not null;

-- Whether somebody named this record as their own when they said what helped them: the record that they said it of may be one that the
-- asker does not see, and is not told.
create function named_as_own(of_record uuid) returns boolean
    language sql stable security definer set search_path = public, pg_temp as $$
    select exists (select 1 from practice_use u join record r on r.id = u.own_record_id
        where u.own_record_id = of_record and r.readers && (select my_readers()))
$$;
grant execute on function named_as_own to wardwise_app;

create index tasking_copied_from on tasking (copied_from) where copied_from is not null;

-- Into how many other plans a step of each record was taken over, whether or not the asker may see those plans: a count,
-- and nothing of what is done there.
create function times_taken_over(of_records uuid[]) returns table (record_id uuid, times integer)
    language sql stable security definer set search_path = public, pg_temp as $$
    select r.id, count(distinct t.record_id)::integer
    from record r join tasking t on t.copied_from = r.reference and t.status <> 'withdrawn'
    join record o on o.id = t.record_id and o.id <> r.id and not o.entered_in_error and o.state <> 'draft'
    where r.id = any (of_records) and r.readers && (select my_readers())
    group by r.id
$$;
grant execute on function times_taken_over to wardwise_app;

-- The annual award: what was nominated, what each juror gave, what won.
create table nomination (
    id            uuid primary key,
    record_id     uuid not null references problem (record_id),
    force_id      uuid not null references force (id),
    year          integer not null,
    why           text not null,
    by_account_id uuid not null references account (id),
    by_name       text not null,
    at            timestamptz not null,
    won_because   text,
    won_at        timestamptz,
    won_by_name   text,
    version       integer not null default 1,
    unique (record_id, year),
    check ((won_at is null) = (won_because is null))
);
create unique index nomination_winner on nomination (force_id, year) where won_at is not null;
-- Whoever reads a record of the force nominates it, and who chooses the winner need not write on it.
select hang_on_record('nomination');
revoke delete on nomination from wardwise_app;

create table nomination_score (
    id            uuid primary key,
    nomination_id uuid not null references nomination (id),
    juror_id      uuid not null references account (id),
    juror_name    text not null,
    understanding integer not null check (understanding between 0 and 10),
    response      integer not null check (response between 0 and 10),
    result        integer not null check (result between 0 and 10),
    line          text not null default '',
    version       integer not null default 1,
    unique (nomination_id, juror_id)
);
alter table nomination_score enable row level security;
create policy nomination_score_read on nomination_score
    using (exists (select 1 from nomination n where n.id = nomination_score.nomination_id))
    with check (juror_id = (select my_actor()) and exists (select 1 from nomination n where n.id = nomination_score.nomination_id));
create policy nomination_score_moved on nomination_score as restrictive for update using (juror_id = (select my_actor()));
revoke delete on nomination_score from wardwise_app;
select keep_history('nomination_score', 'id');

-- Exchange between forces: what is told outside in other words, or not at all; and what came from outside.
create table export_text (
    record_id uuid primary key references record (id),
    left_out  boolean not null default false,
    texts     jsonb not null default '{}',
    version   integer not null default 1
);

create table imported_practice (
    record_id  uuid primary key references record (id),
    force_id   uuid not null references force (id),
    from_force text not null,
    from_name  text not null,
    key        text not null,
    file_made  text not null,
    content    jsonb not null,
    unique (force_id, from_force, key)
);

-- How a record is told outside is for the library's editors of the force, who need not write on it.
select hang_on_record('export_text'), hang_on_record('imported_practice'), only_writers_write('imported_practice');
create constraint trigger imported_practice_findable after insert on imported_practice
    deferrable initially deferred for each row execute function findable_changed();

create function practice_fields(of_record uuid) returns jsonb language sql stable security definer set search_path = public, pg_temp as $$
    select jsonb_build_object(
        'title', r.title,
        'kind', replace(coalesce(i.content ->> 'problemKind', ''), '-', ' '),
        'kindCode', i.content ->> 'problemKind',
        'what', (select string_agg(t ->> 'text', E'\n') from jsonb_array_elements(i.content -> 'texts') t
            where t ->> 'part' in ('what-recurs', 'what-happened')),
        'lesson', (select string_agg(t ->> 'text', E'\n') from jsonb_array_elements(i.content -> 'texts') t
            where t ->> 'part' not in ('what-recurs', 'what-happened')),
        'response', (select string_agg(s ->> 'what', E'\n') from jsonb_array_elements(i.content -> 'steps') s),
        'techniques', (select coalesce(jsonb_agg(distinct s -> 'technique') filter (where s ->> 'technique' is not null), '[]')
            from jsonb_array_elements(i.content -> 'steps') s),
        'grade', coalesce((i.content ->> 'grade')::integer, 0),
        'result', coalesce(i.content -> 'result' ->> 'code', 'unknown'))
    from record r join imported_practice i on i.record_id = r.id where r.id = of_record
$$;
