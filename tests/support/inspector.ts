/** An inspector of the small province, and what reporting an unlawful order needs: whoever reads such reports without a part in them. */
import type { RowOp } from '../../src/dossier/table.ts';
import type { Json } from '../../src/kernel/json.ts';
import { lawValue } from './law-value.ts';
import { openRow } from './open-row.ts';

/** The person `P-inspector` at the post `P.inspector`. */
export const inspector: readonly RowOp[] = [
  openRow(
    'post',
    { post: 'P.inspector' },
    {
      unit: 'P',
      title_vi: 'Kiểm tra viên',
      title_en: 'Inspector',
      function: 'specialist',
      superior: null,
      roles: ['inspector'],
      rank: 2,
    },
  ),
  openRow('holding', { post: 'P.inspector' }, { person: 'P-inspector', form: 'full' }),
  openRow(
    'person',
    { person: 'P-inspector' },
    { family_and_middle: 'Đỗ Thị', given: 'Kiểm', honorific: 'Bà', staff_code: 'P-inspector', demo: true },
  ),
];

/** The law a report of an unlawful order asks for, beside its limits. */
export const objectionLaw: readonly RowOp[] = [
  lawValue('l80.liability.grounds', ['obeyed-after-report'], 'list'),
  lawValue('reading.shown', 24, 'month'),
];

/** The limits of such a report. */
export const objectionLimits = { 'objection.answer': 5, 'objection.superior': 10 } as const;

/** A report against the head of the first department. */
export const objectionReport = (change: Record<string, Json> = {}) => ({
  kind: 'objection',
  act: 'submit',
  body: {
    understood: 'PB-2',
    about: 'order',
    giver: 'D1.head',
    form: 'paper',
    symbol: '15/TB-SM',
    orderedOn: '2026-11-20',
    ordered: 'Cấp phép khai thác cát khi chưa có đánh giá tác động.',
    why: 'Luật buộc phải có đánh giá tác động môi trường trước khi cấp phép.',
    provision: 'Điều 30 Luật Bảo vệ môi trường',
    seen: 'everybody-handling',
    ...change,
  },
});
