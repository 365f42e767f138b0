/** What others bring to hold against the record, where it is not what it should be: told so that one knows what to do. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toyKind } from '../../tests/support/toy-kind.ts';
import { createWorld, type World } from '../../tests/support/world.ts';
import { describeDifference } from '../store/verify.ts';
import type { StartProblem } from './start-problem.ts';
import { compareReceipts, compareWitnessed } from './verify-outside.ts';

let world: World;
let folder: string;
beforeAll(async () => {
  world = await createWorld({ kinds: [toyKind] });
  folder = await mkdtemp(path.join(os.tmpdir(), 'khoithong-outside-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await world.close();
});

const sentences = (found: Awaited<ReturnType<typeof compareReceipts>>) => found.map((one) => describeDifference(one));

describe('what others bring', () => {
  test('and is no receipt or checkpoint is named with what to give instead', async () => {
    const file = path.join(folder, 'rac.txt');
    await writeFile(file, 'không phải biên nhận');
    const [receipt] = sentences(await compareReceipts(world.store, file));
    expect(receipt?.vi).toMatch(/^Toàn hệ thống: đây không phải biên nhận trọn vẹn; .*: rac\.txt$/);
    expect(receipt?.en).toMatch(/this is no whole receipt; .*: rac\.txt$/);
    const [note] = sentences(await compareWitnessed(world.store, folder));
    expect(note?.vi).toMatch(/đây không phải một điểm chốt có chữ ký; .*: rac\.txt$/);
  });

  test('and cannot be read is told in both languages, not in those of the system', async () => {
    const missing = path.join(folder, 'none.txt');
    const told = await compareReceipts(world.store, missing).catch((error: StartProblem) => error.sentence);
    expect(told).toEqual({
      vi: `Không đọc được tệp ${missing}: không có tệp hoặc thư mục này`,
      en: `The file ${missing} cannot be read: there is no such file or folder`,
    });
    const away = await compareWitnessed(world.store, 'http://127.0.0.1:1/x').catch((error: StartProblem) => error.sentence);
    expect(away).toMatchObject({ vi: expect.stringContaining('không tới được địa chỉ này') });
  });
});
