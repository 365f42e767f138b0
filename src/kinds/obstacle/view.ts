/** What others see of an obstacle: lists, page, tables, linked dossiers. No hidden reporter stands in any of it. */
import {
  clockId,
  type Description,
  type Dossier,
  type Party,
  type Placing,
  type Section,
  type SummaryItem,
} from '../../dossier/index.ts';
import type { Json } from '../../kernel/json.ts';
import { truncateWords } from '../../kernel/text.ts';
import { toLegalDate } from '../../kernel/time.ts';
import type { Effects, Measures, ObstacleState, Opinion } from './state.ts';

type Obstacle = Dossier<ObstacleState>;

const TITLE_LENGTH = 120;

/** The first sentence, cut between words. A full stop inside a number or an abbreviation does not end it. */
export function firstSentence(text: string): string {
  const line = text.split('\n').find((l) => l.trim() !== '') ?? '';
  const end = /[.!?…](?=\s+\p{Lu})/u.exec(line);
  const sentence = (end ? line.slice(0, end.index) : line).trim().replace(/[.…]+$/u, '');
  return truncateWords(sentence, TITLE_LENGTH);
}

/** Title and words to find an obstacle by, and the provision as a symbol. */
export function describe(s: ObstacleState): Description {
  const texts = [s.what, s.harm, s.request, ...s.places.map((p) => p.line), ...s.decisions.map((d) => d.reasons)];
  return {
    title: firstSentence(s.what),
    search: texts.filter((t): t is string => t !== null),
    symbols: [s.provision, ...s.outside.map((l) => l.document), ...s.decisions.map((d) => d.number)].filter(
      (t): t is string => t !== null,
    ),
  };
}

/** Where it belongs: with the lead unit, before that with the register. */
export function place(s: ObstacleState): Placing {
  const unit = s.lead ?? s.register?.unit;
  return {
    ...(unit === undefined ? {} : { unit }),
    ...(s.field === null ? {} : { field: s.field }),
    ...(s.locality === null ? {} : { locality: s.locality }),
    ...(s.responsible === null ? {} : { responsible: s.responsible }),
    classification: s.legalGap,
  };
}

/** The parties; of a hidden reporter only the unit. */
export function parties(s: ObstacleState): readonly Party[] {
  const { unit, post, person } = s.reporter;
  return [
    ...(unit === null
      ? []
      : [{ role: 'reporter', unit, ...(post === null ? {} : { post }), ...(person === null ? {} : { person }) }]),
    ...(s.lead === null ? [] : [{ role: 'lead', unit: s.lead, ...(s.decider === null ? {} : { post: s.decider }) }]),
    ...(s.responsible === null ? [] : [{ role: 'responsible', post: s.responsible }]),
    ...(s.register === null ? [] : [{ role: 'clerk', unit: s.register.unit, post: s.register.clerk }]),
  ];
}

/** The summary list of the page. */
export function summary(s: ObstacleState): readonly SummaryItem[] {
  const last = s.decisions.at(-1);
  const items: readonly (SummaryItem | null)[] = [
    { key: 'what', value: s.what, edit: 'add-detail' },
    { key: 'legalGap', value: s.legalGap, as: 'choice', group: 'legalGap' },
    s.locality === null ? null : { key: 'locality', value: s.locality, as: 'place' },
    s.places.length === 0 ? null : { key: 'places', value: s.places.length, as: 'integer' },
    s.field === null ? null : { key: 'field', value: s.field, as: 'field' },
    { key: 'provision', value: s.provision, edit: 'add-detail' },
    { key: 'harm', value: s.harm, edit: 'add-detail' },
    ...measureItems(s.cost),
    { key: 'request', value: s.request, edit: 'add-detail' },
    s.authority === null ? null : { key: 'authority', value: s.authority, as: 'choice', group: 'authority' },
    s.lead === null ? null : { key: 'lead', value: s.lead, as: 'unit' },
    s.responsible === null ? null : { key: 'responsible', value: s.responsible, as: 'post' },
    s.decider === null ? null : { key: 'decider', value: s.decider, as: 'post' },
    s.handOvers.length === 0 ? null : { key: 'handOvers', value: s.handOvers.length, as: 'integer' },
    s.round === 1 ? null : { key: 'round', value: s.round, as: 'integer' },
    last === undefined ? null : { key: 'remedy', value: last.remedy, as: 'choice', group: 'remedy' },
    s.outcome === null ? null : { key: 'outcome', value: s.outcome, as: 'choice', group: 'outcome' },
  ];
  return items.filter((i): i is SummaryItem => i !== null);
}

