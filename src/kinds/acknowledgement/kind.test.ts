import { describe, expect, it } from 'vitest';
import { accessOf } from '../../dossier/access.ts';
import type { LinkedDossier } from '../../dossier/context.ts';
import { fold } from '../../dossier/fold.ts';
import { play, type Step } from '../../dossier/testing/desk.ts';
import type { DossierId } from '../../kernel/ids.ts';
import { type AcknowledgementState, acknowledgement } from './kind.ts';

const paper: LinkedDossier = { id: 'vb-1' as DossierId, kind: 'directive', stage: 'issued', exports: {} };
const body = { directive: 'vb-1', symbol: '2545-CV/TU', subject: 'Về việc gỡ khó', unit: 'agri', issuingUnit: 'office' };
const sent: Step = { as: 'system', act: 'send', body, view: [paper] };
const confirmed: Step = {
  as: 'agri.head',
  act: 'confirm',
  body: { understood: true, lines: [{ text: 'Họp triển khai tuần này.' }] },
};
const asked: Step = { as: 'agri.clerk', act: 'ask', body: { question: 'Câu 3 áp dụng từ khi nào?' } };
const answered: Step = { as: 'office.clerk', act: 'answer', body: { answer: 'Từ ngày ký.' } };

describe('an acknowledgement', () => {
  it('waits on the head of its unit and is met by «read and understood»', () => {
    const waiting = play(acknowledgement, [sent]);
    expect(waiting.dossier.clocks).toMatchObject([{ name: 'confirm', holder: 'agri.head', state: 'running' }]);
    const done = play(acknowledgement, [confirmed], { from: waiting });
    expect(done.dossier.stage).toBe('confirmed');
    expect((done.filled as unknown as AcknowledgementState).confirmed).toMatchObject({
      person: 'p.agri.head',
      lines: ['Họp triển khai tuần này.'],
    });
    expect(fold(acknowledgement, done.dossier.id, done.acts)).toEqual(done.dossier);
  });

  it('is confirmed by nobody else, and not without the words', () => {
    expect(() => play(acknowledgement, [sent, { ...confirmed, as: 'agri.spec' }])).toThrow('act.capacity');
    expect(() => play(acknowledgement, [sent, { ...confirmed, body: { understood: false } }])).toThrow('act.invalid');
    expect(() => play(acknowledgement, [{ ...sent, as: 'office.head' }])).toThrow('act.capacity');
    expect(() => play(acknowledgement, [{ ...sent, view: [] }])).toThrow('acknowledgement.no_such_directive');
  });

  it('stays open on the issuer while a question is unanswered, without stopping the clock of the unit', () => {
    const asking = play(acknowledgement, [sent, asked, { ...asked, refused: 'acknowledgement.question_open' }]);
    expect(asking.dossier.clocks.map((c) => [c.name, c.holder, c.state])).toEqual([
      ['confirm', 'agri.head', 'running'],
      ['answer', 'office.head', 'running'],
    ]);
    const early = play(acknowledgement, [confirmed], { from: asking });
    expect(early.dossier.stage).toBe('answering');
    expect(play(acknowledgement, [answered], { from: early }).dossier.stage).toBe('confirmed');
    expect(play(acknowledgement, [answered, confirmed], { from: asking }).dossier.stage).toBe('confirmed');
  });

  it('escalates silence to the superior and can still be confirmed late', () => {
    const silent = play(acknowledgement, [sent, { as: 'system', act: 'lapse', body: { clock: 'confirm' }, later: 9 }]);
    expect(silent.dossier.clocks.map((c) => [c.name, c.holder, c.state])).toEqual([
      ['confirm', 'agri.head', 'lapsed'],
      ['escalation', 'office.head', 'running'],
    ]);
    expect(play(acknowledgement, [confirmed], { from: silent }).dossier.clocks[0]?.state).toBe('met-late');
  });

  it('is read by the unit, the issuing unit, the responsible member and the inspector', () => {
    const { read } = accessOf(acknowledgement, play(acknowledgement, [sent]).dossier);
    expect(read).toEqual(expect.arrayContaining(['staff:agri', 'staff:office', 'role:inspector', 'post:office.member']));
    expect(read).not.toContain('official');
  });
});
