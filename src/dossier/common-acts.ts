/**
 * The acts every kind has without declaring them: the lapse and its causes, the change of a holder, corrections, annulment,
 * moving, diverting, reminding, and issuing papers where there are any. A kind that adds an act of its own gets these unchanged.
 */
import { z } from 'zod';
import type { PersonId, PostId } from '../kernel/ids.ts';
import type { Json } from '../kernel/json.ts';
import { keysOf, systemOnly } from './capacity.ts';
import { clockRef, findOpen, isOpen, OUTAGE_PAUSE } from './clocks.ts';
import type { StandingView } from './context.ts';
import { choice, decimal, dossierRef, hidden, integer, line, postRef, prose, symbol, TEXT_LIMITS } from './field.ts';
import { issuePaperAct } from './issue-paper.ts';
import { key } from './keys.ts';
import { type AnyAct, type AnyKind, actsOf } from './kind.ts';
import { type Refusal, refuse } from './refusal.ts';
import { fieldsOf } from './schema.ts';
import { unseal } from './sealed.ts';
import { type Act, ANNULLED_STAGE, type Clock, DIVERTED_STAGE, type Dossier } from './words.ts';

const act = actsOf<Json>();
const unchanged = (state: Json): Json => state;
const clockField = hidden({ max: 160 });

function requireOpen(dossier: Dossier, id: string) {
  return findOpen(dossier.clocks, id) ? undefined : refuse('clock.not_open', { clock: id });
}

function lastLapse(clocks: readonly Clock[], id: string): Clock | undefined {
  return clocks.findLast((c) => c.id === id && c.lapsedBy !== undefined);
}

/** Written by the system when a clock ran out unanswered; escalation starts at the due moment, not at the recording. */
const lapse = act({
  from: 'open',
  by: [systemOnly()],
  body: z.object({ clock: clockField }),
  guard: (c) => {
    const clock = findOpen(c.dossier.clocks, c.body.clock);
    if (clock?.state !== 'running' || clock.expected) return refuse('clock.not_running', { clock: c.body.clock });
    return clock.dueAt >= c.now.businessAt ? refuse('clock.not_due', { clock: c.body.clock }) : undefined;
  },
  apply: unchanged,
  milestone: true,
});

/** The holder attaches an objective cause to a lapse. @basis nd335-2025 */
const claimCause = act({
  from: 'any',
  by: [
    keysOf('holder', (d) =>
      d.clocks.filter((c) => c.lapsedBy !== undefined && c.cause === undefined).map((c) => key.post(c.holder)),
    ),
    keysOf('lapsed-person', (d) =>
      d.clocks.flatMap((c) => (c.lapsedPerson !== undefined && c.cause === undefined ? [key.person(c.lapsedPerson)] : [])),
    ),
  ],
  body: z.object({ clock: clockField, cause: prose({ min: 20 }) }),
  guard: (c) => {
    const clock = lastLapse(c.dossier.clocks, c.body.clock);
    if (!clock) return refuse('clock.no_lapse', { clock: c.body.clock });
    if (clock.cause) return refuse('clock.cause_exists', { clock: c.body.clock });
    const own = c.standing.keys.includes(key.post(clock.holder)) || clock.lapsedPerson === c.standing.person;
    return own ? undefined : refuse('clock.not_yours', { clock: c.body.clock });
  },
  apply: unchanged,
  notices: (c) => {
    const superior = lastLapse(c.dossier.clocks, c.body.clock)?.superior;
    return superior ? [{ to: key.post(superior), code: 'cause.claimed' }] : [];
  },
});

/** The superior confirms the cause or not, with reasons; a confirmed one leaves the figures at once. */
const decideCause = act({
  from: 'any',
  by: [
    keysOf('superior', (d) =>
      d.clocks.flatMap((c) => (c.cause?.state === 'claimed' && c.superior !== undefined ? [key.post(c.superior)] : [])),
    ),
  ],
  judges: 'finding',
  sign: true,
  body: z.object({ clock: clockField, finding: choice(['confirmed', 'rejected']), reason: prose({ min: 20 }) }),
  guard: (c) => {
    const clock = c.dossier.clocks.findLast((k) => k.id === c.body.clock && k.cause?.state === 'claimed');
    if (!clock?.superior) return refuse('clock.no_claim', { clock: c.body.clock });
    if (clock.lapsedPerson === c.standing.person) return refuse('clock.own_cause');
    return c.standing.keys.includes(key.post(clock.superior)) ? undefined : refuse('clock.not_yours', { clock: c.body.clock });
  },
  apply: unchanged,
  notices: (c) => {
    const clock = c.dossier.clocks.findLast((k) => k.id === c.body.clock && k.cause?.state === 'claimed');
    return clock ? [{ to: key.post(clock.holder), code: `cause.${c.body.finding}` }] : [];
  },
});

