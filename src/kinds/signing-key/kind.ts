/**
 * Khoá ký: the public half of a key with which a person confirms decisions, bound to that person from the moment it was enrolled until it
 * was removed. Every official may read which key signs for whom: who does not trust an entry can see it.
 */
import { z } from 'zod';
import { anyOfficial, author, systemOnly } from '../../dossier/capacity.ts';
import { choice, symbol } from '../../dossier/field.ts';
import { key } from '../../dossier/keys.ts';
import { actsOf, defineKind, type SummaryItem } from '../../dossier/kind.ts';
import type { PersonId } from '../../kernel/ids.ts';
import { sha256, toHex } from '../../kernel/json.ts';
import type { Instant } from '../../kernel/time.ts';

/** A key of a person, folded. */
export interface SigningKeyState {
  readonly person: PersonId | null;
  /** What the device calls it, base64url. */
  readonly credential: string;
  /** SubjectPublicKeyInfo, DER, base64url. */
  readonly publicKey: string;
  /** Its algorithm by the COSE number, as text. */
  readonly alg: string;
  readonly rpId: string;
  readonly enrolledAt: Instant | null;
  readonly removed: { readonly at: Instant; readonly person: PersonId | null } | null;
}

const initial: SigningKeyState = {
  person: null,
  credential: '',
  publicKey: '',
  alg: '',
  rpId: '',
  enrolledAt: null,
  removed: null,
};

const act = actsOf<SigningKeyState>();
const BASE64URL = /^[\w-]+$/;
/** ES256, EdDSA, RS256. */
const ALGORITHMS = ['-7', '-8', '-257'] as const;

/** The person whose key it is enrols it in person; that the device really gave it was checked before. */
const enrol = act({
  from: 'new',
  to: 'active',
  by: [anyOfficial()],
  registers: true,
  milestone: true,
  body: z.object({
    credential: symbol({ max: 1400, pattern: BASE64URL }),
    publicKey: symbol({ max: 6000, pattern: BASE64URL }),
    alg: choice(ALGORITHMS),
    rpId: symbol({ max: 255 }),
  }),
  // Only a device can give what is asked for: no form does.
  offered: () => false,
  apply: (state, { body, actor, at }) => ({
    ...state,
    person: actor,
    credential: body.credential,
    publicKey: body.publicKey,
    alg: body.alg,
    rpId: body.rpId,
    enrolledAt: at,
  }),
  notices: (c) => (c.standing.person ? [{ to: key.person(c.standing.person), code: 'enrolled' }] : []),
});

/** From here on it signs nothing more; what it signed stays signed. The system removes it when the account of its owner is closed for good. */
const remove = act({
  from: ['active'],
  to: 'removed',
  by: [author(), systemOnly()],
  milestone: true,
  body: z.object({}),
  // Offered among one's own keys, where the person is first asked once more who it is.
  offered: () => false,
  apply: (state, { actor, at }) => ({ ...state, removed: { at, person: actor } }),
  notices: (c) => (c.state.person ? [{ to: key.person(c.state.person), code: 'removed' }] : []),
});

/** A name for a key that two people can compare. */
function thumbprint(s: SigningKeyState): string {
  const hex = toHex(sha256(s.publicKey)).slice(0, 16).toUpperCase();
  return hex.match(/.{4}/g)?.join('-') ?? '';
}

/** One credential is one key of one person for ever: removed, it is not enrolled again. */
const soleCredential = (credential: string) => ({ name: 'already_enrolled', key: credential });

function summary(s: SigningKeyState): readonly SummaryItem[] {
  return [
    { key: 'person', value: s.person, as: 'person' },
    { key: 'thumbprint', value: thumbprint(s) },
    { key: 'alg', value: s.alg, as: 'choice', group: 'alg' },
    { key: 'rpId', value: s.rpId },
    { key: 'enrolledAt', value: s.enrolledAt, as: 'date' },
    ...(s.removed === null
      ? []
      : [
          { key: 'removedAt', value: s.removed.at, as: 'date' as const },
          s.removed.person === null
            ? { key: 'removedWhy', value: 'closed', as: 'choice' as const, group: 'why' }
            : { key: 'removedBy', value: s.removed.person, as: 'person' as const },
        ]),
    { key: 'credential', value: s.credential },
    { key: 'publicKey', value: s.publicKey },
  ];
}

/** The key. */
export const signingKey = defineKind<SigningKeyState>({
  name: 'signing-key',
  prefix: 'KK',
  version: 1,
  stages: ['active', 'removed'],
  ends: ['removed'],
  initial,
  acts: { enrol, remove },
  describe: (s) => ({ title: `Khoá ký ${thumbprint(s)}` }),
  place: () => ({}),
  access: () => ({ read: [key.official] }),
  // Nobody corrects, annuls or diverts which key signs for whom.
  stewards: () => [],
  sole: (s) => (s.credential === '' ? [] : [soleCredential(s.credential)]),
  summary,
  exports: (s, d) => ({
    person: s.person,
    credential: s.credential,
    publicKey: s.publicKey,
    alg: s.alg,
    rpId: s.rpId,
    active: d.stage === 'active',
  }),
  apart: { named: 'thumbprint', columns: ['person', 'enrolledAt'] },
  signingKey: {
    enrol: 'enrol',
    remove: 'remove',
    sole: soleCredential,
    body: ({ credential, publicKey, alg, rpId }) => ({ credential, publicKey, alg: String(alg), rpId }),
    facts: ({ person, credential, publicKey, alg, rpId }) =>
      person === null ? undefined : { person, credential, publicKey, alg: Number(alg), rpId },
  },
  onLapse: {},
  retention: { years: 'permanent', basis: 'Luật Lưu trữ 33/2024/QH15' },
});
