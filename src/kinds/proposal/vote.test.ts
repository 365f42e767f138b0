import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PersonId, PostId } from '../../kernel/ids.ts';
import { BALLOTS, type CastBallot, electorateOf, type Leader, type Reason, tally, tallyCouncil } from './vote.ts';

const leader = (name: string): Leader => ({
  post: `p.${name}` as PostId,
  person: name as PersonId,
  isHead: name === 'H',
});
const leadersOf = (names: string): readonly Leader[] => [...names].map(leader);
const persons = (names: string): readonly PersonId[] => [...names] as PersonId[];
const WORDS = { '+': 'for', '-': 'against', o: 'abstain' } as const;
/** «H+ A-»: who cast what; whoever is not named stayed away. */
const ballotsOf = (text: string): readonly CastBallot[] =>
  text
    .split(' ')
    .filter((one) => one !== '')
    .map((one) => ({ person: one[0] as PersonId, word: WORDS[one[1] as keyof typeof WORDS] }));

const LAW = 'Nghị định 73/2023/NĐ-CP, Điều 8 khoản 1';
const OWN = 'chưa xác minh: quy tắc của hệ thống';

/** H is the head. Leaders · who proposes · who has a conflict · ballots · adopted · by which rule · where the rule stands. */
const CASES: readonly (readonly [string, string, string, string, boolean, Reason, string])[] = [
  ['HABC', 'X', '', 'H+ A+ B+ C-', true, 'majority', LAW],
  ['HABC', 'X', '', 'H- A+ B+ C+', true, 'majority', LAW],
  ['HAB', 'X', '', 'H+ A+ B-', true, 'majority', LAW],
  ['HABC', 'X', '', 'H+ A- B- C-', false, 'minority', LAW],
  ['HABC', 'X', '', 'H+ A+ B- C-', true, 'tie-head-for', LAW],
  ['HABC', 'X', '', 'H- A+ B+ C-', false, 'tie-head-against', LAW],
  ['HA', 'X', '', 'H+ A-', true, 'tie-head-for', LAW],
  ['HA', 'X', '', 'H- A+', false, 'tie-head-against', LAW],
  // A deputy who proposes does not vote, whatever was cast.
  ['HABC', 'A', '', 'H+ A+ B+ C-', true, 'majority', LAW],
  ['HABC', 'A', '', 'H- A+ B+ C-', false, 'minority', LAW],
  ['HAB', 'A', '', 'H+ A+ B-', true, 'tie-head-for', LAW],
  // Half in favour, the others abstaining or away: the law speaks of ballots against; nobody is counted in favour who did not say so.
  ['HABC', 'X', '', 'H+ A+ Bo Co', true, 'tie-head-for', OWN],
  ['HABC', 'X', '', 'Ho A+ B+ C-', false, 'tie-head-abstained', OWN],
  ['HABC', 'X', '', 'A+ B+ C-', false, 'tie-head-abstained', OWN],
  ['HABC', 'X', '', 'H+ A+', true, 'tie-head-for', OWN],
  ['HABC', 'X', '', 'H+', false, 'minority', OWN],
  ['HABC', 'X', '', '', false, 'minority', OWN],
  // A head in conflict does not vote and breaks no tie.
  ['HABCD', 'X', 'H', 'A+ B+ C- D-', false, 'tie-without-head', OWN],
  ['HABCD', 'X', 'H', 'H+ A+ B+ C- D-', false, 'tie-without-head', OWN],
  ['HABCD', 'X', 'H', 'A+ B+ C+ D-', true, 'majority', OWN],
  ['HABC', 'X', 'C', 'H+ A+ B- C-', true, 'majority', OWN],
  ['HABC', 'X', 'BC', 'H+ A- B- C-', true, 'tie-head-for', OWN],
  // Nobody left to outvote: one level up.
  ['HA', 'A', '', 'H+', false, 'too-few', OWN],
  ['HA', 'X', 'A', 'H+', false, 'too-few', OWN],
  ['H', 'X', '', 'H+', false, 'too-few', OWN],
];

