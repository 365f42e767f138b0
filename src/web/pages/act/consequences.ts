/** What an act will do, said before it is done: read from the decision the engine would take, never written by hand. */
import type { Decided, Decision } from '../../../dossier/decide.ts';
import type { ClockFact } from '../../../dossier/words.ts';
import { formatWeekdayDate } from '../../../kernel/format.ts';
import type { PostId } from '../../../kernel/ids.ts';
import { toLegalDate } from '../../../kernel/time.ts';
import { postTitle } from '../showing/people.ts';
import type { Reader } from '../showing/reader.ts';

/** One thing that follows. */
export interface Consequence {
  readonly label: string;
  readonly value: string;
}

/** The most posts that are named as being told; more are counted. */
const MOST_TOLD = 6;

/**
 * Stage, deadlines, number, dossiers that open and posts that are told. What opens closed to the reader is not said, nor are persons told in their own name:
 * who acts need not learn of either.
 */
export function consequencesOf(r: Reader, { changes: [main, ...opened], registrations }: Decision): readonly Consequence[] {
  const kind = main.kind.name;
  const say = (key: string, value: string): Consequence => ({ label: r.t(`pages.check.${key}`), value });
  const stage = main.after.stage === main.before.stage ? [] : [say('stage', r.say.stage(kind, main.after.stage))];
  const clocks = main.act.facts.clocks.flatMap((fact) => clockLine(r, main, fact));
  const open = opened.filter((change) => !change.kind.restricted).map((change) => r.say.kind(change.kind.name, 'name'));
  const told = toldBy(r, main);
  return [
    ...stage,
    ...(registrations.length > 0 ? [say('number', r.t('pages.check.numbered'))] : []),
    ...clocks.map((line) => say('clock', line)),
    ...(open.length === 0 ? [] : [say('opens', open.join(', '))]),
    ...(told === '' ? [] : [say('told', told)]),
  ];
}

function clockLine(r: Reader, { kind, before }: Decided, fact: ClockFact): readonly string[] {
  const name = (id: string): string =>
    r.say.clock(kind.name, before.clocks.find((c) => c.id === id)?.name ?? id.split(':')[0] ?? id);
  switch (fact.op) {
    case 'start': {
      const day = formatWeekdayDate(toLegalDate(fact.working.dueAt), r.lang);
      return [r.t('pages.check.starts', { clock: r.say.clock(kind.name, fact.name), who: postTitle(r, fact.holder), day })];
    }
    case 'resume':
    case 'extend':
      return [
        r.t('pages.check.runsUntil', { clock: name(fact.id), day: formatWeekdayDate(toLegalDate(fact.working.dueAt), r.lang) }),
      ];
    case 'meet':
      return [r.t('pages.check.meets', { clock: name(fact.id) })];
    case 'pause':
      return [r.t('pages.check.pauses', { clock: name(fact.id) })];
    case 'cancel':
      return [r.t('pages.check.cancels', { clock: name(fact.id) })];
    default:
      return [];
  }
}

function toldBy(r: Reader, { notices }: Decided): string {
  const own = new Set(r.asker.standing.keys);
  const posts = [...new Set(notices.map((notice) => notice.to))].filter((to) => to.startsWith('post:') && !own.has(to));
  const named = posts.slice(0, MOST_TOLD).map((to) => postTitle(r, to.slice('post:'.length) as PostId));
  const more = posts.length - named.length;
  return more > 0 ? r.t('pages.check.andMore', { who: named.join(', '), n: more }) : named.join(', ');
}