/** A changed organisation reaches an open clock only by this act: old post, new post, decision number. */
const reassignHolder = act({
  from: 'open',
  by: [systemOnly()],
  body: z.object({ clock: clockField, holder: postRef(), decision: symbol() }),
  guard: (c) => requireOpen(c.dossier, c.body.clock),
  apply: unchanged,
  clocks: (c) => {
    const clock = findOpen(c.dossier.clocks, c.body.clock);
    if (!clock) return [];
    return [{ op: 'reassign', ...clockRef(clock.id), holder: c.body.holder as Clock['holder'] }];
  },
  notices: (c) => [{ to: key.post(c.body.holder), code: 'clock.moved-to-you' }],
  names: (c) => [c.body.holder as Clock['holder']],
});

/** A changed calendar reaches an open clock only by this act, which counts its limit anew: old due, new due, decision number. */
const recomputeClock = act({
  from: 'open',
  by: [systemOnly()],
  body: z.object({ clock: clockField, decision: symbol() }),
  guard: (c) => requireOpen(c.dossier, c.body.clock),
  apply: unchanged,
  clocks: (c) => {
    const clock = findOpen(c.dossier.clocks, c.body.clock);
    return clock ? [{ op: 'recompute', ...clockRef(clock.id) }] : [];
  },
});

/** Tells the holder of an open clock that somebody waits (nhắc, đôn đốc). */
const remind = act({
  from: 'open',
  by: [keysOf('waiting', (d) => [...(d.author ? [key.person(d.author)] : []), ...waitingPosts(d)])],
  body: z.object({ clock: clockField, text: line({ max: 500 }).optional() }),
  bulk: {
    fill: (dossier) => {
      const clock = mostUrgent(dossier);
      return clock ? { clock: clock.id } : refuse('clock.nothing_open');
    },
  },
  guard: (c) => requireOpen(c.dossier, c.body.clock),
  apply: unchanged,
  notices: (c) => {
    const clock = findOpen(c.dossier.clocks, c.body.clock);
    return clock ? [{ to: key.post(clock.holder), code: 'remind', params: { clock: clock.name } }] : [];
  },
});

/** The clock of one's own dossier that runs out first; an expected date of an outside body is nobody's to be reminded of. */
function mostUrgent(dossier: Dossier): Clock | undefined {
  return dossier.clocks
    .filter((c) => isOpen(c) && c.state === 'running' && !c.expected)
    .toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1))[0];
}

function waitingPosts(dossier: Dossier): readonly string[] {
  return dossier.clocks.filter(isOpen).flatMap((c) => [key.post(c.holder), ...(c.superior ? [key.post(c.superior)] : [])]);
}

/** The words of a body, one under the other: what a moved act takes along. */
function textsOf(body: Json): string {
  if (typeof body === 'string') return body;
  if (typeof body !== 'object' || body === null) return '';
  return Object.values(body)
    .map((member) => textsOf(member as Json))
    .filter((text) => text !== '')
    .join('\n');
}

/** Who wrote an act, as far as the asker knows it. */
export interface Writer {
  readonly person: PersonId | null;
  readonly post?: PostId | undefined;
  readonly isSystem: boolean;
}

/**
 * Tells whether somebody may correct what was written: only whoever wrote it, in person or in the same post. What the system wrote
 * belongs to the stewards. Nobody puts other words into another's decision, finding, objection or evidence.
 */
export function isOwnWriting(writer: Writer, standing: Pick<StandingView, 'person' | 'keys'>): boolean {
  if (writer.isSystem) return true;
  if (writer.person !== null && writer.person === standing.person) return true;
  return writer.post !== undefined && standing.keys.includes(key.post(writer.post));
}

/** Clocks by which somebody above judges what was done: escalations, and those the kind names. */
function judging(kind: AnyKind, dossier: Dossier): readonly Clock[] {
  return dossier.clocks.filter((c) => isOpen(c) && (c.level > 0 || kind.judging?.includes(c.name) === true));
}

/**
 * Refuses to end a dossier that its steward has an interest in ending: while somebody above is called upon, only that person may;
 * and nobody removes the record of an own lapse, unless an objective cause was confirmed.
 */
function mayEnd(kind: AnyKind, c: { readonly dossier: Dossier; readonly standing: StandingView }): Refusal | undefined {
  const holds = (post: PostId) => c.standing.keys.includes(key.post(post));
  const above = judging(kind, c.dossier);
  if (above.length > 0) return above.some((k) => holds(k.holder)) ? undefined : refuse('steward.superior_waits');
  const own = c.dossier.clocks.some(
    (k) =>
      k.lapsedBy !== undefined &&
      k.cause?.state !== 'confirmed' &&
      (holds(k.holder) || (k.lapsedPerson !== undefined && k.lapsedPerson === c.standing.person)),
  );
  return own ? refuse('steward.own_lapse') : undefined;
}

