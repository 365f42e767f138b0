/** A record in the hands of somebody who owns everything but its witness: what tampering is tried on, each time on a copy. */
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import pg from 'pg';
import { key } from '../../src/dossier/keys.ts';
import { asPersonId, type DossierId } from '../../src/kernel/ids.ts';
import { canonicalize, type Json, toBase64Url } from '../../src/kernel/json.ts';
import { signingKeyKind } from '../../src/kinds/signing-key/index.ts';
import { digestField, hashLeaf } from '../../src/ledger/leaf.ts';
import { challengeOf, digestPackage, type Intent, type SignaturePackage } from '../../src/ledger/signature.ts';
import { createSigner, type LogName, type Signer } from '../../src/ledger/signer.ts';
import { grow } from '../../src/ledger/tiles.ts';
import { askSignature } from '../../src/store/ask-signature.ts';
import { batchReadings } from '../../src/store/batch-readings.ts';
import { openPool, readAs } from '../../src/store/database.ts';
import { compareNote, compareReceipt } from '../../src/store/ledger/outside.ts';
import type { LogEpoch } from '../../src/store/ledger/prove.ts';
import { foresee } from '../../src/store/perform.ts';
import { enrolKey } from '../../src/store/signing-keys.ts';
import { createStore, type Store } from '../../src/store/store.ts';
import { verify } from '../../src/store/verify.ts';
import { type Policy, parsePolicy } from '../../verifier/formats/policy.ts';
import { decide } from '../../verifier/witness/decide.ts';
import { newState, type WitnessState } from '../../verifier/witness/state.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { type OpenedLog, openLog, resumeLog } from './open-log.ts';
import { SoftPasskey } from './soft-passkey.ts';
import { tiedKind } from './tied-kind.ts';
import { toyKind } from './toy-kind.ts';
import { createWorld, type World } from './world.ts';

/** Who notices: the program's own verification, the witness, or whoever holds a receipt. */
export type Noticer = 'verify' | 'witness' | 'receipt';

/** The record before anybody touched it. */
export interface Victim {
  readonly world: World;
  readonly signer: Signer;
  readonly origin: string;
  readonly policy: Policy;
  /** The last note the witness cosigned, and of what size. */
  readonly witnessed: { readonly note: string; readonly size: number; readonly state: WitnessState };
  /** The newest checkpoint of the log of readings, as somebody fetched it. */
  readonly read: string;
  readonly receipts: readonly string[];
  /** An answered dossier of three acts, one with a file, one within the witnessed part, one only in the tail, one that waits. */
  readonly answered: DossierId;
  readonly tied: DossierId;
  readonly early: DossierId;
  readonly tail: DossierId;
  readonly waiting: DossierId;
  /** Opened by C2-staff and signed with a key enrolled before; another key of the same person was enrolled after. */
  readonly signed: { readonly dossier: DossierId; readonly key: EnrolledKey; readonly later: EnrolledKey };
  readonly file: string;
  readonly database: TestDatabase;
  /** The same record at a third of its way. */
  readonly backup: TestDatabase;
  close(): Promise<void>;
}

/** A key in the hands of its person, and its dossier. */
interface EnrolledKey {
  readonly device: SoftPasskey;
  readonly dossier: DossierId;
}

const SITE = { rpId: 'khoithong.example.vn', origin: 'https://khoithong.example.vn' };
const STAFF = asPersonId('C2-staff');

const ASK = (n: number) => ({
  kind: 'toy',
  act: 'ask',
  body: { what: `Bến phà thứ ${n} chưa có người trực`, unit: 'C1', hide: 'no' },
});
const THIRD = 90;
const WITNESSED = 262;
const TAIL = 5;

