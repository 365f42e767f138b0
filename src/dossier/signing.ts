/** Who puts a decision in force: never whoever wrote it, always the head of the body that issues it or who stands above. */
import type { PersonId, PostId } from '../kernel/ids.ts';
import { keysOf } from './capacity.ts';
import { type Key, key } from './keys.ts';
import type { CapacityRule, DecideContext } from './kind.ts';
import { type Refusal, refuse } from './refusal.ts';

/** What a draft knows of its signing: who wrote in it, and the posts one of which must sign. */
export interface Signing {
  readonly writers: readonly PersonId[];
  readonly signatory: PostId | null;
  readonly above: PostId | null;
}

/** Bodies whose heads may sign for all the units below, whatever further duties they have. */
const GOVERNING: readonly string[] = ['party-committee', 'peoples-committee', 'council'];

/** The head of the unit in whose capacity the draft is written, and who stands above; the system writes for no unit. */
export function findSignatory(
  c: Pick<DecideContext<unknown, unknown>, 'org' | 'unit'>,
): Pick<Signing, 'signatory' | 'above'> | Refusal {
  if (c.unit === null) return { signatory: null, above: null };
  const signatory = c.org.headPost(c.unit);
  if (!signatory) return refuse('decision.no_signatory', { unit: c.org.unitName(c.unit) });
  return { signatory, above: c.org.superiorPost(signatory) ?? null };
}

/** Notes that somebody wrote in the draft. Drafts from before signing was looked at carry nothing to note it in. */
export function withWriter<S extends { readonly signing?: Signing }>(state: S, person: PersonId | null): S {
  const { signing } = state;
  if (!signing || person === null || signing.writers.includes(person)) return state;
  return { ...state, signing: { ...signing, writers: [...signing.writers, person] } };
}

/** The posts that may sign; for a draft without them whoever holds the role. */
export function signatoryOf<S extends { readonly signing?: Signing }>(role: string): CapacityRule<S> {
  return keysOf<S>('signatory', ({ state }): readonly Key[] => {
    if (!state.signing) return [key.role(role)];
    return [state.signing.signatory, state.signing.above].flatMap((post) => (post === null ? [] : [key.post(post)]));
  });
}

/** Refuses whoever wrote in the draft, and a head whose body has no say in the matter. */
export function refuseSigner(
  c: Pick<DecideContext<{ readonly signing?: Signing }, unknown>, 'state' | 'standing' | 'org' | 'key'>,
  role: string,
): Refusal | undefined {
  const { person } = c.standing;
  if (person === null) return undefined;
  if (c.state.signing?.writers.includes(person)) return refuse('decision.own_draft');
  const prefix = key.post('');
  const post = c.key.startsWith(prefix) ? c.org.post(c.key.slice(prefix.length) as PostId) : undefined;
  const governs = post !== undefined && GOVERNING.includes(c.org.unit(post.unit)?.kind ?? '');
  return governs || c.standing.keys.includes(key.role(role)) ? undefined : refuse('decision.no_power');
}
