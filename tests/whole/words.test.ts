/** Every word of every kind, in both languages. */
import { describe, expect, test } from 'vitest';
import { allActs, isCommonAct } from '../../src/dossier/common-acts.ts';
import { type FieldSpec, fieldsOf } from '../../src/dossier/schema.ts';
import { createSpeech } from '../../src/dossier/speech.ts';
import type { Lang } from '../../src/kernel/messages.ts';
import { listKeys, lookup } from '../../src/kernel/messages.ts';
import { productRegistry } from '../../src/main/registry.ts';
import { clocksNamed, findNamed } from './kind-sources.ts';

const LANGS: readonly Lang[] = ['vi', 'en'];
/** Drawn by the engine or by the page, never under a label of their own. */
const UNLABELLED = new Set(['hidden', 'json']);

function fieldKeys(fields: readonly FieldSpec[], under: string): readonly string[] {
  return fields.flatMap((field) => {
    if (UNLABELLED.has(field.meta.widget)) return [];
    const at = `${under}.${field.name}`;
    const options = (field.meta.options ?? []).map((option) => `${at}.options.${option}`);
    const rows = field.meta.widget === 'list' ? fieldKeys(field.fields ?? [], `${at}.rows`) : [];
    return [`${at}.label`, ...options, ...rows];
  });
}

describe.each(productRegistry.all.map((registered) => [registered.kind.name, registered] as const))('kind %s', (name, {
  kind,
  messages,
}) => {
  test('has the same keys in both languages', () => {
    expect(listKeys(messages.en).sort()).toEqual(listKeys(messages.vi).sort());
  });

  test('leaves the same places to fill in both languages', () => {
    const places = (text: string | undefined) => [...new Set([...(text ?? '').matchAll(/\{(\w+)/g)].map((m) => m[1]))].sort();
    const different = listKeys(messages.vi).filter(
      (key) => String(places(lookup(messages.vi, key))) !== String(places(lookup(messages.en, key))),
    );
    expect(different).toEqual([]);
  });

  test('has words for its stages, acts, fields, options, clocks, parties, notices and refusals', () => {
    const own = Object.entries(kind.acts);
    const wanted = [
      'name',
      'plural',
      'about',
      ...[...kind.stages, ...(kind.detours ?? []), ...kind.ends].map((stage) => `stages.${stage}`),
      ...own.flatMap(([act]) => ['label', 'button', 'done', 'hint'].map((what) => `acts.${act}.${what}`)),
      ...own.flatMap(([, spec]) => fieldKeys(fieldsOf(spec.body), 'fields')),
      ...own.flatMap(([act, { prelude, body }]) =>
        prelude
          ? [
              `preludes.${act}.confirm`,
              ...prelude.confirm.parts.flatMap((part) => [
                `preludes.${act}.parts.${part}.title`,
                `preludes.${act}.parts.${part}.text`,
              ]),
              ...(fieldsOf(body).find((field) => field.name === prelude.ask)?.meta.options ?? []).map(
                (option) => `preludes.${act}.answers.${option}`,
              ),
            ]
          : [],
      ),
      ...clocksNamed(name).map((clock) => `clocks.${clock}`),
      ...(kind.papers ?? []).map((paper) => `papers.${paper.name}`),
      ...findNamed(name, /\brole: '([a-z-]+)'/g).map((role) => `parties.${role}`),
      ...(kind.personal?.roles ?? []).map((role) => `parties.${role}`),
      ...findNamed(name, /\bto: key\.[^\n]*code: '([a-z-]+)'/g).map((code) => `notices.${code}`),
      ...findNamed(name, new RegExp(`(?:refuse|atField)\\('${name}\\.([a-z_.-]+)'`, 'g')).map((reason) => `refusals.${reason}`),
    ];
    expect(missing(name, wanted)).toEqual([]);
  });

  test('has words for what a page shows of it', () => {
    const wanted = [
      ...findNamed(name, /\{\s*key: '([A-Za-z-]+)',\s*value:/g).map((key) => `summary.${key}`),
      ...(kind.sections?.(kind.initial, emptyOf(kind.name)) ?? []).flatMap((section) => [
        `sections.${section.key}.title`,
        `sections.${section.key}.empty`,
        ...section.columns.map((column) => `sections.${section.key}.columns.${column.key}`),
      ]),
      ...findNamed(name, /\bgroup: '([A-Za-z-]+)'/g).map((group) => `choices.${group}`),
    ];
    expect(missing(name, wanted)).toEqual([]);
  });

  test('has words for the acts every kind has', () => {
    const common = Object.entries(allActs(kind)).filter(([act]) => isCommonAct(kind, act));
    expect(
      missing(
        name,
        common.flatMap(([act]) => [`acts.${act}.label`, `acts.${act}.button`, `acts.${act}.done`]),
      ),
    ).toEqual([]);
    expect(missing(name, ['stages.annulled', 'stages.diverted'])).toEqual([]);
  });
});

function emptyOf(kind: string) {
  const { initial } = productRegistry.byName(kind);
  return {
    id: '',
    kind,
    seq: 1,
    stage: 'new',
    state: initial,
    clocks: [],
    author: null,
    authorKey: '',
    openedAt: '',
    changedAt: '',
    struck: [],
  } as never;
}

/** Keys without a word in one of the languages; a group of words counts as a word. */
function missing(kind: string, wanted: readonly string[]): readonly string[] {
  const registered = productRegistry.all.find((r) => r.kind.name === kind);
  return [...new Set(wanted)].flatMap((key) =>
    LANGS.filter((lang) => {
      const tree = registered?.messages[lang] ?? {};
      const isGroup = listKeys(tree).some((known) => known.startsWith(`${key}.`));
      return !isGroup && !createSpeech(productRegistry, lang).has(kind, key);
    }).map((lang) => `${lang} ${kind}.${key}`),
  );
}
