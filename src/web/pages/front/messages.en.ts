import type { Messages } from '../../../kernel/messages.ts';
import type { vi } from './messages.vi.ts';

/** The same in English. */
export const en: Messages<typeof vi> = {
  title: 'Say what stands in the way; see who removes it, and by when',
  lead: 'Directives become tasks with a person who answers for each. Obstacles from the grassroots reach whoever has the power, with a deadline, and every step is on record.',
  headline: '{total} obstacles on the books, {done} removed',
  atLeast: 'at least {n}',
  done: 'Finished',
  open: 'Not finished',
  onTime: '{n} in time',
  late: '{n} overdue',
  inTime: '{n} within the limit',
  few: 'Numbers below 5 read «<5», so that nobody can be recognised.',
  places: '{n} wards, communes and special zones',
  placesWhat: 'Open obstacles by place',
  placesNote: 'Every place has a tile of the same size; positions are relative.',
  allPlaces: 'The other places, {n} in all',
  stepFew: 'below {n}, not told',
  step: '{from}–{to}',
  stepFrom: '{n} or more',
  published: 'New directives',
  personas: 'Step into somebody’s place to try it.',
  personasNote: 'All names and dossiers are examples.',
  tryTitle: 'Try it',
  tryLead: 'Choose a person. You start working as that person at once, on the sample data of the whole province.',
  tryClock: 'Once inside, use “+1 working day” at the top to see things fall due, lapse and go up to the superior.',
  first: {
    'commune-official': {
      one: 'Report an obstacle from a phone',
      two: 'See which step your obstacle has reached',
      three: 'Remind the unit that holds it',
    },
    specialist: { one: 'See what is due today', two: 'Give an opinion on an obstacle', three: 'See how a deadline is counted' },
    'department-head': {
      one: 'Decide the first item of the list',
      two: 'Ask another unit for its opinion',
      three: 'Assign a task',
    },
    clerk: { one: 'Take in a directive', two: 'Register a new obstacle', three: 'Send a directive to be read and confirmed' },
    'standing-committee-member': {
      one: 'Look at your portfolio',
      two: 'Urge a silent unit',
      three: 'Decide a matter put to you',
    },
    inspector: {
      one: 'See what has been let lapse',
      two: 'Read the whole course of a dossier',
      three: 'Look at the assignment map',
    },
    administrator: {
      one: 'See the organisation of a day before the merger',
      two: 'See rules and calendar',
      three: 'Draft an organisation decision',
    },
  },
};
