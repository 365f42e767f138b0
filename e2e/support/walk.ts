/** Walks a journey: once as people do it in the browser, once as a program does it through the API. Both end on the same record. */
import { type Browser, expect, type Locator, type Page } from '@playwright/test';
import { findAct } from '../../src/dossier/common-acts.ts';
import { fieldsOf } from '../../src/dossier/schema.ts';
import { createSpeech } from '../../src/dossier/speech.ts';
import { settleDue } from '../../src/jobs/index.ts';
import { isAppError } from '../../src/kernel/errors.ts';
import { asPostId, type PersonId } from '../../src/kernel/ids.ts';
import type { Json } from '../../src/kernel/json.ts';
import { asInstant, toMillis } from '../../src/kernel/time.ts';
import { openStore } from '../../src/main/installation.ts';
import { productRegistry } from '../../src/main/registry.ts';
import { createAccount } from '../../src/store/accounts/account.ts';
import { openSession } from '../../src/store/accounts/session.ts';
import { issueToken } from '../../src/store/accounts/token.ts';
import { moveDemoClock } from '../../src/store/demo-clock.ts';
import { askAs, type Store } from '../../src/store/store.ts';
import { fillForm } from '../../src/web/form/fill-form.ts';
import type { Act, Expectation, Journey, Who } from '../journeys/journey.ts';
import { confirm, PASSWORD, send } from './acts.ts';
import { databaseUrl, query } from './database.ts';
import { addPasskey, plugIn } from './passkey.ts';

const DESK = { width: 1240, height: 900 };
const FIRST = 'first';
const speech = createSpeech(productRegistry, 'vi');

/** A dossier of the journey. */
interface Met {
  readonly id: string;
  readonly kind: string;
}

/** How an act is done: in the browser or through the API. Gives the dossier it opened. */
interface Hands {
  perform(person: PersonId, act: Act, on: Met | undefined): Promise<string | undefined>;
}

/** The record as its owner sees it. */
async function read(
  id: string,
): Promise<{ stage: string; seq: number; state: Json; clocks: readonly { id: string; state: string }[] }> {
  const [row] = await query<{ stage: string; seq: number; state: Json; clocks: { id: string; state: string }[] }>(
    `select d.stage, d.seq, d.state, coalesce((select jsonb_agg(jsonb_build_object('id', c.detail->>'id', 'state', c.state)) from app.clock c
       where c.dossier = d.id), '[]') as clocks from app.dossier d where d.id = $1`,
    [id],
  );
  if (!row) throw new Error(`no dossier ${id}`);
  return row;
}

