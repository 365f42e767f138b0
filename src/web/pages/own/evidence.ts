/** One's own dossiers as evidence, one click: everything one may read of them, without the personal data of others. */
import { isAppError } from '../../../kernel/errors.ts';
import type { DossierId } from '../../../kernel/ids.ts';
import type { Instant } from '../../../kernel/time.ts';
import type { BundleEntry } from '../../../ledger/evidence/bundle.ts';
import { usualChoice } from '../../../store/evidence-bundle.ts';
import { type DossierView, readDossier } from '../../../store/read/dossier.ts';
import { type EvidenceRange, planParts, readEvidence, weighActs } from '../../../store/read/evidence.ts';
import { withIssuedPapers } from '../../../store/read/evidence-papers.ts';
import { findOwn } from '../../../store/read/own.ts';
import type { Store } from '../../../store/store.ts';
import { makeBundle } from '../evidence/take.ts';
import type { Reader } from '../showing/reader.ts';

/** So many of one's own dossiers are taken into account; nobody has more. */
const MOST_OWN = 20_000;

/** How one's own acts are taken apart into bundles; empty where there are none. */
export async function planOwn(store: Store, r: Reader): Promise<readonly (readonly EvidenceRange[])[]> {
  const { ids } = await findOwn(store, r.asker, { skip: 0, limit: MOST_OWN });
  return planParts(await weighActs(store, r.asker, ids));
}

/** One of those bundles; undefined while nothing in it stands in a signed checkpoint. */
export async function ownBundle(
  store: Store,
  r: Reader,
  ranges: readonly EvidenceRange[],
  { part, madeAt }: { readonly part: readonly [number, number]; readonly madeAt: Instant },
): Promise<readonly BundleEntry[] | undefined> {
  const views: DossierView[] = [];
  for (const { dossier } of ranges) {
    const view = await readIfStillOwn(store, r, dossier);
    if (view) views.push(view);
  }
  const readable = new Set(views.map((view) => view.dossier.id));
  const kept = ranges.filter(({ dossier }) => readable.has(dossier));
  if (kept.length === 0) return undefined;
  const evidence = withIssuedPapers(r.asker, await readEvidence(store, r.asker, kept), views);
  if (!evidence.acts.some((act) => act.proven)) return undefined;
  const wish = { name: '', madeAt, withReport: true, ...(part[1] > 1 ? { part } : {}) };
  return makeBundle(r, { store, views, evidence, chosen: usualChoice }, wish);
}

async function readIfStillOwn(store: Store, r: Reader, id: DossierId): Promise<DossierView | undefined> {
  try {
    return await readDossier(store, r.asker, id, { what: 'evidence' });
  } catch (error) {
    if (isAppError(error, 'dossier.not_found')) return undefined;
    throw error;
  }
}
