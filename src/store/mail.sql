-- Re-runnable, after ledger.sql: receipts by mail. Only the functions below touch these tables; who performed what behind a mask never leaves them
-- but for a letter to that very person.

do $$
declare t text;
begin
  foreach t in array array['mail_address', 'mail_outbox', 'mail_cursor'] loop
    execute format('drop policy if exists works on app.%I', t);
    execute format('create policy works on app.%I for all to app_owner using (true) with check (true)', t);
  end loop;
end $$;

create or replace function app.own_mail()
  returns table (address text, is_on boolean, masked boolean, trial boolean, waiting bigint, sent_at timestamptz, fault text, fault_at timestamptz, given_up integer)
  language sql stable security definer set search_path = app, pg_temp as $$
  select m.address, m.is_on, m.masked, m.trial,
    (select count(*) from app.mail_outbox o where o.tenant = m.tenant and o.person = m.person), m.sent_at, m.fault, m.fault_at, m.given_up
  from app.mail_address m where m.tenant = app.current_tenant() and m.person = app.current_person()
$$;

-- What was performed before somebody asked for letters is never sent, nor what waits once they asked for none. Another address is tried at once,
-- but nobody can have more than one letter a minute sent, wherever to.
create or replace function app.save_mail(p_address text, p_on boolean, p_masked boolean, p_lang text) returns void
  language plpgsql security definer set search_path = app, pg_temp as $$
declare v_now timestamptz := clock_timestamp();
begin
  if app.current_person() is null then raise exception 'kt.no_person' using errcode = '42501'; end if;
  insert into app.mail_address as m (tenant, person, address, is_on, masked, lang, since, masked_since, trial)
    values (app.current_tenant(), app.current_person(), p_address, p_on, p_masked, p_lang, v_now, case when p_masked then v_now end, p_on)
    on conflict (tenant, person) do update set address = excluded.address, is_on = excluded.is_on, masked = excluded.masked, lang = excluded.lang,
      since = case when m.is_on then m.since else v_now end,
      masked_since = case when not p_masked then null when m.is_on and m.masked then m.masked_since else v_now end,
      trial = p_on and (m.trial or not m.is_on or m.address <> p_address), changed_at = v_now,
      not_before = least(m.not_before, v_now + interval '1 minute'),
      failures = 0, fault = case when m.address = p_address then m.fault end, fault_at = case when m.address = p_address then m.fault_at end;
  delete from app.mail_outbox o where o.tenant = app.current_tenant() and o.person = app.current_person() and (not p_on or not p_masked
    and exists (select 1 from app.act a where a.tenant = o.tenant and a.dossier = o.dossier and a.seq = o.seq and a.mask is not null));
end $$;

create or replace function app.remove_mail() returns void language plpgsql security definer set search_path = app, pg_temp as $$
begin
  delete from app.mail_outbox where tenant = app.current_tenant() and person = app.current_person();
  delete from app.mail_address where tenant = app.current_tenant() and person = app.current_person();
end $$;

-- Looks through the log from where it was left: what was performed by whoever wants letters, in the last three days, is queued with the cursor in one
-- transaction, so nothing is queued twice. Gives how many entries were looked at; 0 when there are none or another worker is at it.
create or replace function app.queue_mail(p_entries integer) returns integer
  language plpgsql security definer set search_path = app, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  v_tenant text := app.current_tenant();
  v_from app.mail_cursor;
  v_to record;
begin
  perform app.refuse_all_but_system();
  insert into app.mail_cursor (tenant, epoch, idx) values (v_tenant, 0, -1) on conflict do nothing;
  select * into v_from from app.mail_cursor c where c.tenant = v_tenant for update skip locked;
  if not found then return 0; end if;
  -- The end first, and then whether anybody wants letters: whoever says so in between performed nothing before that end.
  select e.epoch, e.idx into v_to from app.ledger_entry e where e.tenant = v_tenant and e.log = 'main' order by e.epoch desc, e.idx desc limit 1;
  if not found then return 0; end if;
  if not exists (select 1 from app.mail_address m where m.tenant = v_tenant and m.is_on) then
    update app.mail_cursor c set epoch = v_to.epoch, idx = v_to.idx where c.tenant = v_tenant;
    return 0;
  end if;
  with page as materialized (
    select e.epoch, e.idx, e.dossier, e.seq from app.ledger_entry e
    where e.tenant = v_tenant and e.log = 'main' and (e.epoch, e.idx) > (v_from.epoch, v_from.idx) order by e.epoch, e.idx limit p_entries),
  performed as (
    select a.dossier, a.seq, a.at, a.mask is not null as masked,
      case when a.mask is null then a.actor else (select v.value #>> '{}' from app.vault v
        where v.tenant = a.tenant and v.dossier = a.dossier and v.seq = a.seq and v.name = 'actor') end as person
    from page p join app.act a on a.tenant = v_tenant and a.dossier = p.dossier and a.seq = p.seq
    where a.at > clock_timestamp() - interval '3 days'),
  queued as (
    insert into app.mail_outbox (tenant, dossier, seq, person)
    select v_tenant, x.dossier, x.seq, x.person from performed x join app.mail_address m on m.tenant = v_tenant and m.person = x.person
    where m.is_on and x.at >= m.since and (not x.masked or m.masked and x.at >= m.masked_since)
    on conflict do nothing)
  select p.epoch, p.idx, count(*) over () as n into v_to from page p order by p.epoch desc, p.idx desc limit 1;
  if not found then return 0; end if;
  update app.mail_cursor c set epoch = v_to.epoch, idx = v_to.idx where c.tenant = v_tenant;
  return v_to.n;
