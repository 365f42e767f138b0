/** The official papers of a dossier: what they say, and as files. What a caller may not read whole is named and not handed out. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type OfficialDocument, PAPER_TYPES, type PaperFormat, printPaper } from '../documents/index.ts';
import type { Speech } from '../dossier/speech.ts';
import { AppError } from '../kernel/errors.ts';
import type { Lang } from '../kernel/messages.ts';
import { type DossierView, readDossier } from '../store/read/dossier.ts';
import { type PaperView, readPapers } from '../store/read/papers.ts';
import type { Asker } from '../store/store.ts';
import type { ApiDependencies } from './index.ts';
import { readingOf } from './reading.ts';

/** `GET /dossiers/{id}/papers` and `GET /dossiers/{id}/papers/{paper}`, the latter ending in `.pdf` or `.docx` for the file. */
export function addPaperRoutes(
  api: FastifyInstance,
  deps: ApiDependencies,
  langOf: (request: FastifyRequest) => Lang,
  nameIn: (asker: Asker, request: FastifyRequest) => Promise<string>,
): void {
  const find = async (request: FastifyRequest) => {
    const { asker } = await deps.authenticate(request);
    const view = await readDossier(deps.store, asker, await nameIn(asker, request), readingOf(request, 'paper'));
    // Papers are written in Vietnamese, and so is what stands in place of an erased text.
    const say = deps.speech('vi');
    const papers = readPapers(asker, view, (decision) =>
      say.kind(view.kind.name, decision === '' ? 'papers.erased' : 'papers.erasedBy', { decision }),
    );
    return { view, papers, speech: deps.speech(langOf(request)) };
  };
  api.get('/dossiers/:id/papers', async (request) => {
    const { view, papers, speech } = await find(request);
    return papers.map((paper) => present(view, paper, speech));
  });
  api.get('/dossiers/:id/papers/:paper', async (request, reply) => {
    const { view, papers, speech } = await find(request);
    const { paper: asked } = request.params as { readonly paper: string };
    const [, id, format] = /^([a-z-]+-\d+)(?:\.(pdf|docx))?$/.exec(asked) ?? [];
    const paper = papers.find((one) => one.id === id);
    if (!paper || paper.document === null || paper.hash === null) throw new AppError('dossier.not_found', 'not_found');
    if (format === undefined) return { ...present(view, paper, speech), document: paper.document };
    const type = PAPER_TYPES[format as PaperFormat];
    const document = paper.document as unknown as OfficialDocument;
    const bytes = await printPaper(format as PaperFormat, document, paper.hash, deps.checkUrlOf?.(request, leafOf(view, paper)));
    return reply.type(type).header('content-disposition', `attachment; filename="${paper.id}.${format}"`).send(bytes);
  });
}

/** The leaf of the act that issued it, else of the one it writes down. */
function leafOf(view: DossierView, paper: PaperView): string {
  const seq = paper.issued?.seq ?? paper.seq;
  return view.acts.find((act) => act.seq === seq)?.leafHash ?? '';
}

function present(view: DossierView, { document, ...paper }: PaperView, speech: Speech) {
  return { ...paper, label: speech.kind(view.kind.name, `papers.${paper.name}`), readable: document !== null };
}
