/** Leaves get their indices once, in order, without gap, and what is signed of them can be proven. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenedLog, openLog } from '../../../tests/support/open-log.ts';
import { toyKind } from '../../../tests/support/toy-kind.ts';
import { createWorld, type World } from '../../../tests/support/world.ts';
import { parseCheckpoint } from '../../../verifier/formats/checkpoint.ts';
import { parseNote, parseVerifierKey, verifyNote } from '../../../verifier/formats/note.ts';
import { decodeEntries } from '../../../verifier/formats/tiles.ts';
import { appendAll, EMPTY_RANGE, hashLeaf, rootOf, verifyConsistency, verifyInclusion } from '../../../verifier/formats/tree.ts';
import type { DossierId } from '../../kernel/ids.ts';
import { readAs, writeAs } from '../database.ts';
import { describeDifference, verify } from '../verify.ts';
import { proveConsistency, proveInclusion } from './prove.ts';
import { readCheckpoint, readEntries, readTile } from './published.ts';
import { sequenceOnce } from './sequence.ts';

const MANY = 300;

let world: World;
let log: OpenedLog;
const asked: DossierId[] = [];

const ask = async (n: number) => {
  const body = { what: `Bến phà thứ ${n} chưa có người trực`, unit: 'C1', hide: 'no' };
  asked.push((await world.act('C2-staff', { kind: 'toy', act: 'ask', body })).dossier);
};

beforeAll(async () => {
  world = await createWorld({ kinds: [toyKind], limits: { 'toy.register': 1, 'toy.answer': 5 } });
  await world.setClock('2026-11-16T02:00:00Z');
  log = await openLog(world);
  for (let n = 0; n < MANY; n++) await ask(n);
});
afterAll(async () => {
  await log.close();
  await world.close();
});

const system = () => ({ tenant: world.store.tenant, person: null, keys: ['system'] });
const MAIN = { log: 'main', epoch: 1 } as const;

async function indices(): Promise<readonly number[]> {
  const rows = await world.admin<{ idx: string }>(`select idx from app.ledger_entry where log = 'main' order by idx`);
  return rows.map((row) => Number(row.idx));
}

describe('the sequencer', () => {
  test('gives every waiting leaf an index, in the order of writing, and signs the whole', async () => {
    const waiting = await world.admin<{ leaf: string }>('select leaf from app.ledger_pending order by place');
    const size = await log.sequence();
    expect(size).toBe(waiting.length);
    const entries = await world.admin<{ leaf: string }>(`select leaf from app.ledger_entry where log = 'main' order by idx`);
    expect(entries).toEqual(waiting);
    const published = await readCheckpoint(world.store, 'main');
    const note = parseNote(published?.note ?? '');
    await expect(verifyNote(note, [parseVerifierKey(log.signer.logKey('main', log.origin))])).resolves.toHaveLength(1);
    const range = appendAll(
      EMPTY_RANGE,
      entries.map(({ leaf }) => hashLeaf(Buffer.from(leaf, 'utf8'))),
    );
    const checkpoint = parseCheckpoint(note.text);
    expect(checkpoint).toMatchObject({ origin: log.origin, size });
    expect(Buffer.from(checkpoint.root)).toEqual(Buffer.from(rootOf(range)));
  });

  test('proves each leaf in the tree, and that each tree goes on from the one before', async () => {
    const first = parseCheckpoint(parseNote((await readCheckpoint(world.store, 'main'))?.note ?? '').text);
    for (let n = 0; n < 7; n++) await ask(MANY + n);
    await log.sequence();
    const second = parseCheckpoint(parseNote((await readCheckpoint(world.store, 'main'))?.note ?? '').text);
    const leaves = await world.admin<{ idx: string; leaf_hash: Buffer }>(
      `select idx, leaf_hash from app.ledger_entry where log = 'main'`,
    );
    await readAs(log.store.pool, system(), async (client) => {
      for (const { idx, leaf_hash: leaf } of leaves) {
        const index = Number(idx);
        const proof = await proveInclusion(client, MAIN, index, second.size);
        expect(verifyInclusion({ index, size: second.size, leaf, proof, root: second.root })).toBe(true);
      }
      const proof = await proveConsistency(client, MAIN, first.size, second.size);
      const claim = { from: first.size, to: second.size, fromRoot: first.root, toRoot: second.root, proof };
      expect(verifyConsistency(claim)).toBe(true);
    });
  });

  test('several at once give no index twice and leave no gap', async () => {
    const acting = (async () => {
      for (let n = 0; n < 60; n++) await ask(1000 + n);
    })();
    let isActing = true;
    void acting.finally(() => {
      isActing = false;
    });
    // None waits for another: one then takes the log in the very moment another has left it.
    const sequencing = async () => {
      while (isActing) await sequenceOnce(log.store, log.signer, 'main');
    };
    await Promise.all([acting, ...[1, 2, 3, 4].map(sequencing)]);
    const size = await log.sequence();
    expect(await indices()).toEqual(Array.from({ length: size }, (_, n) => n));
    const doubled = await world.admin('select dossier, seq from app.ledger_entry group by 1, 2 having count(*) > 1');
    expect(doubled).toEqual([]);
  });

  test('a record in the ledger verifies as it did before', async () => {
    const report = await verify(log.store);
    expect(report.differences.map(describeDifference)).toEqual([]);
    expect(report.acts).toBe((await indices()).length);
  });
});

describe('what is published', () => {
  test('whole tiles and short ones are served as far as a checkpoint covers them, and no further', async () => {
    const size = await log.sequence();
    expect((await readTile(world.store, MAIN, { level: 0, index: 0 }))?.length).toBe(8192);
    const short = size % 256;
    expect((await readTile(world.store, MAIN, { level: 0, index: 1, width: short }))?.length).toBe(short * 32);
    expect(await readTile(world.store, MAIN, { level: 0, index: 1, width: short + 1 })).toBeUndefined();
    expect(await readTile(world.store, MAIN, { level: 1, index: 0, width: 1 })).toHaveLength(32);
    await ask(5000);
    expect(await readTile(world.store, MAIN, { level: 0, index: 1, width: short + 1 })).toBeUndefined();
    await log.sequence();
    expect(await readTile(world.store, MAIN, { level: 0, index: 1, width: short + 1 })).toHaveLength((short + 1) * 32);
  });

  test('bundles hold the exact bytes of the leaves', async () => {
    const bundle = await readEntries(world.store, MAIN, { index: 0 });
    const leaves = await world.admin<{ leaf: string }>(
      `select leaf from app.ledger_entry where log = 'main' and idx < 256 order by idx`,
    );
    expect(decodeEntries(bundle ?? new Uint8Array(0)).map((entry) => Buffer.from(entry).toString('utf8'))).toEqual(
      leaves.map((l) => l.leaf),
    );
  });
});

describe('the database', () => {
  test('refuses an act without its leaf, whoever writes it', async () => {
    const [dossier] = asked;
    await expect(
      world.admin(
        `insert into app.act (tenant, dossier, seq, name, kind_version, actor, key, at, business_at, body, facts, salts, digests, leaf_hash, prev_hash)
         select tenant, dossier, 2, 'register', 1, actor, key, at, business_at, body, facts, salts, digests, sha256('x'), leaf_hash from app.act where dossier = $1 and seq = 1`,
        [dossier],
      ),
    ).rejects.toMatchObject({ code: 'KT020' });
  });

  test('tells nobody who works in it which acts have a leaf', async () => {
    const may = await world.admin<{ role: string; may: boolean }>(
      `select role, has_function_privilege(role, 'app.require_entry(text, uuid, integer, bytea)', 'execute') as may
       from unnest(array['app_web', 'app_worker']) role`,
    );
    expect(may).toEqual([
      { role: 'app_web', may: false },
      { role: 'app_worker', may: false },
    ]);
  });

  test('refuses a state that no act made', async () => {
    const [dossier] = asked;
    await expect(world.admin('update app.dossier set head = sha256($1) where id = $2', ['x', dossier])).rejects.toMatchObject({
      code: 'KT020',
    });
  });

  test('refuses a second root for a size', async () => {
    await world.admin(
      `insert into app.ledger_checkpoint values ('test', 'main', 1, 5, sha256('y'), 'y', now()) on conflict do nothing`,
    );
    const other = JSON.stringify({ root: Buffer.alloc(32, 7).toString('base64'), note: 'x', at: new Date().toISOString() });
    await expect(
      writeAs(log.store.pool, system(), (client) => client.query(`select app.keep_tree('main', 1, 5, 5, '[]', $1)`, [other])),
    ).rejects.toMatchObject({ code: 'KT021' });
  });
});
