-- Re-runnable, after functions.sql: who may touch accounts, sessions, tokens, drafts. Hashes never leave the database.

-- Only the functions below touch these; they run as the owner.
do $$
declare t text;
begin
  foreach t in array array['secret', 'account', 'user_session', 'sign_in_attempt', 'api_token', 'passkey', 'signing'] loop
    execute format('drop policy if exists works on app.%I', t);
    execute format('create policy works on app.%I for all to app_owner using (true) with check (true)', t);
  end loop;
  foreach t in array array['draft', 'notice_seen', 'bulk_work'] loop
    execute format('drop policy if exists own on app.%I', t);
    execute format('create policy own on app.%I for all using (person = (select app.current_person())) '
      'with check (person = (select app.current_person()))', t);
    execute format('grant select, insert, update, delete on app.%I to app_web, app_worker', t);
  end loop;
end $$;

-- A backup takes what belongs to one person, too.
do $$
declare t text;
begin
  foreach t in array array['draft', 'notice_seen', 'saved_filter', 'bulk_work', 'dossier_label'] loop
    execute format('drop policy if exists backs_up on app.%I', t);
    execute format('create policy backs_up on app.%I for select to app_owner using ((select app.is_system()))', t);
  end loop;
end $$;

drop policy if exists sweeps on app.draft;
create policy sweeps on app.draft for all to app_owner using (updated_at < now() - interval '90 days') with check (false);

drop policy if exists sweeps on app.bulk_work;
create policy sweeps on app.bulk_work for all to app_owner using (created_at < now() - interval '30 days') with check (false);

-- Whoever works with a label is named by a key; the dossier it is on is hidden from them by its own wall.
drop policy if exists own on app.dossier_label;
create policy own on app.dossier_label for all
  using (owner = any ((select app.current_keys())::text[]) and exists (
    select 1 from app.dossier d where d.tenant = dossier_label.tenant and d.id = dossier_label.dossier))
  with check (owner = any ((select app.current_keys())::text[]) and (owner like 'person:%' or owner like 'staff:%') and person = (select app.current_person())
    and exists (select 1 from app.dossier d where d.tenant = dossier_label.tenant and d.id = dossier_label.dossier and not d.restricted));
grant select, insert, delete on app.dossier_label to app_web, app_worker;

drop policy if exists own on app.saved_filter;
create policy own on app.saved_filter for all using (person = (select app.current_person()))
  with check (person = (select app.current_person()) and (scope = 'private' or 'staff:' || unit = any ((select app.current_keys())::text[])));
drop policy if exists shared on app.saved_filter;
create policy shared on app.saved_filter for select
  using (scope = 'unit' and 'staff:' || unit = any ((select app.current_keys())::text[]));
grant select, insert, update, delete on app.saved_filter to app_web, app_worker;

-- A key of the tenant, made the first time it is asked for.
create or replace function app.secret_of(p_name text) returns bytea
  language plpgsql security definer set search_path = app, pg_temp as $$
