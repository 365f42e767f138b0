/** A text that bears a secrecy marking is refused by every act before anything of it is kept. */
import { expect, test } from 'vitest';
import { z } from 'zod';
import { line, list, prose, symbol } from './field.ts';
import { createProvince } from './testing/province.ts';
import { validateBody } from './validate.ts';

const body = z.object({
  what: prose({ min: 3 }),
  symbol: symbol().optional(),
  rows: list(z.object({ note: line() })).optional(),
});
const problemsOf = (sent: unknown) => validateBody(body, sent, createProvince()).problems;

test.each([
  'MẬT\nSố 12/BC-UBND\nNội dung',
  'Độ mật: Mật\nSố 12/BC-UBND',
  'TỐI MẬT\nNội dung'.normalize('NFD'),
  'T U Y Ệ T  M Ậ T\nNội dung',
  'TUY\u200bỆT MẬT\nNội dung',
])('%j', (what) => {
  const outcome = validateBody(body, { what }, createProvince());
  expect(outcome.problems).toContainEqual({ path: 'what', code: 'field.secret_mark' });
  expect(JSON.stringify(outcome.body)).not.toContain('Nội dung');
});

test('in a row of a list as well', () => {
  expect(problemsOf({ what: 'Bình thường', rows: [{ note: 'MẬT' }] })).toContainEqual({
    path: 'rows.0.note',
    code: 'field.secret_mark',
  });
});

test('words that only contain the syllable, and the symbol of a document, pass', () => {
  expect(problemsOf({ what: 'Mật độ xây dựng và việc giữ bí mật nhà nước', symbol: '12-CV/TU' })).toEqual([]);
});
