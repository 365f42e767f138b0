/** Who stands above whom: nobody judges the work of somebody who may give them orders. */
import type { PersonId, PostId } from '../kernel/ids.ts';
import type { OrganisationView } from './context.ts';

/** Tells whether a person answers for one of the posts above another. */
export function standsBelow(org: OrganisationView, post: PostId, person: PersonId): boolean {
  const seen = new Set<PostId>([post]);
  for (let at = org.superiorPost(post); at !== undefined && !seen.has(at); at = org.superiorPost(at)) {
    if (org.actingHolder(at)?.person === person) return true;
    seen.add(at);
  }
  return false;
}

/** The same for whoever answers for a post, in any of the posts that person holds: choosing another capacity changes nothing. */
export function holderStandsBelow(org: OrganisationView, post: PostId, person: PersonId): boolean {
  const holder = org.actingHolder(post)?.person;
  const posts = holder === undefined ? [] : org.postsOf(holder).map((p) => p.id);
  return [post, ...posts].some((held) => standsBelow(org, held, person));
}
