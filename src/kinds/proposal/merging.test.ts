/** Two proposals become one: who must agree, what moves, and that nothing moves when it no longer fits. */
import { describe, expect, it } from 'vitest';
import { accessOf } from '../../dossier/access.ts';
import type { LinkedDossier } from '../../dossier/context.ts';
import { fold } from '../../dossier/fold.ts';
import { type Played, play, type Step } from '../../dossier/testing/desk.ts';
import type { DossierId } from '../../kernel/ids.ts';
import { asInstant } from '../../kernel/time.ts';
import { proposal } from './kind.ts';
import type { ProposalState } from './state.ts';
import {
  ADOPTED,
  decided,
  heard,
  joined,
  LONG,
  law,
  named,
  openClocks,
  plan,
  province,
  registered,
  votes,
} from './steps.test-support.ts';

const IDS = {
  one: '00000000-0000-7000-8000-00000000000a',
  other: '00000000-0000-7000-8000-00000000000b',
} as const;
type Side = keyof typeof IDS;
/** The one is on record twenty minutes before the other. */
const BEGUN = { one: asInstant('2026-11-23T02:05:00Z'), other: asInstant('2026-11-23T02:25:00Z') } as const;

const stateOf = (p: Played) => p.filled as unknown as ProposalState;
const linkedOf = (p: Played): LinkedDossier => ({
  id: p.dossier.id,
  kind: 'proposal',
  stage: p.dossier.stage,
  exports: proposal.exports?.(p.filled, p.dossier) ?? null,
});

/** Two proposals beside one another; what the acts on one ask of the other is carried out, as the jobs do. */
class Pair {
  readonly sides: Record<Side, Played>;
  readonly refused: string[] = [];
  constructor(one: readonly Step[], other: readonly Step[]) {
    const begin = (side: Side, steps: readonly Step[]) =>
      play(proposal, steps, { province, law, at: BEGUN[side], newId: () => IDS[side] as DossierId });
    this.sides = { one: begin('one', one), other: begin('other', other) };
  }
  /** Acts on one side; `late` leaves what it asks of the other for later, `unseen` is done by somebody who may not read the other. */
  act(side: Side, step: Step, { late = false, unseen = false } = {}): this {
    const beside = side === 'one' ? 'other' : 'one';
    const before = this.sides[side].decided.length;
    // Nothing happens before what happened over there.
    const at = this.sides[side].at > this.sides[beside].at ? this.sides[side] : this.sides[beside];
    this.sides[side] = play(proposal, [{ ...step, view: unseen ? [] : [linkedOf(this.sides[beside])] }], {
      from: { ...this.sides[side], at: at.at },
      province,
      law,
    });
    if (!late) for (const decision of this.sides[side].decided.slice(before)) this.follow(beside, decision.followUps);
    return this;
  }
  follow(side: Side, asked: readonly { readonly act: string; readonly body: unknown }[]): this {
    for (const { act, body } of asked) this.act(side, { as: 'system', act, body });
    return this;
  }
  get pending() {
    return (side: Side) => this.sides[side].decided.at(-1)?.followUps ?? [];
  }
  state(side: Side): ProposalState {
    return stateOf(this.sides[side]);
  }
}

const by = (as: string): Step => ({ as, act: 'propose', body: plan });
const inBook: Step = { as: 'agri.clerk', act: 'register', body: { party: 'build' } };
const offer = (shares: Readonly<Record<string, number>>, refused?: string): Step => ({
  as: 'agri.spec',
  act: 'offer-merge',
  body: { other: IDS.other, reason: LONG, shares: Object.entries(shares).map(([post, share]) => ({ post, share })) },
  ...(refused ? { refused } : {}),
});
const accept = (as: string, other: string, refused?: string): Step => ({
  as,
  act: 'accept-merge',
  body: { other },
  ...(refused ? { refused } : {}),
});
const TWO = { 'agri.spec': 40, 'agri.clerk': 60 };
/** A specialist’s and a clerk’s, both before «agri». */
const pair = (one: readonly Step[] = registered, other: readonly Step[] = [by('agri.clerk'), inBook]) => new Pair(one, other);
const authors = (s: ProposalState) =>
  (proposal.exports?.(s as never, { stage: '' } as never) as { authors: { person: string; share: number }[] }).authors.map(
    (a) => `${a.person} ${a.share}`,
  );