/** Makes a record of some three hundred leaves: a whole tile and more. */
export async function prepareVictim(): Promise<Victim> {
  const world = await createWorld({ kinds: [toyKind, tiedKind, signingKeyKind], limits: { 'toy.register': 1, 'toy.answer': 5 } });
  const log = await openLog(world);
  // From the first that is signed on everything is, as where it is demanded.
  let device: SoftPasskey | undefined;
  const ask = async (n: number) => (device ? askSigned(world, device, n) : (await world.act('C2-staff', ASK(n))).dossier);
  const answered = await ask(0);
  await world.act('C1-clerk', { dossier: answered, act: 'register', body: { note: 'Vào sổ' } });
  await world.act('C1-head', { dossier: answered, act: 'answer', body: { stance: 'yes', text: 'Đồng ý làm ngay' } });
  const bytes = Buffer.from('một tệp');
  const file = createHash('sha256').update(bytes).digest('hex');
  await world.admin("select app.set_identity('test', 'C2-staff', 'official'), app.take_content($1, 'text/plain', $2)", [
    file,
    bytes,
  ]);
  const files = [{ hash: file, name: 'tep.txt', size: bytes.length, type: 'text/plain' }];
  const tied = (
    await world.act('C2-staff', { kind: 'tied', act: 'tie', body: { to: answered, what: 'Nối với hồ sơ trước', files } })
  ).dossier;
  const early = await ask(1);
  let n = 2;
  while (n < THIRD) await ask(n++);
  await log.sequence();
  const backup = await copyOf(world.adminUrl);
  const key = await enrol(world);
  device = key.device;
  const signed = { dossier: await ask(n++), key, later: await enrol(world) };
  while (n < WITNESSED) await ask(n++);
  await log.sequence();
  const witnessed = await witness(world, log);
  await readBy(world, log, { 'D1-head': [answered, tied], 'C1-head': [early] });
  await readBy(world, log, { 'C1-clerk': [answered], 'D1-head': [early] });
  const read = await newestNote(world, 'reads');
  const tail = await ask(n++);
  for (let more = 1; more < TAIL; more++) await ask(n++);
  await log.sequence();
  const waiting = await ask(n++);
  await ask(n++);
  const leaves = await world.admin<{ leaf_hash: Buffer; at: Date }>(
    'select leaf_hash, at from app.ledger_entry where dossier is not null union all select leaf_hash, at from app.ledger_pending',
  );
  const receipts = leaves.map(({ leaf_hash: leafHash, at }) =>
    log.signer.receipt({ origin: log.origin, leafHash, at: at.toISOString() }),
  );
  const policy = parsePolicy(
    `log ${log.signer.logKey('main', log.origin)}\nwitness toa-an ${witnessed.state.key.vkey}\nquorum toa-an\n`,
  );
  await log.close();
  const database = await copyOf(world.adminUrl);
  const close = async () => {
    await world.close();
    await Promise.all([database.drop(), backup.drop()]);
  };
  const { signer, origin } = log;
  return {
    world,
    signer,
    origin,
    policy,
    witnessed,
    read,
    receipts,
    answered,
    tied,
    early,
    tail,
    waiting,
    signed,
    file,
    database,
    backup,
    close,
  };
}

async function enrol(world: World): Promise<EnrolledKey> {
  const device = new SoftPasskey(SITE);
  const intent: Intent = { v: 'khoithong/passkey/1', rpId: SITE.rpId, nonce: device.id };
  const answer = device.register(toBase64Url(challengeOf(intent)));
  const { dossier } = await enrolKey(world.store, STAFF, { answer, name: 'Máy ở cơ quan', intent, site: SITE });
  return { device, dossier };
}

async function askSigned(world: World, device: SoftPasskey, n: number): Promise<DossierId> {
  const command = ASK(n);
  const asker = await world.ask(STAFF);
  const asked = await askSignature(world.store, asker, await foresee(world.store, { person: STAFF }, command), { site: SITE });
  const proof = { how: 'passkey', assertion: device.sign(asked.challenge) } as const;
  return (await world.act(STAFF, { ...command, signature: { challenge: asked.id, proof } })).dossier;
}

/** A copy of a database others are connected to: they are sent away, and come back by themselves. */
export async function copyOf(url: string): Promise<TestDatabase> {
  const database = new URL(url).pathname.slice(1);
  const elsewhere = new URL(url);
  elsewhere.pathname = '/postgres';
  const client = new pg.Client({ connectionString: elsewhere.href });
  await client.connect();
  try {
    await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [database]);
  } finally {
    await client.end();
  }
  return createTestDatabase({ url, drop: async () => undefined });
}

