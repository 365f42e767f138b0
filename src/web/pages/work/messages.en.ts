import type { Messages } from '../../../kernel/messages.ts';
import type { vi } from './messages.vi.ts';

/** The same in English. */
export const en: Messages<typeof vi> = {
  title: 'My work today',
  nothing: 'Nothing is waiting for you today.',
  leadAll: 'You have {n} {n, one: thing | other: things} to do',
  leadSome: '{n} {n, one: thing | other: things} to do first',
  leadLate: '{n} overdue',
  leadToday: '{n} due today',
  youMust: 'You must',
  order: 'Overdue, due soon, then by date',
  seeAll: 'See all {n}',
  seeFirst: 'Only the first seven',
  open: 'Open the dossier',
  new: 'New',
  due: 'due {day}, {date}',
  people: '{n} people',
  behalf: 'for {name}',
  behalfPost: 'for the {post}',
  acting: 'You are acting for {name}',
  until: 'until {date}',
  untilFurther: 'until further notice',
  actingNote: 'By {paper}. Rows done for somebody else say so.',
  scope: 'Scope of the delegation',
  allDone: 'All done. Nothing else is due yet.',
  report: 'Report an obstacle',
  asked: 'Asked of you',
  waitingNone: 'You are waiting for nobody.',
  unit: 'My unit',
  unitOpen: '{n} open',
  help: 'This page orders everything that waits for you by its deadline. Every row has one button that leads to what must be done. On the right is what you wait for from others.',
};
