/** Who may receive what: every rule with its clause beside it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLaw } from '../../dossier/testing/desk.ts';
import type { PersonId, PostId, UnitId } from '../../kernel/ids.ts';
import { type Allowed, departsFrom, faultOf, isSameRecipient } from './awards.ts';
import { monthsEarly } from './rules.ts';
import { type Award, FORMS } from './state.ts';

const D73 = 'Nghị định 73/2023/NĐ-CP, Điều 10';
const D73_SCOPE = 'Nghị định 73/2023/NĐ-CP, Điều 1, Điều 2';
const LOCAL = 'thiết lập của đơn vị, chưa xác minh';
const OWN = 'nguyên tắc của hệ thống: không ai khen chính mình';

const ABOVE: Readonly<Record<string, readonly string[]>> = { agri: ['office'], an: ['office'], binh: ['office'], office: [] };
const allowedIn = (agency: string, more: Partial<Allowed> = {}): Allowed => ({
  forms: [...FORMS],
  months: 12,
  completed: true,
  agency: agency as UnitId,
  above: (unit) => (ABOVE[unit] ?? []) as UnitId[],
  isAuthor: (subject) => subject.unit !== 'binh',
  named: (subject) => subject.post?.endsWith('.head') === true,
  ...more,
});
const award = (to: string, form: Award['form'], months: number | null): Award => {
  const [unit = '', part] = to.split('.');
  const person = part === undefined ? null : (`p.${to}` as PersonId);
  return {
    whom: part === undefined ? 'collective' : 'person',
    post: part === undefined ? null : (to as PostId),
    unit: unit as UnitId,
    person,
    form,
    months,
  };
};

/** Handled by · to whom · form · months early · what the record and the law say · fault · where the rule stands. */
const CASES: readonly (readonly [string, string, Award['form'], number | null, Partial<Allowed>, string | undefined, string])[] =
  [
    ['agri', 'agri.spec', 'praise', null, {}, undefined, D73],
    ['agri', 'agri.spec', 'certificate', null, {}, undefined, D73],
    ['agri', 'agri.spec', 'certificate', null, { completed: false }, undefined, 'Luật 80/2025/QH15, Điều 33'],
    ['office', 'agri', 'merit', null, {}, undefined, D73],
    ['office', 'agri.head', 'higher', null, {}, undefined, D73],
    // The list of forms belongs to the installation.
    ['agri', 'agri.spec', 'merit', null, { forms: ['praise', 'certificate'] }, 'form_not_used', LOCAL],
    ['agri', 'agri.spec', 'praise', null, { forms: [] }, 'form_not_used', LOCAL],
    // Nobody commends the unit one leads, nor another line.
    ['agri', 'agri', 'praise', null, {}, 'own_collective', OWN],
    ['agri', 'an.spec', 'certificate', null, {}, 'not_within', OWN],
    ['agri', 'an', 'certificate', null, {}, 'not_within', OWN],
    ['agri', 'office', 'certificate', null, {}, 'not_within', OWN],
    // An early salary step: persons, completed, by whoever shares the authorship, named by the decree, no longer than it says.
    ['office', 'agri.head', 'certificate', 12, {}, undefined, D73],
    ['office', 'agri.head', 'certificate', 1, {}, undefined, D73],
    ['office', 'agri.head', 'certificate', 13, {}, 'salary_limit', D73],
    ['office', 'agri.head', 'certificate', 6, { months: 0 }, 'salary_limit', 'chưa có quy định đã xác minh'],
    ['office', 'agri.head', 'certificate', 6, { months: 5 }, 'salary_limit', D73],
    ['office', 'agri.head', 'certificate', 6, { completed: false }, 'salary_completed', D73],
    ['office', 'agri', 'certificate', 6, {}, 'salary_persons', D73],
    ['agri', 'agri.spec', 'certificate', 6, {}, 'salary_named', D73_SCOPE],
    ['office', 'binh.head', 'certificate', 6, {}, 'salary_authors', D73],
    ['office', 'binh.head', 'certificate', null, {}, undefined, D73],
  ];

describe('who may receive what', () => {
  it.each(CASES)('%s → %s: %s, %s months → %o: %s – %s', (agency, to, form, months, more, code) => {
    expect(faultOf(award(to, form, months), allowedIn(agency, more))?.code).toBe(code);
  });

  it('never lets a salary step pass that is not for a named person, for a completed proposal and within the months', () => {
    const to = fc.constantFrom('agri', 'agri.spec', 'agri.head', 'an.head', 'binh.head', 'office');
    const any = fc.record({ to, form: fc.constantFrom(...FORMS), months: fc.integer({ min: 1, max: 40 }) });
    const state = fc.record({ months: fc.integer({ min: 0, max: 24 }), completed: fc.boolean() });
    fc.assert(
      fc.property(any, state, fc.constantFrom('agri', 'office'), (given, more, agency) => {
        const allowed = allowedIn(agency, more);
        const row = award(given.to, given.form, given.months);
        if (faultOf(row, allowed) !== undefined) return;
        expect([row.whom, more.completed, allowed.isAuthor(row), allowed.named(row)]).toEqual(['person', true, true, true]);
        expect(given.months).toBeLessThanOrEqual(more.months);
      }),
      { numRuns: 500, seed: 10 },
    );
  });
});

describe('the months of the decree', () => {
  const law = createLaw({ values: { 'd73.salary.months-early': 12 } });
  const source = law.value('d73.salary.months-early').source;

  it('count only where the pack calls them verified', () => {
    expect(monthsEarly(law)).toBe(12);
    expect(monthsEarly({ ...law, value: () => ({ value: 12, source: { ...source, confidence: 'unverified' } }) })).toBe(0);
    expect(monthsEarly({ ...law, has: () => false })).toBe(0);
    expect(monthsEarly({ ...law, value: () => ({ value: null, source }) })).toBe(0);
  });
});

describe('what is decided', () => {
  const spec = award('agri.spec', 'certificate', null);
  it.each([
    ['the same', [spec], [spec], false],
    ['in another order', [spec, award('an', 'praise', null)], [award('an', 'praise', null), spec], false],
    ['another form', [spec], [{ ...spec, form: 'praise' as const }], true],
    ['other months', [spec], [{ ...spec, months: 3 }], true],
    ['somebody more', [spec], [spec, award('an', 'praise', null)], true],
    ['nobody of those', [spec], [award('an.spec', 'certificate', null)], true],
  ])('departs from what was put forward: %s', (_, asked, awards, departs) => {
    expect(departsFrom(asked, awards)).toBe(departs);
  });

  it('knows a person and the unit the person sits in apart', () => {
    expect(isSameRecipient(spec, { ...spec, form: 'praise' } as Award)).toBe(true);
    expect(isSameRecipient(spec, award('agri', 'praise', null))).toBe(false);
    expect(isSameRecipient(award('an', 'praise', null), award('an', 'merit', null))).toBe(true);
  });
});
