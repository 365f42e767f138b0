/** How the rules of the installation change: written down and signed, a pack adopted whole, or rows imported. */
import { z } from 'zod';
import { roleOf, systemOnly } from '../../dossier/capacity.ts';
import type { LawView } from '../../dossier/context.ts';
import { headingFields, toHeading } from '../../dossier/decision-heading.ts';
import { choice, integer, legalDate, list, prose, symbol } from '../../dossier/field.ts';
import { key } from '../../dossier/keys.ts';
import { actsOf } from '../../dossier/kind.ts';
import { isRefusal, type Refusal, refuse } from '../../dossier/refusal.ts';
import { findSignatory, refuseSigner, signatoryOf, withWriter } from '../../dossier/signing.ts';
import type { RowOp } from '../../dossier/table.ts';
import type { CalendarDay } from '../../kernel/calendar.ts';
import { isAppError } from '../../kernel/errors.ts';
import type { LegalDate } from '../../kernel/time.ts';
import { PARAMETER_UNITS } from '../../policy/pack.ts';
import type { RuleSetState, Setting } from './state.ts';
import { findBadRow, findPack, packField, readValue, rowsField } from './values.ts';

const act = actsOf<RuleSetState>();
const makers = [roleOf<RuleSetState>('rule-maker'), roleOf<RuleSetState>('admin'), systemOnly<RuleSetState>()];

/** Writes down what the decision says of itself. */
export const draft = act({
  from: 'new',
  to: 'draft',
  by: makers,
  body: z.object(headingFields),
  resolve: (c) => findSignatory(c),
  apply: (state, { body, resolved, actor }) => ({
    ...state,
    ...toHeading(body),
    ...(resolved ? { signing: { writers: actor === null ? [] : [actor], ...resolved } } : {}),
  }),
  notices: (c) => (c.resolved.signatory === null ? [] : [{ to: key.post(c.resolved.signatory), code: 'to-sign' }]),
  names: (c) => (c.resolved.signatory === null ? [] : [c.resolved.signatory]),
});

/** Sets one value by the installation's own decision; it goes before what the pack says. */
export const setParameter = act({
  from: ['draft'],
  by: makers,
  body: z.object({
    parameter: symbol({ max: 80, pattern: /^[a-z0-9]+([.-][a-z0-9]+)*$/ }),
    unit: choice(PARAMETER_UNITS, { select: true }),
    value: symbol({ max: 2000 }),
    clause: symbol({ max: 300 }),
  }),
  resolve: (c): Setting | Refusal => {
    const { parameter, unit, clause } = c.body;
    if (!isKnown(c.law, parameter)) return refuse('rule-set.no_parameter', { name: parameter });
    const value = readValue(c.body.value, unit);
    return value === undefined ? refuse('rule-set.bad_value', { name: c.body.value }) : { parameter, value, unit, clause };
  },
  apply: (state, { resolved, actor }) =>
    withWriter(
      { ...state, settings: [...state.settings.filter((s) => s.parameter !== resolved.parameter), resolved as Setting] },
      actor,
    ),
});

/** A value nobody asks for would be a trap: only parameters some pack declares can be set, empty ones among them. */
function isKnown(law: LawView, parameter: string): boolean {
  try {
    law.value(parameter);
    return true;
  } catch (error) {
    if (isAppError(error, 'policy.unknown_parameter')) return false;
    if (isAppError(error, 'policy.empty_parameter')) return true;
    throw error;
  }
}

const calendarDay = z.object({
  date: legalDate(),
  kind: choice(['holiday', 'swap-off', 'swap-work', 'working']),
  nameVi: symbol({ max: 200 }),
  nameEn: symbol({ max: 200 }),
  basis: symbol({ max: 300 }),
  source: symbol({ max: 300 }),
  confidence: choice(['verified', 'secondary', 'unverified', 'not-found']),
});

/** Adds days that are not as their weekday says, each with its basis. @basis calendar */
export const addCalendarDays = act({
  from: ['draft'],
  by: makers,
  body: z.object({ days: list(calendarDay, { min: 1, max: 60 }) }),
  guard: (c) => {
    const dates = [...c.state.days.map((day) => day.date as string), ...c.body.days.map((day) => day.date)];
    const twice = dates.find((date, i) => dates.indexOf(date) !== i);
    return twice === undefined ? undefined : refuse('rule-set.day_twice', { date: twice });
  },
  apply: (before, { body, actor }) => {
    const state = withWriter(before, actor);
    return {
      ...state,
      days: [
        ...state.days,
        ...body.days.map(
          (day): CalendarDay => ({
            date: day.date as LegalDate,
            kind: day.kind,
            name: { vi: day.nameVi, en: day.nameEn },
            basis: day.basis,
            source: day.source,
            confidence: day.confidence,
          }),
        ),
      ],
    };
  },
});

/** Says that the list of days off of a year is complete. */
export const declareYear = act({
  from: ['draft'],
  by: makers,
  body: z.object({ year: integer({ min: 2000, max: 2200 }) }),
  apply: (state, { body, actor }) =>
    withWriter({ ...state, years: [...state.years.filter((year) => year !== body.year), body.year] }, actor),
});

/** Puts what was written down in force: the head of the body that issues it, never whoever wrote it. */
export const sign = act({
  judges: 'decision',
  sign: true,
  from: ['draft'],
  to: 'in-force',
  by: [signatoryOf<RuleSetState>('rule-maker'), systemOnly<RuleSetState>()],
  registers: true,
  milestone: true,
  check: true,
  body: z.object({}),
  guard: (c) =>
    c.state.settings.length + c.state.days.length + c.state.years.length === 0
      ? refuse('rule-set.nothing_to_sign')
      : refuseSigner(c, 'rule-maker'),
  apply: (state) => state,
});

/** Adopts a whole pack: every value with its clause, source and confidence. A pack comes with the program, from nobody's hand. */
export const adopt = act({
  judges: 'decision',
  from: 'new',
  to: 'in-force',
  by: [systemOnly()],
  registers: true,
  milestone: true,
  check: true,
  body: z.object({ ...headingFields, pack: packField }),
  resolve: (c): RuleSetState['pack'] | Refusal => {
    const pack = findPack(c.body.pack);
    return isRefusal(pack) ? pack : { id: pack.id, version: pack.version, parameters: Object.keys(pack.parameters).length };
  },
  apply: (state, { body, resolved }) => ({ ...state, ...toHeading(body), pack: resolved as RuleSetState['pack'] }),
});

/** Brings rows in as they are: the calendar an installation begins with. */
export const importRows = act({
  from: 'new',
  to: 'in-force',
  by: [systemOnly()],
  registers: true,
  milestone: true,
  body: z.object({ ...headingFields, rows: rowsField }),
  guard: (c) => findBadRow(c.body.rows as readonly RowOp[]),
  apply: (state, { body }) => ({ ...state, ...toHeading(body), imported: body.rows.length }),
});

/** Gives the draft up. */
export const withdraw = act({
  from: ['draft'],
  to: 'withdrawn',
  by: makers,
  body: z.object({ reason: prose({ min: 10 }) }),
  apply: (state) => state,
});
