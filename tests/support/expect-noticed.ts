import { expect } from 'vitest';
import type { Attack } from './attacks.ts';
import { attack, type Victim } from './victim.ts';

/** Carries an attack out on a copy and expects that whoever is to notice it names it, and where it says so, nobody else does. */
export async function expectNoticed(victim: Victim, { by, noticedBy, as, alone, from }: Attack): Promise<void> {
  const found = await attack(victim, from ?? 'database', async (attacker) => void (await by(attacker)));
  expect(found[noticedBy]).toEqual(expect.arrayContaining([expect.stringContaining(as(victim))]));
  if (alone) expect(Object.entries(found).filter(([who, what]) => who !== noticedBy && what.length > 0)).toEqual([]);
}
