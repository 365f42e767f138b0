/** What notice, reply, conclusion and appeal have in common. */
import { type DecideContext, type Dossier, type Key, key, prose } from '../../dossier/index.ts';
import type { PostId } from '../../kernel/ids.ts';
import { changeRows } from '../change-rows.ts';
import { openWithdrawal, postsAbove, recipientKeys, stageSettled } from './rules.ts';
import type { Award, CommendationState, Withdrawal } from './state.ts';

type Context = DecideContext<CommendationState, unknown>;

/**
 * What is said of a person in such a proceeding is read by the person, by who judges and stands above, and by inspection. Files are not taken: whoever
 * reads the dossier once the award is public again would read them.
 */
export const told = (options: { min: number; max?: number }) => prose({ ...options, personal: true, narrowed: true });

/** The award a proceeding is about. */
export const awardOf = (s: CommendationState, w: Withdrawal | undefined): Award | undefined =>
  w ? s.awards[w.award] : undefined;

/** Who may read the texts of a proceeding about an award. */
export function readersOf(s: CommendationState, award: Award | undefined, above: readonly PostId[]): readonly Key[] {
  const posts = [s.clerk, s.decider, openWithdrawal(s)?.judge ?? null, ...above].filter((post) => post !== null);
  return [...new Set([...recipientKeys(award), ...posts.map((post) => key.post(post)), key.role('inspector')])];
}

/** The posts above whoever decides, found on the day. */
export const aboveDecider = (c: Pick<Context, 'state' | 'org'>): readonly PostId[] =>
  c.state.decider === null ? [] : postsAbove(c.org, c.state.decider);

/** Changes the proceeding that is open. */
export const settle = (s: CommendationState, change: (w: Withdrawal) => Withdrawal): CommendationState => {
  const open = openWithdrawal(s);
  return {
    ...s,
    withdrawals: changeRows(
      s.withdrawals,
      (w) => w === open,
      (w) => change(w),
    ),
  };
};

/** An award that was not made known yet still has to be. */
export const publishAgain = (c: { readonly state: CommendationState; readonly after: CommendationState }) => {
  const open = openWithdrawal(c.state);
  return c.state.clerk !== null && stageSettled(c.after, open) === 'decided'
    ? [{ op: 'start' as const, name: 'publish', holder: c.state.clerk, limit: 'commendation.publish' }]
    : [];
};

/** Where the dossier stands once the open question of before is settled. */
export const settled = (after: CommendationState, before: Dossier<CommendationState>): string | undefined =>
  stageSettled(after, openWithdrawal(before.state));

/** Tells whoever received the award in question. */
export const tellRecipient = (c: Pick<Context, 'state'>, code: string) =>
  recipientKeys(awardOf(c.state, openWithdrawal(c.state))).map((to) => ({ to, code }));
