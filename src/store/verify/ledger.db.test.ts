/** What waited while an epoch began is older than the leaf that began it; that excuses nobody else. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenedLog, openLog } from '../../../tests/support/open-log.ts';
import { toyKind } from '../../../tests/support/toy-kind.ts';
import { createWorld, type World } from '../../../tests/support/world.ts';
import { key } from '../../dossier/keys.ts';
import { asInstant } from '../../kernel/time.ts';
import { openEpoch } from '../../ledger/epoch.ts';
import { hashLeaf } from '../../ledger/leaf.ts';
import { writeAs } from '../database.ts';
import { nextOrigin, readLastNote } from '../ledger/epoch.ts';
import { noteKey, readOpenLogs } from '../ledger/logs.ts';
import { verify } from '../verify.ts';

const MINUTE = 60_000;

let world: World;
let log: OpenedLog;
beforeAll(async () => {
  world = await createWorld({ kinds: [toyKind], limits: { 'toy.register': 1, 'toy.answer': 5 } });
  log = await openLog(world);
  await ask();
  await log.sequence();
});
afterAll(async () => {
  await log.close();
  await world.close();
});

const ask = () =>
  world.act('C2-staff', { kind: 'toy', act: 'ask', body: { what: 'Bến phà chưa có người trực', unit: 'C1', hide: 'no' } });
const found = async () => (await verify(log.store)).differences.map(({ code, where }) => `${code} ${where}`);

/** The ceremony as it would be held so much later, while what was recorded before still waits. */
async function beginAnew(later: number): Promise<void> {
  const open = (await readOpenLogs(log.store)).find((one) => one.log === 'main');
  if (!open) throw new Error('not opened');
  const origin = nextOrigin(open.origin);
  const at = asInstant(Date.now() + later);
  const { leaf, disclosures } = openEpoch(
    {
      because: 'lost-past',
      witnessed: '',
      lost: 0,
      officers: ['C1-head', 'D1-head'],
      reason: 'Đĩa hỏng, khôi phục bản sao lưu',
      origin: open.origin,
      size: open.size,
      checkpoint: await readLastNote(log.store, open),
    },
    origin,
    at,
  );
  await writeAs(log.store.pool, { tenant: log.store.tenant, person: null, keys: [key.system] }, (client) =>
    client.query('select app.reopen_log($1, $2, $3, $4, $5, $6, $7, $8)', [
      'main',
      open.epoch,
      open.size,
      origin,
      JSON.stringify(disclosures),
      leaf.text,
      Buffer.from(leaf.hash),
      at,
    ]),
  );
  await world.shape(`update app.ledger_entry set sequenced_at = '${at}' where log = 'main' and epoch = 2 and idx = 0`);
  const opened = (await readOpenLogs(log.store)).find((one) => one.log === 'main');
  if (opened) await noteKey(log.store, opened, 'log', log.signer.logKey('main', origin));
}

test('acts that waited while an epoch began stand behind its first leaf and are not backdated', async () => {
  await ask();
  await ask();
  await beginAnew(20 * MINUTE);
  await log.sequence();
  // The sequencer came back later still.
  await world.shape(
    `update app.ledger_entry set sequenced_at = sequenced_at + interval '40 minutes' where log = 'main' and epoch = 2 and idx > 0`,
  );
  expect(await found()).toEqual([]);
});

test('an act dated back behind them is', async () => {
  const { dossier } = await ask();
  await log.sequence();
  const [row] = await world.admin<{ idx: number; leaf: string }>(
    'select idx::int, leaf from app.ledger_entry where dossier = $1',
    [dossier],
  );
  const old = asInstant(Date.now() - 60 * MINUTE);
  const leaf = (row?.leaf ?? '').replace(/"t":"[^"]+"/, `"t":"${old}"`);
  await world.shape(
    `update app.ledger_entry set leaf = $$${leaf}$$, leaf_hash = '\\x${Buffer.from(hashLeaf(leaf)).toString('hex')}', at = '${old}' where dossier = '${dossier}'`,
  );
  expect(await found()).toContain(`entry-backdated main/2 ${row?.idx}`);
});
