-- append_events: the one way into a log. It numbers what it accepts without a gap and answers for each item
-- (docs/adr/0004-gapless-log.md).
--
-- An item is a stream, the version it is expected to be at, and n ≥ 1 leaves. Arrays are flat: whatever belongs to an
-- item carries the item's ordinal (from 1), a leaf also its place in the item (from 0). Outcomes:
--   0 appended           first_seq is the number of its first leaf
--   1 stale              the stream, or a stream of a condition, is at another version; nothing of the item is stored
--   2 missing_document   a document that the item names is not there; nothing of the item is stored
-- An item that is stale because it had been appended before (the event after the expected version has the id of the
-- item's first leaf) is `appended` again, with the number it got then. So a caller whose connection was lost sends
-- the same items again.
--
-- The caller sees to it that a batch holds no stream twice, and that no item is conditioned on a stream of an earlier
-- item of the same batch: conditions are judged as of before the batch.
--
-- The lock is a statement of its own: one statement that locked and read would see the snapshot from before its wait.
-- All later statements take fresh snapshots, which needs READ COMMITTED; a stricter transaction fails at the lock, it
-- never errs.
--
-- Every table is looked up by its key, whatever the statistics say: a plan made while a table was small (scan it,
-- hash it) would be kept while it grows to millions. Hence the settings; arrays are scanned all the same.
--
-- The plans are kept for the connection's life and are made when a log is young and its tables look empty. Then reading all
-- streams of the log once looks as cheap as looking one up, and stays so until somebody analyses the table: measured, an
-- append of 256 items fell from 20,000 to 2,000 events a second. So every look-up is a subquery that the planner cannot
-- turn around (OFFSET 0): one descent of one index for each item.
create function juece.append_events(
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
        select i.item, i.leaves, h.no,
            case
                when coalesce(h.version, 0) <> i.expected or i.item = any (v_unmet) then 1
                when i.item = any (v_missing) then 2
                else 0
            end as outcome
        from unnest(p_stream, p_expected, p_leaves) with ordinality as i(stream, expected, leaves, item)
        left join lateral (
            select no, version from stream_head where log = v_log and stream = i.stream offset 0
        ) h on true
    ), numbered as (
        select item, outcome, no,
            case when outcome = 0 then leaves else 0 end as leaves,
            sum(case when outcome = 0 then leaves else 0 end) over before_it as leaves_before,
            sum(case when outcome = 0 and no is null then 1 else 0 end) over before_it as streams_before
        from judged
        window before_it as (order by item rows between unbounded preceding and 1 preceding)
    )
    select
        array_agg(outcome order by item),
        array_agg(v_next_seq + coalesce(leaves_before, 0) order by item),
        array_agg(coalesce(no, v_next_stream + coalesce(streams_before, 0)) order by item),
        sum(leaves),
        count(*) filter (where outcome = 0 and no is null)
    into v_outcome, v_first, v_stream_no, v_leaves, v_streams
    from numbered;

    if v_leaves > 0 then
        insert into event (seq, stream_no, version, recorded_at, log, id, type, hash_sha256, hash_sm3, leaf)
        select v_first[l.item] + l.nth, v_stream_no[l.item], p_expected[l.item] + 1 + l.nth,
            l.recorded_at, v_log, l.id, l.type, l.sha256, l.sm3, l.leaf
        from unnest(p_leaf_item, p_leaf_nth, p_id, p_type, p_recorded_at, p_leaf, p_sha256, p_sm3)
            as l(item, nth, id, type, recorded_at, leaf, sha256, sm3)
        where v_outcome[l.item] = 0;

        insert into stream_head (log, stream, no, version, last_seq)
        select v_log, i.stream, v_stream_no[i.item], i.expected + i.leaves, v_first[i.item] + i.leaves - 1
        from unnest(p_stream, p_expected, p_leaves) with ordinality as i(stream, expected, leaves, item)
        where v_outcome[i.item] = 0
        on conflict (log, stream) do update set version = excluded.version, last_seq = excluded.last_seq;

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
        if cardinality(p_row_item) > 0 then
            insert into decision_row (log, opened_seq, version, updated_seq, decision, body)
            select v_log, v_first[r.item], p_expected[r.item] + p_leaves[r.item],
                v_first[r.item] + p_leaves[r.item] - 1, r.decision, r.body::json
            from unnest(p_row_item, p_row_decision, p_row_body) as r(item, decision, body)
            where v_outcome[r.item] = 0
            on conflict (log, decision) do update
                set version = excluded.version, updated_seq = excluded.updated_seq, body = excluded.body;
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

-- Opens a log, in the transaction that also appends its first event. False if the name is taken.
-- A production log gets partitions of its own; for a moment that locks the rehearsals' partition, which is scanned.
create function juece.open_log(p_name text, p_rehearsal boolean, p_kafka boolean) returns boolean
language plpgsql volatile security definer set search_path = juece, pg_temp as $$
declare
    v_no int;
begin
    if exists (select from log where name = p_name) then
        return false;
    end if;
    update log_counter set last_no = last_no + 1 returning last_no into v_no;
    insert into log (no, name, rehearsal, kafka) values (v_no, p_name, p_rehearsal, p_kafka)
    on conflict (name) do nothing;
    if not found then
        return false;
    end if;
    if not p_rehearsal then
        perform add_partition('event', 'event_' || v_no, format('for values in (%s)', v_no));
        perform add_partition('payload', 'payload_' || v_no, format('for values in (%s)', v_no));
    end if;
    return true;
end $$;

-- What a server may do by itself: open a rehearsal.
create function juece.open_rehearsal(p_name text, p_kafka boolean) returns boolean
language sql volatile security definer set search_path = juece, pg_temp as $$
    select open_log(p_name, true, p_kafka);
$$;
