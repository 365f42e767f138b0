/** Many dossiers at once, on a real database: each alone, each refusal named, once however often it is sent. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toyKind } from '../../../tests/support/toy-kind.ts';
import { createWorld, type World } from '../../../tests/support/world.ts';
import { asDossierId, asPersonId, asUnitId, type DossierId } from '../../kernel/ids.ts';
import { listLabels, putLabel, takeLabel } from '../accounts/label.ts';
import { listDossiers } from '../read/list.ts';
import { foreseeBulk, performBulk } from './carry-out.ts';
import { continueBulk, findBulk, startBulk } from './work.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld({ kinds: [toyKind], limits: { 'toy.register': 2, 'toy.answer': 5 } });
});
afterAll(async () => world.close());

const head = { person: asPersonId('D1-head') };

/** A question the head of D1 must answer; `asked` ones nobody has registered yet. */
async function question(stage: 'asked' | 'registered'): Promise<DossierId> {
  const body = { what: 'Đất xen kẹp giao thế nào?', unit: 'D1', hide: 'no' };
  const { dossier } = await world.act('C1-staff', { kind: 'toy', act: 'ask', body });
  if (stage === 'registered') await world.act('D1-clerk', { dossier, act: 'register', body: {} });
  return dossier;
}

const acts = async (dossier: DossierId) =>
  (await world.admin<{ name: string }>('select name from app.act where dossier = $1 order by seq', [dossier])).map((a) => a.name);
const itemsOf = (dossiers: readonly DossierId[]) => dossiers.map((dossier) => ({ dossier }));

describe('a bulk', () => {
  test('is foreseen without a word written, with the reason for each that will be left out', async () => {
    const [able, early] = [await question('registered'), await question('asked')];
    const stranger = asDossierId(randomUUID());
    const foreseen = await foreseeBulk(world.store, head, {
      act: 'pause',
      body: { why: 'Chờ bản đồ' },
      items: itemsOf([able, early, stranger]),
    });
    expect(foreseen.map((f) => ('refused' in f ? f.refused.code : f.seq))).toEqual([2, 'act.stage', 'dossier.not_found']);
    expect(await acts(able)).toEqual(['ask', 'register']);
  });

  test('does each alone and names every refusal; sent again it does nothing twice', async () => {
    const [first, second] = [await question('registered'), await question('registered')];
    const early = await question('asked');
    const request = { act: 'pause', body: { why: 'Chờ bản đồ' }, items: itemsOf([first, early, second]), key: randomUUID() };
    const done = await performBulk(world.store, head, request);
    const codes = (all: typeof done) => all.map((o) => ('refused' in o ? o.refused.code : o.done.seq));
    expect(codes(done)).toEqual([3, 'act.stage', 3]);
    const again = await performBulk(world.store, head, { ...request, items: itemsOf([second, first]) });
    expect(codes(again)).toEqual([3, 3]);
    expect(await acts(first)).toEqual(['ask', 'register', 'pause']);
  });

  test('lets each dossier answer for itself what only it knows, and says so where it cannot', async () => {
    const [waiting, paused] = [await question('registered'), await question('registered')];
    await world.act('D1-head', { dossier: paused, act: 'pause', body: { why: 'Chờ' } });
    const request = { act: 'remind', body: {}, items: itemsOf([waiting, paused]), key: randomUUID() };
    const asker = { person: asPersonId('C1-staff') };
    const done = await performBulk(world.store, asker, request);
    expect(done.map((o) => ('refused' in o ? o.refused.code : 'done'))).toEqual(['done', 'clock.nothing_open']);
    const [act] = await world.admin<{ body: { clock: string } }>(
      "select body from app.act where dossier = $1 and name = 'remind'",
      [waiting],
    );
    expect(act?.body.clock).toBe('answer');
    // Its clock may have changed since: what was typed is the same request all the same.
    await world.act('D1-head', { dossier: waiting, act: 'pause', body: { why: 'Chờ' } });
    const again = await performBulk(world.store, asker, { ...request, items: itemsOf([waiting]) });
    expect(again.map((o) => 'done' in o && o.done.repeated)).toEqual([true]);
  });

  test('refuses what is not declared for it, and more than it takes', async () => {
    const dossier = await question('registered');
    const answer = { act: 'answer', body: { stance: 'yes', text: 'Đồng ý giao đất' } };
    const [outcome] = await performBulk(world.store, head, { ...answer, items: [{ dossier }], key: randomUUID() });
    expect(outcome && 'refused' in outcome && outcome.refused.code).toBe('act.not_in_bulk');
    const many = Array.from({ length: 201 }, () => ({ dossier }));
    await expect(foreseeBulk(world.store, head, { ...answer, items: many })).rejects.toMatchObject({ code: 'bulk.too_many' });
  });

  test('leaves alone a dossier somebody has changed since its page was shown', async () => {
    const dossier = await question('registered');
    await world.act('D1-head', { dossier, act: 'pause', body: { why: 'Chờ' } });
    await world.act('D1-head', { dossier, act: 'resume', body: {} });
    const request = { act: 'pause', body: { why: 'Chờ bản đồ' }, items: [{ dossier, seq: 2 }], key: randomUUID() };
    const [outcome] = await performBulk(world.store, head, request);
    expect(outcome && 'refused' in outcome && outcome.refused.code).toBe('dossier.moved');
  });

  test('interrupted in the middle goes on where it stopped; nobody else can see or continue it', async () => {
    const dossiers = [await question('registered'), await question('registered'), await question('registered')];
    const asker = await world.ask('D1-head');
    const id = randomUUID();
    const body = { why: 'Chờ bản đồ' };
    // What a process leaves behind that dies after the first dossier.
    await world.admin(
      "insert into app.bulk_work (tenant, id, person, act, body, items) values ('test', $1, 'D1-head', 'pause', $2, $3)",
      [id, JSON.stringify(body), JSON.stringify(itemsOf(dossiers))],
    );
    await performBulk(world.store, head, { act: 'pause', body, items: itemsOf(dossiers.slice(0, 1)), key: id });
    const left = await findBulk(world.store, asker, id);
    expect(left?.outcomes).toBeUndefined();
    expect(await findBulk(world.store, await world.ask('D2-head'), id)).toBeUndefined();
    if (left) await continueBulk(world.store, asker, left);
    const finished = await findBulk(world.store, asker, id);
    expect(finished?.outcomes?.map((o) => 'seq' in o && o.seq)).toEqual([3, 3, 3]);
    for (const dossier of dossiers) expect(await acts(dossier)).toEqual(['ask', 'register', 'pause']);
    // Sent again as by the back button, nothing moves; another list under the same id is refused.
    await startBulk(world.store, asker, id, { act: 'pause', body, items: itemsOf(dossiers) });
    const other = startBulk(world.store, asker, id, { act: 'pause', body, items: itemsOf(dossiers.slice(1)) });
    await expect(other).rejects.toMatchObject({ code: 'bulk.other_request' });
  });

  test('keeps no text that is marked secret', async () => {
    const id = randomUUID();
    const asker = await world.ask('D1-head');
    const request = { act: 'pause', body: { why: 'TỐI MẬT' }, items: itemsOf([await question('registered')]) };
    await expect(startBulk(world.store, asker, id, request)).rejects.toMatchObject({ code: 'document.secret' });
    expect(await findBulk(world.store, asker, id)).toBeUndefined();
  });
});

