-- The floor (docs/operating/performance.md): one event per transaction. pgbench -n -M prepared -f floor.sql -c 16 -j 2
-- -T 5
\set at random(1, 6000)
insert into public.floor (seq, stream_no, version, recorded_at, log, id, type, hash_sha256, hash_sm3, leaf)
select nextval('public.floor_seq'), :at, nextval('public.floor_seq'), now(), 1, gen_random_uuid(),
    'cn.gov.juece.bench.happened.v1', substring(bytes, 1, 32), substring(bytes, 33, 32), substring(bytes, :at, 1024)
from public.noise;
