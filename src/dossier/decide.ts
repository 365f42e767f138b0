import type { DossierId, PersonId, PostId, UnitId } from '../kernel/ids.ts';
import type { Json } from '../kernel/json.ts';
import { toLegalDate, yearOf } from '../kernel/time.ts';
import { excludedFrom, isPossibleIn, keysFor, sparedIn } from './access.ts';
import type { PaperFacts } from './books.ts';
import { keysWithin } from './capacity.ts';
import { lapseFacts, toClockFacts } from './clock-facts.ts';
import { findOpen } from './clocks.ts';
import { findAct } from './common-acts.ts';
import type { CapacityView, LawView, LinkedDossier, LinkedView, Moment, OrganisationView, StandingView } from './context.ts';
import { refuseTooFar } from './date-limits.ts';
import { applyAct, emptyDossier, fold, isEnd, lapseRule } from './fold.ts';
import { type Contents, type ReadRows, readRows, rowsFilesOf } from './imported-rows.ts';
import { type Key, key } from './keys.ts';
import type { AnyAct, AnyKind, ClockOp, FollowUp, NoticeTo, Opening, Spread } from './kind.ts';
import { ISSUE_PAPER } from './papers.ts';
import { isRefusal, type Refusal, refuse } from './refusal.ts';
import type { KindRegistry } from './registry.ts';
import { type Cells, type RowChange, rowKeyText, rowNameText, rowsOfAct } from './rows.ts';
import { fieldsOf } from './schema.ts';
import { referenceTo, seal, unseal, type VaultEntry } from './sealed.ts';
import type { RowOp } from './table.ts';
import { BODY_LIMIT, validateBody } from './validate.ts';
import type { Act, ActorFact, ClockFact, Dossier, Facts } from './words.ts';

/** The most dossiers one act may open in its transaction. */
export const OPENINGS_LIMIT = 20;
/** The most acts a dossier takes. */
export const ACTS_LIMIT = 2000;
/** The last places, kept for what the system must record and for the act that ends the dossier: a full one can still be closed. */
export const ACTS_RESERVED = 20;
/** The largest body with references in place of texts; the database writes a third more and takes 64 kB. */
const SEALED_LIMIT = 48 * 1024;
/** The largest state of a dossier, in bytes of JSON. */
export const STATE_LIMIT = 64 * 1024;

/** What somebody asks to do. */
export interface ActRequest {
  readonly act: string;
  readonly body: unknown;
  /** The capacity chosen, by key; absent: the first that carries the act. */
  readonly as?: Key;
  readonly cause?: NonNullable<Act['cause']>;
}

/** Everything decide() looks at, frozen. */
export interface Desk {
  readonly registry: KindRegistry;
  readonly standing: StandingView;
  readonly org: OrganisationView;
  readonly law: LawView;
  readonly view: LinkedView;
  readonly now: Moment;
  readonly newId: () => DossierId;
  /** Numbers taken for this decision, by series; without them registrations get a placeholder and are counted. */
  readonly numbers?: ReadonlyMap<string, readonly string[]>;
  /** All acts so far, for the acts that refold. */
  readonly history?: readonly Act[];
  /** The texts of this dossier by reference: what it opens may carry them along, word for word. */
  readonly texts?: ReadonlyMap<string, Json>;
  /** The bytes of the files of rows the act brings. */
  readonly contents?: Contents;
  /** The rows the act said it looks at, as they stand, by their names. */
  readonly rows?: ReadonlyMap<string, Cells>;
}

/** One dossier changed by a decision: the act with its facts, what it becomes, and everything to carry out. */
export interface Decided {
  readonly kind: AnyKind;
  readonly before: Dossier;
  readonly after: Dossier;
  readonly act: Act;
  readonly vault: readonly VaultEntry[];
  readonly followUps: readonly FollowUp[];
  readonly spreads: readonly Spread[];
  readonly notices: readonly NoticeTo[];
  readonly rows: readonly RowOp[];
  readonly tableRows: readonly RowChange[];
}

/** A number an act needs, and what it rests on. */
export interface Registration {
  /** Prefix and name of the series: `VM-2026`. */
  readonly series: string;
  readonly first: number;
  /** The dossier that keeps the series and the stage in which it was read. */
  readonly keeper?: { readonly dossier: DossierId; readonly stage: string };
}

/** A decision: the dossier acted on first, then those it opens; and the numbers it needs. */
export interface Decision {
  readonly changes: readonly [Decided, ...Decided[]];
  readonly registrations: readonly Registration[];
}

