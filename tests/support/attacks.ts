/** The attacks of somebody who owns the database and the key of the log, each with who notices and what it is called. */
import { hashLeaf } from '../../src/ledger/leaf.ts';
import { digestAll } from '../../src/ledger/read-batch.ts';
import { SoftPasskey } from './soft-passkey.ts';
import type { Attacker, Noticer } from './victim.ts';

/** One attack. */
export interface Attack {
  readonly name: string;
  readonly by: (attacker: Attacker) => Promise<unknown>;
  readonly noticedBy: Noticer;
  /** What must be among the findings: the beginning of `code act place`. */
  readonly as: (attacker: Attacker['victim']) => string;
  /** Nobody else notices: what only this one can prove. */
  readonly alone?: true;
  readonly from?: 'backup';
}

const sql =
  (statement: (victim: Attacker['victim']) => string) =>
  (attacker: Attacker): Promise<unknown> =>
    attacker.run(statement(attacker.victim));

/** An attack of one statement that verification names. */
const verify = (name: string, statement: (victim: Attacker['victim']) => string, as: string): Attack => ({
  name,
  by: sql(statement),
  noticedBy: 'verify',
  as: () => as,
});

const entryAt = (idx: number) => `log = 'main' and epoch = 1 and idx = ${idx}`;
const last = `log = 'main' and epoch = 1 and size = (select max(size) from app.ledger_checkpoint where log = 'main')`;

const readingOf = (batch: number) => `id = (select id from app.read_event where batch = ${batch} order by id limit 1)`;
/** The columns of a reading for one more like it. */
const another = (batch: string, reader: string, moved = '') =>
  `tenant, gen_random_uuid(), at ${moved}, last_at ${moved}, times, ${reader}, key, post, purpose, words, what, dossier, subjects, held, shown_at, salt, subject_salt, ${batch}`;

/** An act dated so many days from today, with everything that belongs to it, as if it were written just now. */
async function dateAnew({ run, cook, victim }: Attacker, days: number): Promise<void> {
  const rows = await run('select leaf from app.ledger_entry where dossier = $1', [victim.tail]);
  const leaf = String(rows[0]?.['leaf']);
  const dated = leaf.replace(/"t":"[^"]+"/, `"t":"${new Date(Date.now() + days * 86_400_000).toISOString()}"`);
  await run(
    `update app.ledger_entry set leaf = $2, leaf_hash = $3, at = (substring($2 from '"t":"([^"]+)"'))::timestamptz, sequenced_at = now() where dossier = $1`,
    [victim.tail, dated, hashLeaf(dated)],
  );
  await run('update app.act set leaf_hash = $2 where dossier = $1', [victim.tail, hashLeaf(dated)]);
  await cook();
}
const KEY_SITE = { rpId: 'khoithong.example.vn', origin: 'https://khoithong.example.vn' };

