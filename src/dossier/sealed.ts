/**
 * Sealed text. Personal and free text never enters act bodies or states: a reference stands there, the text stands in the vault
 * and can be erased. The fold therefore gives the same state before and after an erasure.
 */
import type { z } from 'zod';
import type { Json } from '../kernel/json.ts';
import type { Key } from './keys.ts';
import { type FieldSpec, fieldsOf } from './schema.ts';

/** One text in the vault. `keys` narrows who may read it; absent: whoever may read the dossier. */
export interface VaultEntry {
  readonly name: string;
  readonly value: Json;
  readonly sealed: 'free-text' | 'personal';
  readonly keys?: readonly Key[];
}

const REFERENCE = /^§(\d+)\/([^§]+)§$/;

/** The reference that stands for a text of act `seq`. */
export function referenceTo(seq: number, name: string): string {
  return `§${seq}/${name}§`;
}

/** Tells whether a string is a reference, and to what. */
export function parseReference(text: string): { readonly seq: number; readonly name: string } | undefined {
  const match = REFERENCE.exec(text);
  return match?.[1] && match[2] ? { seq: Number(match[1]), name: match[2] } : undefined;
}

/** Takes the sealed fields out of a body and puts references in their place; `readers` narrows who may read a field, by its name. */
export function seal(
  schema: z.ZodType,
  body: Json,
  seq: number,
  readers: Readonly<Record<string, readonly Key[]>> = {},
): { readonly body: Json; readonly entries: readonly VaultEntry[] } {
  const entries: VaultEntry[] = [];
  const sealObject = (fields: readonly FieldSpec[], value: Json, path: string): Json => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const out: Record<string, Json> = {};
    for (const [name, member] of Object.entries(value)) {
      const spec = fields.find((f) => f.name === name);
      out[name] = spec ? sealField(spec, member as Json, `${path}/${name}`) : (member as Json);
    }
    return out;
  };
  const sealField = (spec: FieldSpec, value: Json, path: string): Json => {
    if (spec.meta.sealed && typeof value === 'string') {
      const keys = readers[path.split('/')[1] ?? ''];
      entries.push({ name: path, value, sealed: spec.meta.sealed, ...(keys ? { keys } : {}) });
      return referenceTo(seq, path);
    }
    if (!spec.fields) return value;
    if (Array.isArray(value)) return value.map((row, i) => sealObject(spec.fields ?? [], row, `${path}/${i}`));
    return sealObject(spec.fields, value, path);
  };
  return { body: sealObject(fieldsOf(schema), body, 'body'), entries };
}

/** Replaces references by their texts; `missing` says what to put where a text is not to be had. */
export function unseal<T>(value: T, texts: ReadonlyMap<string, Json>, missing: (reference: string) => Json): T {
  const walk = (v: unknown): unknown => {
    if (typeof v === 'string') {
      if (!v.startsWith('§') || !REFERENCE.test(v)) return v;
      return texts.has(v) ? texts.get(v) : missing(v);
    }
    if (Array.isArray(v)) return v.map(walk);
    if (typeof v === 'object' && v !== null) return Object.fromEntries(Object.entries(v).map(([k, m]) => [k, walk(m)]));
    return v;
  };
  return walk(value) as T;
}
