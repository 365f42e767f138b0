/** Evidence of a dossier: what can be proven of it, and the bundle that proves what was chosen. */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { evidenceReadme, readVerifierPage } from '../documents/index.ts';
import { AppError } from '../kernel/errors.ts';
import { toHex } from '../kernel/json.ts';
import type { Lang } from '../kernel/messages.ts';
import { asInstant, type Instant } from '../kernel/time.ts';
import { BUNDLE, sizeOfZip, writeEntries } from '../ledger/evidence/bundle.ts';
import { bundleOf, type Chosen, holdsPersonal, standingOf, usualChoice } from '../store/evidence-bundle.ts';
import { noteExport } from '../store/export-log.ts';
import { type DossierView, readDossier } from '../store/read/dossier.ts';
import { type Evidence, type EvidenceAct, planParts, readEvidence, weighActs } from '../store/read/evidence.ts';
import { withIssuedPapers } from '../store/read/evidence-papers.ts';
import type { Asker } from '../store/store.ts';
import type { ApiDependencies } from './index.ts';
import { readingOf } from './reading.ts';

const partOf = z.coerce.number().int().min(1).max(500).default(1);
const offerQuery = z.object({ part: partOf });
const takeBody = z.strictObject({
  choice: z
    .union([
      z.enum(['usual', 'all']),
      z
        .array(
          z.strictObject({
            seq: z.number().int().min(1),
            fields: z.array(z.string().max(200)).max(1000).default([]),
            files: z.array(z.string().max(64)).max(200).default([]),
          }),
        )
        .max(2000),
    ])
    .default('usual'),
  purpose: z.string().max(500).default(''),
  part: partOf,
  /** With the readable copy as PDF. */
  report: z.boolean().default(true),
});

/** What the readable copy tells, to whom, in which language. */
export interface ReportWish {
  readonly lang: Lang;
  readonly asker: Asker;
  readonly view: DossierView;
  readonly evidence: Evidence;
  readonly chosen: Chosen;
  readonly head: {
    readonly name: string;
    readonly madeAt: Instant;
    readonly part?: readonly [number, number];
    readonly verifier?: string;
  };
}

/** `GET` and `POST /dossiers/{id}/evidence`. */
export function addEvidenceRoutes(
  api: FastifyInstance,
  deps: ApiDependencies,
  parse: <T>(schema: z.ZodType<T>, sent: unknown) => T,
  langOf: (request: FastifyRequest) => Lang,
  nameIn: (asker: Asker, request: FastifyRequest) => Promise<string>,
): void {
  const { store } = deps;
  /** Through the door of the dossier's page first, which notes a look at a restricted one. */
  const find = async (request: FastifyRequest, part: number) => {
    const { asker } = await deps.authenticate(request);
    const view = await readDossier(store, asker, await nameIn(asker, request), readingOf(request, 'evidence'));
    const parts = planParts(await weighActs(store, asker, [view.dossier.id]));
    const ranges = parts[part - 1];
    if (!ranges) throw new AppError('evidence.no_part', 'not_found', { params: { n: parts.length } });
    const evidence = withIssuedPapers(asker, await readEvidence(store, asker, ranges), [view]);
    return { asker, view, parts: parts.length, evidence };
  };
  api.get('/dossiers/:id/evidence', async (request) => {
    const { part } = parse(offerQuery, request.query);
    const { evidence, parts } = await find(request, part);
    return { part, parts, policy: evidence.ledger.policy, acts: evidence.acts.map((act) => presentOffer(evidence, act)) };
  });
  api.post('/dossiers/:id/evidence', async (request, reply) => {
    const { choice, purpose, part, report: withReport } = parse(takeBody, request.body);
    const { asker, view, evidence, parts } = await find(request, part);
    if (!evidence.acts.some((act) => act.proven)) throw new AppError('evidence.nothing_yet', 'conflict');
    const chosen = toChosen(choice);
    const name = view.dossier.number ?? view.row.receipt;
    await noteExport(store, asker, {
      what: `/api/v1/dossiers/${view.dossier.id}/evidence`.slice(0, 80),
      filter: parts > 1 ? `phan=${part}` : '',
      format: 'zip',
      personal: true,
      own: view.mine && !holdsPersonal(evidence.acts, chosen),
      reason: purpose,
    });
    const page = await readVerifierPage();
    const hash = page ? { verifier: createHash('sha256').update(page).digest('hex') } : {};
    const madeAt = asInstant(new Date());
    const head = { name, madeAt, ...(parts > 1 ? { part: [part, parts] as const } : {}) };
    const report = withReport
      ? await deps.printReport?.({ lang: langOf(request), asker, view, evidence, chosen, head: { ...head, ...hash } })
      : undefined;
    const entries = bundleOf(store, asker, evidence, chosen, {
      ...head,
      names: new Map([[view.dossier.id, name]]),
      readme: (missing) => evidenceReadme({ name, madeAt, ...hash, ...missing }),
      ...(report ? { report } : {}),
      ...(page ? { verifier: page } : {}),
    });
    return reply
      .type(BUNDLE.type)
      .header('content-length', sizeOfZip(entries))
      .header('content-disposition', `attachment; filename="${name}${parts > 1 ? `-${part}` : ''}${BUNDLE.ending}"`)
      .send(Readable.from(writeEntries(entries)));
  });
}

function toChosen(choice: z.output<typeof takeBody>['choice']): Chosen {
  if (choice === 'usual') return usualChoice;
  if (choice === 'all') return () => true;
  const wanted = new Map(choice.map(({ seq, fields, files }) => [seq, { fields: new Set(fields), files: new Set(files) }]));
  return (act, what) => {
    const of = wanted.get(act.seq);
    return of !== undefined && ('field' in what ? of.fields.has(what.field) : of.files.has(what.file));
  };
}

function presentOffer(evidence: Evidence, act: EvidenceAct) {
  const { proven } = act;
  const at = (seconds: number | undefined) => (seconds === undefined ? null : asInstant(new Date(seconds * 1000)));
  return {
    seq: act.seq,
    leafHash: toHex(act.leafHash),
    witnessed: standingOf(evidence, act),
    origin: proven?.origin ?? null,
    index: proven?.index ?? null,
    after: at(proven?.after),
    notAfter: at(proven?.notAfter),
    fields: act.fields.map(({ name, isPersonal }) => ({ name, personal: isPersonal })),
    files: act.files.map(({ hash, size, type }) => ({ hash, size, type })),
    erased: act.gone.map(({ name, by }) => ({ name, by })),
    altered: act.altered,
    withheld: act.withheld,
  };
}
