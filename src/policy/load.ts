import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CalendarPack, readCalendarPack } from '../kernel/calendar-pack.ts';
import { type Pack, readPack } from './pack.ts';

/** Everything the packs folder says about the law. */
export interface LoadedPacks {
  readonly packs: readonly Pack[];
  readonly calendars: readonly CalendarPack[];
}

/**
 * Guarantees every `<id>/pack.json` and every `calendar/*.json` of a packs folder, checked, in the order of their names.
 * @throws {policy.bad_pack} @throws {kernel.bad_calendar_pack}
 */
export function loadPacks(folder: string): LoadedPacks {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const json = (path: string): unknown => JSON.parse(readFileSync(join(folder, path), 'utf8'));
  return {
    packs: files.filter((path) => /^[^/\\]+[/\\]pack\.json$/.test(path)).map((path) => readPack(json(path))),
    calendars: files.filter((path) => /^calendar[/\\][^/\\]+\.json$/.test(path)).map((path) => readCalendarPack(json(path))),
  };
}
