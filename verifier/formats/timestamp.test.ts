/** Time-stamps by an authority of our own, made with openssl. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { bytesFrom, makeWorld } from '../testing/world.ts';
import { verifyBundle } from './bundle.ts';
import { writeBundle } from './bundle-write.ts';
import { Fault } from './fault.ts';
import { parsePem, parseTimestamp, verifyTimestamp } from './timestamp.ts';

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
const folder = mkdtempSync(path.join(tmpdir(), 'khoithong-tsa-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: readonly string[]) => execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
const file = (name: string) => path.join(folder, name);

/** An authority: a root, and a certificate it issued for time-stamping. */
function makeAuthority(name: string, ...key: readonly string[]): readonly Uint8Array[] {
  run(
    'req',
    '-x509',
    '-newkey',
    ...key,
    '-nodes',
    '-keyout',
    `${name}-ca.key`,
    '-out',
    `${name}-ca.pem`,
    '-days',
    '3650',
    '-subj',
    `/CN=${name} root`,
  );
  run('req', '-newkey', ...key, '-nodes', '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`);
  writeFileSync(file('ext'), 'extendedKeyUsage=critical,timeStamping\n');
  run(
    'x509',
    '-req',
    '-in',
    `${name}.csr`,
    '-CA',
    `${name}-ca.pem`,
    '-CAkey',
    `${name}-ca.key`,
    '-CAcreateserial',
    '-out',
    `${name}.pem`,
    '-days',
    '3650',
    '-extfile',
    'ext',
  );
  return [...parsePem(readFileSync(file(`${name}.pem`), 'utf8')), ...parsePem(readFileSync(file(`${name}-ca.pem`), 'utf8'))];
}

function stamp(name: string, text: string, ...extra: readonly string[]): Uint8Array {
  writeFileSync(file('serial'), '01\n');
  const config = `[tsa]\ndefault_tsa=one\n[one]\nserial=serial\nsigner_digest=sha256\ndefault_policy=1.2.3.4\ndigests=sha256,sha512\naccuracy=secs:1\ness_cert_id_alg=sha256\n`;
  writeFileSync(file('tsa.cnf'), config);
  writeFileSync(file('text'), text);
  run('ts', '-query', '-data', 'text', '-sha256', ...extra, '-out', 'query');
  run(
    'ts',
    '-reply',
    '-config',
    'tsa.cnf',
    '-queryfile',
    'query',
    '-signer',
    `${name}.pem`,
    '-inkey',
    `${name}.key`,
    '-out',
    'reply',
  );
  return new Uint8Array(readFileSync(file('reply')));
}

const kinds = { p256: ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'], rsa: ['rsa:2048'] } as const;

describe.runIf(hasOpenssl).each(Object.entries(kinds))('a time-stamp by a %s authority', (kind, key) => {
  const [own, root] = makeAuthority(kind, ...key);
  if (!own || !root) throw new Error('no certificates');

  test('counts where the authority or its issuer is pinned, and otherwise says so', async () => {
    const token = parseTimestamp(stamp(kind, 'text', '-cert'));
    expect(await verifyTimestamp(token, [own])).toBe(true);
    expect(await verifyTimestamp(token, [root])).toBe(true);
    expect(await verifyTimestamp(token, [])).toBe(false);
    expect(Math.abs(token.time - Date.now())).toBeLessThan(3600_000);
  });

  test('without its certificate counts only where that is pinned', async () => {
    const token = parseTimestamp(stamp(kind, 'text'));
    expect(await verifyTimestamp(token, [])).toBeUndefined();
    expect(await verifyTimestamp(token, [own])).toBe(true);
  });

  test('any byte of which is changed is refused, or counts for nobody', async () => {
    const bytes = stamp(kind, 'text', '-cert');
    const { imprint, time } = parseTimestamp(bytes);
    const counted: number[] = [];
    for (let at = 0; at < bytes.length; at += 2) {
      const copy = Uint8Array.from(bytes);
      copy[at] = (copy[at] ?? 0) ^ (1 << (at % 7));
      try {
        const token = parseTimestamp(copy);
        const isSame = token.time === time && Buffer.from(token.imprint).equals(imprint);
        if ((await verifyTimestamp(token, [own])) && !isSame) counted.push(at);
      } catch (error) {
        expect(error).toBeInstanceOf(Fault);
      }
    }
    expect(counted).toEqual([]);
  });
});

describe.runIf(hasOpenssl)('a bundle with a time-stamp', () => {
  const [own] = makeAuthority('bundle', ...kinds.p256);
  const authorities = own ? [own] : [];

  test('is dated by it where no witness dates it, and refuses one over something else', async () => {
    const { content, policy, checkpoints } = await makeWorld();
    const token = stamp('bundle', checkpoints.newer, '-cert');
    const zip = writeBundle({ ...content, timestamps: [{ checkpointText: checkpoints.newer, bytes: token }] });
    const alone = policy.replace('quorum dat', 'quorum none');
    const pinned = await verifyBundle(zip, { policy: alone, authorities });
    expect(pinned.problems).toEqual([]);
    expect(pinned.records[0]?.datedBy).toBe('timestamp');
    expect(pinned.notes.map((note) => note.code)).toContain('note.token');
    const unpinned = await verifyBundle(zip, { policy: alone });
    expect(unpinned.records[0]?.datedBy).toBe('nobody');
    expect(unpinned.notes.map((note) => note.code)).toContain('note.token-unpinned');
    const witnessed = await verifyBundle(zip, { policy, authorities });
    expect(witnessed.records[0]?.datedBy).toBe('witnesses');
    const wrong = writeBundle({ ...content, timestamps: [{ checkpointText: checkpoints.older, bytes: token }] });
    expect((await verifyBundle(wrong, { policy })).problems.map((one) => one.code)).toEqual(['timestamp.imprint']);
    const foreign = `khac.vn/1\n3\n${Buffer.from(bytesFrom('x')).toString('base64')}\n`;
    const stray = writeBundle({ ...content, timestamps: [{ checkpointText: foreign, bytes: stamp('bundle', foreign) }] });
    expect((await verifyBundle(stray, { policy })).problems.map((one) => one.code)).toEqual(['timestamp.no-checkpoint']);
  });
});
