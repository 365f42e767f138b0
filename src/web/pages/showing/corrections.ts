import type { Json } from '../../../kernel/json.ts';
import type { ActView } from '../../../store/read/dossier.ts';

/** What a field of an act says now, and which act corrected it. */
export interface Corrected {
  readonly value: Json;
  readonly by: number;
}

/** The fields of an act that were corrected later, by name; the last correction counts. */
export function correctionsOf(acts: readonly ActView[], seq: number): ReadonlyMap<string, Corrected> {
  const found = new Map<string, Corrected>();
  for (const act of acts) {
    const body = act.body as { readonly seq?: Json; readonly field?: Json; readonly text?: Json; readonly number?: Json } | null;
    if (act.name !== 'correct' || !act.common || body?.seq !== seq || typeof body.field !== 'string') continue;
    found.set(body.field, { value: body.text ?? body.number ?? null, by: act.seq });
  }
  return found;
}
