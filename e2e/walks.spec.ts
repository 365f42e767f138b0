/** Runs last, for it moves the clock. The chain of Decree 73, every way it may go: each journey in the browser and through the API, and the record whole afterwards. */
import { journeys } from './journeys/proposals.ts';
import { verifyRecord } from './support/database.ts';
import { expect, test } from './support/test.ts';
import { ApiHands, BrowserHands, openTestStore, Walk } from './support/walk.ts';

test.describe('the chain of a proposal', () => {
  test.describe.configure({ mode: 'serial', timeout: 240_000 });
  let store: ReturnType<typeof openTestStore>;
  let windows: BrowserHands;

  test.beforeAll(({ browser, baseURL }) => {
    store = openTestStore();
    windows = new BrowserHands(store, browser, baseURL ?? '');
  });
  test.afterAll(async () => {
    await windows.close();
    await store.pool.end();
  });

  for (const journey of journeys) {
    test(`${journey.name} – through the API`, async ({ baseURL }) => {
      await new Walk(store, new ApiHands(store, baseURL ?? '')).run(journey);
    });

    test(`${journey.name} – in the browser`, async () => {
      const { formsOf } = journey;
      test.skip(formsOf !== undefined && Boolean(process.env['CI']), `the forms are those of «${formsOf}»`);
      await new Walk(store, windows).run(journey);
    });
  }

  test('the record is whole', async () => {
    const verified = await verifyRecord();
    expect(verified.code, verified.output).toBe(0);
  });
});
