import { describe, expect, it } from 'vitest';
import { markTriggers } from './directive-sheet.tsx';

describe('trigger words of a directive', () => {
  it('are marked whole, in any letter case, and leave the text unchanged', () => {
    const text = 'Kịp thời biểu dương; thời gian thực hiện kịp thời.';
    const parts = markTriggers(text, ['kịp thời', 'thời']);
    expect(parts.map((part) => part.text).join('')).toBe(text);
    expect(parts.filter((part) => part.marked).map((part) => part.text)).toEqual(['Kịp thời', 'thời', 'kịp thời']);
  });

  it('do not light up inside another word', () => {
    expect(markTriggers('giaoh giao.', ['giao']).filter((part) => part.marked)).toHaveLength(1);
  });
});
