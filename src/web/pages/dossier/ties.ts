/** The parties of a dossier and the dossiers tied to it. */
import { formatDate } from '../../../kernel/format.ts';
import type { PostId } from '../../../kernel/ids.ts';
import { isLegalDate } from '../../../kernel/time.ts';
import type { DossierView } from '../../../store/read/dossier.ts';
import type { LightView } from '../../components/light.tsx';
import { dossierHref } from '../showing/address.ts';
import { toShortLight } from '../showing/light.ts';
import { answering, personLabel, postTitle, unitLabel } from '../showing/people.ts';
import type { Reader } from '../showing/reader.ts';

/** One party as shown: role, who, and a second line. */
export interface PartyRow {
  readonly role: string;
  readonly who: string;
  readonly note?: string;
  readonly isUnit?: boolean;
}

/** The parties of one role, in the order they came. */
export interface PartyGroup {
  readonly role: string;
  readonly shown: readonly PartyRow[];
  /** Those behind a disclosure, where one role has many. */
  readonly rest: readonly PartyRow[];
}

/** Most parties of one role shown at once. */
const MOST_OF_A_ROLE = 3;

/** The parties by role; a role with many keeps the first few in view. */
export function groupParties(rows: readonly PartyRow[]): readonly PartyGroup[] {
  const roles = [...new Set(rows.map((row) => row.role))];
  return roles.map((role) => {
    const own = rows.filter((row) => row.role === role);
    return { role, shown: own.slice(0, MOST_OF_A_ROLE), rest: own.slice(MOST_OF_A_ROLE) };
  });
}

/** The parties; whoever asked to stay closed appears as a unit and says so. */
export function buildParties(r: Reader, view: DossierView): readonly PartyRow[] {
  const first = view.acts[0];
  const closedUnit = first?.actor.masked ? first.facts.actor.unit : undefined;
  return view.parties.map((party): PartyRow => {
    const role = r.say.kind(view.kind.name, `parties.${party.role}`);
    if (party.outside !== undefined) return { role, who: party.outside };
    const unit = party.unit === undefined ? undefined : unitLabel(r, party.unit);
    if (party.person !== undefined) {
      return { role, who: personLabel(r, party.person), ...noteOf(party.post === undefined ? unit : postTitle(r, party.post)) };
    }
    if (party.post !== undefined) {
      const held = answering(r, party.post);
      const since = sinceOf(r, party.post);
      const title = postTitle(r, party.post);
      return held === undefined
        ? { role, who: title, note: r.t('org.vacant') }
        : { role, who: held, note: since ? `${title}, ${since}` : title };
    }
    const closed = unit !== undefined && party.unit === closedUnit;
    return { role, who: unit ?? '', isUnit: true, ...(closed ? { note: r.t('pages.who.masked') } : {}) };
  });
}

function noteOf(note: string | undefined): { note?: string } {
  return note === undefined ? {} : { note };
}

function sinceOf(r: Reader, post: string): string | undefined {
  const { org } = r.asker;
  const held = org.actingHolder(post as PostId);
  const since = held && org.heldSince(post as PostId, held.person);
  return since && r.t('pages.parties.since', { date: formatDate(since) });
}

/** One dossier tied to this one. */
export interface TieRow {
  readonly name: string;
  readonly href: string;
  readonly tie: string;
  readonly title: string;
  readonly note?: string;
  readonly light?: LightView;
}

/** The dossiers this one points to and those that point here, each with its light; `covered` ties (`in.part-of`) are said elsewhere on the page. */
export function buildTies(r: Reader, view: DossierView, covered: readonly string[]): readonly TieRow[] {
  const links = view.links.filter(({ direction, type }) => !covered.includes(`${direction}.${type}`));
  return links.map(({ direction, type, note, row }): TieRow => {
    const light = toShortLight(r.t, row.light);
    const kind = r.registry.find(row.kind);
    return {
      name: row.number ?? (kind ? r.say.kind(kind.name, 'name') : row.kind),
      href: dossierHref(r.registry, row),
      tie: r.t(`pages.ties.${direction}.${type}`),
      // An acknowledgement bears the title of its directive: said once on a page.
      title: row.title === view.row.title ? '' : row.title,
      ...(note === null ? {} : { note: isLegalDate(note) ? formatDate(note) : note }),
      ...(light ? { light } : {}),
    };
  });
}
