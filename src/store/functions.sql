-- Re-runnable: identity, row security, grants and the one function that writes. Applied after every migration.

create or replace function app.current_tenant() returns text language sql stable parallel safe
  as $$ select nullif(current_setting('app.tenant', true), '') $$;
create or replace function app.current_person() returns text language sql stable parallel safe
  as $$ select nullif(current_setting('app.person', true), '') $$;
create or replace function app.current_keys() returns text[] language sql stable parallel safe
  as $$ select coalesce(string_to_array(nullif(current_setting('app.keys', true), ''), E'\x1f'), '{}') $$;
create or replace function app.is_official() returns boolean language sql stable parallel safe
  as $$ select 'official' = any (app.current_keys()) $$;
create or replace function app.is_system() returns boolean language sql stable parallel safe
  as $$ select 'system' = any (app.current_keys()) $$;

-- A delegation for certain matters brings keys good for dossiers of those kinds alone, written `kind@key`.
create or replace function app.holds_matters() returns boolean language sql stable parallel safe
  as $$ select exists (select 1 from unnest(app.current_keys()) k where k like '%@%') $$;
create or replace function app.within(p_kind text, p_keys text[]) returns text[] language sql immutable parallel safe
  as $$ select coalesce(array_agg(p_kind || '@' || k), '{}') from unnest(p_keys) k $$;

-- Acts and readings that share a statement are each compared with what its own performer holds: `app.askers` lists dossier, person and keys of every one,
-- so that a row is never judged by the rights of another. Gives person and keys, parted as in the list; of somebody at work alone those of the settings,
-- of a dossier that is not in the list nobody's.
create or replace function app.asker_on(p_dossier uuid) returns text language plpgsql stable parallel safe cost 1 as $$
declare v_askers text := current_setting('app.askers', true);
begin
  if coalesce(v_askers, '') = '' then
    return coalesce(current_setting('app.person', true), '') || E'\x1d' || coalesce(current_setting('app.keys', true), '');
  end if;
  return split_part(split_part(v_askers, E'\x1e' || p_dossier || E'\x1d', 2), E'\x1e', 1);
end $$;
create or replace function app.list_asker(p_dossier uuid, p_person text, p_keys text) returns text language plpgsql immutable parallel safe as $$
begin
  return E'\x1e' || p_dossier || E'\x1d' || translate(coalesce(p_person, ''), E'\x1d\x1e', '') || E'\x1d' || translate(p_keys, E'\x1d\x1e', '');
end $$;

-- Whether whoever is at work on a dossier holds a key to it and is not excluded from it. It stands in a policy by which the owner's functions read:
-- what it costs and whether it runs in parallel decides their plans.
create or replace function app.reaches(p_dossier uuid, p_kind text, p_read_keys text[], p_excluded text[]) returns boolean
  language plpgsql stable parallel safe cost 1 as $$
declare
  v_asker text := app.asker_on(p_dossier);
  v_held text := split_part(v_asker, E'\x1d', 2);
  v_keys text[] := string_to_array(v_held, E'\x1f');
begin
  return (p_read_keys && v_keys or strpos(v_held, '@') > 0 and app.within(p_kind, p_read_keys) && v_keys)
    and split_part(v_asker, E'\x1d', 1) <> all (p_excluded);
end $$;

-- Row security on every table of the schema, by machine: none without it, and a restrictive tenant wall on each.
do $$
declare t record;
begin
  for t in select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
           where n.nspname = 'app' and c.relkind in ('r', 'p') and c.relname <> 'schema_migration' loop
    execute format('alter table app.%I enable row level security', t.relname);
    execute format('alter table app.%I force row level security', t.relname);
    execute format('drop policy if exists tenant_wall on app.%I', t.relname);
    execute format('create policy tenant_wall on app.%I as restrictive for all using (tenant = (select app.current_tenant())) '
      -- What is written is a row or two: asked of each, it costs less than a plan that asks once.
      'with check (tenant = app.current_tenant())', t.relname);
    execute format('revoke all on app.%I from public, app_web, app_worker', t.relname);
  end loop;
end $$;
-- Held from everybody but its owner, who compares keys itself in app.find_entries: under forced row security no index on words could be used.
alter table app.search_entry no force row level security;

drop policy if exists reads on app.dossier;
create policy reads on app.dossier for select
  -- What every official may read is most of what there is: one key is looked for before two sets are compared.
  using (('official' = any (read_keys) and (select app.is_official()) or read_keys && (select app.current_keys())
      or (select app.holds_matters()) and app.within(kind, read_keys) && (select app.current_keys()))
    and not (excluded @> array[(select app.current_person())]));
drop policy if exists opens on app.dossier;
create policy opens on app.dossier for insert to app_owner with check (true);
drop policy if exists changes on app.dossier;
create policy changes on app.dossier for update to app_owner using (app.reaches(id, kind, read_keys, excluded)) with check (true);

-- PostgreSQL wants an updated row to be readable afterwards; an act may well put a dossier out of its own actor's sight (handing over, annulling).
-- Only the functions of the write door say so (`written`: what they change; `asked`: what several acts are decided on), and only app_owner is believed;
-- whether the row could be touched at all is still said by `changes`.
drop policy if exists written on app.dossier;
drop function if exists app.is_writing();
create or replace function app.door() returns text language sql stable parallel safe as $$ select nullif(current_setting('app.door', true), '') $$;
create policy written on app.dossier for select to app_owner using (
  case (select app.door()) when 'written' then true when 'asked' then app.reaches(id, kind, read_keys, excluded) else false end);

-- What hangs on a dossier is read with it. A subquery for a single value is asked once for each row by the key of the dossier; `exists` may be turned
-- into a table of every dossier there is, which a page then waits for.

drop policy if exists reads on app.act;
create policy reads on app.act for select
  using ((select true from app.dossier d where d.tenant = act.tenant and d.id = act.dossier));
-- What a performer decides on is read through the dossier, which says who may.
drop policy if exists decides on app.act;
create policy decides on app.act for select to app_owner using (true);
-- The wall of decide(): an act goes in only with a key its actor holds and its dossier, as it stood before, grants for that act.
-- As a function: of the ways to the right of an act one is looked at, where a condition makes all of them ready for every act.
create or replace function app.may_perform(a app.act) returns boolean language plpgsql stable as $$
declare
  v_held text := split_part(app.asker_on(a.dossier), E'\x1d', 2);
  v_keys text[] := string_to_array(v_held, E'\x1f');
  v_holds boolean := coalesce(a.key = any (v_keys), false);
begin
  if not v_holds and strpos(v_held, '@') > 0 then
    v_holds := exists (select from app.dossier d where d.tenant = a.tenant and d.id = a.dossier and d.kind || '@' || a.key = any (v_keys));
  end if;
  -- What an act opens as the system's own consequence: its cause was written by this very transaction.
  if not v_holds and a.key = 'system' and a.seq = 1 then
    v_holds := exists (
      select from app.dossier d
      where d.tenant = a.tenant and d.id = a.cause_dossier and d.seq = a.cause_seq and d.xmin = pg_current_xact_id()::xid);
  end if;
  if not v_holds then return false; end if;
  if a.seq = 1 then
    return exists (
      select from app.kind_opening o join app.dossier d on d.tenant = o.tenant and d.kind = o.kind
      where o.tenant = a.tenant and d.id = a.dossier and o.act = a.name and o.key = a.key);
  end if;
  return exists (
    select from app.dossier d
    where d.tenant = a.tenant and d.id = a.dossier and d.seq = a.seq - 1 and d.may @> array[a.name || '|' || a.key]);
end $$;
drop policy if exists performs on app.act;
create policy performs on app.act for insert to app_owner with check (app.may_perform(act));

do $$
declare t text;
begin
  foreach t in array array['clock', 'party', 'link', 'attachment', 'sole_key', 'act_signature'] loop
    execute format('drop policy if exists reads on app.%I', t);
    execute format('create policy reads on app.%I for select using ((select true from app.dossier d '
      'where d.tenant = %I.tenant and d.id = %I.dossier))', t, t, t);
    execute format('drop policy if exists writes on app.%I', t);
    execute format('create policy writes on app.%I for all to app_owner using (true) with check (true)', t);
  end loop;
  -- A tie is told to whoever may read both ends of it.
  drop policy reads on app.link;
  create policy reads on app.link for select using (
    (select true from app.dossier d where d.tenant = link.tenant and d.id = link.dossier)
    and (select true from app.dossier d where d.tenant = link.tenant and d.id = link.target));
  foreach t in array array['concern', 'content_taker', 'ledger_pending', 'number_counter', 'idempotency', 'kind_opening', 'tenant', 'setting'] loop
    execute format('drop policy if exists writes on app.%I', t);
    execute format('create policy writes on app.%I for all to app_owner using (true) with check (true)', t);
  end loop;
end $$;

drop policy if exists reads on app.vault;
create policy reads on app.vault for select using (
  (keys is null or keys && (select app.current_keys()))
  and (select true from app.dossier d where d.tenant = vault.tenant and d.id = vault.dossier));
drop policy if exists writes on app.vault;
create policy writes on app.vault for insert to app_owner with check (true);
drop policy if exists decides on app.vault;
create policy decides on app.vault for select to app_owner using (true);

drop policy if exists reads on app.notice;
create policy reads on app.notice for select using (
  to_key = any ((select app.current_keys())::text[])
  and (select true from app.dossier d where d.tenant = notice.tenant and d.id = notice.dossier));
drop policy if exists writes on app.notice;
create policy writes on app.notice for insert to app_owner with check (true);
drop policy if exists tells on app.notice;
create policy tells on app.notice for select to app_owner using ((select app.is_system()));

drop policy if exists reads on app.follow_up;
create policy reads on app.follow_up for select
  using ((select true from app.dossier d where d.tenant = follow_up.tenant and d.id = follow_up.cause_dossier));
drop policy if exists writes on app.follow_up;
create policy writes on app.follow_up for all to app_owner using (true) with check (true);

drop policy if exists reads on app.spread;
create policy reads on app.spread for select
  using ((select true from app.dossier d where d.tenant = spread.tenant and d.id = spread.cause_dossier));
drop policy if exists writes on app.spread;
create policy writes on app.spread for all to app_owner using (true) with check (true);

-- Rows follow the dossier on whose page they stand.
drop policy if exists reads on app.table_row;
create policy reads on app.table_row for select
  using (exists (select 1 from app.dossier d where d.tenant = table_row.tenant and d.id = table_row.shown_on));
drop policy if exists writes on app.table_row;
create policy writes on app.table_row for all to app_owner using (true) with check (true);

drop policy if exists reads on app.effective_row;
create policy reads on app.effective_row for select using ((select app.current_tenant()) is not null);
drop policy if exists writes on app.effective_row;
create policy writes on app.effective_row for all to app_owner using (true) with check (true);

drop policy if exists reads on app.export_log;
create policy reads on app.export_log for select using (
  person = (select app.current_person()) or (select app.is_system()) or array['role:admin', 'role:inspector'] && (select app.current_keys())::text[]);
drop policy if exists writes on app.export_log;
create policy writes on app.export_log for insert to app_owner with check (person = coalesce((select app.current_person()), 'system'));

drop policy if exists reads on app.tenant;
create policy reads on app.tenant for select using (true);
drop policy if exists reads on app.setting;
create policy reads on app.setting for select using (true);

