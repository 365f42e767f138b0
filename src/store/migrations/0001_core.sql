-- The record: dossiers and their acts, and everything folded from them. Tables belong to app_owner, which cannot log in;
-- nobody else may write them but through app.append_act. Row security is forced everywhere and compares keys, nothing else.

create table app.tenant (
  tenant text primary key,
  name_vi text not null,
  name_en text not null
);
comment on table app.tenant is 'One client of the installation: a province.';
comment on column app.tenant.tenant is 'Short code, first in every key.';
comment on column app.tenant.name_vi is 'Name shown in Vietnamese.';
comment on column app.tenant.name_en is 'Name shown in English.';

create table app.setting (
  tenant text not null references app.tenant,
  name text not null,
  value jsonb not null,
  primary key (tenant, name)
);
comment on table app.setting is 'Settings of the installation that are not law: demo clock, epochs.';
comment on column app.setting.tenant is 'Tenant.';
comment on column app.setting.name is 'What is set.';
comment on column app.setting.value is 'Its value.';

create table app.kind_opening (
  tenant text not null references app.tenant,
  kind text not null,
  act text not null,
  key text not null,
  primary key (tenant, kind, act, key)
);
comment on table app.kind_opening is 'Which key may perform which first act of which kind; written from the declarations at start.';
comment on column app.kind_opening.tenant is 'Tenant.';
comment on column app.kind_opening.kind is 'Kind.';
comment on column app.kind_opening.act is 'First act.';
comment on column app.kind_opening.key is 'Key that may perform it.';

create table app.dossier (
  tenant text not null references app.tenant,
  id uuid not null,
  kind text not null,
  number text,
  receipt text not null,
  stage text not null,
  ended boolean not null,
  restricted boolean not null default false,
  seq integer not null check (seq between 1 and 2000),
  head bytea not null check (octet_length(head) = 32),
  stream bytea not null check (octet_length(stream) = 32),
  state jsonb not null check (octet_length(state::text) <= 131072),
  struck jsonb not null default '[]',
  author text,
  author_key text not null,
  title text not null,
  unit text,
  field text,
  locality text,
  responsible text,
  classification text,
  money bigint,
  people integer,
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  closed_at timestamptz,
  due_at timestamptz,
  clock_state text check (clock_state in ('running', 'paused', 'lapsed')),
  holder text,
  late boolean not null default false,
  read_keys text[] not null,
  may text[] not null,
  awaited text[] not null default '{}',
  excluded text[] not null default '{}',
  symbols text[] not null default '{}',
  words tsvector not null,
  folded tsvector not null,
  primary key (tenant, id),
  unique (tenant, number),
  unique (tenant, receipt)
);
comment on table app.dossier is 'One file (hồ sơ) as its acts make it. Derived; khoithong verify refolds it.';
comment on column app.dossier.tenant is 'Tenant.';
comment on column app.dossier.id is 'Random id; never a number that can be guessed.';
comment on column app.dossier.kind is 'The declaration it obeys.';
comment on column app.dossier.number is 'Gapless number given at registration, e.g. VM-2026-00418.';
comment on column app.dossier.receipt is 'Receipt code known from the first moment.';
comment on column app.dossier.stage is 'Where it stands.';
comment on column app.dossier.ended is 'True when nothing but reopening follows.';
comment on column app.dossier.restricted is 'Clear shell only; never in search, similar or aggregates.';
comment on column app.dossier.seq is 'How many acts it has.';
comment on column app.dossier.head is 'Leaf hash of its last act.';
comment on column app.dossier.stream is 'Random identity of its chain of leaves.';
comment on column app.dossier.state is 'Folded state; sealed text stands as references.';
comment on column app.dossier.struck is 'Acts superseded by correct or move-to.';
comment on column app.dossier.author is 'Who performed the first act; not readable by the web role.';
comment on column app.dossier.author_key is 'Capacity key of the first act.';
comment on column app.dossier.title is 'Title with texts filled in; follows erasure.';
comment on column app.dossier.unit is 'Lead unit.';
comment on column app.dossier.field is 'Field of work.';
comment on column app.dossier.locality is 'Commune concerned.';
comment on column app.dossier.responsible is 'Post of the responsible member.';
comment on column app.dossier.classification is 'Classification within the kind.';
comment on column app.dossier.money is 'Weight in đồng.';
comment on column app.dossier.people is 'People affected.';
comment on column app.dossier.opened_at is 'Business time of the first act.';
comment on column app.dossier.changed_at is 'Business time of the last act.';
comment on column app.dossier.closed_at is 'Business time it ended.';
comment on column app.dossier.due_at is 'Earliest due moment of an open clock.';
comment on column app.dossier.clock_state is 'State of that clock.';
comment on column app.dossier.holder is 'Post holding that clock.';
comment on column app.dossier.late is 'True when a clock of it lapsed and no objective cause was confirmed.';
comment on column app.dossier.read_keys is 'Keys that may read it.';
comment on column app.dossier.may is 'act|key for every act possible now.';
comment on column app.dossier.awaited is 'act|key for what is waited for without a clock on whoever may do it.';
comment on column app.dossier.excluded is 'Persons for whom it does not exist.';
comment on column app.dossier.symbols is 'Normalised document symbols it is found by.';
comment on column app.dossier.words is 'Search vector with diacritics.';
comment on column app.dossier.folded is 'Search vector without diacritics.';

