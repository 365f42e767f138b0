/**
 * Capacity × act × stage of every kind at both walls: what decide() would let somebody do is exactly what row security lets into
 * app.act. The dossiers are generated from the declarations: every stage, with nothing in the state and with something in every
 * place of it, with an open clock of every family and with a lapsed one.
 */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessOf, isPossibleIn, keysFor } from '../../src/dossier/access.ts';
import { allActs } from '../../src/dossier/common-acts.ts';
import type { CapacityView } from '../../src/dossier/context.ts';
import { capacitiesFor } from '../../src/dossier/decide.ts';
import { allStages, emptyDossier, isEnd } from '../../src/dossier/fold.ts';
import { key } from '../../src/dossier/keys.ts';
import type { AnyKind } from '../../src/dossier/kind.ts';
import type { Clock, Dossier } from '../../src/dossier/words.ts';
import { asDossierId, asPersonId, asTenantId, newId } from '../../src/kernel/ids.ts';
import type { Json } from '../../src/kernel/json.ts';
import { asInstant } from '../../src/kernel/time.ts';
import { productRegistry } from '../../src/main/registry.ts';
import { syncTenant } from '../../src/store/migrate.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { clocksNamed } from './kind-sources.ts';

const AT = asInstant('2026-11-23T02:00:00Z');
const TENANT = asTenantId('walls');
const ME = 'p.me';

let database: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  await syncTenant(database.url, TENANT, { vi: 'Thử', en: 'Test' }, productRegistry);
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query('begin');
  await client.query(TRY);
});
afterAll(async () => {
  await client.query('rollback');
  await client.end();
  await database.drop();
});

/** Tries every act with every key on one dossier as the role that writes; gives what row security let in, and undoes it. */
const TRY = `
create function pg_temp.try_all(p_dossier uuid, p_seq integer, p_person text, p_acts text[], p_keys text[], p_held text[]) returns text[] language plpgsql as $$
declare v_act text; v_key text; v_in text[] := '{}';
begin
  foreach v_key in array p_keys loop
    perform app.set_identity('${TENANT}', p_person, array_to_string(coalesce(p_held, array[v_key]), E'\\x1f'));
    foreach v_act in array p_acts loop
      begin
        insert into app.act (tenant, dossier, seq, name, kind_version, actor, key, at, business_at, body, facts, salts, digests, leaf_hash)
        values ('${TENANT}', p_dossier, p_seq, v_act, 1, p_person, v_key, now(), now(), '{}', '{}', '{}', '{}', decode(repeat('00', 32), 'hex'));
        raise exception using errcode = 'KTOK1';
      exception
        when insufficient_privilege then null;
        when sqlstate 'KTOK1' then v_in := v_in || (v_act || '|' || v_key);
      end;
    end loop;
  end loop;
  return v_in;
end $$`;

/** Something in every empty place of a state, so that every rule that looks there finds a unit, a post or a person. */
function fill(state: Json): Json {
  if (state === null) return 'u1';
  if (Array.isArray(state)) return state.map(fill);
  if (typeof state === 'object') return Object.fromEntries(Object.entries(state).map(([name, value]) => [name, fill(value)]));
  return state;
}

function clockOf(name: string, state: 'running' | 'lapsed', extra: Partial<Clock> = {}): Clock {
  return {
    id: name,
    name,
    state,
    holder: 'u1.post' as Clock['holder'],
    unit: 'u1' as Clock['unit'],
    level: 0,
    source: { parameter: name, pack: 'test', packVersion: '1', clause: '', confidence: 'unverified' },
    working: {} as Clock['working'],
    startAt: AT,
    dueAt: AT,
    startedBy: 1,
    ...extra,
  };
}

interface Case {
  readonly kind: AnyKind;
  readonly dossier: Dossier;
}

function casesOf(kind: AnyKind): readonly Case[] {
  const families = clocksNamed(kind.name);
  const lapsed = families.map((name) =>
    clockOf(name, 'lapsed', { lapsedBy: 1, lapsedPerson: asPersonId('p.late'), superior: 'u0.post' as Clock['holder'] }),
  );
  const claimed = lapsed.map((clock) => ({ ...clock, cause: { state: 'claimed' as const, claimedBy: 2 } }));
  const variants: readonly { readonly state: Json; readonly clocks: readonly Clock[] }[] = [
    { state: kind.initial, clocks: [] },
    { state: fill(kind.initial), clocks: families.map((name) => clockOf(name, 'running')) },
    { state: fill(kind.initial), clocks: lapsed },
    { state: fill(kind.initial), clocks: claimed },
  ];
  return allStages(kind).flatMap((stage) =>
    variants.flatMap(({ state, clocks }) => {
      const dossier: Dossier = {
        ...emptyDossier(kind, asDossierId(newId(0))),
        seq: 1,
        stage,
        state,
        clocks,
        author: asPersonId('p.author'),
        authorKey: key.official,
        number: `${kind.prefix}-2026-00001`,
        openedAt: AT,
        changedAt: AT,
      };
      try {
        accessOf(kind, dossier);
        return [{ kind, dossier }];
      } catch {
        // A filled place may not fit what the kind keeps there; the empty state always does.
        return [];
      }
    }),
  );
}

