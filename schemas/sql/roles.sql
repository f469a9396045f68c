-- The roles of a juece database (docs/adr/0004-gapless-log.md). The administrator applies this before the migrations; applying it
-- again changes nothing.
--
-- Roles belong to the whole cluster, so they are no migration. They have no password here: how each of them proves
-- who it is (scram, certificate, peer) is decided in pg_hba.conf, see deploy/postgres/README.md.
--   juece_owner      owns every object, applies migrations, opens production logs; no server runs as it
--   juece_writer     may execute append_events and open_rehearsal, nothing else: it cannot even read
--   juece_follower   reads events, keeps the positions of followers
--   juece_documents  may execute the put functions and read documents
--   juece_reader     reads what the service shows
--   juece_auditor    reads everything
do $$
declare
    r text;
begin
    foreach r in array array['owner', 'writer', 'follower', 'documents', 'reader', 'auditor'] loop
        if not exists (select from pg_roles where rolname = 'juece_' || r) then
            begin
                execute format('create role %I login nosuperuser nocreatedb nocreaterole', 'juece_' || r);
            exception when duplicate_object or unique_violation then
                null;  -- another administrator was faster
            end;
        end if;
    end loop;
end $$;