create index dossier_kind_due on app.dossier (tenant, kind, ended, due_at, id);
create index dossier_kind_changed on app.dossier (tenant, kind, changed_at desc, id);
create index dossier_unit on app.dossier (tenant, unit, ended, due_at);
create index dossier_responsible on app.dossier (tenant, responsible, ended);
create index dossier_awaited on app.dossier using gin (awaited) where awaited <> '{}';
create index dossier_words on app.dossier using gin (words);
create index dossier_folded on app.dossier using gin (folded);
create index dossier_symbols on app.dossier using gin (symbols);

create table app.act (
  tenant text not null,
  dossier uuid not null,
  seq integer not null check (seq >= 1),
  name text not null,
  kind_version integer not null,
  actor text,
  mask text[],
  key text not null,
  at timestamptz not null,
  business_at timestamptz not null,
  body jsonb not null check (octet_length(body::text) <= 65536),
  facts jsonb not null,
  salts jsonb not null,
  digests jsonb not null,
  leaf_hash bytea not null check (octet_length(leaf_hash) = 32),
  prev_hash bytea,
  cause_dossier uuid,
  cause_seq integer,
  cause_n integer,
  primary key (tenant, dossier, seq),
  foreign key (tenant, dossier) references app.dossier (tenant, id),
  unique (tenant, cause_dossier, cause_seq, cause_n)
);
comment on table app.act is 'One immutable change (hành vi). Never updated, never deleted.';
comment on column app.act.tenant is 'Tenant.';
comment on column app.act.dossier is 'Dossier.';
comment on column app.act.seq is 'Place in the dossier, from 1 without gaps.';
comment on column app.act.name is 'Which act of the kind.';
comment on column app.act.kind_version is 'Version of the kind that decided it.';
comment on column app.act.actor is 'Person; null for the system and where the actor is kept in the vault.';
comment on column app.act.mask is 'Keys that alone may see the actor.';
comment on column app.act.key is 'Capacity key it was performed with.';
comment on column app.act.at is 'Real time of the database.';
comment on column app.act.business_at is 'Legal time; differs from at in demo mode only.';
comment on column app.act.body is 'What was said; sealed text stands as references.';
comment on column app.act.facts is 'Everything looked up when it was decided.';
comment on column app.act.salts is 'Salt of each field outside the vault.';
comment on column app.act.digests is 'Salted digest of each field.';
comment on column app.act.leaf_hash is 'Hash of its leaf.';
comment on column app.act.prev_hash is 'Leaf hash of its predecessor.';
comment on column app.act.cause_dossier is 'Dossier whose act caused it.';
comment on column app.act.cause_seq is 'That act.';
comment on column app.act.cause_n is 'Which effect of it.';
create index act_business_at on app.act (tenant, business_at desc);

