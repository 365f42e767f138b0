-- «Hồ sơ của tôi» asks for everything somebody opened or is a party to, ended as well: what app.concern holds of open dossiers alone. A post may be a
-- party to most of a record in one role and to few in another.
create index dossier_author on app.dossier (tenant, author, kind) where author is not null;
create index party_person on app.party (tenant, person) where person is not null;
create index party_post on app.party (tenant, post, role) where post is not null;

-- Somebody may take out what is on record about that person and need not say why.
alter table app.export_log add column own boolean not null default false;
comment on column app.export_log.own is 'True: whoever took it took the own dossiers, for which nobody is asked a reason.';
alter table app.export_log drop constraint export_log_format_check;
alter table app.export_log add constraint export_log_format_check check (format in ('csv', 'xlsx', 'zip'));
alter table app.export_log drop constraint export_log_check;
alter table app.export_log add constraint export_log_check check (not personal or own or reason is not null);
