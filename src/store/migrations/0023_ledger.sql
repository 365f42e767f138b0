-- The ledger: leaves in their order, the tree over them as tiles, what was signed of it and by whom it was witnessed.
-- One log of a tenant holds the acts (`main`), one what was read (`reads`). An epoch begins when a log starts anew, after a lost key or a lost past.

create table app.ledger_log (
  tenant text not null,
  log text not null check (log in ('main', 'reads')),
  epoch integer not null check (epoch >= 1),
  origin text not null,
  size bigint not null default 0 check (size >= 0),
  opened_at timestamptz not null default now(),
  closed_at timestamptz,
  closed_because jsonb,
  primary key (tenant, log, epoch)
);
comment on table app.ledger_log is 'Logs and their epochs. Exactly one epoch of a log is open; its size is how many leaves have an index.';
comment on column app.ledger_log.tenant is 'Tenant.';
comment on column app.ledger_log.log is 'main: acts. reads: readings.';
comment on column app.ledger_log.epoch is 'Counts the beginnings of the log from 1.';
comment on column app.ledger_log.origin is 'Name in every checkpoint, C2SP tlog-checkpoint.';
comment on column app.ledger_log.size is 'Leaves that have an index.';
comment on column app.ledger_log.opened_at is 'Since when.';
comment on column app.ledger_log.closed_at is 'When it ended; null while it grows.';
comment on column app.ledger_log.closed_because is 'Why it ended and who decided so, as committed to by the first leaf of the next epoch.';
create unique index ledger_log_open on app.ledger_log (tenant, log) where closed_at is null;

create table app.ledger_key (
  tenant text not null,
  log text not null,
  epoch integer not null,
  purpose text not null check (purpose in ('log', 'receipt')),
  vkey text not null,
  since timestamptz not null default now(),
  until timestamptz,
  primary key (tenant, log, epoch, purpose, vkey),
  foreign key (tenant, log, epoch) references app.ledger_log (tenant, log, epoch)
);
comment on table app.ledger_key is 'Public keys that signed or sign a log and its receipts. The private ones are never in the database.';
comment on column app.ledger_key.tenant is 'Tenant.';
comment on column app.ledger_key.log is 'Log.';
comment on column app.ledger_key.epoch is 'Epoch.';
comment on column app.ledger_key.purpose is 'log: checkpoints. receipt: receipts.';
comment on column app.ledger_key.vkey is 'Verifier key, C2SP signed-note.';
comment on column app.ledger_key.since is 'Since when.';
comment on column app.ledger_key.until is 'Rotated out when; null while it signs.';

create table app.ledger_entry (
  tenant text not null,
  log text not null,
  epoch integer not null,
  idx bigint not null check (idx >= 0),
  dossier uuid,
  seq integer not null,
  leaf text not null check (octet_length(leaf) <= 4096),
  leaf_hash bytea not null,
  at timestamptz not null,
  sequenced_at timestamptz not null default now(),
  primary key (tenant, log, epoch, idx)
);
comment on table app.ledger_entry is 'Leaves with their place in the tree, for good.';
comment on column app.ledger_entry.tenant is 'Tenant.';
comment on column app.ledger_entry.log is 'Log.';
comment on column app.ledger_entry.epoch is 'Epoch.';
comment on column app.ledger_entry.idx is 'Index from 0, without gap.';
comment on column app.ledger_entry.dossier is 'Dossier of an act; null where the leaf is not of one.';
comment on column app.ledger_entry.seq is 'Act, or number of the batch of readings.';
comment on column app.ledger_entry.leaf is 'Exact bytes of the leaf, RFC 8785.';
comment on column app.ledger_entry.leaf_hash is 'SHA-256(0x00 || leaf).';
comment on column app.ledger_entry.at is 'When it was written down.';
comment on column app.ledger_entry.sequenced_at is 'When it got its index.';
create unique index ledger_entry_act on app.ledger_entry (tenant, dossier, seq) where dossier is not null;

create table app.ledger_tile (
  tenant text not null,
  log text not null,
  epoch integer not null,
  level smallint not null check (level between 0 and 7),
  n bigint not null check (n >= 0),
  hashes bytea not null check (octet_length(hashes) between 32 and 8192 and octet_length(hashes) % 32 = 0),
  primary key (tenant, log, epoch, level, n)
);
alter table app.ledger_tile alter column hashes set storage external;
comment on table app.ledger_tile is 'The tree over the leaves, C2SP tlog-tiles of height 8. The last tile of a level grows; the others are whole.';
comment on column app.ledger_tile.tenant is 'Tenant.';
comment on column app.ledger_tile.log is 'Log.';
comment on column app.ledger_tile.epoch is 'Epoch.';
comment on column app.ledger_tile.level is 'Level of tiles from 0, the leaves.';
comment on column app.ledger_tile.n is 'Place in the level.';
comment on column app.ledger_tile.hashes is 'Up to 256 hashes of 32 bytes.';

create table app.ledger_checkpoint (
  tenant text not null,
  log text not null,
  epoch integer not null,
  size bigint not null check (size >= 0),
  root bytea not null check (octet_length(root) = 32),
  note text not null,
  signed_at timestamptz not null,
  primary key (tenant, log, epoch, size)
);
comment on table app.ledger_checkpoint is 'What was signed of a log. One size has one root for ever.';
comment on column app.ledger_checkpoint.tenant is 'Tenant.';
comment on column app.ledger_checkpoint.log is 'Log.';
comment on column app.ledger_checkpoint.epoch is 'Epoch.';
comment on column app.ledger_checkpoint.size is 'Size of the tree.';
comment on column app.ledger_checkpoint.root is 'Root of the tree.';
comment on column app.ledger_checkpoint.note is 'Signed note, C2SP tlog-checkpoint, with the signature of the log alone.';
comment on column app.ledger_checkpoint.signed_at is 'When, by the clock of the database.';

create table app.ledger_cosignature (
  tenant text not null,
  log text not null,
  epoch integer not null,
  size bigint not null,
  witness text not null,
  time bigint not null,
  line text not null,
  received_at timestamptz not null default now(),
  primary key (tenant, log, epoch, size, witness, time)
);
comment on table app.ledger_cosignature is 'What witnesses signed. Of one size the first and the last moment of each witness stay.';
comment on column app.ledger_cosignature.tenant is 'Tenant.';
comment on column app.ledger_cosignature.log is 'Log.';
comment on column app.ledger_cosignature.epoch is 'Epoch.';
comment on column app.ledger_cosignature.size is 'Size of the tree.';
comment on column app.ledger_cosignature.witness is 'Name of the witness as in the policy.';
comment on column app.ledger_cosignature.time is 'Moment the witness signed, seconds since 1970.';
comment on column app.ledger_cosignature.line is 'Signature line, C2SP tlog-cosignature.';
comment on column app.ledger_cosignature.received_at is 'When it came.';

create table app.ledger_token (
  tenant text not null,
  log text not null,
  epoch integer not null,
  size bigint not null,
  authority text not null,
  token bytea not null,
  time timestamptz not null,
  primary key (tenant, log, epoch, size, authority)
);
comment on table app.ledger_token is 'Time stamps over checkpoints, RFC 3161.';
comment on column app.ledger_token.tenant is 'Tenant.';
comment on column app.ledger_token.log is 'Log.';
comment on column app.ledger_token.epoch is 'Epoch.';
comment on column app.ledger_token.size is 'Size of the tree.';
comment on column app.ledger_token.authority is 'Who stamped.';
comment on column app.ledger_token.token is 'Answer of the authority, DER.';
comment on column app.ledger_token.time is 'Moment in the token.';