describe('merging', () => {
  it('ends one with a link to the other, whose authors are then those of both with the shares agreed to', () => {
    const p = pair().act('one', offer(TWO)).act('other', accept('agri.clerk', IDS.one));
    const { one, other } = p.sides;
    expect([one.dossier.stage, openClocks(one)]).toEqual(['merged', []]);
    expect(proposal.links?.(one.filled)).toEqual([{ type: 'part-of', to: IDS.other }]);
    expect([p.state('one').plan.title, p.state('other').plan.title]).toEqual([plan.title, plan.title]);
    expect(other.dossier.stage).toBe('considering');
    expect(authors(p.state('other'))).toEqual(['p.agri.spec 40', 'p.agri.clerk 60']);
    expect([p.state('one').merges[0]?.state, p.state('other').merges[0]?.state]).toEqual(['merged', 'merged']);
    expect(one.decided.at(-1)?.notices).toContainEqual({ to: 'person:p.agri.spec', code: 'merged' });
    expect(other.decided.at(-1)?.notices).toContainEqual({ to: 'person:p.agri.spec', code: 'merged-in' });
    expect(other.decided.at(-1)?.notices).toContainEqual({ to: 'post:agri.head', code: 'merged-in' });
    for (const side of [one, other]) expect(fold(proposal, side.dossier.id, side.acts)).toEqual(side.dossier);
  });

  it('puts the authors in the order in which they came on record, wherever that was', () => {
    const early = pair(registered, [{ ...by('agri.clerk'), at: asInstant('2026-11-24T02:05:00Z') }, inBook]);
    early.act('one', offer(TWO)).act('other', accept('agri.clerk', IDS.one));
    expect(authors(early.state('other'))).toEqual(['p.agri.spec 40', 'p.agri.clerk 60']);
    const late = pair([{ ...by('agri.spec'), at: asInstant('2026-11-24T02:05:00Z') }, inBook]);
    late.act('one', offer(TWO)).act('other', accept('agri.clerk', IDS.one));
    expect(authors(late.state('other'))).toEqual(['p.agri.clerk 60', 'p.agri.spec 40']);
  });

  it('needs every author of both', () => {
    const shares = { 'agri.spec': 30, 'an.spec': 10, 'agri.clerk': 40, 'binh.spec': 20 };
    const nameOther: Step = {
      as: 'agri.clerk',
      act: 'name-authors',
      body: { coauthors: [{ post: 'binh.spec', share: 30 }], own: 70 },
    };
    const p = pair(
      [...registered, named({ 'an.spec': 20 }, 80), joined('an.spec')],
      [by('agri.clerk'), inBook, nameOther, joined('binh.spec')],
    );
    p.act('one', offer(shares));
    expect(p.state('other').merges).toEqual([]);
    p.act('one', accept('agri.spec', IDS.other, 'proposal.merge_agreed'));
    // A co-author who may not read the other agrees by what stands here.
    p.act('one', accept('an.spec', IDS.other), { unseen: true });
    expect(p.state('other').merges[0]).toMatchObject({ side: 'theirs', state: 'open', agreed: [] });
    p.act('other', accept('agri.clerk', IDS.one));
    expect([p.sides.one.dossier.stage, p.state('other').merges[0]?.state]).toEqual(['considering', 'open']);
    p.act('other', accept('binh.spec', IDS.one));
    expect(p.sides.one.dossier.stage).toBe('merged');
    expect(authors(p.state('other'))).toEqual(['p.agri.spec 30', 'p.an.spec 10', 'p.agri.clerk 40', 'p.binh.spec 20']);
  });

  it('opens the offered one to the authors of the other, and to nobody before; a refusal closes it again', () => {
    const p = pair();
    const reads = (person: string) => accessOf(proposal, p.sides.one.dossier).read.includes(`person:${person}` as never);
    expect(reads('p.agri.clerk')).toBe(false);
    p.act('one', offer(TWO));
    expect(reads('p.agri.clerk')).toBe(true);
    p.act('other', { as: 'agri.clerk', act: 'decline-merge', body: { other: IDS.one, reason: LONG } });
    expect(reads('p.agri.clerk')).toBe(false);
    expect([p.state('one').merges[0]?.state, p.state('other').merges[0]?.state]).toEqual(['declined', 'declined']);
    expect([p.sides.one.dossier.stage, authors(p.state('other'))]).toEqual(['considering', ['p.agri.clerk 100']]);
    // And may be offered again.
    p.act('one', offer({ 'agri.spec': 50, 'agri.clerk': 50 }));
    expect(p.state('other').merges.map((m) => m.state)).toEqual(['declined', 'open']);
  });

  it('lets the authors show theirs to somebody before it is decided', () => {
    const p = pair();
    p.act('other', { as: 'agri.clerk', act: 'show-proposal', body: { reader: 'agri.spec' } });
    expect(accessOf(proposal, p.sides.other.dossier).read).toContain('person:p.agri.spec');
    const again = { as: 'agri.clerk', act: 'show-proposal', body: { reader: 'agri.spec' }, refused: 'proposal.shown_already' };
    p.act('other', again);
    p.act('other', { as: 'agri.clerk', act: 'withdraw', body: { reason: LONG } });
    expect(accessOf(proposal, p.sides.other.dossier).read).not.toContain('person:p.agri.spec');
  });

  it('is offered for another proposal before the same agency, undecided, with nobody left to answer', () => {
    const refused = (code: string, one?: readonly Step[], other?: readonly Step[], shares: Record<string, number> = TWO) =>
      pair(one, other).act('one', offer(shares, code));
    const elsewhere = [by('finance.clerk'), { ...inBook, as: 'finance.clerk' }];
    refused('proposal.other_agency', undefined, elsewhere, { 'agri.spec': 40, 'finance.clerk': 60 });
    refused('proposal.decided_already', undefined, [
      by('agri.clerk'),
      { as: 'agri.clerk', act: 'withdraw', body: { reason: LONG } },
    ]);
    refused('proposal.authors_awaited', [...registered, named({ 'an.spec': 20 }, 80)]);
    refused('proposal.share_sum', undefined, undefined, { 'agri.spec': 40, 'agri.clerk': 50 });
    refused('proposal.share_stranger', undefined, undefined, { ...TWO, 'an.spec': 10 });
    // What whoever offers may not read is not there; nor is a proposal merged with itself.
    const { one } = pair().sides;
    for (const view of [[], [linkedOf(one)]])
      play(proposal, [{ ...offer(TWO, 'proposal.no_such_proposal'), view }], { from: one, province, law });
  });

  it('holds the authors as they are while it is under way', () => {
    const p = pair().act('one', offer(TWO));
    p.act('one', { ...named({ 'an.spec': 20 }, 80), refused: 'proposal.merge_open' });
    p.act('other', {
      as: 'agri.clerk',
      act: 'name-authors',
      body: { coauthors: [{ post: 'an.spec', share: 20 }], own: 80 },
      refused: 'proposal.merge_open',
    });
    p.act('one', offer(TWO, 'proposal.merge_open'));
  });

  it('strikes what an author of the merged one voted here', () => {
    const p = new Pair(
      [by('agri.deputy'), inBook],
      [
        by('agri.clerk'),
        inBook,
        { as: 'build.head', act: 'give-opinion', body: { stance: 'agree', text: 'Cấp ủy nhất trí chủ trương.' } },
        ...votes({ head: 'against', deputy: 'for', 'deputy-2': 'for', 'deputy-3': 'against' }),
      ],
    );
    p.act('one', { ...offer({ 'agri.deputy': 50, 'agri.clerk': 50 }), as: 'agri.deputy' });
    p.act('other', accept('agri.clerk', IDS.one));
    expect(p.state('other').counts.map((c) => [c.tally.entitled, c.tally.reason])).toEqual([
      [4, 'tie-head-against'],
      [3, 'minority'],
    ]);
  });
});

