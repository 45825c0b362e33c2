-- The problem record on the SARA model: what hangs on the spine, one table a section so that each is saved on its own.

create table problem (
    record_id                uuid primary key references record (id),
    category                 text,
    kind                     text not null default '',
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

-- Responses that were at work at any time between two days, to problems measured by some of the same incidents (none named is all). It runs as the owner: a place under a
-- response is no place where nothing was done, whether or not whoever measures may see that record. It gives areas, and nothing of what is done there.
create function responses_within(in_force text, of_categories text[], of_types text[], from_day date, to_day date)
returns table (record_id uuid, area_geo_json text, place_codes text[])
language sql stable security definer set search_path = public, pg_temp as $$
    select a.record_id, a.area_geo_json, a.place_codes
    from problem_aim a join problem_plan l on l.record_id = a.record_id join record r on r.id = a.record_id join force f on f.id = r.force_id
    where f.code = in_force and not r.entered_in_error and r.state <> 'draft' and l.started_on <= to_day and coalesce(l.ended_on, to_day) >= from_day
      and (a.area_geo_json is not null or cardinality(a.place_codes) > 0)
      and (cardinality(of_categories) = 0 or cardinality(a.categories) = 0 or a.categories && of_categories)
      and (cardinality(of_types) = 0 or cardinality(a.types) = 0 or a.types && of_types)
$$;

-- What is searched: the words of the record, without its notes (they have readers of their own).
create table problem_text (
    record_id uuid primary key references problem (record_id),
    body      text not null,
    words     tsvector not null
);
create index problem_text_words on problem_text using gin (words);

do $$
declare
    child text;
begin
    foreach child in array array['problem', 'problem_scanning', 'problem_analysis', 'problem_aim', 'problem_plan', 'problem_assessment', 'evaluation', 'problem_text'] loop
        execute format('alter table %I enable row level security', child);
        execute format('create policy %I on %I using (exists (select 1 from record r where r.id = %I.record_id))', child || '_of_record', child, child);
    end loop;
    foreach child in array array['problem', 'problem_scanning', 'problem_analysis', 'problem_aim', 'problem_plan', 'problem_assessment', 'evaluation'] loop
        execute format('create constraint trigger %I after insert or update or delete on %I deferrable initially deferred for each row execute function demand_trail(%L)',
            child || '_history', child, 'record_id');
    end loop;
end
$$;

create function refresh_problem_text(of_record uuid) returns void language sql volatile security definer set search_path = public, pg_temp as $$
    insert into problem_text as held (record_id, body, words)
    select r.id,
        concat_ws(E'\n', nullif(s.what_recurs, ''), nullif(a.hypothesis, ''), nullif(st.steps, ''), nullif(e.lesson_what, ''), nullif(e.lesson_for_whom, ''),
            nullif(e.lesson_what_it_took, ''), nullif(e.lesson_conditions, ''), nullif(e.impact, ''), nullif(s.harm, ''), nullif(s.who_is_affected, ''),
            nullif(a.victim_known, ''), nullif(a.offender_known, ''), nullif(a.location_known, ''), nullif(a.what_feeds_it, ''), nullif(a.when_it_happens, '')),
        setweight(to_tsvector('english', r.title), 'A')
        || setweight(to_tsvector('english', concat_ws(' ', p.kind, s.what_recurs)), 'B')
        || setweight(to_tsvector('english', concat_ws(' ', p.category, a.hypothesis, a.location_known, a.offender_known, a.victim_known, a.what_feeds_it, st.steps, st.techniques,
            e.lesson_what, e.lesson_for_whom)), 'C')
        || setweight(to_tsvector('english', concat_ws(' ', s.sources_say, s.harm, s.who_is_affected, s.partners_asked, a.when_it_happens, a.already_done, a.similar_problems,
            a.victim_guardian, a.offender_handler, a.location_manager, l.victims_told, l.public_told, l.agreed_by, e.impact, e.process_text, e.displacement, e.authors_view,
            e.victims_view, e.community_view, e.lesson_what_it_took, e.lesson_conditions, e.cost_text)), 'D')
    from record r
    join problem p on p.record_id = r.id
    left join problem_scanning s on s.record_id = r.id
    left join problem_analysis a on a.record_id = r.id
    left join problem_plan l on l.record_id = r.id
    left join problem_assessment e on e.record_id = r.id
    left join lateral (
        select string_agg(t.what, E'\n' order by t.position) steps, string_agg(replace(t.technique, '-', ' '), ' ') techniques
        from tasking t where t.record_id = r.id and t.source = 'plan' and t.status <> 'withdrawn') st on true
    where r.id = of_record
    on conflict (record_id) do update set body = excluded.body, words = excluded.words
        where held.words is distinct from excluded.words or held.body is distinct from excluded.body
$$;

create function problem_text_changed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
    held jsonb := to_jsonb(case when tg_op = 'DELETE' then old else new end);
begin
    perform refresh_problem_text(coalesce(held ->> 'record_id', held ->> 'id')::uuid);
    return null;
end
$$;

-- Deferred, so that a new record with all its sections is read once they are all there.
create constraint trigger record_text after update of title on record deferrable initially deferred for each row execute function problem_text_changed();
do $$
declare
    part text;
begin
    foreach part in array array['problem_scanning', 'problem_analysis', 'problem_plan', 'problem_assessment'] loop
        execute format('create constraint trigger %I after update on %I deferrable initially deferred for each row execute function problem_text_changed()', part || '_text', part);
    end loop;
end
$$;
create constraint trigger problem_text after insert or update of kind, category on problem deferrable initially deferred for each row execute function problem_text_changed();
create constraint trigger tasking_text after insert or update of what, technique, status on tasking deferrable initially deferred for each row
    when (new.source = 'plan') execute function problem_text_changed();

-- Finds problems for whoever asks. It runs as the owner, since text operators are not leakproof and a policy would keep their index from being used;
-- so it applies the scope itself, from the same column and the same setting as the policy does.
create function search_problems(
    asked text, in_force uuid, in_places integer[], in_category text, in_state text, in_grade integer, in_technique text, in_result text,
    opened_from timestamptz, opened_before timestamptz, skipped integer, many integer)
returns table (record_id uuid, score double precision, matched text[], of_words integer, total bigint)
language plpgsql stable security definer rows 20 set search_path = public, pg_temp as $$
declare
    all_of tsquery := websearch_to_tsquery('english', coalesce(asked, ''));
    any_of tsquery;
    lexemes text[];
    -- Each lexeme as a question of its own: the index says which records have it, and no vector is unfolded.
    each_of tsquery[];
    whole boolean;
begin
    -- Any of the words finds; how many of them it has decides the order. What is excluded ("-park") or quoted is taken as asked.
    lexemes := tsvector_to_array(to_tsvector('english', coalesce(asked, '')));
    any_of := case when numnode(all_of) = 0 or all_of::text ~ '[!<]' then all_of else replace(all_of::text, '&', '|')::tsquery end;
    each_of := array(select ('''' || replace(replace(l, '\', '\\'), '''', '''''') || '''')::tsquery from unnest(lexemes) l);
    whole := numnode(any_of) = 0 or any_of::text ~ '!';
    return query
    -- The index says which records have any of the words; only what leaves words out ("-park"), or asks for nothing, goes through all.
    with candidates as materialized (
        select t.record_id, array_agg(l.lexeme) has from unnest(lexemes, each_of) l (lexeme, question) join problem_text t on t.words @@ l.question
        where not whole group by t.record_id
        union all
        select t.record_id, array(select l.lexeme from unnest(lexemes, each_of) l (lexeme, question) where t.words @@ l.question) from problem_text t
        where whole and (numnode(any_of) > 0 or coalesce(asked, '') !~ '\S')),
    found as (
        select r.id, r.opened_at, c.has,
            case when numnode(any_of) = 0 then 0 else
                ts_rank('{0.1, 0.25, 0.5, 1.0}', t.words, any_of, 32)
                + case when t.words @@ all_of then 1 else 0 end end rank
        from candidates c
        join problem_text t on t.record_id = c.record_id
        join record r on r.id = c.record_id
        join problem p on p.record_id = c.record_id
        where r.kind = 'problem' and r.readers && (select my_readers())
          and (numnode(any_of) = 0 or t.words @@ any_of)
          and (in_force is null or r.force_id = in_force)
          and (in_places is null or r.place_no = any (in_places))
          and (in_category is null or p.category = in_category)
          and case when in_state is null then r.state not in ('draft', 'entered-in-error') else r.state = in_state end
          and (in_grade is null or coalesce((p.moderation ->> 'grade')::integer, p.grade) = in_grade)
          and (in_technique is null or exists (
              select 1 from tasking k where k.record_id = r.id and k.source = 'plan' and k.technique = in_technique and k.status <> 'withdrawn'))
          and (in_result is null or p.result = in_result)
          and (opened_from is null or r.opened_at >= opened_from)
          and (opened_before is null or r.opened_at < opened_before))
    select f.id, f.rank + case when cardinality(lexemes) = 0 then 0 else 2.0 * cardinality(f.has) / cardinality(lexemes) end,
        f.has, cardinality(lexemes), count(*) over ()
    from found f
    order by 2 desc, f.opened_at desc, f.id
    offset greatest(skipped, 0) limit least(many, 500);
end
$$;

-- The few most like what is written, to stand beside it: those with most of its words, of which only a handful are ranked. The scope is applied as above.
create function similar_problems(written text, apart uuid[], only_measured boolean, many integer) returns table (record_id uuid, score double precision)
language sql stable security definer rows 5 set search_path = public, pg_temp as $$
    with words as materialized (
        select ('''' || replace(replace(l, '\', '\\'), '''', '''''') || '''')::tsquery word from unnest(tsvector_to_array(to_tsvector('english', written))) l),
    holders as materialized (select t.record_id, count(*) n from words join problem_text t on t.words @@ words.word group by t.record_id),
    nearest as materialized (
        select r.id, h.n from holders h join record r on r.id = h.record_id
        where r.kind = 'problem' and r.state not in ('draft', 'entered-in-error') and r.readers && (select my_readers()) and not r.id = any (apart)
          and (not only_measured or exists (select 1 from problem p where p.record_id = r.id and p.result in ('clear-fall', 'clear-rise')))
        order by h.n desc, r.id desc limit many * 10)
    select m.id, m.n + ts_rank('{0.1, 0.25, 0.5, 1.0}', t.words, (select string_agg(word::text, '|')::tsquery from words), 32)
    from nearest m join problem_text t on t.record_id = m.id order by 2 desc, m.id limit many
$$;

revoke insert, update, delete on problem_text from wardwise_app;
revoke update, delete on evaluation from wardwise_app;
