import { safeHref } from './safe-link.tsx';
import type { Translator } from './translator.ts';

/** The public words of progress, each with its number and, where the reader may open it, its list. */
export function FiveSteps({ steps }: { steps: readonly { text: string; value: string; href?: string }[] }) {
  return (
    <ol class="five">
      {steps.map((step) => (
        <li key={step.text}>
          {step.href === undefined ? <span>{step.text}</span> : <a href={safeHref(step.href)}>{step.text}</a>}
          <b>{step.value}</b>
        </li>
      ))}
    </ol>
  );
}

/** One locality as a tile: short name in one or two lines, place in the grid, shown value and step of colour 1 to 6. */
export type Tile = {
  code: string;
  name: string;
  lines: readonly string[];
  column: number;
  row: number;
  value: string;
  step: 1 | 2 | 3 | 4 | 5 | 6;
  href?: string;
};

const PITCH = 70;
const SIZE = 66;

/** Every locality as a tile of the same size; the accessible name holds name and value. */
export function TileMap({ t, tiles }: { t: Translator; tiles: readonly Tile[] }) {
  const columns = Math.max(0, ...tiles.map((tile) => tile.column)) + 1;
  const rows = Math.max(0, ...tiles.map((tile) => tile.row)) + 1;
  return (
    <nav aria-labelledby="tiles-title">
      <svg class="tiles" viewBox={`0 0 ${columns * PITCH} ${rows * PITCH}`}>
        <title id="tiles-title">{t('map.label', { n: tiles.length })}</title>
        {tiles.map((tile) => (
          <OneTile key={tile.code} tile={tile} />
        ))}
      </svg>
    </nav>
  );
}

function OneTile({ tile }: { tile: Tile }) {
  const x = tile.column * PITCH + 2;
  const y = tile.row * PITCH + 2;
  const middle = x + SIZE / 2;
  const drawing = (
    <>
      <rect class={`k${tile.step}`} x={x} y={y} width={SIZE} height={SIZE} rx="4" />
      <g class="nm">
        {tile.lines.slice(0, 2).map((line, index) => (
          <text key={line} x={middle} y={y + 17 + index * 15}>
            {`${line} `}
          </text>
        ))}
      </g>
      <text class="v" x={middle} y={y + 56}>
        {tile.value}
      </text>
    </>
  );
  const dark = tile.step >= 5 ? 'w' : undefined;
  return tile.href ? (
    <a href={safeHref(tile.href)} aria-label={`${tile.name} ${tile.value}`} class={dark}>
      {drawing}
    </a>
  ) : (
    <g class={dark}>{drawing}</g>
  );
}

/** What each colour step stands for. */
export function Legend({ title, steps }: { title: string; steps: readonly { step: Tile['step']; text: string }[] }) {
  return (
    <>
      <h3 class="tight">{title}</h3>
      <div class="legend">
        {steps.map((step) => (
          <LegendRow key={step.step} {...step} />
        ))}
      </div>
    </>
  );
}

function LegendRow({ step, text }: { step: Tile['step']; text: string }) {
  return (
    <>
      <svg viewBox="0 0 24 18" aria-hidden="true">
        <rect class={`k${step}`} width="24" height="18" rx="2" />
      </svg>
      <span>{text}</span>
    </>
  );
}

/** A list of names with numbers, the keyboard path beside a picture. */
export function RankList({ items }: { items: readonly { text: string; href?: string; value: string }[] }) {
  return (
    <ul class="rank">
      {items.map((item) => (
        <li key={item.text}>
          {item.href ? <a href={safeHref(item.href)}>{item.text}</a> : <span>{item.text}</span>}
          <b>{item.value}</b>
        </li>
      ))}
    </ul>
  );
}