/** Where something is decided in person, it is also ended in person. */
function isDecided(kind: AnyKind): boolean {
  return Object.values(kind.acts).some((spec) => spec.sign === true);
}

/** The common acts that need to know the kind: who its stewards are, what its acts carry. */
function stewardActs(kind: AnyKind): Readonly<Record<string, AnyAct>> {
  const stewards = keysOf<Json>('steward', (d) => kind.stewards(d.state));
  const superiors = keysOf<Json>('superior', (d) => judging(kind, d).map((c) => key.post(c.holder)));
  const unless = (rule: typeof stewards) =>
    keysOf<Json>(rule.code, (d) => (kind.beyondStewards?.(d.state) === true ? [] : rule.keys(d)));
  const enders = [unless(stewards), unless(superiors)];
  return {
    correct: act({
      from: 'open',
      by: [
        stewards,
        keysOf('author', (d) => (d.author ? [key.person(d.author)] : [])),
        // Whoever wrote in answer to a clock: the guard asks for the very act.
        keysOf('holder', (d) => d.clocks.filter(isOpen).map((c) => key.post(c.holder))),
      ],
      // What was confirmed in person is not given other words without it.
      sign: (body, before) => before.some((earlier) => earlier.seq === body.seq && findAct(kind, earlier.name)?.sign === true),
      body: z.object({
        seq: integer({ min: 1 }),
        field: symbol(),
        text: prose({ max: 12000 }).optional(),
        number: decimal().optional(),
        reason: prose({ min: 10 }),
      }),
      guard: (c) => {
        const earlier = c.history.find((a) => a.seq === c.body.seq);
        if (!earlier) return refuse('correct.no_such_act', { seq: c.body.seq });
        if (!isOwnWriting(writerOf(earlier), c.standing)) return refuse('correct.not_yours', { seq: c.body.seq });
        const field = correctableFields(kind, earlier.name).find((f) => f.name === c.body.field);
        if (!field) return refuse('correct.no_such_field', { field: c.body.field });
        const value = NUMBERS.includes(field.meta.widget) ? c.body.number : c.body.text;
        if (value === undefined || (c.body.text === undefined) === (c.body.number === undefined))
          return refuse('correct.one_value');
        return field.schema.safeParse(value).success ? undefined : refuse('correct.not_valid', { field: c.body.field });
      },
      apply: unchanged,
    }),
    annul: act({
      from: 'open',
      to: ANNULLED_STAGE,
      by: enders,
      sign: isDecided(kind),
      body: z.object({ reason: prose({ min: 20 }) }),
      guard: (c) => mayEnd(kind, c),
      apply: unchanged,
      clocks: cancelAll,
      notices: tellAuthor('annulled'),
      milestone: true,
      check: true,
    }),
    'move-to': act({
      from: 'open',
      by: [stewards],
      body: z.object({ seq: integer({ min: 1 }), dossier: dossierRef(), reason: prose({ min: 10 }) }),
      reads: (_, body) => [body.dossier as Dossier['id']],
      guard: (c) => {
        const earlier = c.history.find((a) => a.seq === c.body.seq);
        if (!earlier) return refuse('correct.no_such_act', { seq: c.body.seq });
        if (findAct(kind, earlier.name)?.movable !== true) return refuse('move.not_movable', { seq: c.body.seq });
        if (c.dossier.struck.some((x) => x.seq === c.body.seq && x.how === 'moved'))
          return refuse('move.already_moved', { seq: c.body.seq });
        const target = [...c.view.values()][0];
        if (!target) return refuse('move.no_such_dossier');
        return target.id === c.id ? refuse('move.same_dossier') : undefined;
      },
      apply: unchanged,
      follows: (c) => {
        const target = [...c.view.values()][0];
        const earlier = c.history.find((a) => a.seq === c.body.seq);
        if (!target || !earlier) return [];
        const text = textsOf(unseal(earlier.body, c.texts, () => '')).slice(0, TEXT_LIMITS.long);
        return [{ target: target.id, act: 'moved-in', body: { from: c.id, seq: c.body.seq, ...(text ? { text } : {}) } }];
      },
    }),
    'moved-in': act({
      from: 'open',
      by: [systemOnly()],
      body: z.object({ from: dossierRef(), seq: integer({ min: 1 }), text: prose({ max: TEXT_LIMITS.long }).optional() }),
      apply: unchanged,
      milestone: true,
    }),
    divert: act({
      from: 'open',
      to: DIVERTED_STAGE,
      by: enders,
      sign: isDecided(kind),
      body: z.object({
        channel: choice(['complaint', 'denunciation', 'petition', 'one-stop', 'legal-document-feedback', 'other']),
        to: line(),
        reason: prose({ min: 20 }),
      }),
      guard: (c) => mayEnd(kind, c),
      apply: unchanged,
      clocks: cancelAll,
      notices: tellAuthor('diverted'),
      milestone: true,
      check: true,
    }),
  };
}

