-- Re-runnable, after ledger.sql: who witnesses the ledger, and what follows when nobody does.

do $$
declare t text;
begin
  foreach t in array array['ledger_policy', 'ledger_witness', 'ledger_quorum', 'ledger_alarm', 'ledger_outage', 'ledger_check'] loop
    execute format('drop policy if exists reads on app.%I', t);
    execute format('create policy reads on app.%I for select using (true)', t);
    execute format('drop policy if exists writes on app.%I', t);
    execute format('create policy writes on app.%I for all to app_owner using (true) with check (true)', t);
    execute format('grant select on app.%I to app_web, app_worker', t);
  end loop;
end $$;

-- The policy of this installation from now on; null: none any more, and nobody waits for anybody.
create or replace function app.note_policy(p_text text, p_asks boolean, p_patience interval) returns void
  language plpgsql security definer set search_path = app, pg_temp as $$
declare v_known app.ledger_policy;
begin
  perform app.refuse_all_but_system();
  perform pg_advisory_xact_lock(7244227, hashtext(app.current_tenant()));
  select * into v_known from app.ledger_policy p where p.tenant = app.current_tenant() order by p.since desc limit 1;
  if v_known.text is distinct from p_text then
    insert into app.ledger_policy (tenant, since, text, asks, patience) values (app.current_tenant(), clock_timestamp(), p_text, p_asks, p_patience);
  elsif v_known.patience <> p_patience then
    update app.ledger_policy p set patience = p_patience where p.tenant = v_known.tenant and p.since = v_known.since;
  end if;
end $$;

-- What a witness said; a size it cosigned never goes down again.
create or replace function app.note_witness(p_log text, p_epoch integer, p_witness text, p_answer text, p_size bigint) returns void
  language plpgsql security definer set search_path = app, pg_temp as $$
begin
  perform app.refuse_all_but_system();
  insert into app.ledger_witness (tenant, log, epoch, witness, size, cosigned_at, answer, answered_at)
    values (app.current_tenant(), p_log, p_epoch, p_witness, p_size, case when p_answer = 'cosigned' then clock_timestamp() end, p_answer, clock_timestamp())
    on conflict (tenant, log, epoch, witness) do update set size = greatest(ledger_witness.size, excluded.size),
      cosigned_at = coalesce(excluded.cosigned_at, ledger_witness.cosigned_at), answer = excluded.answer, answered_at = excluded.answered_at;
end $$;

-- Enough witnesses cosigned this size. That they were enough, whoever calls has asked the policy. Since when, does not change with the size: one of them
-- that signs an old size over and over excuses nobody from what waits beyond it.
create or replace function app.note_quorum(p_log text, p_epoch integer, p_size bigint) returns void
  language plpgsql security definer set search_path = app, pg_temp as $$
begin
  perform app.refuse_all_but_system();
  insert into app.ledger_quorum (tenant, log, epoch, size, reached_at) values (app.current_tenant(), p_log, p_epoch, p_size, clock_timestamp())
    on conflict (tenant, log, epoch) do update set size = excluded.size, reached_at = excluded.reached_at where excluded.size > ledger_quorum.size;
end $$;

-- A contradiction between log and witness; true where it was not standing already.
create or replace function app.raise_alarm(p_log text, p_epoch integer, p_witness text, p_code text, p_size bigint, p_witness_size bigint) returns boolean
  language plpgsql security definer set search_path = app, pg_temp as $$
begin
  perform app.refuse_all_but_system();
  insert into app.ledger_alarm (tenant, log, epoch, witness, code, size, witness_size)
    values (app.current_tenant(), p_log, p_epoch, p_witness, p_code, p_size, p_witness_size)
    on conflict do nothing;
  return found;
end $$;

-- Somebody answers for an alarm: it is kept, and the witness is asked again.
create or replace function app.lift_alarm(p_id uuid, p_person text, p_reason text) returns boolean
  language plpgsql security definer set search_path = app, pg_temp as $$
begin
  perform app.refuse_all_but_system();
  update app.ledger_alarm a set lifted_at = clock_timestamp(), lifted_by = p_person, reason = p_reason
    where a.tenant = app.current_tenant() and a.id = p_id and a.lifted_at is null;
  return found;
end $$;

