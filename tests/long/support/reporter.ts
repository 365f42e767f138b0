/** Somebody who reports one obstacle after another over the API and repeats every request until it is answered. */
import { setTimeout as sleep } from 'node:timers/promises';

/** What was acknowledged: the key it was sent with and the dossier it became. */
export interface Acknowledged {
  readonly key: string;
  readonly dossier: string;
  readonly receipt: string;
  /** The signed promise that its leaf will be in the log. */
  readonly promise: string | undefined;
}

const PAUSE_MS = 100;
/** Answers after which asking again is right: the service says it is away, or nobody answered. */
const AWAY = new Set([502, 503, 504]);

/** Sends reports until told to stop; every report goes on under its own key until it is answered. */
export class Reporter {
  readonly acknowledged: Acknowledged[] = [];
  /** How often a request had to be repeated. */
  repeated = 0;
  /** Answers that are neither an acknowledgement nor «away»: there must be none. */
  readonly wrong: string[] = [];
  readonly #url: string;
  readonly #token: string;
  readonly #name: string;
  #stopped = false;

  constructor(url: string, token: string, name: string) {
    this.#url = url;
    this.#token = token;
    this.#name = name;
  }

  stop(): void {
    this.#stopped = true;
  }

  /** Reports until told to stop, resting so many milliseconds after each. */
  async run(body: (n: number) => unknown, restMs = 0): Promise<void> {
    for (let n = 0; !this.#stopped; n += 1) {
      await this.#report(`${this.#name}-${String(n).padStart(6, '0')}`, body(n));
      if (restMs > 0) await sleep(restMs);
    }
  }

  async #report(key: string, body: unknown): Promise<void> {
    for (;;) {
      const answer = await fetch(`${this.#url}/api/v1/dossiers`, {
        method: 'POST',
        headers: { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify(body),
      }).catch(() => undefined);
      if (answer?.status === 201) {
        const said = (await answer.json().catch(() => undefined)) as
          | { dossier: string; receipt: string; signedReceipt?: { note: string } | null }
          | undefined;
        if (said) {
          this.acknowledged.push({ key, dossier: said.dossier, receipt: said.receipt, promise: said.signedReceipt?.note });
          return;
        }
      } else if (answer && !AWAY.has(answer.status)) {
        this.wrong.push(`${answer.status} ${(await answer.text().catch(() => '')).slice(0, 300)}`);
        return;
      }
      this.repeated += 1;
      await sleep(PAUSE_MS);
    }
  }
}
