/** Asks the client process to measure. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { HttpMeasured, HttpTask } from './http-client.ts';

/** The client process. */
export interface HttpClient {
  measure(task: HttpTask): Promise<HttpMeasured>;
  stop(): void;
}

/** Starts the client in a process of its own. */
export function startHttpClient(): HttpClient {
  const file = path.join(import.meta.dirname, 'http-client.ts');
  const child: ChildProcess = fork(file, [], { execArgv: ['--import', 'tsx'] });
  return {
    async measure(task) {
      child.send(task);
      const ended = new AbortController();
      const [measured] = (await Promise.race([
        once(child, 'message', { signal: ended.signal }),
        once(child, 'exit', { signal: ended.signal }).then(([code]) => {
          throw new Error(`the client ended with ${String(code)}`);
        }),
      ]).finally(() => ended.abort())) as [HttpMeasured];
      if (measured.count === 0) throw new Error(`nothing was answered: ${measured.failure ?? ''}`);
      return measured;
    },
    stop: () => child.disconnect(),
  };
}
