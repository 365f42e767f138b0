-- Who may sign in, what is remembered of a visit, and what is kept for one person only. Nothing here is part of the record.
-- Real time throughout: a demo clock never ends a session.

create table app.secret (
  tenant text not null references app.tenant,
  name text not null,
  value bytea not null check (octet_length(value) >= 32),
  primary key (tenant, name)
);
comment on table app.secret is 'Random keys of the installation; no role of the program may read them.';
comment on column app.secret.tenant is 'Tenant.';
comment on column app.secret.name is 'What the key is for.';
comment on column app.secret.value is 'The key.';

create table app.account (
  tenant text not null references app.tenant,
  person text not null,
  name text not null check (name = lower(name) and length(name) between 1 and 100),
  salt bytea not null check (octet_length(salt) = 16),
  proof bytea not null check (octet_length(proof) = 32),
  cost integer not null,
  block integer not null,
  parallel integer not null,
  failed_count integer not null default 0,
  locked_until timestamptz,
  last_sign_in timestamptz,
  active boolean not null default true,
  primary key (tenant, person),
  unique (tenant, name)
);
comment on table app.account is 'How a person signs in with a password. The password itself and its scrypt key are nowhere stored.';
comment on column app.account.tenant is 'Tenant.';
comment on column app.account.person is 'Person.';
comment on column app.account.name is 'Login name, lower case.';
comment on column app.account.salt is 'Salt of scrypt.';
comment on column app.account.proof is 'SHA-256 of the scrypt key: what lies here does not open the account.';
comment on column app.account.cost is 'Parameter N of scrypt.';
comment on column app.account.block is 'Parameter r of scrypt.';
comment on column app.account.parallel is 'Parameter p of scrypt.';
comment on column app.account.failed_count is 'Failures since the last success or the last lock.';
comment on column app.account.locked_until is 'Until when every password is refused.';
comment on column app.account.last_sign_in is 'When a password was last right.';
comment on column app.account.active is 'False: may not sign in, and has no session and no token.';

create table app.user_session (
  tenant text not null references app.tenant,
  id_hash bytea not null check (octet_length(id_hash) = 32),
  person text not null,
  step text not null check (step in ('demo', 'password', 'strong')),
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  idle_seconds integer not null check (idle_seconds between 1 and 86400),
  ends_at timestamptz not null,
  primary key (tenant, id_hash)
);
comment on table app.user_session is 'A visit of a person. The id is known to the browser alone; the form token is derived from it and not stored.';
comment on column app.user_session.tenant is 'Tenant.';
comment on column app.user_session.id_hash is 'SHA-256 of the random id of 256 bits.';
comment on column app.user_session.person is 'Person.';
comment on column app.user_session.step is 'How far the person proved who it is: demo, password or a strong factor.';
comment on column app.user_session.created_at is 'Since when.';
comment on column app.user_session.last_seen_at is 'Last request, to the half minute.';
comment on column app.user_session.idle_seconds is 'How long it lasts without a request.';
comment on column app.user_session.ends_at is 'When it ends whatever happens.';
create index user_session_person on app.user_session (tenant, person);

create table app.sign_in_attempt (
  tenant text not null references app.tenant,
  id bigint generated always as identity,
  name_hash bytea not null,
  address_hash bytea not null,
  succeeded boolean not null,
  at timestamptz not null default now(),
  primary key (tenant, id)
);
comment on table app.sign_in_attempt is 'Attempts to sign in, by keyed hashes that only the database can form; kept one day.';
comment on column app.sign_in_attempt.tenant is 'Tenant.';
comment on column app.sign_in_attempt.id is 'Order.';
comment on column app.sign_in_attempt.name_hash is 'Keyed hash of the name typed, whether it exists or not.';
comment on column app.sign_in_attempt.address_hash is 'Keyed hash of the network address.';
comment on column app.sign_in_attempt.succeeded is 'Whether it led to a session.';
comment on column app.sign_in_attempt.at is 'When.';
create index sign_in_attempt_address on app.sign_in_attempt (tenant, address_hash, at);
create index sign_in_attempt_at on app.sign_in_attempt (at);

