/** What the tests of a protection case play: a specialist of «agri» carried a pilot; «office» stands above and handles the case. */
import type { LinkedDossier } from '../../dossier/index.ts';
import type { KindRegistry } from '../../dossier/registry.ts';
import { createLaw, type Played, type PlayOptions, play, type Step } from '../../dossier/testing/desk.ts';
import { createProvince } from '../../dossier/testing/province.ts';
import type { DossierId } from '../../kernel/ids.ts';
import { protection } from './kind.ts';
import type { ProtectionState } from './state.ts';

export const province = createProvince();
export const law = createLaw({
  values: { 'protection.desk': [], 'protection.panel-least': 3, 'date.furthest': 5 },
  limits: { 'protection.period': { value: 12, unit: 'month' } },
});
export const LONG = 'Lý do được nêu rõ ràng và đầy đủ, để người đọc sau này hiểu vì sao đã kết luận như vậy.';
export const PROPOSAL = '00000000-0000-7000-8000-000000000999' as DossierId;

/** A proposal as it shows itself to a case. */
export const proposal = (more: Readonly<Record<string, unknown>> = {}): LinkedDossier => ({
  id: PROPOSAL,
  kind: 'proposal',
  stage: 'concluded',
  number: 'DX-2026-00001',
  exports: {
    stage: 'concluded',
    authors: [{ person: 'p.agri.spec', post: 'agri.spec', unit: 'agri', share: 100 }],
    named: true,
    agency: 'agri',
    decider: 'agri.head',
    allowedOn: '2026-03-02',
    result: 'partly',
    damage: false,
    record: [
      { test: 'motive', what: 'interests', word: 'none', seq: 1, on: '2026-02-02', before: true },
      { test: 'policy', what: 'party-opinion', word: 'agree', seq: 3, on: '2026-02-10', before: true },
      { test: 'cause', what: 'cause', word: 'objective', seq: 20, on: '2026-11-02', before: false },
    ],
    ...more,
  },
});
export const view = [proposal()];

export const opened: Step = { as: 'system', act: 'open', body: { proposal: PROPOSAL, author: 'p.agri.spec' }, view };
export const asked: Step = {
  as: 'agri.spec',
  act: 'request',
  body: { understood: 'BV-1', threat: 'proceeding', facts: LONG },
};
export const accepted: readonly Step[] = [opened, { as: 'office.clerk', act: 'accept', body: { note: 'Đã nhận hồ sơ.' } }];
export const statement = { policy: LONG, motive: LONG, good: LONG, causes: LONG };
export const assessed: Step = {
  as: 'system',
  act: 'note-reply',
  body: {
    request: '00000000-0000-7000-8000-000000000555',
    seq: 2,
    measure: 'agency-view',
    reply: 'assessed',
    policy: 'met',
    motive: 'met',
    good: 'unclear',
  },
};
export const heard: readonly Step[] = [...accepted, { as: 'agri.spec', act: 'state', body: statement }, assessed];
export const PANEL = ['finance.head', 'build.head', 'an.head'];
export const panelOf = (...posts: readonly string[]) => ({ members: posts.map((post) => ({ post })), reasons: LONG });
export const named: readonly Step[] = [...heard, { as: 'office.head', act: 'name-panel', body: panelOf(...PANEL) }];
export const findings = (words: Readonly<Record<string, string>> = {}) => ({
  policy: 'met',
  policyWhy: LONG,
  motive: 'met',
  motiveWhy: LONG,
  good: 'met',
  goodWhy: LONG,
  procedure: 'met',
  procedureWhy: LONG,
  cause: 'objective',
  causeWhy: LONG,
  ...words,
});
export const find = (as: string, words: Readonly<Record<string, string>> = {}): Step => ({
  as,
  act: 'find',
  body: findings(words),
});
export const found: readonly Step[] = [...named, ...PANEL.map((as) => find(as))];
export const conclusion = (outcome: string, more: Readonly<Record<string, unknown>> = {}) => ({
  outcome,
  reasons: LONG,
  searched: 'Đã tìm trong các đề xuất đã đánh giá, chưa có trường hợp tương tự.',
  number: '05/KL-VP',
  ...more,
});
export const conclude = (outcome: string, more: Readonly<Record<string, unknown>> = {}, linked = view): Step => ({
  as: 'office.head',
  act: 'conclude',
  body: conclusion(outcome, more),
  view: linked,
});
export const concluded: readonly Step[] = [...found, conclude('excluded')];

/** Plays a case in a registry that holds what a case opens. */
export const playedIn =
  (registry: KindRegistry) =>
  (steps: readonly Step[], options: PlayOptions = {}): Played & { readonly state: ProtectionState } => {
    const result = play(protection, steps, { province, law, registry, ...options });
    return { ...result, state: result.filled as unknown as ProtectionState };
  };
export const openClocks = (p: Played) =>
  p.dossier.clocks.filter((c) => ['running', 'paused', 'lapsed'].includes(c.state)).map((c) => `${c.name} ${c.holder}`);
