/** The journeys of a proposal, in the demonstration: Sở Nông nghiệp và Môi trường tries something; the People's Committee stands above it. */
import type { Act, Journey, Step } from './journey.ts';

const AGENCY = '22-snnmt';
const ABOVE = '22-ubnd';
const PARTY = '22-tu';
const WHY = 'Lý do được nêu rõ ràng và đầy đủ để người đọc sau này hiểu vì sao đã quyết định như vậy.';

/** A day so many days from the day of the test, as the form and the API take it; far enough for whatever moved the clock before. */
export const ahead = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

const texts = [
  'necessity',
  'content',
  'scope',
  'resources',
  'feasibility',
  'benefit',
  'effect',
  'alternatives',
  'risks',
  'stopWhen',
];
const plan = (title: string) => ({
  understood: 'DX-1',
  gap: 'unregulated',
  title,
  ...Object.fromEntries(texts.map((name) => [name, WHY])),
  necessity: `${title}: chưa có quy định của cấp nào về việc này.`,
  from: ahead(300),
  until: ahead(460),
  indicators: [{ name: 'Số ngày giải quyết', measure: 'ngày', baseline: 365, target: 60 }],
  conflict: 'none',
  pledge: true,
});
const propose = (as: string, title: string): Act => ({
  as,
  opens: 'proposal',
  act: 'propose',
  body: plan(title),
  stage: 'proposed',
});
const register = (as: string): Act => ({ as, act: 'register', body: { party: PARTY }, stage: 'considering' });
const opinion: Act = { as: `${PARTY}.head`, act: 'give-opinion', body: { stance: 'agree', text: 'Cấp ủy nhất trí chủ trương.' } };
const ballot = (as: string, word: string, refused?: string): Act => ({
  as,
  act: 'vote',
  body: { ballot: word },
  ...(refused ? { refused } : {}),
});
const close = (as: string): Act => ({
  as,
  act: 'close-vote',
  body: { minutes: 'Tập thể lãnh đạo đã thảo luận và biểu quyết.' },
  stage: 'voted',
});
const limits = { from: ahead(301), until: ahead(460), places: ['06685'], means: WHY, stopWhen: WHY };
const allow = (as: string, more: Partial<Act> = {}): Act => ({
  as,
  act: 'allow',
  body: { reasons: WHY, legalBasis: 'Nghị định 73/2023/NĐ-CP, Điều 8', number: '12/QĐ', ...limits },
  stage: 'piloting',
  ...more,
});
const agree: readonly Step[] = [ballot(`${AGENCY}.head`, 'for'), ballot(`${AGENCY}.deputy-1`, 'for'), close(`${AGENCY}.head`)];
const heard = (title: string): readonly Step[] => [
  propose(`${AGENCY}.specialist-1`, title),
  register(`${AGENCY}.clerk`),
  opinion,
];
const piloting = (title: string): readonly Step[] => [...heard(title), ...agree, allow(`${AGENCY}.head`)];
interface Carried {
  readonly title: string;
  readonly result: string;
  readonly damage: string;
}

/** From the end of the pilot to its assessment. */
const assessment = (proposer: string, head: string, { result, damage }: Carried): readonly Step[] => [
  { as: proposer, act: 'finish', body: { remark: 'Đã kết thúc thí điểm.' }, stage: 'reporting' },
  { as: proposer, act: 'report', body: { result, damage, text: WHY }, stage: 'evaluating' },
  opinion,
  {
    as: head,
    act: 'evaluate',
    body: {
      result,
      damage,
      findings: WHY,
      causes: [{ kind: 'objective', what: 'Bão số 3 làm chậm đo đạc.', evidence: 'Công điện của Thủ tướng.' }],
      exit: result === 'completed' ? 'replicate' : 'stop',
      lesson: WHY,
    },
    stage: 'concluded',
  },
];
/** A specialist's, in the own department. */
const assessed = (carried: Carried): readonly Step[] => [
  ...piloting(carried.title),
  ...assessment(`${AGENCY}.specialist-1`, `${AGENCY}.head`, carried),
];
/** A deputy's, whom the decree names. */
const DEPUTY = `${ABOVE}.deputy-1`;
const assessedOfDeputy = (carried: Carried): readonly Step[] => [
  propose(DEPUTY, carried.title),
  register(`${ABOVE}.head`),
  opinion,
  ...['head', 'deputy-2', 'deputy-3'].map((post) => ballot(`${ABOVE}.${post}`, 'for')),
  close(`${ABOVE}.head`),
  allow(`${ABOVE}.head`),
  ...assessment(DEPUTY, `${ABOVE}.head`, carried),
];

