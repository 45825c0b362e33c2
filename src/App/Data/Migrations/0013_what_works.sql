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
