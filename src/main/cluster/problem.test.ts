import { expect, test } from 'vitest';
import { en } from './messages.en.ts';
import { vi } from './messages.vi.ts';
import { clusterProblem, reasonOf, say } from './problem.ts';

const placesOf = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

test('both languages have every sentence with the same places to fill', () => {
  const names = Object.keys(vi) as (keyof typeof vi)[];
  expect(Object.keys(en).sort()).toEqual([...names].sort());
  for (const name of names) expect(placesOf(en[name])).toEqual(placesOf(vi[name]));
});

test('a problem says its sentence in both languages with the folder and the process named', () => {
  const problem = clusterProblem('folderOwned', { folder: '/d', pid: 7 });
  expect(problem.code).toBe('cluster.folderOwned');
  expect(problem.sentence.vi).toContain('/d');
  expect(problem.sentence.en).toContain('process 7');
  expect(problem.message).not.toMatch(/[{}]/);
});

test('an unfilled place stays visible instead of vanishing', () => {
  expect(say('portTaken').en).toContain('{port}');
});

test('the reason given is the telling line of a long output', () => {
  expect(reasonOf('creating …\ninitdb: error: could not create directory\nhint')).toBe(
    'initdb: error: could not create directory',
  );
  expect(reasonOf(Object.assign(new Error('EACCES: permission denied, mkdir'), { code: 'EACCES' }))).toBe('EACCES');
});
