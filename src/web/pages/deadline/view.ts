/** «Cách tính thời hạn»: one clock explained from what was written down when it was counted. */
import { sparedIn } from '../../../dossier/access.ts';
import { postAbove } from '../../../dossier/clock-facts.ts';
import { findAct } from '../../../dossier/common-acts.ts';
import type { Clock } from '../../../dossier/words.ts';
import { isDecidedYear } from '../../../kernel/calendar.ts';
import { dayStrip, type StripDay } from '../../../kernel/day-strip.ts';
import { formatDate, formatStamp, formatTime, formatWeekdayDate } from '../../../kernel/format.ts';
import { computeDue, type DueWorking, type Limit } from '../../../kernel/limit.ts';
import type { Instant, LegalDate } from '../../../kernel/time.ts';
import { toLegalDate, yearOf } from '../../../kernel/time.ts';
import type { DossierView } from '../../../store/read/dossier.ts';
import type { Day } from '../../components/day-strip.tsx';
import { actorName } from '../dossier/timeline.tsx';
import { type BigClock, bigClock, pauseReason } from '../dossier/todo.ts';
import { answering, clockLabel, postTitle } from '../showing/people.ts';
import type { Reader } from '../showing/reader.ts';
import { versionWords } from '../showing/version.ts';

/** One step of the calculation: what happened, on what basis, and the date it led to. */
export interface DeadlineStep {
  readonly title: string;
  readonly notes: readonly string[];
  readonly basis: string;
  /** How far the source of the basis was checked. */
  readonly confidence: string;
  readonly due: string;
  readonly isOld: boolean;
}

/** What happens when nobody answers. */
export interface SilenceStep {
  readonly date: string;
  readonly iso: string;
  readonly text: string;
}

/** The page of one clock. */
export interface DeadlineView {
  readonly clock: BigClock;
  readonly label: string;
  readonly caption: string;
  readonly weeks: readonly (readonly Day[])[];
  readonly steps: readonly DeadlineStep[];
  readonly doubts: readonly string[];
  /** Which calendar the clock was counted by, on what decisions, and how sure we are of it. */
  readonly calendar: readonly string[];
  /** The digest by which the calendar of that day is known. */
  readonly calendarMark: string;
  readonly silence: readonly SilenceStep[];
}

/** More weeks than this are not drawn: nobody reads them. */
const MOST_WEEKS = 40;

/** Explains a clock to its reader. */
export function buildDeadline(r: Reader, view: DossierView, clock: Clock, base: string): DeadlineView {
  const { working } = clock;
  const strip = dayStrip(working, r.asker.law.calendar);
  return {
    clock: bigClock(r, view, clock, base),
    label: clockLabel(r, view.kind.name, clock),
    caption: r.t('pages.deadline.caption', {
      from: formatDate(toLegalDate(working.startAt)),
      to: formatDate(toLegalDate(working.dueAt)),
    }),
    weeks: strip.length / 7 > MOST_WEEKS ? [] : inWeeks(strip).map((week) => week.map((day) => toDay(r, day, clock, view.now))),
    steps: [startStep(r, view, clock), ...skippedSteps(r, working), ...changeSteps(r, view, clock)],
    doubts: doubtLines(r, working),
    calendar: calendarLines(r, working),
    calendarMark: working.calendarVersion,
    silence: silenceOf(r, view, clock),
  };
}

function inWeeks(strip: readonly StripDay[]): readonly (readonly StripDay[])[] {
  return Array.from({ length: Math.ceil(strip.length / 7) }, (_, n) => strip.slice(n * 7, n * 7 + 7));
}

function toDay(r: Reader, day: StripDay, clock: Clock, now: Instant): Day {
  const old = [...(clock.working.pauses ?? []), ...(clock.working.extensions ?? [])].some(
    (c) => toLegalDate(c.oldDueAt) === day.date,
  );
  const extended = lastCountedBefore(clock.working);
  const isExtended = extended !== undefined && day.date > extended && day.role === 'counted';
  return {
    iso: day.date,
    kind: isExtended ? 'extended' : day.role,
    ...dayText(r, day, clock),
    ...(day.date === toLegalDate(now) ? { today: true } : {}),
    ...(old ? { oldDeadline: r.t('pages.deadline.oldDue') } : {}),
  };
}

