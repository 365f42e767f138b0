/** The readable copy of a bundle: what was chosen and nothing else, in the words of the dossier's page. */
import type { EvidenceText, ReportedAct } from '../../../documents/index.ts';
import { findAct } from '../../../dossier/common-acts.ts';
import { fieldsOf } from '../../../dossier/schema.ts';
import { parseReference, unseal } from '../../../dossier/sealed.ts';
import { formatStamp } from '../../../kernel/format.ts';
import type { PersonId } from '../../../kernel/ids.ts';
import { type Json, toBase64Url } from '../../../kernel/json.ts';
import { type Chosen, fieldsChosen, filesChosen, standingOf, waitingActs } from '../../../store/evidence-bundle.ts';
import type { ActView, DossierView } from '../../../store/read/dossier.ts';
import type { Evidence, EvidenceAct } from '../../../store/read/evidence.ts';
import type { Store } from '../../../store/store.ts';
import { actorName, clockLines, lapseIn, whoLine } from '../dossier/timeline.tsx';
import { bodyRows, fieldLabel } from '../showing/act-body.tsx';
import type { Reader } from '../showing/reader.ts';
import { fieldName } from './view.ts';

/** What is told of the dossiers in a bundle, and what of them was chosen. */
export interface Told {
  readonly store: Store;
  readonly views: readonly DossierView[];
  readonly evidence: Evidence;
  readonly chosen: Chosen;
}

/** The dossiers and files of the report. */
export function buildReport(r: Reader, told: Told): Pick<EvidenceText, 'dossiers' | 'files'> {
  const { views, evidence, chosen } = told;
  const texts = new Map<string, Json>();
  const receipts = new Map(waitingActs(told.store, evidence).map(({ act, receipt }) => [act, receipt]));
  const dossiers = views.map((view) => {
    const acts = evidence.acts.filter((act) => act.dossier === view.dossier.id);
    texts.clear();
    for (const act of acts) for (const { name, value } of fieldsChosen(act, chosen)) texts.set(`§${act.seq}/${name}§`, value);
    return {
      title: `${r.say.kind(view.kind.name, 'name')} ${view.dossier.number ?? view.row.receipt}`,
      acts: acts.map((act) => toReported(r, view, told, { act, texts, receipt: receipts.get(act) })),
    };
  });
  const files = new Map(
    evidence.acts
      .filter((act) => act.proven)
      .flatMap((act) => filesChosen(act, chosen).map((file) => [file.hash, file] as const)),
  );
  return {
    dossiers,
    files: [...files.values()].map(({ hash, size }) => ({ name: fileName(evidence, chosen, hash), hash, size })),
  };
}

interface OneAct {
  readonly act: EvidenceAct;
  readonly texts: ReadonlyMap<string, Json>;
  readonly receipt: string | undefined;
}

function toReported(r: Reader, view: DossierView, { evidence, chosen }: Told, { act, texts, receipt }: OneAct): ReportedAct {
  const shown = new Map(fieldsChosen(act, chosen).map(({ name, value }) => [name, value]));
  const kept = r.t('evidence.kept');
  const name = actName(act, shown);
  const found = bodyOf(act, shown, texts);
  const body = unseal(found.body, texts, () => kept);
  const facts = shown.get('facts') as unknown as ActView['facts'] | undefined;
  const place = act.proven;
  return {
    title: r.t('evidence.act', { seq: act.seq, title: titleOf(r, view, act, { shown, name, facts }) }),
    note: noteOf(r, act, shown, facts),
    isSilence: facts?.clocks.some((fact) => fact.op === 'lapse') ?? false,
    rows: name === undefined ? [] : rowsOf(r, view, name, { body, kept: found.kept }),
    lines: facts && name !== undefined ? clockLines(r, view, actView(r, act, { shown, name, facts })) : [],
    claimed: act.at,
    leaf: toBase64Url(act.leafHash),
    withheld: act.digests.length - shown.size - act.gone.length - act.altered.length,
    gone: act.gone.map((one) => ({ name: fieldName(r, view.kind, name ?? '', one.name), by: one.by })),
    altered: act.altered.map((one) => fieldName(r, view.kind, name ?? '', one)),
    standing: standingOf(evidence, act),
    ...(place
      ? {
          place: {
            index: place.index,
            origin: place.origin,
            isLate: place.isLate,
            witnesses: place.witnesses,
            witnessesBefore: place.witnessesBefore,
            ...(place.after === undefined ? {} : { after: place.after }),
            ...(place.notAfter === undefined ? {} : { notAfter: place.notAfter }),
          },
        }
      : {}),
    ...(receipt === undefined ? {} : { receipt }),
  };
}

/**
 * The body as far as its members were chosen, and the names of those that were not. Which members there are is told by the outline alone: where that
 * was left out, nothing names the others, for what was filled in may say what was answered. Acts of before 12/2026 have their body whole.
 */
function bodyOf(act: EvidenceAct, shown: Shown, texts: OneAct['texts']): ShownBody {
  const outline = shown.get('body');
  if (outline === undefined) return { body: membersShown(shown), kept: new Set() };
  if (typeof outline !== 'object' || outline === null || Array.isArray(outline)) return { body: null, kept: new Set() };
  const apart = new Set(act.fields.map(({ name }) => name));
  const kept = new Set<string>();
  const members = Object.entries(outline).map(([name, value]): [string, Json] => {
    const own = apart.has(`body/${name}`) ? shown.get(`body/${name}`) : (value as Json);
    if (own === undefined || (typeof own === 'string' && parseReference(own) && !texts.has(own))) kept.add(name);
    return [name, own ?? null];
  });
  return { body: Object.fromEntries(members), kept };
}

