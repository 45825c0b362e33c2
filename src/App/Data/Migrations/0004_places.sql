-- What came in, from which files; and places with their boundaries, postcodes and addresses.

create table import (
    no            integer generated always as identity primary key,
    id            uuid not null unique,
    reference     text not null unique,
    kind          text not null,
    format        text not null,
    force_code    text not null references force (code),
    scope         smallint references scope (no),
    at            timestamptz not null,
    actor_id      uuid not null,
    actor_name    text not null,
    read          integer not null default 0,
    added         integer not null default 0,
    changed       integer not null default 0,
    already       integer not null default 0,
    copies        integer not null default 0,
    rejected      integer not null default 0,
    removed       integer not null default 0,
    unmatched     integer,
    no_location   integer,
    outside_force integer,
    seconds       double precision not null default 0,
    undone_at     timestamptz,
    undone_by     text
);
select keep_history('import', 'id');

create table import_file (
    import_no      integer not null references import (no),
    name           text not null,
    sha256         bytea not null,
    bytes          bigint not null,
    rows           integer not null,
    copies         integer not null,
    rejected       integer not null,
    no_location    integer not null,
    outside_force  integer,
    primary key (import_no, name)
);
create index import_file_sha256 on import_file (sha256);

-- The rows that did not go in, and why: the report that the person who keeps the source needs.
create table import_rejection (
    import_no  integer not null references import (no),
    file       text not null,
    line       integer not null,
    reason     text not null
);
create index import_rejection_import on import_rejection (import_no);

-- What is said of a row may quote it: those of the import's force read it, whoever imports writes it (a force may be new), nobody changes
-- it. Its history is the import's.
create function hang_on_import(of_table regclass) returns void language plpgsql set search_path = public, pg_temp as $$
declare
    named text := (select relname from pg_class where oid = of_table);
begin
    execute format('alter table %s enable row level security', of_table);
    execute format('create policy %I on %s for select
        using (exists (select 1 from import m join force f on f.code = m.force_code join agency a on a.force_id = f.id
        where m.no = %s.import_no and a.id = any ((select my_agencies())::uuid[])))', named || '_of_force', of_table, of_table);
    execute format('create policy %I on %s for insert with check ((select my_kind()) is not null)', named || '_written', of_table);
    execute format('revoke update, delete on %s from wardwise_app', of_table);
end
$$;
select hang_on_import('import_rejection');

create table place (
    no          integer generated always as identity primary key,
    id          uuid not null unique,
    level       smallint not null,
    force_code  text not null references force (code),
    code        text not null,
    name        text not null,
    unique (force_code, level, code)
);

-- From the first day to the day before the last; null is since always, or until further notice.
-- A withdrawn version was put right by another.
create table place_version (
    id            uuid primary key,
    place_no      integer not null references place (no),
    boundary      text not null,
    digest        bytea not null,
    valid_from    date,
    valid_to      date,
    source        text not null,
    agreed_with   text not null default '',
    review_due    date,
    import_no     integer references import (no),
    added_at      timestamptz not null,
    withdrawn_at  timestamptz,
    withdrawn_by  integer references import (no),
    closed_by     integer references import (no),
    version       integer not null default 1,
    check (valid_to is null or valid_from is null or valid_to > valid_from)
);
create index place_version_place on place_version (place_no);
create unique index place_version_start on place_version (place_no, coalesce(valid_from, '-infinity')) where withdrawn_at is null;

-- The transaction that last changed a boundary, so that each process knows when what it holds in memory is old.
create table place_stamp (
    one  boolean primary key default true check (one),
    no   bigint not null
);
insert into place_stamp (no) values (1);

create table postcode (
    code     text primary key,
    lat      double precision not null,
    lon      double precision not null,
    quality  smallint not null
);

create table address (
    force_code  text not null references force (code),
    uprn        bigint not null,
    line        text not null,
    postcode    text not null,
    lat         double precision,
    lon         double precision,
    primary key (uprn)
);
create index address_postcode on address (postcode);

select close_to_strangers(t::regclass) from unnest(array['import', 'import_file', 'place', 'place_version', 'place_stamp', 'postcode',
    'address']) t;

alter table team add foreign key (place_no) references place (no);
alter table record add foreign key (place_no) references place (no);