create table app.api_token (
  tenant text not null references app.tenant,
  id uuid not null,
  hash bytea not null check (octet_length(hash) = 32),
  person text not null,
  label text not null check (length(label) between 1 and 100),
  scopes text[] not null check (cardinality(scopes) > 0 and scopes <@ array['read', 'act']),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (tenant, id),
  unique (tenant, hash)
);
comment on table app.api_token is 'A bearer token of a person for the programming interface; shown once, when it is made.';
comment on column app.api_token.tenant is 'Tenant.';
comment on column app.api_token.id is 'Id it is listed and revoked by.';
comment on column app.api_token.hash is 'SHA-256 of the token.';
comment on column app.api_token.person is 'Person in whose name it acts.';
comment on column app.api_token.label is 'What it is for, in the words of its owner.';
comment on column app.api_token.scopes is 'What it may do: read, act.';
comment on column app.api_token.created_at is 'When it was made.';
comment on column app.api_token.expires_at is 'When it ends.';
comment on column app.api_token.last_used_at is 'Last use, to the minute.';
comment on column app.api_token.revoked_at is 'When it was withdrawn.';
create index api_token_person on app.api_token (tenant, person);

create table app.draft (
  tenant text not null references app.tenant,
  id uuid not null,
  person text not null,
  kind text not null,
  dossier uuid,
  act text not null,
  body jsonb not null check (octet_length(body::text) <= 1048576),
  updated_at timestamptz not null default now(),
  primary key (tenant, id),
  unique nulls not distinct (tenant, person, kind, dossier, act)
);
comment on table app.draft is 'What a person has typed and not sent; nobody else can read it; dropped after 90 days.';
comment on column app.draft.tenant is 'Tenant.';
comment on column app.draft.id is 'Id.';
comment on column app.draft.person is 'Person.';
comment on column app.draft.kind is 'Kind of dossier.';
comment on column app.draft.dossier is 'Dossier acted on; null for a new one.';
comment on column app.draft.act is 'Act.';
comment on column app.draft.body is 'Fields as typed.';
comment on column app.draft.updated_at is 'When it was last saved.';

create table app.saved_filter (
  tenant text not null references app.tenant,
  id uuid not null,
  person text not null,
  label text not null check (length(label) between 1 and 100),
  url text not null check (url ~ '^/[^/\\]' and length(url) <= 2000),
  scope text not null check (scope in ('private', 'unit')),
  unit text,
  pinned boolean not null default false,
  created_at timestamptz not null default now(),
  primary key (tenant, id),
  check ((scope = 'unit') = (unit is not null))
);
comment on table app.saved_filter is 'A list with its filters, kept by a person for itself or for the staff of a unit.';
comment on column app.saved_filter.tenant is 'Tenant.';
comment on column app.saved_filter.id is 'Id.';
comment on column app.saved_filter.person is 'Who keeps it.';
comment on column app.saved_filter.label is 'Its name.';
comment on column app.saved_filter.url is 'Path and query within the site.';
comment on column app.saved_filter.scope is 'Who sees it: private, or the staff of the unit.';
comment on column app.saved_filter.unit is 'Unit, for scope unit.';
comment on column app.saved_filter.pinned is 'Shown before the others.';
comment on column app.saved_filter.created_at is 'When it was kept.';
create index saved_filter_person on app.saved_filter (tenant, person);
create index saved_filter_unit on app.saved_filter (tenant, unit) where unit is not null;

create table app.notice_seen (
  tenant text not null references app.tenant,
  person text not null,
  last_id bigint not null,
  at timestamptz not null default now(),
  primary key (tenant, person)
);
comment on table app.notice_seen is 'Up to which notice a person has looked.';
comment on column app.notice_seen.tenant is 'Tenant.';
comment on column app.notice_seen.person is 'Person.';
comment on column app.notice_seen.last_id is 'Last notice seen.';
comment on column app.notice_seen.at is 'When.';