const words = (of: Readonly<Record<string, string>> = {}) => ({
  ...Object.fromEntries(
    ['policy', 'motive', 'good', 'procedure'].flatMap((test) => [
      [test, 'met'],
      [`${test}Why`, WHY],
    ]),
  ),
  cause: 'objective',
  causeWhy: WHY,
  ...of,
});
const PANEL = ['22-btgdv.head', '22-bnctu.head', '22-vptu.head'];
const deskHead = { of: 'case', path: 'desk.head' };
const protectedUpTo = (findings: readonly Readonly<Record<string, string>>[]): readonly Step[] => [
  { meet: 'case', kind: 'protection' },
  { as: { of: 'case', path: 'desk.clerk' }, on: 'case', act: 'accept', body: { note: 'Đã nhận hồ sơ.' }, stage: 'gathering' },
  { meet: 'view', kind: 'protection-request', from: 'case' },
  {
    as: `${ABOVE}.head`,
    on: 'view',
    act: 'assess',
    body: { policy: 'met', motive: 'met', good: 'met', text: WHY },
    stage: 'answered',
  },
  { as: DEPUTY, on: 'case', act: 'state', body: { policy: WHY, motive: WHY, good: WHY, causes: WHY } },
  {
    as: deskHead,
    on: 'case',
    act: 'name-panel',
    body: { members: [{ post: `${ABOVE}.deputy-2` }, { post: PANEL[1] }, { post: PANEL[2] }], reasons: WHY },
    refused: 'protection.member_of_line',
  },
  {
    as: deskHead,
    on: 'case',
    act: 'name-panel',
    body: { members: PANEL.map((post) => ({ post })), reasons: WHY },
    stage: 'finding',
  },
  ...PANEL.map((as, n): Act => ({ as, on: 'case', act: 'find', body: words(findings[n]) })),
];
const conclude = (body: Readonly<Record<string, unknown>>): Act => ({
  as: deskHead,
  on: 'case',
  act: 'conclude',
  body: {
    reasons: WHY,
    searched: 'Đã tìm trong các đề xuất đã đánh giá, chưa có trường hợp tương tự.',
    number: '05/KL',
    ...body,
  },
  stage: 'concluded',
});

const awards = [{ whom: 'person', post: `${AGENCY}.specialist-1`, form: 'certificate' }];

