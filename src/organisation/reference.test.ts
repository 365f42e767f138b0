import { expect, it } from 'vitest';
import { foldRowOps, type TableRow } from '../dossier/table.ts';
import { asLegalDate } from '../kernel/time.ts';
import { findMalformedColumn } from './read-rows.ts';
import { readReference } from './reference.ts';
import { smallProvince } from './testing/rows.ts';

it('refuses reference data with a wrong word in it and says where', () => {
  const posts = {
    byKind: { commune: [{ suffix: 'head', function: 'king', vi: 'a', en: 'a', rank: 1, roles: [], superior: null }] },
    byUnit: {},
  };
  const files = {
    units: { recordsFrom: '2025-01-01', units: [], succession: [] },
    posts,
    fields: { recordsFrom: '2025-01-01', fields: [] },
  };
  expect(() => readReference(files)).toThrow(
    expect.objectContaining({
      code: 'organisation.bad_reference',
      fields: [{ path: 'byKind.commune.0.function', code: 'organisation.field.malformed' }],
    }),
  );
});

it('names the column of a row that does not hold what its table promises', () => {
  const sound = foldRowOps(smallProvince());
  for (const row of sound) expect(findMalformedColumn(row)).toBeUndefined();
  const from = asLegalDate('2025-01-01');
  const row = (table: string, key: TableRow['key'], values: TableRow['values']): TableRow => ({
    table,
    key,
    values,
    from,
    to: null,
  });
  expect(findMalformedColumn(row('holding', { post: 'a' }, { person: 'p', form: 'sometimes' }))).toBe('form');
  expect(findMalformedColumn(row('holding', { post: 'a' }, { person: '', form: 'full' }))).toBe('person');
  expect(findMalformedColumn(row('unit', { unit: 'a' }, { kind: 'department', rank: 'first' }))).toBe('rank');
  expect(findMalformedColumn(row('succession', { what: 'planet', of: 'a' }, { successors: [], decision_number: '1' }))).toBe(
    'what',
  );
});
