import { z } from 'zod';
import type { RowOp } from '../dossier/table.ts';
import { AppError } from '../kernel/errors.ts';
import type { Json } from '../kernel/json.ts';
import { isLegalDate, type LegalDate } from '../kernel/time.ts';
import { POST_FUNCTIONS, UNIT_KINDS } from './rows.ts';

const date = z
  .string()
  .refine(isLegalDate)
  .transform((value) => value as LegalDate);
const text = z.string().min(1);

const unitName = z.strictObject({
  from: date,
  vi: text,
  en: text,
  shortVi: text,
  shortEn: text,
  placeVi: text.optional(),
  placeEn: text.optional(),
});
const unit = z.strictObject({
  id: text,
  kind: z.enum(UNIT_KINDS),
  code: text.nullable(),
  parent: text.nullable(),
  locality: text.nullable(),
  rank: z.number().int(),
  from: date,
  to: date.nullable(),
  names: z.array(unitName).min(1),
  group: text,
});
const succession = z.strictObject({
  what: z.enum(['unit', 'post']),
  of: text,
  successors: z.array(text).min(1),
  from: date,
  decisionNumber: text,
});
const post = z.strictObject({
  suffix: text,
  function: z.enum(POST_FUNCTIONS),
  vi: text,
  en: text,
  rank: z.number().int(),
  roles: z.array(text),
  superior: text.nullable(),
});
const field = z.strictObject({ id: text, vi: text, en: text, province: text, commune: text.nullable() });

const unitsFile = z.object({ recordsFrom: date, units: z.array(unit), succession: z.array(succession) });
const postsFile = z.object({ byKind: z.record(text, z.array(post)), byUnit: z.record(text, z.array(post)) });
const fieldsFile = z.object({ recordsFrom: date, fields: z.array(field) });

/** A unit of the reference data with the history of its names. */
export type ReferenceUnit = z.infer<typeof unit>;
/** A post every unit of a kind, or one unit, has; its id is the unit's id, a dot and the suffix. */
export type ReferencePost = z.infer<typeof post>;

/** The bodies, posts and fields of a province as they are published. */
export interface OrganisationReference {
  readonly recordsFrom: LegalDate;
  readonly units: readonly ReferenceUnit[];
  readonly succession: readonly z.infer<typeof succession>[];
  readonly fields: readonly z.infer<typeof field>[];
  /** The posts a unit has: its own list where there is one, else that of its kind. */
  postsOf(unit: ReferenceUnit): readonly ReferencePost[];
}

/**
 * The reference data of three parsed JSON files, every row checked.
 * @throws {organisation.bad_reference} with one field problem for each thing wrong
 */
export function readReference(files: { units: unknown; posts: unknown; fields: unknown }): OrganisationReference {
  const [units, posts, fields] = [
    unitsFile.safeParse(files.units),
    postsFile.safeParse(files.posts),
    fieldsFile.safeParse(files.fields),
  ];
  if (!units.success || !posts.success || !fields.success) {
    const issues = [units, posts, fields].flatMap((read) => read.error?.issues ?? []);
    throw new AppError('organisation.bad_reference', 'invalid', {
      fields: issues.map((issue) => ({ path: issue.path.map(String).join('.'), code: 'organisation.field.malformed' })),
    });
  }
  return {
    recordsFrom: units.data.recordsFrom,
    units: units.data.units,
    succession: units.data.succession,
    fields: fields.data.fields,
    postsOf: (of) => posts.data.byUnit[of.id] ?? posts.data.byKind[of.kind] ?? [],
  };
}

/** Guarantees the operations that put a unit and every name it bore on record, with its end where it has one. */
export function toUnitOps(of: ReferenceUnit): RowOp[] {
  const key = { unit: of.id };
  const values = { kind: of.kind, code: of.code, parent: of.parent, locality: of.locality, rank: of.rank };
  const ops: RowOp[] = [{ op: 'open', table: 'unit', key, values, from: of.from }];
  for (const name of of.names) {
    const words = {
      name_vi: name.vi,
      name_en: name.en,
      short_vi: name.shortVi,
      short_en: name.shortEn,
      place_vi: name.placeVi ?? null,
      place_en: name.placeEn ?? null,
    };
    ops.push({ op: 'open', table: 'unit_name', key, values: words, from: name.from });
  }
  if (of.to !== null) {
    ops.push({ op: 'close', table: 'unit', key, on: of.to }, { op: 'close', table: 'unit_name', key, on: of.to });
  }
  return ops;
}

/** Guarantees the operations that put the successions of a reference on record. */
export function toSuccessionOps(reference: OrganisationReference): RowOp[] {
  return reference.succession.map(({ what, of, successors, from, decisionNumber }) => ({
    op: 'open',
    table: 'succession',
    key: { what, of },
    values: { successors, decision_number: decisionNumber },
    from,
  }));
}

/** Guarantees the operations that put the fields and who decides in them on record. */
export function toFieldOps(reference: OrganisationReference): RowOp[] {
  const from = reference.recordsFrom;
  return reference.fields.flatMap((row): RowOp[] => {
    const competence = (level: string, unitId: Json): RowOp => ({
      op: 'open',
      table: 'competence',
      key: { field: row.id, level },
      values: { unit: unitId },
      from,
    });
    const name = { name_vi: row.vi, name_en: row.en };
    return [
      { op: 'open', table: 'field', key: { field: row.id }, values: name, from },
      competence('province', row.province),
      competence('commune', row.commune),
    ];
  });
}

/** Guarantees the operation that puts one post of a unit on record. */
export function toPostOp(of: ReferenceUnit, given: ReferencePost): RowOp {
  return {
    op: 'open',
    table: 'post',
    key: { post: `${of.id}.${given.suffix}` },
    values: {
      unit: of.id,
      title_vi: given.vi,
      title_en: given.en,
      function: given.function,
      superior: given.superior,
      roles: given.roles,
      rank: given.rank,
    },
    from: of.from,
  };
}