/** The due day before the last extension; days after it were given. */
function lastCountedBefore(working: DueWorking): LegalDate | undefined {
  const last = working.extensions?.at(-1);
  return last && toLegalDate(last.oldDueAt);
}

function dayText(r: Reader, day: StripDay, clock: Clock): { text?: string; detail?: string } {
  const note = day.note?.[r.lang];
  switch (day.role) {
    case 'start':
      return { text: r.t('pages.deadline.dayZero'), detail: `, ${r.t('pages.deadline.notCounted')}` };
    case 'counted':
      return { text: r.t('pages.deadline.day', { n: day.n ?? 0 }), ...(note ? { detail: note } : {}) };
    case 'swap-work':
      return { text: r.t('pages.deadline.day', { n: day.n ?? 0 }), detail: note ?? r.t('pages.deadline.swapWork') };
    case 'due':
      return { text: r.t('pages.deadline.due', { time: formatTime(clock.dueAt) }) };
    case 'off':
      return { text: r.t('pages.deadline.off') };
    case 'holiday':
      return { text: note ?? r.t('pages.deadline.holiday') };
    case 'paused':
      return { text: r.t('pages.deadline.paused') };
    case 'outside':
      return {};
  }
}

function startStep(r: Reader, view: DossierView, clock: Clock): DeadlineStep {
  const { working, source } = clock;
  const act = view.acts.find((a) => a.seq === clock.startedBy);
  const zero = working.dayZeroMovedBecause;
  const notes = [
    r.t('pages.deadline.received', { stamp: formatStamp(working.startAt) }),
    zero === undefined
      ? r.t('pages.deadline.zero', { date: formatDate(working.dayZero) })
      : r.t(`pages.deadline.zeroMoved.${zero}`, { date: formatDate(working.dayZero) }),
    working.chosen ? r.t('pages.deadline.chosen') : limitWords(r, working.limit),
    ...(working.rolledForward ? [r.t('pages.deadline.rolled', { date: formatDate(working.rolledForward.from) })] : []),
    ...(clock.expected ? [r.t('pages.deadline.expected')] : []),
  ];
  return {
    title: act ? r.say.act(view.kind.name, act.name, 'label') : clockLabel(r, view.kind.name, clock),
    notes,
    basis: sourceWords(r, source),
    confidence: source.confidence,
    due: formatDate(toLegalDate(firstDue(working))),
    isOld: firstDue(working) !== working.dueAt,
  };
}

function sourceWords(r: Reader, source: Clock['source']): string {
  const pack = r.asker.law.packName(source.pack);
  if (pack === undefined) return source.clause;
  return r.t('pages.deadline.source', { clause: source.clause, number: pack.number, version: versionWords(source.packVersion) });
}

function calendarLines(r: Reader, working: DueWorking): readonly string[] {
  const years = [...new Set([yearOf(toLegalDate(working.startAt)), yearOf(toLegalDate(working.dueAt))])].join(', ');
  const decisions = [...new Set(working.skipped.map((day) => day.basis).filter((basis) => basis !== undefined && basis !== ''))];
  const isStill = working.calendarVersion === r.asker.law.calendar.version;
  return [
    r.t('pages.deadline.calendar.which', { years, confidence: confidenceWord(r, working.confidence) }),
    decisions.length === 0
      ? r.t('pages.deadline.calendar.noHoliday')
      : r.t('pages.deadline.calendar.decisions', { list: decisions.join('; ') }),
    r.t(isStill ? 'pages.deadline.calendar.same' : 'pages.deadline.calendar.changed'),
  ];
}

function firstDue(working: DueWorking): Instant {
  const changes = [
    ...(working.pauses ?? []).map((p) => [p.to, p.oldDueAt] as const),
    ...(working.extensions ?? []).map((e) => [e.at, e.oldDueAt] as const),
  ];
  return changes.toSorted((a, b) => (a[0] < b[0] ? -1 : 1))[0]?.[1] ?? working.dueAt;
}

