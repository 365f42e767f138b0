/** The condition of the installation in words: what is fine, what is not, and what to do about it. */
import { isDecidedYear } from '../../../kernel/calendar.ts';
import { formatDate, formatNumber, formatStamp } from '../../../kernel/format.ts';
import { asLegalDate, type Instant, toLegalDate, toMillis, yearOf } from '../../../kernel/time.ts';
import type { Condition } from '../../../store/read/condition.ts';
import type { LightTone } from '../../components/light.tsx';
import type { Reader } from '../showing/reader.ts';
import type { Installation } from '../work-parts.ts';

/** One thing looked at. */
export interface ConditionRow {
  readonly key: string;
  readonly tone: Extract<LightTone, 'ok' | 'due' | 'late'>;
  readonly name: string;
  readonly value: string;
  /** What to do; absent where nothing is to be done. */
  readonly advice?: string;
  readonly href?: string;
}

/** Beyond these a person should look: a worker works every minute, a backup is made every night. */
const LIMITS = {
  workerSeconds: 180,
  lapseSeconds: 300,
  jobSeconds: 300,
  followUpSeconds: 600,
  backupHours: 26,
  connections: 0.8,
} as const;
/** From this month on the calendar of the next year is missed. */
const CALENDAR_MONTH = '10';

/** Everything looked at, what needs somebody first. */
export function buildCondition(
  r: Reader,
  c: Condition,
  backup: Instant | undefined,
  installation: Installation,
): readonly ConditionRow[] {
  const rows = [
    worker(r, c),
    lapses(r, c),
    ...jobs(r, c),
    followUps(r, c),
    refusedFollowUps(r, c),
    lastBackup(r, c, backup),
    database(r, c),
    schema(r, c, installation),
    calendar(r),
    unverified(r),
  ];
  const rank = { late: 0, due: 1, ok: 2 } as const;
  return rows.toSorted((a, b) => rank[a.tone] - rank[b.tone]);
}

type Finding = Pick<ConditionRow, 'tone' | 'value'> & { readonly advise?: string; readonly href?: string };

function row(r: Reader, key: string, { tone, value, advise, href }: Finding): ConditionRow {
  const advice = tone === 'ok' ? undefined : r.t(`screens.condition.${key}.${advise ?? 'advice'}`);
  return {
    key,
    tone,
    name: r.t(`screens.condition.${key}.name`),
    value,
    ...(advice === undefined ? {} : { advice }),
    ...(href === undefined || tone === 'ok' ? {} : { href }),
  };
}

const say = (r: Reader, key: string, params: Readonly<Record<string, string | number>> = {}) =>
  r.t(`screens.condition.${key}`, params);
const number = (r: Reader, n: number) => formatNumber(n, r.lang, 1);
const secondsSince = (now: Instant, then: Instant) => Math.max(0, (toMillis(now) - toMillis(then)) / 1000);

/** «40 giây», «3 phút», «5 giờ», «2 ngày». */
function duration(r: Reader, seconds: number): string {
  if (seconds < 90) return say(r, 'for.seconds', { n: Math.round(seconds) });
  if (seconds < 5400) return say(r, 'for.minutes', { n: Math.round(seconds / 60) });
  return seconds < 129_600
    ? say(r, 'for.hours', { n: Math.round(seconds / 3600) })
    : say(r, 'for.days', { n: Math.round(seconds / 86_400) });
}

function worker(r: Reader, c: Condition): ConditionRow {
  if (c.workerSeen === null) return row(r, 'worker', { tone: 'late', value: say(r, 'worker.never') });
  const age = secondsSince(c.at, c.workerSeen);
  return row(r, 'worker', {
    tone: age > LIMITS.workerSeconds ? 'late' : 'ok',
    value: say(r, 'worker.seen', { ago: duration(r, age) }),
  });
}

function lapses(r: Reader, c: Condition): ConditionRow {
  const { overdue, oldestDue } = c.lapses;
  if (oldestDue === null) return row(r, 'lapses', { tone: 'ok', value: say(r, 'lapses.none') });
  const lag = secondsSince(c.businessAt, oldestDue);
  return row(r, 'lapses', {
    tone: lag > LIMITS.lapseSeconds ? 'late' : 'ok',
    value: say(r, 'lapses.some', { n: number(r, overdue), lag: duration(r, lag) }),
  });
}

