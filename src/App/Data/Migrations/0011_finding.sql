-- What is found by search: of each record its terms, their weights, and what its words suggest that it is. Written by the index,
-- never by hand.

create table findable (
    record_id      uuid primary key references record (id),
    -- Of the thesaurus, with the confidence (0 to 1) that the words give; null when they say nothing.
    suggested_kind text,
    kind_confidence real not null default 0 check (kind_confidence between 0 and 1),
    -- How much can be learned from it, 0 to 1.
    evidence       real not null check (evidence between 0 and 1),
    -- Every term, for the index to find it by; and each term's weight, packed, to rank it by.
    terms          tsvector not null,
    weights        bytea not null,
    -- What an excerpt is taken from.
    body           text not null
);
-- The vector is read by the index only: out of the row, so that many rows' weights are read quickly.
alter table findable alter column terms set storage external, alter column body set storage extended, alter column weights set storage main;
create index findable_terms on findable using gin (terms) with (fastupdate = off);
create index findable_kind on findable (suggested_kind);

-- Records whose words changed and that the index has not read again.
create table findable_waiting (record_id uuid primary key, since timestamptz not null);

-- Records that the index could not read, with the reason: set aside so that the others go on, and tried again when they change, or
-- after a day.
create table findable_aside (
    record_id uuid primary key references record (id),
    force_id  uuid not null references force (id),
    reference text not null,
    reason    text not null,
    at        timestamptz not null
);

-- Words as somebody wrote them with their stems, for those who mistype them, by who reads a record with them: an agency, or the force, for
-- what is published to all of it; and which
-- thesaurus each force's records were read with.
create table findable_word (
    reader uuid not null,
    word   text not null,
    stem   text not null,
    primary key (reader, word)
);
create table findable_lexicon (force_id uuid primary key references force (id), rule_set_id uuid not null);

-- How many of the records that an agency or the force reads there are, and have each term, counted now and then: what makes a word rare.
-- Nobody's search is read by the words of others' records.
create table findable_term (
    reader  uuid not null,
    term    text not null,
    records integer not null,
    primary key (reader, term)
);
create table findable_reader (reader uuid primary key, records integer not null);
create table findable_count (
    one        boolean primary key default true check (one),
    records    integer not null default 0,
    changes    bigint not null default 0,
    version    integer not null default 0,
    -- The count after which the words were last gone through.
    words_version integer not null default 0
);
insert into findable_count default values;
select close_to_strangers('findable_count');
create policy findable_count_kept on findable_count to wardwise_keeper using (true);

select hang_on_record('findable', history => false);
alter table findable_word enable row level security;
create policy findable_word_of_reader on findable_word using (reader = any ((select my_readers())::uuid[]));
alter table findable_term enable row level security;
create policy findable_term_of_reader on findable_term using (reader = any ((select my_readers())::uuid[]));
alter table findable_reader enable row level security;
create policy findable_reader_of_reader on findable_reader using (reader = any ((select my_readers())::uuid[]));
-- That a record of the force is not found is for its administrators to know, whether or not they read the record; its reference stands
-- there, and nothing that it says.
alter table findable_aside enable row level security;
create policy findable_aside_of_force on findable_aside using (exists (
    select 1 from agency a where a.force_id = findable_aside.force_id and a.id = any ((select my_agencies())::uuid[])));

create function findable_changed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
    held jsonb := to_jsonb(case when tg_op = 'DELETE' then old else new end);
begin
    -- Locks the row until the commit, so that the index, which passes over locked rows, cannot read what was there before.
    insert into findable_waiting (record_id, since) values (coalesce(held ->> 'record_id', held ->> 'id')::uuid, now())
    on conflict (record_id) do update set since = excluded.since;
    return null;
end
$$;

-- Deferred, so that a new record with all its sections is read once they are all there.
create constraint trigger record_findable after update of title, state, place_no, marking, readers on record
    deferrable initially deferred for each row execute function findable_changed();
create constraint trigger problem_scanning_findable after update on problem_scanning
    deferrable initially deferred for each row execute function findable_changed();
create constraint trigger problem_analysis_findable after update on problem_analysis
    deferrable initially deferred for each row execute function findable_changed();
create constraint trigger problem_plan_findable after update on problem_plan
    deferrable initially deferred for each row execute function findable_changed();
create constraint trigger problem_assessment_findable after update on problem_assessment
    deferrable initially deferred for each row execute function findable_changed();
create constraint trigger problem_findable after insert or update of kind, kind_code, category, grade, moderation, result on problem
    deferrable initially deferred for each row execute function findable_changed();
create constraint trigger tasking_findable after insert or update of what, technique, status on tasking
    deferrable initially deferred for each row
    when (new.source = 'plan') execute function findable_changed();

