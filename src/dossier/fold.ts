import type { DossierId } from '../kernel/ids.ts';
import type { Json } from '../kernel/json.ts';
import { foldClocks } from './clocks.ts';
import { findAct } from './common-acts.ts';
import type { AnyKind } from './kind.ts';
import { type Act, ANNULLED_STAGE, DIVERTED_STAGE, type Dossier, NEW_STAGE } from './words.ts';

/** The dossier before its first act. */
export function emptyDossier(kind: AnyKind, id: DossierId): Dossier {
  return {
    id,
    kind: kind.name,
    seq: 0,
    stage: NEW_STAGE,
    state: kind.initial,
    clocks: [],
    author: null,
    authorKey: '',
    openedAt: '' as Dossier['openedAt'],
    changedAt: '' as Dossier['changedAt'],
    struck: [],
  };
}

/** Brings an old body to the shape of today; the upcasters are kept for ever. */
function upcast(kind: AnyKind, act: Act): Json {
  let body = act.body;
  for (let version = act.kindVersion; version < kind.version; version++) {
    const change = kind.upcast?.[version]?.[act.name];
    if (change) body = change(body);
  }
  return body;
}

function setField(body: Json, path: readonly string[], value: Json): Json {
  const [head, ...rest] = path;
  if (head === undefined) return value;
  if (Array.isArray(body)) return body.map((row, i) => (String(i) === head ? setField(row, rest, value) : row));
  if (typeof body !== 'object' || body === null) return body;
  const fields = body as { readonly [name: string]: Json };
  return { ...fields, [head]: setField(fields[head] ?? null, rest, value) };
}

/** The body an act has after every later `correct` that superseded a field of it. */
export function effectiveBody(kind: AnyKind, act: Act, acts: readonly Act[]): Json {
  const corrections = acts.filter((a) => a.name === 'correct' && (a.body as { seq?: number }).seq === act.seq);
  return corrections.reduce(
    (body, a) => {
      const c = a.body as { field: string; text?: Json; number?: Json };
      return setField(body, c.field.split('.'), c.text ?? c.number ?? null);
    },
    upcast(kind, act),
  );
}

function isMovedAway(act: Act, acts: readonly Act[]): boolean {
  return acts.some((a) => a.name === 'move-to' && (a.body as { seq?: number }).seq === act.seq);
}

/**
 * Carries a dossier over one act. Total and deterministic: it looks at nothing but dossier and act. `body` is given when a later
 * correction superseded fields of this act; `skip` when the act was moved to another dossier.
 */
export function applyAct(kind: AnyKind, dossier: Dossier, act: Act, body: Json = upcast(kind, act), skip = false): Dossier {
  const spec = findAct(kind, act.name);
  const applied = {
    seq: act.seq,
    name: act.name,
    body,
    resolved: act.facts.resolved,
    facts: act.facts,
    actor: act.actor,
    key: act.key,
    at: act.at,
    businessAt: act.businessAt,
  };
  const state = spec === undefined || skip ? dossier.state : spec.apply(dossier.state, applied);
  const lapsed = act.facts.clocks.find((f) => f.op === 'lapse');
  const lapsedClock = lapsed ? dossier.clocks.findLast((c) => c.id === lapsed.id) : undefined;
  const rule = lapsedClock ? lapseRule(kind, lapsedClock.name) : undefined;
  const stateAfterLapse =
    lapsedClock && rule?.apply ? rule.apply(state, { clock: lapsedClock, seq: act.seq, businessAt: act.businessAt }) : state;
  const ends = isEnd(kind, act.facts.to);
  const { closedAt: _, ...rest } = dossier;
  return {
    ...rest,
    seq: act.seq,
    stage: act.facts.to,
    state: stateAfterLapse,
    clocks: foldClocks(dossier.clocks, act),
    author: dossier.seq === 0 ? act.actor : dossier.author,
    authorKey: dossier.seq === 0 ? act.key : dossier.authorKey,
    openedAt: dossier.seq === 0 ? act.businessAt : dossier.openedAt,
    changedAt: act.businessAt,
    ...(act.facts.number === undefined ? {} : { number: act.facts.number }),
    ...(ends ? { closedAt: dossier.closedAt ?? act.businessAt } : {}),
    struck: struckBy(act, dossier.struck),
  };
}

function struckBy(act: Act, struck: Dossier['struck']): Dossier['struck'] {
  if (act.name !== 'correct' && act.name !== 'move-to') return struck;
  const { seq } = act.body as { seq: number };
  return [...struck, { seq, by: act.seq, how: act.name === 'move-to' ? 'moved' : 'corrected' }];
}

/** The rule that says what a lapse of this family of clocks does; escalations fall back to the default. */
export function lapseRule(kind: AnyKind, clockName: string) {
  return kind.onLapse[clockName] ?? kind.onLapse.default;
}

/** Every stage a dossier of the kind can be in: those of its path, those beside it, its ends, and the ends of every kind. */
export function allStages(kind: AnyKind): readonly string[] {
  return [...new Set([...kind.stages, ...(kind.detours ?? []), ...kind.ends, ANNULLED_STAGE, DIVERTED_STAGE])];
}

/** Tells whether nothing but reopening follows this stage. */
export function isEnd(kind: AnyKind, stage: string): boolean {
  return kind.ends.includes(stage) || stage === ANNULLED_STAGE || stage === DIVERTED_STAGE;
}

/** The dossier its acts make. The same acts always give the same dossier, whatever has been erased from the vault. */
export function fold(kind: AnyKind, id: DossierId, acts: readonly Act[]): Dossier {
  return acts.reduce(
    (dossier, act) => applyAct(kind, dossier, act, effectiveBody(kind, act, acts), isMovedAway(act, acts)),
    emptyDossier(kind, id),
  );
}
