/** The catalogues of the web hold nothing that no page says. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { listKeys } from '../../src/kernel/messages.ts';
import { vi as form } from '../../src/web/form/messages.vi.ts';
import { vi as http } from '../../src/web/http/messages.vi.ts';
import { vi as web } from '../../src/web/messages.vi.ts';
import { vi as pages } from '../../src/web/pages/messages.vi.ts';
import { vi as screens } from '../../src/web/pages/work-messages.vi.ts';
import { root } from './kind-sources.ts';

/** Everything that may say a word of the web, without catalogues and tests: those prove nothing about a page. */
function readSources(): string {
  const files = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.tsx?$/.test(name) && !/\.(test|test-support)\.tsx?$|\.(vi|en)\.ts$|messages/.test(path.basename(name)),
  );
  return files.map((name) => readFileSync(path.join(root, 'src', name), 'utf8')).join('\n');
}

/** What sources name: whole keys, and what stands before and after a key built from a code. */
function namedIn(text: string) {
  const whole = new Set([...text.matchAll(/['"`]([a-z][\w-]*(?:\.[\w-]+)+)['"`]/gi)].map((m) => m[1]));
  const built = [...text.matchAll(/[`]((?:[a-z][\w-]*\.)+[\w.-]*)\$\{[^`]*?\}([\w.-]*)[`]/gi)].map((m) => [m[1], m[2]] as const);
  return { whole, built };
}

test('has no key that no source refers to', () => {
  const { whole, built } = namedIn(readSources());
  const isSaid = (key: string) =>
    whole.has(key) || built.some(([before, after]) => key.startsWith(before ?? '') && key.endsWith(after ?? ''));
  const keys = listKeys(Object.assign({}, web, http, form, pages, screens));
  expect(keys.length).toBeGreaterThan(300);
  expect(keys.filter((key) => !isSaid(key))).toEqual([]);
});
