/** From a confirmed draft to acts: the directive, then its sentences in batches. */
import { findAct } from '../../../dossier/common-acts.ts';
import { TEXT_LIMITS } from '../../../dossier/field.ts';
import type { AnyKind } from '../../../dossier/kind.ts';
import { BODY_LIMIT, validateBody } from '../../../dossier/validate.ts';
import type { FieldProblem } from '../../../kernel/errors.ts';
import type { PersonId } from '../../../kernel/ids.ts';
import type { Json } from '../../../kernel/json.ts';
import { findSecrecyMark } from '../../../kernel/secrecy.ts';
import { findForbiddenCharacters } from '../../../kernel/text.ts';
import type { Performed } from '../../../store/command.ts';
import { perform } from '../../../store/perform.ts';
import type { Asker, Store } from '../../../store/store.ts';
import { dateOf, type IntakeDraft, identityOf } from './draft.ts';

/** The acts of the kind this page speaks for. */
export const INTAKE = { kind: 'directive', open: 'take-in', sentences: 'add-sentences' } as const;

const BATCH = { rows: 60, bytes: BODY_LIMIT - 4096 } as const;

/** The body of the act that opens the directive. */
export function bodyOf(draft: IntakeDraft, asker: Asker): Record<string, Json> {
  const { today } = asker;
  const addressees = draft.addressees
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return {
    symbol: draft.symbol,
    form: draft.form,
    issuer: draft.issuer,
    issuedOn: dateOf(draft.issuedOn, today) ?? draft.issuedOn,
    ...(draft.place === '' ? {} : { place: draft.place }),
    type: draft.type,
    subject: draft.subject,
    ...(draft.language === '' ? {} : { language: draft.language }),
    ...(addressees.length === 0 ? {} : { addressees: addressees.map((name) => ({ name })) }),
    ...(draft.cited.length === 0
      ? {}
      : {
          cited: draft.cited.map((c) => ({
            symbol: c.symbol,
            ...(c.issuer === '' ? {} : { issuer: c.issuer }),
            ...(c.date === '' ? {} : { date: dateOf(c.date, today) ?? c.date }),
          })),
        }),
    // The address of a page, the same for every reader; the act wants one even before number, issuer and date are there.
    identity: identityOf(draft, today) ?? '-',
    ...(draft.text ? { text: { hash: draft.text.hash, size: Number(draft.text.size) } } : {}),
    ...(draft.source ? { source: { ...draft.source, size: Number(draft.source.size) } } : {}),
  };
}

/** Everything wrong with a draft, by the names of its fields; nothing is written before this is empty. */
export function findProblems(kind: AnyKind, draft: IntakeDraft, asker: Asker): readonly FieldProblem[] {
  const spec = findAct(kind, INTAKE.open);
  const { problems } = spec ? validateBody(spec.body, bodyOf(draft, asker), asker.org) : { problems: [] };
  const late = dateOf(draft.issuedOn, asker.today);
  return [
    ...problems.map((p) => ({ ...p, path: p.path.replace(/^addressees\..*$/, 'addressees') })),
    ...(late !== undefined && late > asker.today ? [{ path: 'issuedOn', code: 'screens.intake.future' }] : []),
    ...(draft.sentences.length === 0 ? [{ path: 'sentences', code: 'screens.intake.noSentences' }] : []),
    ...draft.sentences.flatMap((s, n) => sentenceProblems(s, n)),
  ];
}

function sentenceProblems(sentence: IntakeDraft['sentences'][number], n: number): FieldProblem[] {
  const path = `s.${n}.text`;
  const params = { n: n + 1, max: TEXT_LIMITS.paragraph };
  if (sentence.text === '') return [{ path, code: 'screens.intake.emptySentence', params }];
  if (sentence.text.length > TEXT_LIMITS.paragraph) return [{ path, code: 'screens.intake.longSentence', params }];
  if (sentence.heading.length > 500) return [{ path, code: 'screens.intake.longHeading', params }];
  return findForbiddenCharacters(sentence.text + sentence.heading).length > 0
    ? [{ path, code: 'screens.intake.badCharacters', params }]
    : [];
}

/** True when anything of a draft carries a secrecy marking; asked before anything of it is kept. */
export function isMarkedSecret(draft: IntakeDraft): boolean {
  const texts = [
    draft.subject,
    draft.symbol,
    draft.issuer,
    draft.place,
    draft.addressees,
    ...draft.sentences.flatMap((s) => [s.heading, s.text]),
  ];
  return texts.some((text) => findSecrecyMark(text) !== undefined);
}

/** Sentences cut into bodies the write door takes. */
export function batchesOf(draft: IntakeDraft): readonly Record<string, Json>[] {
  const batches: { n: number; heading?: string; text: string }[][] = [[]];
  let bytes = 0;
  for (const [i, { heading, text }] of draft.sentences.entries()) {
    const row = { n: i + 1, ...(heading === '' ? {} : { heading }), text };
    const size = Buffer.byteLength(JSON.stringify(row)) + 1;
    const open = batches.at(-1);
    if (open === undefined || (open.length > 0 && (open.length >= BATCH.rows || bytes + size > BATCH.bytes))) {
      batches.push([row]);
      bytes = size;
    } else {
      open.push(row);
      bytes += size;
    }
  }
  return batches.filter((rows) => rows.length > 0).map((sentences) => ({ sentences: sentences as unknown as Json }));
}

/** Writes the directive and its sentences. Sent twice with one key it is written once. */
export async function takeIn(store: Store, person: PersonId, draft: IntakeDraft, asker: Asker, key: string): Promise<Performed> {
  const opened = await perform(
    store,
    { person },
    { kind: INTAKE.kind, act: INTAKE.open, body: bodyOf(draft, asker), idempotencyKey: key },
  );
  for (const [n, body] of batchesOf(draft).entries()) {
    await perform(store, { person }, { dossier: opened.dossier, act: INTAKE.sentences, body, idempotencyKey: `${key}/${n + 1}` });
  }
  return opened;
}
