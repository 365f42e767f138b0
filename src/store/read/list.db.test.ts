/** Lists at weight: the same rows whether a kind is looked through or its readable dossiers are found by their keys first. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tiedKind } from '../../../tests/support/tied-kind.ts';
import { toyKind } from '../../../tests/support/toy-kind.ts';
import { createWorld, type World } from '../../../tests/support/world.ts';
import { asPersonId } from '../../kernel/ids.ts';
import { readAs } from '../database.ts';
import type { Asker } from '../store.ts';
import { LIST_ORDERS, type ListOrder, listDossiers, ORDERS } from './list.ts';
import type { ListFilter } from './list-source.ts';
import { rowsOf, sql } from './sql.ts';
import { findAll } from './whole-list.ts';

let world: World;
let asker: Asker;

/** Everybody reads the first kind. Of the second a post reads one of sixty, a rare role one of ninety, a common role nearly all; some are restricted. */
const READERS = `case when kind = 'toy' then '{system,official}' else '{system}' || array(select key from (values
  ('post:few', n % 60 = 0), ('role:rare', n % 90 = 1), ('role:common', n % 10 > 0), ('head:some', n % 12 = 5)) k (key, holds) where holds) end`;

beforeAll(async () => {
  world = await createWorld({ kinds: [toyKind, tiedKind], limits: { 'toy.register': 1, 'toy.answer': 5 } });
  asker = await world.ask('D1-staff');
  await world.shape(`insert into app.dossier (tenant, id, kind, number, receipt, stage, ended, restricted, seq, head, stream, state, author_key, title, unit,
      opened_at, changed_at, due_at, clock_state, late, read_keys, excluded, may)
    select 'test', gen_random_uuid(), kind, case when n % 3 > 0 then right(upper(kind), 2) || '-' || n end, right(kind, 1) || n, 'registered', n % 5 = 0, n % 240 = 0, 1,
      decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex'), '{}', 'official', 'Việc ' || n, case when n % 4 = 0 then 'D1' end,
      now() - n * interval '1 hour', now() - (n % 700) * interval '1 minute',
      case when n % 7 > 0 then now() + (n % 900 - 450) * interval '1 hour' end, case when n % 7 > 0 then 'running' end, false,
      ${READERS}, case when n % 120 = 60 then '{x}' else '{}'::text[] end, '{}'
    from generate_series(1, 4000) n, unnest('{toy,tied}'::text[]) kind`);
  await world.admin(`insert into app.search_entry (tenant, dossier, opened_at, excluded, tags, words, folded)
    select d.tenant, d.id, d.opened_at, d.excluded, app.search_tags(d.read_keys, d.kind, d.unit, d.opened_at, d.symbols, d.number, d.receipt), '', ''
    from app.dossier d where not d.restricted and d.receipt ~ '^[yd][0-9]+$'`);
  await world.admin('analyze app.dossier');
  await world.admin('analyze app.search_entry');
}, 60_000);
afterAll(async () => world.close());

const KEYS = [
  'official',
  'post:few',
  'role:rare',
  'role:common',
  'head:some',
  'tied@post:few',
  'toy@post:few',
  'tied@role:common',
  'tied@role:rare',
];
const as = (keys: readonly string[], person = 'y'): Asker => ({
  ...asker,
  identity: { tenant: world.store.tenant, person: asPersonId(person), keys },
});

const readableOf = (reader: Asker) =>
  readAs(world.store.pool, reader.identity, (client) =>
    rowsOf<{ kind: string; n: number }>(
      client,
      sql`select kind, cardinality(dossiers) as n from app.find_readable('{toy,tied}', 5000)`,
    ),
  );

/** Every id of a list, asked for by row security alone. */
async function allOf(reader: Asker, { kind, state, unit }: ListFilter, order: ListOrder): Promise<readonly string[]> {
  const rows = await readAs(world.store.pool, reader.identity, (client) =>
    rowsOf<{ id: string }>(
      client,
      sql`select d.id from app.dossier d where d.kind = coalesce(${kind ?? null}, d.kind) and (not ${state === 'open'} or not d.ended)
        and (${unit ?? null}::text is null or d.unit = ${unit ?? null}) order by ${ORDERS[order].by}`,
    ),
  );
  return rows.map((row) => row.id);
}

describe('a list of which somebody may read few dossiers', () => {
  test('is found by keys, and of what is read by nearly everybody it is not', async () => {
    // What is restricted has no entry and is among them.
    expect(await readableOf(as(['post:few']))).toEqual([
      { kind: 'toy', n: 0 },
      { kind: 'tied', n: 66 },
    ]);
    expect(await readableOf(as(['tied@role:rare', 'official']))).toEqual([{ kind: 'tied', n: 45 }]);
    expect(await readableOf(as(['official', 'role:common']))).toEqual([]);
    expect(await readableOf(as(['system']))).toEqual([]);
  });

  test('holds what row security lets its reader see, in order, page by page', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.constantFrom(...KEYS), { minLength: 1, maxLength: 4 }),
        fc.constantFrom('x', 'y'),
        fc.record({
          kind: fc.constantFrom('tied', 'toy', undefined),
          state: fc.constantFrom('open' as const, undefined),
          unit: fc.constantFrom('D1', undefined),
        }),
        fc.constantFrom(...LIST_ORDERS),
        async (keys, person, filter, order) => {
          const reader = as(keys, person);
          const expected = await allOf(reader, filter, order);
          const seen: string[] = [];
          let cursor: string | undefined;
          for (let page = 0; page < 3; page += 1) {
            const read = await listDossiers(world.store, reader, { filter, order, limit: 40, cursor });
            expect(read.total).toBe(Math.min(expected.length, 1001));
            seen.push(...read.rows.map((row) => row.id));
            cursor = read.next;
            if (cursor === undefined) break;
          }
          expect(seen).toEqual(expected.slice(0, seen.length));
          expect(seen).toHaveLength(cursor === undefined ? expected.length : 120);
          const late = await listDossiers(world.store, reader, { filter: { ...filter, state: 'late' }, order, limit: 1 });
          if (filter.state === undefined) {
            const all = await listDossiers(world.store, reader, { filter, order, limit: 1 });
            if (all.total <= 1000) expect(all.late).toBe(late.total);
          }
        },
      ),
      { numRuns: 120 },
    );
  });

  test('is taken out whole', async () => {
    for (const keys of [['post:few'], ['role:rare', 'tied@post:few'], ['official', 'role:rare']]) {
      const reader = as(keys);
      const { ids } = await findAll(world.store, reader, { filter: {}, order: 'oldest' }, 100_000);
      expect(ids).toEqual(await allOf(reader, {}, 'oldest'));
    }
  });
});
