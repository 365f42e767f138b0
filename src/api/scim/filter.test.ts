import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFilter } from './filter.ts';
import { ScimRefusal } from './scim-error.ts';
import { patchUser, readUser } from './write.ts';

const before = { userName: 'an', externalId: 'CB-1', active: true, employeeNumber: 'CB-1' };
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const refused = (does: () => unknown): string | undefined => {
  try {
    does();
  } catch (error) {
    if (error instanceof ScimRefusal) return error.scimType;
    throw error;
  }
  return 'taken';
};

describe('a filter', () => {
  test('asks for equality, in any case, with or without the schema', () => {
    expect(parseFilter('userName eq "an"')).toEqual({ userName: 'an' });
    expect(parseFilter('USERNAME EQ "an" And active eq True')).toEqual({ userName: 'an', active: true });
    expect(parseFilter('urn:ietf:params:scim:schemas:core:2.0:User:userName eq "a\\u0111"')).toEqual({ userName: 'ađ' });
    expect(parseFilter(`${ENTERPRISE}:employeeNumber eq "CB-1"`)).toEqual({ employeeNumber: 'CB-1' });
    expect(parseFilter('active eq "False"')).toEqual({ active: false });
  });

  test('that nobody can match matches nobody', () => {
    for (const text of [
      'userName eq "a\\u0000b"',
      'userName eq ""',
      'userName eq "a" and userName eq "b"',
      'externalId eq "\\ud800"',
    ])
      expect(parseFilter(text)).toBeUndefined();
  });

  test('that asks for anything else is refused, whatever it is', () => {
    for (const text of [
      '',
      ' ',
      'userName',
      'userName eq',
      'userName co "a"',
      'userName eq "a" or active eq true',
      '(userName eq "a")',
      'userName eq "a',
      'userName eq "\\x"',
      'userName eq 1',
      'name.formatted eq "a"',
      'emails[type eq "work"]',
      'userName eq "a" and',
      'active eq "x"',
      'userName eq true',
      `userName eq "${'a'.repeat(1000)}"`,
      'userName eq "a"; drop table app.account',
    ])
      expect([text, refused(() => parseFilter(text))]).toEqual([text, 'invalidFilter']);
  });
});

describe('a PATCH', () => {
  const patch = (...Operations: unknown[]) => patchUser({ Operations }, before);

  test('replaces single attributes as different services spell it', () => {
    expect(patch({ op: 'Replace', path: 'active', value: 'False' }).active).toBe(false);
    expect(patch({ op: 'replace', value: { active: false, userName: 'b' } })).toMatchObject({ active: false, userName: 'b' });
    expect(patch({ op: 'add', path: 'externalId', value: ' x ' }, { op: 'remove', path: 'externalId' }).externalId).toBeNull();
    expect(patch({ op: 'add', value: { [ENTERPRISE]: { employeeNumber: 'CB-2' } } }).employeeNumber).toBe('CB-2');
  });

  test('leaves alone what the register decides, and says so', () => {
    for (const path of ['name', 'name.givenName', 'displayName', 'id', 'meta'])
      expect(refused(() => patch({ op: 'replace', path, value: 'x' }))).toBe('mutability');
    for (const path of ['emails', 'emails[type eq "work"].value', '__proto__', 'password', 'constructor', ''])
      expect([path, refused(() => patch({ op: 'replace', path, value: 'x' }))]).toEqual([path, 'invalidPath']);
    for (const op of [
      { op: 'replace', path: 'active', value: 'no' },
      { op: 'remove', path: 'active' },
      { op: 'replace', path: 'userName', value: 7 },
    ])
      expect(refused(() => patch(op))).toBe('invalidValue');
    for (const op of [{ op: 'move', path: 'active', value: true }, { op: 'replace', value: [] }, {}, null])
      expect(refused(() => patch(op))).toBe('invalidSyntax');
  });

  test('and a whole user of any shape are taken or refused, never a fault', () => {
    const told = (does: () => unknown) =>
      expect(['taken', undefined, 'invalidValue', 'invalidSyntax', 'invalidPath', 'mutability']).toContain(refused(does));
    fc.assert(
      fc.property(fc.anything(), fc.string(), fc.constantFrom('add', 'replace', 'remove'), (value, path, op) => {
        told(() => patchUser(value, before));
        told(() => patch({ op, path, value }));
        told(() => patch({ op, value }));
        told(() => readUser(value));
        told(() => readUser({ userName: value, [ENTERPRISE]: value, active: value }));
      }),
    );
  });

  test('of a whole user that says nothing of its state says nothing of it', () => {
    expect(readUser({ userName: 'an' })).toMatchObject({ active: undefined, externalId: null });
    expect(readUser({ userName: 'an', active: false }).active).toBe(false);
  });
});

test('any text is a filter or is refused', () => {
  const words = fc.constantFrom('userName', ' eq ', '"a"', ' and ', 'active', 'true', '(', '"', '\\', '\0', 'not ', 'x[', 'urn:');
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(words).map((parts) => parts.join('')),
      ),
      (text) => {
        expect(['taken', 'invalidFilter']).toContain(refused(() => parseFilter(text)));
      },
    ),
  );
});
