/** Everything the dossier page says, in words, from one read. */

import type { ComponentChildren } from 'preact';
import { isOpen } from '../../../dossier/clocks.ts';
import type { FieldId } from '../../../kernel/ids.ts';
import type { DossierView } from '../../../store/read/dossier.ts';
import { lightOf } from '../../../store/read/light.ts';
import type { LightView } from '../../components/light.tsx';
import type { PathStep } from '../../components/path.tsx';
import type { TimelineEvent } from '../../components/timeline.tsx';
import { type Panels, panelProps } from '../panel.ts';
import { buildPapers, type PaperRow } from '../papers/view.ts';
import { readingsHref } from '../reading/address.ts';
import type { TableView } from '../rows/view.ts';
import { dossierHref, listHref } from '../showing/address.ts';
import { shownTitle } from '../showing/apart.ts';
import { lightWord, toLight } from '../showing/light.ts';
import { placeLabel, unitLabel } from '../showing/people.ts';
import type { Reader } from '../showing/reader.ts';
import { buildContent, buildSections, type ContentRow, type SectionView } from './content.ts';
import { buildDocuments, type DocumentRow } from './documents.ts';
import { buildPath } from './path.ts';
import { buildReceipt, type ReceiptView } from './receipt.ts';
import { buildParties, buildTies, groupParties, type PartyGroup, type TieRow } from './ties.ts';
import { buildTimeline, type TimelineScope } from './timeline.tsx';
import { buildTodo, chooseClock, clockLight, type Todo } from './todo.ts';

/** What the address asks of the page besides the dossier. */
export interface DossierAsked {
  readonly scope: TimelineScope;
  readonly receipt: string | undefined;
  /** The page's own address with its origin, for the receipt's code. */
  readonly url: string;
  /** Whether acts are given signed receipts here. */
  readonly isSigned?: boolean;
  /** The first rows of the tables that stand on the page. */
  readonly tables: readonly TableView[];
}

/** The dossier page in words. */
export interface DossierPageView {
  readonly kind: string;
  readonly kindName: string;
  readonly plural: string;
  readonly listHref: string;
  readonly base: string;
  readonly name: string;
  readonly title: string;
  /** True: a record of the house about itself, on which nobody waits. */
  readonly isApart: boolean;
  readonly about: string;
  readonly stepLight?: LightView;
  readonly wholeLight?: LightView;
  readonly stage: string;
  readonly classification?: string;
  readonly facts: readonly string[];
  readonly receipt?: ReceiptView;
  readonly todo: Todo;
  readonly path: readonly PathStep[];
  readonly content: readonly ContentRow[];
  readonly sections: readonly SectionView[];
  readonly tables: readonly TableView[];
  readonly panel?: ComponentChildren;
  /** True: the special view stands before the summary. */
  readonly panelLeads: boolean;
  readonly papers: readonly PaperRow[];
  readonly documents: readonly DocumentRow[];
  readonly timeline: readonly TimelineEvent[];
  readonly scope: TimelineScope;
  readonly parties: readonly PartyGroup[];
  readonly ties: readonly TieRow[];
  /** Where the reader sees who read it, if it is the reader's own and restricted. */
  readonly readingsHref?: string;
  readonly underWay: number;
  readonly acts: number;
  readonly head: string;
}

