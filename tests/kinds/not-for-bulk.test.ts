/** The owner's door writes whole records and refuses what it would leave half written. */
import { expect, test } from 'vitest';
import { anyOfficial } from '../../src/dossier/capacity.ts';
import { createLaw, play, type Step } from '../../src/dossier/testing/desk.ts';
import { isAppError } from '../../src/kernel/errors.ts';
import { asTenantId } from '../../src/kernel/ids.ts';
import { registerBook } from '../../src/kinds/register-book/kind.ts';
import { addRecord, emptyLines, type LifeOfDossier } from '../../src/store/bulk/record-rows.ts';
import { unitReadingKind } from '../toys/many/kind.ts';
import { keptFileKind, moveOrderKind } from '../toys/spread/kind.ts';

const law = createLaw({
  values: {
    'register.party.units': ['office'],
    'register.state.units': ['department', 'commune'],
    'register.state.in.period': 'year',
    'register.state.in.series': 'common',
  },
});

function refusal(kind: Parameters<typeof play>[0], ...steps: Step[]): string | undefined {
  const { decided } = play(kind, steps, { law });
  expect(decided).toHaveLength(steps.length);
  try {
    addRecord(emptyLines(), asTenantId('test'), decided as unknown as LifeOfDossier);
  } catch (error) {
    if (!isAppError(error, 'store.not_for_bulk')) throw error;
    return String(error.params?.['act']);
  }
  return undefined;
}

test('acts that reach other dossiers are refused', () => {
  const { acts } = moveOrderKind.kind;
  const { draft: written } = acts;
  if (!written) throw new Error('the toy has lost an act');
  // The small province of these tests keeps no office of registers.
  const kind = { ...moveOrderKind.kind, acts: { ...acts, draft: { ...written, by: [anyOfficial()] } } };
  const draft = { as: 'agri.clerk', act: 'draft', body: { from: 'agri', to: 'office' } };
  expect(refusal(kind, draft)).toBeUndefined();
  expect(refusal(kind, draft, { as: 'agri.head', act: 'sign', body: {} })).toBe('sign');
});

test('rows of tables of a dossier are refused', () => {
  const reading = '00000000-0000-7000-8000-00000000000f';
  expect(refusal(unitReadingKind.kind, { as: 'system', act: 'open', body: { reading, subject: 'X', unit: 'agri' } })).toBe(
    'open',
  );
});

test('what stands for something alone is refused, and nothing else of a plain dossier', () => {
  const body = { unit: 'agri', direction: 'in', label: '2026', from: '2026-01-01' };
  expect(refusal(registerBook, { as: 'agri.clerk', act: 'open', body })).toBe('open');
  expect(refusal(keptFileKind.kind, { as: 'agri.clerk', act: 'keep', body: { name: 'Tệp', unit: 'agri' } })).toBeUndefined();
});
