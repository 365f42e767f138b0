/** A form begun with a paper that stands in a book. */

import { fieldsOf } from '../../../dossier/schema.ts';
import { isAppError } from '../../../kernel/errors.ts';
import { isUuid } from '../../../kernel/ids.ts';
import { readDossier } from '../../../store/read/dossier.ts';
import type { Store } from '../../../store/store.ts';
import { fillForm } from '../../form/fill-form.ts';
import type { FormEcho } from '../../form/values.ts';
import type { Reader } from '../showing/reader.ts';
import type { Subject } from './subject.ts';

/** The parameter that names the paper. */
export const PAPER = 'van-ban';

/** What the paper says of the dossier to be opened; nothing where it cannot be read or the kind does not begin with papers. */
export async function fromPaper(store: Store, r: Reader, subject: Subject, asked: string | undefined): Promise<FormEcho> {
  const begins = subject.kind.fromPaper;
  if (asked === undefined || !isUuid(asked) || subject.view || begins?.act !== subject.act) return {};
  const view = await readDossier(store, r.asker, asked).catch((error: unknown) => {
    if (isAppError(error) && error.category === 'not_found') return undefined;
    throw error;
  });
  const paper = view?.kind.entries?.paper?.(view.dossier.state, view.dossier.id);
  return paper ? fillForm(fieldsOf(subject.spec.body), begins.body(paper)) : {};
}
