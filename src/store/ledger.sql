-- Re-runnable, after functions.sql: the ledger. Leaves get their index here and nowhere else.

do $$
declare t text;
begin
  -- What anybody may see of it: what was signed, by whom it was witnessed, the hashes. Nothing of it says what a leaf is about.
  foreach t in array array['ledger_log', 'ledger_key', 'ledger_tile', 'ledger_checkpoint', 'ledger_cosignature', 'ledger_token'] loop
    execute format('drop policy if exists reads on app.%I', t);
    execute format('create policy reads on app.%I for select using (true)', t);
    execute format('drop policy if exists writes on app.%I', t);
    execute format('create policy writes on app.%I for all to app_owner using (true) with check (true)', t);
    execute format('grant select on app.%I to app_web, app_worker', t);
  end loop;
end $$;

-- A leaf is shown to whoever may read its dossier; all of them to the system.
drop policy if exists reads on app.ledger_entry;
create policy reads on app.ledger_entry for select using (
  (select app.is_system()) or (select true from app.dossier d where d.tenant = ledger_entry.tenant and d.id = ledger_entry.dossier));
drop policy if exists writes on app.ledger_entry;
create policy writes on app.ledger_entry for all to app_owner using (true) with check (true);
grant select on app.ledger_entry to app_web, app_worker;

-- No act without its leaf and no state without its act, whoever writes them: asked when the transaction ends, so that the order of writing
-- within it is free. By the leaf, which row security hides from no owner, and not by the act, which it may.
create or replace function app.require_entry(p_tenant text, p_dossier uuid, p_seq integer, p_hash bytea) returns void
  language plpgsql security definer set search_path = app, pg_temp as $$
begin
  perform 1 from app.ledger_entry e where e.tenant = p_tenant and e.dossier = p_dossier and e.seq = p_seq and e.leaf_hash = p_hash;
  if not found then raise exception 'kt.no_leaf' using errcode = 'KT020', detail = p_dossier || '/' || p_seq; end if;
end $$;
drop function if exists app.require_leaf(text, uuid, integer, bytea);
-- Only the triggers ask: anybody else could learn from it which acts a dossier has. They ask as the owner, whoever is at work when the transaction ends.
revoke all on function app.require_entry(text, uuid, integer, bytea) from public;
-- What was just written still waits; a leaf that waits no longer was sequenced.
create or replace function app.act_has_leaf() returns trigger language plpgsql security definer set search_path = app, pg_temp as $$
begin
  if not exists (select from app.ledger_pending p
      where p.tenant = new.tenant and p.dossier = new.dossier and p.seq = new.seq and p.leaf_hash = new.leaf_hash) then
    perform app.require_entry(new.tenant, new.dossier, new.seq, new.leaf_hash);
  end if;
  return null;
end $$;
-- Asked here and not in the trigger's own condition, which would be read from the catalogue with every statement.
create or replace function app.dossier_has_leaf() returns trigger language plpgsql security definer set search_path = app, pg_temp as $$
begin
  if tg_op = 'UPDATE' and old.seq = new.seq and old.head = new.head and old.stage = new.stage and old.state = new.state then return null; end if;
  if not exists (select from app.ledger_pending p
      where p.tenant = new.tenant and p.dossier = new.id and p.seq = new.seq and p.leaf_hash = new.head) then
    perform app.require_entry(new.tenant, new.id, new.seq, new.head);
  end if;
  return null;
end $$;
drop trigger if exists has_leaf on app.act;
create constraint trigger has_leaf after insert or update on app.act deferrable initially deferred
  for each row execute function app.act_has_leaf();
drop trigger if exists opens_with_leaf on app.dossier;
create constraint trigger opens_with_leaf after insert on app.dossier deferrable initially deferred
  for each row execute function app.dossier_has_leaf();
drop trigger if exists moves_with_leaf on app.dossier;
create constraint trigger moves_with_leaf after update of seq, head, stage, state on app.dossier deferrable initially deferred
  for each row execute function app.dossier_has_leaf();

-- Opens the first epoch of both logs; what they are called stays. Gives nothing where they were open already.
create or replace function app.open_logs(p_main text, p_reads text) returns void
  language plpgsql security definer set search_path = app, pg_temp as $$
begin
  perform app.refuse_all_but_system();
  insert into app.ledger_log (tenant, log, epoch, origin)
    select app.current_tenant(), x.log, 1, x.origin from (values ('main', p_main), ('reads', p_reads)) x(log, origin)
    where not exists (select 1 from app.ledger_log l where l.tenant = app.current_tenant() and l.log = x.log)
    on conflict do nothing;
end $$;

-- Makes a public key known; a key of the same purpose that signed until now no longer does.
create or replace function app.note_ledger_key(p_log text, p_epoch integer, p_purpose text, p_vkey text) returns void
  language plpgsql security definer set search_path = app, pg_temp as $$
