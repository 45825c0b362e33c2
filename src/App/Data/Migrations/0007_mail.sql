-- Letters to be sent by e-mail: sent once, retried, and emptied of their text when sent.
create table mail (
    id         uuid primary key,
    key        text not null unique,
    address    text not null,
    subject    text not null,
    text       text not null,
    asked_at   timestamptz not null,
    sent_at    timestamptz,
    tries      integer not null default 0,
    next_try   timestamptz not null,
    error      text
);
create index mail_waiting on mail (next_try) where sent_at is null;