const at = (value: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((found, name) => (found as Readonly<Record<string, unknown>> | undefined)?.[name], value);

/** One walk of a journey. */
export class Walk {
  readonly #store: Store;
  readonly #hands: Hands;
  readonly #met = new Map<string, Met>();

  constructor(store: Store, hands: Hands) {
    this.#store = store;
    this.#hands = hands;
  }

  async run(journey: Journey): Promise<void> {
    for (const [n, step] of journey.steps.entries()) {
      if ('days' in step) await this.#wait(step.days, step.on ?? FIRST, step.lapsed);
      else if ('meet' in step) await this.#meet(step.meet, step.kind, step.from ?? FIRST);
      else await this.#act(step, `${journey.name}, step ${n}: ${step.act}`);
    }
    for (const expectation of journey.expect) await this.#check(expectation);
  }

  #named(name: string): Met {
    const met = this.#met.get(name);
    if (!met) throw new Error(`no dossier is called ${name} yet`);
    return met;
  }

  async #who(who: Who): Promise<PersonId> {
    const post = typeof who === 'string' ? who : String(at((await read(this.#named(who.of).id)).state, who.path));
    const { org } = await askAs(this.#store, null);
    const holder = org.actingHolder(asPostId(post));
    if (!holder) throw new Error(`nobody holds ${post}`);
    return holder.person;
  }

  async #act(step: Act, where: string): Promise<void> {
    const on = step.opens === undefined ? this.#named(step.on ?? FIRST) : undefined;
    const before = on && (await read(on.id));
    const opened = await this.#hands.perform(await this.#who(step.as), step, on);
    if (step.opens !== undefined && opened !== undefined) this.#met.set(step.on ?? FIRST, { id: opened, kind: step.opens });
    const after = await read(this.#named(step.on ?? FIRST).id);
    if (step.refused !== undefined) expect(after.seq, where).toBe(before?.seq);
    if (step.stage !== undefined) expect(after.stage, where).toBe(step.stage);
  }

  async #meet(name: string, kind: string, from: string): Promise<void> {
    const [row] = await query<{ id: string }>(
      `select d.id from app.dossier d join app.act a on a.tenant = d.tenant and a.dossier = d.id and a.seq = 1
       where d.kind = $1 and a.cause_dossier = $2 order by d.opened_at desc limit 1`,
      [kind, this.#named(from).id],
    );
    expect(row, `${name} opened by itself`).toBeDefined();
    this.#met.set(name, { id: row?.id ?? '', kind });
  }

  async #wait(days: number, on: string, lapsed: readonly string[]): Promise<void> {
    await moveDemoClock(this.#store, days);
    await settleDue(this.#store);
    const { clocks } = await read(this.#named(on).id);
    expect(clocks.filter((c) => c.state === 'lapsed').map((c) => c.id)).toEqual(expect.arrayContaining([...lapsed]));
  }

  async #check({ on, path, is }: Expectation): Promise<void> {
    expect(at((await read(this.#named(on ?? FIRST).id)).state, path), path).toEqual(is);
  }
}

/** The store of the product under test, for what tests do beside the product. */
export function openTestStore(): Store {
  return openStore(databaseUrl(), 'app_worker', 2);
}

async function giveAccount(store: Store, person: PersonId): Promise<void> {
  try {
    await createAccount(store, { person, name: person.replaceAll(/[^a-z0-9]/g, '-'), password: PASSWORD });
  } catch (error) {
    if (!isAppError(error, 'account.taken')) throw error;
  }
}

/** Through the API, each person with a token of the own. */
export class ApiHands implements Hands {
  readonly #store: Store;
  readonly #url: string;
  readonly #tokens = new Map<PersonId, string>();

  constructor(store: Store, url: string) {
    this.#store = store;
    this.#url = url;
  }

  async #token(person: PersonId): Promise<string> {
    const known = this.#tokens.get(person);
    if (known) return known;
    await giveAccount(this.#store, person);
    const now = asInstant(new Date());
    const identity = { tenant: this.#store.tenant, person, keys: [] };
    const { secret } = await issueToken(this.#store, identity, {
      label: 'journey',
      scopes: ['act'],
      expiresAt: asInstant(toMillis(now) + 86_400_000),
      now,
    });
    this.#tokens.set(person, secret);
    return secret;
  }

  async #post(person: PersonId, place: string, sent: object): Promise<{ readonly status: number; readonly said: string }> {
    const answer = await fetch(`${this.#url}/api/v1${place}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await this.#token(person)}`,
        'content-type': 'application/json',
        'idempotency-key': crypto.randomUUID(),
      },
      body: JSON.stringify(sent),
    });
    return { status: answer.status, said: await answer.text() };
  }

  async perform(person: PersonId, { act, body, opens, refused }: Act, on: Met | undefined): Promise<string | undefined> {
    const sent = { ...(opens ? { kind: opens } : {}), act, body };
    const isSigned = findAct(productRegistry.byName(on?.kind ?? opens ?? ''), act)?.sign === true;
    const asked = isSigned ? await this.#post(person, '/signing', { ...sent, ...(on ? { dossier: on.id } : {}) }) : undefined;
    const challenge = asked?.status === 201 ? (JSON.parse(asked.said) as { id: string }).id : undefined;
    // A program holds a token; that the person decides, the person's own password says.
    const signature = challenge === undefined ? {} : { signature: { challenge, password: PASSWORD } };
    const answer = asked && challenge === undefined ? asked : undefined;
    const { status, said } =
      answer ?? (await this.#post(person, `/dossiers${on ? `/${on.id}/acts` : ''}`, { ...sent, ...signature }));
    if (refused === undefined) {
      expect(status, `${act}: ${said}`).toBe(201);
      return (JSON.parse(said) as { dossier: string }).dossier;
    }
    expect(said, act).toContain(refused);
    return undefined;
  }
}

/** In the browser, each person in a window of the own. */
export class BrowserHands implements Hands {
  readonly #store: Store;
  readonly #browser: Browser;
  readonly #url: string;
  readonly #pages = new Map<PersonId, Page>();

  constructor(store: Store, browser: Browser, url: string) {
    this.#store = store;
    this.#browser = browser;
    this.#url = url;
  }

  async close(): Promise<void> {
    for (const page of this.#pages.values()) await page.context().close();
  }

  async #page(person: PersonId): Promise<Page> {
    const known = this.#pages.get(person);
    if (known) return known;
    await giveAccount(this.#store, person);
    const context = await this.#browser.newContext({ viewport: DESK, locale: 'vi-VN' });
    await context.addCookies([{ name: 'sid', value: await openSession(this.#store, person, 'password'), url: this.#url }]);
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    // Every second person signs with a passkey, the others with their password.
    if (this.#pages.size % 2 === 0) {
      await plugIn(page);
      await addPasskey(page, this.#url, 'Máy ở cơ quan');
    }
    this.#pages.set(person, page);
    return page;
  }

  async perform(person: PersonId, step: Act, on: Met | undefined): Promise<string | undefined> {
    const page = await this.#page(person);
    const kind = productRegistry.byName(on?.kind ?? step.opens ?? '');
    const spec = findAct(kind, step.act);
    if (!spec) throw new Error(`${kind.name} knows no act ${step.act}`);
    const place = `${this.#url}/${kind.prefix.toLowerCase()}`;
    const answer = await page.goto(on ? `${place}/${on.id}/${step.act}` : `${place}/moi/${step.act}`);
    const button = speech.act(kind.name, step.act, 'button');
    if (step.refused !== undefined && (answer?.status() ?? 500) >= 400) return undefined;
    if (spec.prelude) await this.#readPrelude(page, spec.prelude.ask, String(step.body[spec.prelude.ask]));
    await fill(page, fillForm(fieldsOf(spec.body), step.body));
    if (step.refused !== undefined) {
      await expectRefused(page, button, speech.problem(step.refused, {}, kind.name));
      return undefined;
    }
    await send(page, button);
    if (on) return undefined;
    const [row] = await query<{ id: string }>('select id from app.dossier where kind = $1 order by opened_at desc limit 1', [
      kind.name,
    ]);
    return row?.id;
  }

  async #readPrelude(page: Page, ask: string, answer: string): Promise<void> {
    const main = page.locator('main');
    await main.locator(`input[name="${ask}"][value="${answer}"]`).check();
    await main.locator('form button[type="submit"]').first().click();
    await expect(main.getByRole('heading', { name: 'Không được hứa' })).toBeVisible();
    await main.locator('form button[type="submit"]').first().click();
  }
}

/** What is refused says why, at once or after the answers were checked, and keeps what was typed. */
async function expectRefused(page: Page, button: string, why: string): Promise<void> {
  const main = page.locator('main');
  await main.getByRole('button', { name: button, exact: true }).first().click();
  // Names and numbers in the sentence are the record's; what stands before them is enough.
  const sentence = why.split(/\{|:/)[0]?.trim() ?? why;
  const check = page.getByRole('heading', { level: 1, name: 'Kiểm tra trước khi gửi' });
  const said = main.getByText(sentence).first();
  await expect(check.or(said)).toBeVisible();
  if (await check.isVisible()) await confirm(page, button);
  await expect(said).toBeVisible();
}

/** Puts values into the controls of a form, whatever control each has. */
async function fill(page: Page, values: Readonly<Record<string, readonly string[]>>): Promise<void> {
  const form = page.locator('main form').filter({ has: page.locator('[name="__key"]') });
  await form.locator('details').evaluateAll((all) => {
    for (const one of all) (one as HTMLDetailsElement).open = true;
  });
  for (const [name, wanted] of Object.entries(values)) {
    const control = form.locator(`[name="${name}"]`).first();
    const { tag, type } = await control.evaluate((element) => ({
      tag: element.tagName,
      type: element.getAttribute('type') ?? '',
    }));
    if (type === 'hidden') continue;
    if (type === 'radio' || type === 'checkbox') {
      for (const value of wanted) await form.locator(`[name="${name}"][value="${value}"]`).check();
    } else if (tag === 'SELECT') await select(control, wanted[0] ?? '');
    else await control.fill(wanted[0] ?? '');
  }
}

/** The native list, or where script made one to type in, that. */
async function select(control: Locator, value: string): Promise<void> {
  if (await control.isVisible()) {
    await control.selectOption(value);
    return;
  }
  const text = await control.locator(`option[value="${value}"]`).textContent();
  const box = control.locator('xpath=ancestor::kt-combobox');
  await box.locator('input').fill(text?.trim() ?? '');
  await box.getByRole('option').first().click();
}
