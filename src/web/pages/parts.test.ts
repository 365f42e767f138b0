import { describe, expect, it } from 'vitest';
import { toyKind } from '../../../tests/support/toy-kind.ts';
import { listKeys, lookup } from '../../kernel/messages.ts';
import { asLegalDate } from '../../kernel/time.ts';
import { groupParties } from './dossier/ties.ts';
import { disposition } from './file/routes.ts';
import { findPieces } from './find/marks.tsx';
import { nextAddress, previousAddress, readAsked } from './list/asked.ts';
import { en } from './messages.en.ts';
import { vi } from './messages.vi.ts';
import { readName, withQuery } from './showing/address.ts';

const today = asLegalDate('2026-03-02');

describe('addresses', () => {
  it('name a dossier by number, id or receipt, and nothing else', () => {
    const of = (typed: string) => readName(toyKind.kind, typed)?.name;
    expect(of('2026-418')).toBe('DC-2026-00418');
    expect(of('7m4q92xh')).toBe('7M4Q-92XH');
    expect(of('018f2a3b-0000-7000-8000-000000000000')).toBe('018f2a3b-0000-7000-8000-000000000000');
    expect(of('vpubnd-cv-2025-2030-00813')).toBe('DC-VPUBND-CV-2025-2030-00813');
    for (const wrong of ['', 'moi', '2026', 'DC-2026-00418', '../x']) expect(of(wrong)).toBeUndefined();
  });

  it('change one parameter and keep the others', () => {
    expect(withQuery('/dc', { a: '1', b: 'đ' }, { a: undefined, c: '' })).toBe('/dc?b=%C4%91');
  });

  it('of a list lead on and back again to where one was', () => {
    const first = readAsked(toyKind.kind, '/dc', { sap: 'newest' }, today);
    const second = readAsked(
      toyKind.kind,
      '/dc',
      Object.fromEntries(new URL(nextAddress(first, 'AAA'), 'http://x').searchParams),
      today,
    );
    const third = readAsked(
      toyKind.kind,
      '/dc',
      Object.fromEntries(new URL(nextAddress(second, 'BBB'), 'http://x').searchParams),
      today,
    );
    expect(third.cursor).toBe('BBB');
    expect(previousAddress(third)).toBe('/dc?sap=newest&sau=AAA&lui=-');
    expect(previousAddress(second)).toBe('/dc?sap=newest');
    expect(previousAddress(first)).toBeUndefined();
  });

  it('of a list with parameters nobody understands narrow nothing', () => {
    const asked = readAsked(toyKind.kind, '/dc', { 'tinh-trang': 'x', tu: '31/02/2026', sap: 'x', den: '26/2/2026' }, today);
    expect(asked.query).toEqual({ den: '2026-02-26' });
  });
});

describe('what was looked for', () => {
  const marked = (text: string, query: string) =>
    findPieces(text, query)
      .filter((p) => p.found)
      .map((p) => p.text);

  it('is marked with or without diacritics', () => {
    expect(marked('Đất rừng ở Hoà Bình', 'dat hoa')).toEqual(['Đất', 'Hoà']);
    expect(marked('Đất rừng', 'ĐẤT')).toEqual(['Đất']);
  });

  it('gives the text back whole', () => {
    for (const text of ['', 'Giao đất', 'ﬃ đất', 'e\u0302']) {
      expect(
        findPieces(text, 'đất')
          .map((p) => p.text)
          .join(''),
      ).toBe(text.normalize('NFC'));
    }
  });
});

describe('files', () => {
  it('are saved under a name that cannot lie about what they are', () => {
    expect(disposition('hoa-don.exe', 'f'.repeat(64), 'application/pdf')).toContain('filename="hoa-don.pdf"');
    expect(disposition('..\\..\\a"b\r\nx', 'f'.repeat(64), 'text/html')).not.toMatch(/[\r\n]|\\/);
    expect(disposition(undefined, 'ab'.repeat(32), 'text/plain')).toContain('filename="abababababab.txt"');
  });
});

describe('the words of the pages', () => {
  const placeholders = (text: string) => [...new Set([...text.matchAll(/\{(\w+)/g)].map((m) => m[1]))].toSorted();

  it.each(listKeys(vi))('%s says the same thing with the same placeholders in both languages', (key) => {
    expect(placeholders(lookup(en, key) ?? '⟦missing⟧')).toEqual(placeholders(lookup(vi, key) ?? ''));
    expect(lookup(vi, key)).toBe(lookup(vi, key)?.normalize('NFC'));
  });
});

describe('parties', () => {
  it('of one role stay in view up to three; the others wait behind a disclosure', () => {
    const rows = ['a', 'b', 'c', 'd', 'e'].map((who) => ({ role: 'receiver', who }));
    const [intake, receiver] = groupParties([{ role: 'intake', who: 'x' }, ...rows]);
    expect(intake).toMatchObject({ shown: [{ who: 'x' }], rest: [] });
    expect(receiver?.shown.map((p) => p.who)).toEqual(['a', 'b', 'c']);
    expect(receiver?.rest.map((p) => p.who)).toEqual(['d', 'e']);
  });
});
