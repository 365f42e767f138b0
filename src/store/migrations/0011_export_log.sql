-- Who took what out of the system as a file, when, and why where it holds personal data.
create table app.export_log (
  tenant text not null references app.tenant,
  id uuid not null,
  person text not null,
  at timestamptz not null default now(),
  what text not null check (length(what) between 1 and 80),
  filter text not null default '' check (length(filter) <= 2000),
  format text not null check (format in ('csv', 'xlsx')),
  personal boolean not null,
  reason text check (length(reason) between 10 and 500),
  primary key (tenant, id),
  check (not personal or reason is not null)
);
create index export_log_newest on app.export_log (tenant, at desc);
comment on table app.export_log is 'Files taken out of the system: outside the record of dossiers, never changed, read by whoever took them and by those who supervise.';
comment on column app.export_log.tenant is 'Tenant.';
comment on column app.export_log.id is 'Id.';
comment on column app.export_log.person is 'Who, or system.';
comment on column app.export_log.at is 'When.';
comment on column app.export_log.what is 'Which list or register.';
comment on column app.export_log.filter is 'Its filters as they stood in the address.';
comment on column app.export_log.format is 'Kind of file.';
comment on column app.export_log.personal is 'Whether it holds personal data.';
comment on column app.export_log.reason is 'Why; always there for personal data.';
