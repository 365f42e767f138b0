import { expect, test } from 'vitest';
import { toyKind } from '../../tests/support/toy-kind.ts';
import type { PersonId, PostId } from '../kernel/ids.ts';
import { postAbove } from './clock-facts.ts';
import { clocksOf } from './clocks.ts';
import { play } from './testing/desk.ts';
import { createProvince } from './testing/province.ts';

test('the clocks of a dossier follow from its acts alone, through start, pause, return and answer', () => {
  const steps = [
    { as: 'agri.head', act: 'ask', body: { what: 'Một câu hỏi thử', unit: 'agri', hide: 'no' } },
    { as: 'agri.clerk', act: 'register', body: {} },
    { as: 'agri.head', act: 'pause', body: { why: 'Chờ số liệu' } },
    { as: 'agri.head', act: 'resume', body: {} },
    { as: 'agri.head', act: 'answer', body: { stance: 'yes', text: 'Đồng ý với câu hỏi' } },
  ];
  for (let n = 1; n <= steps.length; n += 1) {
    const { dossier, acts, refusals } = play(toyKind.kind, steps.slice(0, n));
    expect(refusals).toEqual([]);
    expect(clocksOf(acts)).toEqual(dossier.clocks);
  }
});

test('a silence is laid on the next above who is none of those the dossier is about', () => {
  const org = createProvince({ holders: { 'office.head': 'p.agri.head' } });
  const above = (...spared: string[]) => postAbove(org, 'agri.clerk' as PostId, spared as PersonId[]);
  expect([above(), above('p.agri.head'), above('p.agri.head', 'p.office.member')]).toEqual([
    'agri.head',
    'office.member',
    undefined,
  ]);
});
