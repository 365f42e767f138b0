import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { recognise } from './recognise.ts';

const folder = path.resolve('../shared/inputs');
const isThere = existsSync(folder);
if (!isThere) console.info('The real texts in ../shared/inputs are not on this machine; their tests do not run.');
const read = (name: string) => recognise(readFileSync(path.join(folder, name), 'utf8'));

describe.runIf(isThere)('the real texts', () => {
  it('the dispatch of the Party committee comes in sensibly', () => {
    const dispatch = read('dispatch-2545-en.txt');
    expect(dispatch).toMatchObject({
      language: 'en',
      number: { text: '2545-CV/TU', form: 'party' },
      issuer: { name: 'Quang Ninh Provincial Party Committee' },
      type: { code: 'dispatch' },
      dateHint: { day: 26, month: 2 },
      cited: [{ normalized: '14-KL/TW', issuer: 'Politburo', date: '2021-09-22' }],
    });
    expect(dispatch.subject?.text).toMatch(/^promoting the encouragement and protection/);
    expect(dispatch.sentences.length).toBeGreaterThanOrEqual(12);
    expect(dispatch.sections.map(({ kind }) => kind)).toEqual(['body', 'trailer']);
    const bearers = new Set(dispatch.sentences.flatMap(({ obligations }) => obligations.map(({ who }) => who?.text)));
    expect([...bearers]).toEqual([
      'all levels, sectors and the team of leaders and managers at all levels',
      expect.stringMatching(/^Comrades, members .* Executive Committee$/),
      expect.stringMatching(/Inspection Commission$/),
    ]);
    expect(dispatch.sentences.slice(0, 2).flatMap(({ obligations }) => obligations)).toEqual([]);
  });

  it('the directive of the Prime Minister comes in sensibly', () => {
    const directive = read('directive-03-ct-ttg-2025-vi.txt');
    expect(directive).toMatchObject({
      language: 'vi',
      number: { text: '03/CT-TTg', form: 'state' },
      issuer: { name: 'Thủ tướng Chính phủ' },
      place: { text: 'Hà Nội' },
      date: { date: '2025-02-04' },
      type: { code: 'directive' },
    });
    expect(directive.cited.map(({ normalized, date }) => [normalized, date])).toEqual([
      ['40-CT/TW', '2024-12-11'],
      ['45/CT-TTG', '2024-12-18'],
      ['01/NQ-CP', '2025-01-08'],
      ['02/NQ-CP', '2025-01-08'],
    ]);
    expect(directive.sentences.map(({ obligations }) => obligations.length)).toEqual([0, 1, 1, 1]);
    expect(directive.sentences[3]?.obligations[0]?.who?.text).toBe('các bộ, cơ quan, địa phương, tổ chức, cá nhân liên quan');
  });

  it('the decision of the People’s Committee comes in sensibly', () => {
    const decision = read('decision-23-2017-qd-ubnd-vi.txt');
    expect(decision).toMatchObject({
      number: { text: '23/2017/QĐ-UBND' },
      issuer: { name: 'Ủy ban nhân dân tỉnh Nghệ An' },
      place: { text: 'Nghệ An' },
      date: { date: '2017-01-20' },
      type: { code: 'decision' },
    });
    expect(decision.sections.map(({ kind }) => kind)).toEqual(['header', 'basis', 'body']);
    expect(decision.sentences.map(({ heading }) => heading)).toEqual(['Điều 1', 'Điều 2', 'Điều 2']);
  });
});
