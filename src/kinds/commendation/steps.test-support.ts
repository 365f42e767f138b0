/** What the tests of the commendation play: «an.spec» nominates a specialist of «agri»; «finance» and the Party committee «build» are asked. */
import type { LinkedDossier } from '../../dossier/context.ts';
import { createLaw, type Played, type PlayOptions, play, type Step } from '../../dossier/testing/desk.ts';
import { createProvince } from '../../dossier/testing/province.ts';
import type { DossierId } from '../../kernel/ids.ts';
import { commendation } from './kind.ts';
import type { CommendationState } from './state.ts';

/** «build» is the Party committee here. */
export const UNITS = { kinds: { build: 'party-committee' } };
export const province = createProvince(UNITS);
export const LAW_VALUES = {
  'commendation.forms': ['praise', 'certificate', 'merit', 'higher'],
  'l06.withdrawal.grounds': ['false-declaration', 'later-conclusion'],
  'd73.salary.months-early': 12,
  'd73.subjects': ['head', 'deputy'],
};
export const law = createLaw({ values: LAW_VALUES });

export const LONG = 'Lý do được nêu rõ ràng và đầy đủ, để người đọc sau này hiểu vì sao đã quyết định như vậy.';
export const OBSTACLE = '00000000-0000-7000-8000-0000000000aa' as DossierId;
export const linked: LinkedDossier = {
  id: OBSTACLE,
  kind: 'obstacle',
  stage: 'closed',
  number: 'VM-2026-00007',
  exports: {},
};

export const said = {
  title: 'Gỡ vướng cấp giấy chứng nhận cho hộ ven biển',
  achievement: 'Rút thời gian xét hồ sơ từ một năm xuống hai tháng.',
  evidence: [
    { what: 'Vướng mắc đã đóng, người nêu xác nhận.', on: '2026-11-20', dossier: 'VM-2026-00007' },
    { what: 'Sổ theo dõi của phường An quý ba.', on: '2026-10-01' },
  ],
};
export const nominate: Step = {
  as: 'an.spec',
  act: 'nominate',
  body: { whom: 'person', post: 'agri.spec', ...said },
  view: [linked],
};
export const verification = {
  checks: [
    { n: 1, finding: 'confirmed', how: 'Hồ sơ VM-2026-00007' },
    { n: 2, finding: 'not-confirmed', how: 'Không tìm thấy sổ' },
  ],
  remark: 'Kết quả chính là có thật.',
  council: 'finance',
  party: 'build',
};
export const verify: Step = { as: 'agri.clerk', act: 'verify-result', body: verification };
export const opinion = { stance: 'agree', text: 'Nhất trí khen thưởng.' };
export const heard: readonly Step[] = [
  nominate,
  verify,
  { as: 'finance.head', act: 'give-opinion', body: opinion },
  { as: 'build.head', act: 'give-opinion', body: opinion },
];
/** A pilot that was assessed as completed. */
export const pilot: LinkedDossier = {
  id: '00000000-0000-7000-8000-0000000000cc' as DossierId,
  kind: 'proposal',
  stage: 'concluded',
  number: 'DX-2026-00004',
  exports: {
    result: 'completed',
    damage: false,
    exit: 'replicate',
    named: true,
    proposer: 'p.agri.spec',
    proposerPost: 'agri.spec',
    proposerUnit: 'agri',
    authors: [
      { person: 'p.agri.spec', post: 'agri.spec', unit: 'agri' },
      { person: 'p.binh.spec', post: 'binh.spec', unit: 'binh' },
    ],
    agency: 'agri',
    evaluator: 'agri.head',
    allowedOn: '2026-03-02',
    reportedOn: '2026-10-01',
    evaluatedOn: '2026-11-02',
    tally: { entitled: 4, for: 3 },
    acts: { allowed: 9, reported: 11, evaluated: 13 },
  },
};
export const pilotHeard: readonly Step[] = [
  {
    as: 'system',
    act: 'open',
    body: { source: pilot.id, title: 'Giao đất theo đợt', findings: LONG, lesson: LONG },
    view: [pilot],
  },
  {
    ...verify,
    body: { ...verification, checks: [1, 2, 3].map((n) => ({ n, finding: 'confirmed', how: 'Hồ sơ đề xuất' })) },
  },
  ...heard.slice(2),
];
export const SPEC = { whom: 'person', post: 'agri.spec', form: 'certificate' };
export const proposeForm: Step = { as: 'agri.clerk', act: 'propose-form', body: { awards: [SPEC], reasons: LONG } };
export const decision = {
  awards: [SPEC],
  number: '15/QĐ-SNN',
  legalBasis: 'Luật Thi đua, khen thưởng 06/2022/QH15',
  reasons: LONG,
};
export const decide: Step = { as: 'agri.head', act: 'decide', body: decision };
export const decided: readonly Step[] = [...heard, proposeForm, decide];
export const publish: Step = { as: 'agri.clerk', act: 'publish', body: { where: 'Hội nghị cơ quan ngày 01/12' } };
export const published: readonly Step[] = [...decided, publish];
export const praise: Step = {
  as: 'agri.head',
  act: 'praise',
  body: { post: 'agri.spec', reason: 'Giải quyết xong 40 hồ sơ trong tuần.' },
};
export const notify: Step = {
  as: 'office.inspector',
  act: 'notify-withdrawal',
  body: { award: 1, ground: 'false-declaration', grounds: LONG },
};
export const contested: readonly Step[] = [...published, notify];
export const reply: Step = { as: 'agri.spec', act: 'reply', body: { reply: 'Sổ theo dõi bị thất lạc, tôi còn bản chụp.' } };
export const withdraw: Step = { as: 'agri.head', act: 'withdraw-award', body: { reasons: LONG, number: '20/QĐ-SNN' } };

export const played = (steps: readonly Step[], options: PlayOptions = {}): Played & { readonly state: CommendationState } => {
  const result = play(commendation, steps, { province, law, ...options });
  return { ...result, state: result.filled as unknown as CommendationState };
};
export const openClocks = (p: Played) =>
  p.dossier.clocks.filter((c) => ['running', 'paused', 'lapsed'].includes(c.state)).map((c) => `${c.id} ${c.holder}`);
