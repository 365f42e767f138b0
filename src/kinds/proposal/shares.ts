/** How a proposal is shared out among its authors: whole percents, nobody twice, nobody left out, a hundred together. Pure. */
import type { PersonId, PostId } from '../../kernel/ids.ts';
import type { Share } from './joint-state.ts';

/** What is wrong with a division. */
export type ShareFault = 'share_stranger' | 'share_twice' | 'share_missing' | 'share_sum';

/** Somebody who is to have a share, by any of the posts under which the person is on record. */
interface Holder {
  readonly person: PersonId;
  readonly post: PostId;
}

/** The shares by person, or what is wrong with them. A person on record under two posts is named under one of them. */
export function dividedAmong(
  holders: readonly Holder[],
  rows: readonly { readonly post: string; readonly share: number }[],
): readonly Share[] | ShareFault {
  const shares: Share[] = [];
  for (const { post, share } of rows) {
    const person = holders.find((holder) => holder.post === post)?.person;
    if (person === undefined) return 'share_stranger';
    if (shares.some((known) => known.person === person)) return 'share_twice';
    shares.push({ person, share });
  }
  if (holders.some((holder) => !shares.some((known) => known.person === holder.person))) return 'share_missing';
  return shares.reduce((sum, one) => sum + one.share, 0) === 100 ? shares : 'share_sum';
}
