-- Re-runnable, after functions.sql: the log of readings. One function notes a reading in the transaction that reads; what is noted is never changed.

do $$
declare t text;
begin
  foreach t in array array['read_event', 'read_purpose', 'read_batch'] loop
    execute format('drop policy if exists works on app.%I', t);
    execute format('create policy works on app.%I for all to app_owner using (true) with check (true)', t);
  end loop;
end $$;

-- Told to those the dossier concerned, as long as they may read it, and never to whoever read. What is held back comes with the end or the day.
drop policy if exists reads on app.read_event;
create policy reads on app.read_event for select using (
  subjects @> array[(select app.current_person())] and reader <> (select app.current_person())
  and (shown_at is null or shown_at <= now())
  and (select d.ended or not read_event.held from app.dossier d where d.tenant = read_event.tenant and d.id = read_event.dossier));
drop policy if exists verifies on app.read_event;
create policy verifies on app.read_event for select using ((select app.is_system()));
drop policy if exists verifies on app.read_batch;
create policy verifies on app.read_batch for select using ((select app.is_system()));
grant select on app.read_event, app.read_batch to app_worker;
-- Not to the web: whom else a dossier concerned, and what would let a digest be guessed.
grant select (tenant, id, at, last_at, times, reader, key, post, purpose, words, what, dossier, held, shown_at) on app.read_event to app_web;

-- What somebody holds on a dossier, without the kind a delegation is limited to.
create or replace function app.plain_key(p_kind text, p_key text) returns text language sql immutable parallel safe
  as $$ select case when starts_with(p_key, p_kind || '@') then substr(p_key, length(p_kind) + 2) else p_key end $$;

-- Notes that the asker is about to read a restricted dossier and says what came of it:
--   hidden   there is none for the asker
--   own      whoever opened it, or acted in it behind a mask: nothing is noted, or the log would say who that is
--   unasked  no purpose is evident, none was given and none is remembered: nothing is noted and nothing may be read
--   noted    the event is written, and goes with the transaction
create or replace function app.note_reading(r jsonb) returns text
  language plpgsql security definer set search_path = app, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  v_tenant text := app.current_tenant();
  v_person text := app.current_person();
  v_id uuid := (r->>'dossier')::uuid;
  v_keys text[];
  v_at timestamptz := date_trunc('milliseconds', clock_timestamp());
  v_key text; v_purpose text; v_words text := '';
  v_subjects text[]; v_roles text[];
  d record;
