import { describe, expect, it } from 'vitest';
import { createLaw, play, type Step } from '../../dossier/testing/desk.ts';
import { createProvince } from '../../dossier/testing/province.ts';
import type { UnitId } from '../../kernel/ids.ts';
import { registerBook } from './kind.ts';
import { fitsPeriod, isPattern, nextLabel, sideOf, stemOf } from './rules.ts';
import type { BookState } from './state.ts';

const law = createLaw({
  values: {
    'register.party.units': ['office'],
    'register.state.units': ['department', 'commune'],
    'register.party.in.period': 'year',
    'register.party.in.series': 'common',
    'register.party.out.period': 'term',
    'register.party.out.series': 'type',
    'register.state.in.period': 'year',
    'register.state.out.period': 'year',
  },
});
const run = (...steps: Step[]) => play(registerBook, steps, { law });
const open = (as: string, body: Record<string, unknown>, refused?: string): Step => ({
  as,
  act: 'open',
  body: { unit: as.split('.')[0], direction: 'in', label: '2026', from: '2026-01-01', ...body },
  ...(refused ? { refused } : {}),
});

describe('a book', () => {
  it('of a State body runs by year', () => {
    const { filled, dossier } = run(
      open('agri.clerk', { label: '2025-2030' }, 'register-book.label_year'),
      open('agri.clerk', {}),
    );
    expect(filled as unknown as BookState).toMatchObject({ period: 'year', stem: 'AGRI-2026', first: 1, series: 'chung' });
    expect(dossier).toMatchObject({ stage: 'open', number: 'SO-2026-00001' });
  });

  it('of outgoing papers of a Party body runs by term, one for each type of paper', () => {
    const out = { direction: 'out', label: '2025-2030', pattern: '…-NQ/TU', from: '2025-10-01' };
    const { filled } = run(
      open('office.clerk', out, 'register-book.series_needed'),
      open('office.clerk', { ...out, series: 'NQ', label: '2026' }, 'register-book.label_term'),
      open('office.clerk', { ...out, series: 'NQ', pattern: 'NQ/TU' }, 'register-book.pattern_needed'),
      open('office.clerk', { ...out, series: 'NQ' }),
    );
    expect(filled as unknown as BookState).toMatchObject({ period: 'term', stem: 'OFFICE-NQ-2025-2030', pattern: '...-NQ/TU' });
  });

  it('is opened by those who keep it, not before its day', () => {
    run(
      { ...open('agri.spec', {}, 'register-book.not_keeper') },
      open('agri.head', { label: '2027', from: '2027-01-01' }, 'register-book.from_future'),
      open('agri.head', {}),
    );
  });

  it('closed opens the next one in the same stroke, as the same book for the period that follows', () => {
    const { dossier, opened } = run(open('agri.clerk', { series: 'GM' }), {
      as: 'agri.clerk',
      act: 'close',
      body: { next: '2027' },
      at: '2027-01-04T02:00:00.000Z' as Step['at'] & string,
    });
    expect(dossier.stage).toBe('closed');
    expect(opened[0]?.after).toMatchObject({ stage: 'open', state: { series: 'GM', label: '2027', from: '2027-01-04' } });
  });

  it('closed by mistake may be opened again, with a reason', () => {
    const { dossier } = run(
      open('agri.clerk', {}),
      { as: 'agri.clerk', act: 'close', body: {} },
      { as: 'agri.clerk', act: 'reopen', body: { reason: 'Khóa nhầm sổ của năm.' } },
    );
    expect(dossier.stage).toBe('open');
    expect(dossier.state).toMatchObject({ closedOn: null });
  });
});

describe('the rules of a book', () => {
  it('know what a period may be called', () => {
    expect(fitsPeriod('year', '2026', '2026-03-01')).toBe(true);
    expect(fitsPeriod('year', '2026', '2025-12-31')).toBe(false);
    expect(fitsPeriod('term', '2025-2030', '2028-01-01')).toBe(true);
    expect(fitsPeriod('term', '2030-2025', '2028-01-01')).toBe(false);
    expect([nextLabel('year', '2026'), nextLabel('term', '2025-2030')]).toEqual(['2027', '2030-2035']);
  });

  it('make one stem of body, type and period, alike for QĐ and QD', () => {
    expect(stemOf('22-vpubnd', 'chung', '2026')).toBe('VPUBND-2026');
    expect(stemOf('22-vptu', 'QĐ', '2025-2030')).toBe(stemOf('22-vptu', 'QD', '2025-2030'));
    expect(isPattern('.../QĐ-UBND')).toBe(true);
    expect(isPattern('.../QĐ...')).toBe(false);
  });

  it('find the side of the house by kind, else by the superiors', () => {
    const org = createProvince();
    expect(sideOf(org, 'office' as UnitId, { party: ['office'], state: [] })).toBe('party');
    expect(sideOf(org, 'agri' as UnitId, { party: ['office'], state: ['department'] })).toBe('state');
  });
});
