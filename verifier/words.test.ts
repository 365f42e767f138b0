/** Every finding has words in both languages, and no word is said by nobody. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { en } from './words.en.ts';
import { vi } from './words.vi.ts';

const folder = import.meta.dirname;
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(ts|html)$/.test(name) && !/\.test\.ts$|test-support|^words\.|^witness\//.test(name))
  .map((name) => readFileSync(path.join(folder, name), 'utf8'))
  .join('\n');
const problems = readFileSync(path.join(folder, 'formats/problem.ts'), 'utf8');

const codes = new Set([
  ...[
    ...sources.matchAll(
      /'((?:zip|json|manifest|policy|leaf|disclosure|file|chain|proof|checkpoint|time|signature|der|timestamp|receipt|receipt-check|note)\.[a-z-]+)'/g,
    ),
  ].map((m) => m[1] ?? ''),
  ...[...problems.matchAll(/^ {2}\| '([a-z-]+)'/gm)].map((m) => `format.${m[1]}`),
]);

test('every code that can be found has words', () => {
  expect(codes.size).toBeGreaterThan(90);
  expect([...codes].filter((code) => !Object.hasOwn(vi, code) && !/\.(ts|json|txt)$/.test(code))).toEqual([]);
});

test('every word can be said', () => {
  const built = ['verdict.', 'step.', 'report.policy.', 'record.dated.', 'record.signature.', 'receipt-check.', 'cli.file.'];
  const silent = Object.keys(vi).filter(
    (key) =>
      !codes.has(key) &&
      !sources.includes(`'${key}'`) &&
      !sources.includes(`"${key}"`) &&
      !built.some((start) => key.startsWith(start)),
  );
  expect(silent.filter((key) => key !== 'internal')).toEqual([]);
});

test('both languages fill in the same', () => {
  const blanks = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted();
  for (const [key, text] of Object.entries(vi)) expect([key, blanks(en[key as keyof typeof en])]).toEqual([key, blanks(text)]);
});
