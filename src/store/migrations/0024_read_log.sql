-- Who read a restricted dossier, when, by which key and for which purpose; and the leaves that commit to it, one a minute.
create table app.read_event (
  tenant text not null references app.tenant,
  id uuid not null,
  at timestamptz not null,
  last_at timestamptz not null,
  times integer not null default 1 check (times >= 1),
  reader text not null,
  key text not null,
  post text,
  purpose text not null check (length(purpose) between 1 and 40),
  words text not null default '' check (length(words) <= 200),
  what text not null check (length(what) between 1 and 40),
  dossier uuid not null,
  subjects text[] not null default '{}',
  held boolean not null default false,
  shown_at timestamptz,
  salt text not null,
  subject_salt text not null,
  batch bigint,
  primary key (tenant, id),
  foreign key (tenant, dossier) references app.dossier (tenant, id),
  check (last_at >= at)
);
-- Until its minute is over, the same look at the same thing for the same purpose is one event seen several times.
create unique index read_event_open on app.read_event (tenant, reader, dossier, key, purpose, words, what) where batch is null;
create index read_event_batch on app.read_event (tenant, batch);
create index read_event_dossier on app.read_event (tenant, dossier, at desc, id desc);
create index read_event_subjects on app.read_event using gin (subjects);
comment on table app.read_event is 'Readings of restricted dossiers: outside the record of dossiers, committed to by app.read_batch, shown to those they concern and to no reader.';
comment on column app.read_event.tenant is 'Tenant.';
comment on column app.read_event.id is 'Id.';
comment on column app.read_event.at is 'When, or first when within one minute: real time of the database.';
comment on column app.read_event.last_at is 'When last within that minute.';
comment on column app.read_event.times is 'How many times within that minute.';
comment on column app.read_event.reader is 'Who read.';
comment on column app.read_event.key is 'The key by which the dossier could be read.';
comment on column app.read_event.post is 'The post that key came from; null: from none.';
comment on column app.read_event.purpose is 'What for: a code.';
comment on column app.read_event.words is 'What for, in the words of the reader; empty: none.';
comment on column app.read_event.what is 'What was read: page, print, paper, file, form, rows, deadline, archive, api.';
comment on column app.read_event.dossier is 'Dossier.';
comment on column app.read_event.subjects is 'Whom the dossier concerned when it was read: its author and whose own it is. Told to nobody; row security compares it.';
comment on column app.read_event.held is 'True: not shown before the dossier has ended.';
comment on column app.read_event.shown_at is 'Not shown before; null: at once.';
comment on column app.read_event.salt is 'Salt of the digest, base64url of 32 random bytes.';
comment on column app.read_event.subject_salt is 'Salt of the digest of the subjects, so that an event can be disclosed without them.';
comment on column app.read_event.batch is 'The leaf that commits to it; null: not yet.';

create table app.read_purpose (
  tenant text not null references app.tenant,
  person text not null,
  dossier uuid not null,
  purpose text not null check (length(purpose) between 1 and 40),
  words text not null default '' check (length(words) <= 200),
  at timestamptz not null,
  primary key (tenant, person, dossier),
  foreign key (tenant, dossier) references app.dossier (tenant, id)
);
comment on table app.read_purpose is 'What somebody said a dossier is read for; remembered for eight hours.';
comment on column app.read_purpose.tenant is 'Tenant.';
comment on column app.read_purpose.person is 'Who said it.';
comment on column app.read_purpose.dossier is 'Dossier.';
comment on column app.read_purpose.purpose is 'What for: a code.';
comment on column app.read_purpose.words is 'What for, in own words; empty: none.';
comment on column app.read_purpose.at is 'When it was said: real time of the database.';

create table app.read_batch (
  tenant text not null references app.tenant,
  n bigint not null check (n >= 0),
  leaf text not null check (octet_length(leaf) <= 4096),
  leaf_hash bytea not null,
  prev_hash bytea,
  digests jsonb not null,
  at timestamptz not null,
  idx bigint,
  epoch smallint,
  primary key (tenant, n),
  check ((n = 0) = (prev_hash is null))
);
comment on table app.read_batch is 'One leaf for the readings of a minute, in a chain; the sequencer takes those without a place into the log of readings.';
comment on column app.read_batch.tenant is 'Tenant.';
comment on column app.read_batch.n is 'Place in the chain, from 0.';
comment on column app.read_batch.leaf is 'Exact bytes of the leaf, RFC 8785.';
comment on column app.read_batch.leaf_hash is 'SHA-256(0x00 || leaf).';
comment on column app.read_batch.prev_hash is 'Leaf hash of the one before; null: the first.';
comment on column app.read_batch.digests is 'The sorted digests of its events: an event is disclosed with those of the others.';
comment on column app.read_batch.at is 'When it was made: real time of the database.';
comment on column app.read_batch.idx is 'Its place in the log of readings; null: not yet sequenced.';
comment on column app.read_batch.epoch is 'Which epoch of the log; null: not yet sequenced.';