-- Content is read through a dossier that attaches it, or by who brought it.
drop policy if exists reads on app.content;
create policy reads on app.content for select using (
  exists (select 1 from app.content_taker k where k.tenant = content.tenant and k.hash = content.hash and k.person = (select app.current_person()))
  or exists (select 1 from app.attachment a where a.tenant = content.tenant and a.hash = content.hash));
drop policy if exists own on app.content_taker;
create policy own on app.content_taker for select using (person = (select app.current_person()));
drop policy if exists writes on app.content;
create policy writes on app.content for insert to app_owner with check (taken_by = coalesce((select app.current_person()), 'system'));
drop policy if exists links on app.content;
create policy links on app.content for select to app_owner using (true);

-- Verification and jobs read everything through the key `system`, which every dossier grants; the vault and outbox need saying so.
drop policy if exists verifies on app.vault;
create policy verifies on app.vault for select using ((select app.is_system()));
drop policy if exists verifies on app.ledger_pending;
create policy verifies on app.ledger_pending for select using ((select app.is_system()));
drop policy if exists verifies on app.content;
create policy verifies on app.content for select using ((select app.is_system()));

-- Verification must find what was made invisible, too: a dossier without the key `system`, rows whose dossier is gone.
do $$
declare t text;
begin
  foreach t in array array['dossier', 'act', 'clock', 'party', 'link', 'attachment', 'notice', 'follow_up', 'spread', 'table_row', 'number_counter', 'sole_key', 'act_signature'] loop
    execute format('drop policy if exists verifies on app.%I', t);
    execute format('create policy verifies on app.%I for select to app_worker using ((select app.is_system()))', t);
  end loop;
end $$;

grant usage on schema app to app_web, app_worker;
do $$
declare t text;
begin
  foreach t in array array['act', 'clock', 'party', 'link', 'vault', 'notice', 'effective_row', 'table_row', 'tenant', 'setting', 'content', 'content_taker', 'attachment', 'export_log',
                           'ledger_pending', 'number_counter', 'sole_key'] loop
    execute format('grant select on app.%I to app_web, app_worker', t);
  end loop;
end $$;
grant select on app.dossier to app_worker;
-- Not to the web: the texts an effect carries until it is done.
grant select on app.follow_up to app_worker;
grant select (tenant, cause_dossier, cause_seq, n, target, act, done_seq, refused, spread) on app.follow_up to app_web;
grant select on app.spread to app_worker;
-- Not to the web: which key signed, by which somebody hidden could be known again from act to act.
grant select on app.act_signature to app_worker;
grant select (tenant, dossier, seq, how) on app.act_signature to app_web;
grant select (tenant, cause_dossier, cause_seq, n, kind, after, remaining, finished) on app.spread to app_web;
-- Not to the web: who wrote first, who may read, who may not.
grant select (tenant, id, kind, number, receipt, stage, ended, restricted, seq, head, stream, state, struck, title, unit, field, locality, responsible,
  classification, money, people, opened_at, changed_at, closed_at, due_at, clock_state, holder, late, symbols) on app.dossier to app_web;

create or replace function app.set_identity(p_tenant text, p_person text, p_keys text) returns void language sql
  as $$ select set_config('app.tenant', p_tenant, true), set_config('app.person', coalesce(p_person, ''), true), set_config('app.keys', p_keys, true) $$;

-- Legal time: real time, shifted in demo mode only.
create or replace function app.business_now() returns timestamptz language sql stable
  as $$ select date_trunc('milliseconds', now()) + coalesce((select (s.value->>'milliseconds')::bigint from app.setting s
          where s.tenant = app.current_tenant() and s.name = 'demo.shift'), 0) * interval '1 millisecond' $$;

