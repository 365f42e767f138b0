/** «Diễn biến»: every act with who, in what capacity, when, what was written and what it did to deadlines. */
import { familyOf } from '../../../dossier/clocks.ts';
import { correctableFields } from '../../../dossier/common-acts.ts';
import type { ClockFact } from '../../../dossier/words.ts';
import { formatDate, formatStamp } from '../../../kernel/format.ts';
import { toLegalDate } from '../../../kernel/time.ts';
import type { ActView, DossierView } from '../../../store/read/dossier.ts';
import { Tag } from '../../components/light.tsx';
import type { TimelineEvent } from '../../components/timeline.tsx';
import { receiptPageHref } from '../receipts/address.ts';
import { type BodyRow, bodyRows } from '../showing/act-body.tsx';
import { actHref } from '../showing/address.ts';
import { correctionsOf } from '../showing/corrections.ts';
import { clockLabel, personLabel, postTitle, titleThen, unitThen } from '../showing/people.ts';
import type { Reader } from '../showing/reader.ts';
import { Prose } from '../showing/text.tsx';

/** Which acts are shown. */
export type TimelineScope = 'milestones' | 'all' | 'mine';

/** The acts of a scope, newest first, as the timeline shows them. */
export function buildTimeline(r: Reader, view: DossierView, scope: TimelineScope, base: string): readonly TimelineEvent[] {
  const me = r.asker.standing.person;
  const shown = view.acts.filter((a) =>
    scope === 'all' ? true : scope === 'mine' ? me !== null && a.actor.person === me : a.milestone || a.struck !== undefined,
  );
  return shown.toReversed().map((act) => toEvent(r, view, act, scope, base));
}

/** The clock that ran out by this act, where one did. */
export function lapseIn(act: ActView) {
  return act.facts.clocks.find((c) => c.op === 'lapse');
}

function isBySystem(act: ActView): boolean {
  return act.actor.person === null && !act.actor.masked;
}

/** Who did what, or who let which deadline pass. */
export function actTitle(r: Reader, view: DossierView, act: ActView): string {
  const { kind } = view;
  const missed = lapseIn(act);
  return missed
    ? r.t('pages.timeline.lapsed', {
        who: holderThen(r, view, act, missed),
        clock: clockLabel(r, kind.name, { id: missed.id, name: familyOf(missed.id) }),
      })
    : `${actorName(r, act)} ${r.say.act(kind.name, act.name, 'done')}`;
}

function toEvent(r: Reader, view: DossierView, act: ActView, scope: TimelineScope, base: string): TimelineEvent {
  const isSystem = isBySystem(act);
  const missed = lapseIn(act);
  const title = actTitle(r, view, act);
  return {
    title: (
      <span id={`hanh-vi-${act.seq}`}>
        {act.struck === 'moved' ? <s>{title}</s> : title} {act.struck ? <Tag>{r.t(`pages.timeline.${act.struck}`)}</Tag> : null}
      </span>
    ),
    at: formatStamp(act.businessAt),
    atIso: `${act.businessAt}#${act.seq}`.slice(0, act.businessAt.length),
    who: whoLine(r, act),
    receipt: { href: receiptPageHref(base, act.seq), text: r.t('receipts.word'), about: r.t('receipts.of', { n: act.seq }) },
    ...(missed ? { kind: 'miss' as const } : isSystem ? { kind: 'auto' as const } : {}),
    body: (
      <>
        {scope === 'milestones' ? <Said r={r} view={view} act={act} /> : <Detail r={r} view={view} act={act} base={base} />}
        {act.signed === null ? null : <div class="sm muted">{signedBy(r, act.signed)}</div>}
      </>
    ),
  };
}

/** Who acted: the name, the unit alone where the name is kept closed, or the system. */
export function actorName(r: Reader, act: Pick<ActView, 'actor' | 'facts'>): string {
  const { unit, unitName } = act.facts.actor;
  if (act.actor.masked)
    return unit === undefined || unitName === undefined ? r.t('pages.who.closed') : unitThen(r, unit, unitName);
  return act.actor.person === null ? r.t('timeline.system') : personLabel(r, act.actor.person);
}

function holderThen(r: Reader, view: DossierView, act: ActView, fact: ClockFact): string {
  const clock = view.dossier.clocks.find((c) => c.id === fact.id && c.lapsedBy === act.seq);
  if (!clock) return r.t('pages.who.holder');
  const then = act.facts.names[clock.holder];
  return then === undefined ? postTitle(r, clock.holder) : titleThen(r, clock.holder, then);
}

