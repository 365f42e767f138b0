/** Errors as RFC 7644 §3.12 wants them. */
import { AppError } from '../../kernel/errors.ts';
import { statusOf } from '../../kernel/http-status.ts';
import { createTranslator, type Lang } from '../../kernel/messages.ts';
import { en } from './messages.en.ts';
import { vi } from './messages.vi.ts';

/** The detail error keywords of RFC 7644, table 9, that are given here. */
export type ScimType = 'invalidFilter' | 'invalidSyntax' | 'invalidPath' | 'invalidValue' | 'mutability' | 'uniqueness';

/** A refusal a provisioning service understands; `message` names its words. */
export class ScimRefusal extends Error {
  readonly status: number;
  readonly scimType: ScimType | undefined;
  readonly params: Readonly<Record<string, string>>;
  constructor(status: number, message: string, scimType?: ScimType, params: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.scimType = scimType;
    this.params = params;
  }
}

/** The body of an error. */
export interface ScimError {
  readonly schemas: readonly ['urn:ietf:params:scim:api:messages:2.0:Error'];
  readonly status: string;
  readonly scimType?: ScimType;
  readonly detail: string;
}

const translate = createTranslator({ vi, en });

const BY_CODE: Readonly<Record<string, ScimRefusal>> = {
  'auth.required': new ScimRefusal(401, 'auth.required'),
  'auth.scope': new ScimRefusal(403, 'auth.scope'),
  'account.taken': new ScimRefusal(409, 'taken', 'uniqueness'),
  'account.bad_name': new ScimRefusal(400, 'badName', 'invalidValue'),
  'account.own': new ScimRefusal(403, 'own'),
  'request.malformed': new ScimRefusal(400, 'malformed', 'invalidSyntax'),
};
const BY_STATUS: Readonly<Record<number, string>> = {
  404: 'notFound',
  413: 'tooLarge',
  415: 'type',
  429: 'limited',
  503: 'unavailable',
};

/** Any thrown thing as a refusal; what nobody foresaw is a fault of ours and says nothing of itself. */
export function toRefusal(error: unknown): ScimRefusal {
  if (error instanceof ScimRefusal) return error;
  if (error instanceof AppError) {
    const status = statusOf(error);
    return BY_CODE[error.code] ?? new ScimRefusal(status, BY_STATUS[status] ?? (status < 500 ? 'malformed' : 'internal'));
  }
  // Fastify's own complaints: bad JSON, too large, wrong type.
  const { statusCode = 500 } = (error ?? {}) as { statusCode?: number };
  if (statusCode < 400 || statusCode >= 500) return new ScimRefusal(500, 'internal');
  const told = BY_STATUS[statusCode];
  return told === undefined ? new ScimRefusal(400, 'malformed', 'invalidSyntax') : new ScimRefusal(statusCode, told);
}

/** The body of a refusal, in the language of whoever asked. */
export function presentRefusal(refusal: ScimRefusal, lang: Lang): ScimError {
  return {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: String(refusal.status),
    ...(refusal.scimType === undefined ? {} : { scimType: refusal.scimType }),
    detail: translate(lang)(refusal.message, refusal.params),
  };
}
