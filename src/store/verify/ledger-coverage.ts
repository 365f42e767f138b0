/** What must have been signed and is not: leaves no checkpoint covers, checkpoints others speak of, leaves that wait for too long. */
import { hash } from 'node:crypto';
import type pg from 'pg';
import { equal } from '../../../verifier/formats/bytes.ts';
import { Fault } from '../../../verifier/formats/fault.ts';
import { FormatProblem, parseNote } from '../../../verifier/formats/note.ts';
import { parseTimestamp, verifyTimestamp } from '../../../verifier/formats/timestamp.ts';
import { PROMISE_SECONDS } from '../../ledger/signer.ts';
import type { Findings } from './report.ts';

/** A round that gives indices this long after the last checkpoint signs in the same transaction; twice what the sequencer keeps between two. */
const UNSIGNED_AT_MOST = '2 seconds';
/** Both logs are signed by one program: while it signs one it would have signed the other. */
const OTHER_LOG_AFTER = '1 minute';

/**
 * Names the leaves at the end of a log that no checkpoint covers although the sequencer must have signed one: it stopped at most within a second
 * of signing. Only what the rows themselves say counts, so that a backup taken within that second is whole whenever it is looked at.
 */
async function checkCovered(client: pg.ClientBase, findings: Findings): Promise<void> {
  const found = await client.query<{ place: string }>(
    `select format('%s/%s %s', x.log, x.epoch, case when x.first = x.last then x.first::text else x.first || '–' || x.last end) as place
     from app.ledger_log l
       left join lateral (select c.size, c.signed_at from app.ledger_checkpoint c where c.tenant = l.tenant and c.log = l.log and c.epoch = l.epoch
         order by c.size desc limit 1) c on true
       cross join lateral (select l.log, l.epoch, min(e.idx) as first, max(e.idx) as last, min(e.sequenced_at) as since, max(e.sequenced_at) as until
         from app.ledger_entry e where e.tenant = l.tenant and e.log = l.log and e.epoch = l.epoch and e.idx >= coalesce(c.size, 0)) x
     where x.first is not null and case
       -- What begins a later epoch is written by the ceremony and signed by the sequencer when it next starts.
       when c.size is null then not (l.epoch > 1 and x.last = 0)
       else x.until > c.signed_at + $1::interval
         or x.since + $2::interval < (select max(o.signed_at) from app.ledger_checkpoint o where o.tenant = l.tenant and o.log <> l.log
           and o.signed_at <= coalesce(l.closed_at, 'infinity')) end
     order by l.log, l.epoch`,
    [UNSIGNED_AT_MOST, OTHER_LOG_AFTER],
  );
  for (const { place } of found.rows) findings.add({ code: 'entry-uncovered', where: place });
}

/** Names sizes that witnesses are known to have signed and that have no checkpoint. */
async function checkSpokenOf(client: pg.ClientBase, findings: Findings): Promise<void> {
  const found = await client.query<{ place: string }>(
    `select distinct on (s.log, s.epoch, s.size) format('%s/%s %s %s', s.log, s.epoch, s.size, s.who) as place
     from (select q.tenant, q.log, q.epoch, q.size, 'quorum' as who from app.ledger_quorum q
       union all select w.tenant, w.log, w.epoch, w.size, w.witness from app.ledger_witness w where w.size is not null) s
     where not exists (select 1 from app.ledger_checkpoint c where c.tenant = s.tenant and c.log = s.log and c.epoch = s.epoch and c.size = s.size)
     order by s.log, s.epoch, s.size, s.who`,
  );
  for (const { place } of found.rows) findings.add({ code: 'checkpoint-missing', where: place });
}

/** Names time stamps that are over no checkpoint there is, or say something else than their row. */
async function checkTokens(client: pg.ClientBase, findings: Findings): Promise<void> {
  const found = await client.query<{ place: string; token: Buffer; time: Date; note: string | null }>(
    `select format('%s/%s %s %s', t.log, t.epoch, t.size, t.authority) as place, t.token, t.time, c.note from app.ledger_token t
       left join app.ledger_checkpoint c on c.tenant = t.tenant and c.log = t.log and c.epoch = t.epoch and c.size = t.size
     order by t.log, t.epoch, t.size, t.authority`,
  );
  for (const { place, token, time, note } of found.rows)
    if (note === null || !(await isOver(token, note, time))) findings.add({ code: 'token-wrong', where: place });
}

/** Whether the authority is to be trusted is for whoever pins its certificate; that it says what the row says is for us. */
async function isOver(bytes: Uint8Array, note: string, time: Date): Promise<boolean> {
  try {
    const token = parseTimestamp(bytes);
    if (token.time !== time.getTime() || !equal(token.imprint, hash('sha256', parseNote(note).text, 'buffer'))) return false;
    return (await verifyTimestamp(token, [])) !== undefined;
  } catch (error) {
    if (error instanceof Fault || error instanceof FormatProblem) return false;
    throw error;
  }
}

/**
 * Names acts that wait for their index for longer than their receipt promised, by the newest moment on record: a backup is no older for lying about.
 * A copy gives no indices, and neither does what was never opened.
 */
async function checkWaiting(client: pg.ClientBase, findings: Findings): Promise<void> {
  const found = await client.query<{ dossier: string; seq: number; at: Date }>(
    `select p.dossier::text, p.seq, p.at from app.ledger_pending p
       join app.ledger_log l on l.tenant = p.tenant and l.log = 'main' and l.closed_at is null
     where app.copied_at() is null and greatest(p.at, l.opened_at) + make_interval(secs => $1) <
       greatest((select max(c.signed_at) from app.ledger_checkpoint c where c.tenant = l.tenant), (select max(w.at) from app.ledger_pending w where w.tenant = l.tenant))
     order by p.place`,
    [PROMISE_SECONDS],
  );
  for (const { dossier, seq, at } of found.rows)
    findings.add({ code: 'leaf-overdue', dossier, seq, where: `ledger_pending ${at.toISOString()}` });
}

/** All of it. */
export async function checkCoverage(client: pg.ClientBase, findings: Findings): Promise<void> {
  await checkCovered(client, findings);
  await checkSpokenOf(client, findings);
  await checkTokens(client, findings);
  await checkWaiting(client, findings);
}
