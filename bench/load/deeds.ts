/** Who takes a planned step and what is said in it. Undefined where the course of the dossier has made the step pointless. */
import { findOpen } from '../../src/dossier/clocks.ts';
import { lastDayOf } from '../../src/dossier/date-limits.ts';
import type { Dossier } from '../../src/dossier/words.ts';
import { addWorkingDays, type WorkingCalendar } from '../../src/kernel/calendar.ts';
import type { PersonId, PostId, UnitId } from '../../src/kernel/ids.ts';
import type { Json } from '../../src/kernel/json.ts';
import { addDays, type Instant, type LegalDate, toLegalDate } from '../../src/kernel/time.ts';
import { isJudge } from '../../src/kinds/obstacle/rules.ts';
import type { ObstacleState } from '../../src/kinds/obstacle/state.ts';
import type { TaskState } from '../../src/kinds/task/state.ts';
import type { OrganisationDay } from '../../src/organisation/organisation-day.ts';
import type { LawDay } from '../../src/policy/law.ts';
import type { Chance } from './chance.ts';
import { lineTemplate, obstacleTemplate, provision, TEMPLATES, type Words } from './texts.ts';

/** An act with its actor: a person, or whoever answers for a post. */
export interface Deed {
  readonly person?: PersonId;
  readonly post?: PostId;
  readonly as?: string;
  readonly act: string;
  readonly body: Json;
}

/** What the next step looks at. */
export interface Situation {
  readonly act: string;
  readonly at: Instant;
  readonly dossier: Dossier | undefined;
  readonly org: OrganisationDay;
  readonly law: LawDay;
  readonly chance: Chance;
  readonly words: Words;
  /** Whether a decision gives somebody a task. */
  readonly opens: boolean;
}

const INSPECTOR = '22-ubkt.inspector-1' as PostId;

/** The deed of a step. */
export function deedOf(s: Situation): Deed | undefined {
  const known = DEEDS[s.act];
  if (!known) throw new Error(`no such step: ${s.act}`);
  return known(s);
}

const obstacle = (s: Situation): Dossier<ObstacleState> => s.dossier as unknown as Dossier<ObstacleState>;
const task = (s: Situation): Dossier<TaskState> => s.dossier as unknown as Dossier<TaskState>;

function dayAfter(s: Situation, days: number): LegalDate {
  return addDays(toLegalDate(s.at), days);
}

/** The date of a task: as planned, and no later than the law allows where the one who sets it is to do it. */
function taskDue(s: Situation, setter: PostId, holder: PostId, days: number): LegalDate {
  const planned = dayAfter(s, days);
  if (s.org.actingHolder(setter)?.person !== s.org.actingHolder(holder)?.person) return planned;
  const latest = lastDayOf({ law: s.law, now: { at: s.at, businessAt: s.at } }, 'task.default');
  return planned < latest ? planned : latest;
}

/** A post in a unit in which somebody sits, of any rank. */
function seatedPost(s: Situation, unit: UnitId): PostId | undefined {
  const held = s.org.postsIn(unit).filter((post) => s.org.holderOf(post.id) !== undefined);
  return held.length === 0 ? undefined : s.chance.pick(held).id;
}

function commune(s: Situation): UnitId {
  return s.chance.pick(s.org.communes()).id;
}

/** The deciding clock may have gone up to a superior meanwhile; the post that carries the matter may still act. */
function decider(s: Situation): PostId {
  const { decider: post, lead } = obstacle(s).state;
  const found = post ?? (lead === null ? undefined : s.org.headPost(lead));
  if (!found) throw new Error('an obstacle is decided by nobody');
  return found;
}

function report(s: Situation): Deed {
  const place = commune(s);
  const { chance } = s;
  const field = chance.pick(s.org.fields()).id;
  const reporter = seatedPost(s, place);
  const visibility = chance.percent(70) ? 'wide' : 'narrow';
  return {
    ...(reporter === undefined ? { post: '22-ubnd.head' as PostId } : { post: reporter }),
    act: 'report',
    body: {
      what: s.words.write(obstacleTemplate(field, s.org.placeName(place))),
      locality: place,
      legalGap: chance.pick(['none', 'unfit', 'case', 'unsure']),
      aboutPerson: 'no',
      visibility,
      field,
      ...(chance.percent(50) ? { provision: provision(chance) } : {}),
      ...(chance.percent(60) ? { request: s.words.write(TEMPLATES.request) } : {}),
      ...(chance.percent(40) ? { harmMoney: 10_000_000 * (1 + chance.int(900)) } : {}),
      ...(chance.percent(50) ? { harmPeople: 5 + chance.int(400) } : {}),
    },
  };
}

