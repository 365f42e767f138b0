/** A bundle on its way out: the readable copy, the verifier and the text beside the proof, then the zip. */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { evidenceReadme, printEvidence, readVerifierPage } from '../../../documents/index.ts';
import type { Instant } from '../../../kernel/time.ts';
import { BUNDLE, type BundleEntry, sizeOfZip, writeEntries } from '../../../ledger/evidence/bundle.ts';
import { bundleOf } from '../../../store/evidence-bundle.ts';
import type { Reader } from '../showing/reader.ts';
import { buildReport, type Told } from './report.ts';

/** What a bundle is called and what goes with it. */
export interface TakeWish {
  /** Number or code; empty for one's own dossiers together. */
  readonly name: string;
  readonly part?: readonly [number, number];
  readonly withReport: boolean;
  readonly madeAt: Instant;
}

/** Everything the zip will hold; its size is known from here on. */
export async function makeBundle(
  r: Reader,
  told: Told,
  { name, part, withReport, madeAt }: TakeWish,
): Promise<readonly BundleEntry[]> {
  const { store, evidence, chosen, views } = told;
  const page = await readVerifierPage();
  const verifier = page && createHash('sha256').update(page).digest('hex');
  const head = { name, madeAt, ...(part ? { part } : {}) };
  const hash = verifier === undefined ? {} : { verifier };
  const report = withReport ? await printReport(r, told, { ...head, ...hash }) : undefined;
  return bundleOf(store, r.asker, evidence, chosen, {
    ...head,
    names: new Map(views.map((view) => [view.dossier.id, view.dossier.number ?? view.row.receipt])),
    readme: (missing) => evidenceReadme({ name: name === '' ? r.asker.standing.name : name, madeAt, ...hash, ...missing }),
    ...(report ? { report } : {}),
    ...(page ? { verifier: page } : {}),
  });
}

/** What stands at the head of the readable copy. */
export interface ReportHead {
  readonly name: string;
  readonly madeAt: Instant;
  readonly part?: readonly [number, number];
  /** SHA-256 of the page that checks, where it goes with the bundle. */
  readonly verifier?: string;
}

/** The readable copy of a bundle as PDF: what was chosen, in the words of the pages. */
export async function printReport(r: Reader, told: Told, head: ReportHead): Promise<Uint8Array> {
  return printEvidence({ lang: r.lang, taker: r.asker.standing.name, ...head, ...buildReport(r, told) });
}

/** Sends the zip under a name of plain letters. */
export function sendBundle(reply: FastifyReply, entries: readonly BundleEntry[], stem: string): FastifyReply {
  return reply
    .header('content-type', BUNDLE.type)
    .header('content-length', sizeOfZip(entries))
    .header('content-disposition', `attachment; filename="${stem}${BUNDLE.ending}"`)
    .header('cache-control', 'private, no-store')
    .send(Readable.from(writeEntries(entries)));
}