/** How a limit is said: «7 ngày làm việc». */
export function limitWords(r: Reader, limit: Limit): string {
  return r.t(`pages.limits.${limit.unit}`, { n: limit.value });
}

/** How sure we are of a source, in a word. */
export function confidenceWord(r: Reader, confidence: string): string {
  return r.t(`pages.confidence.${confidence}`);
}

function skippedSteps(r: Reader, working: DueWorking): readonly DeadlineStep[] {
  const row = (title: string, notes: readonly string[], basis: string, confidence: string): DeadlineStep => ({
    title,
    notes,
    basis,
    confidence,
    due: '',
    isOld: false,
  });
  const bySource = new Map<string, typeof working.skipped>();
  for (const day of working.skipped) {
    const source = `${day.basis ?? ''}|${day.confidence ?? 'not-found'}`;
    bySource.set(source, [...(bySource.get(source) ?? []), day]);
  }
  const skipped = [...bySource.values()].map((days) => {
    const [first] = days;
    const confidence = first?.confidence ?? 'not-found';
    return row(
      r.t('pages.deadline.skipped', { n: days.length }),
      days.map((d) => `${formatDate(d.date)}${d.name ? ` · ${d.name[r.lang]}` : ''}`),
      first?.basis ?? '',
      confidence,
    );
  });
  const worked =
    working.workedSaturdays.length === 0
      ? []
      : [
          row(
            r.t('pages.deadline.worked', { n: working.workedSaturdays.length }),
            working.workedSaturdays.map(formatDate),
            r.t('pages.deadline.workedBasis'),
            'verified',
          ),
        ];
  return [...skipped, ...worked];
}

function changeSteps(r: Reader, view: DossierView, clock: Clock): readonly DeadlineStep[] {
  const { working } = clock;
  const changes = [
    ...(working.pauses ?? []).map((p) => ({ at: p.to, old: p.oldDueAt, step: pauseStep(r, view, clock, p) })),
    ...(working.extensions ?? []).map((e) => ({ at: e.at, old: e.oldDueAt, step: extensionStep(r, view, clock, e) })),
  ].toSorted((a, b) => (a.at < b.at ? -1 : 1));
  const steps = changes.map(({ step }, i): DeadlineStep => {
    const led = changes[i + 1]?.old ?? working.dueAt;
    return { ...step, due: formatDate(toLegalDate(led)), isOld: led !== working.dueAt };
  });
  const open = clock.pausedAt === undefined ? [] : [openPause(r, view, clock, clock.pausedAt)];
  return [...steps, ...open];
}

type Change = Omit<DeadlineStep, 'due' | 'isOld'>;

function pauseStep(r: Reader, view: DossierView, clock: Clock, pause: NonNullable<DueWorking['pauses']>[number]): Change {
  return {
    title: r.t('pages.deadline.pauseOver', { from: formatStamp(pause.from), to: formatStamp(pause.to) }),
    notes: [
      ...reasonAt(r, view, clock, pause.from),
      pause.uncredited
        ? r.t('pages.deadline.uncredited')
        : r.t('pages.deadline.resumed', { n: pause.unusedDays, date: formatDate(pause.dayZero) }),
    ],
    ...rule(r, 'counting.pause'),
  };
}

function extensionStep(
  r: Reader,
  view: DossierView,
  clock: Clock,
  extension: NonNullable<DueWorking['extensions']>[number],
): Change {
  const act = view.acts.find(
    (a) => a.businessAt === extension.at && a.facts.clocks.some((c) => c.op === 'extend' && c.id === clock.id),
  );
  const given = extension.by ?? extension.to;
  const by = act
    ? [
        r.t('pages.deadline.decidedBy', {
          who: `${actorName(r, act)}${act.facts.actor.title ? `, ${act.facts.actor.title}` : ''}`,
          time: formatStamp(act.businessAt),
        }),
      ]
    : [];
  return {
    title: r.t('pages.deadline.extended', { old: formatDate(toLegalDate(extension.oldDueAt)) }),
    notes: [
      ...(given
        ? [r.t(extension.by ? 'pages.deadline.extendedBy' : 'pages.deadline.extendedTo', { limit: limitWords(r, given) })]
        : []),
      ...by,
    ],
    ...rule(r, 'counting.extension'),
  };
}

