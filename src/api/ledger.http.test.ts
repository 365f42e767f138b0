/** Whoever wants to may take the log and check it, with nothing but what is published. */
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenedLog, openLog } from '../../tests/support/open-log.ts';
import { toyKind } from '../../tests/support/toy-kind.ts';
import { createWorld, type World } from '../../tests/support/world.ts';
import { parseCheckpoint } from '../../verifier/formats/checkpoint.ts';
import { parseNote, parseVerifierKey, verifyNote } from '../../verifier/formats/note.ts';
import { decodeEntries, entriesPath, subtreeInTile, tileOfNode, tilePath } from '../../verifier/formats/tiles.ts';
import { hashLeaf, inclusionProof, nodesOfInclusion, verifyInclusion } from '../../verifier/formats/tree.ts';
import { registerLedger } from './ledger.ts';

const MANY = 261;

let world: World;
let log: OpenedLog;
let app: FastifyInstance;
beforeAll(async () => {
  world = await createWorld({ kinds: [toyKind], limits: { 'toy.register': 1, 'toy.answer': 5 } });
  log = await openLog(world);
  app = Fastify();
  registerLedger(app, { store: world.store, mayMirror: async ({ headers }) => headers.authorization === 'Bearer inspector' });
  await app.ready();
  for (let n = 0; n < MANY; n++) {
    await world.act('C2-staff', {
      kind: 'toy',
      act: 'ask',
      body: { what: `Bến phà thứ ${n} chưa có đèn`, unit: 'C1', hide: 'no' },
    });
  }
  await log.sequence();
});
afterAll(async () => {
  await app.close();
  await log.close();
  await world.close();
});

const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers });

describe('the published log', () => {
  test('its checkpoint is signed by the key of the log, under both addresses', async () => {
    const answer = await get('/ledger/main/checkpoint');
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect((await get('/ledger/checkpoint')).body).toBe(answer.body);
    expect((await get('/ledger/main/epoch/1/checkpoint')).body).toBe(answer.body);
    await verifyNote(parseNote(answer.body), [parseVerifierKey(log.signer.logKey('main', log.origin))]);
  });

  test('any leaf of a mirror is proven by the hash tiles alone', async () => {
    const { size, root } = parseCheckpoint(parseNote((await get('/ledger/main/checkpoint')).body).text);
    const width = size - 256;
    const first = await get(`/ledger/main/${entriesPath({ index: 0 })}`, { authorization: 'Bearer inspector' });
    const rest = await get(`/ledger/main/${entriesPath({ index: 1, width })}`, { authorization: 'Bearer inspector' });
    const leaves = [...decodeEntries(first.rawPayload), ...decodeEntries(rest.rawPayload)];
    expect(leaves).toHaveLength(size);
    for (const index of [0, 255, 256, size - 1]) {
      const tiles = new Map<string, Buffer>();
      for (const node of nodesOfInclusion(index, size)) {
        const path = tilePath(tileOfNode(node, size).tile);
        tiles.set(path, (await get(`/ledger/main/${path}`)).rawPayload);
      }
      const proof = await inclusionProof(index, size, (level, at) => {
        const { tile, start, count } = tileOfNode({ level, index: at }, size);
        return subtreeInTile(tiles.get(tilePath(tile)) ?? new Uint8Array(), start, count);
      });
      const leaf = hashLeaf(leaves[index] ?? new Uint8Array());
      expect(verifyInclusion({ index, size, leaf, proof, root })).toBe(true);
    }
  });

  test('leaves are for those entrusted with a copy', async () => {
    expect((await get(`/ledger/main/${entriesPath({ index: 0 })}`)).statusCode).toBe(403);
    expect((await get(`/ledger/reads/${entriesPath({ index: 0 })}`, { authorization: 'Bearer inspector' })).statusCode).toBe(403);
  });

  test('tiles of an epoch may be kept for ever; those of whichever is the newest, and the newest checkpoint, may not', async () => {
    expect((await get('/ledger/main/epoch/1/tile/0/000')).headers['cache-control']).toContain('immutable');
    expect((await get('/ledger/main/tile/0/000')).headers['cache-control']).toBe('public, max-age=60');
    expect((await get('/ledger/main/checkpoint')).headers['cache-control']).toBe('no-cache');
  });

  test('a mirror is given no leaf that is not yet under a signed root', async () => {
    const size = await log.sequence();
    await world.admin(`insert into app.ledger_entry (tenant, log, epoch, idx, dossier, seq, leaf, leaf_hash, at)
      select tenant, log, epoch, ${size}, null, 0, leaf, leaf_hash, at from app.ledger_entry where idx = 0`);
    const asked = (width: number) =>
      get(`/ledger/main/${entriesPath({ index: 1, width })}`, { authorization: 'Bearer inspector' });
    expect((await asked(size - 256)).statusCode).toBe(200);
    expect((await asked(size - 255)).statusCode).toBe(404);
    await world.admin(`delete from app.ledger_entry where idx = ${size}`);
  });

  test('what is not there is not there, however it is asked for', async () => {
    for (const path of ['other/checkpoint', 'main/epoch/2/checkpoint', 'main/epoch/x/checkpoint', 'reads/checkpoint']) {
      expect((await get(`/ledger/${path}`)).statusCode).toBe(404);
    }
    for (const path of ['0/1', '0/001', '0/000.p/0', '0/000.p/256', '9/000', 'x/000', '0/x999/999/000', '0/..%2f..%2f']) {
      expect((await get(`/ledger/main/tile/${path}`)).statusCode).toBe(404);
    }
  });
});
