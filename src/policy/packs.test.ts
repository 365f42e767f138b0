import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { foldRowOps } from '../dossier/table.ts';
import { asLegalDate } from '../kernel/time.ts';
import { buildLaw } from './law.ts';
import { loadPacks } from './load.ts';
import { toCalendarOps, toPackOps } from './rows.ts';

const folder = fileURLToPath(new URL('../../packs', import.meta.url));
const { packs, calendars } = loadPacks(folder);
const start = asLegalDate('2025-01-01');
const law = buildLaw(
  foldRowOps([...packs.flatMap(toPackOps), ...calendars.flatMap((calendar) => toCalendarOps(calendar, start))]),
  1,
).on(asLegalDate('2026-11-23'));

describe('the packs of the house', () => {
  it('are all readable, each in the folder of its own id', () => {
    const folders = readdirSync(folder).filter((name) => name !== 'calendar' && name !== 'organisation');
    expect(folders.length).toBeGreaterThanOrEqual(6);
    expect(packs.map((pack) => pack.id)).toEqual(folders.sort());
    expect(calendars).toHaveLength(1);
  });

  it('never define one parameter twice', () => {
    const keys = packs.flatMap((pack) => Object.keys(pack.parameters));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('call own limits and counting rules unverified, because no text was checked for them', () => {
    const own = packs.filter((pack) => pack.id === 'noi-bo' || pack.id === 'dem-ngay');
    expect(own).toHaveLength(2);
    for (const pack of own) {
      for (const [key, given] of Object.entries(pack.parameters)) expect(given.confidence, key).toBe('unverified');
    }
    expect(law.counting.confidence).toBe('unverified');
  });

  it('give every clock of the house a limit in working days', () => {
    const named = ['register', 'classify', 'route', 'opinion', 'decide', 'carry-out', 'confirm', 'object.review'];
    for (const key of [
      ...named.map((name) => `obstacle.${name}`),
      'escalation.level',
      'task.accept',
      'acknowledgement.confirm',
    ]) {
      expect(law.limit(key).limit.unit, key).toBe('working-day');
    }
  });

  it('show the verified seven working days of the vote and leave empty what nobody found', () => {
    expect(law.limit('d73.vote')).toMatchObject({ limit: { value: 7, unit: 'working-day' }, source: { confidence: 'verified' } });
    expect(() => law.limit('d73.complex.days')).toThrow('policy.empty_parameter');
  });
});
