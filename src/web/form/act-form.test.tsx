import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { anyOfficial } from '../../dossier/capacity.ts';
import { choice, files, hidden, legalDate, line, list, money, postRef, prose, unitRef } from '../../dossier/field.ts';
import { actsOf } from '../../dossier/kind.ts';
import { createRegistry } from '../../dossier/registry.ts';
import { asPostId, asUnitId } from '../../kernel/ids.ts';
import type { Json } from '../../kernel/json.ts';
import { dayOf, smallProvince } from '../../organisation/testing/rows.ts';
import { createWords } from '../http/words.ts';
import { ActForm, type ActFormProps } from './act-form.tsx';

const spec = actsOf<Json>()({
  from: 'new',
  by: [anyOfficial()],
  body: z.object({
    what: prose().meta({ number: 1 }),
    level: choice(['low', 'high']),
    shown: choice(['few', 'all']).default('few'),
    mood: choice(['good', 'bad']).optional(),
    unit: unitRef({ only: ['department'] }),
    post: postRef({ only: ['head'], later: true }).optional(),
    dueOn: legalDate().optional(),
    amount: money({ later: true }).optional(),
    tie: hidden().optional(),
    items: list(z.object({ text: line() })).optional(),
    papers: files().optional(),
  }),
  apply: (state) => state,
});

const words = createWords(createRegistry([]));
const org = dayOf([smallProvince()]);

function render(more: Partial<ActFormProps> = {}): string {
  return renderToString(
    <ActForm
      kind="toy"
      act="open"
      spec={spec}
      t={words.t('vi')}
      lang="vi"
      has={words.has}
      fieldProblem={(p) => words.fieldProblem('vi', p)}
      org={org}
      action="/toy/moi"
      token="token"
      idempotencyKey="key"
      {...more}
    />,
  );
}

describe('the form of an act', () => {
  test('carries token, idempotency key and the sequence seen', () => {
    const html = render({ seq: 7 });
    expect(html).toContain('name="csrf" value="token"');
    expect(html).toContain('name="__key" value="key"');
    expect(html).toContain('name="__seq" value="7"');
    expect(html).toContain('enctype="multipart/form-data"');
  });

  test('offers only the units and posts the field allows', () => {
    const html = render();
    expect(html).toContain('value="dept"');
    expect(html).not.toMatch(/<option[^>]*value="top"/);
    expect(html).toContain('value="dept.head"');
    expect(html).not.toContain('value="dept.clerk"');
  });

  test('shows everything typed again, with each error at its field and in the summary', () => {
    const html = render({
      values: {
        what: ['chữ <b>'],
        level: ['high'],
        dueOn: ['31/02/2026'],
        'items.0.text': ['một'],
        'papers.0.hash': ['h'],
        'papers.0.name': ['a.pdf'],
      },
      problems: [{ path: 'dueOn', code: 'field.date' }],
    });
    expect(html).toContain('chữ &lt;b>');
    expect(html).toMatch(/value="high"[^>]*checked/);
    expect(html).toContain('value="31/02/2026"');
    expect(html).toMatch(/name="items\.0\.text"[^>]*value="một"/);
    expect(html).toContain('href="#f-dueOn"');
    expect(html).toContain('id="f-dueOn-error"');
    expect(html).toContain('name="papers.0.hash" value="h"');
  });

  test('a list begins with three empty rows, keeps one below what is filled, and shows more when asked', () => {
    expect(render().match(/name="items\.\d+\.text"/g)).toHaveLength(3);
    expect(render({ values: { 'items.1.text': ['x'] } }).match(/name="items\.\d+\.text"/g)).toHaveLength(3);
    expect(render({ moreRows: { path: 'items', count: 10 } }).match(/name="items\.\d+\.text"/g)).toHaveLength(10);
  });

  test('a choice already made is shown as radio buttons, one that may stay open as a select', () => {
    const html = render();
    expect(html).toMatch(/<input type="radio"[^>]*name="shown" value="few" checked/);
    expect(html).toMatch(/<select[^>]*name="mood"/);
    expect(render({ values: { shown: ['all'] } })).toMatch(/name="shown" value="all" checked/);
  });

  test('a question that has a number shows it', () => {
    expect(render()).toContain('<span class="n">1</span>');
  });

  test('what is asked later is folded away, and open where something stands in it', () => {
    expect(render()).toMatch(/<details class="more">/);
    expect(render({ values: { amount: ['1'] } })).toMatch(/<details class="more" open/);
  });

  test('asks in which capacity only when there are several', () => {
    const capacity = (key: string) => ({
      key,
      post: asPostId('dept.head'),
      unit: asUnitId('dept'),
      title: { vi: `Chức ${key}`, en: key },
    });
    expect(render({ capacities: [capacity('a')] })).toContain('type="hidden" name="__as" value="a"');
    const html = render({ capacities: [capacity('a'), capacity('b')], chosen: 'b' });
    expect(html).toContain('Với tư cách');
    expect(html).toMatch(/name="__as" value="b" checked/);
  });

  test('a field the page settles itself is sent unseen', () => {
    const html = render({ fixed: { unit: 'dept' } });
    expect(html).toContain('<input type="hidden" name="unit" value="dept"');
    expect(html).not.toContain('id="f-unit"');
  });
});