declare v bytea;
begin
  select s.value into v from app.secret s where s.tenant = app.current_tenant() and s.name = p_name;
  if v is null then
    insert into app.secret (tenant, name, value)
    values (app.current_tenant(), p_name, sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')))
    on conflict do nothing;
    select s.value into v from app.secret s where s.tenant = app.current_tenant() and s.name = p_name;
  end if;
  return v;
end $$;

-- The key stands before a digest of fixed length, so nothing can be appended to what was hashed.
create or replace function app.keyed_hash(p_name text, p_text text) returns bytea
  language sql volatile security definer set search_path = app, pg_temp
  as $$ select sha256(app.secret_of(p_name) || sha256(convert_to(p_text, 'UTF8'))) $$;

create or replace function app.refuse_strangers(p_person text) returns void language plpgsql as $$
begin
  if (p_person is null or p_person is distinct from app.current_person()) and not app.current_keys() && array['role:admin', 'system'] then
    raise exception 'kt.not_an_administrator' using errcode = '42501';
  end if;
end $$;

-- Everything by which a person is in the program now. Whoever asks is not put out by themselves.
create or replace function app.end_entries(p_person text) returns void
  language plpgsql security definer set search_path = app, pg_temp as $$
begin
  if p_person is not distinct from app.current_person() then raise exception 'kt.own_account' using errcode = 'KT011'; end if;
  delete from app.user_session where tenant = app.current_tenant() and person = p_person;
  update app.api_token set revoked_at = now() where tenant = app.current_tenant() and person = p_person and revoked_at is null;
end $$;

create or replace function app.create_account(p_person text, p_name text, p_salt bytea, p_proof bytea, p_cost integer, p_block integer, p_parallel integer)
  returns void language plpgsql security definer set search_path = app, pg_temp as $$
begin
  perform app.refuse_strangers(null);
  delete from app.account where tenant = app.current_tenant() and person = p_person and withdrawn;
  insert into app.account (tenant, person, name, salt, proof, cost, block, parallel, changed_by)
  values (app.current_tenant(), p_person, p_name, p_salt, p_proof, p_cost, p_block, p_parallel, app.current_person());
end $$;

-- A new password ends every session.
create or replace function app.change_password(p_person text, p_salt bytea, p_proof bytea, p_cost integer, p_block integer, p_parallel integer)
  returns boolean language plpgsql security definer set search_path = app, pg_temp as $$
begin
  perform app.refuse_strangers(p_person);
  update app.account set salt = p_salt, proof = p_proof, cost = p_cost, block = p_block, parallel = p_parallel, failed_count = 0, locked_until = null
    where tenant = app.current_tenant() and person = p_person;
  if not found then return false; end if;
  delete from app.user_session where tenant = app.current_tenant() and person = p_person;
  return true;
end $$;

create or replace function app.set_account_active(p_person text, p_active boolean) returns boolean
  language plpgsql security definer set search_path = app, pg_temp as $$
begin
  perform app.refuse_strangers(null);
  update app.account set active = p_active, changed_at = now(), changed_by = app.current_person()
    where tenant = app.current_tenant() and person = p_person and not withdrawn;
  if not found then return false; end if;
  if not p_active then perform app.end_entries(p_person); end if;
  return true;
end $$;

-- Accounts as a provisioning service sees them: administrators and the system only, and never a hash.
create or replace function app.list_accounts(p_id uuid, p_person text, p_name text, p_external text, p_active boolean, p_skip bigint, p_limit integer)
  returns table (total bigint, id uuid, person text, name text, external_id text, active boolean, created_at timestamptz, changed_at timestamptz)
  language plpgsql stable security definer set search_path = app, pg_temp as $$
begin
  perform app.refuse_strangers(null);
  return query
    with found as (
      select a.* from app.account a where a.tenant = app.current_tenant() and not a.withdrawn
        and (p_id is null or a.id = p_id) and (p_person is null or a.person = p_person) and (p_name is null or a.name = p_name)
        and (p_external is null or a.external_id = p_external) and (p_active is null or a.active = p_active))
    select c.n, f.id, f.person, f.name, f.external_id, f.active, f.created_at, f.changed_at
    from (select count(*) as n from found) c
    left join (select * from found order by found.created_at, found.id offset p_skip limit p_limit) f on true;
end $$;

-- An account without a password.
create or replace function app.provision_account(p_person text, p_name text, p_external text, p_active boolean) returns uuid
  language plpgsql security definer set search_path = app, pg_temp as $$
declare v_id uuid;
begin
  perform app.refuse_strangers(null);
  delete from app.account where tenant = app.current_tenant() and person = p_person and withdrawn;
  insert into app.account (tenant, person, name, external_id, active, changed_by)
    values (app.current_tenant(), p_person, p_name, p_external, p_active, app.current_person()) returning id into v_id;
  if not p_active then perform app.end_entries(p_person); end if;
  return v_id;
end $$;

-- Closing ends every session and token in the same transaction. Whoever asks cannot close their own account.
create or replace function app.change_account(p_id uuid, p_name text, p_external text, p_active boolean) returns boolean
  language plpgsql security definer set search_path = app, pg_temp as $$
declare v_person text;
begin
  perform app.refuse_strangers(null);
  -- What nobody spoke of stays as it stands at this moment, whoever changed it meanwhile: an account just closed is not opened again by a new name.
  update app.account set name = p_name, external_id = p_external, active = coalesce(p_active, active), changed_at = now(), changed_by = app.current_person()
    where tenant = app.current_tenant() and id = p_id and not withdrawn returning person into v_person;
  if v_person is null then return false; end if;
  if not p_active then perform app.end_entries(v_person); end if;
  return true;
end $$;

-- What stays keeps the person out; name, password, external id and address go.
create or replace function app.withdraw_account(p_id uuid) returns boolean
  language plpgsql security definer set search_path = app, pg_temp as $$
declare v_person text;
begin
  perform app.refuse_strangers(null);
  update app.account set withdrawn = true, active = false, name = 'withdrawn-' || id, external_id = null,
      salt = null, proof = null, cost = null, block = null, parallel = null, failed_count = 0, locked_until = null, last_sign_in = null,
      changed_at = now(), changed_by = app.current_person()
    where tenant = app.current_tenant() and id = p_id and not withdrawn returning person into v_person;
  if v_person is null then return false; end if;
  -- Keys leave by an act each; whoever closes the account has had them removed before.
  if exists (select 1 from app.passkey p where p.tenant = app.current_tenant() and p.person = v_person) then
    raise exception 'kt.keys_left' using errcode = 'KT016';
  end if;
  delete from app.mail_outbox where tenant = app.current_tenant() and person = v_person;
  delete from app.mail_address where tenant = app.current_tenant() and person = v_person;
  perform app.end_entries(v_person);
  return true;
end $$;

-- What scrypt needs for a name. A name nobody has gets a salt of its own that never changes, so that asking tells nothing.
create or replace function app.salt_of(p_name text) returns table (salt bytea, cost integer, block integer, parallel integer)
  language plpgsql volatile security definer set search_path = app, pg_temp as $$
declare v_decoy bytea := substring(app.keyed_hash('decoy', p_name) from 1 for 16);
begin
  return query
    select coalesce(a.salt, v_decoy), coalesce(a.cost, 32768), coalesce(a.block, 8), coalesce(a.parallel, 1)
    from (select 1) one left join app.account a on a.tenant = app.current_tenant() and a.name = p_name;
end $$;

-- Whether an address has failed so often that nothing more is tried for it: 50 failures in a quarter of an hour.
create or replace function app.is_throttled(p_address text) returns boolean
  language sql volatile security definer set search_path = app, pg_temp as $$
  select count(*) >= 50 from app.sign_in_attempt s
  where s.tenant = app.current_tenant() and s.address_hash = app.keyed_hash('attempt', p_address) and not s.succeeded
    and s.at > now() - interval '15 minutes'
$$;

-- Compares and counts in one transaction. Gives the person, or null for a wrong name, a wrong password and a locked account alike.
create or replace function app.finish_sign_in(p_name text, p_key bytea, p_address text) returns text
  language plpgsql security definer set search_path = app, pg_temp as $$
declare
  a app.account;
  v_locked boolean;
  v_right boolean;
begin
  select * into a from app.account c where c.tenant = app.current_tenant() and c.name = p_name for update;
  v_locked := coalesce(a.locked_until > now(), false);
  v_right := coalesce(a.proof = sha256(p_key) and a.active and not v_locked, false);
  if a.person is not null and not v_locked then
    if v_right then
      update app.account set failed_count = 0, locked_until = null, last_sign_in = now() where tenant = a.tenant and person = a.person;
    elsif a.failed_count + 1 >= 5 then
      update app.account set failed_count = 0, locked_until = now() + interval '15 minutes' where tenant = a.tenant and person = a.person;
    else
      update app.account set failed_count = a.failed_count + 1, locked_until = null where tenant = a.tenant and person = a.person;
    end if;
  end if;
  insert into app.sign_in_attempt (tenant, name_hash, address_hash, succeeded)
    values (app.current_tenant(), app.keyed_hash('attempt', p_name), app.keyed_hash('attempt', p_address), v_right);
  return case when v_right then a.person end;
end $$;

drop function if exists app.open_session(bytea, text, text, integer, integer);
create or replace function app.open_session(p_hash bytea, p_person text, p_step text, p_idle integer, p_absolute integer, p_proved boolean) returns void
  language sql security definer set search_path = app, pg_temp as $$
  insert into app.user_session (tenant, id_hash, person, step, idle_seconds, ends_at, proved_at)
  select app.current_tenant(), p_hash, p_person, p_step, p_idle, now() + p_absolute * interval '1 second', case when p_proved then now() end
  where not exists (select 1 from app.account a where a.tenant = app.current_tenant() and a.person = p_person and not a.active)
$$;

-- One query per request: the session, kept alive, with what the standing of its person depends on.
drop function if exists app.find_session(text, bytea);
create or replace function app.find_session(p_tenant text, p_hash bytea)
  returns table (person text, step text, created_at timestamptz, proved_at timestamptz, fresh boolean, ends_at timestamptz, business_now timestamptz, organisation bigint, law bigint)
  language plpgsql security definer set search_path = app, pg_temp as $$
declare s app.user_session; v_set text;
begin
  -- As app.set_identity; assigned, it is no statement of its own.
  v_set := set_config('app.tenant', p_tenant, true);
  v_set := set_config('app.person', '', true);
  v_set := set_config('app.keys', '', true);
  select * into s from app.user_session u
    where u.tenant = app.current_tenant() and u.id_hash = p_hash
      and u.ends_at > now() and u.last_seen_at + u.idle_seconds * interval '1 second' > now()
      -- Closing ends the sessions it sees; one that was just being opened is refused here.
      and not exists (select 1 from app.account a where a.tenant = u.tenant and a.person = u.person and not a.active);
  if s.person is null then return; end if;
  -- A write per request would be one too many; half a minute is near enough for an idle limit of minutes. Once a clock that ran ahead was
  -- turned back, idling counts from now, not from the hour that is still to come.
  if s.last_seen_at not between now() - least(interval '30 seconds', s.idle_seconds * interval '0.25 second') and now() then
    begin
      update app.user_session u set last_seen_at = now() where u.tenant = s.tenant and u.id_hash = p_hash;
    exception when disk_full then null; -- Whoever only reads goes on reading.
    end;
  end if;
  person := s.person;
  step := s.step;
  created_at := s.created_at;
  proved_at := s.proved_at;
  fresh := coalesce(app.is_fresh(s.proved_at), false);
  ends_at := least(s.ends_at, now() + s.idle_seconds * interval '1 second');
  select d.business_now, d.organisation, d.law into business_now, organisation, law from app.day_of(p_tenant) d;
  return next;
end $$;

create or replace function app.end_session(p_hash bytea) returns void
  language sql security definer set search_path = app, pg_temp as $$
  delete from app.user_session where tenant = app.current_tenant() and id_hash = p_hash
$$;

-- Own sessions only; administrators and the system may end those of anybody.
create or replace function app.end_sessions(p_person text, p_except bytea) returns integer
  language plpgsql security definer set search_path = app, pg_temp as $$
declare n integer;
begin
  perform app.refuse_strangers(p_person);
  delete from app.user_session where tenant = app.current_tenant() and person = p_person and (p_except is null or id_hash <> p_except);
  get diagnostics n = row_count;
  return n;
end $$;

create or replace function app.list_sessions() returns table (handle text, step text, created_at timestamptz, last_seen_at timestamptz)
  language sql stable security definer set search_path = app, pg_temp as $$
  select encode(substring(u.id_hash from 1 for 8), 'hex'), u.step, u.created_at, u.last_seen_at from app.user_session u
  where u.tenant = app.current_tenant() and u.person = app.current_person() and u.ends_at > now()
    and u.last_seen_at + u.idle_seconds * interval '1 second' > now()
  order by u.last_seen_at desc
$$;

-- Nobody can make a token for somebody else: the person is the one of the transaction.
create or replace function app.issue_token(p_id uuid, p_hash bytea, p_label text, p_scopes text[], p_expires timestamptz) returns void
  language plpgsql security definer set search_path = app, pg_temp as $$
begin
  if 'provision' = any (p_scopes) then perform app.refuse_strangers(null); end if;
  insert into app.api_token (tenant, id, hash, person, label, scopes, expires_at)
  values (app.current_tenant(), p_id, p_hash, app.current_person(), p_label, p_scopes, p_expires);
end $$;

create or replace function app.find_token(p_tenant text, p_hash bytea)
  returns table (id uuid, person text, scopes text[], business_now timestamptz, organisation bigint, law bigint)
  language plpgsql security definer set search_path = app, pg_temp as $$
declare k app.api_token; v_set text;
begin
  v_set := set_config('app.tenant', p_tenant, true);
  v_set := set_config('app.person', '', true);
  v_set := set_config('app.keys', '', true);
  select * into k from app.api_token t where t.tenant = app.current_tenant() and t.hash = p_hash and t.revoked_at is null and t.expires_at > now()
    and not exists (select 1 from app.account a where a.tenant = t.tenant and a.person = t.person and not a.active);
  if k.id is null then return; end if;
  if k.last_used_at is null or k.last_used_at < now() - interval '1 minute' then
    begin
      update app.api_token t set last_used_at = now() where t.tenant = k.tenant and t.id = k.id;
    exception when disk_full then null; -- Whoever only reads goes on reading.
    end;
  end if;
  return query select k.id, k.person, k.scopes, d.business_now, d.organisation, d.law from app.day_of(p_tenant) d;
end $$;

create or replace function app.list_tokens()
  returns table (id uuid, label text, scopes text[], created_at timestamptz, expires_at timestamptz, last_used_at timestamptz, revoked_at timestamptz)
  language sql stable security definer set search_path = app, pg_temp as $$
  select t.id, t.label, t.scopes, t.created_at, t.expires_at, t.last_used_at, t.revoked_at from app.api_token t
  where t.tenant = app.current_tenant() and t.person = app.current_person() order by t.created_at desc
$$;

create or replace function app.revoke_token(p_id uuid) returns boolean
  language plpgsql security definer set search_path = app, pg_temp as $$
begin
  update app.api_token set revoked_at = now() where tenant = app.current_tenant() and id = p_id and revoked_at is null
    and (person = app.current_person() or app.current_keys() && array['role:admin', 'system']);
  return found;
end $$;

-- By which name whoever asks signs in, and whether there is a password.
create or replace function app.own_login() returns table (name text, has_password boolean)
  language sql stable security definer set search_path = app, pg_temp as $$
  select a.name, a.proof is not null from app.account a
  where a.tenant = app.current_tenant() and a.person = app.current_person() and a.active
$$;

-- A challenge lives two minutes by the clock of the database, however that clock was turned meanwhile.
create or replace function app.is_fresh(p_at timestamptz) returns boolean language sql stable parallel safe
  as $$ select p_at between now() - interval '2 minutes' and now() + interval '2 minutes' $$;

create or replace function app.begin_signing(p_id uuid, p_session bytea, p_intent jsonb, p_salt text, p_origin text) returns void
  language plpgsql security definer set search_path = app, pg_temp as $$
begin
  if app.current_person() is null then raise exception 'kt.nobody' using errcode = '42501'; end if;
  -- What was shown and never answered goes; so does the oldest of too many.
  delete from app.signing s where s.tenant = app.current_tenant() and s.person = app.current_person()
    and (not app.is_fresh(s.created_at) or s.id in (
      select o.id from app.signing o where o.tenant = s.tenant and o.person = s.person order by o.created_at desc, o.id offset 49));
  insert into app.signing (tenant, id, person, session_hash, intent, salt, origin)
    values (app.current_tenant(), p_id, app.current_person(), p_session, p_intent, p_salt, p_origin);
end $$;

-- What was shown to whoever asks, in this very session, and is still to be answered.
create or replace function app.find_signing(p_id uuid, p_session bytea)
  returns table (intent jsonb, salt text, origin text, step text, fresh boolean)
  language sql stable security definer set search_path = app, pg_temp as $$
  select s.intent, s.salt, s.origin, u.step, coalesce(app.is_fresh(u.proved_at), false)
  from app.signing s
    left join app.user_session u on u.tenant = s.tenant and u.id_hash = s.session_hash and u.person = s.person
  where s.tenant = app.current_tenant() and s.id = p_id and s.person = app.current_person() and app.is_fresh(s.created_at)
    and s.session_hash is not distinct from p_session
$$;

-- A challenge is answered once, and a device that counts its signatures never counts backwards.
create or replace function app.spend_signing(p_id uuid, p_passkey uuid, p_counter bigint) returns void
  language plpgsql security definer set search_path = app, pg_temp as $$
begin
  delete from app.signing s where s.tenant = app.current_tenant() and s.id = p_id and s.person = app.current_person() and app.is_fresh(s.created_at);
  if not found then raise exception 'kt.signing_spent' using errcode = 'KT012'; end if;
  if p_passkey is null then return; end if;
  update app.passkey p set counter = p_counter, last_used_at = now()
    where p.tenant = app.current_tenant() and p.id = p_passkey and p.person = app.current_person()
      and (p_counter > p.counter or (p_counter = 0 and p.counter = 0));
  if not found then raise exception 'kt.counter_back' using errcode = 'KT013'; end if;
  -- Whoever only put a row here has no key: the record must say that it is this person's, and still is.
  if not exists (select 1 from app.dossier d where d.tenant = app.current_tenant() and d.id = p_passkey and d.author = app.current_person() and not d.ended) then
    raise exception 'kt.key_unrecorded' using errcode = 'KT015';
  end if;
end $$;

drop function if exists app.add_passkey(uuid, text, bytea, bytea, integer, text, bigint, text[], boolean, text);
drop function if exists app.remove_passkey(uuid);

-- Called by app.write_rest alone, with the act that enrols a key or ends its dossier.
create or replace function app.keep_passkey(p_dossier uuid, p jsonb) returns void
  language plpgsql security definer set search_path = app, pg_temp as $$
begin
  if p = 'null' then
    delete from app.passkey where tenant = app.current_tenant() and id = p_dossier;
    return;
  end if;
  if app.current_person() is null then raise exception 'kt.nobody' using errcode = '42501'; end if;
  -- Whoever closes the account at this moment waits, and then finds this key among those to be removed; or was first.
  perform 1 from app.account a where a.tenant = app.current_tenant() and a.person = app.current_person() for share;
  if exists (select 1 from app.account a where a.tenant = app.current_tenant() and a.person = app.current_person() and a.withdrawn)
    and not exists (select 1 from app.account a where a.tenant = app.current_tenant() and a.person = app.current_person() and not a.withdrawn) then
    raise exception 'kt.account_withdrawn' using errcode = '42501';
  end if;
  if (select count(*) >= 20 from app.passkey k where k.tenant = app.current_tenant() and k.person = app.current_person()) then
    raise exception 'kt.too_many_passkeys' using errcode = 'KT014';
  end if;
  insert into app.passkey (tenant, id, person, credential, public_key, spki, alg, rp_id, counter, transports, synced, name)
    values (app.current_tenant(), p_dossier, app.current_person(), p->>'credential', decode(p->>'cose', 'hex'), decode(p->>'spki', 'hex'), (p->>'alg')::integer,
      p->>'rpId', (p->>'counter')::bigint, array(select jsonb_array_elements_text(p->'transports')), (p->>'synced')::boolean, p->>'name');
end $$;

-- The keys of whoever asks, each with what its dossier says; a dossier that is not there says nothing.
drop function if exists app.list_passkeys();
create or replace function app.list_passkeys()
  returns table (id uuid, credential text, public_key bytea, spki bytea, alg integer, rp_id text, counter bigint, transports text[], synced boolean,
    name text, created_at timestamptz, last_used_at timestamptz, kind text, number text, ended boolean, state jsonb)
  language sql stable security definer set search_path = app, pg_temp as $$
  select p.id, p.credential, p.public_key, p.spki, p.alg, p.rp_id, p.counter, p.transports, p.synced, p.name, p.created_at, p.last_used_at,
    d.kind, d.number, d.ended, d.state
  from app.passkey p left join app.dossier d on d.tenant = p.tenant and d.id = p.id
  where p.tenant = app.current_tenant() and p.person = app.current_person() order by p.created_at, p.id
$$;

-- The dossiers of the keys of a person whose account is to be closed for good.
create or replace function app.keys_of_account(p_id uuid) returns setof uuid
  language plpgsql stable security definer set search_path = app, pg_temp as $$
begin
  perform app.refuse_strangers(null);
  -- Refused before anything is removed: nobody closes the own account.
  if exists (select 1 from app.account a where a.tenant = app.current_tenant() and a.id = p_id and a.person = app.current_person()) then
    raise exception 'kt.own_account' using errcode = 'KT011';
  end if;
  return query select p.id from app.passkey p join app.account a on a.tenant = p.tenant and a.person = p.person
    where a.tenant = app.current_tenant() and a.id = p_id and not a.withdrawn;
end $$;

-- The keys on record as enrolled by whoever asks of which nothing is kept for a device.
create or replace function app.unheld_keys(p_kind text) returns table (id uuid, number text, opened_at timestamptz)
  language sql stable security definer set search_path = app, pg_temp as $$
  select d.id, d.number, d.opened_at from app.dossier d
  where d.tenant = app.current_tenant() and d.kind = p_kind and d.author = app.current_person() and not d.ended
    and not exists (select 1 from app.passkey p where p.tenant = d.tenant and p.id = d.id)
  order by d.opened_at, d.id
$$;

-- Every key of every device, for verification.
drop function if exists app.all_passkeys();
create or replace function app.all_passkeys() returns table (id uuid, person text, credential text, public_key bytea, spki bytea, alg integer, rp_id text)
  language plpgsql stable security definer set search_path = app, pg_temp as $$
begin
  if not app.is_system() then raise exception 'kt.not_the_system' using errcode = '42501'; end if;
  return query select p.id, p.person, p.credential, p.public_key, p.spki, p.alg, p.rp_id from app.passkey p where p.tenant = app.current_tenant();
end $$;

create or replace function app.name_passkey(p_id uuid, p_name text) returns boolean
  language plpgsql security definer set search_path = app, pg_temp as $$
begin
  update app.passkey set name = p_name where tenant = app.current_tenant() and id = p_id and person = app.current_person();
  return found;
end $$;

-- Drops what has had its time; a job calls it. Gives how many rows went.
create or replace function app.sweep_accounts() returns integer
  language plpgsql security definer set search_path = app, pg_temp as $$
declare n integer; total integer := 0;
begin
  delete from app.user_session where tenant = app.current_tenant()
    and (ends_at < now() or last_seen_at + idle_seconds * interval '1 second' < now());
  get diagnostics n = row_count; total := total + n;
  delete from app.signing where tenant = app.current_tenant() and not app.is_fresh(created_at);
  get diagnostics n = row_count; total := total + n;
  delete from app.sign_in_attempt where tenant = app.current_tenant() and at < now() - interval '1 day';
  get diagnostics n = row_count; total := total + n;
  delete from app.draft where tenant = app.current_tenant() and updated_at < now() - interval '90 days';
  get diagnostics n = row_count; total := total + n;
  delete from app.bulk_work where tenant = app.current_tenant() and created_at < now() - interval '30 days';
  get diagnostics n = row_count; total := total + n;
  return total;
end $$;

revoke all on function app.secret_of(text), app.keyed_hash(text, text), app.create_account(text, text, bytea, bytea, integer, integer, integer),
  app.change_password(text, bytea, bytea, integer, integer, integer), app.set_account_active(text, boolean), app.salt_of(text), app.is_throttled(text),
  app.finish_sign_in(text, bytea, text), app.open_session(bytea, text, text, integer, integer, boolean), app.find_session(text, bytea), app.end_session(bytea),
  app.end_sessions(text, bytea), app.list_sessions(), app.issue_token(uuid, bytea, text, text[], timestamptz), app.find_token(text, bytea), app.list_tokens(),
  app.revoke_token(uuid), app.sweep_accounts(), app.end_entries(text), app.list_accounts(uuid, text, text, text, boolean, bigint, integer), app.provision_account(text, text, text, boolean),
  app.change_account(uuid, text, text, boolean), app.withdraw_account(uuid) from public;
grant execute on function app.create_account(text, text, bytea, bytea, integer, integer, integer),
  app.change_password(text, bytea, bytea, integer, integer, integer), app.set_account_active(text, boolean), app.salt_of(text), app.is_throttled(text),
  app.finish_sign_in(text, bytea, text), app.open_session(bytea, text, text, integer, integer, boolean), app.find_session(text, bytea), app.end_session(bytea),
  app.end_sessions(text, bytea), app.list_sessions(), app.issue_token(uuid, bytea, text, text[], timestamptz), app.find_token(text, bytea), app.list_tokens(),
  app.revoke_token(uuid), app.sweep_accounts(), app.list_accounts(uuid, text, text, text, boolean, bigint, integer), app.provision_account(text, text, text, boolean),
  app.change_account(uuid, text, text, boolean), app.withdraw_account(uuid) to app_web, app_worker;

revoke all on function app.own_login(), app.begin_signing(uuid, bytea, jsonb, text, text), app.find_signing(uuid, bytea),
  app.spend_signing(uuid, uuid, bigint), app.keep_passkey(uuid, jsonb), app.list_passkeys(),
  app.name_passkey(uuid, text), app.keys_of_account(uuid), app.unheld_keys(text), app.all_passkeys() from public;
grant execute on function app.own_login(), app.begin_signing(uuid, bytea, jsonb, text, text), app.find_signing(uuid, bytea),
  app.spend_signing(uuid, uuid, bigint), app.list_passkeys(),
  app.name_passkey(uuid, text), app.keys_of_account(uuid), app.unheld_keys(text), app.all_passkeys() to app_web, app_worker;
