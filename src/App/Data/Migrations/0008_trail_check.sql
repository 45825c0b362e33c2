-- The check of the trail and its anchors: run as the owner by the keeper alone, who learns digests and names, never what a row says.

-- Whose a row of the trail is when who acted is of no force, as before signing in. What concerns nobody is of the only force there is.
create function force_concerned(subject uuid) returns uuid
    language sql stable security definer set search_path = public, pg_temp as $$
    select coalesce(
        (select f.id from force f where f.id = subject),
        (select a.force_id from agency a where a.id = subject),
        (select a.force_id from team t join agency a on a.id = t.agency_id where t.id = subject),
        (select a.force_id from posting p join agency a on a.id = p.agency_id where p.id = subject),
        (select a.force_id from posting p join agency a on a.id = p.agency_id where p.account_id = subject
            order by p.ends_on desc, p.starts_on desc limit 1),
        (select r.force_id from rule_set r where r.id = subject),
        (select f.id from import i join force f on f.code = i.force_code where i.id = subject),
        (select min(f.id::text)::uuid from force f having count(*) = 1))
$$;

create function anchor_root(anchored integer, previous bytea) returns bytea
    language sql stable security definer set search_path = public, pg_temp as $$
    select sha256(coalesce(previous, ''::bytea)
        || coalesce(string_agg(uuid_send(a.chain) || int8send(a.n) || a.digest || a.marks, ''::bytea order by a.chain), ''::bytea))
    from anchor_chain a where a.anchor_no = anchored
$$;

-- Puts the chains that grew under the next anchor, as far as they are committed. A chain that does not go on from where it was anchored is
-- left out, and counted: what is wrong is never signed.
create function anchor_next() returns table (no integer, rows bigint, root bytea, left_out integer)
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    lock table anchor in share row exclusive mode;
    select coalesce(max(a.no), 0) + 1 into no from anchor a;
    -- Numbered by somebody who never signed.
    delete from anchor_chain a where a.anchor_no >= anchor_next.no;
    with reached as (
        select distinct on (a.chain) a.chain, a.n, a.digest from anchor_chain a order by a.chain, a.n desc
    ), grown as (
        select h.chain, h.n, h.digest, coalesce(r.n, 0) from_n, coalesce(r.digest, sha256(uuid_send(h.chain))) from_digest
        from chain_head h left join reached r on r.chain = h.chain where h.n <> coalesce(r.n, 0)
    ), linked as (
        select g.*, t.n row_n, t.digest row_digest,
            row_number() over w + g.from_n = t.n and t.digest = trail_digest(lag(t.digest, 1, g.from_digest) over w, t) fits
        from grown g left join trail t on t.chain = g.chain and t.n > g.from_n window w as (partition by g.chain order by t.n)
    ), judged as (
        select l.chain, l.n, l.digest, l.from_n,
            coalesce(bool_and(l.fits) and max(l.row_n) = l.n and (array_agg(l.row_digest order by l.row_n desc))[1] = l.digest, false) fits
        from linked l group by l.chain, l.n, l.digest, l.from_n
    ), kept as (
        insert into anchor_chain (anchor_no, chain, n, digest, marks)
        select anchor_next.no, j.chain, j.n, j.digest, coalesce(
            (select sha256(string_agg(mark_bytes(m), ''::bytea order by m.no)) from trail t join trail_mark m on m.trail_id = t.id
                where t.chain = j.chain and t.n > j.from_n and t.n <= j.n), sha256(''))
        from judged j where j.fits
    )
    select coalesce(sum(j.n - j.from_n) filter (where j.fits), 0)::bigint, (count(*) filter (where not j.fits))::integer into rows, left_out
        from judged j;
    root := anchor_root(no, (select a.root from anchor a where a.no = anchor_next.no - 1));
    return next;
end
$$;

