-- A session may be opened by the province's issuer of identities; what it proved and how is known to the issuer.
alter table app.user_session drop constraint user_session_step_check;
alter table app.user_session add constraint user_session_step_check check (step in ('demo', 'password', 'issuer', 'strong'));
comment on column app.user_session.step is 'How far the person proved who it is: demo, password, the word of the issuer, or a strong factor.';

-- An account may exist before there is a password, or without one for good: its person signs in at the issuer.
alter table app.account
  alter column salt drop not null,
  alter column proof drop not null,
  alter column cost drop not null,
  alter column block drop not null,
  alter column parallel drop not null,
  add constraint account_password_whole check (num_nulls(salt, proof, cost, block, parallel) in (0, 5)),
  add column id uuid not null default gen_random_uuid(),
  add column external_id text check (length(external_id) between 1 and 200),
  add column withdrawn boolean not null default false,
  add column created_at timestamptz not null default now(),
  add column changed_at timestamptz not null default now(),
  add column changed_by text,
  add constraint account_withdrawn_closed check (not (withdrawn and active)),
  add constraint account_id unique (tenant, id),
  add constraint account_external unique (tenant, external_id);
comment on table app.account is 'Whether and how a person may sign in. A password and its scrypt key are nowhere stored; without a proof there is none.';
comment on column app.account.id is 'Id the account is provisioned by.';
comment on column app.account.external_id is 'What the provisioning service calls it.';
comment on column app.account.withdrawn is 'Deleted by provisioning: closed, nameless, shown to nobody, and there only so that the person stays out.';
comment on column app.account.created_at is 'Since when.';
comment on column app.account.changed_at is 'When name, external id or state were last changed.';
comment on column app.account.changed_by is 'Person whose token or session made or last changed it; null for the system.';

-- A token that provisions accounts can do nothing else.
alter table app.api_token drop constraint api_token_scopes_check;
alter table app.api_token add constraint api_token_scopes_check
  check (cardinality(scopes) > 0 and (scopes <@ array['read', 'act'] or scopes = array['provision']));
comment on column app.api_token.scopes is 'What it may do: read, act; or provision alone.';
