/**
 * Many people at work, in a process of its own so that their waiting is not the program's: each clicks, reads for a while, clicks again.
 * Bare node:http on connections that stay open, as browsers keep them; pages come compressed and are unpacked only where their form is sent.
 */
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { SEEN } from '../../../src/web/pages/similar/items.ts';
import { hiddenIn } from './browser.ts';
import { pick, type Random, randomFrom } from './random.ts';
import { MIX, type User, type Work, type Worked } from './users-work.ts';

type Click = keyof typeof MIX;
const CLICKS: readonly Click[] = Object.entries(MIX).flatMap(([name, share]) => Array<Click>(share).fill(name as Click));

class Person {
  readonly #work: Work;
  readonly #user: User;
  readonly #agent: http.Agent;
  readonly #random: Random;
  readonly #tell: (click: string, millis: number) => void;
  #n = 0;

  constructor(work: Work, at: number, agent: http.Agent, tell: (click: string, millis: number) => void) {
    this.#work = work;
    this.#user = work.users[at] as User;
    this.#agent = agent;
    this.#random = randomFrom(work.seed * 1000 + at + 1);
    this.#tell = tell;
  }

  async think(): Promise<void> {
    const [least, most] = this.#work.think;
    await sleep(least + this.#random(most - least));
  }

  async click(): Promise<void> {
    const { lists, dossiers, words } = this.#work;
    switch (pick(this.#random, CLICKS)) {
      case 'mine':
        return void (await this.#open('mine', '/viec'));
      case 'list':
        return void (await this.#open('list', pick(this.#random, lists)));
      case 'dossier':
        return void (await this.#open('dossier', pick(this.#random, dossiers)));
      case 'search':
        return void (await this.#open('search', `/tra-cuu?q=${encodeURIComponent(pick(this.#random, words))}`));
      case 'notices':
        return void (await this.#open('notices', '/thong-bao'));
      case 'report':
        return this.#report();
      case 'progress':
        return this.#progress();
    }
  }

  async #report(): Promise<void> {
    const page = await this.#open('report, form', '/vm/moi');
    await this.think();
    this.#n += 1;
    const what = `${pick(this.#random, this.#work.words)}: vướng ${this.#random(1e9).toString(36)} ở ${this.#random(1e9).toString(36)}, lần ${this.#n}.`;
    const typed = { what, locality: this.#user.locality, legalGap: 'unsure', aboutPerson: 'no', visibility: 'narrow' };
    const alike = await this.#send('report, sent', '/vm/moi', page, typed);
    if (alike === undefined) return;
    // Shown reports that may be the same: read, and sent all the same.
    await this.think();
    await this.#send('report, sent', '/vm/moi', alike, typed);
  }

  async #progress(): Promise<void> {
    if (this.#user.tasks.length === 0) return this.#report();
    const path = `${pick(this.#random, this.#user.tasks)}/progress`;
    const page = await this.#open('progress, form', path);
    await this.think();
    await this.#send('progress, sent', path, page, { percent: String(5 + this.#random(90)), note: 'Đã làm thêm một phần.' });
  }

  async #open(click: string, path: string): Promise<string> {
    const began = performance.now();
    const answer = await this.#ask('GET', path);
    this.#tell(click, performance.now() - began);
    if (answer.status !== 200) throw new Error(`${answer.status} ${path}`);
    return answer.text();
  }

  /** Sends a form and opens the page it leads to: one click, as the person sees it. Gives the page that asks to look at others first. */
  async #send(click: string, path: string, page: string, typed: Readonly<Record<string, string>>): Promise<string | undefined> {
    const body = new URLSearchParams({ ...hiddenIn(page), ...typed }).toString();
    const began = performance.now();
    const answer = await this.#ask('POST', path, body);
    const to = answer.location;
    if (answer.status === 200 && hiddenIn(page)[SEEN] === undefined) {
      const asks = answer.text();
      if (hiddenIn(asks)[SEEN] !== undefined) {
        this.#tell(click, performance.now() - began);
        return asks;
      }
    }
    if (answer.status !== 303 || to === undefined) {
      const main = answer.text();
      throw new Error(
        `${answer.status} ${path}: ${main
          .slice(main.indexOf('<main'))
          .replace(/<[^>]*>/g, ' ')
          .replace(/\s+/g, ' ')
          .slice(0, 300)}`,
      );
    }
    const shown = await this.#ask('GET', to);
    this.#tell(click, performance.now() - began);
    if (shown.status !== 200) throw new Error(`${shown.status} ${to}`);
    return undefined;
  }

  #ask(method: 'GET' | 'POST', path: string, body?: string) {
    const headers: Record<string, string> = {
      cookie: `sid=${this.#user.session}`,
      accept: 'text/html',
      'accept-encoding': 'gzip',
    };
    if (body !== undefined) {
      headers['content-type'] = 'application/x-www-form-urlencoded';
      headers['content-length'] = String(Buffer.byteLength(body));
      headers['sec-fetch-site'] = 'same-origin';
    }
    return new Promise<{ status: number; location: string | undefined; text(): string }>((resolve, reject) => {
      const asked = http.request(`${this.#work.origin}${path}`, { method, agent: this.#agent, headers }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.once('error', reject);
        answer.once('end', () => {
          const bytes = Buffer.concat(chunks);
          const text = () => (answer.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString('utf8');
          resolve({ status: answer.statusCode ?? 0, location: answer.headers.location, text });
        });
      });
      asked.once('error', reject);
      asked.end(body);
    });
  }
}

async function carryOut(work: Work): Promise<Worked> {
  const waits: Record<string, number[]> = {};
  const errors: string[] = [];
  const agent = new http.Agent({ keepAlive: true });
  const tell = (click: string, millis: number): void => {
    waits[click] = waits[click] ?? [];
    waits[click].push(millis);
  };
  const began = performance.now();
  const live = async (at: number): Promise<void> => {
    const person = new Person(work, at, agent, tell);
    // Nobody's working day begins in the same second.
    await sleep((work.think[1] * at) / work.users.length);
    while (performance.now() - began < work.millis) {
      await person.click().catch((error: unknown) => errors.push(error instanceof Error ? error.message : String(error)));
      await person.think();
    }
  };
  await Promise.all(work.users.map((_, at) => live(at)));
  agent.destroy();
  const { user, system } = process.cpuUsage();
  return { waits, errors, seconds: (performance.now() - began) / 1000, cpuSeconds: (user + system) / 1e6 };
}

process.once('message', (work: Work) => {
  void carryOut(work).then((worked) => process.send?.(worked, () => process.disconnect()));
});
