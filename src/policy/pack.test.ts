import { describe, expect, it } from 'vitest';
import { isAppError } from '../kernel/errors.ts';
import { readAdoptedPack, readPack } from './pack.ts';

const vote = {
  title: { vi: 'Biểu quyết', en: 'Vote' },
  value: 7,
  unit: 'working-day',
  clause: 'Điều 8',
  source: 'https://example.vn',
  confidence: 'verified',
  checkedOn: '2026-11-23',
};
const packOf = (parameter: object): unknown => ({
  id: 'd73-2023',
  version: '2026-11-23',
  title: { vi: 'Nghị định', en: 'Decree' },
  issuer: 'Chính phủ',
  number: '73/2023/NĐ-CP',
  date: '2023-09-29',
  valid: { from: '2023-09-29', to: null },
  parameters: { 'd73.vote': { ...vote, ...parameter } },
});
const problemsOf = (content: unknown): string[] => {
  try {
    readPack(content);
    return [];
  } catch (error) {
    if (!isAppError(error, 'policy.bad_pack')) throw error;
    return (error.fields ?? []).map((field) => `${field.path} ${field.code}`);
  }
};

describe('a pack', () => {
  it('is read when every parameter says where it stands', () => {
    expect(readPack(packOf({})).parameters['d73.vote']?.value).toBe(7);
  });

  it('may not call a value checked without naming source and day', () => {
    expect(problemsOf(packOf({ source: null }))).toEqual(['parameters.d73.vote.source policy.field.source_needed']);
    expect(problemsOf(packOf({ confidence: 'secondary', checkedOn: null }))).toEqual([
      'parameters.d73.vote.checkedOn policy.field.date_needed',
    ]);
  });

  it('is empty exactly where nothing was found', () => {
    expect(problemsOf(packOf({ value: null, confidence: 'not-found' }))).toEqual([]);
    expect(problemsOf(packOf({ value: null }))).toEqual(['parameters.d73.vote.value policy.field.empty_only_when_not_found']);
    expect(problemsOf(packOf({ confidence: 'not-found' }))).toHaveLength(1);
  });

  it('holds no value that its unit cannot count', () => {
    for (const value of [-1, 1.5, '7', true, [7]]) {
      expect(problemsOf(packOf({ value })), String(value)).toEqual(['parameters.d73.vote.value policy.field.unit_mismatch']);
    }
    expect(problemsOf(packOf({ value: '25:00', unit: 'time-of-day' }))).toHaveLength(1);
    expect(problemsOf(packOf({ value: 101, unit: 'percent' }))).toHaveLength(1);
  });

  it('has words in both languages for every parameter and every name a value holds', () => {
    expect(problemsOf(packOf({ title: undefined }))).toEqual(['parameters.d73.vote.title policy.field.malformed']);
    expect(problemsOf(packOf({ title: { vi: 'Biểu quyết' } }))).toEqual(['parameters.d73.vote.title.en policy.field.malformed']);
    const needed = ['parameters.d73.vote.options policy.field.words_needed'];
    const options = { half: { vi: 'quá nửa', en: 'more than half' } };
    expect(problemsOf(packOf({ value: 'half', unit: 'choice' }))).toEqual(needed);
    expect(problemsOf(packOf({ value: ['half', 'all'], unit: 'list', options }))).toEqual(needed);
    expect(problemsOf(packOf({ value: ['half'], unit: 'list', options }))).toEqual([]);
  });

  it('has every parameter in exactly one topic, where it has topics', () => {
    const topicsOf = (...parameters: string[]) => ({ ...(packOf({}) as object), topics: [{ title: vote.title, parameters }] });
    expect(problemsOf(topicsOf('d73.vote'))).toEqual([]);
    for (const given of [['d73.vote', 'd73.vote'], ['d73.vote', 'd73.other'], ['d73.other']])
      expect(problemsOf(topicsOf(...given))).toEqual(['topics policy.field.each_in_one_topic']);
  });

  it('that was adopted before packs had words stays readable where it is on record', () => {
    expect(readAdoptedPack(packOf({ title: undefined })).parameters['d73.vote']?.value).toBe(7);
  });

  it('has no field nobody knows and no day that does not exist', () => {
    expect(problemsOf(packOf({ formula: 'n + 1' }))).toHaveLength(1);
    expect(problemsOf(packOf({ checkedOn: '2026-02-31' }))).toEqual(['parameters.d73.vote.checkedOn policy.field.malformed']);
  });
});
