/** Puts an evidence bundle together: the chosen fields with their salts, the proofs, the papers, and what comes with them. */

import type { DossierId } from '../kernel/ids.ts';
import { type Json, toHex } from '../kernel/json.ts';
import type { Instant } from '../kernel/time.ts';
import { type BundleEntry, type EvidencePaper, toEntries } from '../ledger/evidence/bundle.ts';
import { readAttached } from './content.ts';
import { signAgain } from './ledger/receipts.ts';
import type { Evidence, EvidenceAct, EvidenceFile, OpenField } from './read/evidence.ts';
import type { Asker, Store } from './store.ts';

/** Whether a field or file of an act goes into the bundle; a file by its hash. */
export type Chosen = (act: EvidenceAct, what: { readonly field: string } | { readonly file: string }) => boolean;

/** What stands in a bundle besides the record itself. */
export interface Accompanying {
  readonly madeAt: Instant;
  /** Number or code to show; empty where the bundle is not of one dossier. */
  readonly name: string;
  readonly part?: readonly [number, number];
  readonly report?: Uint8Array;
  readonly verifier?: Uint8Array;
  /** How the dossiers are called. */
  readonly names: ReadonlyMap<DossierId, string>;
  /** Writes the text that lies beside the proof. */
  readonly readme: (missing: Missing) => string;
}

/** One act, as a text names it. */
interface NamedAct {
  readonly dossier: string;
  readonly seq: number;
}

/** What a bundle cannot prove: acts in no signed checkpoint, with the receipts there are, and fields that were changed. */
export interface Missing {
  readonly waiting: readonly (NamedAct & { readonly receipt?: string })[];
  readonly altered: readonly (NamedAct & { readonly field: string })[];
}

/** An act that stands in no signed checkpoint yet, with the promise that it will. */
export interface WaitingAct {
  readonly act: EvidenceAct;
  /** Signed note; absent where there is no key to sign with, or where nothing was promised. */
  readonly receipt?: string;
}

/** A digest over a longer list stands in the leaf alone; the list goes with it. */
const DIGESTS_IN_LEAF = 64;

const EXTENSIONS: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/json': 'json',
  'text/csv': 'csv',
  'text/plain': 'txt',
  'text/html': 'html',
  'image/png': 'png',
  'image/jpeg': 'jpg',
};

/** Everything that may be shown, without the personal data of others. */
export const usualChoice: Chosen = (act, what) => {
  // Whoever issued a paper did not write all that stands in it.
  if ('file' in what) return act.files.find(({ hash }) => hash === what.file)?.issued?.isPersonal !== true;
  if (act.isOwn) return true;
  return act.fields.find(({ name }) => name === what.field)?.isPersonal !== true;
};

/** Whether personal data of somebody else is among what was chosen: then a purpose must be stated. */
export function holdsPersonal(acts: readonly EvidenceAct[], chosen: Chosen): boolean {
  return acts.some(
    (act) =>
      act.fields.some(({ name, isPersonal }) => isPersonal && !act.isOwn && chosen(act, { field: name })) ||
      act.files.some(({ hash, issued }) => issued?.isPersonal && chosen(act, { file: hash })),
  );
}

/** How far an act is witnessed: enough, too few, by nobody because nobody is named, or in no signed checkpoint yet. */
export function standingOf({ ledger }: Pick<Evidence, 'ledger'>, act: EvidenceAct): 'full' | 'short' | 'none' | 'waiting' {
  if (!act.proven) return 'waiting';
  if (!ledger.asksWitnesses) return 'none';
  return act.proven.isWitnessed ? 'full' : 'short';
}

/** The fields of an act that were chosen. */
export function fieldsChosen(act: EvidenceAct, chosen: Chosen): readonly OpenField[] {
  return act.fields.filter(({ name }) => chosen(act, { field: name }));
}

/** The chosen files of an act that something shown names; nothing would tie any other to the record. */
export function filesChosen(act: EvidenceAct, chosen: Chosen): readonly EvidenceFile[] {
  const shown = JSON.stringify(fieldsChosen(act, chosen).map(({ value }) => value));
  return act.files.filter(({ hash }) => chosen(act, { file: hash }) && shown.includes(`"${hash}"`));
}

/** The acts no signed checkpoint holds yet: a bundle can carry their receipts alone. */
export function waitingActs(store: Pick<Store, 'ledger'>, { acts, ledger }: Evidence): readonly WaitingAct[] {
  return acts
    .filter((act) => act.proven === undefined)
    .map((act) => {
      const { openedAt } = ledger;
      const signed = signAgain(store, { leafHash: toHex(act.leafHash), at: act.at }, { openedAt, place: null });
      return { act, ...(signed ? { receipt: signed.note } : {}) };
    });
}

/**
 * The entries of the bundle. Papers are read when they are written, under row security.
 * @throws {Fault} {FormatProblem} where a verifier would refuse its shape, such as one without any proven act
 */