begin
  perform app.refuse_all_but_system();
  update app.ledger_key set until = clock_timestamp()
    where tenant = app.current_tenant() and log = p_log and epoch = p_epoch and purpose = p_purpose and until is null and vkey <> p_vkey;
  insert into app.ledger_key (tenant, log, epoch, purpose, vkey) values (app.current_tenant(), p_log, p_epoch, p_purpose, p_vkey)
    on conflict (tenant, log, epoch, purpose, vkey) do nothing;
end $$;

-- Takes the open epoch of a log for this transaction: two sequencers never give indices at once. Nothing where another has it. The tree is looked at in a
-- statement of its own, after the log is taken: one that was begun before would know the size another sequencer just left and the tiles from before it.
create or replace function app.take_log(p_log text)
  returns table (epoch integer, origin text, size bigint, now timestamptz, signed_size bigint, signed_at timestamptz, edge jsonb)
  language plpgsql security definer set search_path = app, pg_temp as $$
declare v_log app.ledger_log;
begin
  perform app.refuse_all_but_system();
  select l.* into v_log from app.ledger_log l where l.tenant = app.current_tenant() and l.log = p_log and l.closed_at is null for update skip locked;
  if not found then return; end if;
  return query
    select v_log.epoch, v_log.origin, v_log.size, clock_timestamp(), c.size, c.signed_at,
      (select jsonb_object_agg(x.level, encode(x.hashes, 'base64')) from (
         select distinct on (i.level) i.level, i.n, i.hashes from generate_series(0, 7) g(level)
           cross join lateral (select * from app.ledger_tile s where s.tenant = v_log.tenant and s.log = v_log.log and s.epoch = v_log.epoch
             and s.level = g.level order by s.n desc limit 1) i) x
       where octet_length(x.hashes) < 8192)
    from (values (1)) one
      left join lateral (select k.size, k.signed_at from app.ledger_checkpoint k
        where k.tenant = v_log.tenant and k.log = v_log.log and k.epoch = v_log.epoch order by k.size desc limit 1) c on true;
end $$;

-- Gives waiting leaves their indices, in the order they were written. The caller holds the log. The hash is taken anew from the bytes of the leaf.
-- When it got its index is read after the leaf was: a clock set in between must not put it before its leaf.
create or replace function app.sequence_leaves(p_log text, p_epoch integer, p_size bigint, p_limit integer) returns table (hashes bytea)
  language plpgsql security definer set search_path = app, pg_temp as $$
declare v_tenant text := app.current_tenant();
begin
  perform app.refuse_all_but_system();
  if p_log = 'main' then
    return query
      with due as materialized (
        select p.place from app.ledger_pending p where p.tenant = v_tenant order by p.place limit p_limit),
      taken as (
        delete from app.ledger_pending p where p.tenant = v_tenant and p.place = any (array(select d.place from due d)) returning p.*),
      entered as (
        insert into app.ledger_entry (tenant, log, epoch, idx, dossier, seq, leaf, leaf_hash, at, sequenced_at)
        select v_tenant, p_log, p_epoch, p_size + row_number() over (order by t.place) - 1, t.dossier, t.seq, t.leaf,
          sha256('\x00'::bytea || convert_to(t.leaf, 'UTF8')), t.at, clock_timestamp()
        from taken t returning idx, leaf_hash)
      select string_agg(e.leaf_hash, ''::bytea order by e.idx) from entered e;
  else
    return query
      with due as materialized (
        select b.n, row_number() over (order by b.n) - 1 as after from app.read_batch b where b.tenant = v_tenant and b.idx is null order by b.n limit p_limit),
      marked as (
        update app.read_batch b set epoch = p_epoch, idx = p_size + d.after from due d where b.tenant = v_tenant and b.n = d.n
        returning b.idx, b.n, b.leaf, b.at),
      entered as (
        insert into app.ledger_entry (tenant, log, epoch, idx, dossier, seq, leaf, leaf_hash, at, sequenced_at)
        select v_tenant, p_log, p_epoch, m.idx, null, m.n::integer, m.leaf, sha256('\x00'::bytea || convert_to(m.leaf, 'UTF8')), m.at, clock_timestamp()
        from marked m returning idx, leaf_hash)
      select string_agg(e.leaf_hash, ''::bytea order by e.idx) from entered e;
  end if;
end $$;

-- Seconds the oldest leaf has waited for its index; 0 where none waits, and on a copy, which gives none.
create or replace function app.ledger_lag() returns double precision
  language sql stable security definer set search_path = app, pg_temp as $$
  select coalesce((select greatest(0, extract(epoch from clock_timestamp() - p.at)) from app.ledger_pending p
    where p.tenant = app.current_tenant() and app.copied_at() is null order by p.place limit 1), 0)::double precision
