import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { UsageProblem } from './words.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'khoithong-issuer-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const OIDC = { OIDC_ISSUER: 'https://sso.example.vn/realms/tinh', OIDC_CLIENT_ID: 'khoithong' };
const read = (env: Record<string, string>) => readConfig({}, env, folder).issuer;
const mistake = (env: Record<string, string>) => {
  try {
    return read(env) === undefined ? 'none' : 'accepted';
  } catch (error) {
    if (error instanceof UsageProblem) return error.code.replace('main.usage.', '');
    throw error;
  }
};

describe('the issuer', () => {
  test('is nobody unless named; named, it needs what we are called there and says the rest itself', () => {
    expect(read({})).toBeUndefined();
    expect(read({ OIDC_CLIENT_ID: 'x' })).toBeUndefined();
    expect(read(OIDC)).toEqual({
      url: OIDC.OIDC_ISSUER,
      clientId: 'khoithong',
      staffClaim: 'staff_code',
      scope: 'openid profile',
    });
    expect(mistake({ OIDC_ISSUER: OIDC.OIDC_ISSUER })).toBe('clientNeeded');
  });

  test('is spoken to over plain http on this machine only', () => {
    for (const url of ['http://127.0.0.1:3000', 'http://localhost/x', 'http://[::1]:3000'])
      expect(mistake({ ...OIDC, OIDC_ISSUER: url })).toBe('accepted');
    for (const url of [
      'http://sso.example.vn',
      'sso.example.vn',
      'https://a:b@sso.example.vn',
      'https://sso.example.vn/?x',
      'file:///etc',
    ])
      expect(mistake({ ...OIDC, OIDC_ISSUER: url })).toBe('badIssuer');
  });

  test('gets a secret from one place, or none', () => {
    const file = path.join(folder, 'secret');
    writeFileSync(file, ' bí-mật \n');
    expect(read({ ...OIDC, OIDC_CLIENT_SECRET: 'x' })?.clientSecret).toBe('x');
    expect(read({ ...OIDC, OIDC_CLIENT_SECRET_FILE: file })?.clientSecret).toBe('bí-mật');
    expect(mistake({ ...OIDC, OIDC_CLIENT_SECRET_FILE: file, OIDC_CLIENT_SECRET: 'x' })).toBe('oneSecret');
    writeFileSync(file, '\n');
    expect(mistake({ ...OIDC, OIDC_CLIENT_SECRET_FILE: file })).toBe('badSecretFile');
    expect(mistake({ ...OIDC, OIDC_CLIENT_SECRET_FILE: path.join(folder, 'none') })).toBe('badSecretFile');
  });

  test('has a claim, a scope and a name that can be what they are', () => {
    expect(
      read({ ...OIDC, OIDC_STAFF_CLAIM: 'employeeNumber', OIDC_SCOPE: 'openid staff', OIDC_NAME: 'tài khoản tỉnh' }),
    ).toMatchObject({
      staffClaim: 'employeeNumber',
      scope: 'openid staff',
      name: 'tài khoản tỉnh',
    });
    expect(mistake({ ...OIDC, OIDC_STAFF_CLAIM: 'mã số' })).toBe('badIssuerText');
    expect(mistake({ ...OIDC, OIDC_SCOPE: 'profile' })).toBe('badIssuerText');
    expect(mistake({ ...OIDC, OIDC_NAME: 'x'.repeat(61) })).toBe('badIssuerText');
  });

  test('needs the public address where others than this machine are served', () => {
    expect(mistake({ ...OIDC, TRUST_PROXY: '127.0.0.1' })).toBe('issuerNeedsPublicUrl');
    expect(mistake({ ...OIDC, HOST: '0.0.0.0', TRUST_PROXY: 'yes' })).toBe('issuerNeedsPublicUrl');
    expect(mistake({ ...OIDC, TRUST_PROXY: 'yes', PUBLIC_URL: 'https://khoithong.example.vn' })).toBe('accepted');
  });
});
