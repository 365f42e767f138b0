/** How a proposal is shared out among its authors. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { PersonId, PostId } from '../../kernel/ids.ts';
import { dividedAmong } from './shares.ts';

/** «A B»: A by the post p.A; B likewise. A person on record under two posts stands twice: «A A:q.A». */
const holdersOf = (text: string) =>
  text.split(' ').map((one) => {
    const [person = '', post = `p.${person}`] = one.split(':');
    return { person: person as PersonId, post: post as PostId };
  });
const rowsOf = (text: string) =>
  text.split(' ').map((one) => {
    const [post = '', share = '0'] = one.split('=');
    return { post, share: Number(share) };
  });

/** Who has a share · what is asked · what comes of it. */
it.each([
  ['A B', 'p.A=60 p.B=40', 'A 60, B 40'],
  ['A B', 'p.B=40 p.A=60', 'B 40, A 60'],
  ['A B C', 'p.A=34 p.B=33 p.C=33', 'A 34, B 33, C 33'],
  ['A A:q.A B', 'q.A=50 p.B=50', 'A 50, B 50'],
  ['A B', 'p.A=60 p.B=41', 'share_sum'],
  ['A B', 'p.A=60 p.B=39', 'share_sum'],
  ['A B', 'p.A=100', 'share_missing'],
  ['A B', 'p.A=50 p.A=20 p.B=30', 'share_twice'],
  ['A A:q.A B', 'p.A=50 q.A=20 p.B=30', 'share_twice'],
  ['A B', 'p.A=50 p.B=20 p.C=30', 'share_stranger'],
])('of «%s», «%s» gives «%s»', (holders, rows, expected) => {
  const shares = dividedAmong(holdersOf(holders), rowsOf(rows));
  expect(typeof shares === 'string' ? shares : shares.map((one) => `${one.person} ${one.share}`).join(', ')).toBe(expected);
});

it('whatever is accepted makes a hundred and leaves nobody out', () => {
  const rows = fc.array(
    fc.record({ post: fc.constantFrom('p.A', 'p.B', 'p.C', 'q.A'), share: fc.integer({ min: 1, max: 99 }) }),
    {
      maxLength: 4,
    },
  );
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 99 }), (more, first) => {
      const holders = holdersOf('A A:q.A B');
      for (const asked of [
        more,
        [
          { post: 'p.A', share: first },
          { post: 'p.B', share: 100 - first },
        ],
      ]) {
        const shares = dividedAmong(holders, asked);
        if (typeof shares === 'string') continue;
        expect(shares.reduce((sum, one) => sum + one.share, 0)).toBe(100);
        expect(shares.map((one) => one.person).toSorted()).toEqual(['A', 'B']);
      }
      expect(
        typeof dividedAmong(holders, [
          { post: 'p.A', share: first },
          { post: 'p.B', share: 100 - first },
        ]),
      ).toBe('object');
    }),
  );
});
