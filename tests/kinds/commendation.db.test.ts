/** Commendations on a real database: opened with the assessment, unknown to whom they are about, carried to the end, refolded without a difference. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isAppError } from '../../src/kernel/errors.ts';
import type { Json } from '../../src/kernel/json.ts';
import { commendationKind } from '../../src/kinds/commendation/index.ts';
import { proposalKind } from '../../src/kinds/proposal/index.ts';
import { decided, limits, opinion, plan } from '../../src/kinds/proposal/steps.test-support.ts';
import { openPool } from '../../src/store/database.ts';
import { listDossiers } from '../../src/store/read/list.ts';
import { createStore } from '../../src/store/store.ts';
import { verify } from '../../src/store/verify.ts';
import { lawValue } from '../support/law-value.ts';
import { partyCommittee } from '../support/party-committee.ts';
import { createWorld, type World } from '../support/world.ts';

const DAYS = ['verify', 'complete', 'opinion', 'form', 'decide', 'publish', 'reply', 'withdrawal', 'appeal'];
const LONG = 'Lý do được nêu rõ ràng và đầy đủ, để người đọc sau này hiểu vì sao đã quyết định như vậy.';

let world: World;
beforeAll(async () => {
  world = await createWorld({
    kinds: [proposalKind, commendationKind],
    limits: {
      ...Object.fromEntries(DAYS.map((name) => [`commendation.${name}`, 5])),
      'proposal.register': 2,
      'proposal.party-opinion': 3,
      'proposal.pilot': 200,
      'd73.vote': 7,
      'd73.report': 5,
      'd73.assess': 7,
    },
    rows: [
      ...partyCommittee,
      lawValue('proposal.vote', 'none', 'choice'),
      lawValue('commendation.forms', ['praise', 'certificate'], 'list'),
    ],
  });
  await world.setClock('2026-11-23T02:00:00Z');
});
afterAll(() => world.close());

const seenBy = async (person: string): Promise<readonly string[]> => {
  const asked = { filter: { kind: 'commendation' }, order: 'newest', limit: 50 } as const;
  return (await listDossiers(world.store, await world.ask(person), asked)).rows.map((row) => row.title);
};

test('an assessment as completed opens one in the same write, which is carried to its publication', async () => {
  const { dossier } = await world.act('D1-staff', { kind: 'proposal', act: 'propose', body: plan });
  const go = (person: string, act: string, body: Json) => world.act(person, { dossier, act, body });
  await go('D1-clerk', 'register', { party: 'T' });
  await go('T-head', 'give-opinion', opinion);
  await go('D1-head', 'allow', { ...decided, ...limits, places: ['C1'] });
  await go('D1-staff', 'finish', { remark: 'Đã hết thời gian thí điểm.' });
  await go('D1-staff', 'report', { result: 'completed', damage: 'no', text: `${LONG} Đạt mục tiêu.` });
  await go('T-head', 'give-opinion', opinion);
  const findings = `${LONG} Sáu mươi ngày thay vì một năm.`;
  const lesson = 'Gom hồ sơ theo quý thì nhanh hơn theo tháng.';
  const assessed = { result: 'completed', damage: 'no', findings, causes: [], exit: 'stop', lesson };
  const done = await go('D1-head', 'evaluate', assessed);
  expect(done.opened).toMatchObject([{ kind: 'commendation', number: 'KT-2026-00001' }]);

  expect(await seenBy('D1-head')).toEqual([plan.title]);
  expect(await seenBy('D1-staff')).toEqual([]);
  const opened = done.opened[0]?.dossier as typeof dossier;
  const on = (person: string, act: string, body: Json) => world.act(person, { dossier: opened, act, body });
  const early = await on('D1-staff', 'step-aside', { reason: LONG }).catch((error: unknown) => error);
  expect(isAppError(early) && early.category).toBe('not_found');
  const checks = [1, 2, 3].map((n) => ({ n, finding: 'confirmed', how: 'Hồ sơ đề xuất' }));
  await on('D1-clerk', 'verify-result', { checks, remark: 'Khớp với hồ sơ.', council: 'D2', party: 'T' });
  await on('D2-head', 'give-opinion', opinion);
  await on('T-head', 'give-opinion', opinion);
  const awards = [{ whom: 'person', post: 'D1.staff', form: 'certificate' }];
  await on('D1-clerk', 'propose-form', { awards, reasons: LONG });
  expect(await seenBy('D1-staff')).toEqual([]);
  await on('D1-head', 'decide', { awards, number: '1/QĐ-SM', legalBasis: 'Nghị định 73/2023/NĐ-CP', reasons: LONG });
  expect(await seenBy('D1-staff')).toEqual([plan.title]);
  expect(await seenBy('C2-staff')).toEqual([]);
  await on('D1-clerk', 'publish', { where: 'Hội nghị cơ quan' });
  expect(await seenBy('C2-staff')).toEqual([plan.title]);
});

test('a nomination is unknown to the nominee; a word of praise stands at once', async () => {
  const evidence = [{ what: 'Vướng mắc của phường đã gỡ xong.', on: '2026-11-20' }];
  const said = { title: 'Gỡ vướng cho phường Một', achievement: 'Rút thời gian xét hồ sơ còn hai tháng.', evidence };
  const body = { whom: 'person', post: 'D2.clerk', ...said };
  await world.act('C1-staff', { kind: 'commendation', act: 'nominate', body });
  expect(await seenBy('D2-clerk')).not.toContain(said.title);
  expect(await seenBy('D2-head')).toContain(said.title);
  const reason = 'Giải quyết xong 40 hồ sơ trong tuần.';
  await world.act('D2-head', { kind: 'commendation', act: 'praise', body: { post: 'D2.staff', reason } });
  for (const person of ['D2-staff', 'C2-clerk']) expect(await seenBy(person)).toContain(reason);
});

test('the record refolds without a difference', async () => {
  const pool = openPool(world.adminUrl, 'app_worker', 2);
  try {
    expect((await verify(createStore(pool, world.store.tenant, world.store.registry))).differences).toEqual([]);
  } finally {
    await pool.end();
  }
});
