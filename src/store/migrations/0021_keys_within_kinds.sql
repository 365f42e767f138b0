-- A key of everybody's, or of a role, opens nearly all of one kind and next to nothing of another. Written with the kind, the index tells how much of a
-- kind somebody may read, and which dossiers those are: a list for somebody who may read few of many need not look at every one.
-- Frozen with the rows it tagged: a change of it is a migration that tags them again.
create or replace function app.search_tags(p_readers text[], p_kind text, p_unit text, p_opened_at timestamptz, p_symbols text[], p_number text, p_receipt text)
  returns text[] language sql immutable parallel safe as $$
  select p_readers || array['kind=' || p_kind, 'week=' || to_char(p_opened_at at time zone 'UTC', 'IYYY-IW'), 'mark=' || p_receipt]
    || array(select p_kind || '@' || r from unnest(p_readers) r where r = 'official' or r like 'role:%')
    || case when p_unit is null then '{}' else array['unit=' || p_unit] end
    || array(select 'mark=' || s from unnest(p_symbols) s)
    -- A bare number finds what ends in it, and the paper it begins.
    || array(select distinct 'digits=' || x.digits from (
         select substring(p_number from '-([0-9]{5,9})$') as digits union all select substring(s from '^([0-9]{1,9})[^0-9]') from unnest(p_symbols) s) x
       where x.digits is not null order by 1)
$$;

-- What has no entry is found beside what has one.
create index dossier_restricted on app.dossier (tenant, kind) where restricted;

-- Written anew and indexed at once, entries and index are as small as if they had been so from the beginning.
-- Here no tenant is set, and the wall would show no row.
alter table app.dossier no force row level security;
create temporary table entry on commit drop as
select e.tenant, e.dossier, e.opened_at, e.excluded, app.search_tags(d.read_keys, d.kind, d.unit, d.opened_at, d.symbols, d.number, d.receipt) as tags, e.words, e.folded
from app.search_entry e join app.dossier d on d.tenant = e.tenant and d.id = e.dossier;
alter table app.dossier force row level security;
drop index app.search_entry_find;
truncate app.search_entry;
insert into app.search_entry (tenant, dossier, opened_at, excluded, tags, words, folded)
select tenant, dossier, opened_at, excluded, tags, words, folded from entry;
create index search_entry_find on app.search_entry using gin (folded, words, tags);
analyze app.search_entry;