/** The capacities with which somebody may perform an act on a dossier now; empty when none. */
export function capacitiesFor(kind: AnyKind, act: AnyAct, dossier: Dossier, standing: StandingView): readonly CapacityView[] {
  const wanted = keysFor(act, dossier);
  const found = wanted.flatMap((k) =>
    standing.capacities.filter((c) => c.key === k && (!c.matters || c.matters.includes(kind.name))),
  );
  return found.filter((c, i) => found.findIndex((o) => o.key === c.key && o.onBehalfOf?.post === c.onBehalfOf?.post) === i);
}

/** The standing of the system itself. */
export const SYSTEM_STANDING: StandingView = {
  person: null,
  name: '',
  capacities: [{ key: key.system, post: null, unit: null, title: { vi: 'Hệ thống', en: 'The system' } }],
  keys: [key.system],
};

/** Tells the acts that need every earlier act before them. */
export function needsHistory(act: string): boolean {
  return act === 'correct' || act === 'move-to' || act === ISSUE_PAPER;
}

/**
 * Decides one act: gives the act with its facts, the dossier after it and everything to carry out, or says why not.
 * Pure: the same desk, dossier and request give the same decision.
 */
export function decide(kind: AnyKind, dossier: Dossier | undefined, request: ActRequest, desk: Desk): Decision | Refusal {
  const before = dossier ?? emptyDossier(kind, desk.newId());
  const spec = findAct(kind, request.act);
  if (!spec) return refuse('act.unknown', { act: request.act });
  if (desk.standing.person && excludedFrom(kind, before).includes(desk.standing.person)) return refuse('dossier.not_found');
  if (!isPossibleIn(kind, spec, before.stage)) return refuse('act.stage', { act: request.act, stage: before.stage });
  const capacities = capacitiesFor(kind, spec, before, desk.standing);
  const capacity = request.as === undefined ? capacities[0] : capacities.find((c) => c.key === request.as);
  if (!capacity) return refuse('act.capacity', { act: request.act, who: spec.by.map((r) => r.code).join(',') });
  if (before.seq >= ACTS_LIMIT) return refuse('dossier.too_many_acts', { max: ACTS_LIMIT });
  const { body, problems } = validateBody(spec.body, request.body, desk.org);
  if (problems.length > 0) return refuse('act.invalid', { act: request.act, count: problems.length }, problems);
  const read = readRows(spec.body, body, desk.contents ?? new Map());
  if (read.problems.length > 0) return refuse('act.invalid', { act: request.act, count: read.problems.length }, read.problems);
  return decideValid({ kind, spec, before, request, body, capacity, desk, read });
}

interface Case {
  readonly kind: AnyKind;
  readonly spec: AnyAct;
  readonly before: Dossier;
  readonly request: ActRequest;
  readonly body: Json;
  readonly capacity: CapacityView;
  readonly desk: Desk;
  readonly read: ReadRows;
}

