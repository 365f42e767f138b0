import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { choice, decimal, files, flag, integer, legalDate, line, list, money, prose, unitRefs } from '../../dossier/field.ts';
import { fieldsOf } from '../../dossier/schema.ts';
import { createProvince } from '../../dossier/testing/province.ts';
import { validateBody } from '../../dossier/validate.ts';
import { buildCalendar } from '../../kernel/calendar.ts';
import { asLegalDate } from '../../kernel/time.ts';
import { readForm } from './read-form.ts';
import { collectValues } from './values.ts';

const schema = z.object({
  what: prose(),
  level: choice(['low', 'high']),
  dueOn: legalDate(),
  amount: money(),
  count: integer(),
  area: decimal().optional(),
  units: unitRefs(),
  agreed: flag(),
  items: list(z.object({ text: line(), amount: money().optional() })),
  papers: files().optional(),
  raw: z.object({ a: z.number(), b: z.string() }).optional(),
});
const fields = fieldsOf(schema);
const context = { today: asLegalDate('2026-11-23'), calendar: buildCalendar('test', [2026], []) };
const org = createProvince();

const name = fc.oneof(
  fc.constantFrom(
    ...fields.map((f) => f.name),
    'items.0.text',
    'items.1.amount',
    'items.99999.text',
    'items.0',
    'papers.0.hash',
    'papers.0.size',
    'raw.a',
    '__proto__',
    'constructor',
    '__rows',
  ),
  fc.string(),
);
const value = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', '31/02/2026', '1.5', '-0', '1e400', '\0', '{"a":', 'null', '[[]]', '9'.repeat(400)),
);

test('whatever a form sends is read without a fault and validated without one', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(name, value), { maxLength: 30 }), (pairs) => {
      const read = readForm(fields, collectValues(pairs), context);
      const outcome = validateBody(schema, read.body, org);
      expect(Array.isArray(outcome.problems)).toBe(true);
      expect(outcome.problems.filter((p) => p.code === 'field.unknown')).toEqual([]);
    }),
    { numRuns: 400 },
  );
});

test('what was typed into a field of the form is always shown again', () => {
  fc.assert(
    fc.property(fc.constantFrom('what', 'dueOn', 'amount', 'count'), fc.string(), (field, text) => {
      expect(readForm(fields, collectValues([[field, text]]), context).echo[field]).toEqual([text]);
    }),
  );
});
