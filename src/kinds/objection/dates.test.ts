/** Both clocks on the real calendar, each counted by hand with the days off and the worked Saturday in view. */
import { expect, it } from 'vitest';
import { createLaw, play } from '../../dossier/testing/desk.ts';
import { calendar } from '../../kernel/builders.test-support.ts';
import { asInstant, toLegalDate } from '../../kernel/time.ts';
import { objection } from './kind.ts';
import { province, raised, report, submit } from './steps.test-support.ts';

const law = createLaw({
  calendar,
  limits: { 'objection.answer': { value: 5, unit: 'working-day' }, 'objection.superior': { value: 10, unit: 'working-day' } },
});
/** Five past nine in the morning. */
const morning = (day: string) => asInstant(`${day}T02:05:00Z`);

/** Reported on · answered by · reported up that same morning: the superior answers by · what lies between. */
it.each([
  ['2026-04-23', '2026-05-05', '2026-05-12', 'nghỉ bù Giỗ Tổ 27/4, 30/4 và 1/5'],
  ['2026-04-29', '2026-05-08', '2026-05-15', 'ngay trước 30/4'],
  ['2026-08-21', '2026-08-27', '2026-09-08', 'thứ bảy 22/8 làm bù; nghỉ Quốc khánh 31/8 đến 2/9'],
])('reported on %s it is to be answered by %s, by the superior by %s: %s', (day, answer, superior) => {
  const [first, ...rest] = raised;
  const sent = { ...(first ?? submit), body: { ...report, orderedOn: day } };
  const p = play(objection, [sent, ...rest], { province, law, at: morning(day) });
  const dueOf = (name: string) => toLegalDate(p.dossier.clocks.find((c) => c.name === name)?.dueAt ?? p.at);
  expect([dueOf('answer'), dueOf('superior')]).toEqual([answer, superior]);
});