/** Readings of one minute with the leaf over them in its place, signed. */
async function readBy(world: World, { store, signer }: OpenedLog, who: Readonly<Record<string, readonly string[]>>) {
  const salt = () => randomBytes(32).toString('base64url');
  for (const [reader, dossiers] of Object.entries(who))
    for (const dossier of dossiers)
      await world.admin(
        `insert into app.read_event (tenant, id, at, last_at, reader, key, purpose, what, dossier, subjects, salt, subject_salt)
         select 'test', gen_random_uuid(), t, t, $1, 'role:inspector', 'inspection', 'page', $2, '{C2-staff}', $3, $4
         from (select date_trunc('milliseconds', clock_timestamp()) as t) now`,
        [reader, dossier, salt(), salt()],
      );
  await batchReadings(store, { tenant: store.tenant, person: null, keys: [key.system] });
  await resumeLog(store, signer, 'reads');
}

async function newestNote(world: World, log: LogName): Promise<string> {
  const [last] = await world.admin<{ note: string }>(
    'select note from app.ledger_checkpoint where log = $1 order by size desc limit 1',
    [log],
  );
  return last?.note ?? '';
}

async function witness(world: World, log: OpenedLog) {
  const [last] = await world.admin<{ note: string; size: string }>(
    `select note, size from app.ledger_checkpoint where log = 'main' order by size desc limit 1`,
  );
  const state = newState('toa-an.test', [log.signer.logKey('main', log.origin)]);
  const now = Math.floor(Date.now() / 1000);
  const decision = await decide(state, { old: 0, proof: [], note: last?.note ?? '' }, now);
  if (decision.outcome !== 'cosigned') throw new Error(decision.code);
  await world.admin(
    `insert into app.ledger_cosignature (tenant, log, epoch, size, witness, time, line) values ('test', 'main', 1, $1, 'toa-an', $2, $3)`,
    [last?.size, now, decision.line],
  );
  await world.admin(
    `insert into app.ledger_witness (tenant, log, epoch, witness, size, cosigned_at, answer, answered_at) values ('test', 'main', 1, 'toa-an', $1, now(), 'cosigned', now())`,
    [last?.size],
  );
  await world.admin(
    `insert into app.ledger_quorum (tenant, log, epoch, size, reached_at) values ('test', 'main', 1, $1, now())`,
    [last?.size],
  );
  return { note: decision.note, size: Number(last?.size), state: decision.next };
}