create table app.vault (
  tenant text not null,
  dossier uuid not null,
  seq integer not null,
  name text not null,
  sealed text not null check (sealed in ('free-text', 'personal', 'actor')),
  salt text,
  value jsonb,
  keys text[],
  erased_by text,
  primary key (tenant, dossier, seq, name),
  foreign key (tenant, dossier, seq) references app.act (tenant, dossier, seq) deferrable initially deferred,
  check ((value is null) = (erased_by is not null))
);
comment on table app.vault is 'Personal and free text, apart from the acts, so that it can be erased while digest and place remain.';
comment on column app.vault.tenant is 'Tenant.';
comment on column app.vault.dossier is 'Dossier.';
comment on column app.vault.seq is 'Act.';
comment on column app.vault.name is 'Field of the act.';
comment on column app.vault.sealed is 'Why it is kept apart.';
comment on column app.vault.salt is 'Salt of its digest; destroyed with the value.';
comment on column app.vault.value is 'The text.';
comment on column app.vault.keys is 'Keys that alone may read it; null: whoever may read the dossier.';
comment on column app.vault.erased_by is 'Decision that erased it.';

create table app.clock (
  tenant text not null,
  dossier uuid not null,
  n integer not null,
  id text not null,
  name text not null,
  state text not null check (state in ('running', 'paused', 'met', 'lapsed', 'met-late', 'cancelled')),
  holder text not null,
  unit text not null,
  level integer not null,
  escalates text,
  expected boolean not null default false,
  start_at timestamptz not null,
  due_at timestamptz not null,
  ended_at timestamptz,
  lapsed_by integer,
  lapsed_person text,
  cause_state text check (cause_state in ('claimed', 'confirmed', 'rejected')),
  detail jsonb not null,
  primary key (tenant, dossier, n),
  foreign key (tenant, dossier) references app.dossier (tenant, id)
);
comment on table app.clock is 'A due moment held by a post (thời hạn), folded from acts.';
comment on column app.clock.tenant is 'Tenant.';
comment on column app.clock.dossier is 'Dossier.';
comment on column app.clock.n is 'Place among the clocks of the dossier.';
comment on column app.clock.id is 'Family and instance.';
comment on column app.clock.name is 'Family.';
comment on column app.clock.state is 'Running, paused, met, lapsed, met late or cancelled.';
comment on column app.clock.holder is 'Post that must act.';
comment on column app.clock.unit is 'Unit of that post.';
comment on column app.clock.level is '0, or how many levels it was escalated.';
comment on column app.clock.escalates is 'The clock it escalates.';
comment on column app.clock.expected is 'Outside body: expected, never lapses.';
comment on column app.clock.start_at is 'Start.';
comment on column app.clock.due_at is 'Due moment.';
comment on column app.clock.ended_at is 'When it was met or cancelled.';
comment on column app.clock.lapsed_by is 'Act that recorded the lapse.';
comment on column app.clock.lapsed_person is 'Who held the post that day.';
comment on column app.clock.cause_state is 'Objective cause: claimed, confirmed or rejected.';
comment on column app.clock.detail is 'The whole clock with the working of its date.';
create index clock_due on app.clock (tenant, state, due_at);
create index clock_holder on app.clock (tenant, holder, state, due_at);
create index clock_unit on app.clock (tenant, unit) where lapsed_by is not null;

