import { describe, expect, it } from 'vitest';
import { safeHref } from './safe-link.tsx';

describe('addresses that come from data', () => {
  it.each([
    'https://baoquangninh.vn/a',
    'http://a.vn',
    'mailto:a@b.vn',
    '/vm/1',
    '?o=due',
    '#s17',
    'vm/1',
  ])('%s is kept', (url) => {
    expect(safeHref(url)).toBe(url);
  });

  it.each([
    'javascript:alert(1)',
    ' JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    '\u0001javascript:x',
    'data:text/html,x',
    'vbscript:x',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '',
    null,
    undefined,
  ])('%j is refused', (url) => {
    expect(safeHref(url)).toBe('#');
  });
});
