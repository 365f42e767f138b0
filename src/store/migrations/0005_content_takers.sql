-- The same bytes may be brought by several people, none of whom may learn of the others.
create table app.content_taker (
  tenant text not null,
  hash text not null,
  person text not null,
  at timestamptz not null default now(),
  primary key (tenant, hash, person),
  foreign key (tenant, hash) references app.content (tenant, hash)
);
comment on table app.content_taker is 'Who brought which content and may therefore use it in an act.';
comment on column app.content_taker.tenant is 'Tenant.';
comment on column app.content_taker.hash is 'Content.';
comment on column app.content_taker.person is 'Person, or system.';
comment on column app.content_taker.at is 'When first.';
-- Here no tenant is set, and the wall would show no row.
alter table app.content no force row level security;
insert into app.content_taker (tenant, hash, person, at) select tenant, hash, taken_by, taken_at from app.content;
alter table app.content force row level security;
comment on column app.content.taken_by is 'Who brought it first.';
