/**
 * A province small enough to be read at a glance, for the tests of engine and kinds: an office, three departments, three
 * communes. Every unit has the posts head, deputy, clerk and spec, named `<unit>.<function>`; the person in a post is
 * `p.<post>`. The office also has `office.member`, responsible for everything unless told otherwise, and `office.inspector`.
 */
import type { FieldId, PersonId, PostId, UnitId } from '../../kernel/ids.ts';
import { asLegalDate, type LegalDate } from '../../kernel/time.ts';
import type { CapacityView, OrganisationView, StandingView } from '../context.ts';
import { SYSTEM_STANDING } from '../decide.ts';
import { type Key, key } from '../keys.ts';

const DEPARTMENTS = ['agri', 'finance', 'build'];
const COMMUNES = ['an', 'binh', 'cat'];
const UNITS = ['office', ...DEPARTMENTS, ...COMMUNES];
const FUNCTIONS = ['head', 'deputy', 'clerk', 'spec'] as const;
const FIELDS = ['land', 'building', 'budget'];

const NAMES: Readonly<Record<string, string>> = {
  office: 'Văn phòng tỉnh',
  agri: 'Sở Nông nghiệp',
  finance: 'Sở Tài chính',
  build: 'Sở Xây dựng',
  an: 'Phường An',
  binh: 'Xã Bình',
  cat: 'Đặc khu Cát',
};

/** What a test may change about the province. */
export interface ProvinceOptions {
  readonly date?: LegalDate;
  readonly epoch?: number;
  /** Unit → kind, where it is not what its place says. */
  readonly kinds?: Readonly<Record<string, string>>;
  /** Deputies of each unit, `<unit>.deputy`, `<unit>.deputy-2` and so on; default one. */
  readonly deputies?: number;
  /** Posts in which nobody sits. */
  readonly vacant?: readonly string[];
  /** Posts whose holder is recorded as away. */
  readonly absent?: readonly string[];
  /** Post → person, where it is not `p.<post>`: one person in two posts, or a new holder. */
  readonly holders?: Readonly<Record<string, string>>;
  /** The post responsible for a matter; null means nobody. */
  readonly responsible?: (matter: {
    readonly field?: string;
    readonly locality?: string;
    readonly unit?: string;
  }) => string | null;
  /** The unit competent in a field; default: land → agri, building → build, budget → finance. */
  readonly competent?: Readonly<Record<string, string>>;
}

/** The organisation of the small province, and who stands where in it. */
export interface Province extends OrganisationView {
  standing(person: string): StandingView;
  readonly posts: readonly PostId[];
  readonly persons: readonly PersonId[];
}

interface PostRow {
  readonly id: PostId;
  readonly unit: UnitId;
  readonly function: string;
  readonly title: { readonly vi: string; readonly en: string };
}

function postRow(id: string): PostRow {
  const [unit = '', part = ''] = id.split('.');
  const functions: Readonly<Record<string, string>> = { spec: 'specialist' };
  return {
    id: id as PostId,
    unit: unit as UnitId,
    function: functions[part] ?? part.replace(/-\d+$/, ''),
    title: { vi: `Chức vụ ${part}`, en: `Post ${part}` },
  };
}

function unitKind(unit: string): string {
  if (unit === 'office') return 'office';
  return DEPARTMENTS.includes(unit) ? 'department' : 'commune';
}

function superior(post: string): string | undefined {
  const [unit = '', part] = post.split('.');
  if (part === 'member') return undefined;
  if (post === 'office.head') return 'office.member';
  return part === 'head' ? 'office.head' : `${unit}.head`;
}

function keysOfPost(post: PostRow): readonly Key[] {
  const own = [key.post(post.id), key.staff(post.unit)];
  switch (post.function) {
    case 'head':
      return [...own, key.head(post.unit)];
    case 'deputy':
      return [...own, key.deputy(post.unit)];
    case 'clerk':
      return [...own, key.clerk(post.unit)];
    case 'member':
      return [...own, key.member(post.unit)];
    default:
      return post.function === 'specialist' ? own : [...own, key.role(post.function)];
  }
}

