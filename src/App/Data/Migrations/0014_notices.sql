-- The outbox: every notice of the product, for the page of an account, for the post, or for both. It holds no record's title: that is read,
-- as its reader, when the notice is shown or sent.

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

-- An account's own; the house's, which makes and sends the letters; and whose token a letter carried.
alter table notice_setting enable row level security;
create policy notice_setting_of_account on notice_setting using (account_id = (select my_actor()) or (select house_acts())
    or token = (select my_door()));
-- Whether a letter of a kind is wanted, for whoever's work tells somebody else.
create function wants_by_mail(of_account uuid, of_kind text) returns boolean
    language sql stable security definer set search_path = public, pg_temp as $$
    select my_kind() is not null and coalesce((select case of_kind when 'digest' then s.digest_by_mail else s.notices_by_mail end
        from notice_setting s where s.account_id = of_account), true)
$$;
grant execute on function wants_by_mail to wardwise_app;

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
select hang_on_record('milestone', history => false, only_added => true), only_writers_write('milestone');

-- The link of a letter that lets somebody in: read by what sends it, and by nobody else. It goes when the letter has left.
create table notice_secret (
    notice_id  uuid primary key references notice (id) on delete cascade,
    link       text not null
);
alter table notice_secret enable row level security;
create policy notice_secret_sent on notice_secret using ((select is_upkeep()));
create policy notice_secret_written on notice_secret for insert with check ((select my_kind()) is not null);
revoke update on notice_secret from wardwise_app;

create function notice_left() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    delete from notice_secret where notice_id = new.id;
    return null;
end
$$;
create trigger notice_left after update of mail on notice for each row when (new.mail <> 'waiting') execute function notice_left();

-- A notice is read by whom it is for, by the administrators of the force that they work for, and by the schedule, which sends them;
-- anybody's work may tell somebody else. It tells of what has a history of its own.
create function forces_managed() returns uuid[] language sql stable set search_path = public, pg_temp as $$
    select coalesce(array_agg(distinct a.force_id), '{}') from posting p join agency a on a.id = p.agency_id
    where p.account_id = my_actor() and p.role = 'administrator' and a.id = any (my_agencies())
      and (p.ends_on is null or p.ends_on >= current_date)
$$;
grant execute on function forces_managed to wardwise_app;
alter table notice enable row level security;
create policy notice_of_account on notice using (
    account_id = (select my_actor()) or (select is_upkeep())
    or (account_id is null and force_id = any ((select forces_managed())::uuid[]))
    or exists (select 1 from posting p join agency a on a.id = p.agency_id where p.account_id = notice.account_id
        and (p.ends_on is null or p.ends_on >= current_date) and a.force_id = any ((select forces_managed())::uuid[])));
create policy notice_written on notice for insert with check ((select my_kind()) is not null);
-- Whom it is for, and what it is, never changes.
revoke update on notice from wardwise_app;
grant update (text, link, expires_at, read_at, mail, tries, next_try, settled_at, error) on notice to wardwise_app;
alter table follow enable row level security;
create policy follow_of_account on follow using (account_id = (select my_actor()) or (select is_upkeep()));
