-- Work done in the background: claimed with skip locked, held by lease, idempotent by key.
create table job (
    id           uuid primary key,
    kind         text not null,
    key          text not null,
    input        text not null default '{}',
    actor_id     uuid,
    state        text not null default 'waiting',
    not_before   timestamptz not null,
    leased_until timestamptz,
    attempts     integer not null default 0,
    progress     text not null default '',
    error        text,
    asked_at     timestamptz not null,
    ended_at     timestamptz,
    unique (kind, key)
);
create index job_waiting on job (not_before) where state in ('waiting', 'running');
