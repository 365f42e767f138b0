/** What a provisioning service may write: whole users, and changes of single attributes. */
import { z } from 'zod';
import { ENTERPRISE, findAttribute, plainText, truth } from './attributes.ts';
import { ScimRefusal } from './scim-error.ts';

/** The writable part of a user. */
export interface WrittenUser {
  readonly userName: string;
  readonly externalId: string | null;
  /** Absent: not said. */
  readonly active?: boolean | undefined;
  /** The staff code; absent: not said. */
  readonly employeeNumber?: string | undefined;
}

const userBody = z.looseObject({
  userName: plainText,
  externalId: plainText.nullish(),
  active: truth.optional(),
  [ENTERPRISE]: z.looseObject({ employeeNumber: plainText.nullish() }).nullish(),
});

/** What a whole user sent says; other attributes are left aside, as RFC 7644 §3.3 allows. @throws {ScimRefusal} 400 invalidValue */
export function readUser(body: unknown): WrittenUser {
  const read = userBody.safeParse(body);
  if (!read.success) throw wrong(read.error.issues[0]?.path.join(':') || 'userName');
  const { userName, externalId, active } = read.data;
  const enterprise = read.data[ENTERPRISE] as { employeeNumber?: string | null } | null | undefined;
  return {
    userName,
    externalId: externalId ?? null,
    active,
    employeeNumber: enterprise?.employeeNumber ?? undefined,
  };
}

const patchBody = z.looseObject({
  Operations: z
    .array(
      z.looseObject({
        op: z.string().max(10),
        path: z.string().max(300).optional(),
        value: z.unknown().optional(),
      }),
    )
    .min(1)
    .max(50),
});

/**
 * Carries the operations of a PATCH out on what there was; all of them or none.
 * @throws {ScimRefusal} 400 invalidSyntax, invalidPath, invalidValue or mutability
 */
export function patchUser(body: unknown, before: WrittenUser): WrittenUser {
  const read = patchBody.safeParse(body);
  if (!read.success) throw new ScimRefusal(400, 'malformed', 'invalidSyntax');
  let user = before;
  for (const { op, path, value } of read.data.Operations) {
    const what = op.toLowerCase();
    if (what !== 'add' && what !== 'replace' && what !== 'remove') throw new ScimRefusal(400, 'malformed', 'invalidSyntax');
    for (const [name, written] of path === undefined ? listValues(value) : [[path, value] as const])
      user = change(user, name, what === 'remove' ? undefined : written);
  }
  return user;
}

/** An operation without a path carries its attributes itself, those of an extension one level deeper. */
function listValues(value: unknown): readonly (readonly [string, unknown])[] {
  if (!isRecord(value)) throw new ScimRefusal(400, 'malformed', 'invalidSyntax');
  return Object.entries(value).flatMap(([name, inner]): readonly (readonly [string, unknown])[] =>
    name.toLowerCase() === ENTERPRISE.toLowerCase() && isRecord(inner)
      ? Object.entries(inner).map(([part, deep]) => [`${ENTERPRISE}:${part}`, deep] as const)
      : [[name, inner] as const],
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** One attribute written; undefined takes it away. */
function change(user: WrittenUser, path: string, value: unknown): WrittenUser {
  const shown = path.slice(0, 100);
  const name = findAttribute(path);
  if (name === undefined) throw new ScimRefusal(400, 'path', 'invalidPath', { path: shown });
  if (name === 'readOnly' || name === 'id') throw new ScimRefusal(400, 'readOnly', 'mutability', { path: shown });
  if (name === 'externalId' && (value === undefined || value === null)) return { ...user, externalId: null };
  // Without a value nothing is left of what every account must have.
  if (value === undefined && name !== 'externalId') throw new ScimRefusal(400, 'value', 'invalidValue', { path: shown });
  const read = (name === 'active' ? truth : plainText).safeParse(value);
  if (!read.success) throw wrong(shown);
  return { ...user, [name]: read.data };
}

function wrong(path: string): ScimRefusal {
  return new ScimRefusal(400, 'value', 'invalidValue', { path });
}