/** What an attacker may do on a copy. */
export interface Attacker {
  readonly victim: Victim;
  readonly url: string;
  /** Statements past triggers, keys and row security. */
  run(sql: string, params?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
  /** Makes tiles, checkpoints and sizes fit the leaves as they are now, signed by the log's own key, and removes what contradicts. */
  cook(epoch?: number, signer?: Signer, log?: LogName): Promise<void>;
  /** Takes a dossier away with everything that says it was ever there. */
  forget(dossier: string): Promise<void>;
  /** Closes the gaps that leaves taken away have left. */
  renumber(): Promise<void>;
  /** Another text of an act, with every hash over it made to fit, up to the leaf. */
  forgeText(dossier: string, seq: number, name: string, value: Json): Promise<void>;
  /** Another actor of an act in the same way. */
  forgeActor(dossier: string, seq: number, actor: string): Promise<void>;
  /** Another moment of an act in the same way. */
  forgeMoment(dossier: string, seq: number, at: Date): Promise<void>;
  /** The signature of an act made anew with another key, in the same way. */
  forgeSignature(dossier: string, seq: number, device: SoftPasskey): Promise<void>;
  /** The sequencer goes on as if nothing had happened. */
  sequence(): Promise<void>;
  /** A key of the attacker's own. */
  readonly ownSigner: Signer;
}

/** What was found, by whom: each finding as `code seq place`. */
export type Found = Readonly<Record<Noticer, readonly string[]>>;

/** Carries an attack out on a copy of the record and lets everybody look. */
export async function attack(
  victim: Victim,
  from: 'database' | 'backup',
  work: (attacker: Attacker) => Promise<void>,
): Promise<Found> {
  const copy = await createTestDatabase(victim[from]);
  const admin = new pg.Client({ connectionString: copy.url });
  await admin.connect();
  const store = createStore(openPool(copy.url, 'app_worker', 3), victim.world.store.tenant, victim.world.store.registry);
  try {
    await admin.query('set session_replication_role = replica');
    await work(attackerOn(victim, copy.url, admin, store));
    return await lookAll(victim, store);
  } finally {
    await admin.end();
    await store.pool.end();
    await copy.drop();
  }
}

async function lookAll({ policy, witnessed, read, receipts }: Victim, store: Store): Promise<Found> {
  const report = await verify(store, { policy });
  return readAs(store.pool, { tenant: store.tenant, person: null, keys: [key.system] }, async (client) => {
    const outside = [await compareNote(client, witnessed.note), await compareNote(client, read)];
    const broken: string[] = [];
    for (const receipt of receipts) {
      const { code, leaf } = await compareReceipt(client, receipt);
      if (code === 'receipt-broken') broken.push(`${code} ${leaf}`);
    }
    return {
      verify: report.differences.map((d) => `${d.code} ${d.seq ?? '-'} ${d.where}`),
      witness: outside.filter(({ code }) => code !== 'agrees').map(({ code, seen, ours }) => `${code} ${seen} ${ours}`),
      receipt: broken,
    };
  });
}

function attackerOn(victim: Victim, url: string, admin: pg.Client, store: Store): Attacker {
  const run = async (sql: string, params: readonly unknown[] = []) =>
    (await admin.query(sql, [...params])).rows as Record<string, unknown>[];
  const newKey = () => generateKeyPairSync('ed25519').privateKey;
  return {
    victim,
    url,
    run,
    ownSigner: createSigner({ main: newKey(), reads: newKey(), receipt: newKey() }),
    cook: (epoch = 1, signer = victim.signer, log = 'main') => cook(admin, { log, epoch }, signer),
    forget: (dossier) => forget(admin, dossier),
    renumber: async () => {
      await run(
        `with r as (select ctid, row_number() over (order by idx) - 1 as n from app.ledger_entry where log = 'main' and epoch = 1)
         update app.ledger_entry e set idx = r.n from r where e.ctid = r.ctid`,
      );
    },
    forgeText: (dossier, seq, name, value) => forgeText(admin, { dossier, seq, name, value }),
    forgeActor: (dossier, seq, actor) => forgeActor(admin, { dossier, seq, actor }),
    forgeMoment: async (dossier, seq, at) => {
      const act = { dossier, seq };
      await admin.query('update app.act set at = $3 where dossier = $1 and seq = $2', [dossier, seq, at]);
      await admin.query('update app.ledger_entry set at = $3 where dossier = $1 and seq = $2', [dossier, seq, at]);
      await rewriteLeaf(admin, act, (leaf) => ({ ...leaf, t: at.toISOString() }));
    },
    forgeSignature: (dossier, seq, device) => forgeSignature(admin, { dossier, seq, device }),
    sequence: async () => {
      await resumeLog(store, victim.signer);
    },
  };
}

async function cook(admin: pg.Client, { log, epoch }: LogEpoch, signer: Signer): Promise<void> {
  const of = [log, epoch];
  const opened = await admin.query<{ origin: string }>('select origin from app.ledger_log where log = $1 and epoch = $2', of);
  const origin = opened.rows[0]?.origin ?? '';
  const entries = await admin.query<{ leaf: string }>(
    'select leaf from app.ledger_entry where log = $1 and epoch = $2 order by idx',
    of,
  );
  const hashes = Buffer.concat(entries.rows.map(({ leaf }) => hashLeaf(leaf)));
  const sizes = await admin.query<{ size: string; signed_at: Date }>(
    'delete from app.ledger_checkpoint where log = $1 and epoch = $2 returning size, signed_at',
    of,
  );
  await admin.query('delete from app.ledger_tile where log = $1 and epoch = $2', of);
  await admin.query('delete from app.ledger_cosignature where log = $1 and epoch = $2', of);
  const size = entries.rows.length;
  const grown = grow(0, new Map(), hashes);
  for (const { level, n, hashes: tile } of grown.tiles)
    await admin.query(`insert into app.ledger_tile values ('test', $1, $2, $3, $4, $5)`, [...of, level, n, tile]);
  const wanted = new Set([...sizes.rows.map((row) => Number(row.size)).filter((one) => one < size), size]);
  for (const one of wanted) {
    const { root } = grow(0, new Map(), hashes.subarray(0, one * 32));
    const note = signer.checkpoint(log, { origin, size: one, root });
    await admin.query(`insert into app.ledger_checkpoint values ('test', $1, $2, $3, $4, $5, now())`, [...of, one, root, note]);
  }
  await admin.query('update app.ledger_log set size = $3 where log = $1 and epoch = $2', [...of, size]);
}

async function forget(admin: pg.Client, dossier: string): Promise<void> {
  const tables = await admin.query<{ name: string; column: string }>(
    `select table_name as name, column_name as "column" from information_schema.columns
     where table_schema = 'app' and udt_name = 'uuid' and (column_name in ('dossier', 'cause_dossier', 'target') or (table_name = 'dossier' and column_name = 'id'))`,
  );
  for (const { name, column } of tables.rows) await admin.query(`delete from app.${name} where ${column} = $1`, [dossier]);
}

async function forgeText(
  admin: pg.Client,
  { dossier, seq, name, value }: { readonly dossier: string; readonly seq: number; readonly name: string; readonly value: Json },
): Promise<void> {
  const vault = await admin.query<{ salt: string }>(
    'update app.vault set value = $4 where dossier = $1 and seq = $2 and name = $3 returning salt',
    [dossier, seq, name, JSON.stringify(value)],
  );
  const digest = digestField(vault.rows[0]?.salt ?? '', name, value);
  await replaceDigest(admin, { dossier, seq, name, digest });
}

interface Place {
  readonly dossier: string;
  readonly seq: number;
}
type Leaf = Readonly<Record<string, Json>> & { readonly d: readonly string[] };

async function replaceDigest(
  admin: pg.Client,
  { dossier, seq, name, digest }: Place & { readonly name: string; readonly digest: string },
): Promise<void> {
  const act = await admin.query<{ old: string }>('select digests->>$3 as old from app.act where dossier = $1 and seq = $2', [
    dossier,
    seq,
    name,
  ]);
  await admin.query(
    'update app.act set digests = digests || jsonb_build_object($3::text, $4::text) where dossier = $1 and seq = $2',
    [dossier, seq, name, digest],
  );
  const old = act.rows[0]?.old;
  await rewriteLeaf(admin, { dossier, seq }, (leaf) => ({
    ...leaf,
    d: leaf.d.map((one) => (one === old ? digest : one)).toSorted(),
  }));
}

/** Another leaf of an act that nothing follows, wherever its hash stands but in the tree. */
async function rewriteLeaf(admin: pg.Client, { dossier, seq }: Place, edit: (leaf: Leaf) => Leaf): Promise<void> {
  const entry = await admin.query<{ leaf: string }>('select leaf from app.ledger_entry where dossier = $1 and seq = $2', [
    dossier,
    seq,
  ]);
  const text = canonicalize(edit(JSON.parse(entry.rows[0]?.leaf ?? '{}') as Leaf));
  const hash = hashLeaf(text);
  await admin.query('update app.act set leaf_hash = $3 where dossier = $1 and seq = $2', [dossier, seq, hash]);
  await admin.query('update app.ledger_entry set leaf = $3, leaf_hash = $4 where dossier = $1 and seq = $2', [
    dossier,
    seq,
    text,
    hash,
  ]);
  await admin.query('update app.dossier set head = $2 where id = $1 and seq = $3', [dossier, hash, seq]);
}

async function forgeActor(admin: pg.Client, { dossier, seq, actor }: Place & { readonly actor: string }): Promise<void> {
  const act = await admin.query<{ salt: string }>(
    `update app.act set actor = $3 where dossier = $1 and seq = $2 returning salts->>'actor' as salt`,
    [dossier, seq, actor],
  );
  const digest = digestField(act.rows[0]?.salt ?? '', 'actor', actor);
  await replaceDigest(admin, { dossier, seq, name: 'actor', digest });
}

async function forgeSignature(
  admin: pg.Client,
  { dossier, seq, device }: Place & { readonly device: SoftPasskey },
): Promise<void> {
  const kept = await admin.query<{ package: SignaturePackage }>(
    'select package from app.act_signature where dossier = $1 and seq = $2',
    [dossier, seq],
  );
  const before = kept.rows[0]?.package;
  if (!before) throw new Error('nobody signed');
  const { response } = device.sign(toBase64Url(challengeOf(before.intent)));
  const forged: SignaturePackage = { ...before, ...response, credential: { id: device.id, publicKey: device.spki, alg: -7 } };
  await admin.query('update app.act_signature set package = $3 where dossier = $1 and seq = $2', [dossier, seq, forged]);
  await rewriteLeaf(admin, { dossier, seq }, (leaf) => ({ ...leaf, g: digestPackage(forged) }));
}