function measureItems(m: Measures): readonly SummaryItem[] {
  return [
    ...(m.money === undefined ? [] : [{ key: 'money', value: m.money, as: 'money' as const }]),
    ...(m.people === undefined ? [] : [{ key: 'people', value: m.people, as: 'integer' as const }]),
    ...(m.days === undefined ? [] : [{ key: 'days', value: m.days, as: 'integer' as const }]),
    ...(m.hectares === undefined ? [] : [{ key: 'hectares', value: m.hectares }]),
  ];
}

/** The tables of the page, in the order in which a reader needs them; empty ones stay out except the opinions. */
export function sections(s: ObstacleState, d: Obstacle): readonly Section[] {
  const all: readonly Section[] = [
    {
      key: 'opinions',
      columns: [
        { key: 'unit', as: 'unit' },
        { key: 'due', as: 'date' },
        { key: 'stance', as: 'choice', group: 'stance' },
        { key: 'text' },
        { key: 'document' },
        { key: 'answeredOn', as: 'date' },
      ],
      rows: s.opinions.flatMap((o) => opinionRows(o, d)),
    },
    {
      key: 'outside',
      columns: [
        { key: 'addressee' },
        { key: 'document' },
        { key: 'sentOn', as: 'date' },
        { key: 'expectedOn', as: 'date' },
        { key: 'answer' },
        { key: 'answerDocument' },
        { key: 'answeredOn', as: 'date' },
      ],
      rows: s.outside.map(({ seq: _, ...row }) => row),
    },
    {
      key: 'decisions',
      columns: [
        { key: 'round', as: 'integer' },
        { key: 'remedy', as: 'choice', group: 'remedy' },
        { key: 'reasons' },
        { key: 'legalBasis' },
        { key: 'consequence' },
        { key: 'needed' },
        { key: 'number' },
        { key: 'post', as: 'post' },
        { key: 'superior', as: 'post' },
        { key: 'on', as: 'date' },
      ],
      rows: s.decisions.map(({ seq: _, person: __, ...row }) => row),
    },
    {
      key: 'handOvers',
      columns: [
        { key: 'no', as: 'integer' },
        { key: 'from', as: 'unit' },
        { key: 'to', as: 'unit' },
        { key: 'authority', as: 'choice', group: 'authority' },
        { key: 'basis' },
        { key: 'reason' },
        { key: 'back', as: 'choice', group: 'back' },
        { key: 'days', as: 'integer' },
        { key: 'on', as: 'date' },
      ],
      rows: s.handOvers.map(({ seq: _, back, days, ...row }, i) => ({
        no: i + 1,
        ...row,
        back: back ? 'yes' : 'no',
        days: days ?? null,
      })),
    },
    {
      key: 'effects',
      columns: [
        { key: 'state', as: 'choice', group: 'effect' },
        { key: 'money', as: 'money' },
        { key: 'hectares' },
        { key: 'days', as: 'integer' },
        { key: 'people', as: 'integer' },
        { key: 'note' },
        { key: 'unit', as: 'unit' },
        { key: 'on', as: 'date' },
      ],
      rows: [...effectRows('reported', s.reported), ...effectRows('verified', s.verified)],
    },
    {
      key: 'objections',
      columns: [
        { key: 'round', as: 'integer' },
        { key: 'reason' },
        { key: 'reviewer', as: 'post' },
        { key: 'outcome', as: 'choice', group: 'objection' },
        { key: 'answer' },
        { key: 'on', as: 'date' },
      ],
      rows: s.objections.map(({ seq: _, ...row }) => row),
    },
    {
      key: 'extensions',
      columns: [
        { key: 'clock', as: 'choice', group: 'extendable' },
        { key: 'dueOn', as: 'date' },
        { key: 'reason' },
        { key: 'outcome', as: 'choice', group: 'extension' },
        { key: 'grantedDueOn', as: 'date' },
        { key: 'grantor', as: 'post' },
      ],
      rows: s.extensions.map(({ seq: _, person: __, ...row }) => row),
    },
    {
      key: 'questions',
      columns: [
        { key: 'text' },
        { key: 'asker', as: 'post' },
        { key: 'on', as: 'date' },
        { key: 'answer' },
        { key: 'endedOn', as: 'date' },
      ],
      rows: s.questions.map(({ seq: _, clock: __, ...row }) => row),
    },
    {
      key: 'places',
      columns: [
        { key: 'locality', as: 'place' },
        { key: 'unit', as: 'unit' },
        { key: 'line' },
        { key: 'on', as: 'date' },
        { key: 'confirmedOn', as: 'date' },
      ],
      rows: s.places.map(({ seq: _, person: __, narrow: ___, ...row }) => row),
    },
    {
      key: 'details',
      columns: [{ key: 'unit', as: 'unit' }, { key: 'text' }, { key: 'on', as: 'date' }],
      rows: s.details.map(({ seq: _, ...row }) => row),
    },
  ];
  return all.filter((section) => section.key === 'opinions' || section.rows.length > 0);
}

