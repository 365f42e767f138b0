import { expect, test } from 'vitest';
import { buildCalendar } from '../../kernel/calendar.ts';
import { findForbiddenCharacters } from '../../kernel/text.ts';
import { asInstant, asLegalDate } from '../../kernel/time.ts';
import type { StoryView } from './step.ts';
import { storySteps } from './story.ts';
import { lastDayFrom, lastDayOf, momentOf, STORY_LENGTH } from './story-days.ts';

const calendar = buildCalendar('test', [2026], []);
const view: StoryView = { on: () => asLegalDate('2026-11-23'), id: (name) => name as ReturnType<StoryView['id']> };

test('every act falls in office hours within the forty days', () => {
  for (const step of storySteps) {
    expect(step.day, `${step.tale} ${step.act}`).toBeGreaterThanOrEqual(1);
    expect(step.day, `${step.tale} ${step.act}`).toBeLessThanOrEqual(STORY_LENGTH);
    expect(step.at, `${step.tale} ${step.act}`).toMatch(
      /^(?:(?:08|09|10|14|15):[0-5]\d|11:[0-2]\d|11:30|13:[3-5]\d|16:[0-5]\d)$/,
    );
  }
});

test('the directive comes in first', () => {
  expect(storySteps[0]).toMatchObject({ kind: 'directive', act: 'take-in', day: STORY_LENGTH });
});

test('no dossier is acted on before it is opened, and none is opened twice', () => {
  const known = new Set<string>();
  for (const step of storySteps) {
    if (step.kind === undefined) expect(known, `${step.tale} ${step.act}`).toContain(step.tale);
    const names = [...(step.kind === undefined ? [] : [step.tale]), ...step.opens];
    for (const name of names) {
      expect(known).not.toContain(name);
      known.add(name);
    }
  }
});

test('texts are composed characters without stray spaces', () => {
  for (const step of storySteps) {
    const text = JSON.stringify(typeof step.body === 'function' ? step.body(view) : step.body);
    expect(text).toBe(text.normalize('NFC'));
    expect(findForbiddenCharacters(text), step.tale).toEqual([]);
    expect(text, step.tale).not.toMatch(/ {2}| [,.;:]|" | "$/);
  }
});

test('the last day is today until its work is over, then the next working day', () => {
  expect(lastDayOf(calendar, asInstant('2026-11-23T02:05:00Z'))).toBe('2026-11-23');
  expect(lastDayOf(calendar, asInstant('2026-11-23T10:00:00Z'))).toBe('2026-11-24');
  expect(lastDayOf(calendar, asInstant('2026-11-21T02:00:00Z'))).toBe('2026-11-23');
});

test('the first day tells the last one again', () => {
  const lastDay = asLegalDate('2026-11-23');
  const first = momentOf(calendar, lastDay, STORY_LENGTH, '08:30');
  expect(first).toBe('2026-09-28T01:30:00.000Z');
  expect(lastDayFrom(calendar, asLegalDate('2026-09-28'))).toBe(lastDay);
});
