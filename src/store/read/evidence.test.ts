import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asDossierId } from '../../kernel/ids.ts';
import { planParts } from './evidence.ts';

const dossiers = Array.from({ length: 4 }, (_, n) => asDossierId(`00000000-0000-7000-8000-00000000000${n}`));

test('parts hold every act once, in order, and none holds more than a reader takes', () => {
  const act = fc.record({ files: fc.nat(20), bytes: fc.nat(400_000_000) });
  fc.assert(
    fc.property(fc.array(fc.array(act, { minLength: 1, maxLength: 300 }), { minLength: 1, maxLength: 4 }), (lists) => {
      const weights = lists.flatMap((acts, n) => acts.map((one, i) => ({ ...one, dossier: dossiers[n] ?? '', seq: i + 1 })));
      const parts = planParts(weights as Parameters<typeof planParts>[0]);
      const told = parts.map((ranges) =>
        ranges.flatMap(({ dossier, from, to }) => weights.filter((w) => w.dossier === dossier && w.seq >= from && w.seq <= to)),
      );
      expect(told.flat()).toEqual(weights);
      for (const part of told) {
        expect(part.reduce((sum, { files }) => sum + 5 + files, 0)).toBeLessThanOrEqual(900);
        if (part.length > 1) expect(part.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(2 ** 30);
      }
    }),
    { numRuns: 50 },
  );
});
