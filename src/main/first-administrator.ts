/** The first person of an installation: put on record and appointed by a decision of the system, as everybody after will be by one of people. */

import type { PersonId, PostId } from '../kernel/ids.ts';
import { asPersonId } from '../kernel/ids.ts';
import { findForbiddenCharacters, splitName, toNfc } from '../kernel/text.ts';
import type { OrganisationDay } from '../organisation/index.ts';
import { perform } from '../store/perform.ts';
import { askAs, type Store } from '../store/store.ts';
import { problem, usageProblem } from './words.ts';

/** Follows the numbers under which the reference data was adopted. */
const DECISION_NUMBER = '06/ĐN';
const KIND = 'organisation-decision';
/** Codes the register of people takes. */
const STAFF_CODE = /^[\p{L}\p{N}._:@/#-]{1,80}$/u;

/** What the installer says of the first administrator. */
export interface FirstAdministrator {
  readonly name: string;
  readonly honorific: string;
  readonly staffCode: string;
  /** Absent: the vacant administrator's post. */
  readonly post?: string;
}

/** Who was appointed to what. */
export interface Appointed {
  readonly person: PersonId;
  readonly post: PostId;
}

/** Guarantees a name of two words or more and a code the register takes. @throws {UsageProblem} */
export function checkAdministrator(wish: FirstAdministrator): FirstAdministrator {
  const name = toNfc(wish.name).trim().replace(/\s+/gu, ' ');
  const [given, rest] = splitName(name);
  if (rest === '' || rest.length > 100 || given.length > 50 || findForbiddenCharacters(name).length > 0) {
    throw usageProblem('usage.badName', { value: wish.name });
  }
  const honorific = toNfc(wish.honorific).trim();
  if (honorific.length > 20 || findForbiddenCharacters(honorific).length > 0) {
    throw usageProblem('usage.badHonorific', { value: honorific });
  }
  if (!STAFF_CODE.test(wish.staffCode)) throw usageProblem('usage.badStaffCode', { value: wish.staffCode });
  return { ...wish, name, honorific };
}

/**
 * Puts the person on record and in the post, in force today.
 * @throws {StartProblem} somebody is on record already, or the post is not a vacant administrator's post
 */
export async function appointFirst(store: Store, who: FirstAdministrator): Promise<Appointed> {
  const { org, today } = await askAs(store, null);
  if (org.people().length > 0) throw problem('problem.notFirst');
  const post = findVacantPost(org, who.post);
  const [given, familyAndMiddle] = splitName(who.name);
  const { dossier } = await perform(
    store,
    { person: null },
    {
      kind: KIND,
      act: 'draft',
      body: { decisionNumber: DECISION_NUMBER, title: 'Quản trị viên đầu tiên của bản cài đặt', date: today },
    },
  );
  const { honorific, staffCode } = who;
  const changes = [
    { change: 'add-person', familyAndMiddle, given, honorific, staffCode },
    { change: 'appoint', post, person: staffCode },
  ];
  await perform(store, { person: null }, { dossier, act: 'add-changes', body: { changes } });
  await perform(store, { person: null }, { dossier, act: 'sign', body: {} });
  return { person: asPersonId(staffCode), post };
}

function findVacantPost(org: OrganisationDay, wanted: string | undefined): PostId {
  const administrators = org.posts().filter((post) => post.roles.includes('admin'));
  const [first] = administrators;
  if (!first) throw problem('problem.noOrganisation');
  if (wanted === undefined) return first.id;
  const found = administrators.find((post) => post.id === wanted);
  if (!found)
    throw problem('problem.notAdministratorPost', { post: wanted, known: administrators.map((post) => post.id).join(', ') });
  return found.id;
}
