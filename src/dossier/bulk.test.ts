import { describe, expect, test } from 'vitest';
import { tiedKind } from '../../tests/support/tied-kind.ts';
import { toyKind } from '../../tests/support/toy-kind.ts';
import { bulkActs, bulkFault, sharedBulkActs } from './bulk.ts';
import { findAct } from './common-acts.ts';
import type { AnyAct, AnyKind } from './kind.ts';
import { createRegistry } from './registry.ts';

const { kind } = toyKind;
const act = (name: string): AnyAct => {
  const found = findAct(kind, name);
  if (!found) throw new Error(name);
  return found;
};
const withAct = (name: string, more: Partial<AnyAct>): AnyKind => ({
  ...kind,
  acts: { ...kind.acts, [name]: { ...act(name), ...more } },
});

describe('what may be done on many dossiers at once', () => {
  test('a judgement, an act that asks once more, one that is signed, one that opens and one that ends a dossier may not', () => {
    expect(bulkFault(kind, { ...act('pause'), judges: 'vote' })).toBe('judges');
    expect(bulkFault(kind, act('decide-cause'))).toBe('judges');
    expect(bulkFault(kind, act('annul'))).toBe('checked');
    expect(bulkFault(kind, act('answer'))).toBe('signed');
    expect(bulkFault(kind, { ...act('answer'), sign: false })).toBe('ends');
    expect(bulkFault(kind, act('ask'))).toBe('opens');
    expect(bulkFault(kind, act('pause'))).toBeUndefined();
  });

  test('an installation with a kind that declares otherwise does not start', () => {
    const registry = (judged: AnyKind) => () => createRegistry([{ ...toyKind, kind: judged }]);
    expect(registry(withAct('pause', {}))).not.toThrow();
    expect(registry(withAct('pause', { judges: 'decision' }))).toThrow('registry.unfit_bulk');
    expect(registry(withAct('answer', { bulk: {} }))).toThrow('registry.unfit_bulk');
  });

  test('kinds share what means the same in each of them', () => {
    expect(bulkActs(kind)).toEqual(['remind', 'pause']);
    expect(sharedBulkActs([kind, tiedKind.kind])).toEqual(['remind']);
    expect(sharedBulkActs([])).toEqual([]);
    const other = { ...withAct('pause', { body: act('remind').body }), name: 'other' };
    expect(sharedBulkActs([kind, other])).toEqual(['remind']);
  });
});
