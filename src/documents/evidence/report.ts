/** The readable copy of an evidence bundle: what is shown of each act, where it stands in the ledger, and how anybody checks that. */
import { formatNumber, formatStamp } from '../../kernel/format.ts';
import { createTranslator, type Lang, type Translate } from '../../kernel/messages.ts';
import { asInstant, type Instant } from '../../kernel/time.ts';
import type { CaseRow } from '../case-file.ts';
import { en } from './messages.en.ts';
import { vi } from './messages.vi.ts';

/** How far a record is witnessed. */
export type Standing = 'full' | 'short' | 'none' | 'waiting';

/** One act as the report tells it; whoever builds it has said the words of the act. */
export interface ReportedAct {
  readonly title: string;
  readonly note: string;
  readonly isSilence: boolean;
  readonly rows: readonly CaseRow[];
  readonly lines: readonly string[];
  readonly claimed: Instant;
  /** Hash of its leaf, base64url. */
  readonly leaf: string;
  readonly withheld: number;
  readonly gone: readonly { readonly name: string; readonly by: string }[];
  readonly altered: readonly string[];
  readonly standing: Standing;
  readonly place?: {
    readonly index: number;
    readonly origin: string;
    readonly isLate: boolean;
    /** Who signed that it stands in the log, and who that it did not yet. */
    readonly witnesses: readonly string[];
    readonly witnessesBefore: readonly string[];
    /** POSIX seconds. */
    readonly after?: number;
    readonly notAfter?: number;
  };
  readonly receipt?: string;
}

/** Everything the report is made of. */
export interface EvidenceText {
  readonly lang: Lang;
  /** Number or code; empty where it is of somebody's own dossiers. */
  readonly name: string;
  readonly taker: string;
  readonly madeAt: Instant;
  readonly part?: readonly [number, number];
  readonly dossiers: readonly { readonly title: string; readonly acts: readonly ReportedAct[] }[];
  readonly files: readonly { readonly name: string; readonly hash: string; readonly size: number }[];
  /** Hex SHA-256 of the verifier in the bundle; absent: there is none. */
  readonly verifier?: string;
}

const words = createTranslator({ vi, en });

/** The words of what comes with a bundle. */
export function evidenceWords(lang: Lang): Translate {
  return words(lang);
}

/** The least of what can be said of all of them. */
export function standingOfAll(acts: readonly { readonly standing: Standing }[]): Standing {
  const proven = acts.filter((act) => act.standing !== 'waiting');
  if (proven.length === 0) return 'waiting';
  return (['none', 'short'] as const).find((one) => proven.some((act) => act.standing === one)) ?? 'full';
}

/** A report as data for the template. */
export function toSheet(text: EvidenceText) {
  const t = words(text.lang);
  const acts = text.dossiers.flatMap((dossier) => dossier.acts);
  const origins = [...new Set(acts.flatMap((act) => act.place?.origin ?? []))];
  const witnesses = [...new Set(acts.flatMap((act) => act.place?.witnesses ?? []))].sort();
  const standing = standingOfAll(acts);
  const title = text.name === '' ? t('own', { name: text.taker }) : text.name;
  return {
    lang: text.lang,
    brand: t('brand'),
    kicker: t('title'),
    title,
    subtitle: text.dossiers.length === 1 ? (text.dossiers[0]?.title ?? '') : '',
    standing,
    verdict: t(`verdict.${standing}`),
    expected: t('verdict.expected'),
    cover: [
      [t('cover.madeAt'), stamp(text.madeAt)],
      [t('cover.by'), text.taker],
      [t('cover.records'), t('cover.counts', { n: acts.filter((act) => act.place).length, files: text.files.length })],
      ...(text.part ? [[t('cover.records'), t('cover.part', { part: text.part[0], parts: text.part[1] })]] : []),
      ...origins.map((origin) => [t('cover.origin'), origin]),
      [t('cover.witnesses'), witnesses.length === 0 ? t('cover.noWitnesses') : witnesses.join(', ')],
    ],
    zone: t('cover.zone'),
    what: { title: t('what.title'), text: t('what.text'), paper: t('what.paper') },
    verify: {
      title: t('verify.title'),
      ways: [
        {
          title: t('verify.html'),
          text: t(text.verifier === undefined ? 'verify.htmlNone' : 'verify.htmlHow'),
          code: text.verifier === undefined ? [] : [inGroups(text.verifier)],
        },
        {
          title: t('verify.cli'),
          text: t('verify.cliHow'),
          code: [
            'khoithong-verifier *.khoithong.zip --policy policy.txt',
            'python3 verify.py *.khoithong.zip --policy policy.txt',
          ],
        },
        { title: t('verify.recipe'), text: t('verify.recipeHow'), code: [] },
      ],
      codes: t('verify.codes'),
    },
    acts: t('record.title'),
    dossiers: text.dossiers.map((dossier) => ({
      title: text.dossiers.length === 1 ? '' : dossier.title,
      acts: dossier.acts.map((act) => actSheet(t, act)),
    })),
    files: {
      title: t('files.title'),
      columns: [t('files.name'), t('files.hash'), t('files.size')],
      rows: text.files.map(({ name, hash, size }) => [name, inGroups(hash), formatNumber(size, text.lang)]),
    },
    limits: {
      title: t('limits.title'),
      items: ['truth', 'later', 'owner', 'words'].map((one) => t(`limits.${one}`)),
    },
    page: t('page'),
    foot: `${t('title')} · ${title} · ${stamp(text.madeAt)}`,
  };
}

function actSheet(t: Translate, act: ReportedAct) {
  const { place } = act;
  const bound = (time: number | undefined, names: readonly string[]): string =>
    time === undefined
      ? t('record.unknown')
      : t('record.by', { time: stamp(asInstant(new Date(time * 1000))), names: names.join(', ') });
  return {
    title: act.title,
    note: act.note,
    isSilence: act.isSilence,
    standing: act.standing,
    state: t(`record.${act.standing}`),
    rows: act.rows.map((row) => ({ ...row })),
    lines: [
      ...act.lines,
      ...act.gone.map((one) => t('record.gone', { ...one })),
      ...act.altered.map((name) => t('record.altered', { name })),
      ...(act.withheld > 0 ? [t('record.withheld', { n: act.withheld })] : []),
    ],
    proof: [
      ...(place ? [[t('record.index'), t('record.place', { index: place.index, origin: place.origin })]] : []),
      [t('record.leaf'), inGroups(act.leaf)],
      ...(place
        ? [
            [t('record.after'), bound(place.after, place.witnessesBefore)],
            [t('record.notAfter'), bound(place.notAfter, place.witnesses)],
          ]
        : []),
      [t('record.claimed'), stamp(act.claimed)],
    ],
    late: place?.isLate === true ? t('record.late') : '',
    waiting: place ? '' : t(act.receipt === undefined ? 'record.waitingBare' : 'record.waitingWhat'),
    receipt: (act.receipt ?? '').split('\n').filter((line) => line !== ''),
  };
}

/** `14:05:09 23/11/2026`: bounds of time are told to the second. */
function stamp(instant: Instant): string {
  const [time = '', date = ''] = formatStamp(instant).split(' ');
  return `${time}:${instant.slice(17, 19)} ${date}`;
}

/** A hash in groups that the eye can follow and a line can be broken between. */
export function inGroups(hash: string): string {
  return hash.match(/.{1,8}/g)?.join(' ') ?? '';
}