function classify(s: Situation): Deed | undefined {
  const { state } = obstacle(s);
  const clerk = state.register?.clerk;
  if (!clerk) return undefined;
  const authority = s.chance.percent(70) ? 'province' : 'commune';
  const field = state.field ?? s.chance.pick(s.org.fields()).id;
  return { post: clerk, act: 'classify', body: { field, authority, legalGap: state.legalGap ?? 'unsure' } };
}

function route(s: Situation): Deed | undefined {
  const clock = findOpen(obstacle(s).clocks, 'route');
  return clock ? { post: clock.holder, act: 'route', body: {} } : undefined;
}

function askOpinion(s: Situation): Deed {
  const { lead } = obstacle(s).state;
  const others = s.org.departments().filter((unit) => unit.id !== lead);
  const first = s.chance.int(others.length);
  const units = [others[first], others[(first + 3) % others.length]].flatMap((unit) => (unit ? [unit.id] : []));
  return { post: decider(s), act: 'ask-opinion', body: { units, question: s.words.write(lineTemplate('askOpinion')) } };
}

function giveOpinion(s: Situation): Deed | undefined {
  const asked = obstacle(s).state.opinions.find((o) => o.stance === null && !o.withdrawn);
  const head = asked && s.org.headPost(asked.unit);
  if (!head) return undefined;
  const body = { unit: asked.unit, stance: s.chance.percent(70) ? 'agree' : 'agree-with-conditions' };
  return { post: head, act: 'give-opinion', body: { ...body, opinion: s.words.write(lineTemplate('opinion')) } };
}

function decideObstacle(s: Situation): Deed {
  const { chance } = s;
  const { lead } = obstacle(s).state;
  const isNo = !s.opens && chance.percent(8);
  const holder = lead === null ? undefined : seatedPost(s, lead);
  const post = decider(s);
  return {
    post,
    act: 'decide',
    body: {
      remedy: isNo ? 'answer-no' : chance.percent(85) ? 'resolved-here' : 'change-rule',
      reasons: s.words.write(lineTemplate('reasons')),
      legalBasis: provision(chance),
      consequence: s.words.write(lineTemplate('consequence')),
      ...(isNo ? { needed: s.words.write(lineTemplate('needed')) } : {}),
      ...(s.opens && holder
        ? { tasks: [{ title: s.words.write(TEMPLATES.task), holder, dueOn: taskDue(s, post, holder, 20 + chance.int(25)) }] }
        : {}),
    },
  };
}

function reportDone(s: Situation): Deed | undefined {
  const { stage, state } = obstacle(s);
  const head = state.lead === null ? undefined : s.org.headPost(state.lead);
  if (stage !== 'carrying-out' || !head) return undefined;
  const body = {
    done: s.words.write(lineTemplate('done')),
    effectPeople: 5 + s.chance.int(300),
    effectDays: 5 + s.chance.int(90),
  };
  return { post: head, act: 'report-done', body };
}

/** By the obstacle's own author, who alone may say so. */
function byAuthor(act: string, body: (s: Situation) => Json) {
  return (s: Situation): Deed | undefined => {
    const { author: person } = obstacle(s);
    return person === null ? undefined : { person, act, body: body(s) };
  };
}

/** The author, or whoever holds the clock where the author decided or reported the matter. */
function confirm(s: Situation): Deed | undefined {
  const { author: person, stage, state, clocks } = obstacle(s);
  const clock = findOpen(clocks, 'confirm');
  if (stage !== 'confirming' || person === null || !clock) return undefined;
  const deed = { act: 'confirm', body: { comment: s.words.write(lineTemplate('confirm')) } };
  if (!isJudge(state, person)) return { person, ...deed };
  return s.org.actingHolder(clock.holder) ? { post: clock.holder, ...deed } : undefined;
}

function assign(s: Situation): Deed {
  const { chance, org } = s;
  const unit = chance.percent(60) ? commune(s) : chance.pick(org.departments()).id;
  const head = org.headPost(unit);
  const own = org.postsIn(unit).filter((post) => post.id !== head && org.holderOf(post.id) !== undefined);
  // From above to the head where nobody sits below, and now and then elsewhere.
  const fromAbove = own.length === 0 || chance.percent(30);
  const holder = fromAbove ? head : chance.pick(own).id;
  const assigner = fromAbove ? ('22-ubnd.head' as PostId) : head;
  if (!holder || !assigner) throw new Error(`nobody heads ${unit}`);
  const others = org.departments().filter((department) => department.id !== unit);
  return {
    post: assigner,
    act: 'assign',
    body: {
      title: s.words.write(TEMPLATES.task),
      detail: s.words.write(TEMPLATES.detail),
      holder,
      dueOn: taskDue(s, assigner, holder, 12 + chance.int(50)),
      ...(chance.percent(20) ? { coUnits: [chance.pick(others).id] } : {}),
    },
  };
}

