/**
 * The closed set of changes a decision may order. In a form every change is one flat row; `readChange` makes the typed one.
 * Things a decision brings into being may be named by later rows of it, so no reference is checked before the signature.
 */
import { z } from 'zod';
import { choice, legalDate } from '../../dossier/field.ts';
import { AUTHORITY_LEVELS, HOLDING_FORMS, POST_FUNCTIONS, POST_ROLES, UNIT_KINDS } from '../../organisation/rows.ts';

/** Every change a decision can order, in the order forms offer them. */
export const CHANGES = [
  'create-unit',
  'rename-unit',
  'move-unit',
  'dissolve-unit',
  'merge-units',
  'split-unit',
  'create-post',
  'dissolve-post',
  'appoint',
  'relieve',
  'assign',
  'end-assignment',
  'delegate',
  'end-delegation',
  'absence',
  'add-person',
  'person-leaves',
  'set-competence',
  'add-field',
] as const;
type ChangeName = (typeof CHANGES)[number];

/** How one post may act for another; absences are a change of their own. */
export const SIGNING_FORMS = ['KT', 'TM', 'TL', 'TUQ'] as const;
/** Duties of a post beyond its function. */
export const ROLES = POST_ROLES;

const CODE = /^[\p{L}\p{N}._:@/#-]+$/u;
const LIST = /^(\*|[\p{L}\p{N}._:@/#-]+([\s,;]+[\p{L}\p{N}._:@/#-]+)*)$/u;

const shownFor = (is: readonly ChangeName[]) => ({ field: 'change', is });
const code = (is: readonly ChangeName[], suggest?: string) =>
  z
    .string()
    .min(1)
    .max(80)
    .regex(CODE)
    .meta({ widget: 'text', when: shownFor(is), ...(suggest ? { suggest } : {}) })
    .optional();
const codes = (is: readonly ChangeName[], suggest: string) =>
  z
    .string()
    .min(1)
    .max(1500)
    .regex(LIST)
    .meta({ widget: 'text', when: shownFor(is), suggest })
    .optional();
const words = (is: readonly ChangeName[], max = 200) =>
  z
    .string()
    .min(1)
    .max(max)
    .meta({ widget: 'text', when: shownFor(is) })
    .optional();
const when = (is: readonly ChangeName[]) => ({ when: shownFor(is) });

const NAMED: readonly ChangeName[] = ['create-unit', 'rename-unit'];

const flat = z.object({
  change: choice(CHANGES),
  unit: code(
    ['create-unit', 'rename-unit', 'move-unit', 'dissolve-unit', 'merge-units', 'split-unit', 'create-post', 'set-competence'],
    'unit',
  ),
  units: codes(['merge-units', 'assign'], 'unit'),
  successors: codes(['dissolve-unit', 'split-unit', 'dissolve-post'], 'unit'),
  unitKind: choice(UNIT_KINDS, when(['create-unit'])).optional(),
  parent: code(['create-unit', 'move-unit'], 'unit'),
  locality: code(['create-unit'], 'unit'),
  officialCode: code(['create-unit']),
  nameVi: words([...NAMED, 'add-field']),
  nameEn: words([...NAMED, 'add-field']),
  shortVi: words(NAMED, 100),
  shortEn: words(NAMED, 100),
  placeVi: words(NAMED, 100),
  placeEn: words(NAMED, 100),
  post: code(['create-post', 'dissolve-post', 'appoint', 'relieve', 'assign', 'delegate', 'absence'], 'post'),
  titleVi: words(['create-post']),
  titleEn: words(['create-post']),
  function: choice(POST_FUNCTIONS, when(['create-post'])).optional(),
  superior: code(['create-post'], 'post'),
  roles: codes(['create-post'], 'role'),
  rank: z
    .number()
    .int()
    .min(0)
    .max(9999)
    .meta({ widget: 'integer', when: shownFor(['create-unit', 'create-post', 'move-unit']) })
    .optional(),
  person: code(['appoint', 'add-person', 'person-leaves'], 'person'),
  holdingForm: choice(HOLDING_FORMS, when(['appoint'])).optional(),
  assignment: code(['assign', 'end-assignment']),
  fields: codes(['assign'], 'field'),
  localities: codes(['assign'], 'unit'),
  delegation: code(['delegate', 'end-delegation']),
  toPost: code(['delegate', 'absence'], 'post'),
  form: choice(SIGNING_FORMS, when(['delegate'])).optional(),
  matters: codes(['delegate'], 'kind'),
  documentNumber: words(['delegate', 'absence'], 120),
  familyAndMiddle: words(['add-person'], 100),
  given: words(['add-person'], 50),
  honorific: words(['add-person'], 20),
  staffCode: code(['add-person']),
  field: code(['set-competence', 'add-field'], 'field'),
  level: choice(AUTHORITY_LEVELS, when(['set-competence'])).optional(),
  from: legalDate({ later: true }).optional(),
  to: legalDate(when(['delegate', 'absence'])).optional(),
});

const id = z.string();
const many = z.string().transform((text) => text.split(/[\s,;]+/u).filter((part) => part !== ''));
const start = { from: z.string().optional() };
const names = {
  nameVi: id,
  nameEn: id,
  shortVi: id.optional(),
  shortEn: id.optional(),
  placeVi: id.optional(),
  placeEn: id.optional(),
};
const entry = <C extends ChangeName, S extends z.ZodRawShape>(change: C, shape: S) =>
  z.strictObject({ change: z.literal(change), ...shape, ...start });

const changeSchema = z.discriminatedUnion('change', [
  entry('create-unit', {
    unit: id,
    unitKind: z.enum(UNIT_KINDS),
    parent: id.optional(),
    locality: id.optional(),
    officialCode: id.optional(),
    rank: z.number().optional(),
    ...names,
  }),
  entry('rename-unit', { unit: id, ...names }),
  entry('move-unit', { unit: id, parent: id, rank: z.number().optional() }),
  entry('dissolve-unit', { unit: id, successors: many.optional() }),
  entry('merge-units', { units: many, unit: id }),
  entry('split-unit', { unit: id, successors: many }),
  entry('create-post', {
    post: id,
    unit: id,
    titleVi: id,
    titleEn: id,
    function: z.enum(POST_FUNCTIONS),
    superior: id.optional(),
    roles: many.optional(),
    rank: z.number().optional(),
  }),
  entry('dissolve-post', { post: id, successors: many.optional() }),
  entry('appoint', { post: id, person: id, holdingForm: z.enum(HOLDING_FORMS).optional() }),
  entry('relieve', { post: id }),
  entry('assign', { assignment: id.optional(), post: id, fields: many, localities: many, units: many }),
  entry('end-assignment', { assignment: id }),
  entry('delegate', {
    delegation: id.optional(),
    post: id,
    toPost: id,
    form: z.enum(SIGNING_FORMS),
    matters: many.optional(),
    documentNumber: id,
    to: id.optional(),
  }),
  entry('end-delegation', { delegation: id }),
  entry('absence', { post: id, toPost: id.optional(), documentNumber: id.optional(), to: id }),
  entry('add-person', { person: id.optional(), familyAndMiddle: id, given: id, honorific: id, staffCode: id }),
  entry('person-leaves', { person: id }),
  entry('set-competence', { field: id, level: z.enum(AUTHORITY_LEVELS), unit: id.optional() }),
  entry('add-field', { field: id, nameVi: id, nameEn: id }),
]);

/** One change, with exactly what it needs. */
export type Change = z.output<typeof changeSchema>;
/** One change as forms and records hold it. */
export type ChangeRow = z.output<typeof flat>;

/** One change of a decision as a form row, refused unless it says exactly what its kind of change needs. */
export const changeRow = flat.superRefine((row, context) => {
  for (const issue of changeSchema.safeParse(row).error?.issues ?? []) {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : [String(issue.path[0] ?? 'change')];
    const problem = issue.code === 'unrecognized_keys' ? 'field.unknown' : 'field.required';
    for (const name of keys) context.addIssue({ code: 'custom', path: [name], params: { code: problem } });
  }
});

/** The typed change of a row that was accepted. */
export function readChange(row: ChangeRow): Change {
  return changeSchema.parse(row);
}