describe('the vote', () => {
  it.each(CASES)('%s, proposed by %s, in conflict «%s»: «%s» → %s (%s) – %s', (names, by, conflict, cast, adopted, reason) => {
    const electorate = electorateOf(leadersOf(names), persons(by), persons(conflict));
    expect(tally(electorate, ballotsOf(cast))).toMatchObject({ adopted, reason });
  });

  it('names who does not vote and why', () => {
    const { entitled, excluded } = electorateOf(leadersOf('HAB'), persons('A'), persons('AB'));
    expect(entitled.map((l) => l.person)).toEqual(['H']);
    expect(excluded.map((l) => [l.person, l.why])).toEqual([
      ['A', 'proposer'],
      ['B', 'conflict'],
    ]);
  });

  it('gives a person in two posts one vote, the head’s where one of them is', () => {
    const both = { ...leader('H'), post: 'p.deputy' as PostId, isHead: false };
    const { entitled } = electorateOf([both, ...leadersOf('HA')], [], []);
    expect(entitled.map((l) => [l.person, l.isHead])).toEqual([
      ['H', true],
      ['A', false],
    ]);
  });

  it('holds for any leadership: nobody else counts, twice is once, the order and the name of the deputies change nothing', () => {
    const names = fc.uniqueArray(fc.constantFrom(...'HABCDEF'), { minLength: 1 });
    const ballot = fc.record({ person: fc.constantFrom(...'HABCDEFXY'), word: fc.constantFrom(...BALLOTS) });
    fc.assert(
      fc.property(
        names,
        fc.subarray([...'HABCDEFX']),
        fc.subarray([...'HABCDEFX']),
        fc.array(ballot, { maxLength: 14 }),
        (all, by, conflict, cast) => {
          const ballots = cast as unknown as readonly CastBallot[];
          const electorate = electorateOf(leadersOf(all.join('')), by as PersonId[], conflict as PersonId[]);
          const result = tally(electorate, ballots);
          const may = (person: PersonId) => electorate.entitled.some((l) => l.person === person);
          expect(result.entitled).toBe(all.filter((name) => !by.includes(name) && !conflict.includes(name)).length);
          expect(result.for + result.against + result.abstain + result.absent).toBe(result.entitled);
          expect(
            tally(
              electorate,
              ballots.filter(({ person }) => may(person)),
            ),
          ).toEqual(result);
          expect(tally(electorate, [...ballots, ...ballots])).toEqual(result);
          const turned = { ...electorate, entitled: electorate.entitled.toReversed() };
          expect(tally(turned, ballots)).toEqual(result);
          if (result.adopted) expect(result.for * 2).toBeGreaterThanOrEqual(result.entitled);
          if (result.for * 2 > result.entitled && result.entitled >= 2) expect(result.adopted).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });
});

/** H has the chair. Seats · authors · who has an interest · least who must be able to vote · ballots · adopted · by which rule. */
const COUNCILS: readonly (readonly [string, string, string, number, string, boolean, Reason])[] = [
  ['HABCD', 'X', '', 5, 'H+ A+ B+ C- D-', true, 'council-majority'],
  ['HABCD', 'X', '', 5, 'H+ A+ B- C- D-', false, 'council-minority'],
  ['HABCD', 'X', '', 5, 'H- A+ B+ C+ D-', true, 'council-majority'],
  ['HABCDE', 'X', '', 5, 'H+ A+ B+ C+ D- E-', true, 'council-majority'],
  // Nobody has a casting vote, the chair neither.
  ['HABCDE', 'X', '', 5, 'H+ A+ B+ C- D- E-', false, 'council-tie'],
  ['HABCDE', 'X', '', 5, 'H- A- B- C+ D+ E+', false, 'council-tie'],
  // Abstaining and staying away are not in favour.
  ['HABCD', 'X', '', 5, 'H+ A+ Bo Co Do', false, 'council-minority'],
  ['HABCD', 'X', '', 5, 'H+ A+ B+', true, 'council-majority'],
  ['HABCD', 'X', '', 5, 'H+ A+', false, 'council-minority'],
  // An author and whoever has an interest do not count, whatever was cast; too few are no council.
  ['HABCDE', 'A', '', 5, 'H+ A+ B+ C+ D- E-', true, 'council-majority'],
  ['HABCDE', 'A', 'B', 4, 'H+ A+ B+ C+ D- E-', false, 'council-tie'],
  ['HABCD', 'A', '', 5, 'H+ B+ C+ D+', false, 'council-too-few'],
  ['HABCD', 'X', 'H', 4, 'A+ B+ C+ D-', true, 'council-majority'],
  // Whatever the installation says, one alone outvotes nobody.
  ['H', 'X', '', 1, 'H+', false, 'council-too-few'],
];

describe('the vote of a council (chưa xác minh: quy tắc của hệ thống)', () => {
  it.each(
    COUNCILS,
  )('%s, authors %s, in conflict «%s», at least %i: «%s» → %s (%s)', (names, by, conflict, least, cast, adopted, reason) => {
    const electorate = electorateOf(leadersOf(names), persons(by), persons(conflict));
    expect(tallyCouncil(electorate, ballotsOf(cast), least)).toMatchObject({ adopted, reason });
  });

  it('counts as the leadership’s is counted, and adopts only what more than half want', () => {
    const ballot = fc.record({ person: fc.constantFrom(...'HABCDEFXY'), word: fc.constantFrom(...BALLOTS) });
    fc.assert(
      fc.property(fc.subarray([...'HABCDEF']), fc.subarray([...'HABC']), fc.nat(7), fc.array(ballot), (all, out, least, cast) => {
        const ballots = cast as unknown as readonly CastBallot[];
        const electorate = electorateOf(leadersOf(all.join('')), out as PersonId[], []);
        const { adopted, reason, ...counted } = tallyCouncil(electorate, ballots, least);
        const { adopted: _, reason: __, ...ofLeadership } = tally(electorate, ballots);
        expect(counted).toEqual(ofLeadership);
        expect(adopted).toBe(counted.for * 2 > counted.entitled && counted.entitled >= Math.max(least, 2));
        expect(adopted).toBe(reason === 'council-majority');
      }),
    );
  });
});