/** Post and unit as they were that day, on whose behalf, or why the name is not shown. */
export function whoLine(r: Reader, act: ActView): string {
  const { actor } = act.facts;
  if (act.actor.masked) return r.t('pages.who.masked');
  if (isBySystem(act)) return `${r.t('timeline.system')} · ${r.t('pages.timeline.seq', { n: act.seq })}`;
  const behalf = actor.onBehalfOf;
  const parts = [
    actor.title === undefined ? '' : titleThen(r, actor.post, actor.title),
    behalf === undefined
      ? ''
      : r.t('pages.who.onBehalf', {
          form: r.t(`pages.forms.${behalf.form}`),
          title: behalf.title === undefined ? postTitle(r, behalf.post) : titleThen(r, behalf.post, behalf.title),
          number: behalf.documentNumber,
        }),
    r.t('pages.timeline.seq', { n: act.seq }),
  ];
  return parts.filter((p) => p !== '').join(' · ');
}

/** By what the act was confirmed; what this program does not know counts among the weaker ways. */
function signedBy(r: Reader, how: string): string {
  const known = ['passkey', 'password', 'sign-in', 'demo'].includes(how) ? how : 'other';
  return r.t(`signing.signed.${known}`);
}

/** Among the milestones only what was written in words, and what was corrected. */
function Said({ r, view, act }: { r: Reader; view: DossierView; act: ActView }) {
  const rows = bodyRows(r, view.kind, act.name, act.body, correctionsOf(view.acts, act.seq)).filter(
    (row) => row.isText || row.corrected,
  );
  return <Rows r={r} rows={rows} struck={act.struck === 'moved'} />;
}

function Detail({ r, view, act, base }: { r: Reader; view: DossierView; act: ActView; base: string }) {
  const rows = actRows(r, view, act);
  const clocks = clockLines(r, view, act);
  const may = new Set(view.available.map((a) => a.act));
  const isOwn = !act.common && act.struck !== 'moved';
  const movable = isOwn && may.has('move-to') && view.kind.acts[act.name]?.movable === true;
  return (
    <>
      {rows.length > 0 ? <Rows r={r} rows={rows} struck={act.struck === 'moved'} /> : null}
      {clocks.map((line) => (
        <div class="sm muted" key={line}>
          {line}
        </div>
      ))}
      <div class="sm muted">
        <span class="mono" title={act.leafHash}>
          {r.t('pages.timeline.leaf', { hash: shortHash(act.leafHash) })}
        </span>
        {isOwn && may.has('correct') && correctableFields(view.kind, act.name).length > 0 ? (
          <>
            {' · '}
            <a href={actHref(base, 'correct', { seq: act.seq })}>
              {r.say.act(view.kind.name, 'correct', 'label')}
              <span class="vh"> {r.t('pages.timeline.seq', { n: act.seq })}</span>
            </a>
          </>
        ) : null}
        {movable ? (
          <>
            {' · '}
            <a href={actHref(base, 'move-to', { seq: act.seq })}>
              {r.say.act(view.kind.name, 'move-to', 'label')}
              <span class="vh"> {r.t('pages.timeline.seq', { n: act.seq })}</span>
            </a>
          </>
        ) : null}
      </div>
    </>
  );
}

function Rows({ r, rows, struck }: { r: Reader; rows: readonly BodyRow[]; struck: boolean }) {
  return (
    <>
      {rows.map((row) => (
        <div class="sm" key={row.name}>
          <span class="muted">{/[?:]$/.test(row.label) ? row.label : `${row.label}:`} </span>
          {row.hidden ? (
            <em class="muted">{row.text}</em>
          ) : struck || row.corrected ? (
            <s>{row.text}</s>
          ) : (
            <Prose r={r} text={row.text} />
          )}
          {row.corrected ? (
            <>
              {' '}
              <Prose r={r} text={row.corrected.text} />
              <small>{r.t('pages.timeline.correctedBy', { n: row.corrected.by })}</small>
            </>
          ) : null}
        </div>
      ))}
    </>
  );
}

/** Everything an act says in words; a lapse has named its clock already. */
export function actRows(r: Reader, view: DossierView, act: ActView): readonly BodyRow[] {
  const rows = bodyRows(r, view.kind, act.name, act.body, correctionsOf(view.acts, act.seq));
  return lapseIn(act) ? rows.filter((row) => row.name !== 'clock') : rows;
}

/** What an act did to the clocks, a line each. */
export function clockLines(r: Reader, view: DossierView, act: ActView): readonly string[] {
  return act.facts.clocks.filter((c) => c.op !== 'lapse').map((c) => clockLine(r, view.kind.name, c));
}

/** What an act did to one clock, in one line. */
export function clockLine(r: Reader, kind: string, fact: ClockFact): string {
  const clock = clockLabel(r, kind, {
    id: fact.id,
    name: 'name' in fact ? fact.name : familyOf(fact.id),
    ...('of' in fact && fact.of ? { of: fact.of } : {}),
  });
  const due = 'working' in fact ? formatDate(toLegalDate(fact.working.dueAt)) : '';
  const who = 'holder' in fact ? postTitle(r, fact.holder) : '';
  return r.t(`pages.effects.${fact.op}`, { clock, due, who });
}

/** The first and last letters of a hash, enough to compare by eye. */
export function shortHash(hash: string): string {
  return `${hash.slice(0, 4)} ${hash.slice(4, 8)} … ${hash.slice(-4)}`;
}