-- A place is found by its name: when it has another, its records are read again.
create function place_renamed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    insert into findable_waiting (record_id, since) select r.id, now() from record r where r.place_no = new.no order by r.id
    on conflict (record_id) do update set since = excluded.since;
    return null;
end
$$;
create constraint trigger place_findable after update of name on place
    deferrable initially deferred for each row when (old.name is distinct from new.name)
    execute function place_renamed();

-- A record's words by field, and what its evidence is worth: each kind of record has a function of its own, named after it
-- (problem_fields). Notes are left out: they have readers of their own.
create function findable_fields(ids uuid[]) returns table (record_id uuid, fields jsonb)
    language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
    one record;
begin
    for one in select r.id, r.kind from record r where r.id = any (ids) and to_regproc(r.kind || '_fields') is not null loop
        record_id := one.id;
        execute format('select %I($1)', one.kind || '_fields') into fields using one.id;
        return next;
    end loop;
end
$$;

-- The index writes as the owner: a record that is marked sensitive is found by its readers, though the schedule is not one of them.
create function put_findable(of_record uuid, kind text, confidence real, worth real, of_terms text, of_weights bytea, of_body text)
returns void
language sql volatile security definer set search_path = public, pg_temp as $$
    insert into findable as held (record_id, suggested_kind, kind_confidence, evidence, terms, weights, body)
    values (of_record, kind, confidence, worth, of_terms::tsvector, of_weights, of_body)
    on conflict (record_id) do update set suggested_kind = excluded.suggested_kind, kind_confidence = excluded.kind_confidence,
        evidence = excluded.evidence, terms = excluded.terms, weights = excluded.weights, body = excluded.body;
    delete from findable_aside where record_id = of_record
$$;

-- The administrators of a record's force, who are told when it is not found.
create function administrators_of_record(of_record uuid, today date) returns table (force_id uuid, reference text, administrator uuid)
    language sql stable security definer set search_path = public, pg_temp as $$
    select r.force_id, r.reference, p.account_id
    from record r join agency a on a.force_id = r.force_id join posting p on p.agency_id = a.id and p.role = 'administrator'
    where r.id = of_record and p.starts_on <= today and (p.ends_on is null or p.ends_on >= today) group by 1, 2, 3
$$;

-- The record waits no longer, until it changes.
create function set_findable_aside(of_record uuid, because text) returns void
    language sql volatile security definer set search_path = public, pg_temp as $$
    delete from findable_waiting w where w.record_id = of_record;
    insert into findable_aside (record_id, force_id, reference, reason, at)
        select r.id, r.force_id, r.reference, because, now() from record r where r.id = of_record
        on conflict (record_id) do update set reason = excluded.reason, at = excluded.at
$$;

create function try_aside_again() returns integer
    language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
    many integer;
begin
    with again as (update findable_aside set at = now() where at < now() - interval '1 day' returning record_id)
    insert into findable_waiting (record_id, since) select record_id, now() from again order by record_id
    on conflict (record_id) do nothing;
    get diagnostics many = row_count;
    return many;
end
$$;

create function force_of_record(of_record uuid) returns uuid language sql stable security definer set search_path = public, pg_temp as $$
    select force_id from record where id = of_record
$$;

-- Of records that are for all of an agency, or of the force: what only some of it may read is offered to nobody.
create function note_findable_words(of_records uuid[], words text[], stems text[]) returns void
    language sql volatile security definer set search_path = public, pg_temp as $$
    insert into findable_word (reader, word, stem)
    select distinct on (1, 2) reader, w.word, w.stem
    from unnest(of_records, words, stems) w (record_id, word, stem)
        join record r on r.id = w.record_id cross join unnest(r.readers) reader
    where r.marking = 'official' and r.state not in ('draft', 'entered-in-error') order by 1, 2
    on conflict do nothing
$$;

-- What stands in no record any more that they read, in any form. Looked at after the terms were counted.
create function drop_findable_words() returns integer
    language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
    many integer;
begin
    delete from findable_word w where not exists (select 1 from findable_term t where t.reader = w.reader and t.term = w.stem);
    get diagnostics many = row_count;
    update findable_count set words_version = version;
    return many;
end
$$;

-- A force's thesaurus has changed: all of its records are read again with it.
create function read_again(of_force uuid, with_rules uuid, has_records boolean) returns integer
    language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
    many integer := 0;
begin
    if has_records then
        insert into findable_waiting (record_id, since) select r.id, now() from record r where r.force_id = of_force
            and (exists (select 1 from findable f where f.record_id = r.id)
                or exists (select 1 from findable_aside a where a.record_id = r.id)) order by r.id
        on conflict (record_id) do nothing;
        get diagnostics many = row_count;
    end if;
    insert into findable_lexicon (force_id, rule_set_id) values (of_force, with_rules)
        on conflict (force_id) do update set rule_set_id = excluded.rule_set_id;
    return many;