describe('what no longer fits', () => {
  it('moves nothing: one was decided before the consent of the other reached it', () => {
    const p = pair(heard).act('one', offer(TWO)).act('other', accept('agri.clerk', IDS.one), { late: true });
    const asked = p.pending('other');
    expect(p.state('other').merges[0]?.state).toBe('accepted');
    for (const step of [...ADOPTED, { as: 'agri.head', act: 'allow', body: decided }]) p.act('one', step);
    p.follow('one', asked);
    expect([p.sides.one.dossier.stage, p.state('one').merges[0]?.state]).toEqual(['piloting', 'late']);
    expect([p.state('other').merges[0]?.state, authors(p.state('other'))]).toEqual(['late', ['p.agri.clerk 100']]);
  });

  it('is answered: the other was withdrawn before the offer reached it', () => {
    const p = pair().act('one', offer(TWO), { late: true });
    const asked = p.pending('one');
    p.act('other', { as: 'agri.clerk', act: 'withdraw', body: { reason: LONG } });
    p.follow('other', asked);
    expect([p.state('one').merges[0]?.state, p.sides.one.dossier.stage]).toEqual(['late', 'considering']);
    expect(p.state('other').merges).toEqual([]);
  });

  it('is answered: the offer was taken back before the consent reached it', () => {
    const p = pair().act('one', offer(TWO)).act('other', accept('agri.clerk', IDS.one), { late: true });
    const asked = p.pending('other');
    p.act('one', { as: 'agri.spec', act: 'decline-merge', body: { other: IDS.other, reason: LONG } }, { late: true });
    p.follow('one', asked);
    expect([p.sides.one.dossier.stage, p.state('other').merges[0]?.state]).toEqual(['considering', 'late']);
  });

  it('is done by the system alone', () => {
    const p = pair().act('one', offer(TWO));
    p.act('one', { as: 'agri.head', act: 'merge-accepted', body: { other: IDS.other }, refused: 'act.capacity' });
  });
});
