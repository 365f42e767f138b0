/** What an ill-willed reader tried on the engine. */
import { describe, expect, test } from 'vitest';
import { toyKind } from '../../tests/support/toy-kind.ts';
import { asDossierId } from '../kernel/ids.ts';
import { asInstant } from '../kernel/time.ts';
import { foldClocks } from './clocks.ts';
import { decide } from './decide.ts';
import { effectiveBody, emptyDossier } from './fold.ts';
import { isRefusal } from './refusal.ts';
import { createDesk } from './testing/desk.ts';
import type { Act, Clock, ClockFact, Dossier } from './words.ts';

const AT = '2026-11-23T02:00:00.000Z' as Clock['startAt'];

function clock(id: string, state: Clock['state'], extra: Partial<Clock> = {}): Clock {
  return {
    id,
    name: id,
    state,
    holder: 'u1.post' as Clock['holder'],
    unit: 'u1' as Clock['unit'],
    level: 0,
    source: { parameter: id, pack: 'test', packVersion: '1', clause: '', confidence: 'unverified' },
    working: {} as Clock['working'],
    startAt: AT,
    dueAt: AT,
    startedBy: 1,
    ...extra,
  };
}

function act(seq: number, name: string, body: Act['body'], clocks: readonly ClockFact[] = []): Act {
  const facts = {
    actor: {},
    from: 'asked',
    to: 'asked',
    clocks,
    resolved: null,
    law: '',
    calendar: '',
    organisation: 1,
    names: {},
  };
  return { seq, name, kindVersion: 1, actor: null, key: 'system', at: AT, businessAt: AT, body, facts };
}

describe('the fold under attack', () => {
  test('a corrected amount reaches the act it corrects', () => {
    const ask = act(1, 'ask', { amount: 5 });
    const correct = act(2, 'correct', { seq: 1, field: 'amount', number: 7.5, reason: '§2/body/reason§' });
    expect(effectiveBody(toyKind.kind, ask, [ask, correct])).toEqual({ amount: 7.5 });
  });

  test('a paused clock stays paused when its date is moved, and can be resumed', () => {
    const paused = clock('answer', 'paused', { pausedAt: AT, pauseReason: 'waiting' });
    const later = { ...paused.working, dueAt: '2026-12-01T10:00:00.000Z' as Clock['dueAt'] } as Clock['working'];
    const [after] = foldClocks([paused], act(2, 'extend', {}, [{ op: 'extend', id: 'answer', working: later }]));
    expect(after).toMatchObject({ state: 'paused', pausedAt: AT, dueAt: later.dueAt });
  });

  test('the finding on one cause says nothing of another of the same family', () => {
    const first = clock('answer', 'met-late', { lapsedBy: 2, cause: { state: 'claimed', claimedBy: 3 } });
    const second = clock('answer', 'lapsed', { lapsedBy: 5, cause: { state: 'claimed', claimedBy: 6 } });
    const after = foldClocks(
      [first, second],
      act(7, 'decide-cause', {}, [{ op: 'decide-cause', id: 'answer', confirmed: true }]),
    );
    expect(after.map((c) => c.cause?.state)).toEqual(['claimed', 'confirmed']);
  });
});

describe('a dossier that is nearly full', () => {
  const kind = toyKind.kind;
  const full = (seq: number): Dossier => ({
    ...emptyDossier(kind, asDossierId('00000000-0000-7000-8000-000000000001')),
    seq,
    stage: 'asked',
    state: { what: '', unit: 'agri', clerk: null, secretBy: false, answers: [] },
    clocks: [clock('register', 'running', { holder: 'agri.head' as Clock['holder'] })],
    openedAt: AT,
    changedAt: AT,
  });
  const decideAs = (person: string, seq: number, request: { act: string; body: unknown }) => {
    const outcome = decide(kind, full(seq), request, createDesk({ person, at: asInstant('2026-12-23T02:00:00Z') }));
    return isRefusal(outcome) ? outcome.code : outcome.changes[0].after.stage;
  };
  const lapse = { act: 'lapse', body: { clock: 'register' } };
  const remind = { act: 'remind', body: { clock: 'register' } };
  const annul = { act: 'annul', body: { reason: 'Hồ sơ đã quá đầy, phải huỷ và mở hồ sơ khác.' } };

  test('takes no more ordinary acts, still records silences, and can always be ended', () => {
    expect(decideAs('agri.head', 1979, remind)).toBe('asked');
    expect(decideAs('agri.head', 1980, remind)).toBe('dossier.too_many_acts');
    expect(decideAs('system', 1998, lapse)).toBe('asked');
    expect(decideAs('system', 1999, lapse)).toBe('dossier.too_many_acts');
    expect(decideAs('agri.head', 1999, annul)).toBe('annulled');
    expect(decideAs('agri.head', 2000, annul)).toBe('dossier.too_many_acts');
  });
});
