import { describe, expect, it } from 'vitest';
import { say, searchKey } from './dom.ts';

describe('words the browser fills in', () => {
  it('replaces what it knows and leaves the rest visible', () => {
    expect(say('Đã chọn {n} trong {all}', { n: 3 })).toBe('Đã chọn 3 trong {all}');
  });

  it('is empty when the server gave no words', () => {
    expect(say(undefined, { n: 1 })).toBe('');
  });
});

describe('what is compared while typing', () => {
  it.each([
    ['đất', 'dat'],
    ['Hoà', 'hoa'],
    ['hòa', 'hoa'],
    ['  Móng   Cái ', 'mong cai'],
  ])('%s is found as %s', (typed, key) => {
    expect(searchKey(typed)).toBe(key);
  });
});
