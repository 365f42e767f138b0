/** Who may correct what was written, and who may end a dossier without an answer. */
import { expect, test } from 'vitest';
import { toyKind } from '../../tests/support/toy-kind.ts';
import { createRegistry } from './registry.ts';
import { play, type Step } from './testing/desk.ts';

const registry = createRegistry([toyKind]);
const kind = toyKind.kind;
const ASK: Step = { as: 'an.spec', act: 'ask', body: { what: 'Chưa có quy định', unit: 'agri', hide: 'no' } };
const REGISTER: Step = { as: 'agri.clerk', act: 'register', body: { note: 'Vào sổ' } };
const OTHER_WORDS = { seq: 1, field: 'what', text: 'Không có vướng mắc gì cả', reason: 'Thấy cần phải viết lại.' };
const REASON = 'Vào sổ nhầm, không thuộc việc của cơ quan này.';
const DIVERT = { channel: 'other', to: 'Nơi khác', reason: REASON };
const run = (steps: readonly Step[]) => play(kind, steps, { registry });

test('nobody but who wrote an act corrects it, whatever the post', () => {
  for (const as of ['agri.clerk', 'agri.head'])
    expect(() => run([ASK, REGISTER, { as, act: 'correct', body: OTHER_WORDS }])).toThrow('correct.not_yours');
  expect(() =>
    run([ASK, REGISTER, { as: 'an.spec', act: 'correct', body: { ...OTHER_WORDS, seq: 2, field: 'note', text: 'Tôi viết' } }]),
  ).toThrow('correct.not_yours');
});

test('the reporter corrects the report and the clerk the entry', () => {
  const { dossier } = run([
    ASK,
    REGISTER,
    { as: 'an.spec', act: 'correct', body: OTHER_WORDS },
    { as: 'agri.clerk', act: 'correct', body: { ...OTHER_WORDS, seq: 2, field: 'note', text: 'Vào sổ số hai' } },
  ]);
  expect(dossier.struck.map((s) => s.seq)).toEqual([1, 2]);
});

test('a head on time ends a dossier of the own unit that was registered by mistake', () => {
  expect(run([ASK, REGISTER, { as: 'agri.head', act: 'annul', body: { reason: REASON } }]).dossier.stage).toBe('annulled');
});

test('a head who let the time pass neither annuls nor diverts; whoever it was escalated to may', () => {
  const late: Step = { as: 'system', act: 'lapse', body: { clock: 'answer' }, later: 10 };
  const start = [ASK, REGISTER, late];
  const superior = run(start).dossier.clocks.find((c) => c.level > 0)?.holder ?? '';
  expect(superior).not.toBe('agri.head');
  for (const step of [
    { as: 'agri.head', act: 'annul', body: { reason: REASON } },
    { as: 'agri.head', act: 'divert', body: DIVERT },
    { as: 'agri.clerk', act: 'annul', body: { reason: REASON } },
  ])
    expect(() => run([...start, step])).toThrow('steward.superior_waits');
  expect(run([...start, { as: superior, act: 'divert', body: DIVERT }]).dossier.stage).toBe('diverted');
});

test('what was decided and only the kind’s own acts take back is neither annulled nor diverted, by stewards or by superiors', () => {
  const settled = { ...kind, beyondStewards: () => true };
  const own = createRegistry([{ ...toyKind, kind: settled }]);
  const late: Step = { as: 'system', act: 'lapse', body: { clock: 'answer' }, later: 10 };
  const begun = play(settled, [ASK, REGISTER, late], { registry: own });
  const superior = begun.dossier.clocks.find((c) => c.level > 0)?.holder ?? '';
  for (const as of ['agri.clerk', 'agri.head', superior])
    for (const [act, body] of [
      ['annul', { reason: REASON }],
      ['divert', DIVERT],
    ] as const)
      expect(play(settled, [{ as, act, body, refused: 'act.capacity' }], { registry: own, from: begun }).dossier).toEqual(
        begun.dossier,
      );
});
