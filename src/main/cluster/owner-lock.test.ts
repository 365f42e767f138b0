import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { StartProblem } from '../start-problem.ts';
import { takeFolder } from './owner-lock.ts';

let folder: string;
const lockFile = () => path.join(folder, 'khoithong.lock');

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'khoithong-lock-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('a folder held by a live process is refused and the holder is named', async () => {
  const lock = await takeFolder(folder);
  await expect(takeFolder(folder)).rejects.toThrow(StartProblem);
  await expect(takeFolder(folder)).rejects.toThrow(String(process.pid));
  lock.release();
  expect(readdirSync(folder)).toEqual([]);
});

test('the lock of a process that is gone is taken over', async () => {
  const child = spawn(process.execPath, ['-e', ''], { stdio: 'ignore' });
  const pid = child.pid ?? 0;
  await once(child, 'exit');
  writeFileSync(lockFile(), JSON.stringify({ pid, startedTicks: '1' }));
  const lock = await takeFolder(folder);
  expect(JSON.parse(readFileSync(lockFile(), 'utf8'))).toMatchObject({ pid: process.pid });
  lock.release();
});

test('a number that now belongs to another process does not hold the folder', async () => {
  writeFileSync(lockFile(), JSON.stringify({ pid: process.ppid, startedTicks: 'another start' }));
  (await takeFolder(folder)).release();
  expect(existsSync(lockFile())).toBe(false);
});

test('a lock file that says nothing readable is taken over', async () => {
  writeFileSync(lockFile(), '{');
  (await takeFolder(folder)).release();
});

test('releasing twice or after another took over removes nothing of theirs', async () => {
  const lock = await takeFolder(folder);
  const theirs = JSON.stringify({ pid: 1, startedTicks: null });
  writeFileSync(lockFile(), theirs);
  lock.release();
  expect(readFileSync(lockFile(), 'utf8')).toBe(theirs);
});

test('of many that ask at once exactly one gets the folder, also over a stale lock', async () => {
  const stale = JSON.stringify({ pid: process.ppid, startedTicks: 'another start' });
  for (let round = 0; round < 40; round += 1) {
    writeFileSync(lockFile(), stale);
    const asked = await Promise.allSettled(Array.from({ length: 12 }, () => takeFolder(folder)));
    const taken = asked.filter((result) => result.status === 'fulfilled');
    expect(taken).toHaveLength(1);
    taken[0]?.value.release();
    expect(readdirSync(folder)).toEqual([]);
  }
});

test('a take-over that was killed half way holds nobody up', async () => {
  const stale = JSON.stringify({ pid: process.ppid, startedTicks: 'another start' });
  writeFileSync(lockFile(), stale);
  writeFileSync(`${lockFile()}.next`, stale);
  (await takeFolder(folder)).release();
  expect(readdirSync(folder)).toEqual([]);
});
