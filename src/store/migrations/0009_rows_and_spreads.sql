-- What many values or many people say of one dossier: computed from its acts, never kept in its state.
create table app.table_row (
  tenant text not null references app.tenant,
  dossier uuid not null,
  table_name text not null,
  key_text text collate "C" not null,
  seq integer not null,
  key jsonb not null,
  "values" jsonb not null,
  superseded_by integer,
  shown_on uuid not null,
  primary key (tenant, dossier, table_name, key_text, seq)
);
comment on table app.table_row is 'Rows of dossiers: series, readings, confirmations, counts; folded from acts.';
comment on column app.table_row.tenant is 'Tenant.';
comment on column app.table_row.dossier is 'Dossier whose act said it.';
comment on column app.table_row.table_name is 'Table of that dossier''s kind.';
comment on column app.table_row.key_text is 'The key as one text; rows stand in its order.';
comment on column app.table_row.seq is 'Act that said it.';
comment on column app.table_row.key is 'What it speaks of.';
comment on column app.table_row.values is 'What is said.';
comment on column app.table_row.superseded_by is 'Act of the same dossier after which it no longer holds; null: it holds.';
comment on column app.table_row.shown_on is 'Dossier on whose page it stands; whoever may read that one may read the row.';
create index table_row_shown on app.table_row (tenant, shown_on, table_name, key_text, dossier, seq);

-- One act may reach more dossiers than a transaction should hold: what it asked for, and how far it has come.
create table app.spread (
  tenant text not null references app.tenant,
  cause_dossier uuid not null,
  cause_seq integer not null,
  n integer not null,
  kind text,
  "where" jsonb not null,
  act text,
  body jsonb not null,
  after uuid not null default '00000000-0000-0000-0000-000000000000',
  remaining integer,
  finished boolean not null default false,
  primary key (tenant, cause_dossier, cause_seq, n),
  foreign key (tenant, cause_dossier) references app.dossier (tenant, id),
  check ((kind is null) = (act is null))
);
comment on table app.spread is 'Effects of an act on every dossier that answers a description, carried out some at a time.';
comment on column app.spread.tenant is 'Tenant.';
comment on column app.spread.cause_dossier is 'Dossier whose act caused it.';
comment on column app.spread.cause_seq is 'That act.';
comment on column app.spread.n is 'Which of its effects on many.';
comment on column app.spread.kind is 'Kind of the dossiers reached; null: the open clocks of all kinds are brought after organisation and law.';
comment on column app.spread.where is 'What must hold of a dossier that is reached.';
comment on column app.spread.act is 'Act of the system on each.';
comment on column app.spread.body is 'Its body.';
comment on column app.spread.after is 'The last dossier looked at, in the order of ids.';
comment on column app.spread.remaining is 'How many are still to be reached; null: not counted yet.';
comment on column app.spread.finished is 'True when all have been looked at.';
create index spread_unfinished on app.spread (tenant, cause_dossier) where not finished;

alter table app.follow_up add column spread integer;
comment on column app.follow_up.spread is 'The effect on many it belongs to.';
create index follow_up_open on app.follow_up (tenant, cause_dossier, cause_seq, n) where done_seq is null and refused is null;