$$;
revoke all on function app.ledger_lag() from public;
grant execute on function app.ledger_lag() to app_web, app_worker;

-- Keeps what grew of the tree and, where one was signed, the checkpoint over it. One size has one root.
create or replace function app.keep_tree(p_log text, p_epoch integer, p_from bigint, p_size bigint, p_tiles jsonb, p_checkpoint jsonb) returns void
  language plpgsql security definer set search_path = app, pg_temp as $$
declare v_root bytea;
begin
  perform app.refuse_all_but_system();
  insert into app.ledger_tile (tenant, log, epoch, level, n, hashes)
    select app.current_tenant(), p_log, p_epoch, (t->>'level')::smallint, (t->>'n')::bigint, decode(t->>'hashes', 'base64') from jsonb_array_elements(p_tiles) t
    on conflict (tenant, log, epoch, level, n) do update set hashes = excluded.hashes
      where octet_length(excluded.hashes) > octet_length(ledger_tile.hashes);
  if p_size > p_from then
    update app.ledger_log l set size = p_size where l.tenant = app.current_tenant() and l.log = p_log and l.epoch = p_epoch and l.size = p_from and l.closed_at is null;
    if not found then raise exception 'kt.log_moved' using errcode = 'KT021'; end if;
  end if;
  if p_checkpoint is not null then
    insert into app.ledger_checkpoint (tenant, log, epoch, size, root, note, signed_at)
      values (app.current_tenant(), p_log, p_epoch, p_size, decode(p_checkpoint->>'root', 'base64'), p_checkpoint->>'note', (p_checkpoint->>'at')::timestamptz)
      on conflict (tenant, log, epoch, size) do nothing;
    select c.root into v_root from app.ledger_checkpoint c where c.tenant = app.current_tenant() and c.log = p_log and c.epoch = p_epoch and c.size = p_size;
    if v_root <> decode(p_checkpoint->>'root', 'base64') then raise exception 'kt.second_root' using errcode = 'KT021'; end if;
  end if;
end $$;

-- A cosignature that was checked. Of one size and witness the first and the newest stay: one tells how soon it was witnessed, the other for how long.
-- True where it is newer than all there were: what was published can be brought again by anybody, and is no sign of life.
drop function if exists app.note_cosignature(text, integer, bigint, text, bigint, text);
create or replace function app.note_cosignature(p_log text, p_epoch integer, p_size bigint, p_witness text, p_time bigint, p_line text) returns boolean
  language plpgsql security definer set search_path = app, pg_temp as $$
declare v_newest bigint;
begin
  perform app.refuse_all_but_system();
  -- One after the other: of two that come at once neither would see the other's, and both together may be enough.
  perform pg_advisory_xact_lock(hashtextextended('cosignatures:' || app.current_tenant() || ':' || p_log, 0));
  perform 1 from app.ledger_checkpoint c where c.tenant = app.current_tenant() and c.log = p_log and c.epoch = p_epoch and c.size = p_size;
  if not found then raise exception 'kt.no_checkpoint' using errcode = 'KT021'; end if;
  select max(x.time) into v_newest from app.ledger_cosignature x
    where x.tenant = app.current_tenant() and x.log = p_log and x.epoch = p_epoch and x.size = p_size and x.witness = p_witness;
  insert into app.ledger_cosignature (tenant, log, epoch, size, witness, time, line)
    values (app.current_tenant(), p_log, p_epoch, p_size, p_witness, p_time, p_line) on conflict do nothing;
  delete from app.ledger_cosignature c where c.tenant = app.current_tenant() and c.log = p_log and c.epoch = p_epoch and c.size = p_size and c.witness = p_witness
    and c.time > (select min(x.time) from app.ledger_cosignature x where x.tenant = c.tenant and x.log = c.log and x.epoch = c.epoch and x.size = c.size and x.witness = c.witness)
    and c.time < (select max(x.time) from app.ledger_cosignature x where x.tenant = c.tenant and x.log = c.log and x.epoch = c.epoch and x.size = c.size and x.witness = c.witness);
  return v_newest is null or p_time > v_newest;
end $$;

-- What an authority stated of a checkpoint, checked by the program; what it stated first of a size stays.
create or replace function app.note_token(p_log text, p_epoch integer, p_size bigint, p_authority text, p_token bytea, p_time timestamptz) returns void
  language plpgsql security definer set search_path = app, pg_temp as $$
begin
  perform app.refuse_all_but_system();
  perform 1 from app.ledger_checkpoint c where c.tenant = app.current_tenant() and c.log = p_log and c.epoch = p_epoch and c.size = p_size;
  if not found then raise exception 'kt.no_checkpoint' using errcode = 'KT021'; end if;
  insert into app.ledger_token (tenant, log, epoch, size, authority, token, time)
    values (app.current_tenant(), p_log, p_epoch, p_size, p_authority, p_token, p_time) on conflict do nothing;