/** The journeys of the chain, in the order of the issue of Decree 73. */
export const journeys: readonly Journey[] = [
  {
    name: 'an ordinary success is commended',
    steps: [
      ...assessed({ title: 'Trả kết quả đất đai trong ngày', result: 'completed', damage: 'no' }),
      { meet: 'award', kind: 'commendation' },
      {
        as: `${AGENCY}.clerk`,
        on: 'award',
        act: 'verify-result',
        body: {
          checks: [1, 2, 3].map((n) => ({ n, finding: 'confirmed', how: 'Đối chiếu với hồ sơ đề xuất.' })),
          remark: 'Khớp với hồ sơ.',
          council: '22-snv',
          party: PARTY,
        },
        stage: 'hearing',
      },
      { ...opinion, as: '22-snv.head', on: 'award' },
      { ...opinion, on: 'award' },
      { as: `${AGENCY}.clerk`, on: 'award', act: 'propose-form', body: { awards, reasons: WHY }, stage: 'deciding' },
      {
        as: `${AGENCY}.specialist-1`,
        on: 'award',
        act: 'decide',
        body: { awards, number: '7/QĐ', legalBasis: 'Nghị định 73/2023/NĐ-CP, Điều 10', reasons: WHY },
        refused: 'dossier.not_found',
      },
      {
        as: `${AGENCY}.head`,
        on: 'award',
        act: 'decide',
        body: { awards, number: '7/QĐ', legalBasis: 'Nghị định 73/2023/NĐ-CP, Điều 10', reasons: WHY },
        stage: 'decided',
      },
      { as: `${AGENCY}.clerk`, on: 'award', act: 'publish', body: { where: 'Hội nghị cơ quan' }, stage: 'published' },
    ],
    expect: [{ on: 'award', path: 'awards.0.form', is: 'certificate' }],
  },
  {
    name: 'a failure without damage: liability is excluded',
    formsOf: 'a failure with damage: mitigation considered, dissent recorded, appeal',
    steps: [
      ...assessedOfDeputy({ title: 'Gom hồ sơ đất xen kẹp theo quý', result: 'partly', damage: 'no' }),
      ...protectedUpTo([{}, {}, {}]),
      {
        ...conclude({ outcome: 'considered', relief: 'exemption', law: 'Điều 34' }),
        stage: 'concluding',
        refused: 'protection.other_outcome',
      },
      conclude({ outcome: 'excluded' }),
    ],
    expect: [
      { on: 'case', path: 'conclusions.0.outcome', is: 'excluded' },
      { on: 'case', path: 'conclusions.0.dissents', is: 0 },
    ],
  },
  {
    name: 'a failure with damage: mitigation considered, dissent recorded, appeal',
    steps: [
      ...assessedOfDeputy({ title: 'Cấp phép một lần cho cụm nuôi biển', result: 'not', damage: 'yes' }),
      ...protectedUpTo([{}, { motive: 'not-met', cause: 'subjective' }, {}]),
      conclude({ outcome: 'considered', relief: 'mitigation', law: 'Luật 80/2025/QH15, Điều 34' }),
      { as: DEPUTY, on: 'case', act: 'appeal', body: { reason: WHY }, stage: 'appealed' },
      { as: { of: 'case', path: 'appeals.0.to' }, on: 'case', act: 'uphold', body: { answer: WHY }, stage: 'concluded' },
    ],
    expect: [
      { on: 'case', path: 'conclusions.0.relief', is: 'mitigation' },
      { on: 'case', path: 'conclusions.0.dissents', is: 1 },
      { on: 'case', path: 'appeals.0.outcome', is: 'upheld' },
    ],
  },
  {
    name: 'a head’s own proposal goes one level up',
    formsOf: 'an override: the head answers for another decision than the vote',
    steps: [
      propose(`${AGENCY}.head`, 'Lịch trực giải quyết hồ sơ ngoài giờ'),
      register(`${ABOVE}.head`),
      opinion,
      ballot(`${AGENCY}.deputy-1`, 'for', 'dossier.not_found'),
      ...['head', 'deputy-1', 'deputy-2'].map((post) => ballot(`${ABOVE}.${post}`, 'for')),
      ballot(`${ABOVE}.deputy-3`, 'against'),
      close(`${ABOVE}.head`),
      allow(`${AGENCY}.head`, { refused: 'act.capacity', stage: 'voted' }),
      allow(`${ABOVE}.head`),
    ],
    expect: [
      { path: 'raised', is: 'own' },
      { path: 'counts.0.tally.adopted', is: true },
    ],
  },
  {
    name: 'an override: the head answers for another decision than the vote',
    steps: [
      ...heard('Thu phí rác theo khối lượng'),
      ballot(`${AGENCY}.head`, 'abstain'),
      ballot(`${AGENCY}.deputy-1`, 'against'),
      close(`${AGENCY}.head`),
      allow(`${AGENCY}.head`, { refused: 'proposal.not_adopted', stage: 'voted' }),
      {
        as: `${AGENCY}.head`,
        act: 'override',
        body: { necessary: WHY, feasible: WHY, answerable: true, legalBasis: 'Điều 8', number: '13/QĐ', ...limits },
        stage: 'piloting',
      },
    ],
    expect: [{ path: 'decisions.0.override', is: true }],
  },
  {
    name: 'a tie goes as the head voted',
    formsOf: 'an override: the head answers for another decision than the vote',
    steps: [
      ...heard('Đo đạc bằng thiết bị bay'),
      ballot(`${AGENCY}.head`, 'for'),
      ballot(`${AGENCY}.deputy-1`, 'against'),
      close(`${AGENCY}.head`),
      allow(`${AGENCY}.head`),
    ],
    expect: [{ path: 'counts.0.tally.reason', is: 'tie-head-for' }],
  },
  {
    name: 'a proposing deputy who tries to vote',
    formsOf: 'a conflict discovered after the vote strikes the ballot',
    steps: [
      propose(`${ABOVE}.deputy-1`, 'Họp không giấy ở mọi cấp'),
      register(`${ABOVE}.head`),
      opinion,
      ballot(`${ABOVE}.deputy-1`, 'for', 'proposal.proposer_votes'),
      ...['head', 'deputy-2', 'deputy-3'].map((post) => ballot(`${ABOVE}.${post}`, 'for')),
      close(`${ABOVE}.head`),
    ],
    expect: [{ path: 'counts.0.tally.entitled', is: 3 }],
  },
  {
    name: 'a conflict discovered after the vote strikes the ballot',
    steps: [
      propose(`${ABOVE}.deputy-1`, 'Kho dữ liệu đất dùng chung'),
      register(`${ABOVE}.head`),
      opinion,
      ballot(`${ABOVE}.head`, 'against'),
      ...['deputy-2', 'deputy-3'].map((post) => ballot(`${ABOVE}.${post}`, 'for')),
      close(`${ABOVE}.head`),
      { as: '22-ubkt.inspector-1', act: 'find-conflict', body: { post: `${ABOVE}.deputy-3`, reason: WHY }, stage: 'voted' },
    ],
    expect: [
      { path: 'counts.0.tally.adopted', is: true },
      { path: 'counts.1.tally.adopted', is: false },
    ],
  },
  {
    name: 'a suspended pilot goes on with the days it had',
    steps: [
      ...piloting('Trả kết quả tại nhà'),
      { as: `${AGENCY}.head`, act: 'order-pilot', body: { order: 'suspend', reasons: WHY }, stage: 'piloting' },
      {
        as: `${AGENCY}.specialist-1`,
        act: 'finish',
        body: { remark: 'Đã kết thúc thí điểm.' },
        refused: 'proposal.suspended_first',
      },
      { as: `${AGENCY}.head`, act: 'order-pilot', body: { order: 'continue', reasons: WHY }, stage: 'piloting' },
    ],
    expect: [
      { path: 'pilot.suspended', is: false },
      { path: 'pilot.orders.1.order', is: 'continue' },
    ],
  },
  {
    name: 'a withdrawn proposal can still be read',
    steps: [
      ...heard('Hẹn giờ nộp hồ sơ'),
      { as: `${AGENCY}.specialist-1`, act: 'withdraw', body: { reason: WHY }, stage: 'withdrawn' },
    ],
    expect: [{ path: 'plan.indicators.0.target', is: 60 }],
  },
  {
    name: 'a silent head escalated twice',
    steps: [
      ...heard('Bản đồ ngập úng do dân báo'),
      { days: 10, lapsed: ['decide'] },
      { days: 5, lapsed: ['decide', 'escalation:decide:1'] },
    ],
    expect: [],
  },
];
