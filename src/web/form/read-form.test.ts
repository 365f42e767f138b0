import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  choice,
  decimal,
  files,
  flag,
  hidden,
  integer,
  legalDate,
  line,
  list,
  money,
  prose,
  unitRefs,
} from '../../dossier/field.ts';
import { fieldsOf } from '../../dossier/schema.ts';
import { buildCalendar } from '../../kernel/calendar.ts';
import { AppError } from '../../kernel/errors.ts';
import { asLegalDate } from '../../kernel/time.ts';
import { fillForm } from './fill-form.ts';
import { readForm } from './read-form.ts';
import { takeFiles } from './take-files.ts';
import { collectValues } from './values.ts';

const body = z.object({
  what: prose(),
  title: line().optional(),
  level: choice(['low', 'high']).optional(),
  why: line()
    .optional()
    .meta({ widget: 'text', when: { field: 'level', is: ['high'] } }),
  dueOn: legalDate().optional(),
  amount: money().optional(),
  count: integer().optional(),
  area: decimal().optional(),
  units: unitRefs().optional(),
  agreed: flag({ mustBeTrue: true }),
  tie: hidden().optional(),
  items: list(z.object({ text: line(), dueOn: legalDate().optional() })).optional(),
  papers: files().optional(),
});
const fields = fieldsOf(body);
const context = { today: asLegalDate('2026-11-23'), calendar: buildCalendar('test', [2026], []) };

function read(...pairs: [string, string][]) {
  return readForm(fields, collectValues(pairs), context);
}

describe('reading a form', () => {
  test('dates, amounts and numbers are understood as officials write them', () => {
    const { body: sent } = read(['dueOn', '26/2/27'], ['amount', '1,2 tỷ'], ['count', '1.234'], ['area', '12,5']);
    expect(sent).toMatchObject({ dueOn: '2027-02-26', amount: 1_200_000_000, count: 1234, area: 12.5 });
  });

  test('«+5» is five working days from today', () => {
    expect(read(['dueOn', '+5']).body).toMatchObject({ dueOn: '2026-11-30' });
  });

  test('what cannot be understood is passed on as typed and shown again', () => {
    const { body: sent, echo } = read(['dueOn', '31/02/2026'], ['amount', '1.5 tỷ'], ['count', 'nhiều']);
    expect(sent).toMatchObject({ dueOn: '31/02/2026', amount: '1.5 tỷ', count: 'nhiều' });
    expect(echo).toMatchObject({ dueOn: ['31/02/2026'], amount: ['1.5 tỷ'], count: ['nhiều'] });
  });

  test('an amount no computer holds exactly stays a text', () => {
    expect(read(['amount', '9007199254740993']).body).toMatchObject({ amount: '9007199254740993' });
  });

  test('empty fields are left out, an unticked box that must be answered is no', () => {
    expect(read(['what', '  '], ['title', ''], ['level', ''])).toEqual({
      body: { agreed: false },
      echo: { what: ['  '], title: [''], level: [''] },
    });
  });

  test('several of one name become a list, each once', () => {
    expect(read(['units', 'a'], ['units', 'b'], ['units', 'a'], ['units', '']).body).toMatchObject({ units: ['a', 'b'] });
  });

  test('names the act does not know are left out', () => {
    const { body: sent, echo } = read(['csrf', 'x'], ['__key', 'k'], ['other', 'y'], ['__proto__', 'z'], ['what', 'gì']);
    expect(sent).toEqual({ what: 'gì', agreed: false });
    expect(Object.keys(echo)).toEqual(['what']);
  });

  test('a field that depends on another answer counts only with it, and is shown again either way', () => {
    expect(read(['level', 'low'], ['why', 'vì'])).toMatchObject({ body: { level: 'low' }, echo: { why: ['vì'] } });
    expect(read(['level', 'low'], ['why', 'vì']).body).not.toHaveProperty('why');
    expect(read(['level', 'high'], ['why', 'vì']).body).toMatchObject({ why: 'vì' });
  });

  test('empty rows vanish and the rows left are numbered as in the body', () => {
    const { body: sent, echo } = read(
      ['items.0.text', ''],
      ['items.2.text', 'hai'],
      ['items.2.dueOn', 'mai'],
      ['items.10.text', 'mười'],
      ['items.x.text', 'không'],
    );
    expect(sent['items']).toEqual([{ text: 'hai', dueOn: 'mai' }, { text: 'mười' }]);
    expect(echo).toEqual({ 'items.0.text': ['hai'], 'items.0.dueOn': ['mai'], 'items.1.text': ['mười'] });
  });

  test('a file carried along keeps its size as a number, and goes when it is let go', () => {
    const file: [string, string][] = [
      ['papers.0.hash', '1'.repeat(64)],
      ['papers.0.name', 'a.pdf'],
      ['papers.0.size', '1234'],
      ['papers.0.type', 'application/pdf'],
    ];
    expect(read(...file).body['papers']).toEqual([{ hash: '1'.repeat(64), name: 'a.pdf', size: 1234, type: 'application/pdf' }]);
    expect(read(...file, ['papers.0.drop', 'yes']).body).not.toHaveProperty('papers');
  });

  test('asking for more rows is told apart from sending', () => {
    expect(read(['__rows', 'items:10']).moreRows).toEqual({ path: 'items', count: 10 });
    expect(read(['__rows', 'items:100000']).moreRows).toBeUndefined();
  });

  test('a body that was read fills a form that reads as the same body', () => {
    const first = read(
      ['what', 'gì'],
      ['level', 'high'],
      ['why', 'vì'],
      ['dueOn', '26/2/27'],
      ['amount', '850 triệu'],
      ['area', '0,5'],
      ['units', 'a'],
      ['agreed', 'yes'],
      ['items.0.text', 'một'],
      ['items.0.dueOn', '1/3/27'],
    );
    const again = readForm(fields, new Map(Object.entries(fillForm(fields, first.body))), context);
    expect(again.body).toEqual(first.body);
  });
});

describe('files of a form', () => {
  const bytes = new Uint8Array([1]);
  const values = collectValues([
    ['papers.0.hash', 'old'],
    ['what', 'gì'],
  ]);

  test('accepted files travel as their hashes behind those already there; others say why not', async () => {
    const form = {
      values,
      files: [
        { field: 'papers', name: 'C:\\thư mục\\Báo cáo.pdf', bytes },
        { field: 'papers', name: 'mat.pdf', bytes },
        { field: 'elsewhere', name: 'x.pdf', bytes },
      ],
    };
    const taken = await takeFiles(fields, form, async (content, name) => {
      if (name === 'mat.pdf') throw new AppError('document.secret', 'invalid');
      return { hash: 'new', name, size: content.length, type: 'application/pdf' };
    });
    expect(taken.values.get('papers.1.name')).toEqual(['Báo cáo.pdf']);
    expect(taken.values.get('papers.0.hash')).toEqual(['old']);
    expect(taken.values.has('elsewhere.0.hash')).toBe(false);
    expect(taken.problems).toEqual([{ path: 'papers', code: 'document.secret', params: { name: 'mat.pdf' } }]);
  });

  test('a store that fails is not the fault of the file', async () => {
    const fail = async () => {
      throw new AppError('store.unavailable', 'unavailable');
    };
    await expect(takeFiles(fields, { values, files: [{ field: 'papers', name: 'a', bytes }] }, fail)).rejects.toMatchObject({
      code: 'store.unavailable',
    });
  });
});
