import { render } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import type { DossierId } from '../../kernel/ids.ts';
import { directive } from './kind.ts';
import { DirectivePanel, type DirectivePanelProps, type PanelChild } from './panel.tsx';
import { type DirectiveState, initial } from './state.ts';

const state: DirectiveState = {
  ...initial,
  sentences: [{ t: 'Rà soát <b>hồ sơ</b>.', k: 1 }, { t: 'Đây là câu dẫn.', x: { why: 'intro' } }, { t: 'Báo cáo hằng tháng.' }],
};
const child = (more: Partial<PanelChild>): PanelChild => ({
  id: 'nv-1' as DossierId,
  kind: 'task',
  number: 'NV-2026-00001',
  title: 'Rà soát hồ sơ',
  stage: 'doing',
  unit: 'Sở Nông nghiệp',
  exports: { sentence: 1, due: '2026-12-15', closedAt: null },
  ...more,
});

function show(more: Partial<DirectivePanelProps> & { children?: readonly PanelChild[] } = {}): string {
  const props: DirectivePanelProps = {
    state,
    dossier: { id: 'vb-1' as DossierId, number: 'VB-2026-00001', stage: 'issued' },
    children: [child({})],
    may: [],
    base: '/vb/vb-1',
    unitName: (unit) => `Đơn vị ${unit}`,
    lang: 'vi',
    t: (key) => key,
    ...more,
  };
  return render(<DirectivePanel {...props} />);
}

describe('the panel of a directive', () => {
  it('counts the sentences and puts each task beside its sentence', () => {
    const html = show();
    expect(html).toContain('3 câu · 1 có nhiệm vụ · 1 không cần · 1 chưa có');
    expect(html.indexOf('NV-2026-00001')).toBeGreaterThan(html.indexOf('id="s1"'));
    expect(html.indexOf('NV-2026-00001')).toBeLessThan(html.indexOf('id="s2"'));
    expect(html).toContain('Sở Nông nghiệp, hạn 15/12/2026');
    expect(html).not.toContain('<b>hồ sơ</b>');
  });

  it('counts a sentence whose tasks the reader may not read as assigned, without a link', () => {
    const html = show({ children: [] });
    expect(html).toContain('3 câu · 1 có nhiệm vụ · 1 không cần · 1 chưa có');
    expect(html).toContain('directive.assigned');
    expect(html).not.toContain('/nv/');
  });

  it('shows gaps and the filled button to the office that answers for them', () => {
    const html = show({ may: ['assign-tasks', 'explain-sentence'] });
    expect(html).toContain('class="ln hot" id="s3"');
    expect(html).toContain('href="/vb/vb-1/assign-tasks?tasks.0.sentence=3"');
    expect(html).toContain('Giao 1 câu chưa có');
    expect(html).toContain('/vb/vb-1/explain-sentence?n=3');
  });

  it('offers a receiving unit a plain link and shows it no gap', () => {
    const html = show({ may: ['assign-tasks'] });
    expect(html).toContain('Giao cho người của đơn vị');
    expect(html).toContain('/vb/vb-1/assign-tasks?tasks.0.sentence=3');
    expect(html).not.toContain('class="btn');
    expect(html).not.toContain('hot');
  });

  it('offers nothing and shows no gap to anybody else', () => {
    const html = show();
    expect(html).not.toContain('/vb/vb-1/');
    expect(html).not.toContain('hot');
  });

  it('says of a sentence whose only task was withdrawn that it was', () => {
    const html = show({ children: [child({ stage: 'withdrawn' })] });
    expect(html).toContain('Sở Nông nghiệp, đã rút');
    expect(show({ children: [child({}), child({ number: 'NV-9', stage: 'withdrawn' })] })).not.toContain('NV-9');
  });

  it('counts the tasks without a sentence and lists those the reader may read', () => {
    const html = show({ state: { ...state, loose: 2 }, children: [child({ exports: { sentence: null } })] });
    expect(html).toContain('Nhiệm vụ không gắn với câu nào: 2.');
    expect(html).toContain('NV-2026-00001');
  });

  it('names the units it was sent to whose answer the reader may not read', () => {
    const sent = {
      ...state,
      units: [
        { unit: 'a', s: 3 },
        { unit: 'b', s: 3 },
      ] as unknown as DirectiveState['units'],
    };
    const own = child({ id: 'qt-1' as DossierId, kind: 'acknowledgement', unit: 'Đơn vị a', exports: { unit: 'a' } });
    const html = show({ state: sent, children: [own] });
    expect(html).toContain('gửi 2 đơn vị');
    expect(html).toContain('Cũng đã gửi: Đơn vị b.');
  });

  it('says where a heading begins, once', () => {
    const headed = { ...state, sentences: [{ t: 'a', h: 'Mục I' }, { t: 'b' }, { t: 'c', h: '' }] };
    expect(show({ state: headed }).split('Mục I')).toHaveLength(2);
  });

  it('covers tables that the kind has', () => {
    const keys = (directive.sections?.(state as never, { number: 'VB', stage: 'issued', clocks: [] } as never) ?? []).map(
      (s) => s.key,
    );
    expect(keys).toEqual(expect.arrayContaining(DirectivePanel.covers.filter((k) => !k.startsWith('in.'))));
  });

  it('shows units that have not confirmed before those that have', () => {
    const ack = (unit: string, stage: string) =>
      child({ id: unit as DossierId, kind: 'acknowledgement', unit, stage, number: `QT-${unit}`, exports: {} });
    const html = show({ children: [ack('Sở A', 'confirmed'), ack('Sở B', 'waiting')] });
    expect(html).toContain('1/2 đơn vị đã xác nhận');
    expect(html.indexOf('Sở B')).toBeLessThan(html.indexOf('Sở A'));
  });

  it('speaks English as well, without a missing word', () => {
    const html = show({ lang: 'en' });
    expect(html).toContain('3 sentences · 1 with tasks');
    expect(html).not.toContain('⟦');
  });
});
