/** Paper: a dossier and a portfolio come out as A4 with their text on them. */
import type { Page } from '@playwright/test';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { enterAs } from './support/people.ts';
import { expect, test } from './support/test.ts';

/** In points, the measure of paper in a PDF. */
const A4 = { width: 595, height: 842 };

interface Paper {
  readonly pages: number;
  readonly text: string;
  readonly size: { readonly width: number; readonly height: number };
}

async function print(page: Page): Promise<Paper> {
  const bytes = await page.pdf({ preferCSSPageSize: true });
  const paper = await getDocument({ data: new Uint8Array(bytes), useSystemFonts: false }).promise;
  const texts: string[] = [];
  let size = { width: 0, height: 0 };
  for (let n = 1; n <= paper.numPages; n += 1) {
    const sheet = await paper.getPage(n);
    const { width, height } = sheet.getViewport({ scale: 1 });
    size = { width: Math.round(width), height: Math.round(height) };
    const { items } = await sheet.getTextContent();
    texts.push(items.map((item) => ('str' in item ? item.str : '')).join(' '));
  }
  return { pages: paper.numPages, text: squeeze(texts.join('')), size };
}

/** The two halves of the typeface stand in the file as two fonts, so that words come back in pieces. */
function squeeze(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, '');
}

/** Chromium rounds the sheet to whole CSS pixels. */
function expectA4(size: Paper['size']): void {
  const [short, long] = [Math.min(size.width, size.height), Math.max(size.width, size.height)];
  expect(Math.abs(short - A4.width)).toBeLessThanOrEqual(1);
  expect(Math.abs(long - A4.height)).toBeLessThanOrEqual(1);
}

test('a dossier prints on A4 with its number, title and deadline', async ({ page }) => {
  await enterAs(page, 'department-head');
  await page.goto('/vm/2026-00011');
  const paper = await print(page);
  expectA4(paper.size);
  expect(paper.text).toContain('VM-2026-00011');
  expect(paper.text).toContain(squeeze('Dự án khu đô thị ven vịnh'));
  // Controls have no place on paper.
  expect(paper.text).not.toContain(squeeze('+5 ngày làm việc'));
});

test('the portfolio of a member is one page of A4', async ({ page }) => {
  await enterAs(page, 'standing-committee-member');
  await page.goto('/phu-trach');
  const paper = await print(page);
  expect(paper.pages).toBe(1);
  expectA4(paper.size);
  expect(paper.text).toContain(squeeze('Phần tôi phụ trách'));
});
