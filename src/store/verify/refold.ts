/** What a dossier's acts make, compared with what its derived rows say. */
import { fold } from '../../dossier/fold.ts';
import type { AnyKind } from '../../dossier/kind.ts';
import type { Act, Clock, Dossier } from '../../dossier/words.ts';
import type { Json } from '../../kernel/json.ts';
import { asInstant } from '../../kernel/time.ts';
import { attachmentsOfAct, deriveRow, soleKeysOf, tiesOf } from '../change.ts';
import { findDifferentPaths, isSame } from './compare.ts';
import type { DerivedRow, StoredDossier } from './read-batch.ts';
import type { Difference } from './report.ts';

type Found = Omit<Difference, 'dossier' | 'number'>;
type Expected = ReturnType<typeof deriveRow>;

/** A refolded dossier with the row it should have. */
export interface Refolded {
  readonly dossier: Dossier;
  readonly expected: Expected;
}

/** Columns of app.dossier and where deriveRow says them. */
const COLUMNS = {
  kind: 'kind',
  number: 'number',
  stage: 'stage',
  ended: 'ended',
  restricted: 'restricted',
  author: 'author',
  author_key: 'authorKey',
  title: 'title',
  unit: 'unit',
  field: 'field',
  locality: 'locality',
  responsible: 'responsible',
  classification: 'classification',
  money: 'money',
  people: 'people',
  clock_state: 'clockState',
  holder: 'holder',
  late: 'late',
  read_keys: 'readKeys',
  may: 'may',
  awaited: 'awaited',
  excluded: 'excluded',
  symbols: 'symbols',
} as const satisfies Readonly<Record<string, keyof Expected>>;

const MOMENTS = {
  opened_at: 'openedAt',
  changed_at: 'changedAt',
  closed_at: 'closedAt',
  due_at: 'dueAt',
} as const satisfies Readonly<Record<string, keyof Expected>>;

/** Folds the acts again. @throws whatever the kind throws on acts it never wrote */
export function refold(kind: AnyKind, stored: StoredDossier, acts: readonly Act[], texts: ReadonlyMap<string, Json>): Refolded {
  const dossier = fold(kind, stored.row.id as Dossier['id'], acts);
  return { dossier, expected: deriveRow(kind, dossier, texts) };
}

/** Names every derived row and column of one dossier that its acts do not make. */
export function checkDerived(kind: AnyKind, stored: StoredDossier, acts: readonly Act[], refolded: Refolded): readonly Found[] {
  const { dossier, expected } = refolded;
  const ties = tiesOf(kind, dossier);
  return [
    ...checkRow(stored, expected),
    ...checkClocks(stored.clocks, dossier.clocks),
    ...checkList('party-changed', stored.parties, ties.parties.map(partyRow)),
    ...checkList('link-changed', stored.links, ties.links.map(linkRow)),
    ...checkList(
      'sole-key-changed',
      stored.soleKeys,
      soleKeysOf(kind, dossier).map((key) => ({ key })),
    ),
    ...checkList(
      'attachment-changed',
      stored.attachments,
      acts.flatMap((act) => attachmentsOfAct(kind, act).map(attachmentRow(act.seq))),
    ),
  ];
}

function checkRow(stored: StoredDossier, expected: Expected): readonly Found[] {
  const { row } = stored;
  const changed = [
    ...Object.entries(COLUMNS).flatMap(([column, name]) => (isSame(row[column], expected[name]) ? [] : [column])),
    ...Object.entries(MOMENTS).flatMap(([column, name]) => (sameMoment(row[column], expected[name]) ? [] : [column])),
    ...findDifferentPaths(row.state, expected.state, 'state'),
    ...findDifferentPaths(row.struck, expected.struck, 'struck'),
  ];
  return changed.map((where) => ({ code: 'row-changed', where }));
}

function sameMoment(stored: unknown, expected: string | null): boolean {
  if (typeof stored !== 'string') return expected === null;
  return expected !== null && asInstant(stored) === expected;
}

function clockRow(clock: Clock): Readonly<Record<string, Json>> {
  return {
    id: clock.id,
    name: clock.name,
    state: clock.state,
    holder: clock.holder,
    unit: clock.unit,
    level: clock.level,
    escalates: clock.of ?? null,
    expected: clock.expected ?? false,
    start_at: clock.startAt,
    due_at: clock.dueAt,
    ended_at: clock.endedAt ?? null,
    lapsed_by: clock.lapsedBy ?? null,
    lapsed_person: clock.lapsedPerson ?? null,
    cause_state: clock.cause?.state ?? null,
    detail: clock as unknown as Json,
  };
}

function checkClocks(stored: readonly DerivedRow[], clocks: readonly Clock[]): readonly Found[] {
  const byPlace = new Map(stored.map((row) => [Number(row['n']), row]));
  const found: Found[] = [];
  for (const [n, clock] of clocks.entries()) {
    const row = byPlace.get(n);
    byPlace.delete(n);
    if (!row) {
      found.push({ code: 'clock-missing', where: clock.id });
      continue;
    }
    for (const [column, value] of Object.entries(clockRow(clock))) {
      const same = column.endsWith('_at') ? sameMoment(row[column], value as string | null) : isSame(row[column], value);
      if (same) continue;
      const paths = column === 'detail' ? findDifferentPaths(row[column] ?? null, value, column) : [column];
      found.push(...paths.map((path): Found => ({ code: 'clock-changed', where: `${clock.id}.${path}` })));
    }
  }
  for (const row of byPlace.values()) found.push({ code: 'clock-extra', where: String(row['id']) });
  return found;
}

type Party = ReturnType<typeof tiesOf>['parties'][number];
type Link = ReturnType<typeof tiesOf>['links'][number];
type File = ReturnType<typeof attachmentsOfAct>[number];

function partyRow(party: Party, i: number) {
  return {
    n: i + 1,
    role: party.role,
    unit: party.unit ?? null,
    post: party.post ?? null,
    person: party.person ?? null,
    outside: party.outside ?? null,
  };
}

function linkRow(link: Link, i: number) {
  return { n: i + 1, type: link.type, target: link.to, note: link.note ?? null };
}

function attachmentRow(seq: number) {
  return (file: File, i: number) => ({ seq, n: i + 1, hash: file.hash, size: file.size, type: file.type, name: file.name });
}

/** Compares rows by their text: which row is missing or too many is seen from what is named. */
function checkList(
  code: Difference['code'],
  stored: readonly DerivedRow[],
  expected: readonly Readonly<Record<string, Json>>[],
): readonly Found[] {
  const name = (row: Readonly<Record<string, Json>>): string =>
    Object.entries(row)
      .filter(([column, value]) => column !== 'tenant' && column !== 'dossier' && value !== null)
      .map(([column, value]) => `${column}=${String(value)}`)
      .sort()
      .join(' ');
  const there = new Set(stored.map(name));
  const wanted = new Set(expected.map(name));
  return [
    ...[...wanted].filter((row) => !there.has(row)).map((row): Found => ({ code, where: `− ${row}` })),
    ...[...there].filter((row) => !wanted.has(row)).map((row): Found => ({ code, where: `+ ${row}` })),
  ];
}
