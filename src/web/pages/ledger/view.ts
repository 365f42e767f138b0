/** The state of the ledger in words: what holds, what does not, and since when. */
import { formatNumber, formatStamp } from '../../../kernel/format.ts';
import type { Lang, Translate } from '../../../kernel/messages.ts';
import { type Instant, toMillis } from '../../../kernel/time.ts';
import type { LedgerState, LogState, WitnessState } from '../../../store/ledger/state.ts';
import type { LightTone } from '../../components/light.tsx';

/** In whose language the page speaks. */
export interface Speaker {
  readonly lang: Lang;
  readonly t: Translate;
}

/** What is to be said of the whole before anything else. */
export interface Verdict {
  readonly tone: 'done' | 'warn' | 'late';
  readonly text: string;
}

/** A leaf without an index for longer than this is late, in seconds. */
const LATE_SECONDS = 10;
/** What waits for witnesses shorter than this is on its way, in seconds. */
const ON_ITS_WAY = 60;

/** «40 giây», «3 phút», «5 giờ», «2 ngày». */
export function duration({ t, lang }: Speaker, seconds: number): string {
  const [unit, size] =
    seconds < 90 ? ['seconds', 1] : seconds < 5400 ? ['minutes', 60] : seconds < 129_600 ? ['hours', 3600] : ['days', 86_400];
  return t(`screens.ledger.for.${unit}`, { n: formatNumber(Math.round(seconds / Number(size)), lang) });
}

/** Seconds from a moment to the state's own. */
export function secondsSince(state: LedgerState, then: Instant): number {
  return Math.max(0, (toMillis(state.at) - toMillis(then)) / 1000);
}

/** What is wrong, worst first; one line where nothing is. */
export function verdictsOf(s: Speaker, state: LedgerState): readonly Verdict[] {
  const say = (key: string, params: Readonly<Record<string, string>> = {}) => s.t(`screens.ledger.banner.${key}`, params);
  const n = (value: number) => formatNumber(value, s.lang);
  const found: Verdict[] = state.alarms
    .filter((alarm) => alarm.liftedAt === null)
    .map((alarm) => ({
      tone: 'late',
      text: say(alarm.code, {
        name: alarm.witness,
        seen: alarm.witnessSize === null ? '?' : n(alarm.witnessSize),
        size: n(alarm.size),
      }),
    }));
  if (state.check !== null && state.check.found > 0)
    found.push({ tone: 'late', text: say('differs', { n: n(state.check.found) }) });
  if (state.outageSince !== null) found.push({ tone: 'late', text: say('outage', { at: formatStamp(state.outageSince) }) });
  else if (state.unwitnessedSince !== null && secondsSince(state, state.unwitnessedSince) > ON_ITS_WAY)
    found.push({ tone: 'warn', text: say('waiting', { at: formatStamp(state.unwitnessedSince) }) });
  const { oldestAt } = state.pending;
  if (oldestAt !== null && secondsSince(state, oldestAt) > LATE_SECONDS)
    found.push({ tone: 'warn', text: say('late', { for: duration(s, secondsSince(state, oldestAt)) }) });
  if (found.length > 0) return found;
  // Witnesses that were named a moment ago have seen nothing yet.
  const isWitnessed = state.policy?.asks === true && (openLog(state, 'main')?.quorum ?? null) !== null;
  return [{ tone: 'done', text: say(isWitnessed ? 'wellWitnessed' : 'well') }];
}

/** The epoch of a log that grows. */
export function openLog(state: LedgerState, name: LogState['log']): LogState | undefined {
  return state.logs.find((log) => log.log === name && log.closedAt === null);
}

/** How a witness is doing, as a light: what it said, and whether that is well. */
export function witnessLight(s: Speaker, witness: WitnessState): { readonly tone: LightTone; readonly text: string } {
  const said = witness.answer ?? 'silent';
  const tone: LightTone =
    said === 'cosigned' ? 'ok' : said === 'silent' ? 'paused' : said === 'away' || said === 'unknown-log' ? 'due' : 'late';
  return { tone, text: s.t(`screens.ledger.witnesses.answer.${said}`) };
}
