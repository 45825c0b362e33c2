-- What works: one effect a record to pool, and an editor's words above what the records say.

-- Of each record the result that counts: the latest measurement that is no follow-up, while it gives a verdict. Kept by a trigger from the
-- measurements, never by hand, so that a page over many records need not read each result whole.
create table measured_effect (
    record_id     uuid primary key references problem (record_id) on delete cascade,
    evaluation_id uuid not null references evaluation (id),
    verdict       text not null,
    -- Held against places where nothing was done; else only against its own past.
    controlled    boolean not null,
    -- Natural logarithm of the ratio, below 0 a fall, and its variance; both null where no figure could be had.
    log_ratio     double precision,
    variance      double precision,
    before_count  integer not null,
    after_count   integer not null,
    before_months integer not null,
    after_months  integer not null,
    prevented     double precision,
    check ((log_ratio is null) = (variance is null)),
    check (abs(log_ratio) <= 700 and variance between 1e-12 and 1e12)
);

-- The ratio to the places like it with the error that its interval shows, the drift of places in it. Without such places: the rate after
-- over the rate before, a half added to both counts when one is 0, and the usual drift (tau 0.25) in its error,
-- as the verdict without a comparison has it.
create function effect_of_result(result jsonb) returns table (controlled boolean, log_ratio double precision, variance double precision,
    prevented double precision) language sql immutable as $$
    with held as (
        select (result #>> '{relative,rirr}')::double precision rirr, (result #>> '{relative,low}')::double precision low,
            (result #>> '{relative,high}')::double precision high,
            (result #>> '{counts,area,before}')::double precision b, (result #>> '{counts,area,after}')::double precision a,
            (result #>> '{before,months}')::double precision mb, (result #>> '{after,months}')::double precision ma,
            (result #>> '{relative,prevented}')::double precision prevented,
            -- Part of a month may be missing: such a result has no verdict, and no effect to pool.
            coalesce(result -> 'cautions' ? 'doubted months', false) doubted
    ), counted as (
        select *, case when a = 0 or b = 0 then 0.5 else 0 end half from held
    ), worked as (
        select doubted, prevented, rirr is not null as controlled,
            case when rirr is null then case when a + b > 0 and ma > 0 and mb > 0 then ln(((a + half) / ma) / ((b + half) / mb)) end
                when rirr > 0 then ln(rirr) end as log_ratio,
            case when rirr is null then 1 / (a + half) + 1 / (b + half) + 0.0625
                when low > 0 and high > low then power((ln(high) - ln(low)) / (2 * 1.959963984540054), 2) end as variance
        from counted
    )
    select controlled, case when not doubted and variance between 1e-12 and 1e12 then log_ratio end,
        case when not doubted and log_ratio is not null and variance between 1e-12 and 1e12 then variance end,
        case when not doubted then prevented end from worked
$$;

create function keep_measured_effect() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
    latest evaluation%rowtype;
begin
    select * into latest from evaluation e where e.record_id = new.record_id and e.occasion <> 'follow-up'
        order by e.made_at desc, e.id desc limit 1;
    if latest.id is null or latest.verdict is null then
        delete from measured_effect where record_id = new.record_id;
        return null;
    end if;
    insert into measured_effect as held (record_id, evaluation_id, verdict, controlled, log_ratio, variance, before_count, after_count,
        before_months, after_months, prevented)
    select latest.record_id, latest.id, latest.verdict, e.controlled, e.log_ratio, e.variance, (r #>> '{counts,area,before}')::integer,
        (r #>> '{counts,area,after}')::integer,
        coalesce((r #>> '{before,months}')::integer, 0), coalesce((r #>> '{after,months}')::integer, 0), e.prevented
    from (select latest.result::jsonb r) l, effect_of_result(l.r) e
    on conflict (record_id) do update set evaluation_id = excluded.evaluation_id, verdict = excluded.verdict,
        controlled = excluded.controlled, log_ratio = excluded.log_ratio,
        variance = excluded.variance, before_count = excluded.before_count, after_count = excluded.after_count,
        before_months = excluded.before_months, after_months = excluded.after_months, prevented = excluded.prevented;
    return null;
end
$$;
create trigger evaluation_effect after insert on evaluation for each row execute function keep_measured_effect();

-- What was measured before this script.
insert into measured_effect (record_id, evaluation_id, verdict, controlled, log_ratio, variance, before_count, after_count, before_months,
    after_months, prevented)
select l.record_id, l.id, l.verdict, e.controlled, e.log_ratio, e.variance, (l.result::jsonb #>> '{counts,area,before}')::integer,
    (l.result::jsonb #>> '{counts,area,after}')::integer,
    coalesce((l.result::jsonb #>> '{before,months}')::integer, 0), coalesce((l.result::jsonb #>> '{after,months}')::integer, 0), e.prevented
from (select distinct on (record_id) * from evaluation where occasion <> 'follow-up' order by record_id, made_at desc, id desc) l,
    effect_of_result(l.result::jsonb) e
where l.verdict is not null;

select hang_on_record('measured_effect', history => false);
revoke insert, update, delete on measured_effect from wardwise_app;

-- What the library counts of each problem, gathered from its sections as they change: a page over many records would else read each section
-- whole. Who may read a record is never kept here. What its words suggest is not either:
-- the index that writes it would wait for those who write the rest, and they for it.
create table library_fact (
    record_id        uuid primary key references problem (record_id) on delete cascade,
    -- Neither a draft nor entered in error.
    counts           boolean not null default false,
    kind_code        text,
    -- The response was started, a step of it is done, or the author says what came of it.
    tried            boolean not null default false,
    result           text not null default 'unknown',
    result_by_survey boolean not null default false,
    grade            integer not null default 0,
    year             integer not null default 0,
    -- Of the steps that were not dropped, each once.
    techniques       text[] not null default '{}',
    cost             numeric,
    process          text,
    says_why         boolean not null default false,
    says_when        boolean not null default false
);
create index library_fact_kind on library_fact (kind_code) where kind_code is not null;
create index library_fact_technique on library_fact using gin (techniques) with (fastupdate = off);
-- What its words suggest, without the words.
create index findable_suggested on findable (record_id) include (suggested_kind, kind_confidence);
-- Nobody reads it but the functions below, which apply the scope themselves.
alter table library_fact enable row level security;
revoke all on library_fact from wardwise_app;

create view library_reading as
    select p.record_id, r.kind = 'problem' and not r.entered_in_error and r.state not in ('draft', 'entered-in-error') counts, p.kind_code,
        l.started_on is not null or p.result <> 'unknown' or coalesce(s.done, false) tried,
        p.result, p.result_by_survey, coalesce((p.moderation ->> 'grade')::integer, p.grade) grade,
        extract(year from coalesce(l.started_on::timestamp, r.opened_at at time zone 'Europe/London'))::integer as year,
        coalesce(s.techniques, '{}') techniques, coalesce(a.cost, s.cost) cost, a.process, coalesce(n.hypothesis, '') <> '' says_why,
        coalesce(a.lesson_conditions, '') <> '' says_when
    from problem p
    join record r on r.id = p.record_id
    left join problem_plan l on l.record_id = p.record_id
    left join problem_analysis n on n.record_id = p.record_id
    left join problem_assessment a on a.record_id = p.record_id
    left join lateral (
        select bool_or(t.status = 'done') done, sum(t.cost_pounds) filter (where t.status = 'done') cost,
            array_agg(distinct t.technique) filter (where t.technique is not null) techniques
        from tasking t where t.record_id = p.record_id and t.source = 'plan' and t.status <> 'withdrawn') s on true;
revoke all on library_reading from wardwise_app;

create function keep_library_fact() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
    changed uuid;
begin
    if tg_table_name = 'record' then
        changed := new.id;
    elsif tg_op = 'DELETE' then
        changed := old.record_id;
    else
        changed := new.record_id;
    end if;
    -- Locks the row first: who waits here reads afterwards what the other has written.
    insert into library_fact as held (record_id) select p.record_id from problem p where p.record_id = changed
        on conflict (record_id) do update set record_id = excluded.record_id;
    update library_fact f set counts = v.counts, kind_code = v.kind_code, tried = v.tried, result = v.result,
        result_by_survey = v.result_by_survey, grade = v.grade, year = v.year,
        techniques = v.techniques, cost = v.cost, process = v.process, says_why = v.says_why, says_when = v.says_when
    from library_reading v where f.record_id = changed and v.record_id = changed;
    return null;
end
$$;
create trigger record_library after update of kind, state, entered_in_error, opened_at on record for each row when (new.kind = 'problem')
    execute function keep_library_fact();
create trigger problem_library after insert or update of kind_code, result, result_by_survey, grade, moderation on problem for each row
    execute function keep_library_fact();
create trigger problem_plan_library after insert or update of started_on on problem_plan for each row execute function keep_library_fact();
create trigger problem_analysis_library after insert or update of hypothesis on problem_analysis for each row
    execute function keep_library_fact();
create trigger problem_assessment_library after insert or update of cost, process, lesson_conditions on problem_assessment for each row
    execute function keep_library_fact();
create trigger tasking_library after insert or update of status, technique, cost_pounds on tasking for each row when (new.source = 'plan')
    execute function keep_library_fact();
create trigger tasking_library_gone after delete on tasking for each row when (old.source = 'plan') execute function keep_library_fact();

-- What a record that counts gives to a page of some kinds or techniques: somebody said that it is of the kind,
-- else its words suggest it well enough.
create type library_line as (record_id uuid, reference text, force_id uuid, owner_account_id uuid, kind text, suggested boolean,
    tried boolean, result text, result_by_survey boolean,
    grade integer, year integer, techniques text[], cost numeric, process text, says_why boolean, says_when boolean,
    verdict text, controlled boolean, log_ratio double precision, variance double precision, before_count integer, before_months integer,
    prevented double precision);

-- Under row-level security a page over many records took ten times as long, so this function and the next apply the scope themselves.
create function library_of(of_subject text, of_codes text[]) returns setof library_line
    language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
    return query
    with chosen as materialized (
        select f.*, f.kind_code kind from library_fact f where of_subject = 'kind' and f.counts and f.kind_code = any (of_codes)
        union all
        select f.*, d.suggested_kind from findable d join library_fact f on f.record_id = d.record_id
        where of_subject = 'kind' and d.suggested_kind = any (of_codes) and d.kind_confidence >= 0.5 and f.counts and f.kind_code is null
        union all
        select f.*, coalesce(f.kind_code, d.suggested_kind) from library_fact f
            left join findable d on d.record_id = f.record_id and d.kind_confidence >= 0.5
        where of_subject = 'technique' and f.counts and f.techniques && of_codes)
    select c.record_id, r.reference, r.force_id, r.owner_account_id, c.kind, c.kind_code is null, c.tried or m.record_id is not null,
        c.result, c.result_by_survey, c.grade, c.year, c.techniques, c.cost, c.process, c.says_why, c.says_when,
        m.verdict, m.controlled, m.log_ratio, m.variance, m.before_count, m.before_months, m.prevented
    from chosen c join record r on r.id = c.record_id left join measured_effect m on m.record_id = c.record_id and m.before_months > 0
    -- Not by the index of readers: mostly they are nearly all records, and these are few.
    where (r.readers && (select my_readers())::uuid[]) is true;
end
$$;

-- How many records of a code there are, what is known of them (LibraryCounts counts one alone in the same way), and the effects to pool:
-- those held against places like theirs, then those held against their own past. Of each,
-- how many are of their kind only because their words suggest it, and whether another force's are among them.
create type library_sum as (code text, records integer, suggested integer, tried integer, assessed integer, too_few integer,
    surveyed integer, claimed_met integer,
    claimed_not_met integer, controlled_logs double precision[], controlled_variances double precision[], controlled_suggested integer,
    controlled_elsewhere boolean,
    other_logs double precision[], other_variances double precision[], other_suggested integer, other_elsewhere boolean);

-- Of every code at once: each table is read once, whatever the planner thinks of the readers.
create function library_sums(of_subject text, own_force uuid) returns setof library_sum language plpgsql stable security definer
set search_path = public, pg_temp set enable_nestloop = off as $$
begin
    return query
    with coded as (
        select coalesce(f.kind_code, d.suggested_kind, '') code, f.kind_code is null suggested, f.tried or m.record_id is not null tried,
            f.result, f.result_by_survey, r.force_id, m.verdict, m.controlled, m.log_ratio, m.variance
        from library_fact f join record r on r.id = f.record_id
        left join findable d on d.record_id = f.record_id and d.kind_confidence >= 0.5
        left join measured_effect m on m.record_id = f.record_id and m.before_months > 0
        where of_subject = 'kind' and f.counts and r.readers && (select my_readers())::uuid[]
        union all
        select t.technique, f.kind_code is null, f.tried or m.record_id is not null, f.result, f.result_by_survey, r.force_id, m.verdict,
            m.controlled, m.log_ratio, m.variance
        from library_fact f join record r on r.id = f.record_id
        left join measured_effect m on m.record_id = f.record_id and m.before_months > 0
        cross join lateral unnest(f.techniques) t (technique)
        where of_subject = 'technique' and f.counts and r.readers && (select my_readers())::uuid[])
    select v.code, count(*)::integer, (count(*) filter (where v.suggested))::integer, (count(*) filter (where v.tried))::integer,
        count(v.verdict)::integer,
        (count(*) filter (where v.verdict = 'too-few'))::integer,
        (count(*) filter (where v.verdict is null and v.result_by_survey))::integer,
        (count(*) filter (where v.verdict is null and not v.result_by_survey and v.result = 'claimed-met'))::integer,
        (count(*) filter (where v.verdict is null and not v.result_by_survey and v.result = 'claimed-not-met'))::integer,
        coalesce(array_agg(v.log_ratio) filter (where v.controlled and v.log_ratio is not null), '{}'),
        coalesce(array_agg(v.variance) filter (where v.controlled and v.log_ratio is not null), '{}'),
        (count(*) filter (where v.controlled and v.log_ratio is not null and v.suggested))::integer,
        coalesce(bool_or(v.force_id <> own_force) filter (where v.controlled and v.log_ratio is not null), false),
        coalesce(array_agg(v.log_ratio) filter (where not v.controlled and v.log_ratio is not null), '{}'),
        coalesce(array_agg(v.variance) filter (where not v.controlled and v.log_ratio is not null), '{}'),
        (count(*) filter (where not v.controlled and v.log_ratio is not null and v.suggested))::integer,
        coalesce(bool_or(v.force_id <> own_force) filter (where not v.controlled and v.log_ratio is not null), false)
    from coded v group by v.code;
end
$$;
grant execute on function library_of, library_sums to wardwise_app;

-- An editor's words above a page. They are the force's own; every earlier version is in the history.
create table library_words (
    id               uuid primary key,
    force_id         uuid not null references force (id),
    subject          text not null check (subject in ('kind', 'technique')),
    code             text not null,
    in_short         text not null default '',
    mechanism        text not null default '',
    conditions       text not null default '',
    cost             text not null default '',
    who_to_ring      text not null default '',
    -- What the records said when the words were last looked at.
    label_then       text not null,
    reviewed_on      date not null,
    reviewed_by      uuid not null,
    reviewed_by_name text not null,
    version          integer not null default 1,
    unique (force_id, subject, code)
);
alter table library_words enable row level security;
create policy library_words_of_force on library_words using (
    force_id in (select a.force_id from agency a where a.id = any ((select my_agencies())::uuid[])));
select keep_history('library_words', 'id');
revoke delete on library_words from wardwise_app;
