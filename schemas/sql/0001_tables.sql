-- The tables: logs and their heads, streams, events, sealed payloads, list rows, documents, followers
-- (docs/adr/0004-gapless-log.md).
--
-- Everything is keyed by the log first. No column takes its value from a sequence: numbers come from the log's own
-- row, under its lock, so that they have no gap. Where a row changes often, no indexed column changes with it (HOT
-- updates, fillfactor 50).
create schema juece;
revoke all on schema juece from public;
alter default privileges in schema juece revoke execute on functions from public;
alter default privileges revoke execute on functions from public;

-- Which files of this folder have been applied; the runner (adapters/postgres/migrations.hpp) writes it.
create table juece.schema_migration (
    n int primary key,
    name text not null,
    sha256 text not null,
    applied_at timestamptz not null default now()
);

-- A log and its head: the row that every append locks first. `next_seq` is the number of its events.
create table juece.log (
    no int primary key,
    name text collate "C" not null unique,
    rehearsal boolean not null,
    kafka boolean not null,
    opened_at timestamptz not null default now(),
    next_seq bigint not null default 0,
    next_stream bigint not null default 1
) with (fillfactor = 50);

-- Gives logs their numbers. A row of its own, so that opening a log waits for nobody's append.
create table juece.log_counter (only_row boolean primary key default true check (only_row), last_no int not null);
insert into juece.log_counter (last_no) values (0);

create table juece.stream_head (
    log int not null,
    stream text collate "C" not null,
    no bigint not null,
    version bigint not null,
    last_seq bigint not null,
    primary key (log, stream),
    unique (log, no)
) with (fillfactor = 50);

-- The record itself. A production log has a partition of its own; rehearsals share the default one. There is no index
-- on the id: its first 48 bits are the millisecond of recorded_at, so the small BRIN index finds it.
create table juece.event (
    seq bigint not null,
    stream_no bigint not null,
    version bigint not null,
    recorded_at timestamptz not null,
    log int not null,
    id uuid not null,
    type text not null,
    hash_sha256 bytea not null check (octet_length(hash_sha256) = 32),
    hash_sm3 bytea not null check (octet_length(hash_sm3) = 32),
    leaf bytea not null,
    primary key (log, seq),
    unique (log, stream_no, version)
) partition by list (log);
-- A leaf that is too long for its page is moved out as it is: compressing it would cost more than it saves.
alter table juece.event alter column leaf set storage external;
create index event_recorded on juece.event using brin (recorded_at) with (pages_per_range = 64);

-- What a leaf only holds a salted digest of.
create table juece.payload (
    event_id uuid not null,
    log int not null,
    idx int not null,
    class text not null check (class in ('government', 'parties', 'restricted', 'personal')),
    salt bytea not null check (octet_length(salt) = 32),
    bytes bytea not null,
    primary key (log, event_id, idx)
) partition by list (log);

-- A decision's row in lists: always a full replacement. `body` is json, not jsonb, because it is given back byte for
-- byte.
create table juece.decision_row (
    log int not null,
    opened_seq bigint not null,
    version bigint not null,
    updated_seq bigint not null,
    decision uuid not null,
    body json not null,
    primary key (log, decision),
    unique (log, opened_seq)
) with (fillfactor = 50);

-- An upload's pieces are stored under the upload's id; finishing it makes a document that points at them, so that no
-- byte is written twice.
create table juece.document_upload (
    id uuid primary key,
    log int not null,
    begun_at timestamptz not null default now()
);
create table juece.document_chunk (
    upload uuid not null,
    n int not null check (n >= 0),
    bytes bytea not null check (octet_length(bytes) between 1 and 262144),
    primary key (upload, n)
);
alter table juece.document_chunk alter column bytes set storage external;
create table juece.document (
    log int not null,
    sha256 bytea not null check (octet_length(sha256) = 32),
    sm3 bytea not null check (octet_length(sm3) = 32),
    size bigint not null check (size >= 0),
    media_type text not null,
    upload uuid not null,
    created_at timestamptz not null default now(),
    primary key (log, sha256)
);
-- Which documents some event names; those are kept for ever.
create table juece.document_named (log int not null, sha256 bytea not null, primary key (log, sha256));

create table juece.follower (
    name text not null,
    log int not null,
    position bigint not null default 0,
    owner text not null,
    epoch bigint not null,
    lease_until timestamptz not null,
    primary key (name, log)
) with (fillfactor = 50);
