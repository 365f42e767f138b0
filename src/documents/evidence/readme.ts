/** The plain text that lies beside the proof: what this is, how to check it, and what the bundle could not prove yet. */
import { formatStamp } from '../../kernel/format.ts';
import type { Instant } from '../../kernel/time.ts';
import { evidenceWords } from './report.ts';

/** What the text says besides how to check. */
export interface ReadmeFacts {
  readonly name: string;
  readonly madeAt: Instant;
  /** Hex SHA-256 of the verifier in the bundle. */
  readonly verifier?: string;
  /** Acts in no signed checkpoint yet, with the receipts there are. */
  readonly waiting: readonly { readonly dossier: string; readonly seq: number; readonly receipt?: string }[];
  /** Fields of the database that no longer match the ledger. */
  readonly altered: readonly { readonly dossier: string; readonly seq: number; readonly field: string }[];
}

/** A reader refuses a longer one; receipts that find no room are asked for again. */
const MOST = 60 * 1024;

/** The text, in Vietnamese with a word in English. */
export function evidenceReadme({ name, madeAt, verifier, waiting, altered }: ReadmeFacts): string {
  const t = evidenceWords('vi');
  const act = (one: { readonly dossier: string; readonly seq: number }): string =>
    t('readme.act', { dossier: one.dossier, seq: one.seq });
  const parts = [
    t('readme.head', { name, time: formatStamp(madeAt) }),
    t('readme.what'),
    t('readme.how'),
    verifier === undefined ? t('readme.noVerifier') : t('readme.verifier', { hash: verifier }),
    t('readme.policy'),
    ...(waiting.length === 0 ? [] : [t('readme.waiting', { acts: waiting.map(act).join('; ') })]),
    ...(altered.length === 0
      ? []
      : [t('readme.altered', { fields: altered.map((one) => `${act(one)}: ${one.field}`).join('; ') })]),
    t('readme.english'),
    ...waiting.flatMap((one) => (one.receipt === undefined ? [] : [`${act(one)}\n${one.receipt.trimEnd()}`])),
  ];
  const kept: string[] = [];
  let length = 0;
  for (const part of parts) {
    length += Buffer.byteLength(part) + 2;
    if (length < MOST) kept.push(part);
  }
  return `${kept.join('\n\n')}\n`;
}
