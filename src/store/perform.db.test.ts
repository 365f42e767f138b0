import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toyKind } from '../../tests/support/toy-kind.ts';
import { createWorld, type World } from '../../tests/support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld({ kinds: [toyKind], limits: { 'toy.register': 1, 'toy.answer': 5 } });
});
afterAll(() => world.close());

const DAY = 86_400_000;
const ask = (person: string, hide: 'yes' | 'no' = 'no') =>
  world.act(person, { kind: 'toy', act: 'ask', body: { what: 'Chưa có quy định giao đất xen kẹp', unit: 'C1', hide } });

describe('the write door', () => {
  test('a dossier is opened, registered with a gapless number and answered', async () => {
    await world.setClock('2026-11-16T02:00:00Z');
    const opened = await ask('C2-staff');
    expect(opened).toMatchObject({ seq: 1, stage: 'asked', kind: 'toy' });
    expect(opened.receipt).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    const registered = await world.act('C1-clerk', { dossier: opened.dossier, act: 'register', body: {} });
    expect(registered.number).toMatch(/^DC-2026-0000\d$/);
    const answered = await world.act('C1-head', {
      dossier: opened.dossier,
      act: 'answer',
      body: { stance: 'yes', text: 'Đồng ý làm' },
    });
    expect(answered).toMatchObject({ seq: 3, stage: 'answered' });
    const clocks = await world.admin<{ name: string; state: string }>(
      'select name, state from app.clock where dossier = $1 order by n',
      [opened.dossier],
    );
    expect(clocks).toEqual([
      { name: 'register', state: 'met' },
      { name: 'answer', state: 'met' },
    ]);
  });

  test('whoever may not see a dossier is told that it does not exist', async () => {
    const opened = await ask('C2-staff');
    await expect(world.act('D1-staff', { dossier: opened.dossier, act: 'register', body: {} })).rejects.toMatchObject({
      code: 'dossier.not_found',
    });
  });

  test('whoever sees it but holds no capacity is told who can', async () => {
    const opened = await ask('C2-staff');
    await expect(world.act('C2-staff', { dossier: opened.dossier, act: 'register', body: {} })).rejects.toMatchObject({
      code: 'act.capacity',
    });
  });

  test('bad fields are named one by one and nothing is written', async () => {
    const before = await world.admin<{ n: string }>('select count(*) as n from app.act');
    await expect(
      world.act('C2-staff', { kind: 'toy', act: 'ask', body: { what: 'abc', unit: 'nowhere', hide: 'maybe', more: 1 } }),
    ).rejects.toMatchObject({
      code: 'act.invalid',
      fields: [
        { path: 'more', code: 'field.unknown' },
        { path: 'what', code: 'field.too_short', params: { min: 5 } },
        { path: 'hide', code: 'field.choice' },
      ],
    });
    expect(await world.admin('select count(*) as n from app.act')).toEqual(before);
  });

  test('the same request twice is done once', async () => {
    const command = {
      kind: 'toy',
      act: 'ask',
      body: { what: 'Hỏi một lần thôi', unit: 'C1', hide: 'no' },
      idempotencyKey: 'k-1',
    };
    const first = await world.act('C2-staff', command);
    const second = await world.act('C2-staff', command);
    expect(second).toMatchObject({ dossier: first.dossier, seq: 1, repeated: true, receipt: first.receipt });
    await expect(world.act('C2-staff', { ...command, body: { ...command.body, what: 'Hỏi điều khác' } })).rejects.toMatchObject({
      code: 'idempotency.other_request',
    });
  });

  test('an act on a page that is out of date is refused, and one of two racing acts wins', async () => {
    const opened = await ask('C2-staff');
    await world.act('C1-clerk', { dossier: opened.dossier, act: 'register', body: {}, expectedSeq: 1 });
    await expect(
      world.act('C1-head', {
        dossier: opened.dossier,
        act: 'answer',
        body: { stance: 'no', text: 'Không được' },
        expectedSeq: 1,
      }),
    ).rejects.toMatchObject({
      code: 'dossier.moved',
    });
    const race = await Promise.allSettled(
      Array.from({ length: 8 }, () =>
        world.act('C1-head', { dossier: opened.dossier, act: 'answer', body: { stance: 'no', text: 'Không được' } }),
      ),
    );
    expect(race.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
  });

  test('texts stand in the vault, never in acts or state', async () => {
    const opened = await ask('C2-staff');
    const [row] = await world.admin<{ body: { what: string }; state: { what: string }; title: string }>(
      'select a.body, d.state, d.title from app.act a join app.dossier d on d.id = a.dossier where d.id = $1',
      [opened.dossier],
    );
    expect(row?.body.what).toBe('§1/body/what§');
    expect(row?.state.what).toBe('§1/body/what§');
    expect(row?.title).toBe('Chưa có quy định giao đất xen kẹp');
  });

  test('an actor who chose to be hidden stands in no act row', async () => {
    const opened = await ask('C2-staff', 'yes');
    const [row] = await world.admin<{ actor: string | null; facts: { actor: object } }>(
      'select actor, facts from app.act where dossier = $1',
      [opened.dossier],
    );
    expect(row?.actor).toBeNull();
    expect(JSON.stringify(row?.facts)).not.toContain('C2-staff');
    const [vault] = await world.admin<{ value: string; keys: string[] }>(
      "select value, keys from app.vault where dossier = $1 and name = 'actor'",
      [opened.dossier],
    );
    expect(vault).toEqual({ value: 'C2-staff', keys: ['post:C1.clerk', 'person:C2-staff'] });
  });

  test('clocks past due are settled before anything is decided, level by level from the due moment', async () => {
    await world.setClock('2026-11-16T02:00:00Z');
    const opened = await ask('C2-staff');
    await world.moveClock(4 * DAY);
    await world.act('C1-clerk', { dossier: opened.dossier, act: 'register', body: {} });
    const acts = await world.admin<{ name: string }>('select name from app.act where dossier = $1 order by seq', [
      opened.dossier,
    ]);
    expect(acts.map((a) => a.name)).toEqual(['ask', 'lapse', 'lapse', 'register']);
    const clocks = await world.admin<{ id: string; state: string; lapsed_person: string | null; due: string }>(
      `select id, state, lapsed_person, to_char(due_at at time zone 'UTC', 'MM-DD HH24:MI') as due from app.clock where dossier = $1 order by n`,
      [opened.dossier],
    );
    expect(clocks).toEqual([
      { id: 'register', state: 'met-late', lapsed_person: 'C1-clerk', due: '11-17 10:00' },
      { id: 'escalation:register:1', state: 'met-late', lapsed_person: 'C1-head', due: '11-19 10:00' },
      { id: 'escalation:register:2', state: 'met', lapsed_person: null, due: '11-23 10:00' },
      { id: 'answer', state: 'running', lapsed_person: null, due: '11-27 10:00' },
    ]);
  });

  test('row security refuses an act whose key its dossier does not grant', async () => {
    const opened = await ask('C2-staff');
    await expect(
      world.admin(
        `do $$ begin
           perform app.set_identity('test', 'D1-head', 'official' || E'\\x1f' || 'head:D1' || E'\\x1f' || 'system');
           set local role app_owner;
           insert into app.act (tenant, dossier, seq, name, kind_version, key, at, business_at, body, facts, salts, digests, leaf_hash)
           values ('test', '${opened.dossier}', 2, 'register', 1, 'head:D1', now(), now(), '{}', '{}', '{}', '{}', sha256('x'));
         end $$`,
      ),
    ).rejects.toMatchObject({ code: '42501' });
  });

  test('a correction supersedes a field, keeps the old one and refolds', async () => {
    const opened = await ask('C2-staff');
    await world.act('C2-staff', {
      dossier: opened.dossier,
      act: 'correct',
      body: { seq: 1, field: 'what', text: 'Chưa có quy định về đất xen kẹp', reason: 'Ghi nhầm nội dung' },
    });
    const [row] = await world.admin<{ title: string; struck: object }>('select title, struck from app.dossier where id = $1', [
      opened.dossier,
    ]);
    expect(row).toEqual({ title: 'Chưa có quy định về đất xen kẹp', struck: [{ seq: 1, by: 2, how: 'corrected' }] });
  });
});
