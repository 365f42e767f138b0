/** What the tests of the objection play: a specialist of «agri» reports an order of the head; above stands the head of the office. */
import { createLaw, type Played, type PlayOptions, play, type Step } from '../../dossier/testing/desk.ts';
import { createProvince } from '../../dossier/testing/province.ts';
import { objection } from './kind.ts';
import type { ObjectionState } from './state.ts';

export const LONG = 'Lý do được nêu rõ ràng và đầy đủ, để người đọc sau này hiểu vì sao.';

export const report = {
  understood: 'PB-2',
  about: 'order',
  giver: 'agri.head',
  form: 'paper',
  symbol: '15/TB-SNN',
  orderedOn: '2026-11-20',
  ordered: 'Cấp phép khai thác khi chưa có đánh giá tác động môi trường.',
  why: 'Luật buộc phải có đánh giá tác động môi trường trước khi cấp phép.',
  provision: 'Điều 30 Luật Bảo vệ môi trường',
  harm: 'Ô nhiễm nguồn nước của hai xã.',
  seen: 'everybody-handling',
};
export const hidden = { ...report, seen: 'superior-only' };
export const kept = { reasons: LONG, legalBasis: 'Điều 12 Luật Khoáng sản', number: '16/SNN-VP' };
export const lifted = { change: 'withdrawn', reasons: LONG, number: '17/QĐ-SNN' };
export const account = { account: LONG, obeying: 'obeying', number: '02/BC' };

export const submit: Step = { as: 'agri.spec', act: 'submit', body: report };
export const submitHidden: Step = { as: 'agri.spec', act: 'submit', body: hidden };
export const uphold: Step = { as: 'agri.head', act: 'uphold', body: kept };
export const rescind: Step = { as: 'agri.head', act: 'rescind', body: lifted };
export const silence: Step = { as: 'system', act: 'lapse', body: { clock: 'answer' }, later: 10 };
export const reportUp: Step = { as: 'agri.spec', act: 'report-up', body: account };
export const upheld: readonly Step[] = [submit, uphold];
export const raised: readonly Step[] = [...upheld, reportUp];

export const law = createLaw({ values: { 'l80.liability.grounds': ['obeyed-after-report', 'force-majeure'] } });
export const province = createProvince();

export const played = (steps: readonly Step[], options: PlayOptions = {}): Played & { readonly state: ObjectionState } => {
  const result = play(objection, steps, { province, law, ...options });
  return { ...result, state: result.filled as unknown as ObjectionState };
};
export const openClocks = (p: Played) =>
  p.dossier.clocks.filter((c) => ['running', 'paused', 'lapsed'].includes(c.state)).map((c) => `${c.name} ${c.holder}`);
