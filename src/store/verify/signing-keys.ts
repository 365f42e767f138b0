/** Whether every decision was signed with a key that was its person's at that place of the ledger, and whether devices hold no other keys. */
import type pg from 'pg';
import { fold, isEnd } from '../../dossier/fold.ts';
import type { SigningKeyFacts } from '../../dossier/kind.ts';
import { findKeyKind, type KeyKind, type KindRegistry } from '../../dossier/registry.ts';
import type { DossierId } from '../../kernel/ids.ts';
import { toBase64Url } from '../../kernel/json.ts';
import { toSpki } from '../accounts/passkey.ts';
import { type ActRow, fromByteaJson, toAct } from '../rows.ts';
import { ENTRY_PLACE, PENDING_PLACE } from './read-batch.ts';
import type { Findings } from './report.ts';

/** Between which places of the ledger a key was whose. */
interface Held extends SigningKeyFacts {
  readonly dossier: DossierId;
  readonly from: number;
  readonly until?: number;
}

/** The order of all leaves: what has an index came before what waits. An act without a leaf is named elsewhere and comes last. */
const PLACE = `coalesce(
  (select ${ENTRY_PLACE} from app.ledger_entry e where e.tenant = a.tenant and e.dossier = a.dossier and e.seq = a.seq and e.log = 'main' limit 1),
  (select ${PENDING_PLACE} from app.ledger_pending p where p.tenant = a.tenant and p.dossier = a.dossier and p.seq = a.seq limit 1), 2::float8 ^ 53)`;

/** Names decisions signed with a key that was not their person's then, and keys of devices the record does not know. */
export async function checkSigningKeys(client: pg.ClientBase, registry: KindRegistry, findings: Findings): Promise<void> {
  const kind = findKeyKind(registry);
  const held = kind ? await readHeld(client, kind) : [];
  await checkSigned(client, new Map(held.map((key) => [key.credential, key])), findings);
  await checkDevices(client, new Map(held.map((key) => [key.dossier, key])), findings);
}

/** The keys as their acts say it, whatever the rows derived from them say. */
async function readHeld(client: pg.ClientBase, kind: KeyKind): Promise<readonly Held[]> {
  const { rows } = await client.query<{ row: ActRow & { place: number } }>(
    `select to_jsonb(a) || jsonb_build_object('place', ${PLACE}) as row from app.act a join app.dossier d on d.tenant = a.tenant and d.id = a.dossier
     where d.kind = $1 order by a.dossier, a.seq`,
    [kind.name],
  );
  const dossiers = new Map<string, (ActRow & { place: number })[]>();
  for (const { row } of rows) dossiers.set(row.dossier, [...(dossiers.get(row.dossier) ?? []), row]);
  return [...dossiers].flatMap(([id, acts]) => heldBy(kind, id as DossierId, acts));
}

function heldBy(kind: KeyKind, dossier: DossierId, rows: readonly (ActRow & { readonly place: number })[]): readonly Held[] {
  const acts = rows.map((row) => toAct(row, null));
  const [first] = rows;
  try {
    const facts = kind.signingKey.facts(fold(kind, dossier, acts.slice(0, 1)).state);
    if (!first || !facts) return [];
    const end = acts.findIndex((_, n) => isEnd(kind, fold(kind, dossier, acts.slice(0, n + 1)).stage));
    const until = rows[end]?.place;
    return [{ ...facts, dossier, from: first.place, ...(until === undefined ? {} : { until }) }];
  } catch {
    // Acts that the kind never wrote are named as such elsewhere, and enrol nothing.
    return [];
  }
}

interface Signed {
  readonly dossier: string;
  readonly seq: number;
  readonly number: string | null;
  readonly actor: string | null;
  readonly credential: string | null;
  readonly public_key: string | null;
  readonly place: number;
}

const AT_ONCE = 5000;

async function checkSigned(client: pg.ClientBase, keys: ReadonlyMap<string, Held>, findings: Findings): Promise<void> {
  let after = { dossier: '00000000-0000-0000-0000-000000000000', seq: 0 };
  for (;;) {
    const { rows } = await client.query<Signed>(
      `select a.dossier::text, a.seq, d.number, coalesce(a.actor, (select v.value #>> '{}' from app.vault v
           where v.tenant = a.tenant and v.dossier = a.dossier and v.seq = a.seq and v.name = 'actor')) as actor,
         s.package #>> '{credential,id}' as credential, s.package #>> '{credential,publicKey}' as public_key, ${PLACE} as place
       from app.act_signature s join app.act a on a.tenant = s.tenant and a.dossier = s.dossier and a.seq = s.seq
         left join app.dossier d on d.tenant = a.tenant and d.id = a.dossier
       where s.package->>'how' = 'passkey' and (s.dossier, s.seq) > ($1::uuid, $2::int) order by s.dossier, s.seq limit ${AT_ONCE}`,
      [after.dossier, after.seq],
    );
    for (const row of rows) {
      const code = faultOf(row, keys.get(row.credential ?? ''));
      if (code) {
        const named = row.number === null ? {} : { number: row.number };
        findings.add({ code, dossier: row.dossier, ...named, seq: row.seq, where: row.credential ?? '' });
      }
    }
    const last = rows.at(-1);
    if (!last) return;
    after = last;
  }
}

/** An erased name is nobody's: then the key alone is looked at. */
function faultOf({ actor, public_key: publicKey, place }: Signed, held: Held | undefined) {
  if (!held) return 'key-unenrolled';
  if (held.publicKey !== publicKey) return 'key-changed';
  if (actor !== null && held.person !== actor) return 'key-of-other';
  if (held.from >= place) return 'key-later';
  return held.until !== undefined && held.until < place ? 'key-removed' : undefined;
}

interface Device {
  readonly id: string;
  readonly person: string;
  readonly credential: string;
  readonly public_key: string;
  readonly spki: string;
  readonly alg: number;
  readonly rp_id: string;
}

async function checkDevices(client: pg.ClientBase, keys: ReadonlyMap<string, Held>, findings: Findings): Promise<void> {
  const { rows } = await client.query<{ row: Device }>('select to_jsonb(p) as row from app.all_passkeys() p');
  for (const { row } of rows) {
    const held = keys.get(row.id);
    if (!held || held.until !== undefined) findings.add({ code: 'device-stray', dossier: row.id, where: row.credential });
    else for (const where of await differences(row, held)) findings.add({ code: 'device-changed', dossier: row.id, where });
  }
}

async function differences(row: Device, held: Held): Promise<readonly string[]> {
  const device = await toSpki(fromByteaJson(row.public_key)).catch(() => undefined);
  const pairs = {
    person: [row.person, held.person],
    credential: [row.credential, held.credential],
    spki: [toBase64Url(fromByteaJson(row.spki)), held.publicKey],
    public_key: [device && toBase64Url(device.spki), held.publicKey],
    alg: [row.alg, held.alg],
    rp_id: [row.rp_id, held.rpId],
  };
  return Object.entries(pairs).flatMap(([name, [there, recorded]]) => (there === recorded ? [] : [name]));
}