/** One row for a unit asked; a silent unit keeps its row of silence although an answer came late. */
function opinionRows(o: Opinion, d: Obstacle): Section['rows'] {
  const clock = d.clocks.find((c) => c.id === clockId('opinion', o.unit) && c.startedBy === o.seq);
  const base = { unit: o.unit, due: clock ? toLegalDate(clock.dueAt) : null };
  const silence = { ...base, stance: 'silent', text: null, document: null, answeredOn: null, silent: true };
  const waiting = { ...base, stance: o.withdrawn ? 'not-awaited' : 'awaited', text: null, document: null, answeredOn: null };
  const answer = { ...base, stance: o.stance, text: o.text, document: o.document, answeredOn: o.answeredOn };
  if (o.lapsedBy === null) return [o.stance === null ? waiting : answer];
  return o.stance === null ? [silence] : [silence, answer];
}

function effectRows(state: 'reported' | 'verified', e: Effects | null): Section['rows'] {
  if (e === null) return [];
  return [
    {
      state,
      money: e.money ?? null,
      hectares: e.hectares ?? null,
      days: e.days ?? null,
      people: e.people ?? null,
      note: e.note,
      unit: e.unit,
      on: e.on,
    },
  ];
}

/** What a linked dossier may know: where it stands and whose it is; no text and no person. */
export function exportsOf(s: ObstacleState, d: Obstacle): Json {
  return {
    stage: d.stage,
    legalGap: s.legalGap,
    field: s.field,
    provision: s.provision,
    authority: s.authority,
    lead: s.lead,
    responsible: s.responsible,
    localities: [...new Set([s.locality, ...s.places.map((p) => p.locality)].filter((l) => l !== null))],
    remedy: s.decisions.at(-1)?.remedy ?? null,
    outcome: s.outcome,
    verified: s.verified === null ? null : figuresOf(s.verified),
  };
}

function figuresOf(e: Effects): Json {
  return { money: e.money ?? null, hectares: e.hectares ?? null, days: e.days ?? null, people: e.people ?? null };
}
