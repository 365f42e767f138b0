/** What anybody may know: how many, how far, where; never which. */
import type { AnyKind, PublicStep } from '../../../dossier/kind.ts';
import { formatDate, formatStamp } from '../../../kernel/format.ts';
import { truncateWords } from '../../../kernel/text.ts';
import { toLegalDate } from '../../../kernel/time.ts';
import type { DossierRowView } from '../../../store/read/dossier-row.ts';
import { FEWEST_CASES, type PublicFigures } from '../../../store/read/figures.ts';
import type { Tile } from '../../components/public-figures.tsx';
import type { Reader } from '../showing/reader.ts';
import { buildTiles, listTiles, publicCount, type TilePlace } from './tiles.ts';

/** The public words of progress, in order. */
export const PUBLIC_STEPS: readonly PublicStep[] = ['received', 'processing', 'decided', 'executing', 'done'];

/** Everything the public page says of one kind. */
export interface PublicPage {
  readonly headline: string;
  readonly steps: readonly { readonly text: string; readonly value: string }[];
  readonly done: { readonly ok: string; readonly late: string };
  readonly open: { readonly ok: string; readonly late: string };
  readonly tiles: readonly Tile[];
  readonly places: ReturnType<typeof listTiles>;
  readonly dataAt: string;
}

/** The public page of a kind that lets itself be counted. */
export function buildPublic(
  r: Reader,
  kind: AnyKind,
  figures: PublicFigures,
  places: readonly TilePlace[],
  now: Parameters<typeof formatStamp>[0],
): PublicPage {
  const declared = kind.publicSteps ?? {};
  const counts = new Map<PublicStep, number>();
  for (const { stage, count } of figures.stages) {
    const step = declared[stage];
    if (step) counts.set(step, (counts.get(step) ?? 0) + count);
  }
  const shown = PUBLIC_STEPS.filter((step) => Object.values(declared).includes(step));
  const values = shown.map((step) => counts.get(step) ?? 0);
  const hides = [...values, figures.onTime, figures.doneOk, figures.doneLate, figures.late].some((n) => n < FEWEST_CASES);
  const localities = new Map(figures.localities.map((l) => [l.locality, l.count]));
  const tiles = buildTiles(r, places, localities);
  return {
    headline: capital(
      r.t('screens.front.headline', {
        total: safeTotal(r, figures.total, hides),
        done: safeTotal(r, counts.get('done') ?? 0, hides),
      }),
    ),
    steps: shown.map((step, n) => ({ text: r.t(`public.${step}`), value: publicCount(values[n] ?? 0) })),
    done: { ok: publicCount(figures.doneOk), late: publicCount(figures.doneLate) },
    open: { ok: publicCount(figures.onTime), late: publicCount(figures.late) },
    tiles,
    places: listTiles(r, tiles),
    dataAt: formatStamp(now),
  };
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);
}

/** A sum beside hidden parts would give them away, so it is told in round fives. */
function safeTotal(r: Reader, total: number, hides: boolean): string {
  if (total < FEWEST_CASES) return publicCount(total);
  return hides ? r.t('screens.front.atLeast', { n: Math.floor(total / FEWEST_CASES) * FEWEST_CASES }) : String(total);
}

/** A directive as the public page names it. */
export interface PublishedLine {
  readonly title: string;
  readonly note: string;
}

/** The newest titles. */
export function publishedLines(r: Reader, rows: readonly DossierRowView[]): readonly PublishedLine[] {
  return rows.map((row) => ({
    title: truncateWords(row.title, 200),
    note: [...(row.number ? [row.number] : []), formatDate(toLegalDate(row.openedAt)), r.say.stage(row.kind, row.stage)].join(
      ' · ',
    ),
  }));
}
