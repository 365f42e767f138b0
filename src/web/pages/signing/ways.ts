/** By what the person before an act can confirm it, here and now. */
import type { FastifyRequest } from 'fastify';
import { describeFault } from '../../../kernel/errors.ts';
import { saveDraft } from '../../../store/accounts/draft.ts';
import { askSignature } from '../../../store/ask-signature.ts';
import type { Foreseen } from '../../../store/command.ts';
import type { FormEcho } from '../../form/values.ts';
import { draftSlot } from '../act/draft.ts';
import type { Subject } from '../act/subject.ts';
import type { PageDeps } from '../deps.ts';
import { hasSiteName, isFreshFromIssuer, siteOf } from './posted.ts';
import type { SignWays } from './sign-box.tsx';

/** Where one signs in at the issuer once more although one is signed in. */
const SIGN_IN_AGAIN = '/dang-nhap/co-quan?lai=1';

/** Puts the act before its person: a challenge, and the ways to answer it. */
export async function findWays(
  deps: PageDeps,
  request: FastifyRequest,
  subject: Subject,
  foreseen: Foreseen,
  echo: FormEcho,
): Promise<SignWays> {
  const { asker, session } = request.asker();
  const site = siteOf(deps, request);
  const asked = await askSignature(deps.store, asker, foreseen, {
    site,
    ...(request.sessionId === undefined ? {} : { session: request.sessionId }),
  });
  const mayEnrol = hasSiteName(site);
  const issuer = deps.issuerName ?? request.t('signing.sign.issuer');
  const passkeys = mayEnrol ? asked.passkeys : [];
  const isFresh = isFreshFromIssuer(request);
  const hasNothing = passkeys.length === 0 && !asked.hasPassword && session.step === 'issuer' && !isFresh;
  // A restricted dossier keeps no draft: there a key is the only way that loses nothing.
  const isKept = hasNothing && !subject.kind.restricted && (await keep(deps, request, subject, echo));
  return {
    shown: asked,
    passkeys,
    hasPassword: asked.hasPassword,
    isDemo: session.step === 'demo',
    mayEnrol,
    ...(isFresh ? { freshFrom: issuer } : {}),
    ...(isKept ? { again: { href: `${SIGN_IN_AGAIN}&den=${encodeURIComponent(subject.action)}`, issuer } } : {}),
  };
}

async function keep(deps: PageDeps, request: FastifyRequest, subject: Subject, echo: FormEcho): Promise<boolean> {
  try {
    await saveDraft(deps.store, request.asker().asker.identity, draftSlot(subject), echo);
    return true;
  } catch (error) {
    request.log.warn({ ref: request.ref, fault: describeFault(error) }, 'draft not kept');
    return false;
  }
}
