import { familyOf } from '../../../dossier/clocks.ts';
import type { Clock } from '../../../dossier/words.ts';
import type { PersonId, PostId, UnitId } from '../../../kernel/ids.ts';
import type { Reader } from './reader.ts';

/** The name a unit bears today, with what it has become when it is gone: «Sở Xây dựng, nay là Sở Xây dựng và Giao thông». */
export function unitLabel(r: Reader, unit: string, nameThen?: string): string {
  const { org } = r.asker;
  const id = unit as UnitId;
  const then = nameThen === undefined ? org.unitName(id, r.lang) : unitThen(r, unit, nameThen);
  const now = org.unit(id) ? id : org.currentUnit(id);
  const nowName = now === undefined ? then : org.unitName(now, r.lang);
  return nowName === then ? then : `${then} (${r.t('locality.nowIs', { name: nowName })})`;
}

/** A place by its own name, «Phường Bãi Cháy», with the one it has become part of when it is gone. */
export function placeLabel(r: Reader, unit: string): string {
  const { org } = r.asker;
  const id = unit as UnitId;
  const name = org.placeName(id, r.lang);
  const now = org.unit(id) ? id : org.currentUnit(id);
  const nowName = now === undefined ? name : org.placeName(now, r.lang);
  return nowName === name ? name : `${name} (${r.t('locality.nowIs', { name: nowName })})`;
}

/** The name of a unit as short as lists need it. */
export function unitShort(r: Reader, unit: string): string {
  return r.asker.org.unitShortName(unit as UnitId, r.lang);
}

/** Title of a post with its unit. */
export function postTitle(r: Reader, post: string): string {
  return r.asker.org.postTitle(post as PostId)[r.lang];
}

/** The name of a unit as an act wrote it down; in the reader's language where the unit still bears it. */
export function unitThen(r: Reader, unit: string, name: string): string {
  const { org } = r.asker;
  return org.unitName(unit as UnitId) === name ? org.unitName(unit as UnitId, r.lang) : name;
}

/** The title of a post as an act wrote it down; in the reader's language where the post still bears it. */
export function titleThen(r: Reader, post: string | undefined, title: string): string {
  const today = post === undefined ? undefined : r.asker.org.postTitle(post as PostId);
  return today?.vi === title ? today[r.lang] : title;
}

/** An official by name with the honorific of the language. */
export function personLabel(r: Reader, person: string): string {
  return r.t('pages.who.official', { name: r.asker.org.personName(person as PersonId) });
}

/** Who answers for a post today: the person's name, or undefined while nobody does. */
export function answering(r: Reader, post: string): string | undefined {
  const held = r.asker.org.actingHolder(post as PostId);
  return held === undefined ? undefined : personLabel(r, held.person);
}

/** The words of a clock: its family, and which one of it when there are several. */
export function clockLabel(r: Reader, kind: string, clock: Pick<Clock, 'id' | 'name' | 'of'>): string {
  const family = r.say.clock(kind, clock.name);
  if (clock.of !== undefined) return `${family}: ${clockLabel(r, kind, { id: clock.of, name: familyOf(clock.of) })}`;
  const instance = clock.id === clock.name ? '' : clock.id.slice(clock.name.length + 1);
  if (instance === '') return family;
  const { org } = r.asker;
  if (org.knownUnit(instance as UnitId)) return `${family}: ${org.unitName(instance as UnitId, r.lang)}`;
  if (org.knownPost(instance as PostId)) return `${family}: ${postTitle(r, instance)}`;
  return /^[\w-]{1,12}$/.test(instance) ? `${family} ${instance}` : family;
}
