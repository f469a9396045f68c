-- Which decisions wait for somebody (docs/adr/0033-lists-and-pages.md).
--
-- The column follows from `body`, so it cannot differ from it. It is looked for in the text, which costs a tenth of
-- reading it as json: body is canonical (RFC 8785), it has no blanks, and a quotation mark inside a text is escaped, so
-- a member's name in quotes is found nowhere but where that member is. It changes when an item ends and perhaps never
-- else: an append that leaves it alone is still an update in place (HOT).
alter table juece.decision_row
    add column awaited boolean not null generated always as (strpos(body::text, '"waiting_for":["') > 0) stored;

-- Most items of a log are over and wait for nobody; this index holds the others.
create index decision_awaited on juece.decision_row (log, opened_seq) where awaited;
