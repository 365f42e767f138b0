/** What an act says of somebody who chose not to be seen. */
import { expect, test } from 'vitest';
import { toyKind } from '../../tests/support/toy-kind.ts';
import { createRegistry } from './registry.ts';
import { play, type Step } from './testing/desk.ts';

const registry = createRegistry([toyKind]);
const ask = (hide: 'yes' | 'no'): Step => ({ as: 'an.spec', act: 'ask', body: { what: 'Chưa có quy định', unit: 'agri', hide } });
const actorOf = (hide: 'yes' | 'no', restricted: boolean) => {
  const [first] = play({ ...toyKind.kind, restricted }, [ask(hide)], { registry }).acts;
  return [first?.mask, first?.facts.actor];
};

test('a hidden actor keeps the unit and nothing else', () => {
  expect(actorOf('yes', false)).toEqual([['post:agri.clerk'], { unit: 'an', unitName: 'Phường An' }]);
});

test('in a restricted kind not even the unit, which would often be a name', () => {
  expect(actorOf('yes', true)).toEqual([['post:agri.clerk'], {}]);
});

test('whoever hides nothing is named with the post in either', () => {
  for (const restricted of [true, false])
    expect(actorOf('no', restricted)).toEqual([undefined, expect.objectContaining({ unit: 'an', post: 'an.spec' })]);
});
