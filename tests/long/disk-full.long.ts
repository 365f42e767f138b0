/** The disk of the database is full: reading goes on, writing says what is wrong and keeps what was typed, and room is found again. */
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../src/main/installation.ts';
import { takeContent } from '../../src/store/content.ts';
import { askAs } from '../../src/store/store.ts';
import { expectEachOnce } from './support/acknowledged.ts';
import { Browser, hiddenIn, mainText } from './support/browser.ts';
import { type Installation, startInstallation } from './support/programs.ts';
import { Reporter } from './support/reporter.ts';
import { setting } from './support/setting.ts';
import { openSmallDisk, type SmallDisk } from './support/small-disk.ts';
import { until } from './support/until.ts';

const FULL_SECONDS = setting('LONG_FULL_SECONDS', 60);
const MEGABYTES = 900;
const FORM = '/vm/moi';
const FULL = 'Đĩa của cơ sở dữ liệu đã đầy';
const PERSONA = 'commune-official';

const disk = openSmallDisk(MEGABYTES);
if (!disk)
  console.warn(
    `disk-full is left out: it takes root to mount a small disk, or LONG_SMALL_DISK naming an empty file system of about ${MEGABYTES} MB`,
  );

describe.skipIf(!disk)('a full disk', () => {
  const small = disk as SmallDisk;
  let installation: Installation;

  beforeAll(async () => {
    installation = await startInstallation({ dataDir: `${small.folder}/data` });
  });
  afterAll(async () => {
    small.clear();
    await installation?.stop();
    small.remove();
  });

  test(`for ${FULL_SECONDS} s: every answer is clear, nothing typed or acknowledged is lost, and service comes back by itself`, async () => {
    const { url, played, databaseUrl } = installation;
    const token = played.find((p) => p.id === PERSONA)?.token ?? '';
    const api = (lang: string) =>
      fetch(`${url}/api/v1/dossiers`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'accept-language': lang },
        body: JSON.stringify({ kind: 'obstacle', act: 'report', body: reportOf('Vướng mắc gửi bằng chương trình.') }),
      });
    const browser = new Browser(url);
    await browser.playAs(PERSONA);
    const reporters = [0, 1].map((n) => new Reporter(url, token, `full-${n}`));
    const running = reporters.map((reporter, at) =>
      reporter.run((n) => ({
        kind: 'obstacle',
        act: 'report',
        body: reportOf(`Vướng mắc số ${n} khi đĩa đầy, người báo ${at}. ${LONG}`),
      })),
    );
    await until(() => reporters.every((reporter) => reporter.acknowledged.length >= 5));
    const store = openStore(databaseUrl, 'app_web', 1);
    const asker = await askAs(store, null);

    const anyWord = () => Math.random().toString(36).slice(2);
    small.fill();
    // PostgreSQL first uses up what it has set aside.
    let typed = '';
    const refused = await until(async () => {
      small.fill();
      // What went through just before must not be taken for the same: then nothing would be written and nothing refused.
      typed = `Cầu ${anyWord()} <${anyWord()}>\n"${anyWord()}" & ${anyWord()}: lún.`;
      const page = await browser.submit(FORM, await browser.get(FORM), reportOf(typed));
      return page.status >= 400 ? page : undefined;
    });
    expect(refused.status, mainText(refused.text)).toBe(503);
    expect(refused.text).toContain(FULL);
    expect(refused.text).toMatch(/Mã tham chiếu/);
    expect(lines(hiddenIn(refused.text)['what'])).toBe(typed);
    await expect(takeContent(store, asker, Buffer.alloc(2_000_000, 'tệp'), 'text/plain')).rejects.toMatchObject({
      code: 'store.full',
    });
    await store.pool.end();

    let refusals = 0;
    const reads = { served: 0, refused: 0 };
    for (const end = Date.now() + FULL_SECONDS * 1000; Date.now() < end; await sleep(500)) {
      small.fill();
      for (const path of ['/viec', '/vm']) {
        const page = await browser.get(path);
        // PostgreSQL may refuse a new connection for want of room; then the page says the same.
        if (page.status !== 200) expect([page.status, page.text]).toEqual([503, expect.stringContaining(FULL)]);
        reads[page.status === 200 ? 'served' : 'refused'] += 1;
      }
      const problem = await api(refusals % 2 === 0 ? 'vi' : 'en');
      if (problem.status === 201) continue;
      const said = (await problem.json()) as { code: string; detail: string };
      expect([problem.status, said.code]).toEqual([503, 'store.full']);
      expect(said.detail).toContain(refusals % 2 === 0 ? FULL : 'The disk of the database is full');
      refusals += 1;
    }
    expect(refusals).toBeGreaterThan(0);
    expect(reads.served).toBeGreaterThan(reads.refused);
    const backup = await installation.command('backup', '--to', `${small.folder}/backup.tar`);
    expect(backup.code).not.toBe(0);
    expect(backup.output).toContain(`${small.folder}/backup.tar`);
    expect(backup.output).not.toMatch(/^\s+at /m);
    expect(existsSync(`${small.folder}/backup.tar`)).toBe(false);

    small.clear();
    const before = reporters.map((reporter) => reporter.acknowledged.length);
    await until(() => reporters.every((reporter, n) => reporter.acknowledged.length > (before[n] ?? 0) + 3));
    for (const reporter of reporters) reporter.stop();
    await Promise.all(running);
    expect(reporters.flatMap((reporter) => reporter.wrong)).toEqual([]);
    expect({ web: installation.isRunning('web'), worker: installation.isRunning('worker') }).toEqual({ web: true, worker: true });

    // «Thử gửi lại» on the page of the failure, twice: it is stored once, word for word.
    const sent = await browser.submit(FORM, refused, {});
    const alike = await browser.submit(FORM, refused, {});
    expect(sent.status, mainText(sent.text)).toBe(303);
    // Asked whether it is not the one just sent, sent all the same: still the same.
    expect(alike.text).toContain('Có thể đã có người nêu');
    const again = await browser.submit(FORM, alike, refusedAnswers(refused.text));
    expect(again.location).toBe(sent.location);
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    try {
      const stored = await client.query<{ value: string }>('select value::text from app.vault where dossier = $1', [
        /[0-9a-f-]{36}/.exec(sent.location ?? '')?.[0],
      ]);
      expect(stored.rows.map((row) => lines(JSON.parse(row.value) as string))).toContain(typed);
      await expectEachOnce(client, reporters, { keys: 'full-%', titles: 'Vướng mắc số % khi đĩa đầy%' });
    } finally {
      await client.end();
    }
    const acknowledged = reporters.reduce((sum, reporter) => sum + reporter.acknowledged.length, 0);
    const repeated = reporters.reduce((sum, reporter) => sum + reporter.repeated, 0);
    console.log(
      `${acknowledged} reports acknowledged, ${repeated} requests repeated; while the disk was full ${reads.served} pages were served and ${reads.refused} refused`,
    );
    const verified = await installation.command('verify');
    expect(verified.code, verified.output).toBe(0);
  });
});

const LONG = 'Nội dung dài để đĩa mau hết chỗ. '.repeat(100);

function reportOf(what: string): Readonly<Record<string, string>> {
  return { what, locality: '06760', legalGap: 'unsure', aboutPerson: 'no', visibility: 'narrow' };
}

/** The answers of the first page, which the second shows in controls of its own. */
function refusedAnswers(html: string): Record<string, string> {
  const { what = '', locality = '', legalGap = '', aboutPerson = '', visibility = '' } = hiddenIn(html);
  return { what, locality, legalGap, aboutPerson, visibility };
}

/** Browsers send line ends in their own way. */
const lines = (text: string | undefined): string | undefined => text?.replaceAll('\r\n', '\n');
