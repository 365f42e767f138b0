import { render } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import type { DossierId } from '../../kernel/ids.ts';
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

  it('offers to close a gap only to whoever may', () => {
    expect(show()).not.toContain('/vb/vb-1/');
    const html = show({ may: ['assign-tasks', 'explain-sentence'] });
    expect(html).toContain('/vb/vb-1/assign-tasks?tasks.0.sentence=3');
    expect(html).toContain('/vb/vb-1/explain-sentence?n=3');
  });

  it('lists tasks without a sentence, and leaves withdrawn ones out of the margin', () => {
    const html = show({
      children: [
        child({ exports: { sentence: null } }),
        child({ id: 'nv-2' as DossierId, number: 'NV-2026-00002', stage: 'withdrawn' }),
      ],
    });
    expect(html).toContain('Nhiệm vụ không gắn với câu nào: 1.');
    expect(html).not.toContain('NV-2026-00002');
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
