-- The floor's table: the event table's own DDL, indexes and checks included, without its partitions, guards and
-- numbering. Made anew each time.
drop table if exists public.floor, public.noise;
drop sequence if exists public.floor_seq;
create table public.floor (like juece.event including all);
create sequence public.floor_seq cache 1000;
-- Random bytes to cut leaves from; kept uncompressed in one page, so that cutting costs next to nothing.
create table public.noise (bytes bytea not null);
alter table public.noise alter column bytes set storage plain;
insert into public.noise
select string_agg(decode(md5(random()::text), 'hex'), null) from generate_series(1, 448);
vacuum analyze public.noise;
