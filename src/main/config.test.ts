import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { defaultDataDir, type GivenOptions, readConfig } from './config.ts';
import { UsageProblem } from './words.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'khoithong-config-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = (given: GivenOptions = {}, env: Record<string, string> = {}) => readConfig(given, env, folder);
const mistake = (given: GivenOptions, env: Record<string, string> = {}) => {
  try {
    read(given, env);
  } catch (error) {
    if (error instanceof UsageProblem) return error.code;
    throw error;
  }
  return 'accepted';
};

describe('what monitoring is told by', () => {
  test('a token of some length and a port of the worker, both optional', () => {
    const told = read({}, { METRICS_TOKEN: 'sixteen-or-longer', METRICS_PORT: '9464' });
    expect(told).toMatchObject({ metricsToken: 'sixteen-or-longer', metricsPort: 9464 });
    expect(mistake({}, { METRICS_TOKEN: 'short' })).toBe('main.usage.badMetricsToken');
    expect(mistake({}, { METRICS_PORT: '99999' })).toBe('main.usage.badPort');
  });
});

describe('what the program is told', () => {
  test('nothing said means a demonstration on this machine alone, in the folder data', () => {
    expect(read()).toEqual({
      port: 8080,
      isPortGiven: false,
      host: 'localhost',
      dataDir: path.join(folder, 'data'),
      keysDir: path.join(folder, 'data', 'keys'),
      backupDir: path.join(folder, 'data', 'backups'),
      ledgerPatience: 4,
      trustProxy: false,
      demo: true,
      isDemoGiven: false,
    });
  });

  test('the file of witnesses is named by its full path, and patience with them is counted in hours', () => {
    expect(read({}, { LEDGER_POLICY: '/etc/khoithong/policy', LEDGER_PATIENCE: '12' })).toMatchObject({
      ledgerPolicy: '/etc/khoithong/policy',
      ledgerPatience: 12,
    });
    expect(mistake({}, { LEDGER_POLICY: 'policy' })).toBe('main.usage.policyNotAbsolute');
    for (const hours of ['0', '169', '1.5', '-1', 'x'])
      expect(mistake({}, { LEDGER_PATIENCE: hours })).toBe('main.usage.badPatience');
  });

  test('mail needs a server, a sender and the name of the site; each mistake has a sentence, and none repeats the password', () => {
    const mail = { SMTP_URL: 'smtp://kt:m%40t@mail.tinh.vn', MAIL_FROM: 'kt@tinh.vn', PUBLIC_URL: 'https://kt.tinh.vn' };
    expect(read({}, {})).not.toHaveProperty('mail');
    expect(read({}, mail)).toMatchObject({
      mail: {
        from: 'kt@tinh.vn',
        relay: { host: 'mail.tinh.vn', port: 587, isSecure: false, login: { user: 'kt', password: 'm@t' } },
      },
    });
    expect(mistake({}, { ...mail, MAIL_FROM: '' })).toBe('main.usage.mailNeedsBoth');
    expect(mistake({}, { ...mail, SMTP_URL: '' })).toBe('main.usage.mailNeedsBoth');
    expect(mistake({}, { ...mail, SMTP_URL: 'mail.tinh.vn:25' })).toBe('main.usage.badSmtpUrl');
    expect(mistake({}, { ...mail, MAIL_FROM: 'Khơi Thông <kt@tinh.vn>' })).toBe('main.usage.badMailFrom');
    expect(mistake({}, { ...mail, PUBLIC_URL: '' })).toBe('main.usage.mailNeedsPublicUrl');
  });

  test('who stamps the ledger is named by an address, and what it is trusted by by a full path', () => {
    const url = 'https://tsa.example.vn/rfc3161';
    expect(read({}, { LEDGER_TSA_URL: url }).timeStamps).toEqual({ url });
    expect(read({}, { LEDGER_TSA_URL: url, LEDGER_TSA_CA: '/etc/khoithong/tsa.pem' }).timeStamps).toEqual({
      url,
      ca: '/etc/khoithong/tsa.pem',
    });
    for (const wrong of ['tsa.example.vn', 'ftp://tsa.example.vn'])
      expect(mistake({}, { LEDGER_TSA_URL: wrong })).toBe('main.usage.badTimeStamps');
    expect(mistake({}, { LEDGER_TSA_CA: '/etc/khoithong/tsa.pem' })).toBe('main.usage.badTimeStamps');
    expect(mistake({}, { LEDGER_TSA_URL: url, LEDGER_TSA_CA: 'tsa.pem' })).toBe('main.usage.authorityNotAbsolute');
  });

  test('an option goes before the environment, the environment before the default', () => {
    expect(read({}, { PORT: '9000', DATA_DIR: '/srv/kt' })).toMatchObject({
      port: 9000,
      isPortGiven: true,
      dataDir: '/srv/kt',
      keysDir: '/srv/kt/keys',
      backupDir: '/srv/kt/backups',
    });
    expect(read({}, { DATA_DIR: '/srv/kt', BACKUP_DIR: '/mnt/safe' }).backupDir).toBe('/mnt/safe');
    expect(read({ port: '9001' }, { PORT: '9000' })).toMatchObject({ port: 9001 });
    expect(read({}, { PORT: ' ' })).toMatchObject({ port: 8080, isPortGiven: false });
  });

  test('production is not a demonstration unless it is asked for', () => {
    expect(read({}, { NODE_ENV: 'production' }).demo).toBe(false);
    expect(read({ demo: true }, { NODE_ENV: 'production' }).demo).toBe(true);
    expect(read({ demo: false }).demo).toBe(false);
  });

  test('plain http is for this machine alone', () => {
    expect(mistake({ host: '0.0.0.0' })).toBe('main.usage.plainHttp');
    expect(mistake({ host: '10.0.0.5' }, { PUBLIC_URL: 'http://khoithong.example.vn' })).toBe('main.usage.plainHttp');
    expect(mistake({ host: '0.0.0.0' }, { PUBLIC_URL: 'https://khoithong.example.vn' })).toBe('accepted');
    expect(mistake({ host: '0.0.0.0' }, { TRUST_PROXY: '10.0.0.1' })).toBe('accepted');
    expect(mistake({ host: '0.0.0.0' }, { TRUST_PROXY: 'false' })).toBe('main.usage.plainHttp');
    for (const host of ['localhost', '127.0.0.1', '::1']) expect(mistake({ host })).toBe('accepted');
  });

  test('a named proxy is kept by name, a mere yes trusts the next one', () => {
    expect(read({}, { TRUST_PROXY: '10.0.0.1,10.0.0.2' }).trustProxy).toBe('10.0.0.1,10.0.0.2');
    expect(read({}, { TRUST_PROXY: 'true' }).trustProxy).toBe(true);
  });

  test.each([
    [{ port: '80a' }, {}, 'main.usage.badPort'],
    [{ port: '65536' }, {}, 'main.usage.badPort'],
    [{ port: '-1' }, {}, 'main.usage.badPort'],
    [{ host: 'a b' }, {}, 'main.usage.badHost'],
    [{}, { DATABASE_URL: 'mysql://a:b@c/d' }, 'main.usage.badDatabaseUrl'],
    [{}, { DATABASE_URL: 'postgres://a:b@c' }, 'main.usage.badDatabaseUrl'],
    [{}, { DATABASE_URL: 'nonsense' }, 'main.usage.badDatabaseUrl'],
    [{}, { DATABASE_URL: 'postgres://a%ZZ:b@c/d' }, 'main.usage.badDatabaseUrl'],
    [{}, { PUBLIC_URL: 'khoithong.example.vn' }, 'main.usage.badPublicUrl'],
    [{}, { PUBLIC_URL: 'https://khoithong.example.vn/app' }, 'main.usage.badPublicUrl'],
  ])('a mistake is one sentence: %j %j', (given, env, code) => {
    expect(mistake(given, env)).toBe(code);
  });

  test('a checkout that does not exist is not written to', () => {
    expect(defaultDataDir('/nowhere/at/all', { XDG_DATA_HOME: '/home/a/.data' })).toBe('/home/a/.data/khoithong');
    expect(defaultDataDir('/nowhere/at/all', { HOME: '/home/a' })).toBe('/home/a/.local/share/khoithong');
  });
});
