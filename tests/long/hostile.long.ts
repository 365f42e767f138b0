/** Generated hostile requests, as everybody and as nobody: no answer is a fault of ours and none tells of what the asker may not see. */
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHostile, type Description } from './support/hostile-requests.ts';
import { type Installation, startInstallation } from './support/programs.ts';
import { pick, randomFrom } from './support/random.ts';
import { setting } from './support/setting.ts';

const REQUESTS = setting('LONG_REQUESTS', 100_000);
const SEED = setting('LONG_SEED', 73);
const CALLERS = 8;

let installation: Installation;

beforeAll(async () => {
  installation = await startInstallation();
});
afterAll(async () => {
  await installation?.stop();
});

test(`${REQUESTS} hostile requests: no 5xx, no leak, the record is whole`, async () => {
  const { url, played } = installation;
  const description = (await (await fetch(`${url}/api/v1/openapi.json`)).json()) as Description;
  const all = await allDossiers();
  const random = randomFrom(SEED);
  const unknown = ['00000000-0000-7000-8000-000000000000', 'VM-2026-99999', 'VM-2026-00011', '418'];
  const next = createHostile(description, [...all, ...unknown], random);
  const callers = [...played.map((p) => p.token), ...played.map((p) => p.token), 'kt_khong-co-that', ''];
  const readable = new Map<string, Set<string>>();
  for (const token of new Set(callers)) readable.set(token, await readableBy(token));

  const faults: string[] = [];
  const told: Told[] = [];
  const statuses = new Map<number, number>();
  let sent = 0;
  const call = async () => {
    while (sent < REQUESTS) {
      sent += 1;
      const token = pick(random, callers);
      const { method, path, headers, body } = next();
      const answer = await fetch(`${url}${path}`, {
        method,
        headers: { ...headers, ...(token === '' ? {} : { authorization: `Bearer ${token}` }) },
        ...(body === undefined ? {} : { body }),
      });
      const text = await answer.text();
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      const request = `${method} ${path.slice(0, 300)} ${body?.slice(0, 300) ?? ''}`;
      if (answer.status >= 500) faults.push(`${answer.status} ${request}: ${text.slice(0, 300)}`);
      if (answer.status >= 400 && !isProblem(answer, text))
        faults.push(`no problem in ${answer.status} ${request}: ${text.slice(0, 200)}`);
      for (const dossier of all) {
        // What the asker named may be named in the answer.
        if (text.includes(dossier) && !path.includes(dossier) && body?.includes(dossier) !== true)
          told.push({ token, dossier, request, asked: /\/dossiers\/([0-9a-f-]{36})(?:\/|\?|$)/.exec(path)?.[1] });
      }
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, call));

  expect(faults.slice(0, 12), `${faults.length} faults`).toEqual([]);
  // An act may have given somebody sight of a dossier; whoever may see it now was told lawfully.
  for (const token of new Set(callers)) for (const id of await readableBy(token)) readable.get(token)?.add(id);
  const untold = told.filter(({ token, dossier }) => readable.get(token)?.has(dossier) !== true);
  expect(await withoutReferences(untold, readable)).toEqual([]);
  expect(installation.isRunning('web')).toBe(true);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  console.log(`${sent} requests:`, Object.fromEntries([...statuses].toSorted(([a], [b]) => a - b)));
  const verified = await installation.command('verify');
  expect(verified.code, verified.output).toBe(0);
});

function isProblem(answer: Response, text: string): boolean {
  if (!(answer.headers.get('content-type') ?? '').startsWith('application/problem+json')) return false;
  const { status, code, title } = JSON.parse(text) as { status?: number; code?: string; title?: string };
  return status === answer.status && typeof code === 'string' && typeof title === 'string';
}

/** An answer that named a dossier which its asker may not see. */
interface Told {
  readonly token: string;
  readonly dossier: string;
  readonly request: string;
  /** The dossier that was asked for. */
  readonly asked: string | undefined;
}

/**
 * Without those where the record of a readable dossier points at another: a paper names the register it was entered in, and an act that
 * left that out would not have its hash. The id opens nothing; at a restricted dossier nothing may point at all.
 */
async function withoutReferences(
  told: readonly Told[],
  readable: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<readonly Told[]> {
  const client = new pg.Client({ connectionString: installation.databaseUrl });
  await client.connect();
  try {
    const left: Told[] = [];
    for (const one of told) {
      const points = await client.query(
        `select from app.act a, app.dossier d where a.dossier = $1::uuid and to_jsonb(a)::text like '%' || $2::text || '%'
           and d.id = $2::text::uuid and not d.restricted limit 1`,
        [one.asked ?? null, one.dossier],
      );
      const mayRead = one.asked !== undefined && readable.get(one.token)?.has(one.asked) === true;
      if (!mayRead || points.rowCount === 0) left.push(one);
    }
    return left;
  } finally {
    await client.end();
  }
}

async function allDossiers(): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: installation.databaseUrl });
  await client.connect();
  try {
    return (await client.query<{ id: string }>('select id from app.dossier order by id')).rows.map((row) => row.id);
  } finally {
    await client.end();
  }
}

/** Everything a caller may read, page by page. */
async function readableBy(token: string): Promise<Set<string>> {
  const seen = new Set<string>();
  let cursor: string | undefined;
  do {
    const query = new URLSearchParams({ limit: '200', ...(cursor === undefined ? {} : { cursor }) });
    const answer = await fetch(`${installation.url}/api/v1/dossiers?${query}`, { headers: { authorization: `Bearer ${token}` } });
    if (!answer.ok) return seen;
    const page = (await answer.json()) as { rows: readonly { id: string }[]; next?: string };
    for (const row of page.rows) seen.add(row.id);
    cursor = page.next;
  } while (cursor !== undefined && cursor !== null);
  return seen;
}
