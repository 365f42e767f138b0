/** What the tests of the proposal play: a specialist of «agri» proposes; its head and three deputies vote. */
import { createLaw, type Played, type PlayOptions, play, type Step } from '../../dossier/testing/desk.ts';
import { createProvince } from '../../dossier/testing/province.ts';
import { proposal } from './kind.ts';
import type { ProposalState } from './state.ts';

/** «build» is the Party committee here. */
export const LEADERSHIP = { deputies: 3, kinds: { build: 'party-committee' } };
export const province = createProvince(LEADERSHIP);

export const LONG = 'Lý do được nêu rõ ràng và đầy đủ, để người đọc sau này hiểu vì sao đã quyết định như vậy.';

/** The plan as it is sent again. */
export const planAgain = {
  title: 'Giao đất xen kẹp theo đợt',
  necessity: 'Chưa có quy định về giao đất xen kẹp dưới 100 mét vuông.',
  content: 'Gom hồ sơ theo đợt, xét công khai một lần mỗi quý.',
  scope: 'Ba xã ven biển, các hộ có đất liền kề.',
  resources: 'Hai chuyên viên, không thêm kinh phí.',
  feasibility: 'Đã có bản đồ và danh sách hộ.',
  benefit: 'Hồ sơ tồn giảm, thu ngân sách tăng.',
  effect: 'Sáu mươi ngày thay vì một năm.',
  alternatives: 'Chờ luật mới; giao từng hồ sơ.',
  risks: 'Khiếu nại về thứ tự xét.',
  stopWhen: 'Quá năm phần trăm hồ sơ bị khiếu nại.',
  from: '2026-12-14',
  until: '2027-03-31',
  money: 200_000_000,
  indicators: [{ name: 'Số ngày giải quyết', measure: 'ngày', baseline: 365, target: 60 }],
};
export const plan = { understood: 'DX-1', gap: 'unregulated', ...planAgain, conflict: 'none', pledge: true };
export const limits = {
  from: '2026-12-14',
  until: '2027-03-31',
  places: ['an'],
  means: 'Hai chuyên viên của sở.',
  stopWhen: 'Quá năm phần trăm hồ sơ bị khiếu nại.',
};
export const decided = { reasons: LONG, legalBasis: 'Nghị định 73/2023/NĐ-CP', number: '12/QĐ-SNN', ...limits };
export const override = {
  necessary: LONG,
  feasible: LONG,
  answerable: true,
  legalBasis: decided.legalBasis,
  number: '13/QĐ-SNN',
  ...limits,
};
export const opinion = { stance: 'agree', text: 'Cấp ủy nhất trí chủ trương.' };

/** A specialist of «agri» proposes; its head, three deputies vote. */
export const propose: Step = { as: 'agri.spec', act: 'propose', body: plan };
export const registered: readonly Step[] = [propose, { as: 'agri.clerk', act: 'register', body: { party: 'build' } }];
export const heard: readonly Step[] = [...registered, { as: 'build.head', act: 'give-opinion', body: opinion }];
export const ballot = (as: string, word: string, refused?: string): Step => ({
  as: `agri.${as}`,
  act: 'vote',
  body: { ballot: word },
  ...(refused ? { refused } : {}),
});
export const close: Step = {
  as: 'agri.head',
  act: 'close-vote',
  body: { minutes: 'Tập thể lãnh đạo đã thảo luận và biểu quyết.' },
};
export const votes = (words: Readonly<Record<string, string>>): readonly Step[] => [
  ...Object.entries(words).map(([as, word]) => ballot(as, word)),
  close,
];
export const ADOPTED = votes({ head: 'for', deputy: 'for', 'deputy-2': 'for', 'deputy-3': 'against' });
export const REJECTED = votes({ head: 'for', deputy: 'against', 'deputy-2': 'against', 'deputy-3': 'against' });
/** Whoever proposes asks co-authors, post → share; what is left is the own. */
export const named = (people: Readonly<Record<string, number>>, own: number): Step => ({
  as: 'agri.spec',
  act: 'name-authors',
  body: { coauthors: Object.entries(people).map(([post, share]) => ({ post, share })), own },
});
export const joined = (as: string): Step => ({ as, act: 'join-authors', body: { pledge: true, conflict: 'none' } });
export const piloting: readonly Step[] = [...heard, ...ADOPTED, { as: 'agri.head', act: 'allow', body: decided }];
export const evaluating: readonly Step[] = [
  ...piloting,
  { as: 'agri.spec', act: 'finish', body: { remark: 'Đã hết thời gian thí điểm.' }, later: 120 },
  { as: 'agri.spec', act: 'report', body: { result: 'partly', damage: 'no', text: `${LONG} Đạt một phần mục tiêu.` } },
];

/** A council of three: the head of «agri» in the chair, its clerk keeping the papers. */
export const council = {
  reasons: 'Đề xuất có phạm vi toàn tỉnh, liên quan nhiều ngành.',
  chair: 'agri.head',
  members: [{ post: 'finance.head' }, { post: 'binh.head' }],
  secretary: 'agri.clerk',
  experts: [{ expert: 'Chuyên gia về đất đai' }],
};
export const convene = (): Step => ({ as: 'agri.head', act: 'convene-council', body: council });
export const called = (meetsOn: string, refused?: string): Step => ({
  as: 'agri.clerk',
  act: 'call-council',
  body: { meetsOn, papers: 'Kế hoạch đề xuất và bản đồ khu đất.' },
  ...(refused ? { refused } : {}),
});
export const councilVotes = (words: Readonly<Record<string, string>>): readonly Step[] =>
  Object.entries(words).map(([as, word]) => ({ as, act: 'vote-council', body: { ballot: word } }));
/** A law that knows a council of three to five, with papers four working days before. */
export const councilLaw = (mode: string, more: Readonly<Record<string, string>> = {}) =>
  createLaw({
    values: {
      'd73.subjects': ['head', 'deputy'],
      'date.furthest': 5,
      'proposal.council': mode,
      'proposal.council-least': 3,
      'proposal.council-most': 5,
      ...more,
    },
    limits: { 'proposal.council-papers': { value: 4, unit: 'working-day' } },
  });

export const law = createLaw({ values: { 'd73.subjects': ['head', 'deputy'], 'date.furthest': 5 } });
export const played = (steps: readonly Step[], options: PlayOptions = {}): Played & { readonly state: ProposalState } => {
  const result = play(proposal, steps, { province, law, ...options });
  return { ...result, state: result.filled as unknown as ProposalState };
};
export const openClocks = (p: Played) =>
  p.dossier.clocks.filter((c) => ['running', 'paused', 'lapsed'].includes(c.state)).map((c) => `${c.name} ${c.holder}`);