function jobs(r: Reader, c: Condition): readonly ConditionRow[] {
  const waiting = c.jobs.reduce((sum, j) => sum + j.waiting, 0);
  const oldest = Math.max(0, ...c.jobs.map((j) => j.oldestSeconds));
  const failed = c.jobs.filter((j) => j.retrying + j.dead > 0);
  const dead = failed.reduce((sum, j) => sum + j.dead, 0);
  const named = failed
    .map((j) => say(r, 'failed.task', { task: j.task, retrying: number(r, j.retrying), dead: number(r, j.dead) }))
    .join('; ');
  return [
    row(r, 'queue', {
      tone: oldest > LIMITS.jobSeconds ? 'late' : 'ok',
      value: waiting === 0 ? say(r, 'queue.none') : say(r, 'queue.some', { n: number(r, waiting), age: duration(r, oldest) }),
    }),
    row(r, 'failed', {
      tone: dead > 0 ? 'late' : failed.length > 0 ? 'due' : 'ok',
      value: failed.length === 0 ? say(r, 'failed.none') : named,
      advise: dead > 0 ? 'adviceDead' : 'advice',
    }),
  ];
}

function followUps(r: Reader, c: Condition): ConditionRow {
  const { underWay, oldestAt } = c.followUps;
  if (oldestAt === null) return row(r, 'followUps', { tone: 'ok', value: say(r, 'followUps.none') });
  const age = secondsSince(c.at, oldestAt);
  return row(r, 'followUps', {
    tone: age > LIMITS.followUpSeconds ? 'late' : 'ok',
    value: say(r, 'followUps.some', { n: number(r, underWay), age: duration(r, age) }),
  });
}

function refusedFollowUps(r: Reader, c: Condition): ConditionRow {
  const { refused } = c.followUps;
  const named = refused.map(({ kind, act, code, n }) => {
    const what = r.registry.find(kind) ? `${r.say.kind(kind, 'name')}, ${r.say.act(kind, act, 'label')}` : `${kind}, ${act}`;
    return say(r, 'refused.one', { what, code, n: number(r, n) });
  });
  return row(r, 'refused', {
    tone: refused.length > 0 ? 'due' : 'ok',
    value: refused.length === 0 ? say(r, 'refused.none') : named.join('; '),
  });
}

function lastBackup(r: Reader, c: Condition, backup: Instant | undefined): ConditionRow {
  if (backup === undefined) return row(r, 'backup', { tone: 'due', value: say(r, 'backup.unknown') });
  const isOld = secondsSince(c.at, backup) > LIMITS.backupHours * 3600;
  return row(r, 'backup', { tone: isOld ? 'late' : 'ok', value: say(r, 'backup.last', { time: formatStamp(backup) }) });
}

function database(r: Reader, c: Condition): ConditionRow {
  const { bytes, connections, maxConnections, server } = c.database;
  return row(r, 'database', {
    tone: connections > maxConnections * LIMITS.connections ? 'late' : 'ok',
    value: say(r, 'database.value', {
      size: number(r, bytes / 1024 / 1024),
      connections: number(r, connections),
      max: number(r, maxConnections),
      server: server.split(' ')[0] ?? server,
    }),
  });
}

function schema(r: Reader, c: Condition, { version }: Installation): ConditionRow {
  return row(r, 'schema', {
    tone: 'ok',
    value: say(r, 'schema.value', { version, name: c.schema.name.replace(/\.sql$/, ''), time: formatStamp(c.schema.at) }),
  });
}

function calendar(r: Reader): ConditionRow {
  const { today, law } = r.asker;
  const next = yearOf(today) + 1;
  const isKnown = isDecidedYear(law.calendar, asLegalDate(`${next}-01-01`));
  const missing = today.slice(5, 7) >= CALENDAR_MONTH ? ('late' as const) : ('due' as const);
  return row(r, 'calendar', {
    tone: isKnown ? 'ok' : missing,
    value: say(r, isKnown ? 'calendar.known' : 'calendar.missing', { year: next }),
    href: '/quy-dinh#lich',
  });
}

function unverified(r: Reader): ConditionRow {
  const open = r.asker.law.parameters().filter((p) => p.confidence !== 'verified');
  const packs = new Set(open.map((p) => p.pack)).size;
  return row(r, 'unverified', {
    tone: open.length > 0 ? 'due' : 'ok',
    value:
      open.length === 0
        ? say(r, 'unverified.none')
        : say(r, 'unverified.some', { n: number(r, open.length), packs: number(r, packs) }),
    href: '/quy-dinh',
  });
}

/** The day and time the page speaks of, both the real one and, where it is shifted, the legal one. */
export function conditionStamp(r: Reader, c: Condition): string {
  const isShifted = Math.abs(toMillis(c.businessAt) - toMillis(c.at)) > 60_000;
  const at = formatStamp(c.at);
  return isShifted ? say(r, 'shifted', { at, day: formatDate(toLegalDate(c.businessAt)) }) : say(r, 'at', { at });
}
