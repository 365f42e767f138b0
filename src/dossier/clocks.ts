import type { Instant } from '../kernel/time.ts';
import type { ClockOp } from './kind.ts';
import type { Act, CauseClaim, Clock, ClockFact } from './words.ts';

/** Why a clock stands still while people cannot decide. */
export const OUTAGE_PAUSE = 'outage';

/** The id of a clock: its family, and which one of it. */
export function clockId(name: string, instance?: string): string {
  return instance === undefined ? name : `${name}:${instance}`;
}

/** The family of a clock, whose name it bears: `opinion` of `opinion:22-stc`. */
export function familyOf(id: string): string {
  return id.split(':')[0] ?? id;
}

/** The name and instance by which a kind refers to a clock it knows by its id. */
export function clockRef(id: string): { readonly name: string; readonly instance?: string } {
  const name = familyOf(id);
  return id === name ? { name } : { name, instance: id.slice(name.length + 1) };
}

/** Ends without blame whatever still runs of these families, because the matter has moved on. */
export function cancelOpen(clocks: readonly Clock[], ...families: readonly string[]): readonly ClockOp[] {
  return clocks
    .filter((c) => isOpen(c) && c.of === undefined && families.includes(c.name))
    .map((c) => ({ op: 'cancel', ...clockRef(c.id) }));
}

/** Tells whether somebody still has to do something about this clock. */
export function isOpen(clock: Clock): boolean {
  return clock.state === 'running' || clock.state === 'paused' || clock.state === 'lapsed';
}

/** Finds the open clock with this id: ids may recur over the life of a dossier, at most one is open. */
export function findOpen(clocks: readonly Clock[], id: string): Clock | undefined {
  return clocks.find((c) => c.id === id && isOpen(c));
}

interface When {
  readonly seq: number;
  readonly at: Instant;
  readonly businessAt: Instant;
}

function changed(clocks: readonly Clock[], id: string, change: (clock: Clock) => Clock): readonly Clock[] {
  const open = findOpen(clocks, id);
  return open ? clocks.map((c) => (c === open ? change(c) : c)) : clocks;
}

/** Escalations end with the clock they escalate. */
function endWithEscalations(clocks: readonly Clock[], id: string, end: (clock: Clock) => Clock): readonly Clock[] {
  const open = findOpen(clocks, id);
  if (!open) return clocks;
  return clocks.map((c) => (c === open || (c.of === id && isOpen(c)) ? end(c) : c));
}

/** A clock with time again needs nobody above to press for it. */
function cancelEscalations(clocks: readonly Clock[], id: string, when: When): readonly Clock[] {
  return clocks.map((c) =>
    c.of === id && isOpen(c) ? { ...c, state: 'cancelled' as const, endedBy: when.seq, endedAt: when.businessAt } : c,
  );
}

function without<K extends keyof Clock>(clock: Clock, ...names: K[]): Clock {
  const copy: Partial<Clock> = { ...clock };
  for (const name of names) delete copy[name];
  return copy as Clock;
}

function applyFact(clocks: readonly Clock[], fact: ClockFact, when: When): readonly Clock[] {
  switch (fact.op) {
    case 'start': {
      const kept = clocks.filter((c) => c.id !== fact.id || !isOpen(c));
      const clock: Clock = {
        id: fact.id,
        name: fact.name,
        state: 'running',
        holder: fact.holder,
        unit: fact.unit,
        level: fact.level,
        ...(fact.of === undefined ? {} : { of: fact.of }),
        ...(fact.expected ? { expected: true } : {}),
        source: fact.source,
        working: fact.working,
        startAt: fact.working.startAt,
        dueAt: fact.working.dueAt,
        startedBy: when.seq,
      };
      return [...kept, clock];
    }
    case 'meet':
      return endWithEscalations(clocks, fact.id, (c) => ({
        ...c,
        state: c.state === 'lapsed' ? 'met-late' : 'met',
        endedBy: when.seq,
        endedAt: when.businessAt,
      }));
    case 'cancel':
      return endWithEscalations(clocks, fact.id, (c) => ({
        ...c,
        state: 'cancelled',
        endedBy: when.seq,
        endedAt: when.businessAt,
      }));
    case 'pause':
      return changed(clocks, fact.id, (c) => ({
        ...c,
        state: 'paused',
        pausedAt: c.state === 'paused' && c.pausedAt !== undefined ? c.pausedAt : when.businessAt,
        pauseReason: fact.reason,
      }));
    case 'resume':
      return changed(clocks, fact.id, (c) => ({
        ...without(c, 'pausedAt', 'pauseReason'),
        state: 'running',
        working: fact.working,
        dueAt: fact.working.dueAt,
      }));
    case 'extend':
      return cancelEscalations(
        // A later date sets a lapsed clock running again; a paused one stays paused.
        changed(clocks, fact.id, (c) => ({
          ...c,
          state: c.state === 'paused' ? 'paused' : 'running',
          working: fact.working,
          dueAt: fact.working.dueAt,
        })),
        fact.id,
        when,
      );
    case 'recompute':
      return changed(clocks, fact.id, (c) => ({ ...c, working: fact.working, dueAt: fact.working.dueAt }));
    case 'reassign':
      return changed(clocks, fact.id, (c) => ({
        ...c,
        holder: fact.holder,
        unit: fact.unit,
        ...(fact.from === undefined ? {} : { heldFrom: fact.from }),
      }));
    case 'lapse':
      return changed(clocks, fact.id, (c) => ({
        ...c,
        state: 'lapsed',
        lapsedBy: when.seq,
        ...(fact.person === undefined ? {} : { lapsedPerson: fact.person }),
        ...(fact.superior === undefined ? {} : { superior: fact.superior }),
      }));
    case 'claim-cause':
      return withCause(clocks, fact.id, { state: 'claimed', claimedBy: when.seq });
    case 'decide-cause': {
      const claimed = clocks.findLast((c) => c.id === fact.id && c.cause?.state === 'claimed');
      const state = fact.confirmed ? ('confirmed' as const) : ('rejected' as const);
      return clocks.map((c) => (c === claimed && c.cause ? { ...c, cause: { ...c.cause, state, decidedBy: when.seq } } : c));
    }
  }
}

/** A cause may be attached to a lapse that has since been answered: the newest lapsed clock of that id carries it. */
function withCause(clocks: readonly Clock[], id: string, cause: CauseClaim): readonly Clock[] {
  const target = clocks.findLast((c) => c.id === id && c.lapsedBy !== undefined);
  return clocks.map((c) => (c === target ? { ...c, cause } : c));
}

/** Carries the clocks of a dossier over one act. */
export function foldClocks(clocks: readonly Clock[], act: Act): readonly Clock[] {
  return act.facts.clocks.reduce((folded, fact) => applyFact(folded, fact, act), clocks);
}

/** The clocks of a dossier from its acts alone, with the working of each date. */
export function clocksOf(acts: readonly Act[]): readonly Clock[] {
  return acts.reduce(foldClocks, [] as readonly Clock[]);
}
