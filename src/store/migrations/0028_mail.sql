-- Receipts by mail: who wants them where, what waits to be sent, and how far the log was looked through.

create table app.mail_address (
  tenant text not null references app.tenant,
  person text not null,
  address text not null check (length(address) between 3 and 254 and address !~ '[^\x21-\x7e]'),
  is_on boolean not null,
  masked boolean not null,
  lang text not null check (lang in ('vi', 'en')),
  since timestamptz not null,
  masked_since timestamptz,
  trial boolean not null default false,
  changed_at timestamptz not null default now(),
  not_before timestamptz not null default now(),
  failures integer not null default 0 check (failures >= 0),
  sent_at timestamptz,
  fault text check (fault in ('away', 'insecure', 'login', 'address', 'refused', 'later')),
  fault_at timestamptz,
  given_up integer not null default 0 check (given_up >= 0),
  primary key (tenant, person)
);
comment on table app.mail_address is 'Where a person wants the receipts of their own acts; written by that person alone.';
comment on column app.mail_address.tenant is 'Tenant.';
comment on column app.mail_address.person is 'Person.';
comment on column app.mail_address.address is 'Address of the mailbox.';
comment on column app.mail_address.is_on is 'False: nothing is sent, the address is kept.';
comment on column app.mail_address.masked is 'True: of acts behind a mask as well.';
comment on column app.mail_address.lang is 'Language of the letters.';
comment on column app.mail_address.since is 'Acts before this moment are never sent.';
comment on column app.mail_address.masked_since is 'The same for acts behind a mask; null: never.';
comment on column app.mail_address.trial is 'True: a letter is due that says that letters arrive.';
comment on column app.mail_address.changed_at is 'When the person last changed it.';
comment on column app.mail_address.not_before is 'No letter before this moment: one a minute, longer after failures or while a worker has it in hand.';
comment on column app.mail_address.failures is 'Failures since a letter was last taken.';
comment on column app.mail_address.sent_at is 'When a letter was last taken by the mail server.';
comment on column app.mail_address.fault is 'Why the last letter was not taken; null: it was.';
comment on column app.mail_address.fault_at is 'When that was.';
comment on column app.mail_address.given_up is 'Receipts nobody tried to send any more, after three days.';

create table app.mail_outbox (
  tenant text not null,
  dossier uuid not null,
  seq integer not null,
  person text not null,
  queued_at timestamptz not null default now(),
  primary key (tenant, dossier, seq),
  foreign key (tenant, dossier, seq) references app.act (tenant, dossier, seq)
);
comment on table app.mail_outbox is 'Acts whose receipt waits to be sent to whoever performed them; gone once the mail server took it, or after three days.';
comment on column app.mail_outbox.tenant is 'Tenant.';
comment on column app.mail_outbox.dossier is 'Dossier.';
comment on column app.mail_outbox.seq is 'Act.';
comment on column app.mail_outbox.person is 'Who performed it and gets the letter, also where the act itself hides them.';
comment on column app.mail_outbox.queued_at is 'Since when it waits.';
create index mail_outbox_person on app.mail_outbox (tenant, person);

create table app.mail_cursor (
  tenant text not null references app.tenant,
  epoch integer not null,
  idx bigint not null,
  primary key (tenant)
);
comment on table app.mail_cursor is 'How far the log of acts was looked through for receipts to send.';
comment on column app.mail_cursor.tenant is 'Tenant.';
comment on column app.mail_cursor.epoch is 'Epoch of the log.';
comment on column app.mail_cursor.idx is 'Last index looked at.';
