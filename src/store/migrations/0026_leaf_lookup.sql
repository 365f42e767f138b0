-- A receipt knows nothing but its hash: the leaf is found by it, however long the log is.
create index ledger_entry_hash on app.ledger_entry using hash (leaf_hash);