end $$;
revoke all on function app.note_token(text, integer, bigint, text, bytea, timestamptz) from public;
grant execute on function app.note_token(text, integer, bigint, text, bytea, timestamptz) to app_worker;

-- Ends an epoch and begins the next with the leaf that says why. Nobody gives indices meanwhile: the log is held.
create or replace function app.reopen_log(p_log text, p_epoch integer, p_size bigint, p_origin text, p_because jsonb, p_leaf text, p_hash bytea, p_at timestamptz)
  returns void language plpgsql security definer set search_path = app, pg_temp as $$
begin
  perform app.refuse_all_but_system();
  update app.ledger_log l set closed_at = clock_timestamp(), closed_because = p_because
    where l.tenant = app.current_tenant() and l.log = p_log and l.epoch = p_epoch and l.size = p_size and l.closed_at is null;
  if not found then raise exception 'kt.log_moved' using errcode = 'KT021'; end if;
  insert into app.ledger_log (tenant, log, epoch, origin, size) values (app.current_tenant(), p_log, p_epoch + 1, p_origin, 1);
  insert into app.ledger_entry (tenant, log, epoch, idx, dossier, seq, leaf, leaf_hash, at)
    values (app.current_tenant(), p_log, p_epoch + 1, 0, null, 0, p_leaf, p_hash, p_at);
  insert into app.ledger_tile (tenant, log, epoch, level, n, hashes) values (app.current_tenant(), p_log, p_epoch + 1, 0, 0, p_hash);
end $$;

-- The newest checkpoint, now with the signatures of the old key and the new one, and the new key in the place of the old.
create or replace function app.change_ledger_key(p_log text, p_epoch integer, p_note text, p_vkey text) returns void
  language plpgsql security definer set search_path = app, pg_temp as $$
begin
  perform app.refuse_all_but_system();
  perform 1 from app.ledger_log l where l.tenant = app.current_tenant() and l.log = p_log and l.epoch = p_epoch and l.closed_at is null for update;
  if p_note is not null then
    update app.ledger_checkpoint c set note = p_note
      where c.tenant = app.current_tenant() and c.log = p_log and c.epoch = p_epoch and starts_with(p_note, c.note)
        and c.size = (select max(x.size) from app.ledger_checkpoint x where x.tenant = c.tenant and x.log = c.log and x.epoch = c.epoch);
    if not found then raise exception 'kt.log_moved' using errcode = 'KT021'; end if;
  end if;
  perform app.note_ledger_key(p_log, p_epoch, 'log', p_vkey);
end $$;

revoke all on function app.reopen_log(text, integer, bigint, text, jsonb, text, bytea, timestamptz), app.change_ledger_key(text, integer, text, text) from public;
grant execute on function app.reopen_log(text, integer, bigint, text, jsonb, text, bytea, timestamptz), app.change_ledger_key(text, integer, text, text) to app_worker;
revoke all on function app.open_logs(text, text), app.note_ledger_key(text, integer, text, text), app.take_log(text),
  app.sequence_leaves(text, integer, bigint, integer), app.keep_tree(text, integer, bigint, bigint, jsonb, jsonb),
  app.note_cosignature(text, integer, bigint, text, bigint, text) from public;
grant execute on function app.open_logs(text, text), app.note_ledger_key(text, integer, text, text), app.take_log(text),
  app.sequence_leaves(text, integer, bigint, integer), app.keep_tree(text, integer, bigint, bigint, jsonb, jsonb) to app_worker;
grant execute on function app.note_cosignature(text, integer, bigint, text, bigint, text) to app_web, app_worker;

-- By what people confirmed acts, for whoever may read the acts and may know who acted: a key is as good as a name.
create or replace function app.read_signatures(p_dossiers uuid[]) returns table (dossier uuid, seq integer, package jsonb, salt text)
  language sql stable security definer set search_path = app, pg_temp as $$
  select g.dossier, g.seq, g.package, g.salt from app.act_signature g join app.act a on a.tenant = g.tenant and a.dossier = g.dossier and a.seq = g.seq
  where g.tenant = app.current_tenant() and g.dossier = any (p_dossiers)
    and exists (select 1 from app.dossier d where d.tenant = g.tenant and d.id = g.dossier)
    and (a.mask is null or exists (select 1 from app.vault v where v.tenant = a.tenant and v.dossier = a.dossier and v.seq = a.seq and v.name = 'actor'
      and (v.keys is null or v.keys && app.current_keys()))) $$;
revoke all on function app.read_signatures(uuid[]) from public;
grant execute on function app.read_signatures(uuid[]) to app_web, app_worker;
