import { describe, expect, it } from 'vitest';
import type { MessageTree } from '../kernel/messages.ts';
import { en } from './messages.en.ts';
import { vi } from './messages.vi.ts';

function leaves(tree: MessageTree, path = ''): [key: string, text: string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value] as [string, string]] : leaves(value, `${path}${key}.`),
  );
}

function placeholders(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)/g)].map((match) => match[1] ?? ''))].toSorted();
}

describe('the web catalogue', () => {
  const english = new Map(leaves(en));

  it.each(leaves(vi))('%s says the same thing with the same placeholders in both languages', (key, text) => {
    expect(text.trim()).not.toBe('');
    expect(placeholders(english.get(key) ?? '⟦missing⟧')).toEqual(placeholders(text));
  });

  it('has no key in English that Vietnamese lacks', () => {
    expect([...english.keys()]).toEqual(leaves(vi).map(([key]) => key));
  });

  it('writes Vietnamese composed, so that texts compare and search', () => {
    for (const [, text] of leaves(vi)) expect(text).toBe(text.normalize('NFC'));
  });
});
