import fc from 'fast-check';
import type { FastifyRequest } from 'fastify';
import { describe, expect, test } from 'vitest';
import { listKeys } from '../../kernel/messages.ts';
import { en as formEn } from '../form/messages.en.ts';
import { vi as formVi } from '../form/messages.vi.ts';
import { collectValues, MOST_CONTROLS, readEnvelope } from '../form/values.ts';
import { chooseEncoding } from './compress.ts';
import { isServedHost, WORK_SESSION } from './config.ts';
import { readCookies } from './cookies.ts';
import { isToken, maskToken, newPreSession, preSessionToken } from './form-token.ts';
import { switchHref } from './language.ts';
import { en } from './messages.en.ts';
import { vi } from './messages.vi.ts';
import { safePath } from './safe-path.ts';

describe('form tokens', () => {
  test('are never written twice alike and are known in every mask', () => {
    const token = preSessionToken(newPreSession());
    const masks = Array.from({ length: 20 }, () => maskToken(token));
    expect(new Set(masks).size).toBe(20);
    expect(masks.every((mask) => isToken(mask, token))).toBe(true);
    expect(isToken(maskToken(preSessionToken(newPreSession())), token)).toBe(false);
  });

  test('no other text is one', () => {
    const token = preSessionToken(newPreSession());
    fc.assert(fc.property(fc.oneof(fc.string(), fc.base64String()), (text) => !isToken(text, token)));
    expect(isToken(undefined, token)).toBe(false);
  });
});

describe('the link to the other language', () => {
  const hrefOf = (url: string): string => switchHref({ method: 'GET', url, lang: 'vi' } as FastifyRequest);

  test('keeps the address and its parameters', () => {
    expect(hrefOf('/vm?tim=a&sap=newest')).toBe('/vm?tim=a&sap=newest&lang=en');
  });

  test.each([
    '//',
    '///',
    '//[',
    '//a:99999999/',
    '//a//evil.example/x',
    '/x/..//evil.example',
    'http://evil.example/viec',
  ])('leads home from %s, which is no address of this site', (url) => {
    expect(hrefOf(url)).toBe('/?lang=en');
  });
});

describe('a path to go back to', () => {
  test('stays on this site whatever is asked for', () => {
    const part = fc.constantFrom('/', '\\', '.', '..', '//', 'x', '?', '#', ':', '@', 'http', '%2f', '\t');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const path = safePath(parts.join(''));
        if (path !== undefined) expect(new URL(path, 'http://here.invalid').host).toBe('here.invalid');
      }),
    );
  });

  test('keeps query and fragment of an honest one', () => {
    expect(safePath('/vm/VM-2026-00418?xem=moc#s3')).toBe('/vm/VM-2026-00418?xem=moc#s3');
    expect(safePath('viec')).toBeUndefined();
  });
});

describe('which names are served', () => {
  const base = { ...WORK_SESSION, secureCookies: false, demo: false, place: { vi: 'x', en: 'x' } };

  test('only the machine itself over plain http, the public name over https, any name a proxy vouches for', () => {
    expect(['localhost', '127.0.0.1', '::1', '[::1]', 'kt.localhost'].every((name) => isServedHost(base, name))).toBe(true);
    expect(
      ['example.vn', '10.0.0.1', '127.0.0.1.example.vn', 'localhost.example.vn'].some((name) => isServedHost(base, name)),
    ).toBe(false);
    const https = { ...base, publicUrl: 'https://kt.example.vn' };
    expect(isServedHost(https, 'KT.example.vn')).toBe(true);
    expect(isServedHost(https, 'other.example.vn')).toBe(false);
    expect(isServedHost({ ...base, publicUrl: 'http://kt.example.vn' }, 'kt.example.vn')).toBe(false);
    expect(isServedHost({ ...base, trustProxy: true }, 'kt.example.vn')).toBe(true);
  });
});

describe('small readers', () => {
  test('the first cookie of a name counts', () => {
    expect(readCookies('a=1; b=2=3; a=4; c').get('a')).toBe('1');
    expect(readCookies('b=2=3').get('b')).toBe('2=3');
    expect(readCookies(undefined).size).toBe(0);
  });

  test('brotli is preferred, and nothing is sent that was refused', () => {
    expect(chooseEncoding('gzip, deflate, br')).toBe('br');
    expect(chooseEncoding('gzip;q=0.5, br;q=0')).toBe('gzip');
    expect(chooseEncoding('identity')).toBeUndefined();
    expect(chooseEncoding(undefined)).toBeUndefined();
  });

  test('a form of too many controls is cut, not refused', () => {
    const pairs = Array.from({ length: MOST_CONTROLS + 10 }, (_, n) => [`f${n}`, 'x'] as const);
    expect(collectValues(pairs).size).toBe(MOST_CONTROLS);
  });

  test('the envelope holds only what the form itself could have sent', () => {
    const of = (...pairs: [string, string][]) => readEnvelope(collectValues(pairs));
    expect(of(['__key', 'k-1'], ['__seq', '12'], ['__as', 'post:x'])).toEqual({
      idempotencyKey: 'k-1',
      expectedSeq: 12,
      as: 'post:x',
    });
    expect(of(['__key', 'a b'], ['__seq', '-1'], ['__as', ''])).toEqual({});
  });
});

test('both languages have the same words', () => {
  expect(listKeys(en)).toEqual(listKeys(vi));
  expect(listKeys(formEn)).toEqual(listKeys(formVi));
});