/** Builds the page for its reader. */
export function buildDossierPage(r: Reader, view: DossierView, asked: DossierAsked, panels: Panels): DossierPageView {
  const { kind, row, dossier } = view;
  const base = dossierHref(r.registry, { kind: kind.name, id: dossier.id, number: dossier.number });
  const receipt = buildReceipt(r, view, asked.receipt, { url: asked.url, base, isSigned: asked.isSigned === true });
  const draw = panels[kind.name];
  const panel = draw?.(panelProps(r, view, base)) ?? undefined;
  const covered = panel === undefined ? [] : (draw?.covers ?? []);
  return {
    kind: kind.name,
    kindName: r.say.kind(kind.name, 'name'),
    plural: r.say.kind(kind.name, 'plural'),
    listHref: listHref(kind),
    base,
    name: dossier.number ?? row.receipt,
    title: shownTitle(r, row, kind.apart ? kind.summary(dossier.state) : []),
    isApart: kind.apart !== undefined,
    about: r.say.kind(kind.name, 'about'),
    ...lightsOf(r, view),
    stage: r.say.stage(kind.name, dossier.stage),
    ...(row.classification === null ? {} : { classification: classificationOf(r, kind.name, row.classification) }),
    facts: factsOf(r, view),
    ...(receipt ? { receipt } : {}),
    todo: buildTodo(r, view, base),
    path: buildPath(r, view),
    content: buildContent(r, view, base).filter((row) => !covered.includes(row.key)),
    sections: buildSections(r, view).filter((section) => !covered.includes(section.key)),
    tables: asked.tables,
    ...(panel === undefined ? {} : { panel }),
    panelLeads: draw?.leads === true,
    papers: buildPapers(r, view, base),
    documents: buildDocuments(r, view),
    timeline: buildTimeline(r, view, asked.scope, base),
    scope: asked.scope,
    parties: groupParties(buildParties(r, view)),
    ties: buildTies(r, view, covered),
    ...(isToldOf(r, view) ? { readingsHref: readingsHref(row.receipt) } : {}),
    underWay: view.underWay,
    acts: view.acts.length,
    head: view.head,
  };
}

function isToldOf(r: Reader, { kind, mine, parties }: DossierView): boolean {
  const me = r.asker.standing.person;
  const isOwn = mine || (me !== null && parties.some((p) => p.person === me && kind.personal?.roles.includes(p.role)));
  return kind.restricted === true && isOwn;
}

/** The light of this step and that of the whole; one alone where they would say the same. */
function lightsOf(r: Reader, view: DossierView): { stepLight?: LightView; wholeLight?: LightView } {
  const { row } = view;
  if (view.kind.apart) return {};
  if (row.ended) {
    const whole = toLight(r.t, row.light);
    return whole ? { wholeLight: whole } : {};
  }
  const chosen = chooseClock(r, view);
  if (!chosen) return {};
  const open = view.dossier.clocks.filter(isOpen);
  const step = clockLight(r, chosen.clock, view.now, view.kind.name);
  const stepLight = {
    tone: step.tone,
    text: r.t('pages.light.step', { light: step.text.charAt(0).toLowerCase() + step.text.slice(1) }),
  };
  if (open.length < 2 && !row.light.code.startsWith('late')) return { stepLight };
  const lights = open.map((c) =>
    lightOf(
      { ended: false, late: false, clockState: c.state, dueAt: c.dueAt, startAt: c.startAt },
      view.now,
      r.asker.law.calendar,
    ),
  );
  const worst = (['late', 'due', 'ok', 'paused'] as const)
    .map((code) => lights.find((l) => l.code === code))
    .find((l) => l !== undefined);
  const tone = worst === undefined || worst.code === 'none' ? undefined : worst.code;
  if (!worst || !tone) return { stepLight };
  return { stepLight, wholeLight: { tone, text: r.t('pages.light.whole', { light: lightWord(r.t, worst) }) } };
}

function classificationOf(r: Reader, kind: string, value: string): string {
  const key = `choices.classification.${value}`;
  return r.say.has(kind, key) ? r.say.kind(kind, key) : value;
}

function factsOf(r: Reader, view: DossierView): readonly string[] {
  const { row } = view;
  return [
    ...(row.field === null ? [] : [r.asker.org.fieldName(row.field as FieldId, r.lang)]),
    ...(row.locality === null ? [] : [placeLabel(r, row.locality)]),
    ...(row.unit === null ? [] : [r.t('pages.header.lead', { unit: unitLabel(r, row.unit, nameThen(view, row.unit)) })]),
  ];
}

/** The name a unit bore when an act last wrote it down: old names stay on old dossiers. */
function nameThen(view: DossierView, unit: string): string | undefined {
  return view.acts.findLast((a) => a.facts.names[unit] !== undefined)?.facts.names[unit];
}
