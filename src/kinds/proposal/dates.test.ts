/** The days of the decree on the real calendar, each counted by hand with the days off and the worked Saturday in view. */
import { expect, it } from 'vitest';
import { createLaw, play } from '../../dossier/testing/desk.ts';
import { calendar } from '../../kernel/builders.test-support.ts';
import { asInstant, toLegalDate } from '../../kernel/time.ts';
import { proposal } from './kind.ts';
import { ADOPTED, decided, heard, province, registered } from './steps.test-support.ts';

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
