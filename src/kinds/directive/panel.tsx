import { Fragment } from 'preact';
import { formatDate } from '../../kernel/format.ts';
import type { DossierId } from '../../kernel/ids.ts';
import type { Json } from '../../kernel/json.ts';
import { createTranslator, type Lang, type Translate } from '../../kernel/messages.ts';
import { asInstant, isLegalDate, toLegalDate } from '../../kernel/time.ts';
import { LinkButton } from '../../web/components/button.tsx';
import { Card } from '../../web/components/card.tsx';
import { DataTable } from '../../web/components/data-table.tsx';
import { CoverBar, type DirectiveSentence, DirectiveSheet, type MarginTask } from '../../web/components/directive-sheet.tsx';
import { Light, type LightTone, type LightView } from '../../web/components/light.tsx';
import { safeHref } from '../../web/components/safe-link.tsx';
import { en } from './messages.en.ts';
import { vi } from './messages.vi.ts';
import { type Coverage, coverage, headingsOf } from './rules.ts';
import type { DirectiveState } from './state.ts';

/** One dossier that hangs on the directive, as the page knows it; what the reader may not see is not among them. */
export interface PanelChild {
  readonly id: DossierId;
  readonly kind: string;
  readonly number?: string;
  readonly title: string;
  readonly stage: string;
  readonly light?: LightView;
  /** Name of the unit it lies with. */
  readonly unit?: string;
  readonly exports: Json;
  /** Its page; absent: by kind and id. */
  readonly href?: string;
}

/** What the panel of a directive needs; `state` has its texts filled in. */
export interface DirectivePanelProps {
  readonly state: DirectiveState;
  readonly dossier: { readonly id: DossierId; readonly number?: string; readonly stage: string };
  readonly children: readonly PanelChild[];
  /** Acts the reader may perform now. */
  readonly may: readonly string[];
  /** Path of the directive's page; the form of an act lies below it. */
  readonly base: string;
  /** Short name of a unit. */
  readonly unitName: (unit: string) => string;
  readonly lang: Lang;
  readonly t: Translate;
}

interface TaskChild extends PanelChild {
  readonly exports: { readonly sentence?: number | null; readonly due?: string; readonly closedAt?: string | null };
}

interface AckChild extends PanelChild {
  readonly exports: { readonly unit?: string };
}

const GONE: readonly string[] = ['withdrawn', 'annulled', 'diverted'];
/** Most tasks one form of `assign-tasks` takes. */
const TASKS_AT_ONCE = 20;
const words = createTranslator({ vi, en });

function hrefOf(child: PanelChild): string {
  return child.href ?? `/${child.kind === 'task' ? 'nv' : 'qt'}/${child.id}`;
}

function toneOf(child: PanelChild): LightTone {
  return child.light?.tone ?? (child.stage === 'closed' || child.stage === 'confirmed' ? 'done-ok' : 'ok');
}

function noteOf(task: TaskChild, say: Translate): string {
  const { due, closedAt } = task.exports;
  const unit = task.unit ?? '';
  if (GONE.includes(task.stage)) return say('panel.gone', { unit });
  if (closedAt) return say('panel.closed', { unit, date: formatDate(toLegalDate(asInstant(closedAt))) });
  return due !== undefined && isLegalDate(due) ? say('panel.due', { unit, date: formatDate(due) }) : unit;
}

function toMargin(task: TaskChild, say: Translate): MarginTask {
  const tone = GONE.includes(task.stage) ? 'paused' : toneOf(task);
  return {
    number: task.number ?? task.title,
    title: task.number === undefined ? '' : task.title,
    href: hrefOf(task),
    note: noteOf(task, say),
    tone,
    word: say(`panel.light.${tone}`),
  };
}

/** The office that took the directive in answers for its gaps; a receiving unit only hands tasks to its own people. */
const answersForGaps = (props: DirectivePanelProps): boolean => props.may.includes('explain-sentence');