const isDoing = (s: Situation): boolean => task(s).stage === 'doing';

function progress(s: Situation): Deed | undefined {
  if (!isDoing(s)) return undefined;
  const percent = Math.min(95, task(s).state.percent + 5 + s.chance.int(20));
  return { post: task(s).state.holder, act: 'progress', body: { percent, note: s.words.write(TEMPLATES.progress) } };
}

function requestExtension(s: Situation): Deed | undefined {
  const clock = findOpen(task(s).clocks, 'do');
  if (!isDoing(s) || clock?.state !== 'running') return undefined;
  const dueOn = addDays(toLegalDate(clock.dueAt), 7 + s.chance.int(14));
  return { post: task(s).state.holder, act: 'request-extension', body: { dueOn, reason: s.words.write(lineTemplate('extend')) } };
}

function grantExtension(s: Situation): Deed | undefined {
  const { extension, setter } = task(s).state;
  const isOwn = s.org.actingHolder(setter)?.person === extension?.person;
  if (!extension || isOwn || findOpen(task(s).clocks, 'do')?.state !== 'running') return undefined;
  return { post: setter, act: 'grant-extension', body: {} };
}

const DEEDS: Readonly<Record<string, (s: Situation) => Deed | undefined>> = {
  report,
  register: (s) => {
    const clerk = obstacle(s).state.register?.clerk;
    return clerk ? { post: clerk, act: 'register', body: {} } : undefined;
  },
  'ask-more': (s) => {
    const clock = findOpen(obstacle(s).clocks, 'classify');
    if (clock?.state !== 'running') return undefined;
    return { post: clock.holder, act: 'ask-more', body: { question: s.words.write(lineTemplate('question')) } };
  },
  'answer-more': (s) =>
    obstacle(s).state.questions.some((q) => q.endedOn === null)
      ? byAuthor('answer-more', () => ({ answer: s.words.write(lineTemplate('answer')) }))(s)
      : undefined,
  classify,
  route,
  join: (s) => {
    const place = commune(s);
    const head = s.org.headPost(place);
    const person = head === undefined ? undefined : s.org.actingHolder(head)?.person;
    if (!person || person === obstacle(s).author) return undefined;
    return { person, act: 'join', body: { locality: place, line: s.words.write(lineTemplate('join')), visibility: 'wide' } };
  },
  'add-detail': byAuthor('add-detail', (s) => ({
    text: s.words.write(TEMPLATES.request),
    harmDays: 5 + s.chance.int(100),
  })),
  'ask-opinion': askOpinion,
  'give-opinion': giveOpinion,
  decide: decideObstacle,
  'report-done': reportDone,
  confirm,
  'verify-effect': (s) =>
    obstacle(s).state.reported === null
      ? undefined
      : {
          post: INSPECTOR,
          act: 'verify-effect',
          body: { findings: s.words.write(lineTemplate('findings')), effectPeople: s.chance.int(250) },
        },
  assign,
  accept: (s) => (task(s).stage === 'assigned' ? { post: task(s).state.holder, act: 'accept', body: {} } : undefined),
  progress,
  'request-extension': requestExtension,
  'grant-extension': grantExtension,
  complete: (s) =>
    isDoing(s)
      ? { post: task(s).state.holder, act: 'complete', body: { evidence: s.words.write(lineTemplate('evidence')) } }
      : undefined,
  return: (s) =>
    task(s).stage === 'checking'
      ? {
          post: task(s).state.verifier,
          act: 'return',
          body: { reason: s.words.write(lineTemplate('returned')), dueOn: dayAfter(s, 8 + s.chance.int(10)) },
        }
      : undefined,
  verify: (s) =>
    task(s).stage === 'checking'
      ? { post: task(s).state.verifier, act: 'verify', body: { finding: s.words.write(lineTemplate('finding')) } }
      : undefined,
};

/** The working days between two, both included: the days on which something happens. */
export function workingDays(calendar: WorkingCalendar, from: LegalDate, to: LegalDate): readonly LegalDate[] {
  const days: LegalDate[] = [];
  for (let day = addWorkingDays(calendar, addDays(from, -1), 1); day <= to; day = addWorkingDays(calendar, day, 1))
    days.push(day);
  return days;
}
