-- Who may do what (docs/adr/0004-gapless-log.md "Roles"): each role has what it needs and owns nothing.
revoke execute on all functions in schema juece from public;
grant usage on schema juece to juece_writer, juece_follower, juece_documents, juece_reader, juece_auditor;

grant execute on function juece.append_events to juece_writer;
grant execute on function juece.open_rehearsal to juece_writer;

grant select on juece.log, juece.event, juece.stream_head to juece_follower;
grant select, insert, update on juece.follower to juece_follower;

grant execute on function juece.begin_document, juece.add_document_chunk, juece.finish_document, juece.abort_document,
    juece.drop_unnamed_documents to juece_documents;
grant select on juece.log, juece.document, juece.document_chunk to juece_documents;

grant select on juece.log, juece.event, juece.stream_head, juece.payload, juece.decision_row, juece.schema_migration
    to juece_reader;

grant select on all tables in schema juece to juece_auditor;
