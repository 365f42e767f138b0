import { expect, test } from 'vitest';
import { key } from '../../src/dossier/keys.ts';
import { play, type Step } from '../../src/dossier/testing/desk.ts';
import { createProvince, type Province } from '../../src/dossier/testing/province.ts';
import { organisationDecision } from '../../src/kinds/organisation-decision/kind.ts';
import { ruleSet } from '../../src/kinds/rule-set/kind.ts';

/** The small province with further duties for some of its people. */
function withRoles(roles: Readonly<Record<string, readonly string[]>>): Province {
  const base = createProvince();
  return {
    ...base,
    standing: (person) => {
      const standing = base.standing(person);
      const first = standing.capacities[0];
      const added = first === undefined ? [] : (roles[person] ?? []).map((role) => ({ ...first, key: key.role(role) }));
      return {
        ...standing,
        capacities: [...standing.capacities, ...added],
        keys: [...standing.keys, ...added.map((capacity) => capacity.key)],
      };
    },
  };
}

const heading = { decisionNumber: '45/QĐ-VP', title: 'Về thời hạn', date: '2026-11-20' };
const draft = (as: string): Step => ({ as, act: 'draft', body: heading });
const set = (as: string): Step => ({
  as,
  act: 'set-parameter',
  body: { parameter: 'task.default', unit: 'working-day', value: '3', clause: 'Điều 1' },
});
const sign = (as: string, refused?: string): Step => ({ as, act: 'sign', ...(refused ? { refused } : {}) });

const province = withRoles({
  'p.office.spec': ['admin'],
  'p.office.deputy': ['rule-maker'],
  'p.office.head': ['rule-maker'],
  'p.agri.spec': ['admin'],
});

test('the administrator alone changes no law: the head of the issuing body signs', () => {
  const played = play(
    ruleSet,
    [draft('office.spec'), set('office.spec'), sign('office.spec', 'act.capacity'), sign('office.deputy', 'act.capacity')],
    { province },
  );
  expect(play(ruleSet, [sign('office.head')], { province, from: played }).dossier.stage).toBe('in-force');
  expect(played.decided[0]?.notices).toContainEqual({ to: key.post('office.head'), code: 'to-sign' });
});

test('whoever wrote a word of it does not sign, not even the head; then it goes to who stands above', () => {
  const played = play(ruleSet, [draft('office.spec'), set('office.head'), sign('office.head', 'decision.own_draft')], {
    province,
  });
  const above = withRoles({ 'p.office.member': ['rule-maker'] });
  expect(play(ruleSet, [sign('office.member')], { province: above, from: played }).dossier.stage).toBe('in-force');
});

test('a head whose body has no say in the matter does not sign', () => {
  play(ruleSet, [draft('agri.spec'), set('agri.spec'), sign('agri.head', 'decision.no_power')], { province });
});

test('the same holds for decisions on the organisation', () => {
  const change = { change: 'absence', post: 'agri.deputy', toPost: 'agri.spec', documentNumber: '1/TB', to: '2026-12-30' };
  const body = { ...heading, effectiveOn: '2026-11-24' };
  const played = play(
    organisationDecision,
    [
      { as: 'office.spec', act: 'draft', body },
      { as: 'office.spec', act: 'add-changes', body: { changes: [change] } },
      sign('office.spec', 'act.capacity'),
      sign('office.head', 'decision.no_power'),
    ],
    { province },
  );
  const board = withRoles({ 'p.office.head': ['organisation-board'] });
  expect(play(organisationDecision, [sign('office.head')], { province: board, from: played }).dossier.stage).toBe('in-force');
});
