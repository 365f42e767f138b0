/**
 * The client of the HTTP measurements, in a process of its own so that neither its work nor its waiting enters the figures of the
 * others. Bare node:http on connections that stay open; it reads every byte and looks at the status, nothing more.
 */
import http from 'node:http';
import { type Measured, runCallers } from '../measure/callers.ts';

/** One request, as often as wanted; `paths` and `bodies` are taken in turn. */
export interface HttpTask {
  readonly origin: string;
  readonly callers: number;
  readonly millis: number;
  readonly method: 'GET' | 'POST';
  readonly paths: readonly string[];
  readonly bodies?: readonly string[];
  /** Headers taken in turn by the callers: each caller is one person. */
  readonly headers: readonly Readonly<Record<string, string>>[];
  readonly expect: number;
  /** True: every path or body once, then the end. */
  readonly once?: boolean;
}

/** What the client measured, with the CPU time it used itself. */
export interface HttpMeasured extends Measured {
  readonly cpuMillis: number;
  readonly bytes: number;
}

async function carryOut(task: HttpTask): Promise<HttpMeasured> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: task.callers });
  const before = process.cpuUsage();
  let bytes = 0;
  const measured = await runCallers(task.callers, task.millis, async (n, caller) => {
    const items = task.bodies ?? task.paths;
    if (task.once === true && n >= items.length) return false;
    bytes = await request(task, agent, n, caller);
    return true;
  });
  agent.destroy();
  const used = process.cpuUsage(before);
  return { ...measured, bytes, cpuMillis: (used.user + used.system) / 1000 };
}

function request(task: HttpTask, agent: http.Agent, n: number, caller: number): Promise<number> {
  const body = task.bodies?.[n % task.bodies.length];
  const path = task.paths[n % task.paths.length] ?? '/';
  const headers: Record<string, string> = { ...task.headers[(task.once === true ? n : caller) % task.headers.length] };
  if (body !== undefined) {
    headers['content-type'] = 'application/json';
    headers['content-length'] = String(Buffer.byteLength(body));
  }
  return new Promise((resolve, reject) => {
    const asked = http.request(`${task.origin}${path}`, { method: task.method, agent, headers }, (answer) => {
      let length = 0;
      let start = '';
      answer.on('data', (chunk: Buffer) => {
        length += chunk.length;
        if (answer.statusCode !== task.expect && start.length < 500) start += chunk.toString('utf8');
      });
      answer.once('end', () =>
        answer.statusCode === task.expect ? resolve(length) : reject(new Error(`${answer.statusCode} ${path}: ${start}`)),
      );
    });
    asked.once('error', reject);
    asked.end(body);
  });
}

process.on('message', (task: HttpTask) => {
  carryOut(task).then(
    (measured) => process.send?.(measured),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
});
