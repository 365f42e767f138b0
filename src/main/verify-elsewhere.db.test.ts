/** The whole record verified by a process of its own, as the program does by night. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { verifyGently } from './verify-elsewhere.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test('the process answers in counts', async () => {
  const found = await verifyGently(database.url, undefined)(new AbortController().signal);
  expect(found).toMatchObject({ dossiers: 0, acts: 0, found: 0, codes: [] });
});

test('the process ends when nobody waits any longer, and a database that is away is a fault', async () => {
  const stopping = new AbortController();
  const asked = verifyGently(database.url, undefined)(stopping.signal);
  stopping.abort();
  await expect(asked).rejects.toThrow('a verifying process ended');
  await expect(verifyGently('postgres://127.0.0.1:1/none', undefined)(new AbortController().signal)).rejects.toThrow();
});