create function anchor_signed(numbered integer, at_time timestamptz, row_count bigint, root_of bytea, signed bytea) returns void
language sql security definer set search_path = public, pg_temp as $$
    insert into anchor (no, at, rows, root, signature) values (numbered, at_time, row_count, root_of, signed)
$$;

create function trail_counts() returns table (rows bigint, chains bigint, not_anchored bigint, erased bigint, erased_waiting bigint)
language sql stable security definer set search_path = public, pg_temp as $$
    with reached as (
        select a.chain, max(a.n) n from anchor_chain a group by a.chain
    ), erasing as (
        select unnest(c.ids) id, bool_or(t.n <= r.n) anchored from trail t join trail_content c on c.trail_id = t.id
            left join reached r on r.chain = t.chain
        where t.kind = 'erasure' group by 1
    )
    select (select count(*) from trail), (select count(distinct t.chain) from trail t),
        (select count(*) from trail t left join reached r on r.chain = t.chain where t.n > coalesce(r.n, 0)),
        count(*) filter (where e.anchored), count(*) filter (where e.id is not null and e.anchored is not true)
    from trail_content c left join erasing e on e.id = c.trail_id where c.erased_at is not null
$$;

-- What a page of the check names of each fault; of the rest it says how many there are.
create function trail_named() returns integer language sql immutable as $$ select 20 $$;

create function chain_name(of_chain uuid) returns text language sql stable security definer set search_path = public, pg_temp as $$
    select coalesce((select r.reference from record r where r.id = of_chain), of_chain::text)
$$;

-- Every fault of rows, chains and contents: its kind, its sentence, and how many there are of the kind.
create function trail_check() returns table (kind text, sentence text, many bigint)
    language sql stable security definer set search_path = public, pg_temp as $$
    with linked as (
        select t.chain, t.n, t.id, row_number() over w place, t.n - lag(t.n, 1, 0) over w step,
            t.digest = trail_digest(lag(t.digest, 1, sha256(uuid_send(t.chain))) over w, t) fits
        from trail t window w as (partition by t.chain order by t.n)
    ), tails as (
        select coalesce(h.chain, l.chain) chain, h.n, h.digest, l.n last_n, l.digest last_digest
        from chain_head h full join (select distinct on (t.chain) t.chain, t.n, t.digest from trail t order by t.chain, t.n desc) l
            on l.chain = h.chain
    ), said as (
        select t.id, c.trail_id, c.erased_at, c.erased_why, c.salt, c.body, c.ids, t.kind, t.at, t.why,
            sha256(c.salt || convert_to(c.body, 'UTF8')
                || coalesce((select string_agg(uuid_send(u.i), ''::bytea order by u.o) from unnest(c.ids) with ordinality u (i, o)),
                ''::bytea)) is not distinct from t.content_digest as fits
        from trail t left join trail_content c on c.trail_id = t.id
    ), erasing as (
        select distinct unnest(s.ids) id, s.at, s.why from said s where s.kind = 'erasure' and s.fits and s.erased_at is null
    ), faults as (
        select 'gap' kind, 'The chain of ' || chain_name(chain) || ' has a gap before row ' || n || '.' sentence,
            chain::text || lpad(n::text, 20, '0') place
            from linked where step <> 1
        union all
        select 'changed', 'Row ' || id || ' was changed.', chain::text || lpad(n::text, 20, '0') from linked where step = 1 and not fits
        union all
        select 'tail', case
            when n is null then 'The chain of ' || chain_name(chain) || ' has lost its head.'
            when n > coalesce(last_n, 0) then 'The chain of ' || chain_name(chain) || ' ends before row ' || n || '.'
            when n < last_n then 'The head of the chain of ' || chain_name(chain) || ' stands before its last row.'
            else 'The last row of the chain of ' || chain_name(chain) || ' is not the one that its head names.' end, chain::text
            from tails where n is distinct from last_n or digest is distinct from last_digest
        union all
        select 'lost', 'Row ' || id || ' has lost its content.', id::text from said
            where trail_id is null or (erased_at is null and (salt is null or body is null))
        union all
        select 'content', 'The content of row ' || id || ' was changed.', id::text from said
            where trail_id is not null and erased_at is null and salt is not null and body is not null and not fits
        union all
        select 'said', 'Row ' || id || ' is marked as erased and still says something.', id::text from said
            where erased_at is not null and (salt is not null or body is not null or cardinality(ids) > 0)
        union all
        select 'erased', 'Row ' || id || ' was erased, and no row of the trail says so.', id::text from said s
            where erased_at is not null and not exists (select 1 from erasing e where e.id = s.id)
        union all
        -- No digest covers the date and the reason of an erased content: they are those of the row that names it.
        select 'dated', 'Row ' || id || ' was erased at another time, or for another reason, than the row that names it says.', id::text
            from said s where erased_at is not null and exists (select 1 from erasing e where e.id = s.id)
                and not exists (select 1 from erasing e where e.id = s.id and e.at = s.erased_at and e.why = s.erased_why)
    )
    select kind, sentence, many from (select f.*, count(*) over (partition by kind) many,
        row_number() over (partition by kind order by place) nth from faults f) n
    where nth <= trail_named() order by kind, nth
