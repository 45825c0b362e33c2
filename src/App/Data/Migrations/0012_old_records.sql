-- Records that came from an older system: what each brought that has no home of its own here, and where it came from.

create table old_record (
    record_id  uuid primary key references record (id),
    force_id   uuid not null references force (id),
    -- As the old system had it: it keeps working as an address.
    reference  text not null,
    format     text not null,
    import_no  integer not null references import (no),
    file       text not null,
    line       integer not null,
    -- The row as it stood in the file, column by column.
    cells      jsonb not null,
    -- What the old system gave it. Ours is computed, on the problem.
    grade      integer check (grade between 0 and 6),
    -- Codes of the techniques that it names and that are known by their name.
    techniques text[] not null default '{}'
);
create unique index old_record_reference on old_record (lower(reference), force_id);
create index old_record_found on old_record (folded(reference));
create index old_record_import on old_record (import_no);

-- Rows as they were before a later import changed them, so that undoing it gives back what was there.
create table old_record_before (
    taken_by   integer not null references import (no),
    record_id  uuid not null references old_record (record_id),
    import_no  integer not null references import (no),
    file       text not null,
    line       integer not null,
    cells      jsonb not null,
    primary key (taken_by, record_id)
);
create index old_record_before_record on old_record_before (record_id);

-- What is doubtful about a row that went in all the same; line 0 is the file.
create table import_warning (
    import_no  integer not null references import (no),
    file       text not null,
    line       integer not null,
    reason     text not null
);
create index import_warning_import on import_warning (import_no, line);

-- How the records held agree with the file, counted when they came in.
create table import_reconciliation (
    import_no  integer primary key references import (no),
    body       jsonb not null
);

select hang_on_record('old_record'), hang_on_record('old_record_before', history => false), hang_on_import('import_warning'),
    only_writers_write('old_record'), only_writers_write('old_record_before');
-- Written once, with its import.
revoke update, delete on import_reconciliation from wardwise_app;
select close_to_strangers('import_reconciliation');
create constraint trigger old_record_findable after insert or update on old_record
    deferrable initially deferred for each row execute function findable_changed();

-- The application cannot remove a record, nor say when it was opened: an import that is taken back, or comes corrected, may, for what it
-- brought itself to the agencies of who does it.
create function take_back_old_records(ids uuid[]) returns integer
    language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
    mine uuid[] := array(select o.record_id from old_record o join record r on r.id = o.record_id
        where o.record_id = any (ids) and r.owner_agency_id = any (my_agencies()));
    part text;
begin
    foreach part in array array['findable_waiting', 'findable_aside', 'findable', 'old_record_before', 'old_record', 'problem_scanning',
        'problem_analysis', 'problem_aim', 'problem_plan',
        'problem_assessment', 'problem', 'tasking', 'record_grant'] loop
        execute format('delete from %I where record_id = any ($1)', part) using mine;
    end loop;
    delete from record where id = any (mine);
    update findable_count set changes = changes + cardinality(mine);
    return cardinality(mine);
end
$$;

create function old_records_opened(ids uuid[], days timestamptz[]) returns void
    language sql volatile security definer set search_path = public, pg_temp as $$
    update record r set opened_at = v.opened from unnest(ids, days) v (id, opened)
    where r.id = v.id and r.owner_agency_id = any (my_agencies()) and exists (select 1 from old_record o where o.record_id = r.id)
$$;
grant execute on function take_back_old_records, old_records_opened to wardwise_app;

-- A problem's words by field. What an old record says is found by too.
create function problem_fields(of_record uuid) returns jsonb language sql stable security definer set search_path = public, pg_temp as $$
    select jsonb_build_object(
        'title', r.title,
        'kind', concat_ws('. ', nullif(p.kind, ''), nullif(nullif(o.cells ->> 'problem_type', ''), p.kind), p.category),
        'kindCode', p.kind_code,
        'what', s.what_recurs,
        'response', concat_ws(E'\n', nullif(st.steps, ''), nullif(l.victims_told, ''), nullif(l.public_told, ''),
            nullif(o.cells ->> 'response', '')),
        'techniques', nullif(array_cat(st.techniques, o.techniques), '{}'),
        'lesson', concat_ws(E'\n', nullif(e.lesson_what, ''), nullif(e.lesson_for_whom, ''), nullif(e.lesson_what_it_took, ''),
            nullif(e.lesson_conditions, '')),
        'analysis', concat_ws(E'\n', nullif(a.hypothesis, ''), nullif(a.victim_known, ''), nullif(a.offender_known, ''),
            nullif(a.location_known, ''), nullif(a.what_feeds_it, ''), nullif(a.when_it_happens, '')),
        'place', concat_ws('. ', (select v.name from place v where v.no = r.place_no), nullif(o.cells ->> 'location', ''),
            nullif(o.cells ->> 'neighbourhood', '')),
        'rest', concat_ws(E'\n', nullif(s.sources_say, ''), nullif(s.harm, ''), nullif(s.who_is_affected, ''), nullif(s.partners_asked, ''),
            nullif(a.already_done, ''),
            nullif(a.similar_problems, ''), nullif(a.victim_guardian, ''), nullif(a.offender_handler, ''), nullif(a.location_manager, ''),
            nullif(l.agreed_by, ''),
            nullif(e.impact, ''), nullif(e.process_text, ''), nullif(e.displacement, ''), nullif(e.authors_view, ''),
            nullif(e.victims_view, ''),
            nullif(e.community_view, ''), nullif(e.cost_text, ''), o.reference, nullif(o.cells ->> 'aim', ''),
            nullif(o.cells ->> 'partners', ''), nullif(o.cells ->> 'techniques', '')),
        'grade', coalesce((p.moderation ->> 'grade')::integer, p.grade),
        'oldGrade', o.grade,
        'result', p.result)
    from record r
    join problem p on p.record_id = r.id
    left join problem_scanning s on s.record_id = r.id
    left join problem_analysis a on a.record_id = r.id
    left join problem_plan l on l.record_id = r.id
    left join problem_assessment e on e.record_id = r.id
    left join old_record o on o.record_id = r.id
    left join lateral (
        select string_agg(t.what, E'\n' order by t.position) steps,
            array_agg(distinct t.technique) filter (where t.technique is not null) techniques
        from tasking t where t.record_id = r.id and t.source = 'plan' and t.status <> 'withdrawn') st on true
    where r.id = of_record
$$;
