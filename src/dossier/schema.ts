import type { z } from 'zod';
import type { FieldMeta } from './field.ts';

/** One field of an act's body as forms, OpenAPI, export and redaction see it. */
export interface FieldSpec {
  readonly name: string;
  readonly path: string;
  readonly required: boolean;
  /** The value taken when none is given. */
  readonly fallback?: unknown;
  readonly meta: FieldMeta;
  readonly schema: z.ZodType;
  /** Fields of each row, for lists and objects. */
  readonly fields?: readonly FieldSpec[];
  readonly maxLength?: number;
  readonly minLength?: number;
}

interface Peeled {
  readonly schema: z.ZodType;
  readonly required: boolean;
  readonly fallback?: unknown;
  readonly meta: FieldMeta | undefined;
}

function peel(schema: z.ZodType): Peeled {
  let current = schema;
  let required = true;
  let fallback: unknown;
  let meta = current.meta() as FieldMeta | undefined;
  for (;;) {
    const def = current.def as unknown as { type: string; innerType?: z.ZodType; defaultValue?: unknown };
    if ((def.type === 'optional' || def.type === 'nullable' || def.type === 'default') && def.innerType) {
      required = false;
      if (def.type === 'default') fallback ??= def.defaultValue;
      current = def.innerType;
      meta ??= current.meta() as FieldMeta | undefined;
    } else {
      return { schema: current, required, meta, ...(fallback === undefined ? {} : { fallback }) };
    }
  }
}

const known = new WeakMap<z.ZodType, readonly FieldSpec[]>();

/** Lists the fields of an object schema in the order written. */
export function fieldsOf(schema: z.ZodType): readonly FieldSpec[] {
  const found = known.get(schema) ?? readFields(schema, '');
  known.set(schema, found);
  return found;
}

function readFields(schema: z.ZodType, parent: string): readonly FieldSpec[] {
  const { schema: object } = peel(schema);
  const def = object.def as unknown as { type: string; shape?: Record<string, z.ZodType> };
  if (def.type !== 'object' || !def.shape) return [];
  return Object.entries(def.shape).map(([name, member]) => fieldOf(name, member, parent));
}

function fieldOf(name: string, member: z.ZodType, parent: string): FieldSpec {
  const { schema, required, meta, fallback } = peel(member);
  const path = parent ? `${parent}.${name}` : name;
  const def = schema.def as unknown as { type: string; element?: z.ZodType; shape?: unknown };
  const inner =
    def.type === 'array' && def.element
      ? readFields(def.element, path)
      : def.type === 'object'
        ? readFields(schema, path)
        : undefined;
  const bounds = schema as unknown as { minLength?: number | null; maxLength?: number | null };
  return {
    name,
    path,
    required,
    ...(fallback === undefined ? {} : { fallback }),
    meta: meta ?? { widget: 'json' },
    schema,
    ...(inner && inner.length > 0 ? { fields: inner } : {}),
    ...(typeof bounds.maxLength === 'number' ? { maxLength: bounds.maxLength } : {}),
    ...(typeof bounds.minLength === 'number' ? { minLength: bounds.minLength } : {}),
  };
}
