/** A server whose clock is put back or forward dates its acts wrongly; witnesses with clocks of their own say between which moments each was there. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyBundle } from '../../verifier/formats/bundle.ts';
import { startWitness, type TestWitness } from '../support/witness.ts';
import { type MachineClock, openMachineClock } from './support/machine-clock.ts';
import { type Installation, startInstallation } from './support/programs.ts';
import { until } from './support/until.ts';

const DAY = 86_400;
/** What a verifier allows clocks to differ by, and a minute for the machine. */
const NEAR = 360;

const found = openMachineClock();
if (!found) console.warn('backdated is left out: it takes libfaketime (Debian: apt-get install faketime)');

describe.skipIf(!found)('a server with a wrong clock', () => {
  const clock = found as MachineClock;
  let folder: string;
  let installation: Installation;
  let client: pg.Client;
  let witness: TestWitness;
  let token: string;
  let policy: string;
  const now = () => Math.floor(Date.now() / 1000);

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'khoithong-backdated-'));
    witness = await startWitness('toa-an', []);
    const file = path.join(folder, 'policy.txt');
    const witnessed = `witness toa-an ${witness.vkey}\nquorum toa-an\n`;
    await writeFile(file, witnessed);
    // The log is opened long before: an act older than its log is declared to have been entered afterwards, and that is another matter.
    clock.put(-60 * DAY);
    installation = await startInstallation({ environment: { ...clock.environment, LEDGER_POLICY: file } });
    client = new pg.Client({ connectionString: installation.databaseUrl });
    await client.connect();
    await put(0);
    // One of today: that of the played person was given two months ago.
    const person = installation.played.find(({ id }) => id === 'commune-official')?.person ?? '';
    token = (await installation.command('token', '--person', person)).output.trim().split('\n').at(-1) ?? '';
    const status = (await (await fetch(`${installation.url}/status`)).json()) as {
      readonly logs: readonly {
        readonly log: string;
        readonly keys: readonly { readonly purpose: string; readonly vkey: string }[];
      }[];
    };
    const key = status.logs.find(({ log }) => log === 'main')?.keys.find(({ purpose }) => purpose === 'log')?.vkey;
    policy = `log ${key}\n${witnessed}`;
  }, 600_000);
  afterAll(async () => {
    await client?.end();
    await installation?.stop();
    await witness?.close();
    clock.remove();
    await rm(folder, { recursive: true, force: true });
  });

  const put = async (seconds: number): Promise<void> => {
    clock.put(seconds);
    await until(async () => {
      const { rows } = await client.query<{ now: Date }>('select clock_timestamp() as now');
      return Math.abs(((rows[0]?.now.getTime() ?? 0) - Date.now()) / 1000 - seconds) < 60;
    });
    // Every process looks once a second.
    await sleep(2000);
  };
  const call = (at: string, body: unknown, key: string) =>
    fetch(`${installation.url}/api/v1${at}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify(body),
    });
  const report = async (key: string): Promise<string> => {
    const body = {
      what: `Vướng mắc ${key} khi đồng hồ sai.`,
      locality: '06760',
      legalGap: 'unsure',
      aboutPerson: 'no',
      visibility: 'narrow',
    };
    const answer = await call('/dossiers', { kind: 'obstacle', act: 'report', body }, `clock-${key}-0001`);
    const said = (await answer.json()) as { readonly dossier: string };
    expect(answer.status, JSON.stringify(said)).toBeLessThan(300);
    return said.dossier;
  };
  /** Once everything has its place and is signed, the witness signs it by its own clock. */
  const cosign = async (): Promise<void> => {
    await until(async () => {
      const { rows } = await client.query<{ left: number }>(
        `select (select count(*) from app.ledger_pending)::int + (select count(*) from app.ledger_log l where l.log = 'main' and l.size >
           (select max(c.size) from app.ledger_checkpoint c where c.log = l.log and c.epoch = l.epoch))::int as left`,
      );
      return rows[0]?.left === 0;
    });
    const note = await (await fetch(`${installation.url}/ledger/main/checkpoint`)).text();
    const answer = await fetch(`${installation.url}/ledger/main/cosignature`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: note + witness.cosign(note),
    });
    expect(answer.status).toBe(200);
  };
  const evidenceOf = async (dossier: string) => {
    const answer = await call(
      `/dossiers/${dossier}/evidence`,
      { choice: 'usual', purpose: 'Kiểm tra đồng hồ' },
      `evidence-${dossier}`,
    );
    expect(answer.status).toBe(200);
    return verifyBundle(new Uint8Array(await answer.arrayBuffer()), { policy });
  };

  test('is contradicted by the bounds of its witnesses, whichever way it is wrong', async () => {
    await cosign();
    const right = await report('right');
    await cosign();
    const truth = now();
    await put(-30 * DAY);
    const back = await report('back');
    await cosign();
    await put(30 * DAY);
    const forward = await report('forward');
    await cosign();
    await put(0);

    for (const [dossier, code] of [
      [right, undefined],
      [back, 'time.too-early'],
      [forward, 'time.too-late'],
    ] as const) {
      const { verdict, problems, records } = await evidenceOf(dossier);
      expect([verdict, problems.map((one) => one.code)]).toEqual(code === undefined ? ['witnessed', []] : ['wrong', [code]]);
      // Whatever the record says of itself, the true moment lies between the bounds.
      const [first] = records;
      expect(Math.abs((first?.after ?? 0) - truth)).toBeLessThan(NEAR);
      expect(Math.abs((first?.notAfter ?? 0) - truth)).toBeLessThan(NEAR);
      expect(first?.isLate).toBe(false);
    }
    const verified = await installation.command('verify');
    expect(verified.code, verified.output).toBe(0);
  });
});
