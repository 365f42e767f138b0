/** Much work at once: two hundred dossiers with one set of words, and a whole list taken out as a file. */
import { randomUUID } from 'node:crypto';
import { BULK_LIMIT } from '../../src/dossier/bulk.ts';
import { asDossierId, type PersonId } from '../../src/kernel/ids.ts';
import { asInstant, toLegalDate } from '../../src/kernel/time.ts';
import { type BulkOutcome, foreseeBulk, performBulk } from '../../src/store/bulk/carry-out.ts';
import { readAs } from '../../src/store/database.ts';
import { residentMegabytes } from '../measure/cpu.ts';
import type { Report } from '../measure/line.ts';
import { type HttpClient, startHttpClient } from '../server/http.ts';
import { startWebProgram } from '../server/web.ts';
import type { Site } from './site.ts';

/** Foresees and carries out a bulk, then takes lists out over HTTP. */
export async function measureBulk(report: Report, site: Site, dataDir: string): Promise<void> {
  await measureActs(report, site);
  const web = await startWebProgram(site.url, dataDir);
  const client = startHttpClient();
  try {
    const before = residentMegabytes(web.pid);
    for (const format of ['csv', 'xlsx'] as const) await takeOut(report, site, { client, origin: web.origin, format });
    report.add(
      `memory of the web program, before and after the exports, ${site.size}: grown by`,
      residentMegabytes(web.pid) - before,
      'MB',
    );
  } finally {
    client.stop();
    await web.stop();
  }
}

/** Later than any task of the load is due, and not so far that nobody would grant it. */
const HALF_A_YEAR = 180 * 86_400_000;

/** Whoever holds most tasks under way asks for more time on as many of them as one bulk takes. */
async function measureActs(report: Report, site: Site): Promise<void> {
  const { person, tasks } = await busiestHolder(site);
  const dueOn = toLegalDate(asInstant(Date.now() + HALF_A_YEAR));
  const request = {
    act: 'request-extension',
    body: { dueOn, reason: 'Khối lượng hồ sơ phải rà soát tăng gấp đôi.' },
    items: tasks.map((dossier) => ({ dossier })),
  };
  const began = performance.now();
  const foreseen = await foreseeBulk(site.store, { person }, request);
  const shown = performance.now();
  const outcomes = await performBulk(site.store, { person }, { ...request, key: randomUUID() });
  const ended = performance.now();
  const done = outcomes.filter(isDone).length;
  if (done === 0) throw new Error(`a bulk of ${tasks.length} did nothing: ${JSON.stringify(outcomes[0])}`);
  report.add(`bulk of ${tasks.length}: foreseen, ${site.size}`, shown - began, 'ms');
  report.add(`bulk of ${tasks.length}: carried out, ${site.size}`, ended - shown, 'ms');
  report.add(`bulk of ${tasks.length}: done, ${site.size}`, done, 'dossiers');
  report.add(
    `bulk of ${tasks.length}: foreseen as refused, ${site.size}`,
    foreseen.filter((f) => 'refused' in f).length,
    'dossiers',
  );
}

const isDone = (outcome: BulkOutcome): boolean => 'done' in outcome;

async function busiestHolder(
  site: Site,
): Promise<{ readonly person: PersonId; readonly tasks: readonly ReturnType<typeof asDossierId>[] }> {
  const rows = await readAs(site.store.pool, site.asker.identity, async (client) => {
    const found = await client.query<{ holder: string; ids: string[] }>(
      `select state->>'holder' as holder, (array_agg(id::text order by id desc))[1:${BULK_LIMIT}] as ids from app.dossier
       where kind = 'task' and stage = 'doing' and not state ? 'extension' group by 1 order by count(*) desc limit 20`,
    );
    return found.rows;
  });
  for (const { holder, ids } of rows) {
    const person = site.asker.org.actingHolder(holder as never)?.person;
    if (person !== undefined) return { person, tasks: ids.map(asDossierId) };
  }
  throw new Error('nobody holds a task');
}

async function takeOut(
  report: Report,
  site: Site,
  of: { readonly client: HttpClient; readonly origin: string; readonly format: 'csv' | 'xlsx' },
): Promise<void> {
  const measured = await of.client.measure({
    origin: of.origin,
    callers: 1,
    millis: 600_000,
    once: true,
    method: 'GET',
    paths: [`/nv/xuat.${of.format}`],
    headers: site.sessions.slice(0, 1).map((session) => ({ cookie: `sid=${session}` })),
    expect: 200,
  });
  if (measured.failed > 0) throw new Error(`an export failed: ${measured.failure ?? ''}`);
  const name = `all tasks as ${of.format.toUpperCase()}, ${site.size}`;
  report.add(name, measured.p50, 'ms');
  report.add(`${name}: size`, measured.bytes / 1e6, 'MB');
}