create table app.party (
  tenant text not null,
  dossier uuid not null,
  n integer not null,
  role text not null,
  unit text,
  post text,
  person text,
  outside text,
  primary key (tenant, dossier, n),
  foreign key (tenant, dossier) references app.dossier (tenant, id)
);
comment on table app.party is 'Who is tied to a dossier by a role, folded from state.';
comment on column app.party.tenant is 'Tenant.';
comment on column app.party.dossier is 'Dossier.';
comment on column app.party.n is 'Order.';
comment on column app.party.role is 'Role.';
comment on column app.party.unit is 'Unit.';
comment on column app.party.post is 'Post.';
comment on column app.party.person is 'Person.';
comment on column app.party.outside is 'Outside body.';

create table app.link (
  tenant text not null,
  dossier uuid not null,
  n integer not null,
  type text not null check (type in ('arises-from', 'resolves', 'implements', 'protects', 'rewards', 'part-of', 'duplicates')),
  target uuid not null,
  note text,
  primary key (tenant, dossier, n),
  foreign key (tenant, dossier) references app.dossier (tenant, id)
);
comment on table app.link is 'A typed tie from one dossier to another, folded from state.';
comment on column app.link.tenant is 'Tenant.';
comment on column app.link.dossier is 'From.';
comment on column app.link.n is 'Order.';
comment on column app.link.type is 'Type of tie.';
comment on column app.link.target is 'To.';
comment on column app.link.note is 'What of the target is meant, such as a sentence number.';
create index link_target on app.link (tenant, target);

create table app.effective_row (
  tenant text not null references app.tenant,
  table_name text not null,
  key jsonb not null,
  key_text text not null,
  "values" jsonb not null,
  valid daterange not null check (not isempty(valid)),
  dossier uuid not null,
  seq integer not null,
  exclude using gist (tenant with =, table_name with =, key_text with =, valid with &&)
);
comment on table app.effective_row is 'Read tables of organisation and law: what is true of a key from one day to another, folded from acts.';
comment on column app.effective_row.tenant is 'Tenant.';
comment on column app.effective_row.table_name is 'Read table.';
comment on column app.effective_row.key is 'What it speaks of.';
comment on column app.effective_row.key_text is 'The key as one text.';
comment on column app.effective_row.values is 'What is said.';
comment on column app.effective_row.valid is 'From when until when.';
comment on column app.effective_row.dossier is 'Decision that said it.';
comment on column app.effective_row.seq is 'Its act.';

create table app.content (
  tenant text not null references app.tenant,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  size integer not null,
  type text not null,
  bytes bytea not null,
  taken_by text not null,
  taken_at timestamptz not null default now(),
  primary key (tenant, hash)
);
comment on table app.content is 'Files and long texts, stored once by the hash of their bytes.';
comment on column app.content.tenant is 'Tenant.';
comment on column app.content.hash is 'SHA-256 of the bytes, hexadecimal.';
comment on column app.content.size is 'Bytes.';
comment on column app.content.type is 'Media type found by signature.';
comment on column app.content.bytes is 'The content.';
comment on column app.content.taken_by is 'Who brought it; may use it in an act.';
comment on column app.content.taken_at is 'When.';

create table app.attachment (
  tenant text not null,
  dossier uuid not null,
  seq integer not null,
  n integer not null,
  hash text not null,
  size integer not null,
  type text not null,
  name text not null,
  primary key (tenant, dossier, seq, n),
  foreign key (tenant, dossier) references app.dossier (tenant, id),
  foreign key (tenant, hash) references app.content (tenant, hash)
);
comment on table app.attachment is 'Which act brought which file.';
comment on column app.attachment.tenant is 'Tenant.';
comment on column app.attachment.dossier is 'Dossier.';
comment on column app.attachment.seq is 'Act.';
comment on column app.attachment.n is 'Order.';
comment on column app.attachment.hash is 'Content.';
comment on column app.attachment.size is 'Bytes.';
comment on column app.attachment.type is 'Media type.';
comment on column app.attachment.name is 'Reference to its name in the vault.';
create index attachment_hash on app.attachment (tenant, hash);

