import { describe, expect, it } from 'vitest';
import type { LinkedDossier } from '../../dossier/context.ts';
import { createLaw, type PlayOptions, play, type Step } from '../../dossier/testing/desk.ts';
import type { DossierId } from '../../kernel/ids.ts';
import { incomingPaper } from './kind.ts';
import { identityOf, rowOf, soleKeys } from './rules.ts';
import type { IncomingState } from './state.ts';

const book: LinkedDossier = {
  id: '00000000-0000-7000-8000-00000000b00c' as DossierId,
  kind: 'register-book',
  stage: 'open',
  exports: {
    direction: 'in',
    unit: 'agri',
    series: 'chung',
    title: 'Sổ năm 2026',
    stem: 'AGRI-2026',
    first: 1,
    pattern: '',
    open: true,
  },
};
const options: PlayOptions = { law: createLaw(), series: ['DEN-AGRI-2026'] };
const run = (...steps: Step[]) => play(incomingPaper, steps, options);
const what = { issuer: 'Sở Tư pháp', symbol: '1187/STP-VB', issuedOn: '2026-11-20', subject: 'Ý kiến về giao đất' };
const enter = (more: Record<string, unknown> = {}, refused?: string): Step => ({
  as: 'agri.clerk',
  act: 'enter',
  body: { ...what, unit: 'agri', ...more },
  view: [book],
  ...(refused ? { refused } : {}),
});
const scan = [{ hash: 'a'.repeat(64), name: 'quet.pdf', size: 10, type: 'application/pdf' }];
const brought: Step = { as: 'agri.clerk', act: 'bring', body: { unit: 'agri', scan, symbol: '1187/STP-VB' } };
const register = (more: Record<string, unknown> = {}): Step => ({
  as: 'agri.clerk',
  act: 'register',
  body: { ...what, ...more },
  view: [book],
});

describe('an incoming paper', () => {
  it('takes the next number of the open book and goes to its unit', () => {
    const { dossier, filled, decided } = run(enter({ to: 'build' }));
    expect(dossier).toMatchObject({
      number: 'DEN-AGRI-2026-00001',
      stage: 'registered',
      state: { to: 'build', enteredOn: '2026-11-23' },
    });
    expect(rowOf(filled as unknown as IncomingState, dossier.number)).toMatchObject({
      serial: 1,
      issuer: 'Sở Tư pháp',
      to: ['build'],
    });
    expect(decided[0]?.notices).toMatchObject([{ to: 'head:build', code: 'forwarded' }]);
  });

  it('is not entered without an open book, in a book that has been closed meanwhile, or out of turn', () => {
    run(
      { ...enter({}, 'incoming-paper.no_open_book'), view: [] },
      enter({ book: 'another' }, 'incoming-paper.book_closed'),
      enter({ number: 7 }, 'incoming-paper.number_ahead'),
      enter({ number: 1 }),
    );
  });

  it('with a secrecy mark, a date to come or a day of arrival before its own date is refused', () => {
    run(
      enter({ subject: 'TUYỆT MẬT' }, 'act.invalid'),
      enter({ issuedOn: '2026-11-24' }, 'incoming-paper.date_future'),
      enter({ receivedOn: '2026-11-19' }, 'incoming-paper.received_unlikely'),
      enter({ receivedOn: '2026-11-21' }),
    );
  });

  it('waits as a scan with a clock on the clerk, goes to the end of the queue with a note, and is met when entered', () => {
    const waiting = run(brought, { as: 'agri.clerk', act: 'set-aside', body: { note: 'Trang 2 mờ' } });
    expect(waiting.dossier).toMatchObject({ stage: 'waiting', state: { setAside: { on: '2026-11-23' } } });
    expect(waiting.dossier.number).toBeUndefined();
    expect(waiting.dossier.clocks).toMatchObject([{ name: 'enter', holder: 'agri.clerk', state: 'running' }]);
    const done = play(incomingPaper, [register()], { ...options, from: waiting });
    expect(done.dossier).toMatchObject({ number: 'DEN-AGRI-2026-00001', state: { setAside: null, scan: [{ size: 10 }] } });
    expect(done.dossier.clocks).toMatchObject([{ state: 'met' }]);
  });

  it('thrown out of the queue takes no number', () => {
    const { dossier } = run(brought, { as: 'agri.clerk', act: 'discard', body: { reason: 'Trang trắng' } });
    expect(dossier).toMatchObject({ stage: 'discarded' });
    expect(dossier.number).toBeUndefined();
  });

  it('struck out keeps its number and its line', () => {
    const { dossier, filled } = run(enter(), { as: 'agri.head', act: 'void', body: { reason: 'Vào sổ nhầm cơ quan.' } });
    expect(rowOf(filled as unknown as IncomingState, dossier.number)).toMatchObject({
      serial: 1,
      mark: 'voided',
      note: 'Vào sổ nhầm cơ quan.',
    });
    expect(soleKeys(dossier.state as unknown as IncomingState, dossier.stage)).toEqual([]);
  });
});

describe('the same paper', () => {
  it('is known by symbol, sender and date, whatever the tone placement, case and spaces', () => {
    const a = identityOf({ symbol: '77/UBND-VP', issuer: 'Ủy ban nhân dân xã Hòa Bình', issuedOn: '2026-11-19' });
    const b = identityOf({ symbol: '77 / ubnd – vp', issuer: 'UỶ BAN NHÂN DÂN XÃ HOÀ BÌNH', issuedOn: '2026-11-19' });
    expect(a).toBe(b);
    expect(identityOf({ symbol: '77/UBND-VP', issuer: 'Ủy ban nhân dân xã Hòa Bình', issuedOn: '2025-11-19' })).not.toBe(a);
  });

  it('is never said of papers without a symbol', () => {
    expect(identityOf({ issuer: 'Ông A', issuedOn: '2026-11-19' })).toBeNull();
  });
});