export function bundleOf(
  store: Store,
  asker: Asker,
  evidence: Evidence,
  chosen: Chosen,
  { madeAt, name, part, report, verifier, names, readme }: Accompanying,
): readonly BundleEntry[] {
  const { acts, ledger } = evidence;
  const asked = acts.flatMap((act) => (act.proven ? [{ act, place: act.proven, chosen }] : []));
  const proven = [...asked, ...keysOf(evidence, chosen)];
  const origins = [...new Map(proven.map(({ place }) => [place.epoch, place.origin])).entries()]
    .sort(([a], [b]) => a - b)
    .map(([, origin]) => origin);
  const papers = new Map(
    asked.flatMap(({ act }) =>
      filesChosen(act, chosen).map((file) => [file.hash, toPaper(store, asker, act.dossier, file)] as const),
    ),
  );
  return toEntries({
    madeAt,
    dossier: name,
    origins,
    records: proven.map(({ act, place, chosen: shown }) => ({
      origin: origins.indexOf(place.origin),
      leaf: place.leaf,
      proof: place.proof,
      ...(place.before ? { before: place.before } : {}),
      ...(place.isLate ? { isLate: true } : {}),
      ...(act.signature && isSignatureShown(act, shown) ? { assertion: act.signature.bytes } : {}),
      ...disclosed(act, shown),
    })),
    papers: [...papers.values()],
    timestamps: ledger.tokens,
    keys: keysText(ledger.keys),
    policy: ledger.policy,
    ...(part ? { part } : {}),
    ...(report ? { report } : {}),
    ...(verifier ? { verifier } : {}),
    readme: readme(missingOf(store, evidence, names)),
  });
}

function missingOf(store: Store, evidence: Evidence, names: Accompanying['names']): Missing {
  const called = ({ dossier, seq }: EvidenceAct): NamedAct => ({ dossier: names.get(dossier) ?? dossier, seq });
  return {
    waiting: waitingActs(store, evidence).map(({ act, receipt }) => ({
      ...called(act),
      ...(receipt === undefined ? {} : { receipt }),
    })),
    altered: evidence.acts.flatMap((act) => act.altered.map((field) => ({ ...called(act), field }))),
  };
}

/** What the record of a key shows: whose it is and which, and nothing of anything else. */
const OF_KEY: Chosen = (_, what) =>
  'field' in what && (what.field === 'act' || what.field === 'actor' || what.field.startsWith('body'));

/** The records of the keys behind the signatures shown, each once, those left out that are evidence themselves. */
function keysOf({ acts, keys }: Evidence, chosen: Chosen) {
  const shown = acts.flatMap((act) => {
    const { credential } = act.signature ?? {};
    return act.proven && credential !== undefined && isSignatureShown(act, chosen) ? (keys.get(credential) ?? []) : [];
  });
  const own = new Set(acts.map(({ dossier, seq }) => `${dossier}/${seq}`));
  const others = new Map(shown.map((act) => [`${act.dossier}/${act.seq}`, act]));
  return [...others].flatMap(([name, act]) => (act.proven && !own.has(name) ? [{ act, place: act.proven, chosen: OF_KEY }] : []));
}

/** A key is as good as a name: it goes where the name goes. */
function isSignatureShown(act: EvidenceAct, chosen: Chosen): boolean {
  return chosen(act, { field: 'actor' }) && chosen(act, { field: 'act' });
}

/** What was signed repeats every text of the body: it is shown where all of them are. */
function signedBody(act: EvidenceAct, chosen: Chosen): readonly { salt: string; name: string; value: Json }[] {
  const parts = act.fields.filter(({ name }) => name === 'body' || name.startsWith('body/'));
  const body = act.signature?.body;
  if (!body || !isSignatureShown(act, chosen) || !parts.every(({ name }) => chosen(act, { field: name }))) return [];
  return [{ salt: body.salt, name: 'signed-body', value: body.value }];
}

function disclosed(act: EvidenceAct, chosen: Chosen) {
  const fields = [
    ...fieldsChosen(act, chosen).map(({ salt, name, value }) => ({ salt, name, value })),
    ...signedBody(act, chosen),
  ];
  const erased = act.gone.map(({ digest, name, by }) => ({ digest, name, by: by.slice(0, 200) }));
  if (fields.length === 0 && erased.length === 0) return {};
  return {
    shown: {
      fields,
      ...(act.digests.length > DIGESTS_IN_LEAF ? { digests: act.digests } : {}),
      ...(erased.length > 0 ? { erased } : {}),
    },
  };
}

function toPaper(store: Store, asker: Asker, dossier: DossierId, file: EvidenceFile): EvidencePaper {
  const { hash, size, type, issued } = file;
  const extension = EXTENSIONS[type.split(';')[0] ?? ''] ?? 'bin';
  return { hash, size, extension, read: async () => issued?.bytes ?? readAttached(store, asker, dossier, hash) };
}

function keysText(keys: Evidence['ledger']['keys']): string {
  return keys.map(({ purpose, vkey, isCurrent }) => `# ${purpose}${isCurrent ? '' : ' (until rotated)'}\n${vkey}\n`).join('');
}