begin
  select x.kind, x.author, x.read_keys, x.excluded into d from app.dossier x where x.tenant = v_tenant and x.id = v_id;
  if not found or v_person is null then return 'hidden'; end if;
  if d.author = v_person or exists (
      select 1 from app.vault v where v.tenant = v_tenant and v.dossier = v_id and v.name = 'actor' and v.value #>> '{}' = v_person) then
    return 'own';
  end if;
  v_keys := array(select app.plain_key(d.kind, k) from unnest(app.current_keys()) k);
  v_roles := array(select jsonb_array_elements_text(r->'roles'));
  select k into v_key from unnest(v_keys) k where k = any (d.read_keys)
    order by array_position(array['person', 'post', 'head', 'deputy', 'clerk', 'role', 'staff'], split_part(k, ':', 1)) nulls last, k limit 1;
  -- Whom the dossier names, in person or by a post, has a part in it: it is theirs, or they handle it. Whoever reads by more than that says why.
  if split_part(v_key, ':', 1) in ('person', 'post') then
    v_purpose := case when exists (select 1 from app.party p where p.tenant = v_tenant and p.dossier = v_id and p.role = any (v_roles)
        and (p.person = v_person or 'post:' || p.post = any (v_keys))) then 'own' else 'handling' end;
  elsif (r->>'acting')::boolean then
    v_purpose := 'handling';
  elsif r->>'purpose' is not null then
    v_purpose := r->>'purpose';
    v_words := coalesce(r->>'words', '');
  else
    select p.purpose, p.words into v_purpose, v_words from app.read_purpose p
      where p.tenant = v_tenant and p.person = v_person and p.dossier = v_id and p.at > v_at - interval '8 hours';
  end if;
  if v_purpose is null then return 'unasked'; end if;
  v_subjects := array(
    select distinct s from (
      select d.author as s
      union all select p.person from app.party p where p.tenant = v_tenant and p.dossier = v_id and p.role = any (v_roles)
      union all select v.value #>> '{}' from app.vault v where v.tenant = v_tenant and v.dossier = v_id and v.name = 'actor') x
    where s is not null and s <> all (d.excluded) order by s);
  insert into app.read_event as e (tenant, id, at, last_at, reader, key, post, purpose, words, what, dossier, subjects, held, shown_at, salt, subject_salt)
  values (v_tenant, (r->>'id')::uuid, v_at, v_at, v_person, v_key, case when starts_with(v_key, 'post:') then substr(v_key, 6) else r->'posts'->>v_key end,
    v_purpose, coalesce(v_words, ''), r->>'what', v_id, v_subjects, (r->>'held')::boolean, v_at + (r->>'days')::integer * interval '1 day',
    r->>'salt', r->>'subjectSalt')
  on conflict (tenant, reader, dossier, key, purpose, words, what) where batch is null
    do update set times = e.times + 1, last_at = greatest(e.last_at, excluded.last_at);
  return 'noted';
end $$;

-- Remembers what the asker reads a dossier for. False where there is none for the asker.
create or replace function app.state_purpose(p_dossier uuid, p_purpose text, p_words text) returns boolean
  language plpgsql security definer set search_path = app, pg_temp as $$
declare
  v_tenant text := app.current_tenant();
  v_person text := app.current_person();
begin
  if v_person is null or not exists (select 1 from app.dossier d where d.tenant = v_tenant and d.id = p_dossier and d.restricted) then return false; end if;
  delete from app.read_purpose where tenant = v_tenant and person = v_person and at <= clock_timestamp() - interval '8 hours';
  insert into app.read_purpose (tenant, person, dossier, purpose, words, at) values (v_tenant, v_person, p_dossier, p_purpose, p_words, clock_timestamp())
  on conflict (tenant, person, dossier) do update set purpose = excluded.purpose, words = excluded.words, at = excluded.at;
  return true;
end $$;

-- The readings no leaf commits to yet, the oldest first. One worker at a time: the others wait, and find them taken.
create or replace function app.open_readings(p_limit integer) returns setof app.read_event
  language plpgsql security definer set search_path = app, pg_temp as $$
begin
  perform pg_advisory_xact_lock(7244203, hashtext(app.current_tenant()));
  return query select e.* from app.read_event e where e.tenant = app.current_tenant() and e.batch is null order by e.at, e.id limit p_limit for update;
end $$;

-- Writes a leaf and ties its readings to it.
create or replace function app.write_read_batch(b jsonb) returns void
  language plpgsql security definer set search_path = app, pg_temp as $$
declare
  v_tenant text := app.current_tenant();
  v_ids uuid[] := array(select x::uuid from jsonb_array_elements_text(b->'events') x);
  v_tied integer;
begin
  if (b->>'n')::bigint <> (select coalesce(max(r.n) + 1, 0) from app.read_batch r where r.tenant = v_tenant) then
    raise exception 'kt.read_batch_out_of_turn' using errcode = 'KT003';
  end if;
  insert into app.read_batch (tenant, n, leaf, leaf_hash, prev_hash, digests, at)
  values (v_tenant, (b->>'n')::bigint, b->>'leaf', decode(b->>'leafHash', 'hex'), decode(b->>'prevHash', 'hex'), b->'digests', (b->>'at')::timestamptz);
  update app.read_event set batch = (b->>'n')::bigint where tenant = v_tenant and batch is null and id = any (v_ids);
  get diagnostics v_tied = row_count;
  if v_tied <> cardinality(v_ids) or v_tied <> jsonb_array_length(b->'digests') then raise exception 'kt.read_batch_incomplete' using errcode = 'KT003'; end if;
end $$;

revoke all on function app.note_reading(jsonb), app.state_purpose(uuid, text, text), app.open_readings(integer), app.write_read_batch(jsonb) from public;
grant execute on function app.note_reading(jsonb), app.state_purpose(uuid, text, text) to app_web, app_worker;
grant execute on function app.open_readings(integer), app.write_read_batch(jsonb) to app_worker;

-- Until its minute is over an event counts; then nothing of it changes.
create or replace function app.guard_reading() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.batch is not null
      or to_jsonb(old) - array['times', 'last_at', 'batch'] <> to_jsonb(new) - array['times', 'last_at', 'batch']
      or new.times < old.times or new.last_at < old.last_at then
    raise exception 'kt.immutable: % on %', tg_op, tg_table_name using errcode = 'KT003';
  end if;
  return new;
end $$;
drop trigger if exists immutable on app.read_event;
create trigger immutable before update or delete on app.read_event for each row execute function app.guard_reading();

-- A leaf gets its place in the log once.
create or replace function app.guard_read_batch() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.idx is not null or to_jsonb(old) - array['idx', 'epoch'] <> to_jsonb(new) - array['idx', 'epoch'] then
    raise exception 'kt.immutable: % on %', tg_op, tg_table_name using errcode = 'KT003';
  end if;
  return new;
end $$;
drop trigger if exists immutable on app.read_batch;
create trigger immutable before update or delete on app.read_batch for each row execute function app.guard_read_batch();
