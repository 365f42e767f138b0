import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { findRoot } from './root.ts';

test('the root is the nearest folder above whose package.json is ours, skipping those of others', () => {
  const top = mkdtempSync(path.join(os.tmpdir(), 'khoithong-root-'));
  const inner = path.join(top, 'a', 'b');
  mkdirSync(inner, { recursive: true });
  writeFileSync(path.join(top, 'package.json'), '{"name":"khoithong"}');
  writeFileSync(path.join(top, 'a', 'package.json'), '{"name":"somebody-else"}');
  writeFileSync(path.join(inner, 'package.json'), 'not json');
  try {
    expect(findRoot(inner)).toBe(top);
  } finally {
    rmSync(top, { recursive: true });
  }
});

test('a file URL is as good as a path', () => {
  expect(findRoot(import.meta.url)).toBe(findRoot(import.meta.dirname));
});

test('where nothing above is ours the search ends with an error', () => {
  expect(() => findRoot('/')).toThrow('No package.json of khoithong');
});