function writerOf(earlier: Act): Writer {
  return { person: earlier.actor, post: earlier.facts.actor.post, isSystem: earlier.key === key.system };
}

function cancelAll(c: { readonly dossier: Dossier }) {
  return c.dossier.clocks
    .filter((k) => isOpen(k) && k.of === undefined)
    .map((k) => ({ op: 'cancel' as const, ...clockRef(k.id) }));
}

function tellAuthor(code: string) {
  return (c: { readonly dossier: Dossier }) => (c.dossier.author ? [{ to: key.person(c.dossier.author), code }] : []);
}

const SHARED: Readonly<Record<string, AnyAct>> = {
  lapse,
  'claim-cause': claimCause,
  'decide-cause': decideCause,
  'reassign-holder': reassignHolder,
  'recompute-clock': recomputeClock,
  remind,
};

/** The families of clocks that only an act confirmed in person answers. */
export function decidedFamilies(kind: AnyKind): ReadonlySet<string> {
  return new Set(
    Object.values(kind.acts).flatMap((spec) => (spec.sign === true && spec.answers !== undefined ? [spec.answers] : [])),
  );
}

/** Tells whether a clock runs that nobody can answer while decisions are refused. */
export function waitsForDecision(kind: AnyKind, clock: Clock): boolean {
  return clock.state === 'running' && !clock.expected && decidedFamilies(kind).has(clock.name);
}

/** Of kinds in which something is decided: their clocks stand still while the ledger has too few witnesses for anybody to decide. */
function outageActs(kind: AnyKind): Readonly<Record<string, AnyAct>> {
  if (decidedFamilies(kind).size === 0) return {};
  const waiting = (d: Dossier) => d.clocks.filter((c) => waitsForDecision(kind, c));
  const halted = (d: Dossier) => d.clocks.filter((c) => c.state === 'paused' && c.pauseReason === OUTAGE_PAUSE);
  return {
    'pause-for-outage': act({
      from: 'open',
      by: [systemOnly()],
      body: z.object({}),
      guard: (c) => (waiting(c.dossier).length === 0 ? refuse('clock.nothing_open') : undefined),
      apply: unchanged,
      clocks: (c) => waiting(c.dossier).map((k) => ({ op: 'pause', ...clockRef(k.id), reason: OUTAGE_PAUSE })),
    }),
    'resume-after-outage': act({
      from: 'open',
      by: [systemOnly()],
      body: z.object({}),
      guard: (c) => (halted(c.dossier).length === 0 ? refuse('clock.nothing_open') : undefined),
      apply: unchanged,
      clocks: (c) => halted(c.dossier).map((k) => ({ op: 'resume', ...clockRef(k.id) })),
    }),
  };
}

const perKind = new WeakMap<AnyKind, Readonly<Record<string, AnyAct>>>();

/** Every act of a kind: its own and the common ones. */
export function allActs(kind: AnyKind): Readonly<Record<string, AnyAct>> {
  let acts = perKind.get(kind);
  if (!acts) {
    acts = { ...SHARED, ...stewardActs(kind), ...outageActs(kind), ...issuePaperAct(kind), ...kind.acts };
    perKind.set(kind, acts);
  }
  return acts;
}

/** One act of a kind, its own or common. */
export function findAct(kind: AnyKind, name: string): AnyAct | undefined {
  const acts = allActs(kind);
  return Object.hasOwn(acts, name) ? acts[name] : undefined;
}

/** Tells the acts every kind has from a kind's own. */
export function isCommonAct(kind: AnyKind, name: string): boolean {
  return !Object.hasOwn(kind.acts, name);
}

const NUMBERS = ['money', 'integer', 'decimal'];

/**
 * The fields of an act that `correct` may supersede: texts and amounts. Dates, choices, units and posts drove facts and clocks when the
 * act was decided; to change those takes an act of its own.
 */
export function correctableFields(kind: AnyKind, name: string) {
  const spec = findAct(kind, name);
  if (!spec || isCommonAct(kind, name)) return [];
  return fieldsOf(spec.body).filter(
    (f) => f.meta.narrowed !== true && (f.meta.sealed !== undefined || NUMBERS.includes(f.meta.widget)),
  );
}