/** All of them. */
export const ATTACKS: readonly Attack[] = [
  // The acts.
  verify(
    'the body of an act edited',
    (v) => `update app.act set body = jsonb_set(body, '{stance}', '"no"') where dossier = '${v.answered}' and seq = 3`,
    'act-changed 3 body',
  ),
  verify(
    'the facts of an act edited',
    (v) => `update app.act set facts = facts || '{"x":1}' where dossier = '${v.answered}' and seq = 2`,
    'act-changed 2 facts',
  ),
  verify(
    'the actor of an act edited',
    (v) => `update app.act set actor = 'D1-head' where dossier = '${v.answered}' and seq = 3`,
    'act-changed 3 actor',
  ),
  verify(
    'the moment of an act put back',
    (v) => `update app.act set at = at - interval '30 days' where dossier = '${v.answered}' and seq = 3`,
    'leaf-changed 3 act.leaf_hash',
  ),
  verify(
    'the legal time of an act put back',
    (v) => `update app.act set business_at = business_at - interval '1 day' where dossier = '${v.answered}' and seq = 3`,
    'act-changed 3 businessAt',
  ),
  verify(
    'a digest edited with its field',
    (v) => `update app.act set digests = digests || '{"body":"AAAA"}' where dossier = '${v.answered}' and seq = 3`,
    'leaf-changed 3 act.leaf_hash',
  ),
  verify(
    'a text in the vault edited',
    (v) => `update app.vault set value = '"Không đồng ý"' where dossier = '${v.answered}' and seq = 3`,
    'text-changed 3 body/text',
  ),
  verify(
    'a salt in the vault edited',
    (v) => `update app.vault set salt = reverse(salt) where dossier = '${v.answered}' and seq = 3`,
    'text-changed 3 body/text',
  ),
  verify(
    'a text taken out of the vault',
    (v) => `delete from app.vault where dossier = '${v.answered}' and seq = 3`,
    'text-missing 3 body/text',
  ),
  verify(
    'an act deleted from the middle',
    (v) => `delete from app.act where dossier = '${v.answered}' and seq = 2`,
    'act-missing 2 act',
  ),
  verify(
    'the last act deleted and the dossier made to fit',
    (v) =>
      `delete from app.act where dossier = '${v.answered}' and seq = 3; delete from app.vault where dossier = '${v.answered}' and seq = 3;
       update app.dossier set seq = 2, head = (select leaf_hash from app.act where dossier = '${v.answered}' and seq = 2) where id = '${v.answered}'`,
    'act-cut 3 ledger_entry',
  ),
  verify(
    'an act deleted with its leaf',
    (v) =>
      `delete from app.act where dossier = '${v.answered}' and seq = 3; delete from app.ledger_entry where dossier = '${v.answered}' and seq = 3`,
    'entry-missing - main/1 ',
  ),
  verify(
    'two acts of a dossier swapped',
    (v) =>
      `update app.act set seq = 105 - seq where dossier = '${v.answered}' and seq in (2, 3); update app.act set seq = seq - 100 where dossier = '${v.answered}' and seq > 100`,
    'chain-broken',
  ),
  verify(
    'an act moved to another dossier',
    (v) => `update app.act set dossier = '${v.early}', seq = 2 where dossier = '${v.answered}' and seq = 3`,
    'act-cut 3 ledger_entry',
  ),
  verify(
    'an act without a leaf, past the trigger',
    (v) =>
      `insert into app.act (tenant, dossier, seq, name, kind_version, actor, key, at, business_at, body, facts, salts, digests, leaf_hash, prev_hash)
       select tenant, dossier, 4, 'remind', 1, actor, key, at, business_at, body, facts, salts, digests, sha256('x'), leaf_hash from app.act where dossier = '${v.answered}' and seq = 3`,
    'leaf-missing 4 ledger_pending',
  ),
  verify(
    'a state without an act, past the trigger',
    (v) => `update app.dossier set stage = 'asked' where id = '${v.answered}'`,
    'row-changed - stage',
  ),
  // The leaves.
  verify(
    'the bytes of a leaf edited',
    () => `update app.ledger_entry set leaf = replace(leaf, '"n":0', '"n":9') where ${entryAt(40)}`,
    'entry-changed - main/1 40',
  ),
  verify(
    'the bytes of a leaf edited with their hash',
    () =>
      `update app.ledger_entry set leaf = replace(leaf, '"n":0', '"n":9'), leaf_hash = sha256('\\x00'::bytea || convert_to(replace(leaf, '"n":0', '"n":9'), 'UTF8')) where ${entryAt(40)}`,
    'entry-changed - main/1 40',
  ),
  verify('a leaf deleted', () => `delete from app.ledger_entry where ${entryAt(40)}`, 'entry-missing - main/1 40'),
  verify(
    'two leaves swapped',
    () =>
      `update app.ledger_entry set idx = 900000 where ${entryAt(40)}; update app.ledger_entry set idx = 40 where ${entryAt(41)}; update app.ledger_entry set idx = 41 where idx = 900000`,
    'entry-changed - main/1 41',
  ),
  verify(
    'the leaves from one on renumbered',
    () =>
      `update app.ledger_entry set idx = idx + 100000 where log = 'main' and idx >= 50; update app.ledger_entry set idx = idx - 99999 where idx > 100000`,
    'entry-missing - main/1 50',
  ),
  verify(
    'a second leaf under one index, past the key',
    () =>
      `alter table app.ledger_entry drop constraint ledger_entry_pkey; insert into app.ledger_entry select tenant, log, epoch, 40, null, 1, leaf, leaf_hash, at, sequenced_at from app.ledger_entry where ${entryAt(41)}`,
    'entry-doubled - main/1 40',
  ),
  verify(
    'a leaf of no act put at the end',
    () =>
      `insert into app.ledger_entry select tenant, log, epoch, (select max(idx) + 1 from app.ledger_entry where log = 'main'), null, 1, leaf, leaf_hash, at, now() from app.ledger_entry where ${entryAt(41)}`,
    'entry-stray - main/1 ',
  ),
  verify(
    'a waiting leaf edited',
    (v) => `update app.ledger_pending set leaf = replace(leaf, '"n":0', '"n":1') where dossier = '${v.waiting}'`,
    'leaf-changed 1 ledger_pending.leaf',
  ),
  verify(
    'the moment of a leaf put back',
    () => `update app.ledger_entry set at = at - interval '30 days' where ${entryAt(40)}`,
    'entry-time - main/1 40',
  ),
  {
    name: 'an act dated a month back, written today with everything that belongs to it',
    by: (attacker) => dateAnew(attacker, -30),
    noticedBy: 'verify',
    as: () => 'entry-backdated - main/1 ',
  },
  {
    name: 'an act dated a month ahead, with everything that belongs to it',
    by: (attacker) => dateAnew(attacker, 30),
    noticedBy: 'verify',
    as: () => 'entry-time - main/1 ',
  },
  // The tree.
  verify(
    'a tile of the leaves edited',
    () =>
      `update app.ledger_tile set hashes = overlay(hashes placing sha256('x') from 33) where log = 'main' and level = 0 and n = 0`,
    'tile-changed - main/1 0/0',
  ),
  verify(
    'a tile above the leaves edited',
    () => `update app.ledger_tile set hashes = sha256('x') where log = 'main' and level = 1 and n = 0`,
    'tile-changed - main/1 1/0',
  ),
  verify(
    'a tile deleted',
    () => `delete from app.ledger_tile where log = 'main' and level = 0 and n = 0`,
    'tile-missing - main/1 0/0',
  ),
  verify(
    'a tile put where none can be',
    () => `insert into app.ledger_tile values ('test', 'main', 1, 2, 0, sha256('x'))`,
    'tile-extra - main/1 2/0',
  ),
  verify(
    'the size of the log edited',
    () => `update app.ledger_log set size = size - 1 where log = 'main'`,
    'log-size - main/1: ',
  ),
  // What was signed.
  verify(
    'the note of a checkpoint edited',
    () =>
      `update app.ledger_checkpoint set note = replace(note, split_part(note, E'\\n', 3), encode(sha256('x'), 'base64')) where ${last}`,
    'checkpoint-changed - main/1 ',
  ),
  verify(
    'the root of a checkpoint edited',
    () => `update app.ledger_checkpoint set root = sha256('x') where ${last}`,
    'checkpoint-changed - main/1 ',
  ),
  {
    name: 'a checkpoint signed by another key',
    by: async ({ run, ownSigner, victim }) => {
      const rows = await run(`select size, root from app.ledger_checkpoint where ${last}`);
      const size = Number(rows[0]?.['size']);
      const note = ownSigner.checkpoint('main', { origin: victim.origin, size, root: rows[0]?.['root'] as Buffer });
      await run(`update app.ledger_checkpoint set note = $1 where ${last}`, [note]);
    },
    noticedBy: 'verify',
    as: () => 'checkpoint-unsigned - main/1 ',
  },
  {
    name: 'a second root signed for a size, past the key',
    by: async ({ run, victim }) => {
      await run('alter table app.ledger_checkpoint drop constraint ledger_checkpoint_pkey');
      const rows = await run(`select size from app.ledger_checkpoint where ${last} limit 1`);
      const size = Number(rows[0]?.['size']);
      const root = hashLeaf('x');
      const note = victim.signer.checkpoint('main', { origin: victim.origin, size, root });
      await run(`insert into app.ledger_checkpoint values ('test', 'main', 1, $1, $2, $3, now())`, [size, root, note]);
    },
    noticedBy: 'verify',
    as: () => 'checkpoint-second - main/1 ',
  },
  verify(
    'a cosignature put under another checkpoint',
    () => `update app.ledger_cosignature set size = (select min(size) from app.ledger_checkpoint where log = 'main')`,
    'cosignature-wrong - main/1 ',
  ),
  verify(
    'the moment of a cosignature edited',
    () => 'update app.ledger_cosignature set time = time - 86400',
    'cosignature-wrong - main/1 ',
  ),
  {
    name: 'the newest checkpoint deleted',
    by: async ({ run, victim }) => {
      // Leaves that came later than the second in which a checkpoint may still be missing.
      await run(
        `update app.ledger_entry set sequenced_at = sequenced_at + interval '10 seconds' where log = 'main' and idx >= $1`,
        [victim.witnessed.size],
      );
      await run(`delete from app.ledger_checkpoint where ${last}`);
    },
    noticedBy: 'verify',
    as: ({ witnessed }) => `entry-uncovered - main/1 ${witnessed.size}–`,
  },
  {
    name: 'the newest checkpoint deleted while the other log went on',
    by: async ({ run }) => {
      await run(`delete from app.ledger_checkpoint where ${last}`);
      await run(`update app.ledger_checkpoint set signed_at = signed_at + interval '10 minutes' where log = 'reads'`);
    },
    noticedBy: 'verify',
    as: ({ witnessed }) => `entry-uncovered - main/1 ${witnessed.size}–`,
  },
  verify('every checkpoint deleted', () => `delete from app.ledger_checkpoint where log = 'main'`, 'entry-uncovered - main/1 0–'),
  {
    name: 'the checkpoint that was witnessed deleted with what was signed under it',
    by: async ({ run, victim }) => {
      await run('delete from app.ledger_checkpoint where size = $1', [victim.witnessed.size]);
      await run('delete from app.ledger_cosignature where size = $1', [victim.witnessed.size]);
    },
    noticedBy: 'verify',
    as: ({ witnessed }) => `checkpoint-missing - main/1 ${witnessed.size} `,
  },
  {
    name: 'the checkpoint under a cosignature deleted',
    by: ({ run, victim }) => run('delete from app.ledger_checkpoint where size = $1', [victim.witnessed.size]),
    noticedBy: 'verify',
    as: ({ witnessed }) => `cosignature-wrong - main/1 ${witnessed.size} `,
  },
  verify(
    'a time stamp nobody gave',
    () =>
      `insert into app.ledger_token select tenant, log, epoch, size, 'tsa.test', '\\x3000', now() from app.ledger_checkpoint where ${last}`,
    'token-wrong - main/1 ',
  ),
  verify(
    'an act kept from its place for days',
    (v) =>
      `update app.ledger_log set opened_at = opened_at - interval '9 days'; update app.ledger_pending set at = at - interval '2 days' where dossier = '${v.waiting}'`,
    'leaf-overdue 1 ledger_pending',
  ),
  {
    name: 'everything signed again by another key',
    by: async ({ run, cook, ownSigner, victim }) => {
      await run(`update app.ledger_key set vkey = $1 where log = 'main' and purpose = 'log'`, [
        ownSigner.logKey('main', victim.origin),
      ]);
      await cook(1, ownSigner);
    },
    noticedBy: 'verify',
    as: () => 'key-strange - main/1 ',
  },
  verify(
    'a second signing key',
    () =>
      `insert into app.ledger_key select tenant, log, epoch, purpose, replace(vkey, '+', '/x+'), since, null from app.ledger_key where log = 'main' and purpose = 'log'`,
    'key-wrong - main/1 ',
  ),
  {
    name: 'an epoch ended in silence',
    by: async ({ run, cook, victim }) => {
      const next = victim.origin.replace('/1', '/2');
      await run(`update app.ledger_log set closed_at = now(), closed_because = '[]' where log = 'main'`);
      await run(`insert into app.ledger_log (tenant, log, epoch, origin, size) values ('test', 'main', 2, $1, 0)`, [next]);
      await run(`insert into app.ledger_key (tenant, log, epoch, purpose, vkey) values ('test', 'main', 2, 'log', $1)`, [
        victim.signer.logKey('main', next),
      ]);
      await run(`with gone as (delete from app.ledger_pending returning *) insert into app.ledger_entry
        select tenant, 'main', 2, row_number() over (order by place) - 1, dossier, seq, leaf, leaf_hash, at, now() from gone`);
      await cook(2);
    },
    noticedBy: 'verify',
    as: () => 'epoch-unfounded - main/2 0',
  },
  // What is folded from the acts.
  verify('the bytes of a file', (v) => `update app.content set bytes = 'một tép' where hash = '${v.file}'`, `content-changed - `),
  verify(
    'the row of an attachment',
    (v) => `update app.attachment set name = 'khac.txt' where dossier = '${v.tied}'`,
    'attachment-changed - ',
  ),
  verify(
    'a row of the organisation',
    () =>
      `update app.effective_row set "values" = "values" || '{"name_vi":"Tên khác"}' where table_name = 'unit_name' and key->>'unit' = 'C1'`,
    'table-changed 1 unit_name[unit=C1]',
  ),
  verify(
    'a row of the law',
    () =>
      `update app.effective_row set "values" = "values" || '{"value":50}' where table_name = 'parameter' and key->>'parameter' = 'toy.answer'`,
    'table-changed 1 parameter[',
  ),
  verify(
    'a deadline moved',
    (v) => `update app.clock set due_at = due_at + interval '1 day' where dossier = '${v.answered}' and n = 1`,
    'clock-changed - answer.due_at',
  ),
  verify('a number given back', () => 'update app.number_counter set last = last - 1', 'counter-changed - '),
  // The readings and the leaves over them.
  verify(
    'who read, edited',
    () => `update app.read_event set reader = 'C2-staff' where ${readingOf(0)}`,
    'read-changed - read_event ',
  ),
  verify(
    'when somebody read, put back',
    () => `update app.read_event set at = at - interval '1 hour', last_at = last_at - interval '1 hour' where ${readingOf(0)}`,
    'read-changed - read_event ',
  ),
  verify(
    'whom a reading concerned, edited',
    () => `update app.read_event set subjects = '{}' where ${readingOf(0)}`,
    'read-changed - read_event ',
  ),
  verify('a reading deleted', () => `delete from app.read_event where ${readingOf(0)}`, 'read-missing - read_batch 0: 1'),
  verify(
    'a reading put under a leaf',
    () => `insert into app.read_event select ${another('batch', 'reader')} from app.read_event where ${readingOf(0)}`,
    'read-changed - read_event ',
  ),
  verify(
    'a reading moved to another leaf',
    () => `update app.read_event set batch = 1 where ${readingOf(0)}`,
    'read-missing - read_batch 0: 1',
  ),
  verify(
    'a reading untied from its leaf',
    () => `update app.read_event set batch = null where ${readingOf(0)}`,
    'read-missing - read_batch 0: 1',
  ),
  verify(
    'a reading of yesterday slipped in without a leaf',
    () =>
      `insert into app.read_event select ${another('null', `'C1-clerk'`, `- interval '1 day'`)} from app.read_event where ${readingOf(0)}`,
    'read-uncommitted - read_event ',
  ),
  verify(
    'a reading put under a leaf that is none',
    () => `insert into app.read_event select ${another('77', 'reader')} from app.read_event where ${readingOf(0)}`,
    'read-leaf-missing - read_event ',
  ),
  verify(
    'a reading deleted with its digest',
    () => `update app.read_batch set digests = digests - 0 where n = 0; delete from app.read_event where ${readingOf(0)}`,
    'read-leaf-changed - read_batch 0',
  ),
  verify(
    'the bytes of a leaf over readings edited',
    () => `update app.read_batch set leaf = replace(leaf, '"n":0', '"n":5') where n = 0`,
    'read-leaf-changed - read_batch 0',
  ),
  verify(
    'the moment of a leaf over readings put back',
    () => `update app.read_batch set at = at - interval '1 day' where n = 0`,
    'read-leaf-changed - read_batch 0',
  ),
  verify(
    'a leaf deleted with its readings',
    () => `delete from app.read_event where batch = 0; delete from app.read_batch where n = 0`,
    'read-chain-broken - read_batch 1',
  ),
  verify(
    'the last leaf deleted with its readings',
    () => `delete from app.read_event where batch = 1; delete from app.read_batch where n = 1`,
    'read-missing - reads/1 1',
  ),
  verify(
    'two leaves over readings swapped',
    () =>
      `alter table app.read_batch drop constraint read_batch_check; update app.read_batch set n = 7 - n; update app.read_batch set n = case n when 7 then 1 else 0 end`,
    'read-chain-broken - read_batch 0',
  ),
  verify(
    'two leaves over readings swapped in the log',
    () => 'update app.read_batch set idx = 1 - idx',
    'read-leaf-changed - read_batch ',
  ),
  verify(
    'a leaf over readings put into the log alone',
    () =>
      `insert into app.ledger_entry select tenant, log, epoch, 2, null, 2, leaf, leaf_hash, at, now() from app.ledger_entry where log = 'reads' and idx = 1`,
    'read-missing - reads/1 2',
  ),
  {
    name: 'a reading taken out with every hash and signature over it',
    by: async ({ run, cook }) => {
      const [row] = await run('select leaf, digests from app.read_batch where n = 1');
      const digests = (row?.['digests'] as readonly string[]).slice(1);
      const leaf = String(row?.['leaf']).replace(/"d":\["[^"]+"\]/, `"d":["${digestAll(digests)}"]`);
      const gone = await run('select id::text from app.read_event where batch = 1 order by id');
      await run('update app.read_batch set leaf = $1, leaf_hash = $2, digests = $3 where n = 1', [
        leaf,
        hashLeaf(leaf),
        JSON.stringify(digests),
      ]);
      await run(`update app.ledger_entry set leaf = $1, leaf_hash = $2 where log = 'reads' and idx = 1`, [leaf, hashLeaf(leaf)]);
      await run('delete from app.read_event where id = $1', [gone[0]?.['id']]);
      await cook(1, undefined, 'reads');
    },
    noticedBy: 'witness',
    as: () => 'outside-rewritten 2 ',
  },
  {
    name: 'the last leaf over readings deleted with every trace of it',
    by: async ({ run, cook }) => {
      await run('delete from app.read_event where batch = 1');
      await run('delete from app.read_batch where n = 1');
      await run(`delete from app.ledger_entry where log = 'reads' and idx = 1`);
      await cook(1, undefined, 'reads');
    },
    noticedBy: 'witness',
    as: () => 'outside-behind 2 1',
  },
  // Whose key signed.
  {
    name: 'a key put into the database and used to sign',
    by: async ({ run, cook, forgeSignature, victim }) => {
      const device = new SoftPasskey(KEY_SITE);
      await run(
        `insert into app.passkey (tenant, id, person, credential, public_key, spki, alg, rp_id, counter, synced, name)
         values ('test', gen_random_uuid(), 'C2-staff', $1, $2, $2, -7, $3, 0, false, 'x')`,
        [device.id, Buffer.from(device.spki, 'base64url'), KEY_SITE.rpId],
      );
      await forgeSignature(victim.signed.dossier, 1, device);
      await cook();
    },
    noticedBy: 'verify',
    as: () => 'key-unenrolled 1 ',
  },
  verify(
    'a key put into the database and not yet used',
    () =>
      `insert into app.passkey (tenant, id, person, credential, public_key, spki, alg, rp_id, counter, synced, name)
       values ('test', gen_random_uuid(), 'C2-staff', 'AAEC', 'x', 'x', -7, 'x', 0, false, 'x')`,
    'device-stray - AAEC',
  ),
  verify(
    'a key swapped in the row of its device',
    (v) => `update app.passkey set spki = 'x', public_key = 'x' where id = '${v.signed.key.dossier}'`,
    'device-changed - spki',
  ),
  {
    name: 'a decision signed anew with a key enrolled since, its enrolment dated back',
    by: async ({ cook, forgeSignature, forgeMoment, victim: { signed } }) => {
      await forgeMoment(signed.later.dossier, 1, new Date(Date.now() - 86_400_000));
      await forgeSignature(signed.dossier, 1, signed.later.device);
      await cook();
    },
    noticedBy: 'verify',
    as: () => 'key-later 1 ',
  },
  {
    name: 'the person in the enrolment of a key changed',
    by: async ({ cook, forgeActor, victim: { signed } }) => {
      await forgeActor(signed.key.dossier, 1, 'D1-head');
      await cook();
    },
    noticedBy: 'verify',
    as: () => 'key-of-other 1 ',
  },
  {
    name: 'the enrolment of a key deleted with every trace of it',
    by: async ({ forget, renumber, cook, run, victim: { signed } }) => {
      await forget(signed.key.dossier);
      await run('delete from app.passkey where id = $1', [signed.key.dossier]);
      await renumber();
      await cook();
    },
    noticedBy: 'verify',
    as: () => 'key-unenrolled 1 ',
  },
  // With the key of the log, and nothing inside left to contradict: only those outside notice.
  {
    name: 'a text rewritten with every hash and signature over it',
    by: async ({ forgeText, cook, victim }) => {
      await forgeText(victim.answered, 3, 'body/text', 'Không đồng ý');
      await cook();
    },
    noticedBy: 'witness',
    as: ({ witnessed }) => `outside-rewritten ${witnessed.size} `,
  },
  {
    name: 'one dossier deleted with every trace of it',
    by: async ({ forget, renumber, cook, victim }) => {
      await forget(victim.early);
      await renumber();
      await cook();
    },
    noticedBy: 'witness',
    as: ({ witnessed }) => `outside-rewritten ${witnessed.size} `,
  },
  {
    name: 'a dossier of today put before older ones',
    by: async ({ run, cook, victim }) => {
      await run(`update app.ledger_entry set idx = idx + 100000 where log = 'main' and idx >= 10`);
      await run(`update app.ledger_entry set idx = 10 where dossier = $1`, [victim.tail]);
      await run(`with r as (select ctid, row_number() over (order by idx) - 1 as n from app.ledger_entry where log = 'main')
        update app.ledger_entry e set idx = r.n from r where e.ctid = r.ctid and e.idx > 10`);
      await cook();
    },
    noticedBy: 'witness',
    as: ({ witnessed }) => `outside-rewritten ${witnessed.size} `,
  },
  {
    name: 'the log cut below what was witnessed',
    by: async ({ run, forget, cook }) => {
      for (const row of await run(`select dossier from app.ledger_entry where log = 'main' and idx >= 200`))
        await forget(String(row['dossier']));
      await cook();
    },
    noticedBy: 'witness',
    as: ({ witnessed }) => `outside-behind ${witnessed.size} `,
  },
  {
    name: 'an old backup restored and gone on with, signing nothing before',
    from: 'backup',
    by: async ({ run, victim, sequence }) => {
      // As many new acts as were lost: here the waiting copies of others stand for them.
      await run(
        `insert into app.ledger_pending (tenant, dossier, seq, leaf, leaf_hash, at)
         select tenant, gen_random_uuid(), 1, replace(leaf, '"n":0', '"n":7'), sha256('\\x00'::bytea || convert_to(replace(leaf, '"n":0', '"n":7'), 'UTF8')), at
         from app.ledger_entry, generate_series(1, 4) where log = 'main' and seq = 1 and dossier is not null and dossier <> $1`,
        [victim.answered],
      );
      await sequence();
    },
    noticedBy: 'witness',
    as: ({ witnessed }) => `outside-forked ${witnessed.size} `,
  },
  {
    name: 'an old backup restored',
    from: 'backup',
    by: async () => undefined,
    noticedBy: 'witness',
    as: ({ witnessed }) => `outside-behind ${witnessed.size} `,
  },
  {
    name: 'the end nobody has witnessed yet deleted with every trace of it',
    by: async ({ forget, renumber, cook, victim }) => {
      await forget(victim.waiting);
      await forget(victim.tail);
      await renumber();
      await cook();
    },
    noticedBy: 'receipt',
    alone: true,
    as: () => 'receipt-broken ',
  },
  {
    name: 'an act deleted before it got its place',
    by: ({ forget, victim }) => forget(victim.waiting),
    noticedBy: 'receipt',
    alone: true,
    as: () => 'receipt-broken ',
  },
];
