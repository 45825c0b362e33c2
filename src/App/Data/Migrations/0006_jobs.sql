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

-- Forms that made something, so that one that is sent twice makes it once; and where it led.
create table form_sent (
    key        bytea primary key,
    account_id uuid not null references account (id),
    at         timestamptz not null,
    answer     text
);
create index form_sent_at on form_sent (at);
alter table form_sent enable row level security;
create policy form_sent_of_account on form_sent using (account_id = (select my_actor()));
revoke delete on form_sent from wardwise_app;

-- Nobody sends a form again that they saw days ago: the page has been left.
create function forget_forms_sent() returns integer
    language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
    many integer;
begin
    delete from form_sent where at < now() - interval '3 days';
    get diagnostics many = row_count;
    return many;
end
$$;
grant execute on function forget_forms_sent to wardwise_keeper;
