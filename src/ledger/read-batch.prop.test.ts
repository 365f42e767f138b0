import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newSalt } from './leaf.ts';
import { type BatchPlace, buildReadBatch, digestAll, digestReading, type SaltedReading } from './read-batch.ts';

const instant = fc
  .date({ min: new Date('2026-01-01'), max: new Date('2036-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const reading: fc.Arbitrary<SaltedReading> = fc.record({
  at: instant,
  last: instant,
  times: fc.integer({ min: 1, max: 1000 }),
  reader: fc.uuid(),
  key: fc.constantFrom('role:inspector', 'post:D1.head', 'person:x'),
  post: fc.option(fc.constantFrom('D1.head', 'P.inspector')),
  purpose: fc.constantFrom('inspection', 'handling', 'other'),
  words: fc.string({ maxLength: 40 }).filter((text) => text.isWellFormed()),
  what: fc.constantFrom('page', 'file', 'api'),
  dossier: fc.uuid(),
  subjects: fc.uniqueArray(fc.uuid(), { maxLength: 4 }),
  held: fc.boolean(),
  shownAt: fc.option(instant),
  salt: fc.constant(0).map(newSalt),
  subjectSalt: fc.constant(0).map(newSalt),
});
const readings = fc.array(reading, { minLength: 1, maxLength: 20 });
const place: BatchPlace = { n: 0, stream: 'c3RyZWFt', previous: null, at: '2026-11-30T00:00:00.000Z' };

test('the order in which readings and persons come makes no other leaf', () => {
  fc.assert(
    fc.property(readings, (events) => {
      const turned = events.toReversed().map((event) => ({ ...event, subjects: event.subjects.toReversed() }));
      expect(buildReadBatch(place, turned).text).toBe(buildReadBatch(place, events).text);
    }),
  );
});

test('one reading is disclosed by itself and the digests of the others, and nothing else is', () => {
  fc.assert(
    fc.property(readings, fc.nat(), (events, n) => {
      const batch = buildReadBatch(place, events);
      const shown = events[n % events.length] as SaltedReading;
      const others = batch.digests.filter((digest) => digest !== digestReading(shown));
      expect(others).toHaveLength(events.length - 1);
      expect(JSON.parse(batch.text)).toMatchObject({ d: [digestAll([...others, digestReading(shown)])] });
      for (const secret of [shown.reader, shown.dossier, shown.salt]) expect(batch.text).not.toContain(secret);
    }),
  );
});

test('whatever is changed of a reading gives another digest', () => {
  fc.assert(
    fc.property(reading, reading, (event, other) => {
      for (const name of Object.keys(event) as (keyof SaltedReading)[]) {
        if (JSON.stringify(event[name]) === JSON.stringify(other[name])) continue;
        expect(digestReading({ ...event, [name]: other[name] })).not.toBe(digestReading(event));
      }
    }),
  );
});
