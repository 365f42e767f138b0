import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recognise } from './recognise.ts';
import type { RecognisedDocument, Span } from './recognised.ts';

const scraps = fc.constantFrom(
  'Điều 1. ',
  '1. ',
  'a) ',
  '- ',
  '; ',
  '. ',
  ': ',
  '\n',
  '\n\n',
  '\r\n',
  'Kính gửi:',
  'Căn cứ Luật A ngày 1/1/2020;',
  'Số: 05/CT-TTg',
  '2545-CV/TU',
  'QUYẾT ĐỊNH',
  'ỦY BAN NHÂN DÂN',
  'TỈNH A',
  'yêu cầu các sở phải ',
  'Sở Nội vụ chủ trì ',
  'trước ngày 15/3/2025',
  'requests all levels to: Review',
  'The Department monitors ',
  'shall ',
  'Nơi nhận:',
  'Source',
  'TP. Hạ Long',
  'Hà Nội, ngày 4 tháng 2 năm 2025',
  'V/v việc A',
  'On May 5, the A Committee issued Decision No. 1-QĐ/TU on b',
  '(',
  ')',
  '"',
  'chữ thường ',
  'PHỤ LỤC',
  'TM. BAN A',
  '\u0301',
  '\ud800',
  '\u202e',
  '\u0000',
);
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.array(fc.oneof(scraps, fc.string({ unit: 'grapheme', maxLength: 12 })), { maxLength: 40 }).map((parts) => parts.join('')),
);

const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}]+/gu) ?? [];

function spansWithText(document: RecognisedDocument): (readonly [Span, string])[] {
  const { number, place, date, dateHint, subject, headings, sentences } = document;
  const pieces = [number, place, date, dateHint, subject, ...headings, ...sentences];
  const ofDuties = sentences.flatMap(({ obligations }) => obligations.flatMap(({ who, must, by }) => [who, must, by]));
  return [...pieces, ...ofDuties].flatMap((piece) => (piece ? [[piece.at, piece.text] as const] : []));
}

describe('recognise, whatever the text', () => {
  it('never throws, and every span slices to the words it stands for', () => {
    fc.assert(
      fc.property(anyText, (raw) => {
        const document = recognise(raw);
        for (const [at, text] of spansWithText(document)) expect(document.text.slice(...at)).toBe(text);
        for (const { at } of document.cited) expect(at[1]).toBeGreaterThan(at[0]);
        for (const cue of document.sentences.flatMap(({ obligations }) => obligations.flatMap(({ cues }) => cues))) {
          expect(document.text.slice(...cue).trim()).not.toBe('');
        }
      }),
      { numRuns: 400 },
    );
  });

  it('divides the whole text into sections and numbers the sentences from one', () => {
    fc.assert(
      fc.property(anyText, (raw) => {
        const { text, sections, sentences } = recognise(raw);
        expect(sections.map(({ at }) => text.slice(...at)).join('')).toBe(text);
        expect(sentences.map(({ n }) => n)).toEqual(sentences.map((_, index) => index + 1));
      }),
      { numRuns: 300 },
    );
  });

  it('loses no word of the body: each stands in a sentence or in a heading', () => {
    fc.assert(
      fc.property(anyText, (raw) => {
        const { text, sections, sentences, headings } = recognise(raw);
        const body = sections.filter(({ kind }) => kind === 'body').map(({ at }) => text.slice(...at));
        const kept = [...sentences, ...headings].sort((a, b) => a.at[0] - b.at[0]).map((piece) => piece.text);
        expect(wordsOf(kept.join('\n')).join('')).toBe(wordsOf(body.join('\n')).join(''));
      }),
      { numRuns: 400 },
    );
  });

  it('gives the same answer for its own text, so that a stored text can be read again', () => {
    fc.assert(
      fc.property(anyText, (raw) => {
        const once = recognise(raw);
        expect(recognise(once.text).text).toBe(once.text);
      }),
      { numRuns: 200 },
    );
  });

  it('reads ten thousand lines', () => {
    const lines =
      'Yêu cầu các sở, ngành, theo chức năng, nhiệm vụ, báo cáo trước ngày 15/3/2025; các xã phải thực hiện Chỉ thị số 5/CT-UBND ngày 1/1/2025.\n'.repeat(
        10_000,
      );
    expect(recognise(lines).sentences.length).toBeGreaterThanOrEqual(10_000);
  });
});
