-- What lists show of a decision stands in the head of its stream (docs/adr/0037-rows-in-heads.md): both change with
-- every append of the item, so one look-up and one update do for both. Lists read it as `decision_row`, as before.
alter table juece.stream_head
    add column opened_seq bigint,
    add column decision uuid,
    add column body json,
    add column awaited boolean generated always as (strpos(body::text, '"waiting_for":["') > 0) stored;
comment on column juece.stream_head.opened_seq is 'with decision and body: null in a stream of no decision';

-- Before the rows come: an index that is made after an update of the same transaction is not used while an older
-- transaction goes on anywhere in the cluster.
drop index juece.decision_awaited;
create unique index decision_opened on juece.stream_head (log, opened_seq) where decision is not null;
create index decision_awaited on juece.stream_head (log, opened_seq) where decision is not null and awaited;

update juece.stream_head h set opened_seq = r.opened_seq, decision = r.decision, body = r.body
from juece.decision_row r where h.log = r.log and h.stream = 'decision/' || r.decision::text;

do $$ begin
    if (select count(*) from juece.decision_row) <> (select count(*) from juece.stream_head where decision is not null)
    then
        raise exception 'decision_row has rows that belong to no stream' using errcode = 'data_corrupted';
    end if;
end $$;
drop table juece.decision_row;
create view juece.decision_row as
    select log, opened_seq, version, last_seq as updated_seq, decision, body, awaited
    from juece.stream_head where decision is not null;
grant select on juece.decision_row to juece_reader, juece_auditor;

-- Whoever follows a log needs the streams' names only.
revoke select on juece.stream_head from juece_follower;
grant select (log, stream, no, version, last_seq) on juece.stream_head to juece_follower;

-- What it promises is as before (0003_append.sql), and a place once read is good to the end of the call
-- (0007_append_in_place.sql). The look-up comes in the order of the items, so that nothing is sorted once more.
create or replace function juece.append_events(
    p_log text,
    p_stream text[], p_expected bigint[], p_leaves int[],
    p_leaf_item int[], p_leaf_nth int[], p_id uuid[], p_type text[], p_recorded_at timestamptz[],
    p_leaf bytea[], p_sha256 bytea[], p_sm3 bytea[],
    p_payload_item int[], p_payload_event uuid[], p_payload_idx int[], p_payload_class text[],
    p_payload_salt bytea[], p_payload_bytes bytea[],
    p_condition_item int[], p_condition_stream text[], p_condition_version bigint[],
    p_document_item int[], p_document_sha256 bytea[], p_document_sm3 bytea[],
    p_row_item int[], p_row_decision uuid[], p_row_body text[]
) returns table (item int, outcome int, first_seq bigint)
language plpgsql volatile security definer set search_path = juece, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_bitmapscan = off
set enable_hashjoin = off set enable_mergejoin = off
as $$
#variable_conflict use_column
declare
    v_log int;
    v_next_seq bigint;
    v_next_stream bigint;
    v_unmet int[] := '{}';    -- items with a stale condition
    v_missing int[] := '{}';  -- items that name a missing document
    v_outcome int[];
    v_first bigint[];
    v_stream_no bigint[];
    v_head tid[];  -- where the item's stream stands in stream_head; null: it is new
    v_leaves bigint;
    v_streams bigint;
