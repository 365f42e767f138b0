import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createProvince } from '../../dossier/testing/province.ts';
import type { UnitId } from '../../kernel/ids.ts';
import {
  appendSentences,
  changeSentences,
  coverage,
  digestHeading,
  headingsOf,
  intakeUnit,
  isAllHandled,
  isChangeSound,
} from './rules.ts';
import { initial, type SentenceRow } from './state.ts';

const rows = (...texts: string[]): SentenceRow[] => texts.map((t) => ({ t }));

describe('coverage', () => {
  it('tells sentences with tasks, with a reason and with neither, and how many tasks hang on none', () => {
    const sentences: SentenceRow[] = [{ t: 'a', k: 2 }, { t: 'b', x: { why: 'intro' } }, { t: 'c' }, { t: 'd', k: 0 }];
    expect(coverage({ sentences, loose: 2 })).toEqual({ with: [1], explained: [2], without: [3, 4], loose: 2 });
  });

  it('counts a sentence that has both a task and a reason as having a task', () => {
    const found = coverage({ sentences: [{ t: 'a', k: 1, x: { why: 'done' } }], loose: 0 });
    expect(found).toMatchObject({ with: [1], explained: [] });
  });

  it('puts every sentence in exactly one group', () => {
    const row = fc.record({
      t: fc.string(),
      k: fc.integer({ min: 0, max: 3 }),
      x: fc.option(fc.constant({ why: 'done' as const }), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), (drawn) => {
        const sentences = drawn.map(({ t, k, x }): SentenceRow => (x ? { t, k, x } : { t, k }));
        const found = coverage({ sentences, loose: 0 });
        const all = [...found.with, ...found.explained, ...found.without].toSorted((a, b) => a - b);
        expect(all).toEqual(sentences.map((_, i) => i + 1));
        expect(found.without.length === 0 && sentences.length > 0).toBe(isAllHandled({ sentences }));
      }),
    );
  });

  it('is handled only when every sentence has a task or a reason, and never without sentences', () => {
    expect(isAllHandled({ sentences: [] })).toBe(false);
    expect(isAllHandled({ sentences: [{ t: 'a', k: 1 }, { t: 'b' }] })).toBe(false);
    expect(
      isAllHandled({
        sentences: [
          { t: 'a', k: 1 },
          { t: 'b', x: { why: 'done' } },
        ],
      }),
    ).toBe(true);
  });
});

describe('headings', () => {
  it('are kept once where they begin, over batches, and end where a sentence stands under none', () => {
    const batch = (texts: [string, string?][]) => texts.map(([text, heading]) => ({ text, heading }));
    const digests = (texts: [string, string?][]) => texts.map(([, heading]) => digestHeading(heading));
    const first: [string, string?][] = [
      ['1', 'I'],
      ['2', 'I'],
    ];
    const second: [string, string?][] = [['3', 'I'], ['4', 'II'], ['5']];
    const once = appendSentences(initial, batch(first), digests(first));
    const twice = appendSentences(once, batch(second), digests(second));
    expect(twice.sentences.map((s) => s.h)).toEqual(['I', undefined, undefined, 'II', '']);
    expect(headingsOf(twice.sentences)).toEqual(['I', 'I', 'I', 'II', '']);
  });
});

describe('correcting the cutting', () => {
  it('fixes, splits, merges and removes, and numbers anew', () => {
    const before = rows('a', 'b', 'c');
    const texts = (change: 'fix' | 'split' | 'merge' | 'remove', n: number, ...fresh: string[]) =>
      changeSentences(before, { change, n, texts: fresh }).map((s) => s.t);
    expect(texts('fix', 2, 'B')).toEqual(['a', 'B', 'c']);
    expect(texts('split', 2, 'b1', 'b2')).toEqual(['a', 'b1', 'b2', 'c']);
    expect(texts('merge', 2, 'bc')).toEqual(['a', 'bc']);
    expect(texts('remove', 1)).toEqual(['b', 'c']);
  });

  it('lets a heading begin at the next sentence when its first one goes, but never over another heading', () => {
    const before: SentenceRow[] = [{ t: 'a', h: 'I' }, { t: 'b' }, { t: 'c', h: 'II' }];
    expect(headingsOf(changeSentences(before, { change: 'remove', n: 1, texts: [] }))).toEqual(['I', 'II']);
    const single: SentenceRow[] = [
      { t: 'a', h: 'I' },
      { t: 'c', h: 'II' },
    ];
    expect(headingsOf(changeSentences(single, { change: 'remove', n: 1, texts: [] }))).toEqual(['II']);
  });

  it('is unsound where texts or sentences do not fit', () => {
    expect(isChangeSound({ change: 'merge', n: 3, texts: ['x'] }, 3)).toBe(false);
    expect(isChangeSound({ change: 'split', n: 1, texts: ['x'] }, 3)).toBe(false);
    expect(isChangeSound({ change: 'fix', n: 4, texts: ['x'] }, 3)).toBe(false);
    expect(isChangeSound({ change: 'remove', n: 1, texts: ['x'] }, 3)).toBe(false);
  });
});

describe('the intake unit', () => {
  it('is that of a clerk, a leader, or anybody on the staff of an office', () => {
    const org = createProvince();
    const unitOf = (post: string, asked?: string) => intakeUnit(org, org.standing(`p.${post}`), asked as UnitId | undefined);
    expect(unitOf('office.spec')).toBe('office');
    expect(unitOf('an.clerk')).toBe('an');
    expect(unitOf('agri.spec')).toBeUndefined();
    expect(unitOf('an.clerk', 'office')).toBeUndefined();
  });
});
