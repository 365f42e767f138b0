import { describe, expect, it } from 'vitest';
import { accessOf } from '../../dossier/access.ts';
import type { LinkedDossier } from '../../dossier/context.ts';
import { STATE_LIMIT } from '../../dossier/decide.ts';
import { fold } from '../../dossier/fold.ts';
import { type Played, play, type Step } from '../../dossier/testing/desk.ts';
import type { DossierId } from '../../kernel/ids.ts';
import { directive } from './kind.ts';
import type { DirectiveState } from './state.ts';

const run = (steps: readonly Step[], from?: Played) => play(directive, steps, from ? { from } : {});
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
describe('taking a directive in', () => {
  it('keeps the confirmed recognition, and the texts only as references', () => {
    const played = run([took, three]);
    expect(stateOf(played)).toMatchObject({
      unit: 'office',
      symbol: '2545-CV/TU',
      subject: paper.subject,
      addressees: ['Các sở'],
    });
    expect(JSON.stringify(played.dossier.state)).not.toMatch(/gỡ khó|rà soát|Các sở/);
    expect(played.dossier.clocks.map((c) => [c.name, c.holder])).toEqual([['register', 'office.clerk']]);
  });

  it('is for clerks, leaders and office staff, never for a marked paper or a date to come', () => {
    expect(() => run([{ ...took, as: 'agri.spec' }])).toThrow('directive.may_not_take_in');
    expect(() => run([{ ...took, body: { ...paper, subject: 'TUYỆT MẬT' } }])).toThrow('field.secret_mark');
    expect(() => run([{ ...took, body: { ...paper, issuedOn: '2026-12-24' } }])).toThrow('directive.date_future');
  });

  it('takes sentences in order, refuses the same batch twice, and corrects the cutting before issue only', () => {
    const fix: Step = {
      as: 'office.spec',
      act: 'correct-sentences',
      body: { change: 'split', n: 3, texts: [{ text: 'Một.' }, { text: 'Hai.' }] },
    };
    const played = run([
      took,
      three,
      { ...three, refused: 'directive.out_of_order' },
      fix,
      issued,
      { ...fix, refused: 'act.stage' },
    ]);
    expect(stateOf(played).sentences.map((s) => s.t)).toEqual([
      'Đây là câu dẫn.',
      'Sở Nông nghiệp rà soát hồ sơ đất đai.',
      'Một.',
      'Hai.',
    ]);
  });

  it('is read by its own unit before issue and by every official after', () => {
    const draft = run([took, three]);
    expect(accessOf(directive, draft.dossier).read).not.toContain('official');
    expect(accessOf(directive, draft.dossier).read).toContain('staff:office');
    const open = run([issued], draft);
    expect(open.dossier.number).toBe('VB-2026-00001');
    expect(accessOf(directive, open.dossier).read).toContain('official');
    expect(open.dossier.clocks.filter((c) => c.state === 'running').map((c) => [c.name, c.holder])).toEqual([
      ['assign', 'office.head'],
    ]);
    expect(() => run([took, issued])).toThrow('directive.no_sentences');
  });

  it('of 300 sentences with headings and reasons fits its state, with room for its units', () => {
    const batches = Array.from(
      { length: 5 },
      (_, b): Step => ({
        as: 'office.clerk',
        act: 'add-sentences',
        body: {
          sentences: Array.from({ length: 60 }, (_, i) => ({
            n: b * 60 + i + 1,
            heading: `Mục ${b * 60 + i}`,
            text: `Câu ${i}`,
          })),
        },
      }),
    );
    const explained = Array.from(
      { length: 300 },
      (_, i): Step => ({
        as: 'office.clerk',
        act: 'explain-sentence',
        body: { n: i + 1, why: 'other-body', note: 'Bộ Tài chính' },
      }),
    );
    const played = run([took, ...batches, issued, ...explained]);
    const size = Buffer.byteLength(JSON.stringify(played.dossier.state));
    expect(stateOf(played).sentences).toHaveLength(300);
    expect(size).toBeLessThan(STATE_LIMIT - 12 * 1024);
    expect(played.dossier.stage).toBe('assigned');
  });
});

describe('the end of a directive', () => {
  it('comes by withdrawal, by a later directive, or by concluding, each from its stage', () => {
    const base = [took, three, issued];
    const later: LinkedDossier = { id: 'later' as DossierId, kind: 'directive', stage: 'issued', exports: {} };
    const reason = 'Đã có văn bản mới thay thế.';
    expect(run([...base, { as: 'office.head', act: 'withdraw', body: { reason } }]).dossier.stage).toBe('withdrawn');
    const superseded = run([...base, { as: 'office.head', act: 'supersede', body: { by: 'later' }, view: [later] }]);
    expect(superseded.dossier.stage).toBe('superseded');
    expect(superseded.dossier.clocks.every((c) => c.state !== 'running')).toBe(true);
    expect(() =>
      run([...base, { as: 'office.head', act: 'supersede', body: { by: 'later' }, view: [{ ...later, kind: 'task' }] }]),
    ).toThrow('directive.no_such_directive');
    expect(() => run([...base, { as: 'office.head', act: 'conclude', body: { result: reason } }])).toThrow('act.stage');
  });

  it('folds from its acts alone to the very same dossier', () => {
    const played = run([took, three, issued]);
    expect(fold(directive, played.dossier.id, played.acts)).toEqual(played.dossier);
  });
});
