/** A value of the law in force since before every test, of a pack that says where it stands and how sure it is. */
import type { RowOp } from '../../src/dossier/table.ts';
import type { Json } from '../../src/kernel/json.ts';
import { openRow } from './open-row.ts';

/** One parameter of the pack `test`, which nobody has verified. */
export function lawValue(parameter: string, value: Json, unit: string): RowOp {
  return openRow(
    'parameter',
    { layer: 'pack', parameter },
    {
      value,
      unit,
      clause: 'thử nghiệm',
      source: 'thử nghiệm',
      confidence: 'unverified',
      checked_on: '2026-01-01',
      pack: 'test',
      version: '1',
      decision_number: null,
    },
  );
}
