/**
 * The same kinds under a quite different law: Korea's proactive administration, where nobody votes, prior consulting binds, and whoever followed it is presumed to
 * have acted in good faith. Nothing but the pack is another.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LinkedDossier } from '../../src/dossier/index.ts';
import { createRegistry } from '../../src/dossier/registry.ts';
import { foldRowOps } from '../../src/dossier/table.ts';
import { type Played, play, type Step } from '../../src/dossier/testing/desk.ts';
import { createProvince } from '../../src/dossier/testing/province.ts';
import { asLegalDate } from '../../src/kernel/time.ts';
import { proposalKind } from '../../src/kinds/proposal/index.ts';
import { protectionKind } from '../../src/kinds/protection/index.ts';
import type { ProtectionState } from '../../src/kinds/protection/state.ts';
import { protectionRequestKind } from '../../src/kinds/protection-request/index.ts';
import { buildLaw } from '../../src/policy/law.ts';
import { loadPacks } from '../../src/policy/load.ts';
import { readPack } from '../../src/policy/pack.ts';
import { toCalendarOps, toPackOps } from '../../src/policy/rows.ts';

const root = path.resolve(import.meta.dirname, '../..');
const { packs, calendars } = loadPacks(path.join(root, 'packs'));
const korea = readPack(JSON.parse(readFileSync(path.join(root, 'tests/fixtures/packs/kr-pa/pack.json'), 'utf8')));
const start = asLegalDate('2025-01-01');
const counting = packs.filter((pack) => pack.id === 'dem-ngay');
const law = buildLaw(
  foldRowOps([...[korea, ...counting].flatMap(toPackOps), ...calendars.flatMap((calendar) => toCalendarOps(calendar, start))]),
  1,
).on(asLegalDate('2026-11-23'));
const registry = createRegistry([proposalKind, protectionKind, protectionRequestKind]);
const province = createProvince({ kinds: { build: 'party-committee' } });
const LONG = 'Lý do được nêu rõ ràng và đầy đủ, để người đọc sau này hiểu vì sao đã quyết định như vậy.';
const run = (kind: typeof proposalKind, steps: readonly Step[], from?: Played) =>
  play(kind.kind, steps, { registry, province, law, ...(from ? { from } : {}) });

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
const when = { from: '2026-12-14', until: '2027-03-31' };
const plan = {
  understood: 'DX-1',
  gap: 'unregulated',
  title: 'Cấp phép một lần cho cụm dự án',
  ...Object.fromEntries(texts.map((name) => [name, LONG])),
  ...when,
  indicators: [{ name: 'Số ngày', measure: 'ngày', baseline: 60, target: 20 }],
  conflict: 'none',
  pledge: true,
};
const limits = { ...when, places: ['an'], means: LONG, stopWhen: LONG };
const allow: Step = { as: 'agri.head', act: 'allow', body: { reasons: LONG, legalBasis: 'Điều 8', number: '12/QĐ', ...limits } };
const heard: readonly Step[] = [
  { as: 'agri.spec', act: 'propose', body: plan },
  { as: 'agri.clerk', act: 'register', body: { party: 'build' } },
  { as: 'build.head', act: 'give-opinion', body: { stance: 'agree', text: LONG } },
];
const ask: Step = { as: 'agri.spec', act: 'ask-advice', body: { unit: 'finance', question: LONG, begun: 'no' } };
const advise = (stance: string): Step => ({ as: 'finance.head', act: 'give-advice', body: { stance, text: LONG } });
const allowed = [...heard, ask, advise('agree'), allow];
const assessed = (damage: 'no' | 'yes'): readonly Step[] => [
  ...allowed,
  { as: 'agri.spec', act: 'finish', body: { remark: 'Đã hết thời gian.' }, later: 60 },
  { as: 'agri.spec', act: 'report', body: { result: 'not', damage, text: LONG } },
  { as: 'build.head', act: 'give-opinion', body: { stance: 'agree', text: LONG } },
  {
    as: 'agri.head',
    act: 'evaluate',
    body: {
      result: 'not',
      damage,
      findings: LONG,
      causes: [{ kind: 'objective', what: LONG, evidence: LONG }],
      exit: 'stop',
      lesson: LONG,
    },
  },
];

describe('under another law', () => {
  it('the head decides alone, and a no given beforehand binds', () => {
    expect(run(proposalKind, allowed).dossier.stage).toBe('piloting');
    expect(() => run(proposalKind, [...heard, ask, advise('disagree'), allow])).toThrow('proposal.advice_binds');
    expect(() => run(proposalKind, [...heard, ask, allow])).toThrow('proposal.advice_awaited');
    const late = { ...ask, body: { unit: 'finance', question: LONG, begun: 'done' } };
    expect(() => run(proposalKind, [...heard, late])).toThrow('proposal.advice_too_late');
  });

  it('whoever asked beforehand and followed the answer is presumed in good faith, and the panel may find otherwise', () => {
    const proposal = run(proposalKind, assessed('yes'));
    expect(proposal.opened.map((opened) => opened.kind.name)).toEqual(['protection']);
    const linked: LinkedDossier = {
      id: proposal.dossier.id,
      kind: 'proposal',
      stage: proposal.dossier.stage,
      exports: proposalKind.kind.exports?.(proposal.filled, proposal.dossier) ?? null,
    };
    const why = Object.fromEntries(['policy', 'motive', 'good', 'procedure', 'cause'].map((test) => [`${test}Why`, LONG]));
    const find = (as: string, word: string): Step => ({
      as,
      act: 'find',
      body: { policy: word, motive: word, good: word, procedure: word, cause: 'objective', ...why },
    });
    const concluded = (word: string, outcome: string) => {
      const relief = outcome === 'considered' ? { relief: 'exemption', law: 'Điều 34-3' } : {};
      return run(protectionKind, [
        { as: 'system', act: 'open', body: { proposal: proposal.dossier.id, author: 'p.agri.spec' }, view: [linked] },
        { as: 'office.clerk', act: 'accept', body: { note: 'Đã nhận hồ sơ.' } },
        { as: 'agri.spec', act: 'state', body: { policy: LONG, motive: LONG, good: LONG, causes: LONG } },
        {
          as: 'system',
          act: 'note-reply',
          body: { request: proposal.dossier.id, seq: 2, measure: 'agency-view', reply: 'assessed' },
        },
        {
          as: 'office.head',
          act: 'name-panel',
          body: { members: ['finance.head', 'an.head', 'binh.head'].map((post) => ({ post })), reasons: LONG },
        },
        ...['finance.head', 'an.head', 'binh.head'].map((as) => find(as, word)),
        {
          as: 'office.head',
          act: 'conclude',
          body: { outcome, ...relief, reasons: LONG, searched: LONG, number: '1/KL' },
          view: [linked],
        },
      ]).filled as unknown as ProtectionState;
    };
    expect(concluded('unclear', 'considered').presumed).toEqual(['policy', 'motive', 'good', 'procedure']);
    expect(concluded('not-met', 'not-established').conclusions[0]?.outcome).toBe('not-established');
  });

  it('the law of the house presumes nothing: the same findings give nothing', () => {
    const house = buildLaw(
      foldRowOps([...packs.flatMap(toPackOps), ...calendars.flatMap((calendar) => toCalendarOps(calendar, start))]),
      1,
    ).on(asLegalDate('2026-11-23'));
    expect(house.value('protection.presumption').value).toBe('none');
    expect(house.value('proposal.vote').value).toBe('vote');
  });
});
