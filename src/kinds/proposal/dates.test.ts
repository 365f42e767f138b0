/** The days of the decree on the real calendar, each counted by hand with the days off and the worked Saturday in view. */
import { expect, it } from 'vitest';
import { createLaw, play } from '../../dossier/testing/desk.ts';
import { calendar } from '../../kernel/builders.test-support.ts';
import { asInstant, toLegalDate } from '../../kernel/time.ts';
import { proposal } from './kind.ts';
import { ADOPTED, called, convene, councilVotes, decided, heard, province, registered } from './steps.test-support.ts';

const law = createLaw({
  calendar,
  limits: { 'd73.vote': { value: 7, unit: 'working-day' }, 'd73.report': { value: 5, unit: 'working-day' } },
  values: { 'date.furthest': 5 },
});
/** Five past nine in the morning. */
const morning = (day: string) => asInstant(`${day}T02:05:00Z`);

/** Received on · to be considered and voted on by · what lies between. */
it.each([
  ['2026-02-05', '2026-02-23', 'sáu ngày trước Tết, ngày thứ bảy là ngày đầu sau Tết'],
  ['2026-02-09', '2026-02-25', 'bốn ngày trước Tết'],
  ['2026-02-13', '2026-03-03', 'ngày cuối trước Tết'],
  ['2026-04-22', '2026-05-06', 'nghỉ bù Giỗ Tổ 27/4, 30/4 và 1/5'],
  ['2026-04-24', '2026-05-08', 'cuối tuần, nghỉ bù Giỗ Tổ, 30/4 và 1/5'],
  ['2026-04-29', '2026-05-12', 'ngay trước 30/4'],
  ['2026-08-20', '2026-08-28', 'thứ bảy 22/8 làm bù'],
  ['2026-08-21', '2026-09-03', 'thứ bảy 22/8 làm bù, rồi nghỉ Quốc khánh'],
  ['2026-08-28', '2026-09-11', 'ngay trước Quốc khánh'],
])('received on %s it is to be voted on by %s: %s', (received, due) => {
  const p = play(proposal, registered, { province, law, at: morning(received) });
  expect(toLegalDate(p.dossier.clocks.find((c) => c.name === 'decide')?.dueAt ?? p.at)).toBe(due);
});

it('over on 26/08/2026, a pilot is to be reported on by 07/09/2026', () => {
  const p = play(
    proposal,
    [
      ...heard,
      ...ADOPTED,
      { as: 'agri.head', act: 'allow', body: { ...decided, from: '2026-08-25', until: '2026-12-31' } },
      { as: 'agri.spec', act: 'finish', body: { remark: 'Đạt mục tiêu sớm.' }, later: 2 },
    ],
    { province, law, at: morning('2026-08-24') },
  );
  expect(toLegalDate(p.dossier.clocks.find((c) => c.name === 'report')?.dueAt ?? p.at)).toBe('2026-09-07');
});

const withCouncil = createLaw({
  calendar,
  limits: {
    'd73.vote': { value: 7, unit: 'working-day' },
    'proposal.council-papers': { value: 7, unit: 'working-day' },
    'proposal.council-days': { value: 20, unit: 'working-day' },
  },
  values: {
    'date.furthest': 5,
    'proposal.council': 'advises',
    'proposal.council-least': 3,
    'proposal.council-most': 5,
  },
});

/** Papers sent on · earliest meeting · what lies between; the lengths are settings of the installation. */
it.each([
  ['2026-02-05', '2026-02-23', 'Tết'],
  ['2026-04-24', '2026-05-08', 'nghỉ bù Giỗ Tổ, 30/4 và 1/5'],
  ['2026-08-21', '2026-09-03', 'thứ bảy 22/8 làm bù, rồi nghỉ Quốc khánh'],
])('papers of a council sent on %s: it meets on %s at the earliest: %s', (sent, earliest) => {
  const dayBefore = new Date(Date.parse(earliest) - 86_400_000).toISOString().slice(0, 10);
  const p = play(proposal, [...heard, convene(), called(dayBefore, 'proposal.papers_late'), called(earliest)], {
    province,
    law: withCouncil,
    at: morning(sent),
  });
  expect(p.refusals[0]?.params).toEqual({ date: earliest });
});

it('called on 21/08/2026 a council concludes by 22/09; concluded on 03/09, the seven days left to decide end on 14/09', () => {
  const dueOf = (p: ReturnType<typeof play>, name: string) =>
    toLegalDate(p.dossier.clocks.find((c) => c.name === name)?.dueAt ?? p.at);
  const options = { province, law: withCouncil };
  const sitting = play(proposal, [...heard, convene(), called('2026-09-03')], { ...options, at: morning('2026-08-21') });
  expect([dueOf(sitting, 'council'), dueOf(sitting, 'decide')]).toEqual(['2026-09-22', '2026-09-03']);
  const [first, ...others] = councilVotes({ 'agri.head': 'for', 'finance.head': 'for', 'binh.head': 'for' });
  const close = { as: 'agri.head', act: 'close-council', body: { conclusion: 'Hội đồng thấy cần thiết và khả thi.' } };
  const steps = [...(first ? [{ ...first, at: morning('2026-09-03') }] : []), ...others, close];
  expect(dueOf(play(proposal, steps, { ...options, from: sitting }), 'decide')).toBe('2026-09-14');
});