create or replace function app.epoch(p_name text) returns bigint language sql stable
  as $$ select coalesce((select (s.value #>> '{}')::bigint from app.setting s where s.tenant = app.current_tenant() and s.name = 'epoch.' || p_name), 0) $$;

-- What app.business_now and app.epoch say, in one look.
create or replace function app.day_of(p_tenant text) returns table (business_now timestamptz, organisation bigint, law bigint) language sql stable
  as $$ select date_trunc('milliseconds', now()) + coalesce(max((s.value->>'milliseconds')::bigint) filter (where s.name = 'demo.shift'), 0) * interval '1 millisecond',
      coalesce(max((s.value #>> '{}')::bigint) filter (where s.name = 'epoch.organisation'), 0),
      coalesce(max((s.value #>> '{}')::bigint) filter (where s.name = 'epoch.law'), 0)
    from app.setting s where s.tenant = p_tenant and s.name in ('demo.shift', 'epoch.organisation', 'epoch.law') $$;

-- What the write door decides on, for each performer in turn: the dossier as it stands (if that performer may see it), its texts, clocks, epochs and time.
-- As json and not as jsonb: what is only handed over need not be taken apart and put together at every step. Called by app.open_together alone.
drop function if exists app.open_for_act(text, text, text, uuid, text);
drop function if exists app.read_for_act(uuid, text);
create or replace function app.read_for_acts(p_ids uuid[], p_persons text[], p_once text[]) returns json
  language plpgsql stable security definer set search_path = app, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  v_tenant text := app.current_tenant();
  v_organisation bigint; v_law bigint; v_now timestamptz;
  v_read json;
begin
  select d.business_now, d.organisation, d.law into v_now, v_organisation, v_law from app.day_of(v_tenant) d;
  select json_agg(json_build_object(
      'dossier', (select to_json(x) from (select d.id, d.kind, d.number, d.receipt, d.stage, d.seq, d.head, d.stream, d.state, d.struck, d.author, d.author_key,
        d.opened_at, d.changed_at, d.closed_at where d.id is not null) x),
      'clocks', (select json_agg(c.detail order by c.n) from app.clock c where c.tenant = v_tenant and c.dossier = d.id),
      'texts', (select json_object_agg('§' || v.seq || '/' || v.name || '§', v.value) from app.vault v
        where v.tenant = v_tenant and v.dossier = d.id and v.value is not null and v.sealed <> 'actor'),
      -- The last act that was more than the record of a silence: what a page must have seen to be up to date.
      'spoken', case when a.name = 'lapse' and a.key = 'system' then (
        select l.seq from app.act l where l.tenant = v_tenant and l.dossier = d.id and not (l.name = 'lapse' and l.key = 'system') order by l.seq desc limit 1)
        else d.seq end,
      'organisation', v_organisation, 'law', v_law,
      -- Neither time goes back within a dossier, whatever the clocks of two connections or of the machine do.
      'at', greatest(date_trunc('milliseconds', statement_timestamp()), a.at),
      'businessAt', greatest(v_now, d.changed_at),
      'answered', case when p_once[x.n] is not null then (
        select json_build_object('dossier', i.dossier, 'seq', i.seq, 'hash', i.request_hash) from app.idempotency i
        where i.tenant = v_tenant and i.person = coalesce(p_persons[x.n], 'system') and i.key = p_once[x.n]) end) order by x.n)
    into v_read
    from unnest(p_ids) with ordinality x(id, n)
      left join app.dossier d on d.tenant = v_tenant and d.id = x.id
      left join app.act a on a.tenant = v_tenant and a.dossier = d.id and a.seq = d.seq;
  return v_read;
end $$;

create or replace function app.append_as(p_tenant text, p_person text, p_keys text, w jsonb) returns void language plpgsql as $$
declare v_set text;
begin
  v_set := set_config('app.tenant', p_tenant, true);
  v_set := set_config('app.person', coalesce(p_person, ''), true);
  v_set := set_config('app.keys', p_keys, true);
  v_set := app.append_act(w);
end $$;

-- Acts that were asked for at the same time share a trip, a commit and, as long as nothing is wrong with any of them, the statements that write them
-- (app.append_group); each is compared with what its own performer holds. Where something is wrong, and for what is always written by itself, each has a
-- subtransaction of its own with its checks brought forward to its own end, and what is wrong with one undoes that one alone. Gives those that were not
-- written and why. Whoever must wait for a lock keeps nobody waiting: such an act is tried again by itself.
create or replace function app.append_together(p_acts jsonb) returns jsonb
  language plpgsql set lock_timeout = '250ms' as $$
declare
  v_void text;
  v_one jsonb;
  v_group integer[] := '{}';
  v_failed jsonb := '[]';
  v_code text;
  v_message text;
  v_detail text;
begin
  begin
    v_group := app.append_group(p_acts);
    set constraints all immediate;
    set constraints all deferred;
  exception when others then
    -- With whom, is found out one by one. Beside what happens among people who act at once, the server's log names it: a cause that comes back makes
    -- every group cost double.
    if sqlstate not in ('KT001', 'KT002', '23505', '55P03') then raise log 'kt.group_apart: %', sqlstate; end if;
    v_group := '{}';
    -- They have waited once.
    if sqlstate = '55P03' then v_void := set_config('lock_timeout', '1ms', true); end if;
  end;
  for i in 0 .. jsonb_array_length(p_acts) - 1 loop
    continue when i = any (v_group);
    v_one := p_acts->i;
    begin
      v_void := app.append_as(v_one->>'tenant', v_one->>'person', v_one->>'keys', v_one->'w');
      set constraints all immediate;
      set constraints all deferred;
    exception when others then
      get stacked diagnostics v_code = returned_sqlstate, v_message = message_text, v_detail = pg_exception_detail;
      -- One may wait; together they must not, for what is written waits with them.
      if v_code = '55P03' then v_void := set_config('lock_timeout', '1ms', true); end if;
      v_failed := v_failed || jsonb_build_object('n', i, 'code', v_code, 'message', v_message, 'detail', v_detail);
    end;
  end loop;
  return v_failed;
end $$;

-- What acts are decided on, each read as whoever performs it, in the order they were asked.
create or replace function app.open_together(p_asked jsonb) returns json language plpgsql as $$
declare
  v_one jsonb;
  v_tenant text := p_asked->0->>'tenant';
  v_askers text := '';
  v_ids uuid[] := '{}';
  v_persons text[] := '{}';
  v_once text[] := '{}';
  v_alone json[] := '{}';
  v_read json;
  -- Whoever holds the connection reads nothing by it.
  v_person text := coalesce(current_setting('app.person', true), '');
  v_keys text := coalesce(current_setting('app.keys', true), '');
  v_void text;
begin
  for i in 0 .. jsonb_array_length(p_asked) - 1 loop
    v_one := p_asked->i;
    v_ids[i + 1] := (v_one->>'dossier')::uuid;
    v_persons[i + 1] := v_one->>'person';
    v_once[i + 1] := v_one->>'idempotencyKey';
    -- The list has one place for a dossier: where two act on it, or people of two clients, each is read by itself.
    if v_one->>'tenant' is distinct from v_tenant or strpos(v_askers, E'\x1e' || v_ids[i + 1] || E'\x1d') > 0 then
      for n in 0 .. jsonb_array_length(p_asked) - 1 loop
        v_alone[n + 1] := app.open_together(jsonb_build_array(p_asked->n))->0;
      end loop;
      return array_to_json(v_alone);
    end if;
    if v_ids[i + 1] is not null then v_askers := v_askers || app.list_asker(v_ids[i + 1], v_one->>'person', v_one->>'keys'); end if;
  end loop;
  v_void := set_config('app.tenant', v_tenant, true);
  v_void := set_config('app.person', '', true);
  v_void := set_config('app.keys', '', true);
  v_void := set_config('app.askers', v_askers, true);
  v_void := set_config('app.door', 'asked', true);
  v_read := app.read_for_acts(v_ids, v_persons, v_once);
  v_void := set_config('app.askers', '', true);
  v_void := set_config('app.door', '', true);
  v_void := set_config('app.person', v_person, true);
  v_void := set_config('app.keys', v_keys, true);
  return v_read;
end $$;

-- What leads by keys to few rows is planned once for each connection, not once for each page: planning takes longer than looking.
-- Which of these acts the asker holds a key for on at least one of these dossiers: what a list offers to do with several at once.
create or replace function app.offered(p_ids uuid[], p_acts text[]) returns text[]
  language plpgsql stable security definer set search_path = app, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  -- What the rows grant is gathered once and matched with what the asker holds: row by row, act by act and key by key takes ten times as long.
  return (with granted as materialized (
    select distinct d.kind, m from app.dossier d cross join lateral unnest(d.may) m where d.tenant = app.current_tenant() and d.id = any (p_ids)),
  held as materialized (select a, a || '|' || k as entry from unnest(p_acts) a, unnest(app.current_keys()) k)
  select array(select a from unnest(p_acts) a where a in (
    select h.a from held h join granted g on g.m = h.entry
    union all
    select split_part(g.m, '|', 1) from granted g
    where app.holds_matters() and g.kind || '@' || substr(g.m, strpos(g.m, '|') + 1) = any (app.current_keys()))));
end $$;

-- Dossiers that wait for somebody without a clock on that person, as far as the asker may read them.
create or replace function app.asked(p_awaited text[]) returns table (dossier uuid, act text)
  language plpgsql stable security definer set search_path = app, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  return query
  select d.id, (select split_part(a, '|', 1) from unnest(d.awaited) a where a = any (p_awaited) limit 1)
  from app.dossier d where d.tenant = app.current_tenant() and not d.ended and d.awaited <> '{}' and d.awaited && p_awaited order by d.changed_at desc limit 50;
end $$;

-- The open clocks of some posts, the most urgent first, one ordered stretch of the index for each post and state: a post that holds thousands
-- costs no more than the rows asked for.
create or replace function app.held_clocks(p_posts text[], p_limit integer) returns table (dossier uuid, n integer)
  language plpgsql stable security definer set search_path = app, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  return query
  select c.dossier, c.n from unnest(p_posts) h (post), unnest(array['running', 'lapsed', 'paused']) s (state),
    lateral (select k.dossier, k.n, k.due_at from app.clock k
      where k.tenant = app.current_tenant() and k.holder = h.post and k.state = s.state and not k.expected
        and (select true from app.dossier d where d.tenant = k.tenant and d.id = k.dossier and not d.ended)
      order by k.due_at limit p_limit) c
  order by c.due_at, c.dossier, c.n limit p_limit;
end $$;

-- The open clocks of others in what concerns the asker, and whether the asker opened it: app.concern holds the open dossiers alone. Whom few concern is
-- led from those to their clocks; for whom thousands do, the most urgent clocks of all are looked through until enough concern them.
drop function if exists app.waited_for(text[], integer, integer);
create or replace function app.waited_for(p_posts text[], p_limit integer, p_few integer) returns table (dossier uuid, n integer, own boolean)
  language plpgsql stable security definer set search_path = app, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  v_tenant text := app.current_tenant();
  v_person text := 'person:' || app.current_person();
  v_who text[] := array(select 'post:' || p from unnest(p_posts) p) || v_person;
  v_concerning uuid[] := array(select c.dossier from app.concern c where c.tenant = v_tenant and c.who = any (v_who) limit p_few + 1);
begin
  if cardinality(v_concerning) <= p_few then
    return query select c.dossier, c.n, coalesce((select true from app.concern o where o.tenant = v_tenant and o.dossier = c.dossier and o.who = v_person), false)
      from (select distinct x.id from unnest(v_concerning) x (id)) x
      join app.clock c on c.tenant = v_tenant and c.dossier = x.id
      where c.level = 0 and c.state in ('running', 'lapsed', 'paused') and c.holder <> all (p_posts)
      order by c.due_at, c.dossier, c.n limit p_limit;
  else
    return query select c.dossier, c.n, coalesce((select true from app.concern o where o.tenant = v_tenant and o.dossier = c.dossier and o.who = v_person), false)
      from unnest(array['running', 'lapsed', 'paused']) s (state),
      lateral (select k.dossier, k.n, k.due_at from app.clock k
        where k.tenant = v_tenant and k.state = s.state and k.level = 0 and k.holder <> all (p_posts)
          -- A subquery for a single value is never turned into a table of everything, as `exists` may be.
          and (select true from app.concern o where o.tenant = v_tenant and o.dossier = k.dossier and o.who = any (v_who) limit 1)
        order by k.due_at limit p_limit) c
      order by c.due_at, c.dossier, c.n limit p_limit;
  end if;
end $$;

-- What is the asker's own among what the asker may read: opened by the asker, or with the asker as a party, in person or by a post, in a role of which the
-- kind says so. `ties` names the roles; the empty one stands for the author, which is told to nobody else. How few these are of all there is the planner
-- cannot know: it is led from one to the next instead of looking through the record.
create or replace function app.own_dossiers(p_kinds text[], p_roles text[], p_posts text[]) returns table (dossier uuid, kind text, ended boolean, ties text[])
  language plpgsql stable security definer set search_path = app, pg_temp
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
  v_tenant text := app.current_tenant();
  v_person text := app.current_person();
  -- `kind|role`; the role alone leads through the index.
  v_names text[] := array(select distinct split_part(r, '|', 2) from unnest(p_roles) r);
begin
  return query
  select d.id, d.kind, d.ended, array_agg(distinct t.role) from (
      select a.id, '' as role from app.dossier a where a.tenant = v_tenant and a.author = v_person and a.kind = any (p_kinds)
      union all select p.dossier, p.role from app.party p where p.tenant = v_tenant and p.person = v_person and p.role = any (v_names)
      union all select p.dossier, p.role from app.party p where p.tenant = v_tenant and p.post = any (p_posts) and p.role = any (v_names)) t
    join app.dossier d on d.tenant = v_tenant and d.id = t.id
  where t.role = '' or d.kind || '|' || t.role = any (p_roles)
  group by d.id, d.kind, d.ended;
end $$;

-- What the asker may find, newest first. One search for each question: words as written, words without diacritics, or any of some tags.
-- The keys are compared here because the table is held from everybody else; whoever calls joins the dossiers under row security again.
-- Volatile, because it asks the planner; it writes nothing. Without a limit everything is fetched at once; else weeks are taken from the newest on, as many at once as promise the rest, so that a word of every second dossier is not fetched half a million times.
create or replace function app.find_entries(p_words tsquery, p_folded tsquery, p_any text[], p_all text[], p_since timestamptz, p_until timestamptz, p_limit integer)
  returns table (dossier uuid, opened_at timestamptz)
  language plpgsql volatile security definer set search_path = app, pg_temp
  set work_mem = '32MB' set enable_seqscan = off set enable_indexscan = off set max_parallel_workers_per_gather = 0 as $$
declare
  v_keys text[] := app.current_keys();
  v_matters text[] := array(select k from unnest(app.current_keys()) k where k like '%@%');
  v_person text := app.current_person();
  v_where text;
  v_monday timestamp := date_trunc('week', least(app.business_now(), p_until) at time zone 'UTC');
  v_after timestamptz := (v_monday + interval '7 days') at time zone 'UTC';
  v_before timestamptz := v_after;
  v_width integer := 1;
  v_weeks text[];
  v_from timestamptz;
  v_found integer := 0;
  v_rows integer;
  -- How far back a record may reach, after how many weeks at once the rest can be foretold, and how many rows may be fetched in one step.
  c_weeks constant integer := 300;
  c_sure constant integer := 16;
  c_step constant integer := 20000;
  c_few constant integer := 3000;
  v_plan jsonb;
begin
  if num_nonnulls(p_words, p_folded, p_any) <> 1 or numnode(coalesce(p_words, p_folded)) = 0 or cardinality(p_any) = 0 then return; end if;
  v_where := 'e.tenant = $1'
    || case when p_words is not null then ' and e.words @@ $2' when p_folded is not null then ' and e.folded @@ $3' else ' and e.tags && $4' end
    || case when cardinality(p_all) > 0 then ' and e.tags @> $5' else '' end
    || case when app.is_system() then '' when cardinality(v_matters) = 0 then ' and e.tags && $6'
         -- A key for certain matters opens dossiers of that kind alone.
         else ' and e.tags && ($6 || array(select substr(m, strpos(m, ''@'') + 1) from unnest($7) m)) and (e.tags && $6 or exists ('
           || 'select 1 from unnest($7) m where e.tags @> array[''kind='' || split_part(m, ''@'', 1), substr(m, strpos(m, ''@'') + 1)]))' end
    || case when v_person is not null then ' and not (e.excluded @> array[$8])' else '' end
    || case when p_since is not null then ' and e.opened_at >= $9' else '' end
    || case when p_until is not null then ' and e.opened_at < $10' else '' end;
  -- What the planner knows of the words tells the common from the rare; words that only occur together look rarer than they are, seldom by much.
  execute 'explain (format json) select from app.search_entry e where ' || v_where
    into v_plan using app.current_tenant(), p_words, p_folded, p_any, p_all, v_keys, v_matters, v_person, p_since, p_until;
  if p_limit is null or (v_plan #>> '{0,Plan,Plan Rows}')::numeric <= c_few then v_width := c_weeks; end if;
  loop
    v_weeks := case when v_width < c_weeks then array(
      select 'week=' || to_char(v_monday - n * interval '7 days', 'IYYY-IW') from generate_series(0, v_width - 1) n) end;
    v_from := case when v_weeks is null then '-infinity' else (v_monday - (v_width - 1) * interval '7 days') at time zone 'UTC' end;
    return query execute 'select e.dossier, e.opened_at from app.search_entry e where ' || v_where
      -- Last comes what a clock since turned back dated later than today.
      || case when v_weeks is null then ' and (e.opened_at < $11 or e.opened_at >= $12)' else ' and e.tags && $13 and e.opened_at < $11 and e.opened_at >= $14' end
      || ' order by e.opened_at desc, e.dossier desc limit $15'
      using app.current_tenant(), p_words, p_folded, p_any, p_all, v_keys, v_matters, v_person, p_since, p_until, v_before, v_after, v_weeks, v_from,
        p_limit - v_found;
    get diagnostics v_rows = row_count;
    v_found := v_found + v_rows;
    exit when v_found >= p_limit or v_weeks is null or v_from <= p_since;
    v_before := v_from;
    v_monday := v_monday - v_width * interval '7 days';
    -- The last weeks alone say little of the years before: a holiday looks like a rare word.
    v_width := case when v_width < c_sure then v_width * 4 when v_rows::bigint * c_weeks <= c_step::bigint * v_width then c_weeks
      else least(c_weeks - 1, greatest(v_width, 2 * (p_limit - v_found) * v_width / greatest(v_rows, 1))) end;
  end loop;
end $$;

-- Of some kinds those of which the asker may read so few dossiers, at most so many and fewer than a list would look at otherwise, that a list is better made
-- of these alone. Of what stands in the index the planner knows roughly how much there is.
create or replace function app.find_readable(p_kinds text[], p_most integer) returns table (kind text, dossiers uuid[])
  language plpgsql volatile security definer set search_path = app, pg_temp set enable_seqscan = off set enable_indexscan = off
  set max_parallel_workers_per_gather = 0 as $$
declare
  v_tenant text := app.current_tenant();
  -- Keys of roles stand there with the kind; taken together with it once more they would look rarer than they are.
  v_readable constant text := 'from app.search_entry e where e.tenant = $1 and (e.tags && $2 or e.tags @> array[$3] and e.tags && $4)';
  v_tag text;
  v_keys text[];
  v_roles text[];
  v_plan jsonb;
  v_all numeric;
  v_few numeric;
  -- A row found by its key costs twice as much as one passed by in the order of an index; a list counts up to here.
  c_dearer constant numeric := 2;
  c_counted constant numeric := 1001;
begin
  if app.is_system() then return; end if;
  foreach kind in array p_kinds loop
    v_tag := 'kind=' || kind;
    execute 'explain (format json) select from app.search_entry e where e.tenant = $1 and e.tags @> array[$2]' into v_plan using v_tenant, v_tag;
    v_all := v_plan #>> '{0,Plan,Plan Rows}';
    continue when v_all < c_counted;
    v_keys := array(select case when strpos(k, '@') = 0 then k else substr(k, strpos(k, '@') + 1) end from unnest(app.current_keys()) k
      where strpos(k, '@') = 0 or split_part(k, '@', 1) = kind);
    v_roles := array(select kind || '@' || k from unnest(v_keys) k where k = 'official' or k like 'role:%');
    v_keys := array(select k from unnest(v_keys) k where k <> 'official' and k not like 'role:%');
    execute 'explain (format json) select ' || v_readable into v_plan using v_tenant, v_roles, v_tag, v_keys;
    v_few := v_plan #>> '{0,Plan,Plan Rows}';
    continue when v_few > p_most or c_dearer * v_few * greatest(v_few, c_counted) > c_counted * v_all;
    execute 'select array(select e.dossier ' || v_readable || ' limit $5)' into dossiers using v_tenant, v_roles, v_tag, v_keys, p_most + 1;
    continue when cardinality(dossiers) > p_most;
    -- What is restricted stands in no index.
    dossiers := dossiers || array(select d.id from app.dossier d where d.tenant = v_tenant and d.kind = find_readable.kind and d.restricted limit p_most + 1);
    continue when cardinality(dossiers) > p_most;
    return next;
  end loop;
end $$;

-- Entries of a book in which words or a number stand. A book is some thousands of lines: looking at each of them leaves none out, however many other
-- dossiers hold the words. The owner sees every link: whoever asks must be able to read the book and the entry, which the joins look at.
create or replace function app.find_in_book(p_book uuid, p_folded tsquery, p_any text[]) returns table (dossier uuid)
  language sql stable security definer set search_path = app, pg_temp as $$
  select l.dossier from app.link l
    join app.dossier d on d.tenant = l.tenant and d.id = l.dossier
    join app.dossier b on b.tenant = l.tenant and b.id = l.target
    join app.search_entry e on e.tenant = l.tenant and e.dossier = l.dossier
  where l.tenant = app.current_tenant() and l.type = 'part-of' and l.target = p_book
    and (numnode(p_folded) > 0 and e.folded @@ p_folded or e.tags && p_any)
$$;

-- Dossiers of a kind that share neighbouring syllables, among what the asker may find. The rarest pairs choose who is looked at, for common ones stand
-- everywhere; all pairs are counted on those.
create or replace function app.find_similar(p_kind text, p_first text[], p_second text[]) returns table (dossier uuid, shared integer)
  language plpgsql volatile security definer set search_path = app, pg_temp set enable_seqscan = off as $$
declare
  v_rare tsquery;
  v_pairs tsquery[] := array(select (quote_literal(p.a) || ' <-> ' || quote_literal(p.b))::tsquery from unnest(p_first, p_second) p(a, b));
begin
  with common as (
    select x.lexeme, x.share from pg_stats s
      cross join lateral unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) x(lexeme, share)
    where s.schemaname = 'app' and s.tablename = 'search_entry' and s.attname = 'folded' and x.lexeme is not null),
  pair as (
    select distinct quote_literal(p.a) || ' & ' || quote_literal(p.b) as words, least(coalesce(ca.share, 0), coalesce(cb.share, 0)) as share
    from unnest(p_first, p_second) p(a, b) left join common ca on ca.lexeme = p.a left join common cb on cb.lexeme = p.b)
  select string_agg(r.words, ' | ')::tsquery into v_rare from (select words from pair order by share, words limit 12) r;
  return query
    with looked_at as materialized (
      -- Put together with nothing, a vector is fetched and uncompressed once, and not once again for every pair.
      select n.dossier, e.folded || ''::tsvector as folded
      from app.find_entries(null, v_rare, null, array['kind=' || p_kind], null, null, 500) n
        join app.search_entry e on e.tenant = app.current_tenant() and e.dossier = n.dossier)
    select l.dossier, count(*)::integer from looked_at l join unnest(v_pairs) p(words) on l.folded @@ p.words group by l.dossier;
end $$;

-- Which of some words stand where in the newest dossiers that the asker may find by a query, as they are written there.
create or replace function app.read_words(p_query tsquery, p_words text[], p_limit integer) returns table (places jsonb)
  language sql volatile security definer set search_path = app, pg_temp set enable_seqscan = off as $$
  select x.places
  from app.find_entries(null, p_query, null, '{}', null, null, p_limit) n
    join app.search_entry e on e.tenant = app.current_tenant() and e.dossier = n.dossier
    cross join lateral (
      select jsonb_agg(jsonb_build_array(f.place, f.lexeme, coalesce(w.lexeme, f.lexeme)) order by f.place) as places
      from (select u.lexeme, p.place from unnest(e.folded) u cross join lateral unnest(u.positions) p(place) where u.lexeme = any (p_words)) f
        left join (select u.lexeme, p.place from unnest(e.words) u cross join lateral unnest(u.positions) p(place)) w on w.place = f.place) x
$$;

create or replace function app.lock_dossier(p_dossier uuid) returns void
  language plpgsql security definer set search_path = app, pg_temp as $$
begin
  perform 1 from app.dossier d where d.tenant = app.current_tenant() and d.id = p_dossier for update;
end $$;

-- Other dossiers as far as the asker may read them, with their texts.
drop function if exists app.read_linked(uuid[], text[]);
create function app.read_linked(p_ids uuid[], p_numbers text[])
  returns table (dossier jsonb, clocks jsonb, texts jsonb, gaps jsonb)
  language plpgsql stable rows 4 security definer set search_path = app, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  return query
  -- Who wrote first is told to nobody but that person.
  select to_jsonb(d) - 'read_keys' - 'may' - 'excluded'
      || case when d.author = app.current_person() or app.is_system() then '{}' else '{"author": null, "author_key": ""}'::jsonb end,
    (select jsonb_agg(c.detail order by c.n) from app.clock c where c.tenant = d.tenant and c.dossier = d.id),
    (select jsonb_object_agg('§' || v.seq || '/' || v.name || '§', v.value) from app.vault v
       where v.tenant = d.tenant and v.dossier = d.id and v.value is not null and (v.keys is null or v.keys && app.current_keys())),
    (select jsonb_object_agg('§' || v.seq || '/' || v.name || '§', coalesce(v.erased_by, '')) from app.vault v
       where v.tenant = d.tenant and v.dossier = d.id and (v.value is null or not (v.keys is null or v.keys && app.current_keys())))
  from app.dossier d where d.tenant = app.current_tenant() and (d.id = any (p_ids) or d.number = any (p_numbers));
end $$;

-- Gapless: the row stays locked until the transaction that took the number commits or rolls back.
drop function if exists app.take_numbers(text, integer, integer);
create or replace function app.take_numbers(p_series text, p_count integer, p_first integer) returns integer
  language sql security definer set search_path = app, pg_temp as $$
  insert into app.number_counter as c (tenant, series, first, last) values (app.current_tenant(), p_series, p_first, p_first + p_count - 1)
  on conflict (tenant, series) do update set last = c.last + p_count
  returning last - p_count + 1
$$;

-- The number a series gives next, for whoever may read the dossier that keeps it.
create or replace function app.next_number(p_series text, p_first integer, p_keeper uuid) returns integer
  language sql stable security definer set search_path = app, pg_temp as $$
  select coalesce((select c.last + 1 from app.number_counter c where c.tenant = app.current_tenant() and c.series = p_series), p_first)
  from app.dossier d where d.tenant = app.current_tenant() and d.id = p_keeper
$$;

create or replace function app.apply_row_op(p_op jsonb, p_dossier uuid, p_seq integer) returns void
  language plpgsql set search_path = app, pg_temp as $$
declare
  v_tenant text := app.current_tenant();
  v_table text := p_op->>'table';
  v_key text := p_op->>'keyText';
  v_on date := coalesce(p_op->>'from', p_op->>'on')::date;
  v_upper date;
begin
  delete from app.effective_row r where r.tenant = v_tenant and r.table_name = v_table and r.key_text = v_key and lower(r.valid) = v_on;
  update app.effective_row r set valid = daterange(lower(r.valid), v_on)
    where r.tenant = v_tenant and r.table_name = v_table and r.key_text = v_key and r.valid @> v_on;
  if p_op->>'op' = 'open' then
    select min(lower(r.valid)) into v_upper from app.effective_row r
      where r.tenant = v_tenant and r.table_name = v_table and r.key_text = v_key and lower(r.valid) > v_on;
    insert into app.effective_row (tenant, table_name, key, key_text, "values", valid, dossier, seq)
      values (v_tenant, v_table, p_op->'key', v_key, p_op->'values', daterange(v_on, v_upper), p_dossier, p_seq);
  end if;
end $$;

-- The rows an act says, all at once. What is superseded stays where the table keeps every revision.
create or replace function app.write_table_rows(p_rows jsonb, p_dossier uuid, p_seq integer) returns void
  language plpgsql set search_path = app, pg_temp as $$
declare v_table text; v_keeps text; v_keys text[];
begin
  -- Keys as an array: a join with rows of unknown number is planned for few, and ten thousand then cost minutes.
  for v_table, v_keeps, v_keys in
    select x."table", x.keeps, array_agg(x."keyText") from jsonb_to_recordset(p_rows) as x("table" text, "keyText" text, keeps text) group by 1, 2
  loop
    if v_keeps = 'every' then
      update app.table_row r set superseded_by = p_seq
        where r.tenant = app.current_tenant() and r.dossier = p_dossier and r.table_name = v_table and r.key_text = any (v_keys) and r.superseded_by is null;
    else
      delete from app.table_row r
        where r.tenant = app.current_tenant() and r.dossier = p_dossier and r.table_name = v_table and r.key_text = any (v_keys);
    end if;
  end loop;
  insert into app.table_row (tenant, dossier, table_name, key_text, seq, key, "values", shown_on)
  select app.current_tenant(), p_dossier, x."table", x."keyText", p_seq, x.key, x."values", coalesce(x."shownOn", p_dossier)
  from jsonb_to_recordset(p_rows) as x("table" text, "keyText" text, key jsonb, "values" jsonb, "shownOn" uuid)
  where jsonb_typeof(x."values") = 'object';
end $$;

-- Effects on many: what is asked for is written with the act, whom it reaches is found afterwards, some at a time.
create or replace function app.write_spreads(p_spreads jsonb, p_dossier uuid, p_seq integer) returns void
  language plpgsql set search_path = app, pg_temp as $$
begin
  insert into app.spread (tenant, cause_dossier, cause_seq, n, kind, "where", act, body)
  select app.current_tenant(), p_dossier, p_seq, n, s->>'kind', coalesce(s->'where', '{}'), s->>'act', coalesce(s->'body', '{}')
  from jsonb_array_elements(p_spreads) with ordinality as x(s, n);
  perform graphile_worker.add_job('spread', json_build_object('tenant', app.current_tenant(), 'dossier', p_dossier, 'seq', p_seq, 'n', n),
    job_key := 'spread:' || p_dossier || ':' || p_seq || ':' || n)
  from generate_series(1, jsonb_array_length(p_spreads)) n;
end $$;

-- What the entry of a dossier should be, from what its acts make. Without a search path of its own, so that it becomes part of the statement that asks.
drop function if exists app.search_entry_of(text, jsonb);
create function app.search_entry_of(p_tenant text, d jsonb) returns setof app.search_entry language sql stable rows 1 as $$
  select p_tenant, x.id, x."openedAt", coalesce(x.excluded, '{}'),
    app.search_tags(x."readKeys", x.kind, x.unit, x."openedAt", x.symbols, x.number, x.receipt), to_tsvector('simple', x.words), to_tsvector('simple', x.folded)
  from jsonb_to_record(d) as x(id uuid, "openedAt" timestamptz, excluded text[], "readKeys" text[], kind text, unit text, symbols text[], number text,
    receipt text, words text, folded text)
$$;

-- How a dossier is found, written only where that has changed: most acts change neither words nor readers, and the index is the dearest of all.
create or replace function app.write_search_entry(p_tenant text, d jsonb) returns void
  language plpgsql set search_path = app, pg_temp as $$
declare
  v_new app.search_entry;
  v_old app.search_entry;
begin
  if (d->>'restricted')::boolean then return; end if;
  if (d->>'seq')::integer is not distinct from 1 then
    insert into app.search_entry select e.* from app.search_entry_of(p_tenant, d) e;
    return;
  end if;
  select * into v_new from app.search_entry_of(p_tenant, d) e;
  select * into v_old from app.search_entry e where e.tenant = p_tenant and e.dossier = v_new.dossier;
  -- An act that left alone what the dossier is found by sends no words: those written stand.
  if not d ? 'words' then
    v_new.words := v_old.words;
    v_new.folded := v_old.folded;
  end if;
  if v_old.dossier is null then
    insert into app.search_entry select v_new.*;
  elsif v_old is distinct from v_new then
    update app.search_entry e set excluded = v_new.excluded, tags = v_new.tags, words = v_new.words, folded = v_new.folded
      where e.tenant = p_tenant and e.dossier = v_new.dossier;
  end if;
end $$;

-- Whom a dossier concerns that has not ended: its author, the posts that are parties, the posts that held a clock of it at any time.
create or replace function app.concerned_by(p_tenant text, p_dossier uuid, p_author text) returns text[]
  language sql stable set search_path = app, pg_temp as $$
  select array(
    select 'post:' || p.post from app.party p where p.tenant = p_tenant and p.dossier = p_dossier and p.post is not null
    union select 'post:' || c.holder from app.clock c where c.tenant = p_tenant and c.dossier = p_dossier and c.level = 0
    union select 'person:' || p_author where p_author is not null)
$$;

drop function if exists app.write_concern(text, jsonb);

-- Whom open dossiers concern and are not said to, and the other way round. For verification alone.
create or replace function app.wrong_concerns() returns table (dossier uuid, who text, missing boolean)
  language sql stable security definer set search_path = app, pg_temp as $$
  select coalesce(e.dossier, c.dossier), coalesce(e.who, c.who), c.who is null
  from (select d.tenant, d.id as dossier, w.who from app.dossier d cross join lateral unnest(app.concerned_by(d.tenant, d.id, d.author)) w(who) where not d.ended) e
    full join app.concern c on c.tenant = e.tenant and c.dossier = e.dossier and c.who = e.who
  where app.is_system() and (e.who is null or c.who is null)
$$;

-- Which entries are not what the acts of their dossiers make, and in what. For verification alone.
create or replace function app.wrong_search_entries(p_expected jsonb) returns table (dossier uuid, wrong text)
  language sql stable security definer set search_path = app, pg_temp as $$
  select (d->>'id')::uuid, w.wrong
  from jsonb_array_elements(p_expected) d
    -- From it, not `(f(d)).*`: that would call it once for every column.
    cross join lateral app.search_entry_of(app.current_tenant(), d) x
    left join app.search_entry e on e.tenant = x.tenant and e.dossier = x.dossier
    cross join lateral (values ('missing', e.dossier is null and not (d->>'restricted')::boolean), ('extra', e.dossier is not null and (d->>'restricted')::boolean),
      ('opened_at', e.opened_at <> x.opened_at), ('excluded', e.excluded <> x.excluded), ('tags', e.tags <> x.tags),
      ('words', e.words <> x.words), ('folded', e.folded <> x.folded)) w(wrong, is_wrong)
  where app.is_system() and w.is_wrong
$$;

-- What an act says of its dossier and of itself, by the names the program gives them. As types: a document is then read in an expression, which is made
-- ready once for a group of acts, and not in each statement, which is made ready for every act. Only within bodies, so that they can be made anew.
drop type if exists app.dossier_part;
create type app.dossier_part as (id uuid, kind text, number text, receipt text, stage text, ended boolean, restricted boolean, seq integer, head text,
  stream text, state jsonb, struck jsonb, author text, "authorKey" text, title text, unit text, field text, locality text, responsible text,
  classification text, money bigint, people integer, "openedAt" timestamptz, "changedAt" timestamptz, "closedAt" timestamptz, "dueAt" timestamptz,
  "clockState" text, holder text, late boolean, "readKeys" text[], may text[], awaited text[], excluded text[], symbols text[]);
drop type if exists app.act_part;
create type app.act_part as (name text, "kindVersion" integer, actor text, mask text[], key text, at timestamptz, "businessAt" timestamptz, body jsonb,
  facts jsonb, salts jsonb, digests jsonb, leaf text, "leafHash" text, "prevHash" text, cause jsonb);

-- Whether a change brings nothing but what most do.
create or replace function app.is_plain(w jsonb) returns boolean language plpgsql immutable as $$
begin
  return not w ?| array['soleKeys', 'passkey', 'signature', 'tableRows', 'spreads']
    and coalesce(jsonb_array_length(w->'attachments') + jsonb_array_length(w->'followUps') + jsonb_array_length(w->'rows'), 1) = 0;
end $$;
-- What few changes bring, as whoever is at work. Called by app.write_changes alone, before the leaf has its place.
create or replace function app.write_rest(w jsonb, p_id uuid, p_seq integer) returns void
  language plpgsql as $$
declare
  v_tenant text := app.current_tenant();
  v_taken text;
begin
  if w ? 'soleKeys' then
    delete from app.sole_key s where s.tenant = v_tenant and s.dossier = p_id
      and s.key not in (select jsonb_array_elements_text(w->'soleKeys'));
    insert into app.sole_key (tenant, key, dossier) select v_tenant, k, p_id from jsonb_array_elements_text(w->'soleKeys') k
      on conflict (tenant, key) do nothing;
    -- The number just taken goes back with the transaction.
    select k into v_taken from jsonb_array_elements_text(w->'soleKeys') k
      where not exists (select 1 from app.sole_key s where s.tenant = v_tenant and s.key = k and s.dossier = p_id) limit 1;
    if v_taken is not null then raise exception 'kt.taken' using errcode = 'KT006', detail = v_taken; end if;
  end if;

  -- Of a removal and a signature at once, whichever has the key gets its place in the ledger first.
  if w->'passkey' = 'null' then perform 1 from app.passkey k where k.tenant = v_tenant and k.id = p_id for update; end if;

  -- The challenge is spent with the act that it signs and with no other: together they are written, or neither.
  if w ? 'signature' then
    perform app.spend_signing((w #>> '{signature,challenge}')::uuid, (w #>> '{signature,passkey}')::uuid, (w #>> '{signature,counter}')::bigint);
    insert into app.act_signature (tenant, dossier, seq, how, package, salt)
      values (v_tenant, p_id, p_seq, w #>> '{signature,package,how}', w #> '{signature,package}', w #>> '{signature,salt}');
  end if;

  -- What the device needs stands or falls with the act that says whose key it is.
  if w ? 'passkey' then perform app.keep_passkey(p_id, w->'passkey'); end if;

  if jsonb_array_length(w->'attachments') > 0 then
    -- To know a hash is not to have the file: it must have been brought by the actor or stand where the actor may read it.
    if exists (
      select 1 from jsonb_array_elements(w->'attachments') f
      where not exists (
        select 1 from app.content c
        where c.tenant = v_tenant and c.hash = f->>'hash' and c.size = (f->>'size')::integer and c.type = f->>'type'
          and (app.is_system()
            or exists (select 1 from app.content_taker k where k.tenant = c.tenant and k.hash = c.hash and k.person = app.current_person())
            or exists (select 1 from app.attachment t join app.dossier x on x.tenant = t.tenant and x.id = t.dossier
                       where t.tenant = c.tenant and t.hash = c.hash)))) then
      raise exception 'kt.no_such_content' using errcode = 'KT004';
    end if;
    insert into app.attachment (tenant, dossier, seq, n, hash, size, type, name)
    select v_tenant, p_id, p_seq, n, f->>'hash', (f->>'size')::integer, f->>'type', f->>'name'
    from jsonb_array_elements(w->'attachments') with ordinality as x(f, n);
  end if;
  if jsonb_array_length(w->'followUps') > 0 then
    insert into app.follow_up (tenant, cause_dossier, cause_seq, n, target, act, body)
    select v_tenant, p_id, p_seq, n, (f->>'target')::uuid, f->>'act', f->'body' from jsonb_array_elements(w->'followUps') with ordinality as x(f, n);
    perform graphile_worker.add_job('follow-up', json_build_object('tenant', v_tenant, 'dossier', p_id, 'seq', p_seq, 'n', n),
      job_key := 'follow-up:' || p_id || ':' || p_seq || ':' || n)
    from generate_series(1, jsonb_array_length(w->'followUps')) n;
  end if;
  if jsonb_array_length(w->'rows') > 0 then
    perform app.apply_row_op(r, p_id, p_seq) from jsonb_array_elements(w->'rows') with ordinality as x(r, n) order by n;
    insert into app.setting (tenant, name, value) select v_tenant, 'epoch.' || e, '1' from jsonb_array_elements_text(w->'epochs') e
      on conflict (tenant, name) do update set value = to_jsonb((app.setting.value #>> '{}')::bigint + 1);
  end if;
  if w ? 'tableRows' then perform app.write_table_rows(w->'tableRows', p_id, p_seq); end if;
  if w ? 'spreads' then perform app.write_spreads(w->'spreads', p_id, p_seq); end if;
end $$;

-- Dossiers changed: their acts, vaults, rows, clocks, ties; each dossier once. The acts go in before the rows change, so that the policy on acts
-- compares with what a dossier granted before its act. One statement for a table, however many change: beginning a statement costs more than a row.
-- Called by app.append_act and app.append_group alone, under their search path. Assigning is far cheaper than a statement, and a record read at once than value by value.
drop function if exists app.write_change(jsonb);
create or replace function app.write_changes(p_changes jsonb[]) returns void
  language plpgsql as $$
declare
  v_tenant text := app.current_tenant();
  v_count integer := cardinality(p_changes);
  v_rows app.dossier_part[] := '{}';
  v_acts app.act_part[] := '{}';
  v_ids uuid[] := '{}';
  v_seqs integer[] := '{}';
  v_row app.dossier_part;
  v_dossier jsonb;
  v_opened integer := 0;
  v_found integer;
  v_moved integer[] := '{}';
  v_has_vault boolean := false;
  v_has_clocks boolean := false;
  v_has_parties boolean := false;
  v_has_links boolean := false;
  v_has_concerned boolean := false;
  v_has_notices boolean := false;
  v_void text;
  w jsonb;
begin
  for i in 1 .. v_count loop
    w := p_changes[i];
    v_row := jsonb_populate_record(null::app.dossier_part, w->'dossier');
    v_rows[i] := v_row;
    v_acts[i] := jsonb_populate_record(null::app.act_part, w->'act');
    v_ids[i] := v_row.id;
    v_seqs[i] := v_row.seq;
    if v_row.seq = 1 then v_opened := v_opened + 1; end if;
    v_has_vault := v_has_vault or jsonb_array_length(w->'vault') > 0;
    v_has_clocks := v_has_clocks or jsonb_array_length(w->'clocks') > 0;
    v_has_parties := v_has_parties or w ? 'parties';
    v_has_links := v_has_links or w ? 'links';
    v_has_concerned := v_has_concerned or w ? 'concerned';
    v_has_notices := v_has_notices or jsonb_array_length(w->'notices') > 0;
  end loop;

  -- What an act opens, or leaves behind, may be closed to whoever performs it, such as the part of another unit: the policies must see it all the same.
  v_void := set_config('app.door', 'written', true);
  if v_opened > 0 then
    insert into app.dossier (tenant, id, kind, number, receipt, stage, ended, restricted, seq, head, stream, state, struck, author, author_key, title,
      unit, field, locality, responsible, classification, money, people, opened_at, changed_at, closed_at, due_at, clock_state, holder, late,
      read_keys, may, awaited, excluded, symbols)
    select v_tenant, r.id, r.kind, r.number, r.receipt, r.stage, r.ended, r.restricted, 1, decode(r.head, 'hex'), decode(r.stream, 'hex'),
      r.state, r.struck, r.author, r."authorKey", r.title, r.unit, r.field, r.locality, r.responsible,
      r.classification, r.money, r.people, r."openedAt", r."changedAt", r."closedAt", r."dueAt", r."clockState",
      r.holder, r.late, r."readKeys", r.may, r.awaited, r.excluded, r.symbols
    from unnest(v_rows) r where r.seq = 1;
  end if;
  if v_opened < v_count then
    -- Before the policy on acts looks: of two at once the later must hear that the dossier moved, not that it may not act. In one order, so that no two
    -- groups wait for each other.
    with held as materialized (
      select x.n, d.read_keys, d.excluded, d.symbols, d.number, d.unit
      from unnest(v_ids, v_seqs) with ordinality x(id, seq, n) join app.dossier d on d.tenant = v_tenant and d.id = x.id and d.seq = x.seq - 1
      where x.seq > 1 order by d.id for update of d)
    select count(*), coalesce(array_agg(h.n) filter (where not (
        h.read_keys = (v_rows[h.n])."readKeys" and h.excluded = (v_rows[h.n]).excluded and h.symbols = (v_rows[h.n]).symbols
        and h.number is not distinct from (v_rows[h.n]).number and h.unit is not distinct from (v_rows[h.n]).unit)), '{}')
      into v_found, v_moved from held h;
    if v_found <> v_count - v_opened then raise exception 'kt.sequence_moved' using errcode = 'KT001'; end if;
  end if;

  insert into app.act (tenant, dossier, seq, name, kind_version, actor, mask, key, at, business_at, body, facts, salts, digests, leaf_hash, prev_hash,
    cause_dossier, cause_seq, cause_n)
  select v_tenant, v_ids[a.ordinality], v_seqs[a.ordinality], a.name, a."kindVersion", a.actor, a.mask, a.key, a.at, a."businessAt", a.body, a.facts,
    a.salts, a.digests, decode(a."leafHash", 'hex'), decode(a."prevHash", 'hex'), (a.cause->>'dossier')::uuid, (a.cause->>'seq')::integer,
    (a.cause->>'n')::integer
  from unnest(v_acts) with ordinality a;

  if v_opened < v_count then
    update app.dossier d set number = r.number, stage = r.stage, ended = r.ended, seq = r.seq, head = decode(r.head, 'hex'), state = r.state,
      struck = r.struck, title = r.title, unit = r.unit, field = r.field, locality = r.locality, responsible = r.responsible,
      classification = r.classification, money = r.money, people = r.people, changed_at = r."changedAt", closed_at = r."closedAt",
      due_at = r."dueAt", clock_state = r."clockState", holder = r.holder, late = r.late, read_keys = r."readKeys", may = r.may,
      awaited = r.awaited, excluded = r.excluded, symbols = r.symbols
    from unnest(v_rows) r
    where d.tenant = v_tenant and d.id = r.id and d.seq = r.seq - 1 and r.seq > 1;
    get diagnostics v_found = row_count;
    if v_found <> v_count - v_opened then raise exception 'kt.sequence_moved' using errcode = 'KT001'; end if;
  end if;
  v_void := set_config('app.door', '', true);

  -- Most acts change neither words nor readers: then the entry need not even be looked at.
  for i in 1 .. v_count loop
    v_dossier := p_changes[i]->'dossier';
    if v_seqs[i] = 1 or v_dossier ? 'words' or i = any (v_moved) then v_void := app.write_search_entry(v_tenant, v_dossier); end if;
  end loop;

  if v_has_vault then
    insert into app.vault (tenant, dossier, seq, name, sealed, salt, value, keys)
    -- Value by value: what is missing or null where readers or a text must stand is then refused and not read as nothing.
    select v_tenant, v_ids[c.n], v_seqs[c.n], v->>'name', v->>'sealed', v->>'salt', v->'value',
      case when v ? 'keys' then array(select jsonb_array_elements_text(v->'keys')) end
    from unnest(p_changes) with ordinality c(w, n) cross join lateral jsonb_array_elements(c.w->'vault') v;
  end if;

  if v_has_clocks then
    insert into app.clock (tenant, dossier, n, id, name, state, holder, unit, level, escalates, expected, start_at, due_at, ended_at, lapsed_by,
      lapsed_person, cause_state, detail)
    select v_tenant, v_ids[x.n], l.n, c.id, c.name, c.state, c.holder, c.unit, c.level, c.of, coalesce(c.expected, false), c."startAt", c."dueAt", c."endedAt",
      c."lapsedBy", c."lapsedPerson", c.cause->>'state', l.clock
    from unnest(p_changes) with ordinality x(w, n) cross join lateral jsonb_to_recordset(x.w->'clocks') as l(n integer, clock jsonb)
      cross join lateral jsonb_to_record(l.clock) as c(id text, name text, state text, holder text, unit text, level integer, "of" text, expected boolean,
        "startAt" timestamptz, "dueAt" timestamptz, "endedAt" timestamptz, "lapsedBy" integer, "lapsedPerson" text, cause jsonb)
    on conflict (tenant, dossier, n) do update set id = excluded.id, name = excluded.name, level = excluded.level, escalates = excluded.escalates,
      expected = excluded.expected, start_at = excluded.start_at, state = excluded.state, holder = excluded.holder, unit = excluded.unit,
      due_at = excluded.due_at, ended_at = excluded.ended_at, lapsed_by = excluded.lapsed_by, lapsed_person = excluded.lapsed_person, cause_state = excluded.cause_state,
      detail = excluded.detail;
  end if;

  if v_has_parties then
    if v_opened < v_count then
      delete from app.party p using unnest(p_changes, v_ids, v_seqs) c(w, id, seq) where p.tenant = v_tenant and p.dossier = c.id and c.seq > 1 and c.w ? 'parties';
    end if;
    insert into app.party (tenant, dossier, n, role, unit, post, person, outside)
    select v_tenant, v_ids[c.n], p.n, p.role, p.unit, p.post, p.person, p.outside
    from unnest(p_changes) with ordinality c(w, n)
      cross join lateral rows from (jsonb_to_recordset(c.w->'parties') as (role text, unit text, post text, person text, outside text))
        with ordinality as p(role, unit, post, person, outside, n);
  end if;
  if v_has_links then
    if v_opened < v_count then
      delete from app.link l using unnest(p_changes, v_ids, v_seqs) c(w, id, seq) where l.tenant = v_tenant and l.dossier = c.id and c.seq > 1 and c.w ? 'links';
    end if;
    insert into app.link (tenant, dossier, n, type, target, note)
    select v_tenant, v_ids[c.n], x.n, x.l->>'type', (x.l->>'to')::uuid, x.l->>'note'
    from unnest(p_changes) with ordinality c(w, n) cross join lateral jsonb_array_elements(c.w->'links') with ordinality as x(l, n);
  end if;
  if v_has_concerned then
    if v_opened < v_count then
      delete from app.concern o using unnest(p_changes, v_ids, v_seqs) c(w, id, seq)
        where o.tenant = v_tenant and o.dossier = c.id and c.seq > 1 and c.w ? 'concerned' and not c.w->'concerned' ? o.who;
    end if;
    insert into app.concern (tenant, dossier, who)
    select v_tenant, v_ids[c.n], x.who from unnest(p_changes) with ordinality c(w, n) cross join lateral jsonb_array_elements_text(c.w->'concerned') x(who)
      on conflict do nothing;
  end if;
  if v_has_notices then
    insert into app.notice (tenant, to_key, dossier, seq, code, params, business_at)
    select v_tenant, x."to", v_ids[c.n], v_seqs[c.n], x.code, coalesce(x.params, '{}'), (v_acts[c.n])."businessAt"
    from unnest(p_changes) with ordinality c(w, n) cross join lateral jsonb_to_recordset(c.w->'notices') as x("to" text, code text, params jsonb);
  end if;

  for i in 1 .. v_count loop
    if not app.is_plain(p_changes[i]) then v_void := app.write_rest(p_changes[i], v_ids[i], v_seqs[i]); end if;
  end loop;

  -- Last: whoever signs with a key or removes it has that key in hand before the place.
  insert into app.ledger_pending (tenant, dossier, seq, leaf, leaf_hash, at)
    select v_tenant, v_ids[a.ordinality], v_seqs[a.ordinality], a.leaf, decode(a."leafHash", 'hex'), a.at from unnest(v_acts) with ordinality a;
end $$;

create or replace function app.refuse_all_but_system() returns void language plpgsql as $$
begin
  if not app.is_system() then raise exception 'kt.not_the_system' using errcode = '42501'; end if;
end $$;

-- Plans are made once for all acts: with the values of each before it the planner makes a new one every time, for what leads by a key to one row anyway.
-- One act with all it opens. This and app.append_group are the write door, nothing else writes to the record. Refuses if the dossier, the organisation or
-- the law moved since it was read.
create or replace function app.append_act(w jsonb) returns void
  language plpgsql security definer set search_path = app, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  c jsonb;
  v_changes jsonb := w->'changes';
  v_organisation bigint;
  v_law bigint;
  v_void text;
begin
  -- Acts that change organisation or law are written one after the other: the second sees the first's epoch and is decided again.
  if w @? '$.changes[*].rows[*]' then
    perform pg_advisory_xact_lock(hashtextextended('epoch:' || app.current_tenant(), 0));
  end if;
  select d.organisation, d.law into v_organisation, v_law from app.day_of(app.current_tenant()) d;
  if v_organisation <> (w->>'organisation')::bigint or v_law <> (w->>'law')::bigint then
    raise exception 'kt.epoch_moved' using errcode = 'KT002';
  end if;
  -- A series gives numbers only while its keeper stands as it was read: whoever closes it waits for us, or we hear of it.
  if w ? 'keepers' then
    for c in select * from jsonb_array_elements(w->'keepers') loop
      perform 1 from app.dossier d where d.tenant = app.current_tenant() and d.id = (c->>'dossier')::uuid and d.stage = c->>'stage' for share;
      if not found then raise exception 'kt.keeper_moved' using errcode = 'KT001'; end if;
    end loop;
  end if;
  if w ? 'idempotency' then
    insert into app.idempotency (tenant, person, key, request_hash, dossier, seq, at)
    values (app.current_tenant(), coalesce(app.current_person(), 'system'), w #>> '{idempotency,key}', w #>> '{idempotency,hash}',
      (w #>> '{changes,0,dossier,id}')::uuid, (w #>> '{changes,0,dossier,seq}')::integer, now());
  end if;
  if w ? 'followUp' then
    perform app.refuse_all_but_system();
    -- Done: what it carried now stands in the vault of the target and nowhere else.
    update app.follow_up set done_seq = (w #>> '{changes,0,dossier,seq}')::integer, body = '{}'
      where tenant = app.current_tenant() and cause_dossier = (w #>> '{followUp,dossier}')::uuid and cause_seq = (w #>> '{followUp,seq}')::integer
        and n = (w #>> '{followUp,n}')::integer and done_seq is null and refused is null;
    -- Another worker was first: nothing is written, so that an effect happens once. Asked before anything else, for the second worker
    -- waits here for the first instead of finding the dossier moved.
    if not found then raise exception 'kt.follow_up_settled' using errcode = 'KT005'; end if;
  end if;
  -- By number and assigned: neither a cursor nor a statement for each.
  for i in 0 .. jsonb_array_length(v_changes) - 1 loop
    v_void := app.write_changes(array[v_changes->i]);
  end loop;
end $$;

-- The acts of a group that may share statements, at once: all of them or none; each on a dossier of its own. Whatever asks who is at work, waits for others
-- or has consequences of its own is left to be written by itself. What each may is said by its own performer's keys. Gives the places of those it wrote,
-- counted from 0.
create or replace function app.append_group(p_acts jsonb) returns integer[]
  language plpgsql security definer set search_path = app, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  v_tenant text := p_acts->0->>'tenant';
  v_group integer[] := '{}';
  v_changes jsonb[] := '{}';
  v_askers text := '';
  v_has_keys boolean := false;
  v_organisation bigint;
  v_law bigint;
  v_one jsonb;
  v_change jsonb;
  v_id uuid;
  w jsonb;
  v_void text;
begin
  v_void := set_config('app.tenant', v_tenant, true);
  v_void := set_config('app.person', '', true);
  v_void := set_config('app.keys', '', true);
  select d.organisation, d.law into v_organisation, v_law from app.day_of(v_tenant) d;
  for i in 0 .. jsonb_array_length(p_acts) - 1 loop
    v_one := p_acts->i;
    w := v_one->'w';
    v_change := w #> '{changes,0}';
    v_id := v_change #>> '{dossier,id}';
    continue when v_one->>'tenant' is distinct from v_tenant or strpos(v_askers, E'\x1e' || v_id || E'\x1d') > 0
      or jsonb_array_length(w->'changes') <> 1 or w ?| array['keepers', 'followUp'] or not app.is_plain(v_change);
    if v_organisation <> (w->>'organisation')::bigint or v_law <> (w->>'law')::bigint then
      raise exception 'kt.epoch_moved' using errcode = 'KT002';
    end if;
    v_group := array_append(v_group, i);
    v_changes := array_append(v_changes, v_change);
    v_askers := v_askers || app.list_asker(v_id, v_one->>'person', v_one->>'keys');
    v_has_keys := v_has_keys or w ? 'idempotency';
  end loop;
  if v_group = '{}' then return v_group; end if;
  if v_has_keys then
    insert into app.idempotency (tenant, person, key, request_hash, dossier, seq, at)
    select v_tenant, coalesce(a->>'person', 'system'), a #>> '{w,idempotency,key}', a #>> '{w,idempotency,hash}',
      (a #>> '{w,changes,0,dossier,id}')::uuid, (a #>> '{w,changes,0,dossier,seq}')::integer, now()
    from unnest(v_group) n cross join lateral (select p_acts->n as a) x where a->'w' ? 'idempotency';
  end if;
  v_void := set_config('app.askers', v_askers, true);
  v_void := app.write_changes(v_changes);
  v_void := set_config('app.askers', '', true);
  return v_group;
end $$;

-- Tells the holder of each running clock once that a share of its time has gone. A notice, never an act: nothing has happened yet.
create or replace function app.tell_nearing(p_code text, p_share numeric) returns integer
  language plpgsql security definer set search_path = app, pg_temp as $$
declare v_told integer;
begin
  if not app.is_system() then raise insufficient_privilege; end if;
  if p_code not in ('clock.nearing-first', 'clock.nearing-second') then raise exception 'kt.no_such_notice'; end if;
  insert into app.notice (tenant, to_key, dossier, seq, code, params, business_at)
  select c.tenant, 'post:' || c.holder, c.dossier, d.seq, p_code, jsonb_build_object('clock', c.name, 'n', c.n), b.now
  from (select app.business_now() as now) b, app.clock c join app.dossier d on d.tenant = c.tenant and d.id = c.dossier
  where c.state = 'running' and not c.expected and c.level = 0 and c.due_at > b.now and c.due_at > c.start_at
    and extract(epoch from b.now - c.start_at) >= p_share * extract(epoch from c.due_at - c.start_at)
    -- The codes are named for the index that holds these few notices alone.
    and (select true from app.notice n where n.tenant = c.tenant and n.dossier = c.dossier and n.code = p_code
      and n.code in ('clock.nearing-first', 'clock.nearing-second') and n.params->>'n' = c.n::text limit 1) is null;
  get diagnostics v_told = row_count;
  return v_told;
end $$;
revoke all on function app.tell_nearing(text, numeric) from public;
grant execute on function app.tell_nearing(text, numeric) to app_worker;

-- A worker took up its round. By the clock of the database, which every reader of it compares with.
create or replace function app.note_round() returns void
  language plpgsql security definer set search_path = app, pg_temp as $$
begin
  perform app.refuse_all_but_system();
  insert into app.setting (tenant, name, value) values (app.current_tenant(), 'worker.seen', to_jsonb(now()))
    on conflict (tenant, name) do update set value = excluded.value;
end $$;
revoke all on function app.note_round() from public;
grant execute on function app.note_round() to app_worker;

-- How the installation is doing, in counts and moments alone: nothing of any dossier is in it. For the system, on behalf of whoever may see it.
create or replace function app.condition() returns jsonb
  language plpgsql stable security definer set search_path = app, pg_temp as $$
begin
  perform app.refuse_all_but_system();
  return jsonb_build_object(
    'at', now(), 'businessAt', app.business_now(),
    'jobs', (select coalesce(jsonb_agg(j order by j.task), '[]') from (
       select task_identifier as task, count(*) filter (where attempts < max_attempts and locked_at is null and run_at <= now())::int as waiting,
         coalesce(extract(epoch from now() - min(run_at) filter (where attempts < max_attempts and locked_at is null and run_at <= now())), 0)::float8 as "oldestSeconds",
         count(*) filter (where locked_at is not null)::int as running,
         count(*) filter (where attempts between 1 and max_attempts - 1)::int as retrying,
         count(*) filter (where attempts >= max_attempts)::int as dead
       from graphile_worker.jobs group by task_identifier) j),
    'workerSeen', (select value from app.setting where tenant = app.current_tenant() and name = 'worker.seen'),
    'lapses', (select jsonb_build_object('overdue', count(*)::int, 'oldestDue', min(c.due_at)) from app.clock c
       join app.dossier d on d.tenant = c.tenant and d.id = c.dossier
       where c.state = 'running' and not c.expected and c.due_at < app.business_now() and not d.ended),
    'followUps', (select jsonb_build_object(
         'underWay', count(*) filter (where f.refused is null)::int,
         'oldestAt', min(a.at) filter (where f.refused is null),
         'refused', (select coalesce(jsonb_agg(r order by r.n desc, r.act, r.code), '[]') from (
            select d.kind, u.act, u.refused as code, count(*)::int as n from app.follow_up u join app.dossier d on d.tenant = u.tenant and d.id = u.target
            where u.refused is not null group by d.kind, u.act, u.refused limit 50) r))
       from app.follow_up f join app.act a on a.tenant = f.tenant and a.dossier = f.cause_dossier and a.seq = f.cause_seq where f.done_seq is null),
    'database', jsonb_build_object('bytes', pg_database_size(current_database()), 'server', current_setting('server_version'),
       'connections', (select count(*)::int from pg_stat_activity where datname = current_database()), 'maxConnections', current_setting('max_connections')::int),
    'schema', (select jsonb_build_object('name', name, 'at', applied_at) from app.schema_migration order by name desc limit 1));
end $$;

create or replace function app.refuse_follow_up(p_dossier uuid, p_seq integer, p_n integer, p_why text) returns void
  language plpgsql security definer set search_path = app, pg_temp as $$
begin
  perform app.refuse_all_but_system();
  update app.follow_up set refused = p_why where tenant = app.current_tenant() and cause_dossier = p_dossier and cause_seq = p_seq and n = p_n and done_seq is null;
end $$;

-- The next effects to carry out: those an earlier page left, else those of the next dossiers that answer the description. The row is
-- locked, so that two workers never find the same dossiers twice; what they find is keyed by act and number, as every effect is.
create or replace function app.spread_page(p_dossier uuid, p_seq integer, p_n integer, p_limit integer) returns setof integer
  language plpgsql security definer set search_path = app, pg_temp as $$
declare s app.spread; v_at timestamptz; v_next integer; v_ids uuid[]; v_reached integer;
begin
  perform app.refuse_all_but_system();
  -- The numbers of effects are those of the act: its spreads are locked together.
  perform 1 from app.spread x where x.tenant = app.current_tenant() and x.cause_dossier = p_dossier and x.cause_seq = p_seq order by x.n for update;
  select * into s from app.spread x where x.tenant = app.current_tenant() and x.cause_dossier = p_dossier and x.cause_seq = p_seq and x.n = p_n;
  if not found or s.kind is null then return; end if;
  return query select f.n from app.follow_up f
    where f.tenant = s.tenant and f.cause_dossier = p_dossier and f.cause_seq = p_seq and f.spread = p_n and f.done_seq is null and f.refused is null
    order by f.n limit p_limit;
  if found or s.finished then return; end if;
  select a.business_at into v_at from app.act a where a.tenant = s.tenant and a.dossier = p_dossier and a.seq = p_seq;
  select coalesce(max(f.n), 0) into v_next from app.follow_up f where f.tenant = s.tenant and f.cause_dossier = p_dossier and f.cause_seq = p_seq;
  with reached as not materialized (
    select d.id from app.dossier d
    where d.tenant = s.tenant and d.kind = s.kind and not d.ended and d.id <> p_dossier and d.opened_at <= v_at
      and (s."where"->>'stage' is null or d.stage = s."where"->>'stage')
      and (s."where"->>'unit' is null or d.unit = s."where"->>'unit')
      and (s."where"->>'field' is null or d.field = s."where"->>'field')
      and (s."where"->>'locality' is null or d.locality = s."where"->>'locality')
      and (s."where"->>'responsible' is null or d.responsible = s."where"->>'responsible'))
  select case when s.remaining is null then (select count(*) from reached) else s.remaining end,
      array(select r.id from reached r where r.id > s.after order by r.id limit p_limit)
    into s.remaining, v_ids;
  v_reached := cardinality(v_ids);
  insert into app.follow_up (tenant, cause_dossier, cause_seq, n, target, act, body, spread)
    select s.tenant, p_dossier, p_seq, v_next + i, id, s.act, s.body, p_n from unnest(v_ids) with ordinality as x(id, i);
  update app.spread x set after = coalesce(v_ids[v_reached], x.after), remaining = greatest(0, s.remaining - v_reached), finished = v_reached < p_limit
    where x.tenant = s.tenant and x.cause_dossier = p_dossier and x.cause_seq = p_seq and x.n = p_n;
  return query select v_next + i from generate_series(1, v_reached) i;
end $$;

-- How far the open clocks have been brought after organisation and law.
create or replace function app.spread_moved(p_dossier uuid, p_seq integer, p_n integer, p_after uuid) returns void
  language plpgsql security definer set search_path = app, pg_temp as $$
begin
  perform app.refuse_all_but_system();
  update app.spread set after = coalesce(p_after, after), remaining = case when p_after is null then 0 else remaining end, finished = p_after is null
    where tenant = app.current_tenant() and cause_dossier = p_dossier and cause_seq = p_seq and n = p_n and kind is null;
end $$;

create or replace function app.take_content(p_hash text, p_type text, p_bytes bytea) returns void
  language plpgsql security definer set search_path = app, pg_temp as $$
declare v_by text := coalesce(app.current_person(), 'system');
begin
  if p_hash is distinct from encode(sha256(p_bytes), 'hex') then raise exception 'kt.hash_of_other_bytes' using errcode = 'KT004'; end if;
  insert into app.content (tenant, hash, size, type, bytes, taken_by)
  values (app.current_tenant(), p_hash, octet_length(p_bytes), p_type, p_bytes, v_by) on conflict (tenant, hash) do nothing;
  insert into app.content_taker (tenant, hash, person) values (app.current_tenant(), p_hash, v_by) on conflict do nothing;
end $$;

drop function if exists app.note_export(uuid, text, text, text, boolean, text);
create or replace function app.note_export(p_id uuid, p_what text, p_filter text, p_format text, p_personal boolean, p_own boolean, p_reason text) returns void
  language plpgsql security definer set search_path = app, pg_temp as $$
begin
  insert into app.export_log (tenant, id, person, what, filter, format, personal, own, reason)
  values (app.current_tenant(), p_id, coalesce(app.current_person(), 'system'), p_what, p_filter, p_format, p_personal, p_own, p_reason);
end $$;
revoke all on function app.note_export(uuid, text, text, text, boolean, boolean, text) from public;
grant execute on function app.note_export(uuid, text, text, text, boolean, boolean, text) to app_web, app_worker;

-- Legal time moves in a demonstration only. What an installation is, its owner wrote when it was first loaded; no other role can.
create or replace function app.set_demo_shift(p_milliseconds bigint) returns void
  language plpgsql security definer set search_path = app, pg_temp as $$
begin
  perform app.refuse_all_but_system();
  if not exists (select 1 from app.setting s where s.tenant = app.current_tenant() and s.name = 'installation' and s.value = '"demo"') then
    raise exception 'kt.no_demonstration' using errcode = '42501';
  end if;
  insert into app.setting (tenant, name, value) values (app.current_tenant(), 'demo.shift', jsonb_build_object('milliseconds', p_milliseconds))
  on conflict (tenant, name) do update set value = excluded.value;
end $$;

create or replace function app.register_openings(p_rows jsonb) returns void
  language plpgsql security definer set search_path = app, pg_temp as $$
begin
  delete from app.kind_opening where tenant = app.current_tenant();
  insert into app.kind_opening (tenant, kind, act, key) select distinct app.current_tenant(), r->>'kind', r->>'act', r->>'key' from jsonb_array_elements(p_rows) r;
end $$;
revoke all on function app.register_openings(jsonb), app.set_demo_shift(bigint), app.append_act(jsonb), app.append_group(jsonb), app.write_changes(jsonb[]), app.write_rest(jsonb, uuid, integer), app.may_perform(app.act),
  app.apply_row_op(jsonb, uuid, integer), app.take_numbers(text, integer, integer), app.next_number(text, integer, uuid), app.read_for_acts(uuid[], text[], text[]), app.take_content(text, text, bytea),
  app.refuse_follow_up(uuid, integer, integer, text), app.read_linked(uuid[], text[]), app.lock_dossier(uuid), app.asked(text[]),
  app.write_table_rows(jsonb, uuid, integer), app.write_spreads(jsonb, uuid, integer), app.spread_page(uuid, integer, integer, integer),
  app.spread_moved(uuid, integer, integer, uuid), app.offered(uuid[], text[]), app.condition(), app.search_entry_of(text, jsonb), app.write_search_entry(text, jsonb),
  app.concerned_by(text, uuid, text), app.wrong_concerns(), app.wrong_search_entries(jsonb), app.find_entries(tsquery, tsquery, text[], text[], timestamptz, timestamptz, integer),
  app.find_readable(text[], integer), app.find_in_book(uuid, tsquery, text[]), app.find_similar(text, text[], text[]), app.read_words(tsquery, text[], integer) from public;
grant execute on function app.spread_page(uuid, integer, integer, integer), app.spread_moved(uuid, integer, integer, uuid) to app_web, app_worker;
grant execute on function app.append_act(jsonb), app.append_group(jsonb), app.take_numbers(text, integer, integer), app.next_number(text, integer, uuid), app.read_for_acts(uuid[], text[], text[]), app.take_content(text, text, bytea),
  app.refuse_follow_up(uuid, integer, integer, text), app.set_demo_shift(bigint), app.read_linked(uuid[], text[]), app.lock_dossier(uuid), app.asked(text[]), app.offered(uuid[], text[]), app.condition(),
  app.find_entries(tsquery, tsquery, text[], text[], timestamptz, timestamptz, integer), app.find_readable(text[], integer),
  app.find_in_book(uuid, tsquery, text[]), app.find_similar(text, text[], text[]), app.read_words(tsquery, text[], integer) to app_web, app_worker;
grant execute on function app.wrong_search_entries(jsonb), app.wrong_concerns() to app_worker;

create or replace function app.forbid_change() returns trigger language plpgsql as $$
begin raise exception 'kt.immutable: % on %', tg_op, tg_table_name using errcode = 'KT003'; end $$;
drop trigger if exists immutable on app.act;
create trigger immutable before update or delete on app.act for each row execute function app.forbid_change();
drop trigger if exists immutable on app.export_log;
create trigger immutable before update or delete on app.export_log for each row execute function app.forbid_change();
-- Of a signature nothing ever changes but that its salt goes.
create or replace function app.forbid_resigning() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.salt is null and to_jsonb(new) - 'salt' = to_jsonb(old) - 'salt' then return new; end if;
  raise exception 'kt.immutable: % on %', tg_op, tg_table_name using errcode = 'KT003';
end $$;
drop trigger if exists immutable on app.act_signature;
create trigger immutable before update or delete on app.act_signature for each row execute function app.forbid_resigning();
-- With a text of an act goes the salt of the digest in which that text was signed: the digest then tells nothing.
create or replace function app.unsalt_signature() returns trigger language plpgsql security definer set search_path = app, pg_temp as $$
begin
  update app.act_signature s set salt = null
    where s.tenant = new.tenant and s.dossier = new.dossier and s.seq = new.seq and s.salt is not null;
  return null;
end $$;
drop trigger if exists unsalts on app.vault;
create trigger unsalts after update of erased_by on app.vault for each row when (new.erased_by is not null and old.erased_by is null)
  execute function app.unsalt_signature();
drop trigger if exists immutable on app.ledger_pending;
create trigger immutable before update on app.ledger_pending for each row execute function app.forbid_change();

-- A read-only copy of a record that lives elsewhere: a trigger on every table says so, and the one on app.dossier says since when.
-- What belongs to signing in and to one reader alone may still be written, so that people can look at it, and so may the logs of what is taken
-- out and of what is read: they stand outside the record, and a file that leaves a copy is a file that has left.
create or replace function app.refuse_in_copy() returns trigger language plpgsql as $$
begin raise exception 'kt.read_only_copy: % on %', tg_op, tg_table_name using errcode = 'KT010'; end $$;

create or replace function app.copied_at() returns timestamptz language sql stable
  as $$ select obj_description(t.oid, 'pg_trigger')::timestamptz from pg_trigger t
        where t.tgrelid = 'app.dossier'::regclass and t.tgname = 'read_only_copy' $$;

create or replace function app.seal_copy(p_copied timestamptz) returns void
  language plpgsql set search_path = app, pg_temp as $$
declare t record;
begin
  for t in select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
           where n.nspname = 'app' and c.relkind in ('r', 'p')
             and c.relname not in ('secret', 'account', 'user_session', 'sign_in_attempt', 'api_token', 'notice_seen', 'export_log',
               'read_event', 'read_purpose') loop
    execute format('create or replace trigger read_only_copy before insert or update or delete or truncate on app.%I '
      'for each statement execute function app.refuse_in_copy()', t.relname);
  end loop;
  execute format('comment on trigger read_only_copy on app.dossier is %L', p_copied);
end $$;

-- What was under way when an archive was taken goes on where it is restored.
create or replace function app.resume_follow_ups() returns void
  language plpgsql set search_path = app, pg_temp as $$
begin
  perform graphile_worker.add_job('follow-up', json_build_object('tenant', f.tenant, 'dossier', f.cause_dossier, 'seq', f.cause_seq, 'n', f.n),
    job_key := 'follow-up:' || f.cause_dossier || ':' || f.cause_seq || ':' || f.n)
  from app.follow_up f where f.tenant = app.current_tenant() and f.done_seq is null and f.refused is null;
end $$;
revoke all on function app.seal_copy(timestamptz), app.resume_follow_ups() from public;
do $$ begin
  -- A copy made by an earlier program could note no export and no reading, and so let none happen.
  if app.copied_at() is not null then
    drop trigger if exists read_only_copy on app.export_log;
    drop trigger if exists read_only_copy on app.read_event;
    drop trigger if exists read_only_copy on app.read_purpose;
    perform app.seal_copy(app.copied_at());
  end if;
end $$;
