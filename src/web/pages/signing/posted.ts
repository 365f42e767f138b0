/** What a page on which somebody confirms in person sends, and how that is read. */
import type { FastifyRequest } from 'fastify';
import { AppError } from '../../../kernel/errors.ts';
import { assertionAnswer, type Site } from '../../../store/accounts/passkey.ts';
import type { Proof, SignatureGiven } from '../../../store/accounts/signing.ts';
import { firstValue } from '../../form/values.ts';
import { SIGN_NAMES } from '../../http/carry-form.tsx';
import { originOf, type PageDeps } from '../deps.ts';

/** The site as the keys of this request's browser know it. */
export function siteOf(deps: Pick<PageDeps, 'publicUrl'>, request: FastifyRequest): Site {
  const origin = originOf(deps, request);
  return { origin, rpId: new URL(origin).hostname };
}

/** Keys know sites by name: at a bare number of the network there are none. */
export function hasSiteName({ rpId }: Site): boolean {
  return !/^[\d.]+$/.test(rpId) && !rpId.startsWith('[');
}

/** True while a sign-in at the issuer, begun afresh, still confirms by itself. */
export function isFreshFromIssuer(request: FastifyRequest): boolean {
  const { session } = request.asker();
  return session.step === 'issuer' && session.isFresh;
}

/** By what the sender of this form confirms; undefined where it brings nothing that could. */
export function readProof(request: FastifyRequest): Proof | undefined {
  const { values } = request.form;
  const assertion = firstValue(values, SIGN_NAMES.assertion) ?? '';
  if (assertion !== '') return { how: 'passkey', assertion: parseAssertion(assertion) };
  const password = firstValue(values, SIGN_NAMES.password) ?? '';
  if (password !== '') return { how: 'password', password, address: request.ip };
  if (request.asker().session.step === 'demo') return { how: 'demo' };
  return isFreshFromIssuer(request) ? { how: 'sign-in' } : undefined;
}

function parseAssertion(text: string) {
  const wrong = (cause: unknown) => new AppError('act.signature_wrong', 'precondition', { cause });
  try {
    return assertionAnswer.parse(JSON.parse(text));
  } catch (error) {
    throw wrong(error);
  }
}

/** The answer to the challenge of the page; undefined where the form carries none. */
export function readSignature(request: FastifyRequest): SignatureGiven | undefined {
  const challenge = firstValue(request.form.values, SIGN_NAMES.challenge);
  const proof = challenge === undefined ? undefined : readProof(request);
  if (challenge === undefined || proof === undefined) return undefined;
  return { challenge, proof, ...(request.sessionId === undefined ? {} : { session: request.sessionId }) };
}

/** Refusals after which the same page is shown again, with a new challenge. */
export function isAboutSigning(error: AppError): boolean {
  return error.code.startsWith('act.signature_') || error.code.startsWith('account.');
}