$$;

-- Chains that are not what an anchor covered: of each, the first such anchor.
create function anchor_check() returns table (kind text, sentence text, many bigint)
    language sql stable security definer set search_path = public, pg_temp as $$
    with covered as (
        select a.*, lag(a.n, 1, 0::bigint) over (partition by a.chain order by a.n) from_n from anchor_chain a
    ), marked as (
        select c.chain, c.n, sha256(string_agg(mark_bytes(m), ''::bytea order by m.no)) marks
        from covered c join trail t on t.chain = c.chain and t.n > c.from_n and t.n <= c.n join trail_mark m on m.trail_id = t.id
            group by c.chain, c.n
    ), judged as (
        select c.chain, c.anchor_no, t.digest is distinct from c.digest rebuilt, coalesce(m.marks, sha256('')) <> c.marks marked
        from covered c left join trail t on t.chain = c.chain and t.n = c.n left join marked m on m.chain = c.chain and m.n = c.n
    ), faults as (
        select 'chain' kind, chain, min(anchor_no) anchor_no from judged where rebuilt group by chain
        union all
        select 'marks', chain, min(anchor_no) from judged j
            where marked and not exists (select 1 from judged r where r.chain = j.chain and r.rebuilt) group by chain
    )
    select kind, case kind
        when 'chain' then 'The chain of ' || chain_name(chain) || ' is not what anchor ' || anchor_no || ' covered.'
        else 'What the chain of ' || chain_name(chain) || ' says of its record is not what anchor ' || anchor_no || ' covered.' end, many
    from (select f.*, count(*) over (partition by kind) many, row_number() over (partition by kind order by chain) nth from faults f) n
    where nth <= trail_named() order by kind, nth
$$;

-- The rows of the trail that an erasure names which is itself in a chain as far as that was anchored.
create function erasures_anchored() returns uuid[] language sql stable security definer set search_path = public, pg_temp as $$
    with reached as (
        select a.chain, max(a.n) n from anchor_chain a group by a.chain
    )
    select coalesce(array_agg(distinct e.id), '{}') from trail t join reached r on r.chain = t.chain and t.n <= r.n
        join trail_content c on c.trail_id = t.id and c.erased_at is null cross join lateral unnest(c.ids) e (id)
    where t.kind = 'erasure'
$$;

-- Rows of guarded tables that say something else than their last mark: changed, added or removed by somebody who passed by the history. A
-- last mark without its salt can be compared with nothing: it counts when an anchored erasure names the row of the trail that it is of.
create function mark_check() returns table (kind text, sentence text, many bigint) language plpgsql stable security definer
set search_path = public, pg_temp set timezone = 'UTC' set bytea_output = 'hex' set extra_float_digits = 1 as $$
declare
    guarded text;
