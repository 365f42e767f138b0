import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  FORM_RULES,
  formConfidence,
  PAPER_TYPES,
  type PaperFormat,
  PaperSheet,
  printCaseFile,
  printPaper,
} from '../../../documents/index.ts';
import { AppError } from '../../../kernel/errors.ts';
import { formatStamp } from '../../../kernel/format.ts';
import type { DossierView } from '../../../store/read/dossier.ts';
import { Buttons, LinkButton } from '../../components/button.tsx';
import { kindOfSegment, originOf, type PageDeps, readerOf, segmentOf } from '../deps.ts';
import { readNamed } from '../dossier/find.ts';
import { disposition } from '../file/routes.ts';
import { dossierHref } from '../showing/address.ts';
import type { Reader } from '../showing/reader.ts';
import { buildCaseFile } from './case-file.ts';
import { checkOf, documentOf, paperHrefs, paperLabel, papersFor, statusOf } from './view.ts';

interface Named {
  readonly Params: { readonly segment: string; readonly name: string; readonly file: string };
}

/** `/:segment/:name/giay-to/:file`: one official paper as a page to print, DOCX or PDF; `/:segment/:name/toan-bo.pdf`: all of the dossier. */
export function addPaperRoutes(app: FastifyInstance, deps: PageDeps): void {
  const atKind = segmentOf(deps);
  app.get<Named>(`${atKind}/:name/giay-to/:file`, async (request, reply) => {
    const { r, view } = await find(deps, request, request.params);
    const [, id, format] = /^([a-z-]+-\d+)\.(html|docx|pdf)$/.exec(request.params.file) ?? [];
    const paper = papersFor(r, view).find((one) => one.id === id);
    const document = paper && documentOf(paper);
    // What may not be read whole is not there.
    if (!paper || !document || paper.hash === null) throw new AppError('dossier.not_found', 'not_found');
    const label = paperLabel(r, view, paper);
    const name = nameOf(view);
    const check = checkOf(originOf(deps, request), view, paper);
    if (format === 'pdf' || format === 'docx') {
      const bytes = await printPaper(format, document, paper.hash, check.checkUrl);
      return sendFile(reply, format, `${label} ${name}`, bytes);
    }
    const base = baseOf(r, view);
    const hrefs = paperHrefs(base, paper.id);
    const rules = FORM_RULES[document.issuer.form];
    return deps.show(request, reply, {
      title: `${label} ${name}`,
      crumbs: [
        { text: r.say.kind(view.kind.name, 'plural'), href: base.slice(0, base.lastIndexOf('/')) },
        { text: name, href: base },
        { text: label },
      ],
      dataAt: formatStamp(view.now),
      children: (
        <>
          <div class="noprint">
            <p>{statusOf(r, paper)}</p>
            <p class="note">
              {r.t('pages.papers.form', { source: rules.source })}{' '}
              {formConfidence(document.issuer.form) === 'unverified' ? (
                <span class="unver">{r.t('pages.papers.unverified')}</span>
              ) : null}
            </p>
            <Buttons>
              <LinkButton href={hrefs.pdf}>PDF</LinkButton>
              <LinkButton href={hrefs.docx} look="plain">
                DOCX
              </LinkButton>
            </Buttons>
          </div>
          <PaperSheet document={document} hash={paper.hash} {...check} />
        </>
      ),
    });
  });

  app.get<Named>(`${atKind}/:name/toan-bo.pdf`, async (request, reply) => {
    const { r, view } = await find(deps, request, request.params);
    return sendFile(
      reply,
      'pdf',
      `${r.t('pages.papers.case.file')} ${nameOf(view)}`,
      await printCaseFile(buildCaseFile(r, view, originOf(deps, request))),
    );
  });
}

async function find(deps: PageDeps, request: FastifyRequest, { segment, name }: Named['Params']) {
  const r = readerOf(deps, request);
  return { r, view: await readNamed(deps.store, r.asker, kindOfSegment(deps, segment), name, { what: 'paper' }) };
}

const nameOf = (view: DossierView): string => view.dossier.number ?? view.row.receipt;

function baseOf(r: Reader, view: DossierView): string {
  return dossierHref(r.registry, { kind: view.kind.name, id: view.dossier.id, number: view.dossier.number });
}

function sendFile(reply: FastifyReply, format: PaperFormat, name: string, bytes: Buffer): FastifyReply {
  const type = PAPER_TYPES[format];
  return reply
    .header('content-type', type)
    .header('content-disposition', disposition(name, '', type))
    .header('content-security-policy', "sandbox; default-src 'none'")
    .header('cache-control', 'private, no-store')
    .send(bytes);
}
