-- The outbox: every notice of the product, for the page of an account, for the post, or for both. It holds no record's title: that is read,
-- as its reader, when the notice is shown or sent.
drop table mail;

create table notice (
    id          uuid primary key,
    -- Of what it tells: told once, it is never told again.
    key         text not null unique,
    kind        text not null,
    account_id  uuid references account (id),
    -- Where the letter goes, when not to the account's own address.
    address     text,
    -- Whose administrators look after it, when no account says so.
    force_id    uuid references force (id),
    record_id   uuid references record (id),
    subject     text not null,
    text        text not null,
    -- A path of this site.
    link        text,
    parts       jsonb not null default '[]',
    made_at     timestamptz not null,
    -- A letter that has not left by then no longer does.
    expires_at  timestamptz not null,
    on_page     boolean not null,
    read_at     timestamptz,
    mail        text not null,
    tries       integer not null default 0,
    next_try    timestamptz not null,
    settled_at  timestamptz,
    error       text,
    check (account_id is not null or address is not null),
    check (not on_page or account_id is not null)
);
create index notice_of_account on notice (account_id, made_at desc) where on_page;
create index notice_unread on notice (account_id) where on_page and read_at is null;
create index notice_waiting on notice (next_try) where mail = 'waiting';
create index notice_made on notice (made_at desc);

-- What an account wants by e-mail; without a row, everything. The token stops the digest without signing in.
create table notice_setting (
    account_id      uuid primary key references account (id),
    digest_by_mail  boolean not null default true,
    notices_by_mail boolean not null default true,
    token           text not null unique,
    -- The end of the week that the last digest told of.
    digested_to     timestamptz
);

create table follow (
    account_id  uuid not null references account (id),
    kind        text not null,
    -- A place's number, or the code of a kind of problem or of a technique.
    code        text not null,
    since       timestamptz not null,
    primary key (account_id, kind, code)
);

-- What others may want to hear of a problem, noted as it happens: opened, a lesson, a grade that teaches, closed.
-- Its measurements are in "evaluation".
create table milestone (
    record_id  uuid not null references problem (record_id),
    what       text not null,
    grade      integer,
    at         timestamptz not null,
    primary key (record_id, what, at)
);
create index milestone_at on milestone (at);
create index evaluation_made on evaluation (made_at);
select hang_on_record('milestone', history => false, only_added => true);

-- A notice is read by whom it is for, by those who look after their force's, and by the schedule, which sends them; anybody's work may tell
-- somebody else. It tells of what has a history of its own.
create function is_upkeep() returns boolean language sql stable as $$
    select my_actor() = '00000000-0000-0000-0000-000000000000' and cardinality(my_readers()) > 0
$$;
grant execute on function is_upkeep to wardwise_app;
alter table notice enable row level security;
create policy notice_of_account on notice using (
    account_id = (select my_actor()) or (select is_upkeep())
    or force_id in (select a.force_id from agency a where a.id = any ((select my_agencies())::uuid[]))
    or exists (select 1 from posting p join agency a on a.id = p.agency_id where p.account_id = notice.account_id
        and a.force_id in (select g.force_id from agency g where g.id = any ((select my_agencies())::uuid[]))))
    with check (true);
alter table follow enable row level security;
create policy follow_of_account on follow using (account_id = (select my_actor()) or (select is_upkeep()));