/** The members that were chosen, each where its name says it stands: `body/rows/0/text` in the first of the rows shown. */
function membersShown(shown: Shown): Json {
  const body: Tree = {};
  for (const [name, value] of shown) {
    const [root, ...path] = name.split('/');
    const last = path.pop();
    if (root !== 'body' || last === undefined) continue;
    let at = body;
    for (const part of path) {
      const deeper = (at[part] ?? {}) as Tree;
      at[part] = deeper;
      at = deeper;
    }
    at[last] = value;
  }
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, withRows(value)]));
}

interface Tree {
  [name: string]: Json | Tree;
}

/** Members named by their place are rows. */
function withRows(value: Json | Tree): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value as Json;
  const members = Object.entries(value as Tree).map(([name, one]) => [name, withRows(one)] as const);
  const isRows = members.length > 0 && members.every(([name]) => /^\d+$/.test(name));
  return isRows ? members.map(([, one]) => one) : Object.fromEntries(members);
}

type Shown = ReadonlyMap<string, Json>;

/** The act's name where it was chosen, or where its leaf says it openly. */
function actName(act: EvidenceAct, shown: Shown): string | undefined {
  const head = shown.get('act') as { readonly name?: string } | null | undefined;
  if (head?.name !== undefined) return head.name;
  if (!act.proven) return undefined;
  const { k } = JSON.parse(Buffer.from(act.proven.leaf).toString('utf8')) as { readonly k: string };
  return k.split('.')[1];
}

interface Said {
  readonly shown: Shown;
  readonly name: string | undefined;
  readonly facts: ActView['facts'] | undefined;
}

/** The act with what was chosen of it, for the words the pages have. */
function actView(r: Reader, act: EvidenceAct, { shown, name, facts }: Said): ActView {
  const person = (shown.get('actor') ?? null) as PersonId | null;
  return {
    seq: act.seq,
    name: name ?? '',
    common: false,
    milestone: false,
    actor: { person, name: person === null ? null : r.asker.org.personName(person), masked: false },
    facts: facts ?? { ...NO_FACTS },
    at: act.at,
    businessAt: act.at,
    body: null,
    leafHash: '',
    signed: null,
  };
}

const NO_FACTS: ActView['facts'] = {
  actor: {},
  from: '',
  to: '',
  clocks: [],
  resolved: null,
  law: '',
  calendar: '',
  organisation: 0,
  names: {},
};

function titleOf(r: Reader, view: DossierView, act: EvidenceAct, said: Said): string {
  const { shown, name } = said;
  if (name === undefined) return r.t('evidence.someone');
  const one = actView(r, act, said);
  const who = lapseIn(one) || !shown.has('actor') ? '' : actorName(r, one);
  const done = r.say.act(view.kind.name, name, who === '' ? 'label' : 'done');
  return who === '' ? done : `${who} ${done}`;
}

function noteOf(r: Reader, act: EvidenceAct, shown: Shown, facts: ActView['facts'] | undefined): string {
  const at = shown.get('businessAt');
  const parts = [
    typeof at === 'string' ? formatStamp(at as ActView['at']) : '',
    shown.has('actor') && facts
      ? whoLine(r, actView(r, act, { shown, name: '', facts }))
      : r.t('pages.timeline.seq', { n: act.seq }),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

interface ShownBody {
  readonly body: Json;
  readonly kept: ReadonlySet<string>;
}

/** In the order of the form: what was chosen in words, and of what was kept back its label. */
function rowsOf(r: Reader, view: DossierView, name: string, { body, kept }: ShownBody): ReportedAct['rows'] {
  const spec = findAct(view.kind, name);
  if (!spec) return [];
  const rows = new Map(bodyRows(r, view.kind, name, body).map((row) => [row.name, row]));
  return fieldsOf(spec.body).flatMap((field) => {
    const row = rows.get(field.name);
    if (kept.has(field.name))
      return [{ label: fieldLabel(r, view.kind, name, field.name), text: r.t('evidence.kept'), isHidden: true, corrected: null }];
    return row ? [{ label: row.label, text: row.text, isHidden: row.hidden, corrected: null }] : [];
  });
}

/** The name that stands beside a file's hash in what is shown; the hash alone where that was left out. */
function fileName(evidence: Evidence, chosen: Chosen, hash: string): string {
  for (const act of evidence.acts) {
    const shown = fieldsChosen(act, chosen);
    const named = shown.map(({ value }) => nameBeside(value, hash)).find((name) => name !== undefined);
    if (named === undefined) continue;
    const text = shown.find(({ name }) => named === `§${act.seq}/${name}§`)?.value;
    return typeof text === 'string' ? text : named.startsWith('§') ? '' : named;
  }
  return '';
}

function nameBeside(value: Json, hash: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { hash: own, name } = value as Readonly<Record<string, Json>>;
  if (own === hash && typeof name === 'string') return name;
  for (const member of Object.values(value)) {
    const found = nameBeside(member as Json, hash);
    if (found !== undefined) return found;
  }
  return undefined;
}
