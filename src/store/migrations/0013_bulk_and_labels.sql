-- Work on many dossiers at once, kept until it is finished; and the labels a person or a unit puts on dossiers for its own work.

create table app.bulk_work (
  tenant text not null references app.tenant,
  id uuid not null,
  person text not null,
  act text not null,
  body jsonb not null check (octet_length(body::text) <= 65536),
  items jsonb not null check (jsonb_array_length(items) between 1 and 200),
  outcomes jsonb,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (tenant, id),
  check ((outcomes is null) = (finished_at is null))
);
comment on table app.bulk_work is 'An act a person does on many dossiers at once: what was asked, so that it can go on where it was interrupted, and what became of it. Dropped after 30 days; the acts themselves stand in the record.';
comment on column app.bulk_work.tenant is 'Tenant.';
comment on column app.bulk_work.id is 'Id; part of the request key of each act.';
comment on column app.bulk_work.person is 'Who asked; nobody else can read it.';
comment on column app.bulk_work.act is 'Act.';
comment on column app.bulk_work.body is 'What was typed once for all.';
comment on column app.bulk_work.items is 'The dossiers, each with the sequence its author saw.';
comment on column app.bulk_work.outcomes is 'What became of each; null while under way or interrupted.';
comment on column app.bulk_work.created_at is 'When it was asked for.';
comment on column app.bulk_work.finished_at is 'When every dossier had its answer.';
create index bulk_work_person on app.bulk_work (tenant, person);

create table app.dossier_label (
  tenant text not null references app.tenant,
  owner text not null,
  label text not null check (length(label) between 1 and 40),
  dossier uuid not null,
  person text not null,
  at timestamptz not null default now(),
  primary key (tenant, owner, label, dossier),
  foreign key (tenant, dossier) references app.dossier (tenant, id)
);
comment on table app.dossier_label is 'A word a person or the staff of a unit puts on dossiers to find them again. Not part of the record: no act, no count, not exported, unseen by everybody else.';
comment on column app.dossier_label.tenant is 'Tenant.';
comment on column app.dossier_label.owner is 'Key of whoever works with it: person:<id> or staff:<unit>.';
comment on column app.dossier_label.label is 'The word.';
comment on column app.dossier_label.dossier is 'The dossier it is on.';
comment on column app.dossier_label.person is 'Who put it there.';
comment on column app.dossier_label.at is 'When.';
create index dossier_label_dossier on app.dossier_label (tenant, dossier);
