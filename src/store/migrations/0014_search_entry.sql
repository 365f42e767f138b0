-- What is searched stands apart from the dossier it leads to. Row security hides a row before it looks at any other condition, and may use no index
-- for words while it does: on the dossier itself every search would read the whole record. Here the readers are words of the index like the words
-- themselves, and nobody but the functions of the owner may look.
create table app.search_entry (
  tenant text not null,
  dossier uuid not null,
  opened_at timestamptz not null,
  excluded text[] not null default '{}',
  tags text[] not null,
  words tsvector not null,
  folded tsvector not null,
  primary key (tenant, dossier),
  foreign key (tenant, dossier) references app.dossier (tenant, id)
-- The index answers; the row itself is looked at for its date alone and is kept so small that all of them stay in memory.
) with (toast_tuple_target = 128);
comment on table app.search_entry is 'How a dossier is found: its words, and who may find it. None for restricted kinds. Derived; khoithong verify compares it.';
comment on column app.search_entry.tenant is 'Tenant.';
comment on column app.search_entry.dossier is 'Dossier.';
comment on column app.search_entry.opened_at is 'Business time of its first act; the newest are found first.';
comment on column app.search_entry.excluded is 'Persons for whom it does not exist.';
comment on column app.search_entry.tags is 'Readers, kind, unit, week, numbers and symbols, as app.search_tags writes them.';
comment on column app.search_entry.words is 'Search vector with diacritics, tones on one and the same vowel.';
comment on column app.search_entry.folded is 'Search vector without diacritics.';

-- Frozen with the rows it tagged: a change of it is a migration that tags them again.
create function app.search_tags(p_readers text[], p_kind text, p_unit text, p_opened_at timestamptz, p_symbols text[], p_number text, p_receipt text)
  returns text[] language sql immutable parallel safe as $$
  select p_readers || array['kind=' || p_kind, 'week=' || to_char(p_opened_at at time zone 'UTC', 'IYYY-IW'), 'mark=' || p_receipt]
    || case when p_unit is null then '{}' else array['unit=' || p_unit] end
    || array(select 'mark=' || s from unnest(p_symbols) s)
    -- A bare number finds what ends in it, and the paper it begins.
    || array(select distinct 'digits=' || x.digits from (
         select substring(p_number from '-([0-9]{5,9})$') as digits union all select substring(s from '^([0-9]{1,9})[^0-9]') from unnest(p_symbols) s) x
       where x.digits is not null order by 1)
$$;

-- Here no tenant is set, and the wall would show no row.
alter table app.dossier no force row level security;
insert into app.search_entry (tenant, dossier, opened_at, excluded, tags, words, folded)
select d.tenant, d.id, d.opened_at, d.excluded, app.search_tags(d.read_keys, d.kind, d.unit, d.opened_at, d.symbols, d.number, d.receipt),
  -- hòa and hoà are one word: the same rule as normalizeTone in kernel/text.ts.
  normalize(regexp_replace(regexp_replace(regexp_replace(normalize(d.words::text, NFD),
      '(qu)([\u0300\u0301\u0303\u0309\u0323])([aeiouy][\u0302\u0306\u031b]?)(?![\u0300\u0301\u0303\u0309\u0323])', '\1\3\2', 'g'),
      '(o)([\u0300\u0301\u0303\u0309\u0323])([ae])(?![\u0300-\u0303\u0306\u0309\u031b\u0323])', '\1\3\2', 'g'),
      '(u)([\u0300\u0301\u0303\u0309\u0323])(y)(?![\u0300-\u0303\u0306\u0309\u031b\u0323])', '\1\3\2', 'g'), NFC)::tsvector,
  d.folded
from app.dossier d where not d.restricted;
alter table app.dossier force row level security;

-- After the rows: built at once it is smaller and far quicker than row by row.
create index search_entry_find on app.search_entry using gin (folded, words, tags);
analyze app.search_entry;

drop index app.dossier_words;
drop index app.dossier_folded;
drop index app.dossier_symbols;
alter table app.dossier drop column words, drop column folded;