end $$;

-- The next letter that is due, in the hands of whoever asks for two minutes: a worker that dies with it leaves it to the next. What is told of a
-- dossier is its number; of a restricted one its receipt code; of an act behind a mask nothing.
create or replace function app.claim_mail(p_acts integer) returns jsonb
  language plpgsql security definer set search_path = app, pg_temp as $$
declare
  v_tenant text := app.current_tenant();
  m app.mail_address;
begin
  perform app.refuse_all_but_system();
  select x.* into m from app.mail_address x
    where x.tenant = v_tenant and x.is_on and x.not_before <= clock_timestamp()
      and (x.trial or exists (select 1 from app.mail_outbox o where o.tenant = x.tenant and o.person = x.person))
      and not exists (select 1 from app.account c where c.tenant = x.tenant and c.person = x.person and not c.active)
    order by x.not_before limit 1 for update skip locked;
  if not found then return null; end if;
  update app.mail_address x set not_before = clock_timestamp() + interval '2 minutes' where x.tenant = v_tenant and x.person = m.person;
  return jsonb_build_object('person', m.person, 'address', m.address, 'lang', m.lang, 'trial', m.trial, 'acts', coalesce((
    select jsonb_agg(jsonb_build_object('dossier', q.dossier, 'seq', q.seq, 'at', q.at, 'leafHash', encode(q.leaf_hash, 'hex'), 'origin', q.origin,
      'masked', q.masked, 'number', q.number, 'receipt', q.receipt) order by q.at, q.dossier, q.seq)
    from (select a.dossier, a.seq, a.at, a.leaf_hash, l.origin, a.mask is not null as masked,
        case when a.mask is null and not d.restricted then d.number end as number, case when a.mask is null then d.receipt end as receipt
      from app.mail_outbox o join app.act a on a.tenant = o.tenant and a.dossier = o.dossier and a.seq = o.seq
        join app.dossier d on d.tenant = o.tenant and d.id = o.dossier
        join app.ledger_entry e on e.tenant = o.tenant and e.dossier = o.dossier and e.seq = o.seq
        join app.ledger_log l on l.tenant = e.tenant and l.log = e.log and l.epoch = e.epoch
      where o.tenant = v_tenant and o.person = m.person order by a.at, a.dossier, a.seq limit p_acts) q), '[]'));
end $$;

-- The mail server took the letter, or why it did not. What is due afterwards waits a minute; after failures twice as long each time, up to six hours.
create or replace function app.settle_mail(p_person text, p_address text, p_fault text, p_trial boolean, p_acts jsonb) returns void
  language plpgsql security definer set search_path = app, pg_temp as $$
declare v_now timestamptz := clock_timestamp();
begin
  perform app.refuse_all_but_system();
  if p_fault is null then
    delete from app.mail_outbox o using jsonb_to_recordset(p_acts) as x(dossier uuid, seq integer)
      where o.tenant = app.current_tenant() and o.person = p_person and o.dossier = x.dossier and o.seq = x.seq;
  end if;
  update app.mail_address m set not_before = v_now + case when p_fault is null then interval '1 minute'
        else least(interval '1 minute' * power(2, least(m.failures, 10)), interval '6 hours') end,
      failures = case when p_fault is null then 0 else m.failures + 1 end,
      sent_at = case when p_fault is null then v_now else m.sent_at end, fault = p_fault, fault_at = case when p_fault is null then null else v_now end,
      trial = m.trial and (p_fault is not null or not p_trial)
    where m.tenant = app.current_tenant() and m.person = p_person and m.address = p_address;
end $$;

-- After three days nobody tries any more; the person is told how many there were, and finds each receipt beside its act.
create or replace function app.give_up_mail() returns integer
  language plpgsql security definer set search_path = app, pg_temp as $$
declare v_given_up integer;
begin
  perform app.refuse_all_but_system();
  with late as (delete from app.mail_outbox o where o.tenant = app.current_tenant() and o.queued_at < clock_timestamp() - interval '3 days' returning o.person),
  counted as (select l.person, count(*)::integer as n from late l group by l.person),
  noted as (update app.mail_address m set given_up = m.given_up + c.n from counted c where m.tenant = app.current_tenant() and m.person = c.person)
  select coalesce(sum(c.n), 0)::integer into v_given_up from counted c;
  update app.mail_address m set trial = false
    where m.tenant = app.current_tenant() and m.trial and m.changed_at < clock_timestamp() - interval '3 days';
  return v_given_up;
end $$;

revoke all on function app.own_mail(), app.save_mail(text, boolean, boolean, text), app.remove_mail(), app.queue_mail(integer), app.claim_mail(integer),
  app.settle_mail(text, text, text, boolean, jsonb), app.give_up_mail() from public;
grant execute on function app.own_mail(), app.save_mail(text, boolean, boolean, text), app.remove_mail() to app_web, app_worker;
grant execute on function app.queue_mail(integer), app.claim_mail(integer), app.settle_mail(text, text, text, boolean, jsonb), app.give_up_mail() to app_worker;