create table app.notice (
  tenant text not null,
  id bigint generated always as identity,
  to_key text not null,
  dossier uuid not null,
  seq integer not null,
  code text not null,
  params jsonb not null default '{}',
  business_at timestamptz not null,
  primary key (tenant, id),
  foreign key (tenant, dossier) references app.dossier (tenant, id)
);
comment on table app.notice is 'Whom an act tells what; no text of the dossier travels with it.';
comment on column app.notice.tenant is 'Tenant.';
comment on column app.notice.id is 'Order of writing.';
comment on column app.notice.to_key is 'Key told.';
comment on column app.notice.dossier is 'Dossier.';
comment on column app.notice.seq is 'Act.';
comment on column app.notice.code is 'Message.';
comment on column app.notice.params is 'Values in the message.';
comment on column app.notice.business_at is 'When.';
create index notice_to on app.notice (tenant, to_key, id desc);

create table app.follow_up (
  tenant text not null,
  cause_dossier uuid not null,
  cause_seq integer not null,
  n integer not null,
  target uuid not null,
  act text not null,
  body jsonb not null,
  done_seq integer,
  refused text,
  primary key (tenant, cause_dossier, cause_seq, n),
  foreign key (tenant, cause_dossier) references app.dossier (tenant, id)
);
comment on table app.follow_up is 'Acts by the system on other dossiers that an act asked for, and whether they are done.';
comment on column app.follow_up.tenant is 'Tenant.';
comment on column app.follow_up.cause_dossier is 'Dossier whose act caused it.';
comment on column app.follow_up.cause_seq is 'That act.';
comment on column app.follow_up.n is 'Which effect of it.';
comment on column app.follow_up.target is 'Dossier to act on.';
comment on column app.follow_up.act is 'Act.';
comment on column app.follow_up.body is 'Body.';
comment on column app.follow_up.done_seq is 'The act it became.';
comment on column app.follow_up.refused is 'Why it could not be done.';

create table app.idempotency (
  tenant text not null,
  person text not null,
  key text not null,
  request_hash text not null,
  dossier uuid not null,
  seq integer not null,
  at timestamptz not null,
  primary key (tenant, person, key)
);
comment on table app.idempotency is 'The first answer to each request key: asking twice does once.';
comment on column app.idempotency.tenant is 'Tenant.';
comment on column app.idempotency.person is 'Who asked.';
comment on column app.idempotency.key is 'Key chosen by the asker.';
comment on column app.idempotency.request_hash is 'Hash of what was asked.';
comment on column app.idempotency.dossier is 'Dossier of the answer.';
comment on column app.idempotency.seq is 'Act of the answer.';
comment on column app.idempotency.at is 'When.';

create table app.number_counter (
  tenant text not null references app.tenant,
  prefix text not null,
  year integer not null,
  last integer not null,
  primary key (tenant, prefix, year)
);
comment on table app.number_counter is 'Last number given per prefix and year.';
comment on column app.number_counter.tenant is 'Tenant.';
comment on column app.number_counter.prefix is 'Prefix.';
comment on column app.number_counter.year is 'Year.';
comment on column app.number_counter.last is 'Last number.';

create table app.ledger_pending (
  tenant text not null,
  dossier uuid not null,
  seq integer not null,
  leaf text not null check (octet_length(leaf) <= 4096),
  leaf_hash bytea not null,
  at timestamptz not null,
  primary key (tenant, dossier, seq)
);
comment on table app.ledger_pending is 'Leaves written in the transaction of their act, waiting to be sequenced into the ledger.';
comment on column app.ledger_pending.tenant is 'Tenant.';
comment on column app.ledger_pending.dossier is 'Dossier.';
comment on column app.ledger_pending.seq is 'Act.';
comment on column app.ledger_pending.leaf is 'Exact bytes of the leaf, RFC 8785.';
comment on column app.ledger_pending.leaf_hash is 'SHA-256(0x00 || leaf).';
comment on column app.ledger_pending.at is 'When.';
