/** What the log says of a leaf, in rows: its state, its place, who saw it. */
import { formatNumber, formatStamp } from '../../../kernel/format.ts';
import type { Lang, Translate } from '../../../kernel/messages.ts';
import { asInstant, type Instant, toMillis } from '../../../kernel/time.ts';
import type { LeafState } from '../../../store/ledger/receipts.ts';
import { Breakable } from '../../components/breakable.tsx';
import { Light, type LightView } from '../../components/light.tsx';
import type { SummaryRow } from '../../components/summary-list.tsx';

/** Whoever reads: a stranger has a language and words, nothing else. */
export interface Stranger {
  readonly lang: Lang;
  readonly t: Translate;
}

/** A leaf waits a second at most while everything works; from here on the page says that the log is behind. */
const BEHIND_MILLIS = 60_000;

/** Since when the log is behind; undefined while it is not. */
export function behindSince(state: LeafState): Instant | undefined {
  const { waitingSince, now } = state;
  return waitingSince !== null && toMillis(now) - toMillis(waitingSince) > BEHIND_MILLIS ? waitingSince : undefined;
}

/** When a promise made at that moment must be kept. */
export function promisedUntil(at: Instant, promiseSeconds: number): Instant {
  return asInstant(toMillis(at) + promiseSeconds * 1000);
}

/** The state of a leaf as a light. */
export function stateLight({ t }: Stranger, state: LeafState, until: Instant): LightView {
  if (state.place !== null) return { tone: 'done-ok', text: t('receipts.state.inLog') };
  if (state.openedAt === null) return { tone: 'paused', text: t('receipts.state.noLog') };
  return state.now > until
    ? { tone: 'late', text: t('receipts.state.overdue') }
    : { tone: 'due', text: t('receipts.state.waiting') };
}

/** Place, checkpoint and witnesses of a leaf that stands in the log. */
export function placeRows({ t, lang }: Stranger, { place }: LeafState): readonly SummaryRow[] {
  if (place === null) return [];
  const { checkpoint, witnesses } = place;
  return [
    { label: t('receipts.row.origin'), value: <Breakable text={place.origin} /> },
    {
      label: t('receipts.row.index'),
      value: t('receipts.index', { n: formatNumber(place.index, lang) }),
      note: formatStamp(place.sequencedAt),
    },
    {
      label: t('receipts.row.checkpoint'),
      value:
        checkpoint === null
          ? t('receipts.checkpointSoon')
          : t('receipts.checkpoint', { size: formatNumber(checkpoint.size, lang), time: formatStamp(checkpoint.signedAt) }),
    },
    {
      label: t('receipts.row.witnesses'),
      value:
        witnesses.length === 0
          ? t('receipts.noWitness')
          : witnesses.map(({ name, time }) => <div key={name}>{t('receipts.witness', { name, time: formatStamp(time) })}</div>),
    },
  ];
}

/** The row of the state itself. */
export function stateRow(who: Stranger, state: LeafState, until: Instant): SummaryRow {
  return { label: who.t('receipts.row.state'), value: <Light flat {...stateLight(who, state, until)} /> };
}

/** The row of a leaf hash, whole. */
export function hashRow({ t }: Stranger, leafHash: string): SummaryRow {
  return { label: t('receipts.row.hash'), value: <span class="mono anywhere">{leafHash}</span> };
}