function decideValid(c: Case): Decision | Refusal {
  const { kind, spec, before, desk, capacity } = c;
  const context = {
    id: before.id,
    dossier: before,
    state: before.state,
    body: c.body,
    standing: { ...desk.standing, keys: keysWithin(desk.standing, kind.name) },
    key: capacity.key,
    unit: capacity.unit,
    post: capacity.post,
    org: desk.org,
    law: desk.law,
    view: desk.view,
    now: desk.now,
    history: desk.history ?? [],
    texts: desk.texts ?? new Map<string, Json>(),
    imported: c.read.imported,
    row: rowLookup(c),
  };
  const resolved = spec.resolve ? spec.resolve(context) : null;
  if (isRefusal(resolved)) return resolved;
  const withResolved = { ...context, resolved: (resolved ?? null) as Json };
  const registration = registrationOf(c, withResolved);
  if (isRefusal(registration)) return registration;
  const number = registration && { number: desk.numbers?.get(registration.series)?.[0] ?? '' };
  const denied = spec.guard?.({ ...withResolved, ...number });
  if (denied) return denied;

  const seq = before.seq + 1;
  const sealed = seal(spec.body, c.body, seq, readersOf(c, withResolved.resolved));
  // References are longer than the shortest texts they stand for.
  if (Buffer.byteLength(JSON.stringify(sealed.body)) > SEALED_LIMIT)
    return refuse('act.invalid', { act: c.request.act, count: 1 }, [
      { path: '', code: 'field.body_too_large', params: { max: BODY_LIMIT } },
    ]);
  const mask = spec.maskActor ? spec.maskActor(c.body, withResolved.resolved, before) : hiddenBy(c);
  const applied = {
    seq,
    name: c.request.act,
    body: sealed.body,
    resolved: withResolved.resolved,
    actor: desk.standing.person,
    key: capacity.key,
    at: desk.now.at,
    businessAt: desk.now.businessAt,
  };
  // Where few may read at all, the unit of somebody hidden would often be a name.
  const actorFact = mask !== undefined && kind.restricted ? {} : actorOf(capacity, desk.org, mask !== undefined);
  const draftFacts: Facts = {
    actor: actorFact,
    from: before.stage,
    to: before.stage,
    clocks: [],
    resolved: withResolved.resolved,
    law: desk.law.version,
    calendar: desk.law.calendar.version,
    organisation: desk.org.epoch,
    ...number,
    ...importedFacts(c),
    names: {},
  };
  const after = spec.apply(before.state, { ...applied, facts: draftFacts });
  const settled = { ...withResolved, after };
  const clocks = clockFactsOf(c, settled);
  if (isRefusal(clocks)) return clocks;
  const to = stageAfter(c, after, clocks);
  if (!isEnd(kind, to) && before.seq >= ACTS_LIMIT - (desk.standing.person === null ? 1 : ACTS_RESERVED))
    return refuse('dossier.too_many_acts', { max: ACTS_LIMIT });
  const facts: Facts = {
    ...draftFacts,
    to,
    clocks: isEnd(kind, to) ? [...clocks, ...cancelRest(before, clocks)] : clocks,
    names: namesOf(c, clocks, spec.names?.(withResolved) ?? []),
  };
  const act: Act = {
    seq,
    name: c.request.act,
    kindVersion: kind.version,
    actor: desk.standing.person,
    ...(mask === undefined ? {} : { mask }),
    key: capacity.key,
    at: desk.now.at,
    businessAt: desk.now.businessAt,
    body: sealed.body,
    facts,
    ...(c.request.cause ? { cause: c.request.cause } : {}),
  };
  const folded =
    c.request.act === 'correct' || c.request.act === 'move-to'
      ? fold(kind, before.id, [...(desk.history ?? []), act])
      : applyAct(kind, before, act);
  if (Buffer.byteLength(JSON.stringify(folded.state)) > STATE_LIMIT)
    return refuse('dossier.state_too_large', { max: STATE_LIMIT });
  const tableRows = rowsOfAct(kind.tables ?? [], {
    act,
    id: before.id,
    before: before.state,
    after: folded.state,
    imported: c.read.imported,
  });
  if (isRefusal(tableRows)) return tableRows;
  const main: Decided = {
    kind,
    before,
    after: folded,
    act,
    vault: sealed.entries,
    followUps: spec.follows?.(settled) ?? [],
    spreads: spec.spreads?.(settled) ?? [],
    notices: [...(spec.notices?.(settled) ?? []), ...clockNotices(clocks), ...memberNotices(kind, folded, clocks)],
    rows: kind.project?.(act, before.state) ?? [],
    tableRows,
  };
  return withOpenings(c, main, spec.opens?.(settled) ?? [], registration);
}

/** The series an act takes its number from: the kind's own of the year, unless the act names another. */
function registrationOf(
  c: Case,
  context: Parameters<Extract<AnyAct['registers'], (...args: never[]) => unknown>>[0],
): Registration | Refusal | undefined {
  const { kind, spec, before, desk } = c;
  if (spec.registers === undefined || before.number !== undefined) return undefined;
  if (spec.registers === true) return { series: `${kind.prefix}-${yearOf(toLegalDate(desk.now.businessAt))}`, first: 1 };
  const { name, first = 1, keeper } = spec.registers(context);
  const kept = keeper === undefined ? undefined : desk.view.get(keeper);
  if (keeper !== undefined && !kept) return refuse('dossier.not_found');
  return { series: `${kind.prefix}-${name}`, first, ...(kept ? { keeper: { dossier: kept.id, stage: kept.stage } } : {}) };
}

/** Looks only at what the act declared: any other row was not read, and «not there» would be a guess. */
function rowLookup(c: Case): (table: string, key: Cells) => Cells | undefined {
  return (table, of) => {
    const declared = c.kind.tables?.find((t) => t.name === table);
    return declared && c.desk.rows?.get(rowNameText(table, rowKeyText(declared, of)));
  };
}

function importedFacts(c: Case): Pick<Facts, 'imported'> {
  const files = rowsFilesOf(c.spec.body, c.body);
  if (files.length === 0) return {};
  const entries = files.map(({ field, hash }) => [field, { hash, rows: c.read.imported.get(field)?.length ?? 0 }] as const);
  return { imported: Object.fromEntries(entries) };
}

