-- What works: one effect a record to pool, and an editor's words above what the records say.

-- Of each record the result that counts: the latest measurement that is no follow-up, while it gives a verdict. Kept by a trigger from the measurements, never by hand, so that
-- a page over many records need not read each result whole.
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

-- The ratio to the places like it with the error that its interval shows, the drift of places in it. Without such places: the rate after over the rate before, a half added to
-- both counts when one is 0, and the usual drift (tau 0.25) in its error, as the verdict without a comparison has it.
create function effect_of_result(result jsonb) returns table (controlled boolean, log_ratio double precision, variance double precision)
language sql immutable as $$
    with held as (
        select (result #>> '{relative,rirr}')::double precision rirr, (result #>> '{relative,low}')::double precision low, (result #>> '{relative,high}')::double precision high,
            (result #>> '{counts,area,before}')::double precision b, (result #>> '{counts,area,after}')::double precision a,
            (result #>> '{before,months}')::double precision mb, (result #>> '{after,months}')::double precision ma
    ), counted as (
        select *, case when a = 0 or b = 0 then 0.5 else 0 end half from held
    ), worked as (
        select rirr is not null as controlled,
            case when rirr is null then case when a + b > 0 and ma > 0 and mb > 0 then ln(((a + half) / ma) / ((b + half) / mb)) end when rirr > 0 then ln(rirr) end as log_ratio,
            case when rirr is null then 1 / (a + half) + 1 / (b + half) + 0.0625 when low > 0 and high > low then power((ln(high) - ln(low)) / (2 * 1.959963984540054), 2) end as variance
        from counted
    )
    select controlled, case when variance between 1e-12 and 1e12 then log_ratio end, case when log_ratio is not null and variance between 1e-12 and 1e12 then variance end from worked
$$;

create function keep_measured_effect() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
    latest evaluation%rowtype;
begin
    select * into latest from evaluation e where e.record_id = new.record_id and e.occasion <> 'follow-up' order by e.made_at desc, e.id desc limit 1;
    if latest.id is null or latest.verdict is null then
        delete from measured_effect where record_id = new.record_id;
        return null;
    end if;
    insert into measured_effect as held (record_id, evaluation_id, verdict, controlled, log_ratio, variance, before_count, after_count, before_months, after_months, prevented)
    select latest.record_id, latest.id, latest.verdict, e.controlled, e.log_ratio, e.variance, (r #>> '{counts,area,before}')::integer, (r #>> '{counts,area,after}')::integer,
        coalesce((r #>> '{before,months}')::integer, 0), coalesce((r #>> '{after,months}')::integer, 0), (r #>> '{relative,prevented}')::double precision
    from (select latest.result::jsonb r) l, effect_of_result(l.r) e
    on conflict (record_id) do update set evaluation_id = excluded.evaluation_id, verdict = excluded.verdict, controlled = excluded.controlled, log_ratio = excluded.log_ratio,
        variance = excluded.variance, before_count = excluded.before_count, after_count = excluded.after_count, before_months = excluded.before_months,
        after_months = excluded.after_months, prevented = excluded.prevented;
    return null;
end
$$;
create trigger evaluation_effect after insert on evaluation for each row execute function keep_measured_effect();

-- What was measured before this script.
insert into measured_effect (record_id, evaluation_id, verdict, controlled, log_ratio, variance, before_count, after_count, before_months, after_months, prevented)
select l.record_id, l.id, l.verdict, e.controlled, e.log_ratio, e.variance, (l.result::jsonb #>> '{counts,area,before}')::integer, (l.result::jsonb #>> '{counts,area,after}')::integer,
    coalesce((l.result::jsonb #>> '{before,months}')::integer, 0), coalesce((l.result::jsonb #>> '{after,months}')::integer, 0), (l.result::jsonb #>> '{relative,prevented}')::double precision
from (select distinct on (record_id) * from evaluation where occasion <> 'follow-up' order by record_id, made_at desc, id desc) l, effect_of_result(l.result::jsonb) e
where l.verdict is not null;

alter table measured_effect enable row level security;
create policy measured_effect_of_record on measured_effect using (exists (select 1 from record r where r.id = measured_effect.record_id));
revoke insert, update, delete on measured_effect from wardwise_app;

create index tasking_technique on tasking (technique) where source = 'plan' and technique is not null;

-- What the library knows of each record that counts. Not for the application: the functions below apply the scope themselves, for under row-level security a page over
-- many records took ten times as long.
create view library_fact as
    select r.id record_id, r.readers, r.force_id,
        -- What somebody said it is, else what its words suggest well enough.
        coalesce(p.kind_code, case when f.kind_confidence >= 0.5 then f.suggested_kind end) kind, p.kind_code is null suggested,
        -- The response was started, a step of it is done, or the author says what came of it.
        l.started_on is not null or m.record_id is not null or p.result <> 'unknown'
            or exists (select 1 from tasking t where t.record_id = r.id and t.source = 'plan' and t.status = 'done') tried,
        p.result, p.result_by_survey, m.verdict, m.controlled, m.log_ratio, m.variance
    from record r
    join problem p on p.record_id = r.id
    join problem_plan l on l.record_id = r.id
    left join findable f on f.record_id = r.id
    left join measured_effect m on m.record_id = r.id and m.before_months > 0
    where r.kind = 'problem' and not r.entered_in_error and r.state not in ('draft', 'entered-in-error');
revoke all on library_fact from wardwise_app;

-- Of one kind or technique.
create function library_of(of_subject text, of_code text) returns setof library_fact language plpgsql stable security definer
set search_path = public, pg_temp set enable_nestloop = on as $$
begin
    if of_subject = 'kind' then
        return query select v.* from library_fact v where v.kind = of_code and v.readers && (select my_readers())::uuid[] and v.record_id in (
            select p.record_id from problem p where p.kind_code = of_code union all select f.record_id from findable f where f.suggested_kind = of_code);
    else
        return query select v.* from library_fact v where v.readers && (select my_readers())::uuid[] and v.record_id in (
            select t.record_id from tasking t where t.source = 'plan' and t.technique = of_code and t.status <> 'withdrawn');
    end if;
end
$$;

-- How many records of a code there are, what is known of them, and the effects to pool: those held against places like theirs, then those held against their own past.
create type library_sum as (code text, records integer, suggested integer, tried integer, assessed integer, too_few integer, surveyed integer, claimed_met integer,
    claimed_not_met integer, elsewhere boolean, controlled_logs double precision[], controlled_variances double precision[], other_logs double precision[], other_variances double precision[]);

-- Of one code, or of every code at once: then each table is read once, whatever the planner thinks of the readers.
create function library_sums(of_subject text, of_code text, own_force uuid) returns setof library_sum language plpgsql stable security definer
set search_path = public, pg_temp set enable_nestloop = off as $$
begin
    return query
    with fact as materialized (select v.* from library_fact v where of_code is null and v.readers && (select my_readers())::uuid[]),
    coded as (
        select of_code code, v.* from library_of(of_subject, of_code) v where of_code is not null
        union all
        select coalesce(v.kind, ''), v.* from fact v where of_subject = 'kind'
        union all
        select u.technique, v.* from fact v join (select distinct t.record_id, t.technique from tasking t
            where t.source = 'plan' and t.technique is not null and t.status <> 'withdrawn') u on u.record_id = v.record_id where of_subject = 'technique')
    select v.code, count(*)::integer, (count(*) filter (where v.suggested))::integer, (count(*) filter (where v.tried))::integer, count(v.verdict)::integer,
        (count(*) filter (where v.verdict = 'too-few'))::integer, (count(*) filter (where v.verdict is null and v.result_by_survey))::integer,
        (count(*) filter (where v.verdict is null and not v.result_by_survey and v.result = 'claimed-met'))::integer,
        (count(*) filter (where v.verdict is null and not v.result_by_survey and v.result = 'claimed-not-met'))::integer,
        -- Of those that give the result: the ones held against places like theirs, where there are any.
        coalesce(bool_or(v.force_id <> own_force) filter (where v.log_ratio is not null and v.controlled), bool_or(v.force_id <> own_force) filter (where v.log_ratio is not null), false),
        coalesce(array_agg(v.log_ratio) filter (where v.log_ratio is not null and v.controlled), '{}'),
        coalesce(array_agg(v.variance) filter (where v.log_ratio is not null and v.controlled), '{}'),
        coalesce(array_agg(v.log_ratio) filter (where v.log_ratio is not null and not v.controlled), '{}'),
        coalesce(array_agg(v.variance) filter (where v.log_ratio is not null and not v.controlled), '{}')
    from coded v group by v.code;
end
$$;

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
create constraint trigger library_words_history after insert or update or delete on library_words deferrable initially deferred for each row execute function demand_trail('id');
revoke delete on library_words from wardwise_app;