/** Builds the small province as plain data behind the views the engine asks. */
export function createProvince(options: ProvinceOptions = {}): Province {
  const rows = new Map<string, PostRow>();
  for (const unit of UNITS) for (const part of FUNCTIONS) rows.set(`${unit}.${part}`, postRow(`${unit}.${part}`));
  for (let n = 2; n <= (options.deputies ?? 1); n += 1)
    for (const unit of UNITS) rows.set(`${unit}.deputy-${n}`, postRow(`${unit}.deputy-${n}`));
  for (const id of ['office.member', 'office.inspector']) rows.set(id, postRow(id));
  const holderOf = (post: string): PersonId | undefined => {
    if (!rows.has(post) || options.vacant?.includes(post)) return undefined;
    return (options.holders?.[post] ?? `p.${post}`) as PersonId;
  };
  const known = (unit: string | undefined): boolean => unit !== undefined && UNITS.includes(unit);
  const livePost = (post: string): string | undefined => {
    for (let at: string | undefined = post; at !== undefined; at = superior(at)) if (holderOf(at)) return at;
    return undefined;
  };
  const escalationPost = (post: string): string | undefined => {
    const here = holderOf(livePost(post) ?? '');
    for (let at = superior(post); at !== undefined; at = superior(at)) {
      const person = holderOf(at);
      if (person !== undefined && person !== here) return at;
    }
    return undefined;
  };
  const competent: Readonly<Record<string, string>> = options.competent ?? { land: 'agri', building: 'build', budget: 'finance' };
  const standing = (person: string): StandingView => {
    // A vacant post falls to the one above, with its keys, as the real succession does.
    const posts = [...rows.values()]
      .filter((row) => holderOf(livePost(row.id) ?? '') === person)
      .toSorted((a, b) => Number(holderOf(b.id) === person) - Number(holderOf(a.id) === person));
    const capacities = posts.flatMap((row): CapacityView[] =>
      [key.official, key.person(person), ...keysOfPost(row)].map((k) => ({
        key: k,
        post: row.id,
        unit: row.unit,
        title: row.title,
      })),
    );
    return {
      person: person as PersonId,
      name: `Đ/c ${person}`,
      capacities,
      keys: [...new Set(capacities.map((c) => c.key))].sort(),
    };
  };
  return {
    epoch: options.epoch ?? 1,
    date: options.date ?? asLegalDate('2026-11-23'),
    posts: [...rows.keys()] as PostId[],
    persons: [...new Set([...rows.keys()].flatMap((post) => holderOf(post) ?? []))],
    unit: (id) =>
      known(id)
        ? {
            id,
            kind: options.kinds?.[id] ?? unitKind(id),
            parent: id === 'office' ? null : ('office' as UnitId),
            locality: COMMUNES.includes(id) ? id : null,
            code: null,
            rank: UNITS.indexOf(id),
          }
        : undefined,
    unitName: (id) => NAMES[id] ?? id,
    placeName: (id) => NAMES[id] ?? id,
    currentUnit: (id) => (known(id) ? id : undefined),
    postTitle: (post) => rows.get(post)?.title ?? { vi: post, en: post },
    knownPost: (post) => rows.get(post),
    knownUnit: (unit) => (known(unit) ? { id: unit } : undefined),
    fields: () => FIELDS.map((id) => ({ id: id as FieldId })),
    post: (id) => rows.get(id),
    livePost: (id) => livePost(id) as PostId | undefined,
    actingHolder: (id) => {
      const live = livePost(id);
      const person = live === undefined ? undefined : holderOf(live);
      return person ? { person, post: live as PostId, via: live === id ? 'holder' : 'superior' } : undefined;
    },
    heldSince: (post, person) => (holderOf(post) === person ? asLegalDate('2025-07-01') : undefined),
    headPost: (unit) => (known(unit) ? (`${unit}.head` as PostId) : undefined),
    clerkPost: (unit) => (known(unit) ? (`${unit}.clerk` as PostId) : undefined),
    superiorPost: (post) => superior(post) as PostId | undefined,
    escalationPost: (post) => escalationPost(post) as PostId | undefined,
    superiorUnit: (unit) => (known(unit) && unit !== 'office' ? ('office' as UnitId) : undefined),
    responsibleMember: (matter) => {
      const post = options.responsible ? options.responsible(matter) : 'office.member';
      return post === null ? undefined : { post: post as PostId, assignment: 'assignment-1' };
    },
    competentUnit: (field: FieldId) => competent[field] as UnitId | undefined,
    personName: (person) => `Đ/c ${person}`,
    person: (person) => ([...rows.keys()].some((post) => holderOf(post) === person) ? { id: person } : undefined),
    postsOf: (person) => [...rows.values()].filter((row) => holderOf(row.id) === person),
    postsIn: (unit) => [...rows.values()].filter((row) => row.unit === unit),
    subordinateUnits: (unit) =>
      unit === 'office' ? UNITS.filter((id) => id !== 'office').map((id) => ({ id: id as UnitId })) : [],
    holderOf: (post) => {
      const person = holderOf(post);
      return person ? { person } : undefined;
    },
    isAbsent: (post) => options.absent?.includes(post) ?? false,
    standing: (person) => (person === 'system' ? SYSTEM_STANDING : standing(person)),
  };
}