-- Since when something of the log of acts waits for its witnesses; null where nothing does, or where no policy asks for any. What has no index yet
-- waits as well: a sequencer that is away is no excuse.
create or replace function app.unwitnessed_since() returns timestamptz
  language plpgsql stable security definer set search_path = app, pg_temp as $$
declare v_tenant text := app.current_tenant(); v_asked timestamptz; v_log app.ledger_log; v_quorum app.ledger_quorum; v_oldest timestamptz;
begin
  -- Since when anybody is asked without a break: another policy in the place of one excuses nobody from what waited before.
  select min(p.since) into v_asked from app.ledger_policy p where p.tenant = v_tenant and p.asks
    and p.since > coalesce((select max(n.since) from app.ledger_policy n where n.tenant = v_tenant and not n.asks), '-infinity');
  if v_asked is null then return null; end if;
  select * into v_log from app.ledger_log l where l.tenant = v_tenant and l.log = 'main' and l.closed_at is null;
  if v_log.epoch is null then return null; end if;
  select * into v_quorum from app.ledger_quorum q where q.tenant = v_tenant and q.log = 'main' and q.epoch = v_log.epoch;
  select c.signed_at into v_oldest from app.ledger_checkpoint c
    where c.tenant = v_tenant and c.log = 'main' and c.epoch = v_log.epoch and c.size > coalesce(v_quorum.size, 0) order by c.size limit 1;
  if v_oldest is null then
    select p.at into v_oldest from app.ledger_pending p where p.tenant = v_tenant order by p.place limit 1;
  end if;
  return greatest(v_oldest, case when v_oldest is not null then greatest(v_asked, v_log.opened_at, v_quorum.reached_at) end);
end $$;

-- The same where it has lasted longer than the policy has patience: then people do not decide.
create or replace function app.outage_since() returns timestamptz
  language sql stable security definer set search_path = app, pg_temp as $$
  select u.since from (select app.unwitnessed_since() as since) u
  where clock_timestamp() - u.since >= (select p.patience from app.ledger_policy p where p.tenant = app.current_tenant() order by p.since desc limit 1)
$$;

-- Declares an outage that has lasted too long, or its end. Tells which of the two happened, if any; called again it does nothing more. One that ended
-- because more patience was asked for, and is there again with less, is another: it began when the one before ended.
create or replace function app.settle_outage() returns text
  language plpgsql security definer set search_path = app, pg_temp as $$
declare v_since timestamptz;
begin
  perform app.refuse_all_but_system();
  perform pg_advisory_xact_lock(7244227, hashtext(app.current_tenant()));
  v_since := app.outage_since();
  if v_since is not null then
    perform 1 from app.ledger_outage o where o.tenant = app.current_tenant() and o.ended_at is null;
    if found then return null; end if;
    insert into app.ledger_outage (tenant, started_at, declared_at, declared_business_at)
      select app.current_tenant(), greatest(v_since, max(o.ended_at)), clock_timestamp(), app.business_now()
      from app.ledger_outage o where o.tenant = app.current_tenant();
    return 'declared';
  end if;
  update app.ledger_outage o set ended_at = clock_timestamp(), ended_business_at = app.business_now()
    where o.tenant = app.current_tenant() and o.ended_at is null;
  return case when found then 'ended' end;
end $$;

-- What a verification of the whole record found.
create or replace function app.note_check(p_seconds numeric, p_dossiers integer, p_acts bigint, p_found integer, p_codes text[]) returns void
  language plpgsql security definer set search_path = app, pg_temp as $$
begin
  perform app.refuse_all_but_system();
  insert into app.ledger_check (tenant, at, seconds, dossiers, acts, found, codes)
    values (app.current_tenant(), clock_timestamp(), p_seconds, p_dossiers, p_acts, p_found, p_codes);
end $$;

revoke all on function app.note_policy(text, boolean, interval), app.note_witness(text, integer, text, text, bigint), app.note_quorum(text, integer, bigint),
  app.raise_alarm(text, integer, text, text, bigint, bigint), app.lift_alarm(uuid, text, text), app.unwitnessed_since(), app.outage_since(), app.settle_outage(),
  app.note_check(numeric, integer, bigint, integer, text[]) from public;
