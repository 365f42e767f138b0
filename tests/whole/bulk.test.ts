/** What the product lets people do on many dossiers at once. A new line here is a decision, not a by-product. */
import { expect, test } from 'vitest';
import { bulkActs } from '../../src/dossier/bulk.ts';
import { allActs } from '../../src/dossier/common-acts.ts';
import { productRegistry } from '../../src/main/registry.ts';

test('only these acts are done in bulk, in these kinds', () => {
  const declared = Object.fromEntries(productRegistry.all.map(({ kind }) => [kind.name, bulkActs(kind)]));
  expect(declared).toEqual({
    directive: ['remind'],
    proposal: ['remind'],
    objection: ['remind'],
    protection: ['remind'],
    'protection-request': ['remind'],
    commendation: ['remind'],
    acknowledgement: ['remind'],
    task: ['remind', 'hand-over', 'request-extension'],
    obstacle: ['remind', 'route', 'request-extension'],
    'organisation-decision': ['remind'],
    'rule-set': ['remind'],
    'register-book': ['remind'],
    'incoming-paper': ['remind'],
    'outgoing-paper': ['remind'],
    'signing-key': ['remind'],
  });
});

test('an act whose name says that it decides, votes, finds, grants or refuses is marked as a judgement', () => {
  const judging = /^(decide|vote|find|grant|refuse|approve|uphold|dismiss|verify|sign|adopt)(-|$)/;
  const unmarked = productRegistry.all.flatMap(({ kind }) =>
    Object.entries(allActs(kind)).flatMap(([name, spec]) =>
      judging.test(name) && spec.judges === undefined ? [`${kind.name}.${name}`] : [],
    ),
  );
  expect(unmarked).toEqual([]);
});
