-- Documents: staged piece by piece under an upload's id, finished in one call, dropped after a day if no event names
-- them (docs/adr/0004-gapless-log.md).
create function juece.begin_document(p_log text) returns uuid
language plpgsql volatile security definer set search_path = juece, pg_temp as $$
declare
    v_upload uuid;
begin
    insert into document_upload (id, log) select gen_random_uuid(), no from log where name = p_log
    returning id into v_upload;
    if not found then
        raise exception 'there is no log %', p_log using errcode = 'no_data_found';
    end if;
    return v_upload;
end $$;

-- Piece n, from 0. Sending the same piece again is harmless.
create function juece.add_document_chunk(p_upload uuid, p_n int, p_bytes bytea) returns void
language plpgsql volatile security definer set search_path = juece, pg_temp as $$
begin
    perform from document_upload where id = p_upload for share;
    if not found then
        raise exception 'upload % is not under way', p_upload using errcode = 'no_data_found';
    end if;
    insert into document_chunk (upload, n, bytes) values (p_upload, p_n, p_bytes) on conflict do nothing;
end $$;

-- Turns the pieces into a document. If the log has it already, the pieces are dropped and the one that is there is
-- kept, as if it had been uploaded now. Finishing again, after an answer was lost, gives the same answer.
create function juece.finish_document(
    p_upload uuid, p_log text, p_sha256 bytea, p_sm3 bytea, p_size bigint, p_media_type text
) returns table (size bigint, sm3 bytea, media_type text)
language plpgsql volatile security definer set search_path = juece, pg_temp as $$
#variable_conflict use_column
declare
    v_log int;
    v_pieces int;
    v_last int;
    v_size bigint;
begin
    delete from document_upload where id = p_upload returning log into v_log;
    if found then
        select count(*), coalesce(max(n) + 1, 0), coalesce(sum(octet_length(bytes)), 0) into v_pieces, v_last, v_size
        from document_chunk where upload = p_upload;
        if v_pieces <> v_last or v_size <> p_size then
            raise exception 'upload % has % of % bytes', p_upload, v_size, p_size using errcode = 'data_corrupted';
        end if;
        insert into document as d (log, sha256, sm3, size, media_type, upload)
        values (v_log, p_sha256, p_sm3, p_size, p_media_type, p_upload)
        on conflict (log, sha256) do update set created_at = now();
        delete from document_chunk where upload = p_upload
            and not exists (select from document d where d.log = v_log and d.sha256 = p_sha256 and d.upload = p_upload);
    end if;
    return query
    select d.size, d.sm3, d.media_type from document d join log l on l.no = d.log
    where l.name = p_log and d.sha256 = p_sha256;
    if not found then
        raise exception 'upload % is not under way', p_upload using errcode = 'no_data_found';
    end if;
end $$;

create function juece.abort_document(p_upload uuid) returns void
language plpgsql volatile security definer set search_path = juece, pg_temp as $$
begin
    delete from document_upload where id = p_upload;
    if found then
        delete from document_chunk where upload = p_upload;
    end if;
end $$;

-- Drops documents of one log that were uploaded before p_before and that no event names, and uploads given up before
-- then. It takes the head's lock, as append does: no append can find a document that is just being dropped. Returns
-- their number.
create function juece.drop_unnamed_documents(p_log text, p_before timestamptz) returns bigint
language plpgsql volatile security definer set search_path = juece, pg_temp as $$
declare
    v_log int;
    v_dropped uuid[];
    v_uploads uuid[];
begin
    select no into v_log from log where name = p_log for update;
    if not found then
        raise exception 'there is no log %', p_log using errcode = 'no_data_found';
    end if;
    with dropped as (
        delete from document d where d.log = v_log and d.created_at < p_before
            and not exists (select from document_named m where m.log = v_log and m.sha256 = d.sha256)
        returning d.upload
    ) select coalesce(array_agg(upload), '{}') into v_dropped from dropped;
    with given_up as (
        delete from document_upload u where u.log = v_log and u.begun_at < p_before returning u.id
    ) select coalesce(array_agg(id), '{}') into v_uploads from given_up;
    delete from document_chunk where upload = any (v_dropped || v_uploads);
    return cardinality(v_dropped);
end $$;
