/** The issued papers of dossiers as files of their evidence. */
import { hashOfPaper } from '../../dossier/papers.ts';
import { canonicalize } from '../../kernel/json.ts';
import type { Asker } from '../store.ts';
import type { DossierView } from './dossier.ts';
import type { Evidence, EvidenceAct, EvidenceFile } from './evidence.ts';
import { readPapers } from './papers.ts';

/**
 * Adds to the acts that issued a paper what it says, as the text whose digest they hold. A paper that is not the reader's to read whole, or that
 * cannot be written to the letter any more, is left out: nothing would tie it to the act.
 */
export function withIssuedPapers(asker: Asker, evidence: Evidence, views: readonly DossierView[]): Evidence {
  const files = new Map(views.flatMap((view) => issuedIn(asker, view, evidence)));
  const acts = evidence.acts.map((act): EvidenceAct => {
    const more = files.get(placeOf(act)) ?? [];
    return more.length === 0 ? act : { ...act, files: [...act.files, ...more] };
  });
  return { ...evidence, acts };
}

const placeOf = ({ dossier, seq }: Pick<EvidenceAct, 'dossier' | 'seq'>): string => `${dossier}/${seq}`;

function issuedIn(asker: Asker, view: DossierView, { acts }: Evidence): readonly (readonly [string, readonly EvidenceFile[]])[] {
  const { id } = view.dossier;
  // A paper may say what any act of its dossier says: where not all of them are looked at, it may hold anything.
  const own = acts.filter((act) => act.dossier === id);
  const isPersonal =
    own.length < view.acts.length || own.some((act) => !act.isOwn && act.fields.some((field) => field.isPersonal));
  return readPapers(asker, view, () => '').flatMap(({ name, issued, document }) => {
    if (issued === null || document === null || hashOfPaper(document) !== issued.hash) return [];
    const bytes = Buffer.from(canonicalize(document), 'utf8');
    const { hash, number, seq } = issued;
    const file = { hash, size: bytes.byteLength, type: 'application/json', issued: { name, number, bytes, isPersonal } };
    return [[placeOf({ dossier: id, seq }), [file]] as const];
  });
}
