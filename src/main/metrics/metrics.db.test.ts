/** What monitoring is told: well-formed, bounded, and never a word of a dossier or a person. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openLog } from '../../../tests/support/open-log.ts';
import { toyKind } from '../../../tests/support/toy-kind.ts';
import { startWitness } from '../../../tests/support/witness.ts';
import { createWorld, type World } from '../../../tests/support/world.ts';
import { settleDue } from '../../jobs/index.ts';
import { asPersonId } from '../../kernel/ids.ts';
import { readWitnessPolicy } from '../../ledger/witness-policy.ts';
import { noteCheck } from '../../store/ledger/checks.ts';
import { notePolicy, raiseAlarm } from '../../store/ledger/witnessing.ts';
import { perform } from '../../store/perform.ts';
import { createStore, type Store } from '../../store/store.ts';
import { Meters } from './meters.ts';
import { createMetrics, type ProductMetrics } from './product-metrics.ts';
import { mayReadMetrics, serveMetrics } from './serve-metrics.ts';

let world: World;
let store: Store;
let metrics: ProductMetrics;
beforeAll(async () => {
  world = await createWorld({ kinds: [toyKind], limits: { 'toy.register': 2, 'toy.answer': 5 } });
  metrics = createMetrics('1.2.3', 'test');
  store = createStore(world.store.pool, world.store.tenant, world.store.registry, metrics.watch);
  metrics.addPool('web', store.pool);
  metrics.addPool('worker', store.pool);
  metrics.addCondition(store);
});
afterAll(async () => {
  metrics.stop();
  await world.close();
});

describe('the exposition', () => {
  test('counts, sorts into buckets and escapes as the format wants it', async () => {
    const meters = new Meters();
    const counter = meters.counter('a_total', 'As.');
    counter.add({ what: 'x"y\\z\n' });
    counter.add({ what: 'x"y\\z\n' }, 2);
    const histogram = meters.histogram('b_seconds', 'Bs.', [0.1, 1]);
    for (const value of [0.05, 0.1, 0.5, 7]) histogram.observe({ route: '/' }, value);
    meters.collect(() => Promise.reject(new Error('database away')));
    expect(await meters.text()).toBe(
      [
        '# HELP a_total As.',
        '# TYPE a_total counter',
        'a_total{what="x\\"y\\\\z\\n"} 3',
        '# HELP b_seconds Bs.',
        '# TYPE b_seconds histogram',
        'b_seconds_bucket{route="/",le="0.1"} 2',
        'b_seconds_bucket{route="/",le="1"} 3',
        'b_seconds_bucket{route="/",le="+Inf"} 4',
        'b_seconds_sum{route="/"} 7.65',
        'b_seconds_count{route="/"} 4',
        '',
      ].join('\n'),
    );
  });

  test('does not grow without end when a label does', async () => {
    const meters = new Meters();
    const counter = meters.counter('c_total', 'Cs.');
    for (let n = 0; n < 5000; n++) counter.add({ n: String(n) });
    const lines = (await meters.text()).split('\n').filter((line) => line.startsWith('c_total'));
    expect(lines).toHaveLength(2001);
    expect(lines.at(-1)).toBe('c_total{n="other"} 3000');
  });
});

describe('the product', () => {
  test('counts acts by kind, act and outcome, and how late a silence was recorded', async () => {
    const ask = { what: 'Ông Nguyễn Văn Kín hỏi đất xen kẹp', unit: 'D1', hide: 'no' };
    const staff = { person: asPersonId('C1-staff') };
    const { dossier } = await perform(store, staff, { kind: 'toy', act: 'ask', body: ask, idempotencyKey: 'once-only' });
    await perform(store, staff, { kind: 'toy', act: 'ask', body: ask, idempotencyKey: 'once-only' });
    await expect(perform(store, staff, { dossier, act: 'answer', body: {} })).rejects.toThrow();
    await expect(perform(store, staff, { dossier, act: 'Nguyễn Văn Kín', body: {} })).rejects.toThrow();
    await world.moveClock(40 * 86_400_000);
    await settleDue(store);
    const text = await metrics.text();
    expect(text).toContain('khoithong_perform_total{kind="toy",act="ask",outcome="done"} 1\n');
    expect(text).toContain('khoithong_perform_total{kind="toy",act="ask",outcome="repeated"} 1\n');
    expect(text).toContain('khoithong_perform_total{kind="toy",act="answer",outcome="conflict"} 1\n');
    expect(text).toContain('khoithong_perform_total{kind="toy",act="unknown",outcome="not_found"} 1\n');
    expect(text).toMatch(/khoithong_lapse_lag_seconds_count [1-9]/);
    expect(text).toContain('khoithong_lapses_overdue 0\n');
    expect(text).toContain('khoithong_build_info{version="1.2.3",part="test",');
    expect(text).toContain('khoithong_db_pool_connections{pool="worker",state="idle"}');
    expect(text.match(/# TYPE khoithong_db_pool_connections gauge/g)).toHaveLength(1);
    expect(text).toMatch(/khoithong_database_bytes \d{6,}/);
    for (const hidden of [dossier, 'C1-staff', 'Nguyễn', 'xen kẹp', 'D1']) expect(text).not.toContain(hidden);
  });

  test('tells of the ledger how far it is behind, and what contradicts it or the acts', async () => {
    expect(await metrics.text()).toMatch(/khoithong_ledger_pending [1-9]/);
    const log = await openLog(world);
    const witness = await startWitness('one', []);
    const policy = readWitnessPolicy(`witness one ${witness.vkey}\nquorum one\n`);
    await notePolicy(log.store, { policy, patienceMillis: 3_600_000 });
    await log.sequence();
    await noteCheck(log.store, { seconds: 1, dossiers: 1, acts: 1, found: 3, codes: ['act-changed'] });
    await raiseAlarm(log.store, { log: 'main', epoch: 1 }, { witness: 'one', code: 'behind', size: 1, witnessSize: 2 });
    await world.admin(`update app.ledger_checkpoint set signed_at = signed_at - interval '90 seconds'`);
    const fresh = createMetrics('1.2.3', 'test');
    fresh.addCondition(log.store);
    const text = await fresh.text();
    fresh.stop();
    await Promise.all([witness.close(), log.close()]);
    expect(text).toContain('khoithong_ledger_pending 0\n');
    expect(text).toContain('khoithong_ledger_sequencer_lag_seconds 0\n');
    expect(text).toMatch(/khoithong_ledger_checkpoint_age_seconds 9\d/);
    expect(text).toMatch(/khoithong_ledger_quorum_age_seconds \d/);
    expect(text).toContain('khoithong_ledger_alarms 1\n');
    expect(text).toContain('khoithong_ledger_verify_failures 3\n');
    expect(text).toMatch(/khoithong_ledger_verify_age_seconds \d/);
    expect(text).not.toContain('act-changed');
  });

  test('tells whether this process refuses to sign', async () => {
    expect(await metrics.text()).not.toContain('khoithong_ledger_signing_refused');
    for (const signs of [true, false]) {
      const fresh = createMetrics('1.2.3', 'test');
      fresh.noteSigning(signs);
      expect(await fresh.text()).toContain(`khoithong_ledger_signing_refused ${signs ? 0 : 1}\n`);
      fresh.stop();
    }
  });

  test('is told to this machine or to the token, not through a proxy, and served by a worker on loopback', async () => {
    expect(mayReadMetrics('127.0.0.1', {}, undefined)).toBe(true);
    expect(mayReadMetrics('::ffff:127.0.0.1', {}, 'secret-of-sixteen')).toBe(true);
    expect(mayReadMetrics('127.0.0.1', { 'x-forwarded-for': '10.0.0.9' }, undefined)).toBe(false);
    expect(mayReadMetrics('10.0.0.9', {}, undefined)).toBe(false);
    expect(mayReadMetrics('10.0.0.9', { authorization: 'Bearer secret-of-sixteen' }, 'secret-of-sixteen')).toBe(true);
    expect(mayReadMetrics('127.0.0.1', { authorization: 'Bearer wrong' }, 'secret-of-sixteen')).toBe(false);
    const served = await serveMetrics(metrics, 0, undefined);
    const answer = await fetch(`http://127.0.0.1:${served.port}/metrics`);
    expect(answer.headers.get('content-type')).toContain('version=0.0.4');
    expect(await answer.text()).toContain('khoithong_uptime_seconds');
    expect((await fetch(`http://127.0.0.1:${served.port}/else`)).status).toBe(404);
    await served.stop();
  });
});
