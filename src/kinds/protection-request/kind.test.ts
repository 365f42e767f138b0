import { describe, expect, it } from 'vitest';
import { accessOf } from '../../dossier/index.ts';
import { play, type Step } from '../../dossier/testing/desk.ts';
import { createProvince } from '../../dossier/testing/province.ts';
import { protectionRequest, type RequestState } from './kind.ts';

const CASE = '00000000-0000-7000-8000-000000000777';
const LONG = 'Lý do được nêu rõ ràng và đầy đủ, để người đọc sau này hiểu vì sao đã trả lời như vậy.';
const province = createProvince();
const ask = (more: Readonly<Record<string, unknown>>): Step => ({
  as: 'system',
  act: 'ask',
  body: { case: CASE, causeSeq: 4, what: 'counsel', subject: 'p.agri.spec', desk: 'office', text: LONG, ...more },
});
const inside = ask({ unit: 'finance' });
const outside = ask({ outside: 'Đoàn Luật sư' });
const view = ask({ what: 'agency-view', unit: 'agri', text: undefined });
const played = (...steps: Step[]) => play(protectionRequest, steps, { province });
const stateOf = (steps: Step[]) => played(...steps).filled as unknown as RequestState;
const answer = (as: string, more: Readonly<Record<string, unknown>> = {}): Step => ({
  as,
  act: 'answer',
  body: { reply: 'done', text: LONG, ...more },
});

describe('a request in a protection case', () => {
  it('lies with the head who is asked, and comes back to the case as a word', () => {
    const p = played(inside, { ...answer('office.head'), refused: 'protection-request.not_yours' }, answer('finance.head'));
    expect(p.dossier.clocks.map((c) => [c.name, c.holder, c.state])).toEqual([['answer', 'finance.head', 'met']]);
    expect(p.decided.at(-1)?.followUps).toEqual([
      { target: CASE, act: 'note-reply', body: { request: p.dossier.id, seq: 4, measure: 'counsel', reply: 'done' } },
    ]);
  });

  it('goes to a body outside on paper: nobody owes an answer, the desk records what comes', () => {
    const p = played(outside);
    expect(p.dossier.clocks.map((c) => [c.name, c.holder, c.expected])).toEqual([['follow-up', 'office.clerk', true]]);
    expect(() => played(outside, answer('office.clerk'))).toThrow('protection-request.say_the_paper');
    expect(stateOf([outside, answer('office.clerk', { paper: '15/ĐLS' })])).toMatchObject({ reply: 'done', paper: '15/ĐLS' });
  });

  it('has the employing agency assess the three tests, with reasons', () => {
    const body = { policy: 'met', motive: 'met', good: 'unclear', text: LONG };
    expect(() => played(view, answer('agri.head'))).toThrow('protection-request.assess');
    expect(() => played(inside, { as: 'finance.head', act: 'assess', body })).toThrow('protection-request.answer');
    expect(stateOf([view, { as: 'agri.head', act: 'assess', body }])).toMatchObject({
      reply: 'assessed',
      view: { policy: 'met', motive: 'met', good: 'unclear' },
    });
  });

  it('is read by whoever is asked, the protected person, the desk and inspection, and by nobody else', () => {
    const { read } = accessOf(protectionRequest, played(inside).dossier);
    expect(read.filter((k) => k !== 'system').toSorted()).toEqual(
      ['person:p.agri.spec', 'post:finance.head', 'post:office.clerk', 'post:office.head', 'role:inspector'].toSorted(),
    );
  });

  it('escalates where nobody answers, and is withdrawn by the desk', () => {
    const late = played(inside, { as: 'system', act: 'lapse', body: { clock: 'answer' }, later: 20 });
    expect(late.dossier.clocks.find((c) => c.level === 1)?.holder).toBe('office.head');
    expect(played(inside, { as: 'office.clerk', act: 'withdraw', body: { reason: LONG } }).dossier.stage).toBe('withdrawn');
    expect(() => played(inside, { as: 'finance.head', act: 'withdraw', body: { reason: LONG } })).toThrow('act.capacity');
  });
});
