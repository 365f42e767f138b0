import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { RowOp } from '../dossier/table.ts';
import { asPostId, asUnitId } from '../kernel/ids.ts';
import type { OrganisationDay } from './organisation-day.ts';
import { standingOf } from './standing.ts';
import { close, dayOf, delegate, post, seat, succeed, TODAY, unit } from './testing/rows.ts';

const UNITS = ['u0', 'u1', 'u2', 'u3', 'u4'];
const POSTS = UNITS.flatMap((id) => [`${id}.head`, `${id}.deputy-1`, `${id}.clerk`, `${id}.specialist-1`]);
const date = fc.constantFrom('2026-10-01', TODAY, '2026-12-01');
const anyPost = fc.constantFrom(...POSTS);

const change: fc.Arbitrary<RowOp[]> = fc.oneof(
  fc.tuple(anyPost, date).map(([id, on]) => [close('holding', { post: id }, on)]),
  fc.tuple(anyPost, date).map(([id, on]) => [close('post', { post: id }, on)]),
  fc
    .tuple(fc.constantFrom(...UNITS.slice(1)), fc.constantFrom(...UNITS), date)
    .map(([of, to, on]) => [close('unit', { unit: of }, on), succeed('unit', of, [to], on)]),
  fc.tuple(anyPost, anyPost, date).map(([of, to, on]) => [succeed('post', of, [to], on)]),
  fc
    .tuple(fc.nat(5), anyPost, fc.option(anyPost), date)
    .map(([n, of, to, on]) => [delegate(`d${n}`, of, to, { form: 'absence' }, on)]),
  fc.tuple(fc.nat(5), anyPost, anyPost, date).map(([n, of, to, on]) => [delegate(`d${n}`, of, to, {}, on)]),
  fc.tuple(fc.nat(5), date).map(([n, on]) => [close('delegation', { delegation: `d${n}` }, on)]),
);

const organisation: fc.Arbitrary<OrganisationDay> = fc
  .tuple(fc.array(fc.nat(), { minLength: 5, maxLength: 5 }), fc.array(change, { maxLength: 25 }))
  .map(([parents, changes]) =>
    dayOf([
      ...UNITS.map((id, n) => unit(id, n === 0 ? null : `u${(parents[n] ?? 0) % n}`)),
      ...POSTS.map((id) => post(id)),
      ...POSTS.flatMap((id) => seat(id, `p-${id}`)),
      ...changes,
    ]),
  );

function everybody(day: OrganisationDay): ReturnType<typeof standingOf>[] {
  return day.people().map((row) => standingOf(day, row.id));
}

it('resolves every post of a living unit to a person unless the head of the top unit is vacant', () => {
  fc.assert(
    fc.property(organisation, (day) => {
      fc.pre(day.holderOf(asPostId('u0.head')) !== undefined);
      for (const id of POSTS) {
        const answer = day.actingHolder(asPostId(id));
        expect(answer, id).toBeDefined();
        expect(day.holderOf(answer?.post ?? asPostId(''))?.person).toBe(answer?.person);
      }
    }),
  );
});

it('gives whoever answers for a post the key of that post', () => {
  fc.assert(
    fc.property(organisation, (day) => {
      for (const id of POSTS) {
        const answer = day.actingHolder(asPostId(id));
        if (answer !== undefined) expect(standingOf(day, answer.person).keys, id).toContain(`post:${id}`);
      }
    }),
  );
});

it('gives whoever answers for the head or the clerk of a unit the key of that unit', () => {
  fc.assert(
    fc.property(organisation, (day) => {
      for (const id of UNITS) {
        for (const [found, word] of [
          [day.headPost(asUnitId(id)), 'head'],
          [day.clerkPost(asUnitId(id)), 'clerk'],
        ] as const) {
          const answer = found === undefined ? undefined : day.actingHolder(found);
          if (answer !== undefined) expect(standingOf(day, answer.person).keys).toContain(`${word}:${id}`);
        }
      }
    }),
  );
});

it('holds every key on behalf of another by a delegation in force that names the own post or covers an absence', () => {
  fc.assert(
    fc.property(organisation, (day) => {
      for (const standing of everybody(day)) {
        for (const { onBehalfOf, post: own } of standing.capacities) {
          if (onBehalfOf === undefined) continue;
          if (onBehalfOf.form === 'absence') {
            expect(day.isAbsent(onBehalfOf.post)).toBe(true);
            expect(day.actingHolder(onBehalfOf.post)?.post).toBe(own);
          } else {
            const grants = day.index.grants.filter((row) => row.fromPost === onBehalfOf.post && row.toPost === own);
            expect(grants.length).toBeGreaterThan(0);
          }
        }
      }
    }),
  );
});

it('never passes a delegation on: without own delegations nobody gains a key from those of others', () => {
  fc.assert(
    fc.property(organisation, (day) => {
      const receivers = new Set(day.index.grants.map((row) => row.toPost));
      for (const standing of everybody(day)) {
        const posts = day.postsOf(standing.person).map((row) => row.id);
        const covers = posts.some((id) => day.coveredPosts(id).length > 0);
        if (covers || posts.some((id) => receivers.has(id))) continue;
        expect(standing.capacities.some((capacity) => capacity.onBehalfOf !== undefined)).toBe(false);
      }
    }),
  );
});

it('lists keys sorted and each once, exactly those of the capacities', () => {
  fc.assert(
    fc.property(organisation, (day) => {
      for (const { keys, capacities } of everybody(day)) {
        expect([...new Set(keys)].sort()).toEqual([...keys]);
        expect(new Set(capacities.map((capacity) => capacity.key))).toEqual(new Set(keys));
      }
    }),
  );
});

it('escalates upwards to another person and always comes to an end', () => {
  fc.assert(
    fc.property(organisation, (day) => {
      for (const id of POSTS) {
        let at = asPostId(id);
        for (let steps = 0; steps <= POSTS.length; steps += 1) {
          const above = day.escalationPost(at);
          if (above === undefined) break;
          expect(steps).toBeLessThan(POSTS.length);
          expect(day.actingHolder(above)?.person).not.toBe(day.actingHolder(at)?.person);
          at = above;
        }
      }
    }),
  );
});