/** Whoever acted may always read the own words. */
function readersOf(c: Case, resolved: Json): Readonly<Record<string, readonly Key[]>> {
  const { person } = c.desk.standing;
  const own = person === null ? [] : [key.person(person)];
  const narrowed = Object.entries(c.spec.readers?.(c.body, resolved, c.before) ?? {});
  return Object.fromEntries(narrowed.map(([field, keys]) => [field, [...keys, ...own]]));
}

/** Who hides behind an act of a kind must not be named by an act of the engine, such as a correction or a reminder. */
function hiddenBy(c: Case): readonly Key[] | undefined {
  const { person } = c.desk.standing;
  return person !== null && c.capacity.key === key.person(person) ? c.kind.hides?.(c.before.state, person) : undefined;
}

function clockFactsOf(c: Case, settled: Parameters<NonNullable<AnyAct['clocks']>>[0]): readonly ClockFact[] | Refusal {
  const desk = { id: c.before.id, law: c.desk.law, org: c.desk.org, now: c.desk.now };
  const id = (c.body as { clock?: string }).clock ?? '';
  switch (c.request.act) {
    case 'lapse': {
      const clock = findOpen(c.before.clocks, id);
      return clock ? lapseFacts(desk, clock, lapseRule(c.kind, clock.name)?.escalate, sparedIn(c.kind, c.before)) : [];
    }
    case 'claim-cause':
      return [{ op: 'claim-cause', id }];
    case 'decide-cause':
      return [{ op: 'decide-cause', id, confirmed: (c.body as { finding?: string }).finding === 'confirmed' }];
    default: {
      const ops = c.spec.clocks?.(settled) ?? [];
      return tooFar(c, ops) ?? toClockFacts(desk, c.before, ops);
    }
  }
}

/** No clock runs to a day nobody here will see; said at the field the day was typed into. */
function tooFar(c: Case, ops: readonly ClockOp[]): Refusal | undefined {
  for (const op of ops) {
    if (!('dueOn' in op) || op.dueOn === undefined) continue;
    const body = c.body as Readonly<Record<string, Json>>;
    const field = fieldsOf(c.spec.body).find((f) => f.meta.widget === 'date' && body[f.name] === op.dueOn);
    const refused = refuseTooFar(c.desk, field?.name ?? '', op.dueOn);
    if (refused) return refused;
  }
  return undefined;
}

function stageAfter(c: Case, after: Json, clocks: readonly ClockFact[]): string {
  const lapsed = clocks.find((f) => f.op === 'lapse');
  const clock = lapsed ? findOpen(c.before.clocks, lapsed.id) : undefined;
  if (clock) return lapseRule(c.kind, clock.name)?.to?.(after, clock) ?? c.before.stage;
  const { to } = c.spec;
  if (to === undefined) return c.before.stage;
  return typeof to === 'string' ? to : (to(after, c.before) ?? c.before.stage);
}

/** A dossier that has ended has no clock left running. */
function cancelRest(before: Dossier, facts: readonly ClockFact[]): readonly ClockFact[] {
  const touched = new Set(facts.filter((f) => f.op === 'meet' || f.op === 'cancel').map((f) => f.id));
  return before.clocks
    .filter((k) => findOpen(before.clocks, k.id) === k && !touched.has(k.id) && !(k.of !== undefined && touched.has(k.of)))
    .map((k) => ({ op: 'cancel', id: k.id }));
}

function actorOf(capacity: CapacityView, org: OrganisationView, masked: boolean): ActorFact {
  const unit = capacity.unit === null ? {} : { unit: capacity.unit, unitName: org.unitName(capacity.unit) };
  if (masked) return unit;
  const behalf = capacity.onBehalfOf;
  return {
    ...unit,
    ...(capacity.post === null ? {} : { post: capacity.post }),
    title: capacity.title.vi,
    ...(behalf
      ? {
          onBehalfOf: {
            post: behalf.post,
            form: behalf.form,
            documentNumber: behalf.documentNumber,
            title: org.post(behalf.post)?.title.vi ?? behalf.post,
          },
        }
      : {}),
  };
}

function namesOf(
  c: Case,
  clocks: readonly ClockFact[],
  extra: readonly (PostId | UnitId | PersonId)[],
): Readonly<Record<string, string>> {
  const names: Record<string, string> = {};
  const { org } = c.desk;
  const add = (id: string): void => {
    if (org.knownUnit(id as UnitId)) names[id] = org.unitName(id as UnitId);
    if (org.knownPost(id as PostId)) names[id] = org.postTitle(id as PostId).vi;
  };
  for (const fact of clocks) {
    if (fact.op === 'start' || fact.op === 'reassign') add(fact.holder);
  }
  for (const id of extra) add(id);
  for (const spec of fieldsOf(c.spec.body)) {
    const value = (c.body as Record<string, Json>)[spec.name];
    if (['unit', 'units', 'post'].includes(spec.meta.widget)) {
      for (const id of Array.isArray(value) ? value : [value]) if (typeof id === 'string') add(id);
    }
  }
  return names;
}