describe('a label', () => {
  const listed = async (person: string, label: string) => {
    const asker = await world.ask(person);
    const page = await listDossiers(world.store, asker, { filter: { label }, order: 'due', limit: 50, offering: ['pause'] });
    return page.rows.map((row) => row.id);
  };

  test('is seen by the staff of its unit and by nobody else, in lists and out of them', async () => {
    const dossier = await question('registered');
    const { identity } = await world.ask('D1-head');
    const unit = { unit: asUnitId('D1') };
    expect(await putLabel(world.store, identity, unit, 'giao ban', [dossier])).toBe(1);
    expect(await putLabel(world.store, identity, unit, 'giao ban', [dossier])).toBe(1);
    expect(await listed('D1-clerk', 'giao ban')).toEqual([dossier]);
    expect(await listed('D2-head', 'giao ban')).toEqual([]);
    expect(await listLabels(world.store, (await world.ask('D2-head')).identity)).toEqual([]);
    await putLabel(world.store, identity, { person: asPersonId('D1-head') }, 'của tôi', [dossier]);
    expect(await listLabels(world.store, (await world.ask('D1-clerk')).identity)).toEqual(['giao ban']);
    expect(await takeLabel(world.store, (await world.ask('D1-clerk')).identity, unit, 'giao ban', [dossier])).toBe(1);
    expect(await listed('D1-head', 'giao ban')).toEqual([]);
  });

  test('cannot be put in the name of another unit, nor on what one may not read, nor be anything but a short word', async () => {
    const dossier = await question('registered');
    const { identity } = await world.ask('D2-head');
    const foreign = putLabel(world.store, identity, { unit: asUnitId('D1') }, 'giao ban', [dossier]);
    await expect(foreign).rejects.toMatchObject({ code: 'dossier.not_found' });
    const hidden = await question('asked');
    expect(await putLabel(world.store, identity, { unit: asUnitId('D2') }, 'giao ban', [hidden])).toBe(0);
    const long = putLabel(world.store, identity, { unit: asUnitId('D2') }, 'x'.repeat(41), [dossier]);
    await expect(long).rejects.toMatchObject({ code: 'label.bad_request' });
  });

  test('a list says which acts its rows offer to the asker', async () => {
    await question('registered');
    const offered = async (person: string) =>
      (
        await listDossiers(world.store, await world.ask(person), {
          filter: {},
          order: 'newest',
          limit: 50,
          offering: ['pause', 'remind'],
        })
      ).offered;
    expect(await offered('D1-head')).toEqual(['pause', 'remind']);
    expect(await offered('C1-staff')).toEqual(['remind']);
    expect(await offered('D2-staff')).toEqual([]);
  });
});
