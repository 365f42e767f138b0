import type { PostId } from '../../../kernel/ids.ts';
import { asPostId } from '../../../kernel/ids.ts';
import { heldPosts } from '../../../store/read/work.ts';
import type { Asker } from '../../../store/store.ts';

/** The posts of the reader to which the assignment map gives something, own ones and those held for others. */
export function assignedPosts(asker: Asker): readonly PostId[] {
  const held = new Set(heldPosts(asker));
  const { org } = asker;
  const found = org.index.assignments.flatMap((row) => {
    const live = org.livePost(row.post);
    return [row.post, ...(live ? [live] : [])].filter((post) => held.has(post));
  });
  return [...new Set(found)];
}

/** True for who may look at another member's part: the Standing Committee itself, the Secretary's post, the inspectors. */
export function mayLookOn(asker: Asker, post: string): boolean {
  const { org, standing } = asker;
  if (heldPosts(asker).includes(post)) return true;
  if (standing.keys.includes('role:inspector') || standing.keys.includes('role:secretary')) return true;
  const target = org.post(asPostId(post));
  if (!target) return false;
  const above = [target.unit, ...org.superiorUnits(target.unit)];
  return standing.capacities.some((c) => {
    if (c.post === null || c.onBehalfOf) return false;
    const own = org.post(c.post);
    const isLeader = own?.function === 'head' || own?.function === 'deputy';
    // A member looks on within the own committee; who leads it or stands above it looks on from there.
    return (
      own !== undefined && ((own.unit === target.unit && own.function === 'member') || (isLeader && above.includes(own.unit)))
    );
  });
}
