import net from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { choosePort } from './address.ts';
import { readConfig } from './config.ts';

const blocker = net.createServer();
let taken = 0;
beforeAll(async () => {
  await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve));
  const address = blocker.address();
  taken = typeof address === 'object' && address !== null ? address.port : 0;
});
afterAll(() => new Promise((resolve) => blocker.close(resolve)));

const config = (port: number, isPortGiven: boolean, host = 'localhost') => ({
  ...readConfig({}, {}, '/nowhere'),
  port,
  isPortGiven,
  host,
});

describe('the port', () => {
  test('a port somebody insisted on and that is taken is one sentence naming it', async () => {
    await expect(choosePort(config(taken, true))).rejects.toMatchObject({
      code: 'main.problem.portTaken',
      sentence: { vi: expect.stringContaining(String(taken)), en: expect.stringContaining(String(taken)) },
    });
  });

  test('where nobody insisted, the next free one is taken', async () => {
    const port = await choosePort(config(taken, false));
    expect(port).toBeGreaterThan(taken);
    expect(port).toBeLessThan(taken + 50);
  });

  test('port 0 leaves the choice to the system', async () => {
    expect(await choosePort(config(0, true))).toBe(0);
  });

  test('an address this machine does not have is one sentence', async () => {
    await expect(choosePort(config(taken, true, '203.0.113.7'))).rejects.toMatchObject({ code: 'main.problem.addressMissing' });
  });
});