begin
    select no, next_seq, next_stream into v_log, v_next_seq, v_next_stream from log where name = p_log for update;
    if not found then
        raise exception 'there is no log %', p_log using errcode = 'no_data_found';
    end if;

    if cardinality(p_condition_item) > 0 then
        select coalesce(array_agg(c.item), '{}') into v_unmet
        from unnest(p_condition_item, p_condition_stream, p_condition_version) as c(item, stream, version)
        left join lateral (
            select version from stream_head where log = v_log and stream = c.stream offset 0
        ) h on true
        where coalesce(h.version, 0) <> c.version;
    end if;
    if cardinality(p_document_item) > 0 then
        select coalesce(array_agg(w.item), '{}') into v_missing
        from unnest(p_document_item, p_document_sha256, p_document_sm3) as w(item, sha256, sm3)
        where not exists (
            select from document d where d.log = v_log and d.sha256 = w.sha256 and d.sm3 = w.sm3 offset 0
        );
    end if;

    with judged as (
        select i.item, i.leaves, h.no, h.at,
            case
                when coalesce(h.version, 0) <> i.expected or i.item = any (v_unmet) then 1
                when i.item = any (v_missing) then 2
                else 0
            end as outcome
        from unnest(p_stream, p_expected, p_leaves) with ordinality as i(stream, expected, leaves, item)
        left join lateral (
            select no, version, ctid as at from stream_head where log = v_log and stream = i.stream offset 0
        ) h on true
    ), numbered as (
        select item, outcome, no, at,
            case when outcome = 0 then leaves else 0 end as leaves,
            sum(case when outcome = 0 then leaves else 0 end) over before_it as leaves_before,
            sum(case when outcome = 0 and no is null then 1 else 0 end) over before_it as streams_before
        from judged
        window before_it as (order by item rows between unbounded preceding and 1 preceding)
        order by item
    )
    select
        array_agg(outcome),
        array_agg(v_next_seq + coalesce(leaves_before, 0)),
        array_agg(coalesce(no, v_next_stream + coalesce(streams_before, 0))),
        array_agg(at),
        sum(leaves),
        count(*) filter (where outcome = 0 and no is null)
    into v_outcome, v_first, v_stream_no, v_head, v_leaves, v_streams
    from numbered;

    if v_leaves > 0 then
        insert into event (seq, stream_no, version, recorded_at, log, id, type, hash_sha256, hash_sm3, leaf)
        select v_first[l.item] + l.nth, v_stream_no[l.item], p_expected[l.item] + 1 + l.nth,
            l.recorded_at, v_log, l.id, l.type, l.sha256, l.sm3, l.leaf
        from unnest(p_leaf_item, p_leaf_nth, p_id, p_type, p_recorded_at, p_leaf, p_sha256, p_sm3)
            as l(item, nth, id, type, recorded_at, leaf, sha256, sm3)
        where v_outcome[l.item] = 0;

        if cardinality(p_row_item) > 0 then
            update stream_head h
            set version = p_expected[r.item] + p_leaves[r.item], last_seq = v_first[r.item] + p_leaves[r.item] - 1,
                opened_seq = coalesce(h.opened_seq, v_first[r.item]), decision = r.decision, body = r.body::json
            from unnest(p_row_item, p_row_decision, p_row_body) as r(item, decision, body)
            where v_outcome[r.item] = 0 and h.ctid = v_head[r.item];
        end if;
        if cardinality(p_row_item) < cardinality(p_stream) then
            update stream_head h
            set version = i.expected + i.leaves, last_seq = v_first[i.item] + i.leaves - 1
            from unnest(p_expected, p_leaves) with ordinality as i(expected, leaves, item)
            where v_outcome[i.item] = 0 and h.ctid = v_head[i.item]
                and i.item not in (select r.item from unnest(p_row_item) as r(item));
        end if;
        if v_streams > 0 then
            insert into stream_head (log, stream, no, version, last_seq, opened_seq, decision, body)
            select v_log, p_stream[r.item], v_stream_no[r.item], p_expected[r.item] + p_leaves[r.item],
                v_first[r.item] + p_leaves[r.item] - 1, v_first[r.item], r.decision, r.body::json
            from unnest(p_row_item, p_row_decision, p_row_body) as r(item, decision, body)
            where v_outcome[r.item] = 0 and v_head[r.item] is null;
            insert into stream_head (log, stream, no, version, last_seq)
            select v_log, i.stream, v_stream_no[i.item], i.expected + i.leaves, v_first[i.item] + i.leaves - 1
            from unnest(p_stream, p_expected, p_leaves) with ordinality as i(stream, expected, leaves, item)
            where v_outcome[i.item] = 0 and v_head[i.item] is null
                and i.item not in (select r.item from unnest(p_row_item) as r(item));
        end if;

        if cardinality(p_payload_item) > 0 then
            insert into payload (event_id, log, idx, class, salt, bytes)
            select p.event_id, v_log, p.idx, p.class, p.salt, p.bytes
            from unnest(p_payload_item, p_payload_event, p_payload_idx, p_payload_class, p_payload_salt,
                p_payload_bytes) as p(item, event_id, idx, class, salt, bytes)
            where v_outcome[p.item] = 0;
        end if;
        if cardinality(p_document_item) > 0 then
            insert into document_named (log, sha256)
            select v_log, d.sha256 from unnest(p_document_item, p_document_sha256) as d(item, sha256)
            where v_outcome[d.item] = 0
            on conflict do nothing;
        end if;
        update log set next_seq = v_next_seq + v_leaves, next_stream = v_next_stream + v_streams where no = v_log;
    end if;

    if 1 = any (v_outcome) then
        return query
        select o.item, case when e.seq is null then v_outcome[o.item] else 0 end, coalesce(e.seq, v_first[o.item])
        from generate_subscripts(v_outcome, 1) as o(item)
        join unnest(p_leaf_item, p_leaf_nth, p_id) as l(item, nth, id) on l.item = o.item and l.nth = 0
        left join lateral (
            select seq from event
            where v_outcome[o.item] = 1 and log = v_log and stream_no = v_stream_no[o.item]
                and version = p_expected[o.item] + 1 and id = l.id offset 0
        ) e on true;
    else
        return query
        select o.item, v_outcome[o.item], v_first[o.item] from generate_subscripts(v_outcome, 1) as o(item);
    end if;
end $$;
