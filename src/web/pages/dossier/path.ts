/** The way of a dossier through the stages of its kind, read from the facts of its acts. */
import { isEnd } from '../../../dossier/fold.ts';
import type { Clock } from '../../../dossier/words.ts';
import { formatDate } from '../../../kernel/format.ts';
import { toLegalDate } from '../../../kernel/time.ts';
import type { ActView, DossierView } from '../../../store/read/dossier.ts';
import type { PathStep } from '../../components/path.tsx';
import type { Reader } from '../showing/reader.ts';
import { chooseClock, clockLight } from './todo.ts';

/** Most steps drawn; a kind with more shows the ones around the present. */
const MOST_STEPS = 7;

/** The steps with the day each was reached, whether in time, and how often. */
export function buildPath(r: Reader, view: DossierView): readonly PathStep[] {
  const { kind, dossier } = view;
  const entries = new Map<string, ActView[]>();
  for (const act of view.acts) {
    if (act.facts.to === act.facts.from) continue;
    entries.set(act.facts.to, [...(entries.get(act.facts.to) ?? []), act]);
  }
  const aside = kind.stages.includes(dossier.stage) ? [] : [dossier.stage];
  const stages = stepsToShow([...kind.stages, ...aside], dossier.stage, entries);
  const here = kind.stages.indexOf(dossier.stage);
  return stages.map((stage): PathStep => {
    const entered = entries.get(stage) ?? [];
    const last = entered.at(-1);
    const index = kind.stages.indexOf(stage);
    const isHere = stage === dossier.stage;
    const isPast = last !== undefined && (aside.length > 0 || index < here);
    const round = entered.length > 1 ? { round: entered.length } : {};
    const name = r.say.stage(kind.name, stage);
    if (isHere)
      return {
        name,
        state: aside.length > 0 ? 'missed' : isEnd(kind, stage) ? 'done' : 'now',
        lines: hereLines(r, view, last),
        ...round,
      };
    if (isPast && last) return { name, state: 'done', lines: [reachedLine(r, view, last)], ...round };
    const skipped = index < here || aside.length > 0;
    return { name, state: 'next', ...(skipped ? { lines: [r.t('pages.path.skipped')] } : {}), ...round };
  });
}

function stepsToShow(
  stages: readonly string[],
  here: string,
  entries: ReadonlyMap<string, readonly ActView[]>,
): readonly string[] {
  if (stages.length <= MOST_STEPS) return stages;
  const reached = stages.filter((s) => entries.has(s) || s === here);
  const shown = reached.length <= MOST_STEPS ? reached : reached.slice(-MOST_STEPS);
  const ahead = stages.filter((s) => !entries.has(s) && s !== here && stages.indexOf(s) > stages.indexOf(here));
  return [...shown, ...ahead].slice(0, MOST_STEPS);
}

function reachedLine(r: Reader, view: DossierView, act: ActView): string {
  const date = formatDate(toLegalDate(act.businessAt)).slice(0, 5);
  const mark = onTimeMark(r, view.dossier.clocks, act.seq);
  return mark === undefined ? date : `${date} · ${mark}`;
}

/** Whether the clock this act answered was answered in time. */
function onTimeMark(r: Reader, clocks: readonly Clock[], seq: number): string | undefined {
  const ended = clocks.filter((c) => c.endedBy === seq && c.level === 0);
  if (ended.some((c) => c.state === 'met-late')) return r.t('pages.path.late');
  return ended.some((c) => c.state === 'met') ? r.t('pages.path.onTime') : undefined;
}

function hereLines(r: Reader, view: DossierView, entered: ActView | undefined): readonly string[] {
  const since = entered ? [r.t('pages.path.since', { date: formatDate(toLegalDate(entered.businessAt)).slice(0, 5) })] : [];
  const chosen = chooseClock(r, view);
  if (isEnd(view.kind, view.dossier.stage)) return entered ? [reachedLine(r, view, entered)] : [];
  if (!chosen) return since;
  const due = r.t('pages.path.due', { date: formatDate(toLegalDate(chosen.clock.dueAt)).slice(0, 5) });
  return [...since, due, clockLight(r, chosen.clock, view.now, view.kind.name, true).text];
}