const STRANGERS = [
  key.official,
  key.system,
  key.person(ME),
  key.person('p.late'),
  key.head('u1'),
  key.head('u2'),
  key.deputy('u1'),
  key.clerk('u1'),
  key.clerk('u2'),
  key.staff('u1'),
  key.staff('u2'),
  key.member('u1'),
  key.post('u1'),
  key.post('u1.post'),
  key.post('u2.post'),
  key.post('u0.post'),
  key.role('register'),
  key.role('inspector'),
  key.role('administrator'),
];

function capacity(of: string): CapacityView {
  return { key: of, post: null, unit: null, title: { vi: of, en: of } };
}

/** What decide() would let through its first wall: the stage, the capacity and the exclusion. */
function allowedBy({ kind, dossier }: Case, keys: readonly string[], person: string): readonly string[] {
  const { excluded } = accessOf(kind, dossier);
  if (excluded.includes(asPersonId(person))) return [];
  return Object.entries(allActs(kind)).flatMap(([name, spec]) => {
    if (!isPossibleIn(kind, spec, dossier.stage)) return [];
    return keys
      .filter(
        (k) =>
          capacitiesFor(kind, spec, dossier, { person: asPersonId(person), name: '', keys: [k], capacities: [capacity(k)] })
            .length > 0,
      )
      .map((k) => `${name}|${k}`);
  });
}

async function insertDossier(
  { kind, dossier }: Case,
  access: { read: readonly string[]; may: readonly string[]; excluded: readonly string[] },
) {
  await client.query(
    `insert into app.dossier (tenant, id, kind, receipt, stage, ended, seq, head, stream, state, author, author_key, title, opened_at, changed_at,
       read_keys, may, excluded)
     values ($1, $2::uuid, $3, $2::uuid::text, $4, $5, 1, $6, $6, '{}', $7, $8, '', $9, $9, $10, $11, $12)`,
    [
      TENANT,
      dossier.id,
      kind.name,
      dossier.stage,
      isEnd(kind, dossier.stage),
      Buffer.alloc(32),
      dossier.author,
      dossier.authorKey,
      AT,
      access.read,
      access.may,
      access.excluded,
    ],
  );
}

async function letIn(
  dossier: Dossier,
  seq: number,
  person: string,
  acts: readonly string[],
  keys: readonly string[],
  held: readonly string[] | null = null,
) {
  await client.query('set local role app_owner');
  const result = await client.query<{ let_in: string[] }>('select pg_temp.try_all($1, $2, $3, $4, $5, $6) as let_in', [
    dossier.id,
    seq,
    person,
    acts,
    keys,
    held,
  ]);
  await client.query('reset role');
  return result.rows[0]?.let_in ?? [];
}

describe.each(productRegistry.all.map(({ kind }) => [kind.name, kind] as const))('kind %s', (_, kind) => {
  const acts = Object.keys(allActs(kind));

  test('every act in every stage with every capacity: decide and row security agree', async () => {
    const cases = casesOf(kind);
    expect(new Set(cases.map((c) => c.dossier.stage)).size).toBeGreaterThanOrEqual(kind.stages.length);
    let allowedAtAll = 0;
    const seen = new Set<string>();
    for (const one of cases) {
      const access = accessOf(one.kind, one.dossier);
      // Two dossiers that grant the same are one case.
      const granted = JSON.stringify([one.dossier.stage, access]);
      if (seen.has(granted)) continue;
      seen.add(granted);
      await insertDossier(one, access);
      const keys = [...new Set([...STRANGERS, ...access.may.map((m) => m.slice(m.indexOf('|') + 1))])];
      const allowed = allowedBy(one, keys, ME);
      allowedAtAll += allowed.length;
      const place = `${kind.name} ${one.dossier.stage} clocks:${one.dossier.clocks[0]?.state ?? 'none'}`;
      expect([...(await letIn(one.dossier, 2, ME, acts, keys))].sort(), place).toEqual([...allowed].sort());
      for (const person of access.excluded) expect(await letIn(one.dossier, 2, person, acts, keys), place).toEqual([]);
      // Naming a capacity one does not hold opens nothing.
      const [first] = allowed.filter((pair) => !pair.endsWith(`|${key.official}`)).map((pair) => pair.split('|'));
      if (first?.[0] && first[1])
        expect(await letIn(one.dossier, 2, ME, [first[0]], [first[1]], [key.official]), place).toEqual([]);
    }
    // Enough that the comparison says something, however few acts the kind has.
    expect(allowedAtAll).toBeGreaterThanOrEqual(Math.min(20, 4 * Object.keys(kind.acts).length));
  });

  test('only the first acts open a dossier, and only with the capacities declared', async () => {
    const empty = emptyDossier(kind, asDossierId(newId(0)));
    const keys = [...STRANGERS];
    const opened = { ...empty, stage: kind.stages[0] ?? '', seq: 1, openedAt: AT, changedAt: AT };
    await insertDossier({ kind, dossier: opened }, { read: keys, may: [], excluded: [] });
    const allowed = Object.entries(allActs(kind)).flatMap(([name, spec]) =>
      spec.from === 'new'
        ? keysFor(spec, empty)
            .filter((k) => keys.includes(k))
            .map((k) => `${name}|${k}`)
        : [],
    );
    expect(allowed.length).toBeGreaterThan(0);
    expect([...(await letIn(opened, 1, ME, acts, keys))].sort()).toEqual([...allowed].sort());
  });
});