/** Whoever a clock is laid on is told, and whoever stands above when it lapses. */
function clockNotices(clocks: readonly ClockFact[]): readonly NoticeTo[] {
  return clocks.flatMap((fact): NoticeTo[] => {
    if (fact.op === 'start') {
      return [
        { to: key.post(fact.holder), code: fact.level > 0 ? 'clock.escalated' : 'clock.started', params: { clock: fact.name } },
      ];
    }
    if (fact.op === 'lapse' && fact.person)
      return [{ to: key.person(fact.person), code: 'clock.lapsed', params: { clock: fact.id } }];
    return [];
  });
}

/** What an opened dossier sees of the one that opens it: it is not in the database yet, so it cannot come from `reads`. */
function linkedOf(opener: Decided): LinkedDossier {
  const { kind, after } = opener;
  return {
    id: after.id,
    kind: kind.name,
    stage: after.stage,
    ...(after.number === undefined ? {} : { number: after.number }),
    exports: kind.exports?.(after.state, after) ?? null,
  };
}

/** The responsible member hears of every silence in the portfolio, whether or not it comes up to that post. */
function memberNotices(kind: AnyKind, dossier: Dossier, clocks: readonly ClockFact[]): readonly NoticeTo[] {
  const member = kind.place(dossier.state).responsible;
  return member && clocks.some((f) => f.op === 'lapse') ? [{ to: key.post(member), code: 'clock.lapsed-in-portfolio' }] : [];
}

/** What is wrong with something opened is said at the row it was asked for in. */
function atOpening(refusal: Refusal, path: string | undefined): Refusal {
  if (path === undefined || !refusal.fields) return refusal;
  return { ...refusal, fields: refusal.fields.map((f) => ({ ...f, path: `${path}.${f.path}` })) };
}

function withOpenings(
  c: Case,
  main: Decided,
  openings: readonly Opening[],
  registration: Registration | undefined,
): Decision | Refusal {
  if (openings.length > OPENINGS_LIMIT) return refuse('act.too_many_openings', { max: OPENINGS_LIMIT });
  const numbers = new Map([...(c.desk.numbers ?? [])].map(([series, list]) => [series, [...list]]));
  const registrations = registration ? [registration] : [];
  if (registration) numbers.get(registration.series)?.shift();
  const changes: [Decided, ...Decided[]] = [main];
  const view = new Map([...c.desk.view, [c.before.id, linkedOf(main)]]);
  const own = main.vault.map((entry) => [referenceTo(main.act.seq, entry.name), entry.value] as const);
  const texts = new Map([...(c.desk.texts ?? []), ...own]);
  for (const [n, opening] of openings.entries()) {
    const kind = c.desk.registry.find(opening.kind);
    if (!kind) return refuse('act.not_from_paper', { kind: opening.kind });
    const cause = { dossier: c.before.id, seq: main.act.seq, n };
    const { texts: _, rows: _ofOpener, ...rest } = c.desk;
    const desk: Desk = {
      ...rest,
      view,
      standing: opening.by === 'system' ? SYSTEM_STANDING : c.desk.standing,
      ...(c.desk.numbers ? { numbers } : {}),
    };
    let missing = false;
    const asked = 'paper' in opening ? (opening.paper as unknown as Json) : opening.body;
    const given = unseal(asked, texts, () => {
      missing = true;
      return '';
    });
    const act = 'paper' in opening ? kind.fromPaper?.act : opening.act;
    if (act === undefined || ('paper' in opening && kind.fromPaper?.whole !== true))
      return refuse('act.not_from_paper', { kind: kind.name });
    if (missing) return refuse('act.text_missing', { act });
    const body = 'paper' in opening ? kind.fromPaper?.body(given as unknown as PaperFacts) : given;
    const opened = decide(kind, undefined, { act, body, cause }, desk);
    if (isRefusal(opened)) return atOpening(opened, 'path' in opening ? opening.path : undefined);
    for (const { series } of opened.registrations) numbers.get(series)?.shift();
    registrations.push(...opened.registrations);
    changes.push(...opened.changes);
  }
  return { changes, registrations };
}
