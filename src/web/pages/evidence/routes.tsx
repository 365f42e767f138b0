import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError, isAppError } from '../../../kernel/errors.ts';
import { formatStamp } from '../../../kernel/format.ts';
import { asInstant } from '../../../kernel/time.ts';
import { type Chosen, holdsPersonal } from '../../../store/evidence-bundle.ts';
import { noteExport } from '../../../store/export-log.ts';
import type { DossierView } from '../../../store/read/dossier.ts';
import { type Evidence, planParts, readEvidence } from '../../../store/read/evidence.ts';
import { withIssuedPapers } from '../../../store/read/evidence-papers.ts';
import { firstValue } from '../../form/values.ts';
import { problemText } from '../act/words.ts';
import { kindOfSegment, type PageDeps, queryOf, readerOf, segmentOf } from '../deps.ts';
import { readNamed } from '../dossier/find.ts';
import { askPurposeOf } from '../reading/ask.tsx';
import { dossierHref } from '../showing/address.ts';
import type { Reader } from '../showing/reader.ts';
import { EVIDENCE, FIRST_CHOICES, type FirstChoice, firstChoice, tickedChoice } from './choice.ts';
import { EvidencePage, type EvidencePageProps } from './page.tsx';
import { makeBundle, sendBundle } from './take.ts';
import { buildEvidence } from './view.ts';

type Named = { Params: { readonly segment: string; readonly name: string } };

/** `/:segment/:name/bang-chung`: the fields of an evidence bundle to choose from, and the bundle. */
export function addEvidenceRoutes(app: FastifyInstance, deps: PageDeps): void {
  const at = `${segmentOf(deps)}/:name/${EVIDENCE.path}`;
  app.get<Named>(at, async (request, reply) => {
    const query = queryOf(request);
    const found = await find(deps, request, query[EVIDENCE.part]);
    const first = (Object.entries(FIRST_CHOICES).find(([, name]) => name === query[EVIDENCE.first])?.[0] ??
      'usual') as FirstChoice;
    return show(deps, request, reply, found, { chosen: firstChoice(first) });
  });
  app.post<Named>(at, async (request, reply) => {
    const { values } = request.form;
    const found = await find(deps, request, firstValue(values, EVIDENCE.part)).catch((error: unknown) => {
      // What was stated is forgotten after a while: the question comes before the download, and leads back to the page.
      if (isAppError(error, 'reading.purpose_needed')) return error;
      throw error;
    });
    if (found instanceof AppError) return askPurposeOf(deps, request, reply, found);
    const { r, view, evidence, part, parts } = found;
    const chosen = tickedChoice(values.get(EVIDENCE.chosen) ?? []);
    const purpose = firstValue(values, EVIDENCE.purpose) ?? '';
    const withReport = firstValue(values, EVIDENCE.report) !== undefined;
    if (!evidence.acts.some((act) => act.proven)) return show(deps, request, reply, found, { chosen, status: 409 });
    try {
      await noteEvidence(deps, found, chosen, purpose);
    } catch (error) {
      if (!isAppError(error, 'export.reason')) throw error;
      const text = problemText(r, deps.words, error.code, error.params);
      return show(deps, request, reply, found, {
        chosen,
        purpose,
        withReport,
        status: 422,
        errors: [{ field: 'f-muc-dich', text }],
      });
    }
    const name = view.dossier.number ?? view.row.receipt;
    const entries = await makeBundle(
      r,
      { store: deps.store, views: [view], evidence, chosen },
      { name, madeAt: asInstant(new Date()), withReport, ...(parts.length > 1 ? { part: [part, parts.length] } : {}) },
    );
    return sendBundle(reply, entries, parts.length > 1 ? `${name}-${part}` : name);
  });
}

interface Found {
  readonly r: Reader;
  readonly view: DossierView;
  readonly evidence: Evidence;
  readonly base: string;
  readonly part: number;
  readonly parts: EvidencePageProps['parts'];
}

/** The dossier through the door of its page, which notes a look at a restricted one, then its evidence as far as that look went. */
async function find(deps: PageDeps, request: FastifyRequest<Named>, wanted: string | undefined): Promise<Found> {
  const r = readerOf(deps, request);
  const kind = kindOfSegment(deps, request.params.segment);
  const view = await readNamed(deps.store, r.asker, kind, request.params.name, { what: 'evidence' });
  const base = dossierHref(r.registry, { kind: kind.name, id: view.dossier.id, number: view.dossier.number });
  const weights = view.acts.map(({ seq }) => {
    const files = view.attachments.filter((file) => file.seq === seq);
    return { dossier: view.dossier.id, seq, files: files.length, bytes: files.reduce((sum, { size }) => sum + size, 0) };
  });
  const plan = planParts(weights);
  const part = wanted === undefined ? 1 : Number(/^[1-9]\d{0,3}$/.exec(wanted)?.[0] ?? 0);
  const ranges = plan[part - 1];
  if (!ranges) throw new AppError('request.not_found', 'not_found');
  const parts = plan.flatMap(([range], n) => (range ? [{ part: n + 1, from: range.from, to: range.to }] : []));
  const evidence = withIssuedPapers(r.asker, await readEvidence(deps.store, r.asker, ranges), [view]);
  return { r, view, evidence, base, part, parts };
}

async function noteEvidence(deps: PageDeps, { r, view, evidence, base, part, parts }: Found, chosen: Chosen, purpose: string) {
  await noteExport(deps.store, r.asker, {
    what: `${base}/${EVIDENCE.path}`,
    filter: parts.length > 1 ? `${EVIDENCE.part}=${part}` : '',
    format: 'zip',
    personal: true,
    own: view.mine && !holdsPersonal(evidence.acts, chosen),
    reason: purpose,
  });
}

interface Shown {
  readonly chosen: Chosen;
  readonly purpose?: string;
  readonly withReport?: boolean;
  readonly errors?: EvidencePageProps['errors'];
  readonly status?: number;
}

function show(deps: PageDeps, request: FastifyRequest, reply: FastifyReply, found: Found, shown: Shown) {
  const { r, view, evidence, base, part, parts } = found;
  const name = view.dossier.number ?? view.row.receipt;
  const title = r.t('evidence.title');
  return deps.show(request, reply, {
    title: `${title} – ${name}`,
    crumbs: [
      { text: r.say.kind(view.kind.name, 'plural'), href: base.slice(0, base.lastIndexOf('/')) },
      { text: name, href: base },
      { text: title },
    ],
    ...(shown.status === undefined ? {} : { status: shown.status }),
    dataAt: formatStamp(view.now),
    children: (
      <EvidencePage
        r={r}
        v={buildEvidence(r, view, evidence, shown.chosen)}
        href={`${base}/${EVIDENCE.path}`}
        token={request.formToken()}
        isOwn={view.mine}
        purpose={shown.purpose ?? ''}
        withReport={shown.withReport ?? true}
        errors={shown.errors ?? []}
        parts={parts}
        part={part}
      />
    ),
  });
}
