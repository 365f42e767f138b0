-- Whether a holder was told before is looked up for every clock whose time is going, each round of the worker: without an index the notices of
-- all years are read for it. Of notices only these few are in it.
create index notice_nearing on app.notice (tenant, dossier, code) where code in ('clock.nearing-first', 'clock.nearing-second');

-- What somebody waits for stands in open dossiers alone. Found through parties, clocks and first acts it grows with everything that ever was.
create table app.concern (
  tenant text not null,
  dossier uuid not null,
  who text not null,
  primary key (tenant, dossier, who),
  foreign key (tenant, dossier) references app.dossier (tenant, id)
);
comment on table app.concern is 'Whom a dossier concerns that has not ended: its author, the posts that are parties, the posts that held a clock of it. Derived; khoithong verify compares it.';
comment on column app.concern.tenant is 'Tenant.';
comment on column app.concern.dossier is 'Dossier that has not ended.';
comment on column app.concern.who is 'person:<id> or post:<id>.';
create index concern_who on app.concern (tenant, who);

-- Here no tenant is set, and the walls would show no row.
alter table app.dossier no force row level security;
alter table app.party no force row level security;
alter table app.clock no force row level security;
insert into app.concern (tenant, dossier, who)
select d.tenant, d.id, 'person:' || d.author from app.dossier d where not d.ended and d.author is not null
union select d.tenant, d.id, 'post:' || p.post from app.dossier d join app.party p on p.tenant = d.tenant and p.dossier = d.id
  where not d.ended and p.post is not null
union select d.tenant, d.id, 'post:' || c.holder from app.dossier d join app.clock c on c.tenant = d.tenant and c.dossier = d.id
  where not d.ended and c.level = 0;
alter table app.dossier force row level security;
alter table app.party force row level security;
alter table app.clock force row level security;
-- What they were for is looked up in open dossiers now.
drop index app.party_post;
drop index app.act_opened_by;
drop index app.vault_opened_by;
