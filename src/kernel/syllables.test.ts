import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSyllable, nearWords, splitWords } from './syllables.ts';
import { foldVietnamese } from './text.ts';

const TEXT = `Tăng cường khuyến khích, bảo vệ cán bộ dám nghĩ, dám làm, dám đột phá, dám chịu trách nhiệm vì lợi ích chung; giải phóng mặt bằng,
quy hoạch, nghị quyết, thuỷ lợi, nguyên nhân khách quan, huỷ bỏ, quỹ đất, xoong, ngoằn ngoèo, khuya, tuýp, giường, gì, giữa, nghiêng, oẳn, uỷ ban, yêu`;
const syllables = [...new Set(foldVietnamese(TEXT).split(/[^a-z]+/))].filter((s) => s !== '');
const aSyllable = fc.constantFrom(...syllables.filter((s) => s.length > 1));
const aLetter = fc.constantFrom(...'abcdeghiklmnopqrstuvxy');

describe('syllables without their marks', () => {
  test.each(syllables)('%s is one', (syllable) => {
    expect(isSyllable(syllable)).toBe(true);
  });

  test.each(['phog', 'bamg', 'vinhomes', 'gpmb', 'wifi', 'ngg', 'matbang', '2545', ''])('%s is none', (word) => {
    expect(isSyllable(word)).toBe(false);
  });
});

describe('what a word may have been meant to be', () => {
  test('every single slip of the hand leads back', () => {
    fc.assert(
      fc.property(aSyllable, fc.nat(20), aLetter, fc.constantFrom('miss', 'more', 'wrong', 'swap'), (meant, n, letter, slip) => {
        const at = n % meant.length;
        const typed = {
          miss: meant.slice(0, at) + meant.slice(at + 1),
          more: meant.slice(0, at) + letter + meant.slice(at),
          wrong: meant.slice(0, at) + letter + meant.slice(at + 1),
          swap: meant.slice(0, at) + meant.charAt(at + 1) + meant.charAt(at) + meant.slice(at + 2),
        }[slip];
        fc.pre(typed !== meant && typed.length > 1);
        expect(nearWords(typed)).toContain(meant);
      }),
    );
  });

  test('of a foreign word everything near it, of what is no word nothing', () => {
    expect(nearWords('vinhomess')).toContain('vinhomes');
    expect([nearWords('2545'), nearWords('a'), nearWords('a'.repeat(40))]).toEqual([[], [], []]);
  });

  test('words run together come apart where both halves are syllables', () => {
    expect(splitWords('matbang')).toEqual([['mat', 'bang']]);
    expect(splitWords('phuongan')).toContainEqual(['phuong', 'an']);
    expect(splitWords('giai')).toEqual([]);
  });
});
