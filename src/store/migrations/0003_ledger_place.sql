-- The order in which leaves were written: the sequencer takes them in it, and khoithong verify replays read tables in it.
alter table app.ledger_pending add column place bigint generated always as identity;
comment on column app.ledger_pending.place is 'Order of writing; gaps are lawful, they are refused transactions.';
create unique index ledger_pending_place on app.ledger_pending (tenant, place);
