/** The file of witnesses: read at the start, and a mistake in it ends the start with one sentence. */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startWitness } from '../../../tests/support/witness.ts';
import { createWorld, type World } from '../../../tests/support/world.ts';
import { openPool } from '../../store/database.ts';
import { readPolicy } from '../../store/ledger/witnessing.ts';
import { createStore, type Store } from '../../store/store.ts';
import { StartProblem } from '../start-problem.ts';
import { namePolicy } from './name-policy.ts';

let world: World;
let store: Store;
beforeAll(async () => {
  world = await createWorld({ kinds: [] });
  store = createStore(openPool(world.adminUrl, 'app_worker', 2), world.store.tenant, world.store.registry);
});
afterAll(async () => {
  await store.pool.end();
  await world.close();
});

async function nameIt(text: string) {
  const file = path.join(await mkdtemp(path.join(tmpdir(), 'kt-policy-')), 'policy');
  await writeFile(file, text);
  return namePolicy(store, { ledgerPolicy: file, ledgerPatience: 4 });
}

test('the policy is known to every process once a worker has read it, and no longer when it is named no more', async () => {
  const witness = await startWitness('mat-tran', []);
  await witness.close();
  const text = `witness mat-tran ${witness.vkey} ${witness.url}/\nquorum mat-tran\n`;
  expect((await nameIt(text))?.witnesses).toMatchObject([{ name: 'mat-tran', url: witness.url }]);
  await nameIt(text);
  expect((await readPolicy(world.store))?.asksForQuorum).toBe(true);
  await namePolicy(store, { ledgerPatience: 4 });
  expect(await readPolicy(world.store)).toBeUndefined();
  expect(await world.admin('select 1 from app.ledger_policy')).toHaveLength(2);
});

test('a mistake ends the start with a sentence that names the line, and leaves everything as it was', async () => {
  const rows = () => world.admin('select since from app.ledger_policy');
  const before = await rows();
  const mistake = await nameIt('quorum none\nwitness a b\n').catch((error: unknown) => error);
  expect(mistake).toBeInstanceOf(StartProblem);
  expect((mistake as StartProblem).message).toContain('key-shape');
  await expect(namePolicy(store, { ledgerPolicy: '/nowhere/policy', ledgerPatience: 4 })).rejects.toThrow(
    'không có tệp hoặc thư mục này',
  );
  expect(await rows()).toEqual(before);
});