begin
    return query
        select 'mark', format('A mark of %s belongs to no row of the trail: %s.', n.of_table, n.key), n.many
        from (select m.of_table, m.key, count(*) over () many, row_number() over (order by m.of_table, m.key, m.no) nth from trail_mark m
            where not exists (select 1 from trail t where t.id = m.trail_id)) n
        where nth <= trail_named();
    -- Those with marks count even when their trigger is gone.
    for guarded in
        select c.relname::text from pg_trigger g join pg_class c on c.oid = g.tgrelid where g.tgfoid = 'demand_trail'::regproc
            union select m.of_table from trail_mark m order by 1
    loop
        if not exists (select 1 from pg_trigger g
            where g.tgrelid = to_regclass(quote_ident(guarded)) and g.tgfoid = 'demand_trail'::regproc and g.tgenabled in ('O', 'A')) then
            return query select 'guard', 'The table ' || guarded || ' no longer demands history.', 1::bigint;
        end if;
        continue when to_regclass(quote_ident(guarded)) is null;
        return query execute format($check$
            with held as (
                select array_to_string(array[%s], '/') as key, h.said from (select to_jsonb(t) said from %I t) h
            ), latest as (
                select distinct on (m.key) m.key, m.digest, c.salt,
                    c.erased_at is not null and m.trail_id = any ((select erasures_anchored())::uuid[]) erased
                from trail_mark m left join trail_content c on c.trail_id = m.trail_id
                where m.of_table = %L order by m.key, m.no desc
            ), judged as (
                select coalesce(h.key, l.key) as key, case
                    when h.key is null then 'removed'
                    when l.digest is null then 'added'
                    when l.salt is null then 'blinded'
                    else 'changed' end as how
                from held h full join latest l on l.key = h.key
                where (h.key is null and l.digest is not null) or (h.key is not null and l.digest is null)
                    or case when l.salt is null then not l.erased else l.digest <> mark_digest(l.salt, h.said) end
            )
            select case n.how when 'blinded' then 'blinded' else 'unmarked' end, case n.how
                when 'blinded' then format('The last mark of a row of %%s has no salt, and no anchored erasure says why: %%s.', %L, n.key)
                else format('A row of %%s was %%s without a row of the trail: %%s.', %L, n.how, n.key) end, n.many
            from (select j.*, count(*) over (partition by j.how = 'blinded') many,
                row_number() over (partition by j.how = 'blinded' order by j.key) nth from judged j) n
            where nth <= trail_named()
        $check$, (select string_agg(format('h.said ->> %L', k), ', ') from unnest(key_columns(quote_ident(guarded)::regclass)) k), guarded,
            guarded, guarded, guarded);
    end loop;
end
$$;

-- What a reader, an owner or a share is called. Of a group of supervisors only its agency says which it is.
create function reader_name(reader uuid) returns text language sql stable security definer set search_path = public, pg_temp as $$
    select coalesce((select a.name from agency a where a.id = reader), (select t.name from team t where t.id = reader),
        (select f.name from force f where f.id = reader), (select a.name from account a where a.id = reader),
        (select 'the supervisors of ' || a.name from agency a where md5(a.id::text || ':supervisors')::uuid = reader), reader::text)
$$;

