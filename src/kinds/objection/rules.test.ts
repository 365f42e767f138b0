/** What a report changes for liability, row by row, with the clause that says so. */
import { expect, test } from 'vitest';
import { type Effect, effectOf, type Standing } from './rules.ts';

const BEFORE: Standing = {
  isUpheld: false,
  isSilent: false,
  isRaised: false,
  isListed: false,
  obeying: null,
  isLifted: false,
  isWithdrawn: false,
};
const RAISED: Partial<Standing> = { isUpheld: true, isRaised: true, isListed: true, obeying: 'obeying' };

test.each<[string, string, Partial<Standing>, Effect]>([
  ['Điều 7 khoản 5', 'reported and nothing answered', {}, 'nothing-yet'],
  ['Luật không nói', 'the date has passed in silence', { isSilent: true }, 'silence'],
  ['Điều 7 khoản 5', 'upheld, and not reported to the superior', { isUpheld: true }, 'report-up'],
  ['Điều 7 khoản 5', 'upheld late', { isUpheld: true, isSilent: true }, 'report-up'],
  ['Điều 7 khoản 5', 'lifted by whoever gave the order', { isLifted: true }, 'lifted'],
  ['Điều 7 khoản 5', 'lifted after having been upheld', { isUpheld: true, isLifted: true }, 'lifted'],
  ['Điều 34 khoản 1 điểm a', 'upheld, reported to the superior, obeyed', RAISED, 'considered'],
  ['Điều 34 khoản 1 điểm a', 'obeyed until the superior lifted it', { ...RAISED, isLifted: true }, 'considered'],
  ['Điều 34 khoản 1 điểm a', 'answered late, reported to the superior, obeyed', { ...RAISED, isSilent: true }, 'considered'],
  ['Điều 34 khoản 1 điểm a', 'reported to the superior and not obeyed', { ...RAISED, obeying: 'not-obeying' }, 'not-obeyed'],
  ['Điều 34 khoản 1 điểm a', 'said nothing of obeying', { ...RAISED, obeying: null }, 'not-obeyed'],
  ['Điều 34 khoản 1 điểm a', 'not obeyed, then lifted', { ...RAISED, obeying: 'not-obeying', isLifted: true }, 'lifted'],
  [
    'Luật không nói',
    'never answered, reported to the superior, obeyed',
    { ...RAISED, isUpheld: false, isSilent: true },
    'after-silence',
  ],
  ['gói quy định', 'the law of the day does not list the ground', { ...RAISED, isListed: false }, 'not-listed'],
  ['Luật không nói', 'taken back', { isWithdrawn: true }, 'withdrawn'],
  ['Luật không nói', 'taken back after having been reported to both', { ...RAISED, isWithdrawn: true }, 'withdrawn'],
])('%s: %s', (_clause, _what, change, effect) => {
  expect(effectOf({ ...BEFORE, ...change })).toBe(effect);
});
