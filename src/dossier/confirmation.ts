/** Which acts are confirmed in person. The one place that says so, for whoever writes, shows and verifies them alike. */
import type { Json } from '../kernel/json.ts';
import { findAct } from './common-acts.ts';
import type { AnyAct, AnyKind } from './kind.ts';
import type { Act } from './words.ts';

/** Tells whether this act of a kind is confirmed in person, after the acts before it. The body is a valid one. */
export function isConfirmed(kind: AnyKind, act: { readonly name: string; readonly body: Json }, before: readonly Act[]): boolean {
  const sign = findAct(kind, act.name)?.sign;
  return typeof sign === 'function' ? sign(act.body, before) : sign === true;
}

/** Tells whether an act may have to be confirmed in person, whatever it will say: it is shown once more, and never done in bulk. */
export function mayBeConfirmed({ sign }: AnyAct): boolean {
  return sign !== undefined && sign !== false;
}
