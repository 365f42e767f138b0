import { describe, expect, it } from 'vitest';
import { htmlToText } from './html-text.ts';
import { isLegacyVietnamese } from './legacy-encoding.ts';

describe('htmlToText', () => {
  it('keeps one line per heading, paragraph, cell and item, and drops scripts and styles', () => {
    const html =
      '<head><title>t</title><style>p{}</style></head><h1>CHỈ  THỊ</h1><p>Một <b>hai</b><br>ba</p><script>alert(1)</script><table><tr><td>Số: 1/CT-UBND</td><td>A</td></tr></table>';
    expect(htmlToText(html)).toBe('CHỈ THỊ\nMột hai\nba\nSố: 1/CT-UBND\nA');
  });

  it('writes out the numbers of lists, the letters of lists in them, and dashes', () => {
    expect(htmlToText('<ol><li>Một<ol><li>Hai</li></ol></li><li>Ba</li></ol><ul><li>Bốn</li></ul>')).toBe(
      '1. Một\na) Hai\n2. Ba\n- Bốn',
    );
  });

  it('survives nesting that would exhaust the stack', () => {
    expect(htmlToText(`${'<div>'.repeat(50_000)}a`)).toBe('');
  });
});

describe('isLegacyVietnamese', () => {
  it('tells text in TCVN3 and VNI letters from Unicode', () => {
    expect(isLegacyVietnamese('Céng hßa x· héi chñ nghÜa ViÖt Nam, ngµy 5 th¸ng 3')).toBe(true);
    expect(isLegacyVietnamese('COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM, ngaøy 5')).toBe(true);
    expect(isLegacyVietnamese('Cộng hòa xã hội chủ nghĩa Việt Nam')).toBe(false);
    expect(isLegacyVietnamese('A plain English text.')).toBe(false);
  });
});
