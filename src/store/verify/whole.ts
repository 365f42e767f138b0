/** What no single dossier shows: rows without an owner, numbers, files. */
import type pg from 'pg';
import { OPENINGS_LIMIT } from '../../dossier/decide.ts';
import type { Findings } from './report.ts';

const noDossier = (table: string, dossier = 'dossier') =>
  `select '${table}' as "table", t.${dossier}::text as dossier, null::int as seq from app.${table} t
   where not exists (select 1 from app.dossier d where d.tenant = t.tenant and d.id = t.${dossier}) group by t.${dossier}`;
const noAct = (table: string, dossier = 'dossier', seq = 'seq') =>
  `select '${table}' as "table", t.${dossier}::text as dossier, t.${seq} as seq from app.${table} t
   where not exists (select 1 from app.act a where a.tenant = t.tenant and a.dossier = t.${dossier} and a.seq = t.${seq})
   group by t.${dossier}, t.${seq}`;

const ORPHANS = [
  ...['act', 'clock', 'party', 'link', 'sole_key'].map((table) => noDossier(table)),
  noDossier('ledger_pending'),
  `${noDossier('ledger_entry').replace(' group by', ' and t.dossier is not null group by')}`,
  ...['vault', 'act_signature', 'attachment', 'notice', 'effective_row', 'table_row'].map((table) => noAct(table)),
  noAct('follow_up', 'cause_dossier', 'cause_seq'),
  noAct('spread', 'cause_dossier', 'cause_seq'),
  `select 'follow_up.done_seq' as "table", f.target::text, f.done_seq from app.follow_up f where f.done_seq is not null
   and not exists (select 1 from app.act a where a.tenant = f.tenant and a.dossier = f.target and a.seq = f.done_seq and a.cause_dossier = f.cause_dossier
     and a.cause_seq = f.cause_seq and a.cause_n = f.n + ${OPENINGS_LIMIT})`,
].join(' union all ');

/** Names rows whose dossier or act does not exist, and acts whose cause does not. */
export async function checkOwners(client: pg.ClientBase, findings: Findings): Promise<void> {
  const orphans = await client.query<{ table: string; dossier: string; seq: number | null }>(ORPHANS);
  for (const row of orphans.rows) {
    findings.add({ code: 'orphan', dossier: row.dossier, ...(row.seq === null ? {} : { seq: row.seq }), where: row.table });
  }
  const causes = await client.query<{ dossier: string; seq: number; cause: string }>(
    `select a.dossier::text, a.seq, a.cause_dossier || '/' || a.cause_seq as cause from app.act a where a.cause_dossier is not null
     and not exists (select 1 from app.act c where c.tenant = a.tenant and c.dossier = a.cause_dossier and c.seq = a.cause_seq)`,
  );
  for (const row of causes.rows) findings.add({ code: 'cause-missing', dossier: row.dossier, seq: row.seq, where: row.cause });
}

/** Names leaves of the ledger that are of no act and do not begin an epoch, and what else of it belongs to nothing. */
export async function checkLedgerOwners(client: pg.ClientBase, findings: Findings): Promise<void> {
  const stray = await client.query<{ log: string; epoch: number; idx: string }>(
    `select e.log, e.epoch, e.idx from app.ledger_entry e
     where (e.log = 'main' and e.dossier is null and not (e.epoch > 1 and e.idx = 0)) or (e.log = 'reads' and e.dossier is not null)
       or not exists (select 1 from app.ledger_log l where l.tenant = e.tenant and l.log = e.log and l.epoch = e.epoch)
     order by e.log, e.epoch, e.idx`,
  );
  for (const { log, epoch, idx } of stray.rows) findings.add({ code: 'entry-stray', where: `${log}/${epoch} ${idx}` });
  const tables = ['ledger_tile', 'ledger_checkpoint', 'ledger_cosignature', 'ledger_token', 'ledger_key'];
  const orphans = await client.query<{ table: string; log: string; epoch: number }>(
    tables
      .map(
        (table) => `select '${table}' as "table", t.log, t.epoch from app.${table} t
         where not exists (select 1 from app.ledger_log l where l.tenant = t.tenant and l.log = t.log and l.epoch = t.epoch) group by t.log, t.epoch`,
      )
      .join(' union all '),
  );
  for (const { table, log, epoch } of orphans.rows) findings.add({ code: 'entry-stray', where: `${table} ${log}/${epoch}` });
}