grant execute on function app.note_policy(text, boolean, interval), app.raise_alarm(text, integer, text, text, bigint, bigint), app.settle_outage(),
  app.note_check(numeric, integer, bigint, integer, text[]) to app_worker;
grant execute on function app.note_witness(text, integer, text, text, bigint), app.note_quorum(text, integer, bigint),
  app.lift_alarm(uuid, text, text), app.unwitnessed_since(), app.outage_since() to app_web, app_worker;

-- How the ledger is doing, for anybody: sizes, moments, keys and names of witnesses. Of what is waiting only how much, and since when.
create or replace function app.ledger_state() returns jsonb
  language sql stable security definer set search_path = app, pg_temp as $$
  with me as (select app.current_tenant() as tenant)
  select jsonb_build_object(
    'at', clock_timestamp(),
    'logs', (select jsonb_agg(jsonb_build_object('log', l.log, 'epoch', l.epoch, 'origin', l.origin, 'size', l.size, 'openedAt', l.opened_at, 'closedAt', l.closed_at,
        'checkpoint', (select jsonb_build_object('size', c.size, 'root', translate(encode(c.root, 'base64'), E'\n', ''), 'signedAt', c.signed_at)
          from app.ledger_checkpoint c where c.tenant = l.tenant and c.log = l.log and c.epoch = l.epoch order by c.size desc limit 1),
        'quorum', (select jsonb_build_object('size', q.size, 'reachedAt', q.reached_at) from app.ledger_quorum q where q.tenant = l.tenant and q.log = l.log and q.epoch = l.epoch),
        'keys', coalesce((select jsonb_agg(jsonb_build_object('purpose', k.purpose, 'vkey', k.vkey, 'since', k.since, 'until', k.until) order by k.purpose, k.since)
          from app.ledger_key k where k.tenant = l.tenant and k.log = l.log and k.epoch = l.epoch), '[]'),
        'witnesses', coalesce((select jsonb_agg(jsonb_build_object('name', w.witness, 'size', w.size, 'cosignedAt', w.cosigned_at, 'answer', w.answer, 'answeredAt', w.answered_at) order by w.witness)
          from app.ledger_witness w where w.tenant = l.tenant and w.log = l.log and w.epoch = l.epoch), '[]')) order by l.log, l.epoch desc)
      from app.ledger_log l, me where l.tenant = me.tenant),
    'pending', (select jsonb_build_object('count', count(*), 'oldestAt', min(p.at)) from (select p.at from app.ledger_pending p, me where p.tenant = me.tenant order by p.place limit 10000) p),
    'policy', (select jsonb_build_object('text', p.text, 'since', p.since, 'asks', p.asks, 'patienceSeconds', extract(epoch from p.patience)) from app.ledger_policy p, me
      where p.tenant = me.tenant order by p.since desc limit 1),
    'unwitnessedSince', app.unwitnessed_since(),
    'outageSince', app.outage_since(),
    'outages', coalesce((select jsonb_agg(o) from (select jsonb_build_object('startedAt', o.started_at, 'declaredAt', o.declared_at, 'endedAt', o.ended_at) as o
      from app.ledger_outage o, me where o.tenant = me.tenant order by o.started_at desc limit 20) x), '[]'),
    'alarms', coalesce((select jsonb_agg(a) from (select jsonb_build_object('id', a.id, 'log', a.log, 'epoch', a.epoch, 'witness', a.witness, 'code', a.code, 'size', a.size,
        'witnessSize', a.witness_size, 'raisedAt', a.raised_at, 'liftedAt', a.lifted_at) as a
      from app.ledger_alarm a, me where a.tenant = me.tenant order by a.lifted_at is not null, a.raised_at desc limit 20) x), '[]'),
    'token', (select jsonb_build_object('log', t.log, 'size', t.size, 'authority', t.authority, 'time', t.time) from app.ledger_token t, me
      where t.tenant = me.tenant order by t.time desc limit 1),
    'check', (select jsonb_build_object('at', c.at, 'seconds', c.seconds, 'dossiers', c.dossiers, 'acts', c.acts, 'found', c.found, 'codes', c.codes)
      from app.ledger_check c, me where c.tenant = me.tenant order by c.at desc limit 1))
$$;
revoke all on function app.ledger_state() from public;
grant execute on function app.ledger_state() to app_web, app_worker;
