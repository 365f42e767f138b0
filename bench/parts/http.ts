/** The same over HTTP, against the real web program, and the pages people read. */
import { gunzipSync } from 'node:zlib';
import { chanceOf } from '../load/chance.ts';
import { cpuOfTree, residentMegabytes } from '../measure/cpu.ts';
import type { Report } from '../measure/line.ts';
import { BEST_PEER } from '../measure/peers.ts';
import { type HttpClient, startHttpClient } from '../server/http.ts';
import type { HttpTask } from '../server/http-client.ts';
import { startWebProgram, type WebProgram } from '../server/web.ts';
import { CALLERS, reportBody, type Site, settleDown } from './site.ts';

/** What is asked, how, and which peer's figure it stands beside. */
interface Asked {
  readonly what: string;
  readonly task: Pick<HttpTask, 'method' | 'paths' | 'bodies' | 'headers' | 'expect'>;
  readonly peer: keyof typeof BEST_PEER;
  /** Requests that make one action. */
  readonly each?: number;
}

/** A line's name. */
export const httpName = (what: string, callers: number, size: string): string => `HTTP ${what}, ${callers} callers, ${size}`;

const WORDS = [
  'giải phóng mặt bằng',
  'giai phong mat bang',
  'tái định cư',
  'khu tai dinh cu',
  'đơn giá bồi thường',
  'trạm y tế',
  'Nguyễn Văn Hùng',
  'cum cong nghiep',
  'bảng giá đất',
  'than Hà Lầm',
  'rừng trồng gãy đổ',
  'kênh tưới liên xã',
  'ho tich',
  'nuôi biển',
  'cầu vượt đường sắt',
  'ben cang tong hop',
] as const; // prettier-ignore

function askedOf(site: Site): readonly Asked[] {
  const bearers = site.tokens.map((token) => ({ authorization: `Bearer ${token}` }));
  const cookies = site.sessions.map((session) => ({ cookie: `sid=${session}`, 'accept-encoding': 'gzip' }));
  const units = ['22-snnmt', '22-stc', '22-sxd', '22-sct'];
  const get = { method: 'GET', expect: 200 } as const;
  const bodies = Array.from({ length: 2000 }, (_, n) =>
    JSON.stringify({ kind: 'obstacle', act: 'report', body: reportBody(site, chanceOf(n + 7_000_000)) }),
  );
  const query = (q: string): string => `q=${encodeURIComponent(q)}`;
  return [
    {
      what: 'list of one unit by due date, JSON',
      peer: 'list',
      task: {
        ...get,
        paths: units.map((u) => `/api/v1/dossiers?kind=obstacle&state=open&unit=${u}&order=due&limit=50`),
        headers: bearers,
      },
    },
    {
      what: 'list of one unit by due date, HTML',
      peer: 'list',
      task: { ...get, paths: units.map((u) => `/vm?tinh-trang=open&don-vi=${u}`), headers: cookies },
    },
    { what: 'list of all obstacles, HTML', peer: 'list', task: { ...get, paths: ['/vm'], headers: cookies } },
    // Heads of communes read about one task in fifty.
    { what: 'list of all tasks, few of them readable, HTML', peer: 'list', task: { ...get, paths: ['/nv'], headers: cookies } },
    {
      what: 'dossier and its history, JSON (two requests)',
      peer: 'detail',
      each: 2,
      task: {
        ...get,
        paths: site.numbers.flatMap((n) => [`/api/v1/dossiers/${n}`, `/api/v1/dossiers/${n}/acts`]),
        headers: bearers,
      },
    },
    {
      what: 'dossier page with history, HTML',
      peer: 'detail',
      task: { ...get, paths: site.numbers.map((n) => `/vm/${n.slice(3)}`), headers: cookies },
    },
    {
      what: 'search, JSON',
      peer: 'search',
      task: { ...get, paths: WORDS.map((w) => `/api/v1/search?${query(w)}`), headers: bearers },
    },
    { what: 'search, HTML', peer: 'search', task: { ...get, paths: WORDS.map((w) => `/tra-cuu?${query(w)}`), headers: cookies } },
    // Last: thousands of reports that nobody has registered are no record that lists are read from.
    {
      what: 'create an obstacle, JSON',
      peer: 'create',
      task: { method: 'POST', expect: 201, paths: ['/api/v1/dossiers'], bodies, headers: bearers },
    },
  ];
}

