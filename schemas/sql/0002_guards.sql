-- What is recorded stays: triggers that refuse UPDATE, DELETE and TRUNCATE even to the owner (docs/adr/0022-what-is-recorded-stays.md, PostgreSQL
-- layers).
--
-- They are set on every partition itself: a TRUNCATE trigger of the parent does not fire when a partition is
-- truncated. ENABLE ALWAYS, so that session_replication_role does not switch them off.
create function juece.refuse_change() returns trigger
language plpgsql set search_path = juece, pg_temp as $$
begin
    raise exception '% of % is refused: what is recorded stays', tg_op, tg_table_name
        using errcode = 'restrict_violation';
end $$;

create function juece.guard(p_table regclass) returns void
language plpgsql set search_path = juece, pg_temp as $$
begin
    execute format(
        'create trigger keep_rows before update or delete on %s for each row execute function juece.refuse_change()',
        p_table);
    execute format('alter table %s enable always trigger keep_rows', p_table);
    execute format('create trigger keep_table before truncate on %s execute function juece.refuse_change()', p_table);
    execute format('alter table %s enable always trigger keep_table', p_table);
end $$;

-- Makes one partition of event or payload and guards it. Rows come in order and never change: vacuum has nothing to
-- do but freeze them and summarise the BRIN index, which it should do before too many have come.
create function juece.add_partition(p_parent text, p_name text, p_bound text) returns void
language plpgsql set search_path = juece, pg_temp as $$
begin
    execute format('create table juece.%I partition of juece.%I %s', p_name, p_parent, p_bound);
    execute format(
        'alter table juece.%I set '
        '(autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 100000)',
        p_name);
    perform juece.guard(format('juece.%I', p_name)::regclass);
end $$;

select juece.add_partition('event', 'event_rehearsal', 'default');
select juece.add_partition('payload', 'payload_rehearsal', 'default');
select juece.guard('juece.document_named');

create trigger keep_table before truncate on juece.event execute function juece.refuse_change();
alter table juece.event enable always trigger keep_table;
create trigger keep_table before truncate on juece.payload execute function juece.refuse_change();
alter table juece.payload enable always trigger keep_table;

-- A log's head moves; its name and what it is do not. A rehearsal never becomes production.
create trigger keep_rows before delete or update of no, name, rehearsal, kafka, opened_at on juece.log
for each row execute function juece.refuse_change();
alter table juece.log enable always trigger keep_rows;
create trigger keep_table before truncate on juece.log execute function juece.refuse_change();
alter table juece.log enable always trigger keep_table;