function toSentences(props: DirectivePanelProps, tasks: readonly TaskChild[], say: Translate): readonly DirectiveSentence[] {
  const headings = headingsOf(props.state.sentences);
  const intake = answersForGaps(props);
  return props.state.sentences.map((row, i): DirectiveSentence => {
    const n = i + 1;
    const own = tasks.filter((task) => task.exports.sentence === n);
    const live = own.filter((task) => !GONE.includes(task.stage));
    const margin = (live.length > 0 ? live : own).map((task) => toMargin(task, say));
    const { x, k = 0 } = row;
    const why = k > 0 ? undefined : x && [say(`choices.why.${x.why}`), x.note].filter((part) => part !== undefined).join(': ');
    const heading = headings[i] ?? '';
    return {
      n,
      text: row.t,
      ...(heading === '' || heading === headings[i - 1] ? {} : { heading }),
      tasks: margin,
      ...(why === undefined ? {} : { noTask: why }),
      ...(k > 0 ? { assigned: k } : {}),
      ...(intake ? {} : { calm: true }),
      ...(props.may.includes('assign-tasks') && why === undefined && (!intake || k === 0)
        ? {
            assignHref: `${props.base}/assign-tasks?tasks.0.sentence=${n}`,
            assignText: say(intake ? 'panel.assignOne' : 'panel.assignOwn', { n }),
          }
        : {}),
    };
  });
}

function Gaps({ props, cover, say }: { props: DirectivePanelProps; cover: Coverage; say: Translate }) {
  if (cover.without.length === 0) return <p class="sm">{say('panel.noGaps')}</p>;
  return (
    <p class="sm">
      {say('panel.gaps')}{' '}
      {cover.without.map((n, i) => (
        <Fragment key={n}>
          <span class="nw">
            <a href={safeHref(`${props.base}/explain-sentence?n=${n}`)}>{n}</a>
            {i < cover.without.length - 1 ? ',' : null}
          </span>{' '}
        </Fragment>
      ))}
    </p>
  );
}

