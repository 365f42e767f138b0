import type { Messages } from '../../../kernel/messages.ts';
import type { vi } from './messages.vi.ts';

/** English words of the page on the condition of the installation. */
export const en: Messages<typeof vi> = {
  title: 'System status',
  at: 'As of {at}.',
  shifted: 'As of {at}. Deadlines are counted as if today were {day}.',
  allWell: 'Everything is in order.',
  open: '{n} items need a look; they come first.',
  what: 'Item',
  how: 'Now',
  todo: 'What to do',
  ledger: 'How the ledger is doing: signatures, witnesses, the last verification',
  go: 'Open the page',
  tone: { ok: 'in order', due: 'worth a look', late: 'needs action' },
  for: { seconds: '{n} seconds', minutes: '{n} minutes', hours: '{n} hours', days: '{n} days' },
  help: 'This page holds counts and moments only, nothing of any dossier. The same figures are at /metrics for monitoring; what they mean and when to raise an alarm is in the operations manual.',
  worker: {
    name: 'Background work',
    seen: 'Took up work {ago} ago.',
    never: 'Has never taken up work.',
    advice:
      'While it does not run, lapses are not recorded. Check the service “khoithong worker” (or “khoithong start”), read its log, then start it again.',
  },
  lapses: {
    name: 'Recording of lapses',
    none: 'No deadline has passed without being recorded.',
    some: '{n} deadlines have passed and are not recorded yet, the oldest for {lag}.',
    advice:
      'A lapse recorded late still bears the right date, but superiors hear of it late. Check background work; if it runs, look for “lapse not recorded” in its log.',
  },
  queue: {
    name: 'Jobs waiting',
    none: 'No job is waiting.',
    some: '{n} jobs waiting, the oldest for {age}.',
    advice: 'Run one more “khoithong worker”, or find out why the present one takes up no work.',
  },
  failed: {
    name: 'Jobs that failed',
    none: 'No job has failed.',
    task: '{task}: {retrying} to be tried again, {dead} given up',
    advice: 'They are tried again by themselves. If the number grows, look for the name of the task in the log of the worker.',
    adviceDead:
      'Jobs given up do not run again by themselves. Look for the task in the log, mend the cause, then run them again as the operations manual says under “Jobs given up”.',
  },
  followUps: {
    name: 'Effects on other dossiers',
    none: 'All carried out.',
    some: '{n} under way, the oldest for {age}.',
    advice: 'Background work carries them out. Check it, and the jobs that failed.',
  },
  refused: {
    name: 'Effects refused',
    none: 'None.',
    one: '{what}: {n} times ({code})',
    advice:
      'The other dossier no longer takes that act, usually because it has ended. This is no fault of the machine; whoever holds the first dossier sees the refusal on it and decides what to do.',
  },
  backup: {
    name: 'Backup',
    last: 'The newest is of {time}.',
    unknown: 'There is no backup in the backup folder of this machine.',
    advice:
      'Run “khoithong backup” every night. If backups are made otherwise (pgBackRest), watch them there and disregard this item.',
  },
  database: {
    name: 'Database',
    value: '{size} MB, {connections} of {max} connections, PostgreSQL {server}.',
    advice: 'Connections are running out. Raise max_connections of PostgreSQL, or run fewer processes against it.',
  },
  schema: { name: 'Version', value: 'Program {version}; database schema {name} since {time}.' },
  calendar: {
    name: 'Working calendar of next year',
    known: 'The holidays of {year} are on record.',
    missing: 'The holidays of {year} are not on record.',
    advice:
      'Deadlines that reach into next year are counted without its holidays. When they are announced, enter them in a decision on rules and sign it.',
  },
  unverified: {
    name: 'Unverified values of law',
    none: 'Every value in force is verified.',
    some: '{n} values in force, in {packs} packs, are not verified.',
    advice: 'Have the legal department compare them with the original text; set what is right by a decision on rules.',
  },
};
