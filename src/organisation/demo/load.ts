import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type OrganisationReference, readReference } from '../reference.ts';

/**
 * Guarantees the checked reference data of a packs folder.
 * @throws {organisation.bad_reference}
 */
export function loadReference(packsFolder: string): OrganisationReference {
  const json = (name: string): unknown => JSON.parse(readFileSync(join(packsFolder, 'organisation', `${name}.json`), 'utf8'));
  return readReference({ units: json('units'), posts: json('posts'), fields: json('fields') });
}
