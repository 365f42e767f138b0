import { describe, expect, test } from 'vitest';
import { newHandshake, readHandshake } from './handshake.ts';

describe('a handshake', () => {
  test('is found again from its cookie, with the page one wanted', () => {
    const { handshake, cookie } = newHandshake('/vm/7?tìm=ả#x');
    expect(readHandshake(cookie)).toEqual({ ...handshake, den: '/vm/7?t%C3%ACm=%E1%BA%A3#x' });
    expect(cookie).toMatch(/^[\w.-]+$/);
  });

  test('is never the same twice, and its parts say nothing of the cookie or of one another', () => {
    const [one, other] = [newHandshake(undefined), newHandshake(undefined)];
    const parts = [one, other].flatMap(({ handshake, cookie }) => [handshake.state, handshake.nonce, handshake.verifier, cookie]);
    expect(new Set(parts).size).toBe(8);
  });

  test('does not carry an address too long for a cookie', () => {
    const { handshake, cookie } = newHandshake(`/vm?${'x'.repeat(1001)}`);
    expect(handshake.den).toBeUndefined();
    expect(cookie).toHaveLength(43);
  });

  test('of a cookie that is none is none', () => {
    for (const cookie of [undefined, '', 'x', 'x'.repeat(44), `${'x'.repeat(43)}.`, `${'x'.repeat(43)}.%`])
      expect(readHandshake(cookie)).toBeUndefined();
  });
});
