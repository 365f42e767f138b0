/** What the product is to reach on two cores, held against the lines of one run. */
import type { Report } from '../measure/line.ts';
import { BEST_PEER } from '../measure/peers.ts';
import { confirmName } from './acknowledgements.ts';
import { httpName } from './http.ts';
import { performName } from './perform.ts';
import { rawName } from './raw.ts';

const REPORT = 'obstacle.report';
const PROGRESS = 'task.progress';
const MEMORY_MEGABYTES = 350;
const GROWTH = 1.3;

const GROWING = [
  performName(REPORT, 16, ''),
  performName(PROGRESS, 16, ''),
  httpName('list of one unit by due date, JSON', 16, ''),
  httpName('list of all obstacles, HTML', 16, ''),
  httpName('list of all tasks, few of them readable, HTML', 16, ''),
  httpName('dossier page with history, HTML', 16, ''),
].map((name) => name.slice(0, -', '.length));

/** Holds the lines against the aims; an aim whose lines were not measured is left out. */
export function judge(report: Report, sizes: readonly string[], confirmations: number): void {
  const size = sizes.find((one) => one === '100k') ?? sizes.at(-1) ?? '';
  const value = (name: string) => report.value(name);
  const atLeast = (what: string, found: number | undefined, least: number, unit = ''): void => {
    if (found !== undefined) report.aim(`${what} ≥ ${least}${unit}`, found >= least, `${found.toPrecision(3)}${unit}`);
  };
  const atMost = (what: string, found: number | undefined, most: number, unit: string): void => {
    if (found !== undefined) report.aim(`${what} ≤ ${most} ${unit}`, found <= most, `${found.toPrecision(3)} ${unit}`);
  };
  const ratio = (above: number | undefined, below: number | undefined) =>
    above === undefined || below === undefined ? undefined : above / below;

  for (const what of [REPORT, PROGRESS]) {
    const name = performName(what, 16, size);
    atLeast(`${name}: share of raw`, ratio(value(name), value(rawName(16))), 0.25);
    atMost(`${name}: p95`, value(`${name}, p95`), 40, 'ms');
  }
  for (const [what, peer, times] of [
    ['create an obstacle, JSON', 'create', 8],
    ['list of one unit by due date, JSON', 'list', 10],
    ['list of one unit by due date, HTML', 'list', 10],
    ['list of all obstacles, HTML', 'list', 10],
    ['list of all tasks, few of them readable, HTML', 'list', 10],
    ['dossier and its history, JSON (two requests)', 'detail', 10],
    ['dossier page with history, HTML', 'detail', 10],
    ['search, JSON', 'search', 8],
    ['search, HTML', 'search', 8],
  ] as const) {
    atLeast(
      `${what}: times ${BEST_PEER[peer].against}`,
      ratio(value(httpName(what, 16, size)), BEST_PEER[peer].value),
      times,
      'x',
    );
  }
  for (const what of [
    'list of one unit by due date, HTML',
    'list of all obstacles, HTML',
    'list of all tasks, few of them readable, HTML',
    'dossier page with history, HTML',
  ]) {
    atMost(`${what}, one caller: p95`, value(`${httpName(what, 1, size)}, p95`), 25, 'ms');
  }
  for (const [from, to] of sizes.map((one, i) => [sizes[i - 1], one] as const)) {
    if (from === undefined) continue;
    for (const name of GROWING)
      atMost(`growth ${from} → ${to}: ${name}`, ratio(value(`${name}, ${from}`), value(`${name}, ${to}`)), GROWTH, 'x');
  }
  const confirmed = confirmName(confirmations);
  atMost(`${confirmed}: p95`, value(`${confirmed}, p95`), 200, 'ms');
  atMost(
    `${confirmed}: refused or to be tried again`,
    value(`${confirmed}, seen by a person as refused or to be tried again`),
    0,
    'times',
  );
  for (const one of sizes)
    atMost(
      `memory of the web program, ${one}`,
      value(`memory of the web program, after all this, ${one}`),
      MEMORY_MEGABYTES,
      'MB',
    );
}