/** Measures every action at one and at sixteen callers, then start, memory and weight of the pages. */
export async function measureHttp(report: Report, site: Site, serverPid: number, dataDir: string, millis: number): Promise<void> {
  const web = await startWebProgram(site.url, dataDir);
  const client = startHttpClient();
  try {
    report.add(`start of the web program until it answers, ${site.size}`, web.startMillis, 'ms');
    report.add(`memory of the web program, fresh, ${site.size}`, residentMegabytes(web.pid), 'MB');
    for (const asked of askedOf(site)) await measureOne(report, site, { asked, web, client, serverPid, millis });
    report.add(`memory of the web program, after all this, ${site.size}`, residentMegabytes(web.pid), 'MB');
    await measureWeight(report, site, web);
  } finally {
    client.stop();
    await web.stop();
  }
}

interface Bench {
  readonly asked: Asked;
  readonly web: WebProgram;
  readonly client: HttpClient;
  readonly serverPid: number;
  readonly millis: number;
}

async function measureOne(report: Report, site: Site, { asked, web, client, serverPid, millis }: Bench): Promise<void> {
  const each = asked.each ?? 1;
  const task = { ...asked.task, origin: web.origin };
  await client.measure({ ...task, callers: Math.max(...CALLERS), millis: Math.min(1500, millis) });
  for (const callers of CALLERS) {
    if (asked.peer === 'create') await settleDown(site.url);
    const name = httpName(asked.what, callers, site.size);
    const before = { web: cpuOfTree(web.pid), server: cpuOfTree(serverPid) };
    const measured = await client.measure({ ...task, callers, millis });
    if (measured.failed > 0) throw new Error(`${name}: ${measured.failed} failed: ${measured.failure ?? ''}`);
    const actions = measured.count / each;
    const peer = callers === 1 ? undefined : BEST_PEER[asked.peer];
    report.add(name, measured.perSecond / each, 'actions/s', peer);
    report.add(`${name}, p50`, measured.p50 * each, 'ms');
    report.add(`${name}, p95`, measured.p95 * each, 'ms');
    report.add(`${name}, CPU of the web program`, (cpuOfTree(web.pid) - before.web) / actions, 'ms');
    report.add(`${name}, CPU of PostgreSQL`, (cpuOfTree(serverPid) - before.server) / actions, 'ms');
    report.add(`${name}, CPU of the client (not part of the above)`, measured.cpuMillis / actions, 'ms');
  }
}

async function measureWeight(report: Report, site: Site, web: WebProgram): Promise<void> {
  const cookie = `sid=${site.sessions[0] ?? ''}`;
  const number = site.numbers[0]?.slice(3) ?? '';
  for (const [what, path] of [
    ['list', '/vm'],
    ['dossier', `/vm/${number}`],
  ] as const) {
    const page = await weigh(web, path, cookie);
    const parts = [
      ...new Set([...page.text.matchAll(/(?:href|src)="(\/static\/[^"]+\.(?:css|js|woff2))"/g)].map((m) => m[1] ?? '')),
    ];
    let assets = 0;
    for (const part of parts) assets += (await weigh(web, part, cookie)).bytes;
    report.add(`weight of the ${what} page on the wire, ${site.size}`, page.bytes / 1000, 'kB');
    report.add(`weight of its styles, scripts and fonts, first visit`, assets / 1000, 'kB');
  }
}

async function weigh(web: WebProgram, path: string, cookie: string): Promise<{ readonly bytes: number; readonly text: string }> {
  const { request } = await import('node:http');
  return new Promise((resolve, reject) => {
    request(`${web.origin}${path}`, { headers: { cookie, 'accept-encoding': 'gzip' } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.once('end', () => {
        const body = Buffer.concat(chunks);
        const text = answer.headers['content-encoding'] === 'gzip' ? gunzipSync(body).toString('utf8') : body.toString('utf8');
        resolve({ bytes: body.length, text });
      });
    })
      .once('error', reject)
      .end();
  });
}
