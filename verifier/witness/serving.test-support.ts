import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { inFolder, type TestLog } from './log.test-support.ts';
import { witnessServer } from './server.ts';
import { newState, persistState, type WitnessState } from './state.ts';
import { openWitness, type Witness, type WitnessMeans } from './witness.ts';

/** What a served witness answered. */
export interface Answered {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** A witness behind a real server. */
export interface Served {
  readonly file: string;
  readonly witness: Witness;
  readonly url: string;
  add(body: string | Uint8Array<ArrayBuffer>): Promise<Answered>;
  get(path: string): Promise<Answered>;
}

/** Serves a new witness of these logs below a prefix while the work lasts. */
export async function served(
  logs: readonly TestLog[],
  work: (served: Served) => Promise<void>,
  means?: WitnessMeans,
): Promise<void> {
  await inFolder(async (folder) => {
    const file = path.join(folder, 'state.json');
    await persistState(file, stateOf(logs));
    const witness = await openWitness(file, means);
    const failures: unknown[] = [];
    const server = witnessServer(witness, '/w', (problem) => failures.push(problem));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/w`;
    try {
      await work({
        file,
        witness,
        url,
        add: (body) => answered(fetch(`${url}/add-checkpoint`, { method: 'POST', body })),
        get: (place) => answered(fetch(`${url}${place}`)),
      });
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await witness.close();
    }
  });
}

/** The state of a new witness of these logs. */
export function stateOf(logs: readonly TestLog[]): WitnessState {
  return newState(
    'witness.example/w1',
    logs.map((log) => log.signer.vkey),
  );
}

/** The answer to a request. */
export async function answered(request: Promise<Response>): Promise<Answered> {
  const response = await request;
  return { status: response.status, type: response.headers.get('content-type') ?? '', body: await response.text() };
}
