-- The problem record on the SARA model: what hangs on the spine, one table a section so that each is saved on its own.

insert into record_kind (code, letter) values ('problem', 'P');

create table problem (
    record_id                uuid primary key references record (id),
    category                 text,
    kind                     text not null default '',
    -- Of the thesaurus, once somebody has said so; until then what its words suggest (findable.suggested_kind) stands.
    kind_code                text,
    opened_by                uuid not null,
    entered_in_error_because text,
    state_before_error       text,
    reopened_because         text,
    worked_on                date not null,
    chased_on                date,
    grade                    integer not null default 0 check (grade between 0 and 6),
    grade_reasons            text[] not null default '{}',
    grade_next               text,
    moderation               jsonb,
    result                   text not null default 'unknown',
    result_percent           double precision,
    result_by_survey         boolean not null default false
);
create index problem_kind on problem (kind);
create index problem_kind_code on problem (kind_code) where kind_code is not null;
create index problem_kind_waits on problem (record_id) where kind_code is null;

create table problem_scanning (
    record_id       uuid primary key references problem (record_id),
    version         integer not null default 1,
    what_recurs     text not null default '',
    since           date,
    sources         text[] not null default '{}',
    sources_say     text not null default '',
    harm            text not null default '',
    who_is_affected text not null default '',
    priority_score  integer check (priority_score between 1 and 5),
    partners_asked  text not null default ''
);

create table problem_analysis (
    record_id        uuid primary key references problem (record_id),
    version          integer not null default 1,
    victim_known     text not null default '',
    victim_guardian  text not null default '',
    offender_known   text not null default '',
    offender_handler text not null default '',
    location_known   text not null default '',
    location_manager text not null default '',
    when_it_happens  text not null default '',
    what_feeds_it    text not null default '',
    already_done     text not null default '',
    hypothesis       text not null default '',
    similar_problems text not null default ''
);

create table problem_aim (
    record_id       uuid primary key references problem (record_id),
    version         integer not null default 1,
    measure         text,
    categories      text[] not null default '{}',
    types           text[] not null default '{}',
    area_geo_json   text,
    place_codes     text[] not null default '{}',
    survey_question text not null default '',
    percent         integer check (percent between 1 and 100),
    by_when         date,
    buffer_metres   integer not null default 300 check (buffer_metres between 0 and 5000),
    comparison_codes text[] not null default '{}',
    comparison_because text not null default '',
    baseline_count  integer,
    baseline_months integer,
    detectable_fall double precision,
    fixed_at        timestamptz,
    changed_since   text[] not null default '{}'
);

create table problem_plan (
    record_id    uuid primary key references problem (record_id),
    version      integer not null default 1,
    agreed_by    text not null default '',
    agreed_on    date,
    victims_told text not null default '',
    public_told  text not null default '',
    started_on   date,
    ended_on     date,
    check (ended_on >= started_on)
);

create table problem_assessment (
    record_id            uuid primary key references problem (record_id),
    version              integer not null default 1,
    process              text,
    process_text         text not null default '',
    impact               text not null default '',
    not_measured_because text not null default '',
    survey_before        jsonb,
    survey_after         jsonb,
    displacement         text not null default '',
    cost                 numeric(12, 2),
    cost_text            text not null default '',
    authors_view         text not null default '',
    aim_met              text,
    victims_view         text not null default '',
    community_view       text not null default '',
    lesson_what          text not null default '',
    lesson_for_whom      text not null default '',
    lesson_what_it_took  text not null default '',
    lesson_conditions    text not null default '',
    no_lesson_because    text not null default '',
    sign_off             jsonb
);

-- Measurements are kept as they were made; a later one stands beside an earlier one.
create table evaluation (
    id        uuid primary key,
    record_id uuid not null references problem (record_id),
    inputs    text not null,
    result    text not null,
    verdict   text,
    percent   double precision,
    sentence  text not null,
    method    text not null,
    working   text,
    occasion  text not null,
    follow_up_on date,
    made_at   timestamptz not null,
    made_by   uuid not null,
    check ((occasion = 'follow-up') = (follow_up_on is not null))
);
create index evaluation_record on evaluation (record_id, made_at desc);
create unique index evaluation_follow_up on evaluation (record_id, follow_up_on) where follow_up_on is not null;

-- Responses that were at work at any time between two days, to problems measured by some of the same incidents (none named is all). It runs
-- as the owner: a place under a response is no place where nothing was done, whether or not whoever measures may see that record. It gives
-- areas of one's own force, and nothing of what is done there; which record it is only to who may read it.
create function responses_within(in_force text, of_categories text[], of_types text[], from_day date, to_day date)
returns table (record_id uuid, area_geo_json text, place_codes text[])
language sql stable security definer set search_path = public, pg_temp as $$
    select case when r.readers && my_readers() then a.record_id end, a.area_geo_json, a.place_codes
    from problem_aim a join problem_plan l on l.record_id = a.record_id join record r on r.id = a.record_id
        join force f on f.id = r.force_id
    where f.code = in_force and exists (select 1 from agency g where g.force_id = f.id and g.id = any (my_agencies()))
        and not r.entered_in_error and r.state <> 'draft' and l.started_on <= to_day and coalesce(l.ended_on, to_day) >= from_day
      and (a.area_geo_json is not null or cardinality(a.place_codes) > 0)
      and (cardinality(of_categories) = 0 or cardinality(a.categories) = 0 or a.categories && of_categories)
      and (cardinality(of_types) = 0 or cardinality(a.types) = 0 or a.types && of_types)
$$;
grant execute on function responses_within to wardwise_app;

select hang_on_record('problem'), hang_on_record('problem_scanning'), hang_on_record('problem_analysis'), hang_on_record('problem_aim'),
    hang_on_record('problem_plan'), hang_on_record('problem_assessment'), hang_on_record('evaluation', only_added => true);

select only_writers_write(t::regclass)
from unnest(array['problem', 'evaluation', 'problem_scanning', 'problem_analysis', 'problem_aim', 'problem_plan', 'problem_assessment']) t;
