/** Days of a commendation on the real calendar, each counted by hand with the days off and the worked Saturday in view. */
import { expect, it } from 'vitest';
import { createLaw } from '../../dossier/testing/desk.ts';
import { calendar } from '../../kernel/builders.test-support.ts';
import { asInstant, toLegalDate } from '../../kernel/time.ts';
import { contested, decided, LAW_VALUES, nominate, played, said } from './steps.test-support.ts';

const law = createLaw({
  calendar,
  values: LAW_VALUES,
  limits: {
    'commendation.verify': { value: 5, unit: 'working-day' },
    'commendation.publish': { value: 5, unit: 'working-day' },
    'commendation.reply': { value: 10, unit: 'working-day' },
  },
});
/** Five past nine in the morning. */
const morning = (day: string) => asInstant(`${day}T02:05:00Z`);
/** Evidence from before every one of these days. */
const early = {
  ...nominate,
  body: { ...(nominate.body as object), evidence: said.evidence.map((row) => ({ ...row, on: '2026-01-05' })) },
};

const STEPS = {
  verify: [early],
  publish: [early, ...decided.slice(1)],
  reply: [early, ...contested.slice(1)],
} as const;

/** Which clock · begun on · due on · what lies between. */
it.each([
  ['verify', '2026-04-22', '2026-05-04', '23, 24, 28, 29/4; nghỉ bù Giỗ Tổ 27/4, nghỉ 30/4, 1/5; 04/5'],
  ['publish', '2026-04-29', '2026-05-08', 'nghỉ 30/4, 1/5 và cuối tuần; 04 đến 08/5'],
  ['reply', '2026-04-24', '2026-05-13', '28, 29/4; 04 đến 08/5; 11, 12, 13/5'],
  ['verify', '2026-08-20', '2026-08-26', '21/8, thứ bảy 22/8 làm bù, 24, 25, 26/8'],
  ['publish', '2026-08-27', '2026-09-08', '28/8; nghỉ Quốc khánh từ 29/8 đến 02/9; 03, 04, 07, 08/9'],
  ['reply', '2026-08-21', '2026-09-08', '22/8 làm bù, 24 đến 28/8, nghỉ Quốc khánh, 03, 04, 07, 08/9'],
] as const)('%s, begun on %s, is due on %s: %s', (clock, begun, due, _between) => {
  const p = played(STEPS[clock], { law, at: morning(begun) });
  expect(toLegalDate(p.dossier.clocks.find((c) => c.name === clock)?.dueAt ?? p.at)).toBe(due);
});
