import { describe, expect, test } from 'vitest';
import { allActs } from '../../src/dossier/common-acts.ts';
import { type FieldSpec, fieldsOf } from '../../src/dossier/schema.ts';
import { createSpeech } from '../../src/dossier/speech.ts';
import { createProvince } from '../../src/dossier/testing/province.ts';
import { validateBody } from '../../src/dossier/validate.ts';
import { productRegistry } from '../../src/main/registry.ts';

const registry = productRegistry;
const org = createProvince();
const speeches = [createSpeech(registry, 'vi'), createSpeech(registry, 'en')];

/** What people, scripts and attackers send instead of a value. */
const HOSTILE: readonly (readonly [string, unknown])[] = [
  ['a number', 7],
  ['a negative number', -1],
  ['infinity', Number.POSITIVE_INFINITY],
  ['a boolean', true],
  ['an object', { $gt: '' }],
  ['a nested list', [[['x']]]],
  ['NUL', 'a\0bcdefghijklmnopqrstuvwxyz'],
  ['a control character', 'abcdefghijklmnopqrstuv\u0007wxyz'],
  ['a lone surrogate', 'abcdefghijklmnopqrst\ud800uvwxyz'],
  ['a right-to-left override', 'abcdefghijklmnopqrst\u202euvwxyz'],
  ['ten thousand lines', 'dòng\n'.repeat(10_000)],
  ['a date that does not exist', '2026-02-31'],
  ['a reference to another text', '§1/body/what§'],
  ['a prototype', '__proto__'],
  ['nothing but spaces', '   \n\t  '],
  ['markup', '<script>alert(1)</script>'],
];

const cases = registry.all.flatMap(({ kind }) =>
  Object.entries(allActs(kind)).map(([name, spec]) => [kind.name, name, spec] as const),
);

const DANGEROUS = ['\0', '\u0007', '\u202e', '\ud800'];

function isDangerous(value: unknown): boolean {
  return typeof value === 'string' && (value === '§1/body/what§' || DANGEROUS.some((character) => value.includes(character)));
}

describe.each(cases)('%s.%s', (kind, name, spec) => {
  const fields = fieldsOf(spec.body);
  const required = fields.filter((f: FieldSpec) => f.required);

  test('names every field that is missing', () => {
    const { problems } = validateBody(spec.body, {}, org);
    expect(problems.map((p) => p.path.split('.')[0])).toEqual(expect.arrayContaining(required.map((f) => f.name)));
  });

  test('answers every hostile value with words in both languages, or takes it as plain text', () => {
    for (const field of fields) {
      for (const [what, value] of HOSTILE) {
        const { problems } = validateBody(spec.body, { [field.name]: value }, org);
        const own = problems.filter((p) => p.path === field.name || p.path.startsWith(`${field.name}.`));
        if (isDangerous(value)) expect(own.length, `${kind}.${name}.${field.name}: ${what}`).toBeGreaterThan(0);
        for (const problem of problems) {
          for (const speech of speeches) expect(speech.field(problem), `${problem.code} (${speech.lang})`).not.toContain('⟦');
        }
      }
    }
  });

  test('refuses whatever is not an object, and fields it does not know', () => {
    for (const sent of [null, 'x', 7, ['x'], { never_heard_of: 1 }]) {
      const { problems } = validateBody(spec.body, sent, org);
      const known =
        required.length > 0 ||
        (typeof sent === 'object' && sent !== null && 'never_heard_of' in sent) ||
        typeof sent !== 'object' ||
        Array.isArray(sent);
      if (known) expect(problems.length).toBeGreaterThan(0);
    }
  });

  test('declares a limit for every text', () => {
    const texts = (list: readonly FieldSpec[]): readonly FieldSpec[] => list.flatMap((f) => [f, ...texts(f.fields ?? [])]);
    for (const field of texts(fields).filter((f) => f.meta.widget === 'text' || f.meta.widget === 'textarea')) {
      expect(field.maxLength, field.path).toBeGreaterThan(0);
    }
  });
});
