-- Decisions signed by the person who takes them: keys of people, challenges that wait for an answer, and the signature kept with the act.

alter table app.user_session add column proved_at timestamptz;
comment on column app.user_session.proved_at is 'When the person last proved here, by password, passkey or a fresh sign-in at the issuer, who it is; null: never.';

create table app.passkey (
  tenant text not null references app.tenant,
  id uuid not null,
  person text not null,
  credential text not null check (length(credential) between 1 and 1400),
  public_key bytea not null check (octet_length(public_key) <= 4096),
  spki bytea not null check (octet_length(spki) <= 4096),
  alg integer not null check (alg in (-7, -8, -257)),
  rp_id text not null check (length(rp_id) between 1 and 255),
  counter bigint not null check (counter >= 0),
  transports text[] not null default '{}',
  synced boolean not null,
  name text not null check (length(name) between 1 and 100),
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  primary key (tenant, id),
  unique (tenant, credential)
);
comment on table app.passkey is 'Public half of a key with which a person signs decisions; the private half never leaves the person''s device.';
comment on column app.passkey.tenant is 'Tenant.';
comment on column app.passkey.id is 'Id it is named and removed by.';
comment on column app.passkey.person is 'Person whose key it is.';
comment on column app.passkey.credential is 'Id the device knows the key by, base64url.';
comment on column app.passkey.public_key is 'Public key as the device gave it (COSE).';
comment on column app.passkey.spki is 'The same key as everybody else reads it (SubjectPublicKeyInfo, DER).';
comment on column app.passkey.alg is 'Algorithm by its COSE number: ES256, EdDSA or RS256.';
comment on column app.passkey.rp_id is 'Name of the site the key was made for; it signs for no other.';
comment on column app.passkey.counter is 'Signatures made so far as the device counts them; 0 where it does not count.';
comment on column app.passkey.transports is 'How the device is reached, to help the browser.';
comment on column app.passkey.synced is 'True: the maker of the device may copy the key to the person''s other devices.';
comment on column app.passkey.name is 'What its owner calls it.';
comment on column app.passkey.created_at is 'Since when.';
comment on column app.passkey.last_used_at is 'When it last signed.';
create index passkey_person on app.passkey (tenant, person);

create table app.signing (
  tenant text not null references app.tenant,
  id uuid not null,
  person text not null,
  session_hash bytea check (octet_length(session_hash) = 32),
  intent jsonb not null check (octet_length(intent::text) <= 8192),
  salt text not null check (length(salt) = 43),
  origin text not null check (length(origin) between 1 and 300),
  created_at timestamptz not null default now(),
  primary key (tenant, id)
);
comment on table app.signing is 'A challenge that waits for its person to sign: two minutes at most, and gone with its first use.';
comment on column app.signing.tenant is 'Tenant.';
comment on column app.signing.id is 'Id the answer names.';
comment on column app.signing.person is 'Who alone may answer.';
comment on column app.signing.session_hash is 'Session it was shown in; null where a program asked with a token.';
comment on column app.signing.intent is 'What is signed, exactly.';
comment on column app.signing.salt is 'Salt of the digest of the body in the intent.';
comment on column app.signing.origin is 'Origin at which the browser must have signed.';
comment on column app.signing.created_at is 'When it was shown.';
create index signing_person on app.signing (tenant, person);

create table app.act_signature (
  tenant text not null,
  dossier uuid not null,
  seq integer not null,
  how text not null check (length(how) between 1 and 20),
  package jsonb not null check (octet_length(package::text) <= 32768),
  salt text check (length(salt) = 43),
  primary key (tenant, dossier, seq),
  foreign key (tenant, dossier, seq) references app.act (tenant, dossier, seq)
);
comment on table app.act_signature is 'By what a person confirmed an act; its digest stands in the act''s leaf.';
comment on column app.act_signature.tenant is 'Tenant.';
comment on column app.act_signature.dossier is 'Dossier.';
comment on column app.act_signature.seq is 'Act.';
comment on column app.act_signature.how is 'As the package says: passkey, password, sign-in, or demo in a demonstration.';
comment on column app.act_signature.package is 'What was signed, with signature and public key where there is one.';
comment on column app.act_signature.salt is 'Salt of the digest of the body in the intent; erased with the texts of the act.';