end
$$;

create function count_findable_terms() returns integer language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
    counted integer;
    one uuid;
    whose text;
begin
    select count(*) into counted from findable;
    delete from findable_term;
    delete from findable_reader;
    for one in select w.id from (select id from agency union all select id from force) w
        where exists (select 1 from record r where r.readers @> array[w.id]) order by w.id loop
        whose := format(
            'from public.findable f join public.record r on r.id = f.record_id where r.readers @> array[%L::uuid]
            and r.marking = ''official'' and r.state not in (''draft'', ''entered-in-error'')', one);
        execute 'insert into findable_reader (reader, records) select $1, count(*) ' || whose using one;
        insert into findable_term (reader, term, records) select one, word, ndoc from ts_stat('select f.terms ' || whose);
    end loop;
    update findable_count set records = counted, changes = 0, version = version + 1;
    return counted;
end
$$;

-- Those that have what any of the questions asks for, and all that must be there, for whoever asks, with what ranks them: those that answer
-- the most telling questions first, and no more than are wanted. Each question is asked of the index by itself, which is many times quicker
-- than one question of many parts; what limits the records is looked up in that order, until there are enough. It runs as the owner, since
-- text operators are not leakproof and a policy would keep their index from being used; so it applies the scope itself,
-- from the same column and the same setting as the policy does. No question gives the newest.
create function find_candidates(
    any_of tsquery[], telling real[], all_of tsquery, in_kinds text[], in_force uuid, in_places integer[], in_category text, in_state text,
    in_grade integer, in_technique text, in_results text[], in_kind text,
    opened_from timestamptz, opened_before timestamptz, apart uuid[], many integer)
returns table (record_id uuid, record_kind text, weights bytea, evidence real, opened_at timestamptz, place_no integer, state text)
language plpgsql stable security definer rows 500 set search_path = public, pg_temp
    set plan_cache_mode = force_custom_plan set max_parallel_workers_per_gather = 0 as $$
declare
    mine uuid[] := my_readers();
begin
    return query
    select r.id, r.kind, f.weights, f.evidence, r.opened_at, r.place_no, r.state
    from (
        -- The evidence counts about as much as it does in the ranking.
        select h.ctid at, sum(q.worth) * (0.55 + 0.45 * max(h.evidence)) worth from unnest(any_of, telling) q (query, worth)
            join findable h on h.terms @@ q.query group by h.ctid
        union all
        select h.ctid, extract(epoch from n.opened_at) from record n join findable h on h.record_id = n.id
            where any_of is null and n.readers && mine
        order by 2 desc, 1) a
    join findable f on f.ctid = a.at
    join record r on r.id = f.record_id
    left join problem p on p.record_id = f.record_id
    where (all_of is null or f.terms @@ all_of)
      -- Said so that the index of readers is not asked: it would bring every record that the reader sees.
      and (r.readers && mine) is true
      and (in_kinds is null or r.kind = any (in_kinds))
      and (apart is null or not r.id = any (apart))
      and (in_force is null or r.force_id = in_force)
      and (in_places is null or r.place_no = any (in_places))
      and (in_category is null or p.category = in_category)
      and case when in_state is null then r.state not in ('draft', 'entered-in-error') else r.state = in_state end
      and (in_grade is null or coalesce((p.moderation ->> 'grade')::integer, p.grade) = in_grade)
      and (in_technique is null or exists (
          select 1 from tasking k where k.record_id = r.id and k.source = 'plan' and k.technique = in_technique
              and k.status <> 'withdrawn'))
      and (in_results is null or p.result = any (in_results))
      and (in_kind is null or coalesce(p.kind_code, case when f.kind_confidence >= 0.5 then f.suggested_kind end) = in_kind)
      and (opened_from is null or r.opened_at >= opened_from)
      and (opened_before is null or r.opened_at < opened_before)
    order by a.worth desc, a.at
    limit many;
end
$$;

-- The application finds; the keeper, who reads every record's words, keeps the index.
grant execute on function find_candidates to wardwise_app;
grant execute on function findable_fields, put_findable, force_of_record, administrators_of_record, set_findable_aside, try_aside_again,
    note_findable_words, drop_findable_words, read_again, count_findable_terms to wardwise_keeper;
revoke all on findable_waiting, findable_lexicon from wardwise_app;
revoke insert, update, delete on findable, findable_aside, findable_term, findable_reader, findable_word, findable_count from wardwise_app;
grant select, update, delete on findable_waiting to wardwise_keeper;
grant select on findable_lexicon to wardwise_keeper;
grant select, update on findable_count to wardwise_keeper;
