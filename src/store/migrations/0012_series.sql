-- Numbers come in series of any name, not only of a prefix and a year; some series begin on paper.
alter table app.number_counter add column series text, add column first integer not null default 1;
-- Here no tenant is set, and the wall would show no row.
alter table app.number_counter no force row level security;
update app.number_counter set series = prefix || '-' || year;
alter table app.number_counter force row level security;
alter table app.number_counter drop constraint number_counter_pkey;
alter table app.number_counter drop column prefix, drop column year, alter column series set not null, add primary key (tenant, series);
comment on table app.number_counter is 'Last number given in each series.';
comment on column app.number_counter.series is 'Prefix and name of the series, e.g. VM-2026.';
comment on column app.number_counter.first is 'Number the series begins with; what came before stands on paper.';

-- What only one dossier can stand for at a time: the open book of a body, the paper with this number of that issuer.
create table app.sole_key (
  tenant text not null,
  key text not null,
  dossier uuid not null,
  primary key (tenant, key),
  foreign key (tenant, dossier) references app.dossier (tenant, id)
);
create index sole_key_dossier on app.sole_key (tenant, dossier);
comment on table app.sole_key is 'What a dossier stands for alone; derived from its acts.';
comment on column app.sole_key.tenant is 'Tenant.';
comment on column app.sole_key.key is 'Kind, name and key, e.g. register-book/open/in|22-vptu|CHUNG.';
comment on column app.sole_key.dossier is 'Dossier that holds it.';

-- The entries of a book are its parts; the note is the day under which an entry stands.
drop index app.link_target;
create index link_target on app.link (tenant, target, type, note);
