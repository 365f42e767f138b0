import { describe, expect, it } from 'vitest';
import { createRegistry } from '../../src/dossier/registry.ts';
import { unseal } from '../../src/dossier/sealed.ts';
import { countIds, type Played, play, type Step } from '../../src/dossier/testing/desk.ts';
import type { Json } from '../../src/kernel/json.ts';
import { acknowledgementKind } from '../../src/kinds/acknowledgement/index.ts';
import { directiveKind } from '../../src/kinds/directive/index.ts';
import { directive } from '../../src/kinds/directive/kind.ts';
import type { DirectiveState } from '../../src/kinds/directive/state.ts';
import { taskKind } from '../../src/kinds/task/index.ts';

const registry = createRegistry([directiveKind, taskKind, acknowledgementKind]);
const run = (steps: readonly Step[], from?: Played) =>
  play(directive, steps, { registry, newId: countIds(), ...(from ? { from } : {}) });
const stateOf = (played: Played) => played.filled as unknown as DirectiveState;

const paper = {
  symbol: '2545-CV/TU',
  form: 'party',
  issuer: 'Tỉnh ủy',
  issuedOn: '2026-11-20',
  type: 'dispatch',
  subject: 'Về việc gỡ khó cho cơ sở',
  addressees: [{ name: 'Các sở' }],
  cited: [{ symbol: '14-KL/TW', date: '2021-09-22' }],
  identity: '2545-CV/TU|tinh uy|2026-11-20',
};
const took: Step = { as: 'office.clerk', act: 'take-in', body: paper };
const three: Step = {
  as: 'office.clerk',
  act: 'add-sentences',
  body: {
    sentences: [
      { n: 1, heading: 'I. Mục tiêu', text: 'Đây là câu dẫn.' },
      { n: 2, heading: 'II. Nhiệm vụ', text: 'Sở Nông nghiệp rà soát hồ sơ đất đai.' },
      { n: 3, heading: 'II. Nhiệm vụ', text: 'Các địa phương báo cáo trước ngày 15.' },
    ],
  },
};
const issued: Step = { as: 'office.clerk', act: 'issue' };
const review = { sentence: 2, title: 'Rà soát hồ sơ đất đai', holder: 'agri.head', dueOn: '2026-12-15' };
const assigned: Step = { as: 'office.head', act: 'assign-tasks', body: { tasks: [review] } };

describe('tasks from sentences', () => {
  it('open with the sentence word for word, linked to the directive, in the name of the post that assigns', () => {
    const played = run([took, three, issued, assigned]);
    const [opened] = played.opened;
    const texts = new Map<string, Json>(opened?.vault.map((v) => [`§1/${v.name}§`, v.value]));
    const state = unseal(opened?.after.state, texts, () => null) as unknown as Record<string, Json>;
    expect(state).toMatchObject({ title: review.title, holder: 'agri.head', assigner: 'office.head', dueOn: '2026-12-15' });
    expect(state['origin']).toEqual({
      dossier: played.dossier.id,
      tie: 'implements',
      sentence: 2,
      quote: 'Sở Nông nghiệp rà soát hồ sơ đất đai.',
      symbol: '2545-CV/TU',
    });
    expect(opened?.act.actor).toBe('p.office.head');
    expect(opened?.act.cause).toEqual({ dossier: played.dossier.id, seq: played.dossier.seq, n: 0 });
    expect(stateOf(played).sentences.map((s) => s.k ?? 0)).toEqual([0, 1, 0]);
  });

  it('are all given once every sentence has a task or a reason, and the clock is met then, not before', () => {
    const reason: Step = { as: 'office.clerk', act: 'explain-sentence', body: { n: 1, why: 'intro' } };
    const open = run([took, three, issued, assigned, reason]);
    expect(open.dossier.stage).toBe('issued');
    expect(open.dossier.clocks.find((c) => c.name === 'assign')?.state).toBe('running');
    const full = run([{ as: 'office.head', act: 'assign-tasks', body: { tasks: [{ ...review, sentence: 3 }] } }], open);
    expect(full.dossier.stage).toBe('assigned');
    expect(full.dossier.clocks.find((c) => c.name === 'assign')?.state).toBe('met');
  });

  it('need a sentence that exists; other reasons than intro and principle need words', () => {
    const base = [took, three, issued];
    expect(() => run([...base, { ...assigned, body: { tasks: [{ ...review, sentence: 4 }] } }])).toThrow(
      'directive.no_such_sentence',
    );
    expect(() => run([...base, { as: 'office.clerk', act: 'explain-sentence', body: { n: 1, why: 'done' } }])).toThrow(
      'directive.say_where',
    );
  });

  it('are refused with the whole act when one of them cannot be opened', () => {
    const before = run([took, three, issued]);
    const after = run(
      [{ ...assigned, body: { tasks: [review, { ...review, dueOn: '2026-11-02' }] }, refused: 'task.date_past' }],
      before,
    );
    expect(after.dossier).toEqual(before.dossier);
    expect(after.opened).toEqual([]);
  });

  it('may also hang on no sentence, and are counted', () => {
    const { sentence: _, ...loose } = review;
    const played = run([took, three, issued, { as: 'office.head', act: 'add-task', body: loose }]);
    expect(stateOf(played).loose).toBe(1);
    expect(played.opened[0]?.kind.name).toBe('task');
  });

  it('are given by a receiving head to own people, not to another department', () => {
    const sent = run([took, three, issued, { as: 'office.clerk', act: 'distribute', body: { units: ['agri'] } }]);
    const own = run([{ as: 'agri.head', act: 'assign-tasks', body: { tasks: [{ ...review, holder: 'agri.spec' }] } }], sent);
    expect(own.opened.at(-1)?.kind.name).toBe('task');
    expect(() =>
      run([{ as: 'agri.head', act: 'assign-tasks', body: { tasks: [{ ...review, holder: 'build.spec' }] } }], sent),
    ).toThrow('task.not_below');
    expect(() => run([{ as: 'build.head', act: 'assign-tasks', body: { tasks: [review] } }], sent)).toThrow('act.capacity');
  });
});

describe('distribution', () => {
  it('opens one acknowledgement per unit with the clock of its head, once', () => {
    const send: Step = { as: 'office.clerk', act: 'distribute', body: { units: ['agri', 'an'] } };
    const played = run([took, three, issued, send, { ...send, body: { units: ['an'] }, refused: 'directive.already_sent' }]);
    expect(played.opened.map((o) => [o.kind.name, o.after.clocks[0]?.holder, o.after.number])).toEqual([
      ['acknowledgement', 'agri.head', 'QT-2026-00001'],
      ['acknowledgement', 'an.head', 'QT-2026-00002'],
    ]);
    expect(played.opened[0]?.vault.find((v) => v.name === 'body/subject')?.value).toBe(paper.subject);
    expect(played.opened[0]?.act.actor).toBeNull();
    expect(() => run([took, three, issued, { ...send, body: { units: Array.from({ length: 21 }, () => 'an') } }])).toThrow(
      'act.invalid',
    );
  });
});