/** Names acts without their leaf and leaves without their act, comparing hashes alone; `verifyStretch` compares whole leaves. */
export async function checkLeavesOfActs(client: pg.ClientBase, findings: Findings): Promise<number> {
  const wrong = await client.query<{
    dossier: string;
    seq: number;
    code: 'act-cut' | 'leaf-missing' | 'leaf-changed' | 'leaf-extra';
    where: string;
  }>(
    `with leaf as (
       select e.tenant, e.dossier, e.seq, e.leaf_hash, 'ledger_entry' as place from app.ledger_entry e where e.dossier is not null
       union all select p.tenant, p.dossier, p.seq, p.leaf_hash, 'ledger_pending' from app.ledger_pending p)
     select coalesce(a.dossier, l.dossier)::text as dossier, coalesce(a.seq, l.seq) as seq,
       case when a.dossier is null then 'act-cut' when l.dossier is null then 'leaf-missing' else 'leaf-changed' end as code,
       coalesce(l.place, 'ledger_pending') as "where"
     from app.act a full join leaf l on l.tenant = a.tenant and l.dossier = a.dossier and l.seq = a.seq
     where a.dossier is null or l.dossier is null or a.leaf_hash <> l.leaf_hash
     union all
     select l.dossier::text, l.seq, 'leaf-extra', min(l.place) from leaf l group by l.dossier, l.seq having count(*) > 1`,
  );
  for (const { dossier, seq, code, where } of wrong.rows) findings.add({ code, dossier, seq, where });
  const counted = await client.query<{ n: number }>('select count(*)::int as n from app.act');
  return counted.rows[0]?.n ?? 0;
}

/** Names whom open dossiers concern and are not said to, and whom they are said to concern and do not. */
export async function checkConcerns(client: pg.ClientBase, findings: Findings): Promise<void> {
  const wrong = await client.query<{ dossier: string; who: string; missing: boolean }>('select * from app.wrong_concerns()');
  for (const { dossier, who, missing } of wrong.rows) {
    findings.add({ code: 'concern-changed', dossier, where: `${missing ? '−' : '+'} ${who}` });
  }
}

/** Names numbers nobody carries and counters that disagree with the numbers given. Annulled dossiers keep theirs. */
export async function checkNumbers(client: pg.ClientBase, findings: Findings): Promise<void> {
  const missing = await client.query<{ number: string }>(
    `select c.series || '-' || lpad(n::text, greatest(5, length(n::text)), '0') as number
     from app.number_counter c, generate_series(c.first, c.last) n
     where not exists (select 1 from app.dossier d where d.tenant = c.tenant
       and d.number = c.series || '-' || lpad(n::text, greatest(5, length(n::text)), '0'))`,
  );
  for (const row of missing.rows) findings.add({ code: 'number-missing', where: row.number });
  const counters = await client.query<{ series: string }>(
    `select g.series
     from (select d.tenant, substring(d.number from '^(.+)-[0-9]{5,9}$') as series, max(substring(d.number from '-([0-9]{5,9})$')::int) as highest
           from app.dossier d where d.number ~ '^.+-[0-9]{5,9}$' group by 1, 2) g
     left join app.number_counter c on c.tenant = g.tenant and c.series = g.series
     where c.last is null or c.last < g.highest`,
  );
  for (const row of counters.rows) findings.add({ code: 'counter-changed', where: row.series });
}

const FILES_AT_ONCE = 20;

/** Hashes every stored file again. Gives how many there are. */
export async function checkContents(client: pg.ClientBase, findings: Findings): Promise<number> {
  let after = '';
  let count = 0;
  for (;;) {
    const result = await client.query<{ hash: string; same: boolean }>(
      `select hash, encode(sha256(bytes), 'hex') = hash and octet_length(bytes) = size as same from app.content where hash > $1 order by hash limit ${FILES_AT_ONCE}`,
      [after],
    );
    for (const row of result.rows) if (!row.same) findings.add({ code: 'content-changed', where: row.hash });
    count += result.rows.length;
    const last = result.rows.at(-1);
    if (!last) return count;
    after = last.hash;
  }
}
