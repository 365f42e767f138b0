/** What services, the image and the operating instructions call must be what the program offers. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { findCommand } from '../../src/main/command.ts';
import { findRoot } from '../../src/main/root.ts';

const root = findRoot(import.meta.url);
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const filesIn = (folder: string) => readdirSync(path.join(root, folder)).map((name) => `${folder}/${name}`);
const units = filesIn('packaging/systemd').filter((name) => /\.(service|timer)$/.test(name));
const services = units.filter((name) => name.endsWith('.service'));
const instructions = filesIn('docs/operations');

/** Calls of the program in a text: `npx khoithong backup --keep 14`, `dist/khoithong.js web`, `kt start`. */
function callsIn(text: string): readonly { readonly name: string; readonly options: readonly string[] }[] {
  const lines = text
    .split('\n')
    .flatMap((line) => [...line.matchAll(/(?:npx khoithong|khoithong\.js|^kt|`khoithong|khoithong:) ([a-z]+)([^`#]*)/g)]);
  return lines.map(([, name = '', rest = '']) => ({
    name,
    options: [...rest.matchAll(/--([a-z-]+)/g)].map(([, option = '']) => option),
  }));
}

describe.each([...services, ...instructions, 'Dockerfile'])('%s', (file) => {
  test('names commands and options that exist', () => {
    for (const { name, options } of callsIn(read(file))) {
      const found = findCommand(name);
      expect([file, name, found !== undefined]).toEqual([file, name, true]);
      const known = [...(found?.command.options ?? []), 'no-demo'];
      for (const option of options) expect(known).toContain(option);
    }
  });
});

test('every service calls the program, and none may gain rights or write the system', () => {
  for (const file of services) {
    const unit = read(file);
    expect(callsIn(unit)).toHaveLength(1);
    for (const line of ['User=khoithong', 'NoNewPrivileges=yes', 'ProtectSystem=strict', 'CapabilityBoundingSet=', 'UMask=0077'])
      expect(unit.split('\n')).toContain(line);
  }
});

test('files the instructions tell to copy are there', () => {
  const text = instructions.map(read).join('\n');
  for (const [file] of text.matchAll(/packaging\/[a-z/]+\/khoithong[a-z-]*\.[a-z]+/g))
    expect([file, read(file).length > 0]).toEqual([file, true]);
  expect(units.map((unit) => path.basename(unit)).sort()).toEqual(
    ['backup.service', 'backup.timer', 'migrate.service', 'web.service', 'worker.service'].map((name) => `khoithong-${name}`),
  );
});

test('the image takes nothing but what it is built from, and runs as nobody in particular', () => {
  const ignore = read('.dockerignore').split('\n');
  expect(ignore).toContain('*');
  for (const [, source = ''] of read('Dockerfile').matchAll(/^COPY (?!--from)([\w. -]+) \.\/?/gm))
    for (const one of source.trim().split(' ')) expect(ignore).toContain(`!${one}`);
  expect(read('Dockerfile')).toMatch(/\nUSER khoithong\n[\s\S]*HEALTHCHECK[\s\S]*readyz/);
});