function openPause(r: Reader, view: DossierView, clock: Clock, from: Instant): DeadlineStep {
  const reason = pauseReason(r, view.kind.name, clock.pauseReason);
  return {
    title: r.t('pages.deadline.pauseOpen', { from: formatStamp(from) }),
    notes: [...(reason ? [reason] : []), r.t('pages.deadline.pauseOpenWhat')],
    ...rule(r, 'counting.pause'),
    due: '',
    isOld: false,
  };
}

/** The act that paused the clock says why. */
function reasonAt(r: Reader, view: DossierView, clock: Clock, at: Instant): readonly string[] {
  const act = view.acts.find((a) => a.businessAt === at && a.facts.clocks.some((c) => c.op === 'pause' && c.id === clock.id));
  if (!act || !findAct(view.kind, act.name)) return [];
  return [`${r.say.act(view.kind.name, act.name, 'label')} · ${actorName(r, act)}`];
}

/** A rule of counting with its clause, as the law of today has it. */
function rule(r: Reader, key: string): { basis: string; confidence: string } {
  const { law } = r.asker;
  if (!law.has(key)) return { basis: r.t('pages.deadline.noRule'), confidence: 'not-found' };
  const { clause, confidence } = law.parameter(key);
  return { basis: clause, confidence };
}

function doubtLines(r: Reader, working: DueWorking): readonly string[] {
  return [
    ...working.doubts.map((d) =>
      d.why === 'undecided-year'
        ? r.t('pages.doubts.undecided-year', { year: d.date.slice(0, 4) })
        : r.t(`pages.doubts.${d.why}`, { date: formatDate(d.date) }),
    ),
    ...(working.rulesConfidence === 'verified'
      ? []
      : [r.t('pages.doubts.rules', { confidence: confidenceWord(r, working.rulesConfidence) })]),
  ];
}

/** What silence would lead to: the record, then each level above with a clock of its own. */
function silenceOf(r: Reader, view: DossierView, clock: Clock): readonly SilenceStep[] {
  if (clock.state !== 'running' || clock.expected) return [];
  const { kind } = view;
  const ruleOf = kind.onLapse[clock.name] ?? kind.onLapse['default'];
  const due = toLegalDate(clock.dueAt);
  const first: SilenceStep = {
    date: `${formatWeekdayDate(due, r.lang)}, ${formatTime(clock.dueAt)}`,
    iso: due,
    text: r.t('pages.silence.recorded', { who: postTitle(r, clock.holder) }),
  };
  const up = ruleOf?.escalate === undefined ? undefined : postAbove(r.asker.org, clock.holder, sparedIn(kind, view.dossier));
  if (ruleOf?.escalate === undefined || up === undefined || !r.asker.law.has(ruleOf.escalate)) return [first];
  const who = answering(r, up);
  const title = who === undefined ? postTitle(r, up) : `${postTitle(r, up)} (${who})`;
  const parameter = r.asker.law.parameter(ruleOf.escalate);
  if (typeof parameter.value !== 'number')
    return [first, { date: '', iso: `${due}-1`, text: r.t('pages.silence.up', { who: title }) }];
  const next = computeDue({
    start: clock.dueAt,
    limit: r.asker.law.limit(ruleOf.escalate).limit,
    calendar: r.asker.law.calendar,
    rules: r.asker.law.counting,
  });
  const until = toLegalDate(next.dueAt);
  const known = isDecidedYear(r.asker.law.calendar, until) ? 'pages.silence.upUntil' : 'pages.silence.upUntilOpen';
  return [first, { date: formatWeekdayDate(until, r.lang), iso: until, text: r.t(known, { who: title }) }];
}
