-- Incidents: what happened, lean and by the million. Whose they are is a small number, the scope.

create table incident_row (
    id                uuid primary key,
    scope             smallint not null,
    occurred_at       timestamptz not null,
    "precision"       smallint not null,
    category          smallint not null,
    asb_category      smallint not null,
    asb_type          smallint not null,
    lat               double precision,
    lon               double precision,
    location          text,
    lsoa_code         text,
    neighbourhood_no  integer,
    district_no       integer,
    outcome           smallint,
    import_no         integer not null,
    row_hash          bigint not null
);
-- Counts are read from these indexes alone.
create index incident_row_neighbourhood on incident_row (neighbourhood_no, occurred_at) include (scope, category, asb_type);
create index incident_row_district on incident_row (district_no, occurred_at) include (scope, category, asb_type);
create index incident_row_scope on incident_row (scope, occurred_at);

-- PostgreSQL refuses COPY into a table with row-level security, so the scope is kept by a view: the application adds to the table, and
-- reads, changes and removes through the view alone.
create view incident with (security_barrier) as
    select * from incident_row where scope = any ((select my_scopes())::smallint[])
    with cascaded check option;
revoke select, update, delete on incident_row from wardwise_app;

-- What a force's or partner's own incident says beyond the row. Text may name people, so each look at it is written down.
create table incident_detail (
    incident_id  uuid primary key,
    source_ref   text not null,
    text         text not null,
    uprn         bigint,
    postcode     text,
    outcome      text not null,
    import_no    integer not null
);

-- A person as written down once, by one source, in one part. Never edited: a correction is a new mention.
create table mention (
    id           uuid primary key,
    incident_id  uuid not null,
    part         text not null,
    name         text not null,
    born_on      date,
    phone        text not null,
    address      text not null,
    import_no    integer not null,
    superseded_by integer
);
create index mention_incident on mention (incident_id);

-- What came of a crime, month by month, as the publisher's outcome files say.
create table incident_outcome (
    incident_id  uuid not null,
    scope        smallint not null,
    month        date not null,
    outcome      smallint not null,
    import_no    integer not null,
    primary key (incident_id, month, outcome)
);
create index incident_outcome_month on incident_outcome (scope, month);

-- Which months have been imported: without a row here a month is missing, never zero.
create table import_month (
    import_no  integer not null references import (no),
    scope      smallint not null,
    month      date not null,
    rows       integer not null,
    changes    integer not null,
    held       integer,
    primary key (import_no, scope, month)
);
create index import_month_scope on import_month (scope, month);

-- Months of which part may be missing: they hold less than half of what the months beside them and the year before suggest. Somebody's word
-- lifts the doubt; a fuller import takes it away, and the word with it, which stays in the history of the import that it was said of.
create table month_doubt (
    scope           smallint not null,
    month           date not null,
    import_no       integer not null references import (no),
    held            integer not null,
    usual           integer not null,
    at              timestamptz not null,
    lifted_at       timestamptz,
    lifted_by       text,
    lifted_because  text,
    primary key (scope, month)
);

-- Rows as they were before an import changed or replaced them, so that undoing it gives back exactly what was there.
create table import_undo (
    taken_by  integer not null references import (no),
    held      incident_row not null,
    detail    jsonb
);
create index import_undo_taken_by on import_undo (taken_by);

-- Months of incidents to be placed again, since a boundary came or moved after them.
create table place_due (
    scope  smallint not null,
    month  date not null,
    primary key (scope, month)
);

do $$
declare
    child text;
begin
    foreach child in array array['incident_detail', 'mention'] loop
        execute format('alter table %I enable row level security', child);
        -- "offset 0" keeps the planner from reading every incident into a hash to answer for a few.
        execute format('create policy %I on %I using (exists (select 1 from incident i where i.id = %I.incident_id offset 0))
            with check ((select my_kind()) is not null)', child || '_of_incident', child, child);
    end loop;
end
$$;
alter table import_undo enable row level security;
create policy import_undo_of_scope on import_undo using ((held).scope = any ((select my_scopes())::smallint[]));
alter table month_doubt enable row level security;
create policy month_doubt_of_scope on month_doubt using (scope = any ((select my_scopes())::smallint[]));
alter table incident_outcome enable row level security;
create policy incident_outcome_of_scope on incident_outcome using (scope = any ((select my_scopes())::smallint[]));

select close_to_strangers(t::regclass) from unnest(array['import_month', 'place_due']) t;

-- A mention is added, superseded or taken back with its import; what it says never changes.
revoke update on mention from wardwise_app;
grant update (superseded_by) on mention to wardwise_app;