-- Who reads each record, against what lets them: that they own it, that it is shared with them and the share and its agreement have not
-- ended, that it is published to the force. Grants that have just run out are to be taken off before (expire_grants).
create function reader_check() returns table (kind text, sentence text, many bigint)
    language sql stable security definer set search_path = public, pg_temp as $$
    with granted as (
        select distinct g.record_id, g.reader, g.basis from record_grant g
        where (g.ends_at is null or g.ends_at > now())
    ), due as (
        select r.id record_id, o.reader, 'owner' basis from record r cross join lateral unnest(owner_readers(r)) o (reader)
        union
        select s.record_id, s.agency_id, 'share' from share s left join agreement a on a.record_id = s.agreement_id
        where s.ended_why is null and (s.ends_at is null or s.ends_at > now())
            and (s.agreement_id is null or (a.ends_on + 1)::timestamp at time zone 'Europe/London' > now())
        union
        -- That a record is published stands nowhere but in its grant, which has a mark of its own.
        select g.record_id, g.reader, g.basis from granted g join record r on r.id = g.record_id and r.force_id = g.reader
            join record_kind k on k.code = r.kind and k.published where g.basis = 'published'
    ), reading as (
        select r.id record_id, u.reader from record r cross join lateral unnest(r.readers) u (reader)
    ), faults as (
        select 'readers' kind, coalesce(d.record_id, r.record_id) record_id, coalesce(d.reader, r.reader) reader, d.reader is null planted
        from (select distinct record_id, reader from due) d full join reading r on r.record_id = d.record_id and r.reader = d.reader
        where d.reader is null or r.reader is null
        union all
        select 'grants', coalesce(d.record_id, g.record_id), coalesce(d.reader, g.reader), d.reader is null
        from due d full join granted g on g.record_id = d.record_id and g.reader = d.reader and g.basis = d.basis
        where d.reader is null or g.reader is null
    )
    select kind, chain_name(record_id) || case
        when kind = 'readers' and planted then ' is read by ' || reader_name(reader) || ', whom nothing lets read it.'
        when kind = 'readers' then ' is not read by ' || reader_name(reader) || ', who owns it or has it shared.'
        when planted then ' has a grant to ' || reader_name(reader) || ' that nothing gives.'
        else ' has no grant to ' || reader_name(reader) || ', who owns it or has it shared.' end, many
    from (select f.*, count(*) over (partition by kind) many, row_number() over (partition by kind order by record_id, reader) nth
        from faults f) n
    where nth <= trail_named() order by kind, nth
$$;

-- What should lie in the folder of attachments. A file that was taken off a record stays there, to be put back.
create function attachments_kept() returns table (digest bytea, size bigint, of_record text)
    language sql stable security definer set search_path = public, pg_temp as $$
    select distinct on (a.sha256) a.sha256, a.bytes, chain_name(a.record_id) from attachment a order by a.sha256, a.added_at
$$;

-- For a script that gives a guarded table a column with a value of its own: writes a row of the trail, and marks the table's rows again
-- with it.
create function mark_again(of_table regclass, because text) returns void
    language plpgsql set search_path = public, pg_temp set timezone = 'UTC' set bytea_output = 'hex' set extra_float_digits = 1 as $$
declare
    told uuid := gen_random_uuid();
    salt bytea := uuid_send(gen_random_uuid());
begin
    insert into trail (id, kind, chain, n, at, actor_name, subject_kind, why, content_digest, digest)
        values (told, 'alteration', told, 0, now(), 'Wardwise', 'schema', because, sha256(salt), '');
    insert into trail_content (trail_id, salt, body) values (told, salt, '');
    execute format('insert into trail_mark (trail_id, of_table, key, digest)
        select $1, %L, array_to_string(array[%s], ''/''), mark_digest(c.salt, h.said)
        from (select to_jsonb(t) said from %s t) h, trail_content c where c.trail_id = $1',
        (select relname from pg_class where oid = of_table),
        (select string_agg(format('h.said ->> %L', k), ', ') from unnest(key_columns(of_table)) k), of_table) using told;
end
$$;

grant execute on function anchor_root, anchor_next, anchor_signed, trail_counts, trail_check, anchor_check, mark_check, reader_check,
    attachments_kept to wardwise_keeper;
grant select on anchor to wardwise_keeper;
create policy anchor_kept on anchor for select to wardwise_keeper using (true);
