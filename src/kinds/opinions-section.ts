/** The bodies asked for an opinion, as a section of a dossier: what each said and when, or that its silence is on record. */
import type { Section } from '../dossier/index.ts';
import type { UnitId } from '../kernel/ids.ts';
import type { LegalDate } from '../kernel/time.ts';

/** What every kind keeps of a body it asked. */
export interface AskedOpinion {
  readonly unit: UnitId;
  readonly askedOn: LegalDate;
  /** Null until answered. */
  readonly stance: string | null;
  readonly answeredOn: LegalDate | null;
  readonly text: string | null;
  readonly number: string | null;
  /** The act by which the body's time ran out; null while it may still answer. */
  readonly lapsedBy: number | null;
}

/** One row for a body asked, under `named`: why it was asked, or what it is. An answer after the silence stands beside it. */
export function opinionsSection<Named extends string>(
  named: Named,
  opinions: readonly (AskedOpinion & Readonly<Record<Named, string>>)[],
): Section {
  return {
    key: 'opinions',
    columns: [
      { key: named, as: 'choice', group: named },
      { key: 'unit', as: 'unit' },
      { key: 'askedOn', as: 'date' },
      { key: 'stance', as: 'choice', group: 'stance' },
      { key: 'answeredOn', as: 'date' },
      { key: 'text' },
      { key: 'number' },
    ],
    rows: opinions.map((o) => ({
      [named]: o[named],
      unit: o.unit,
      askedOn: o.askedOn,
      stance: o.stance ?? (o.lapsedBy === null ? 'waiting' : 'silent'),
      answeredOn: o.answeredOn,
      text: o.text,
      number: o.number,
      silent: o.lapsedBy !== null,
    })),
  };
}