function Cover({
  props,
  cover,
  tasks,
  say,
}: {
  props: DirectivePanelProps;
  cover: Coverage;
  tasks: readonly TaskChild[];
  say: Translate;
}) {
  const intake = answersForGaps(props);
  const count = {
    sentences: props.state.sentences.length,
    with: cover.with.length,
    explained: cover.explained.length,
    without: cover.without.length,
  };
  const next = cover.without.slice(0, TASKS_AT_ONCE);
  const assigns = intake && next.length > 0 && props.may.includes('assign-tasks');
  const asked = next.map((n, i) => `tasks.${i}.sentence=${n}`).join('&');
  const loose = tasks.filter((task) => typeof task.exports.sentence !== 'number');
  return (
    <Card
      title={say('panel.headline', count)}
      {...(assigns
        ? {
            aside: (
              <LinkButton href={`${props.base}/assign-tasks?${asked}`} small>
                {say('panel.assignRest', { n: next.length })}
              </LinkButton>
            ),
          }
        : {})}
    >
      <CoverBar t={props.t} has={count.with} no={count.explained} lack={count.without} calm={!intake} />
      {intake ? <Gaps props={props} cover={cover} say={say} /> : null}
      <p class="sm">{say('panel.loose', { n: cover.loose })}</p>
      {loose.length === 0 ? null : (
        <ul aria-label={say('panel.looseTitle')}>
          {loose.map((task) => (
            <li key={task.id}>
              <Light tone={toneOf(task)} text={say(`panel.light.${toneOf(task)}`)} flat />{' '}
              <a href={safeHref(hrefOf(task))}>{task.number ?? task.title}</a> {task.number === undefined ? null : task.title}{' '}
              <small>{noteOf(task, say)}</small>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

const isDone = (child: PanelChild): boolean => child.stage === 'confirmed' || child.stage === 'answering';

/** The units it was sent to: those whose dossier the reader may read with its state, the others by name. */
function Acknowledgements({ props, acks, say }: { props: DirectivePanelProps; acks: readonly AckChild[]; say: Translate }) {
  const counted = acks.filter((ack) => !GONE.includes(ack.stage));
  const rows = counted.toSorted(
    (a, b) => Number(isDone(a)) - Number(isDone(b)) || (a.unit ?? '').localeCompare(b.unit ?? '', 'vi'),
  );
  const shown = new Set(acks.map((ack) => ack.exports.unit));
  const others = props.state.units.filter(({ unit }) => !shown.has(unit)).map(({ unit }) => props.unitName(unit));
  const aside =
    others.length === 0
      ? say('panel.acksCount', { done: counted.filter(isDone).length, all: counted.length })
      : say('panel.sentTo', { n: props.state.units.length });
  return (
    <Card title={say('panel.acks')} aside={<span class="muted">{aside}</span>}>
      {rows.length === 0 ? null : (
        <DataTable
          t={props.t}
          caption={say('panel.acksCaption')}
          hideCaption
          columns={[
            { key: 'unit', label: say('panel.unit'), head: true },
            { key: 'state', label: say('panel.state') },
            { key: 'dossier', label: say('panel.dossier'), noWrap: true },
          ]}
          rows={rows.map((ack) => ({
            id: ack.id,
            cells: {
              unit: ack.unit ?? ack.title,
              state: <Light tone={toneOf(ack)} text={ack.light?.text ?? say(`panel.light.${toneOf(ack)}`)} />,
              dossier: <a href={safeHref(hrefOf(ack))}>{ack.number ?? say('panel.open')}</a>,
            },
          }))}
        />
      )}
      {others.length === 0 ? null : (
        <p class="sm muted">{say(rows.length === 0 ? 'panel.sentOnly' : 'panel.sentAlso', { units: others.join(', ') })}</p>
      )}
    </Card>
  );
}

/** What the form of an act on single sentences is given; a row of the form names its sentence by number. */
export interface BesideProps {
  readonly act: string;
  readonly state: DirectiveState;
  readonly values: Readonly<Record<string, readonly string[]>>;
  readonly lang: Lang;
}

/** The sentences a form names, word for word, so that nobody writes a task or a reason without reading them. */
export function ChosenSentences({ state, values, lang }: BesideProps) {
  const named = Object.entries(values).flatMap(([name, sent]) =>
    /^(tasks\.\d+\.sentence|n)$/.test(name) ? sent.map(Number) : [],
  );
  const chosen = [...new Set(named)].filter((n) => state.sentences[n - 1] !== undefined).toSorted((a, b) => a - b);
  if (chosen.length === 0) return null;
  const say = words(lang);
  return (
    <Card title={say('panel.chosen')}>
      {chosen.map((n) => (
        <blockquote key={n} class="quote" lang={state.language === lang ? undefined : state.language}>
          <b>{n}</b> {state.sentences[n - 1]?.t}
        </blockquote>
      ))}
    </Card>
  );
}

/** The directive sentence by sentence with its tasks in the margin, what still lacks one, and which units have confirmed. */
export function DirectivePanel(props: DirectivePanelProps) {
  const say = words(props.lang);
  const tasks = props.children.filter((child): child is TaskChild => child.kind === 'task');
  const acks = props.children.filter((child): child is AckChild => child.kind === 'acknowledgement');
  const { sentences, units } = props.state;
  return (
    <>
      {sentences.length === 0 ? null : <Cover props={props} cover={coverage(props.state)} tasks={tasks} say={say} />}
      {sentences.length === 0 ? null : (
        <DirectiveSheet
          t={props.t}
          note={say('panel.note')}
          sentences={toSentences(props, tasks, say)}
          lang={props.state.language === props.lang ? undefined : props.state.language}
        />
      )}
      {acks.length === 0 && units.length === 0 ? null : <Acknowledgements props={props} acks={acks} say={say} />}
    </>
  );
}

DirectivePanel.covers = ['sentences', 'units', 'in.part-of', 'in.implements'];
DirectivePanel.leads = true;
DirectivePanel.beside = ChosenSentences;
