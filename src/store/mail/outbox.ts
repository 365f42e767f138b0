/** Receipts that wait to be sent: found in the log, handed out one letter at a time. Off the way of every act. */
import { key } from '../../dossier/keys.ts';
import type { Lang } from '../../kernel/messages.ts';
import { asInstant, type Instant } from '../../kernel/time.ts';
import { writeAs } from '../database.ts';
import type { Store } from '../store.ts';

/**
 * Why a letter was not taken.
 *   away      the server is not there, does not speak, or its certificate is not believed
 *   insecure  a password would have gone in the clear
 *   login     the server does not know us
 *   address   the server will not have this recipient
 *   refused   the server will not have this letter
 *   later     the server says: another time
 */
export type MailFaultCode = 'away' | 'insecure' | 'login' | 'address' | 'refused' | 'later';

/** An act as its letter may tell of it. */
export interface MailedAct {
  readonly dossier: string;
  readonly seq: number;
  readonly at: Instant;
  readonly leafHash: string;
  /** The log its leaf stands in. */
  readonly origin: string;
  readonly masked: boolean;
  /** Null for restricted dossiers and behind a mask. */
  readonly number: string | null;
  /** Null behind a mask. */
  readonly receipt: string | null;
}

/** A letter that is due. */
export interface DueMail {
  readonly person: string;
  readonly address: string;
  readonly lang: Lang;
  /** True: it is to say that letters arrive. */
  readonly trial: boolean;
  readonly acts: readonly MailedAct[];
}

/** Entries of the log looked through in one transaction. */
const PAGE = 2000;
/** Receipts in one letter; what else there is comes with the next. */
export const ACTS_IN_LETTER = 20;

/** Queues what the log has new for whoever wants letters. Breaking off, or doing it twice, queues nothing twice. */
export async function queueMail(store: Store): Promise<void> {
  for (;;) {
    const found = await writeAs(store.pool, systemOf(store), (client) =>
      client.query<{ n: number }>('select app.queue_mail($1) as n', [PAGE]),
    );
    if ((found.rows[0]?.n ?? 0) < PAGE) return;
  }
}

/** The next letter that is due; nobody else gets it for two minutes. */
export async function claimMail(store: Store): Promise<DueMail | undefined> {
  const found = await writeAs(store.pool, systemOf(store), (client) =>
    client.query<{ due: (Omit<DueMail, 'acts'> & { acts: (Omit<MailedAct, 'at'> & { at: string })[] }) | null }>(
      'select app.claim_mail($1) as due',
      [ACTS_IN_LETTER],
    ),
  );
  const due = found.rows[0]?.due;
  return due ? { ...due, acts: due.acts.map((act) => ({ ...act, at: asInstant(act.at) })) } : undefined;
}

/** Notes that the mail server took a letter, or why not. */
export async function settleMail(store: Store, due: DueMail, fault: MailFaultCode | null): Promise<void> {
  const acts = JSON.stringify(due.acts.map(({ dossier, seq }) => ({ dossier, seq })));
  await writeAs(store.pool, systemOf(store), (client) =>
    client.query('select app.settle_mail($1, $2, $3, $4, $5)', [due.person, due.address, fault, due.trial, acts]),
  );
}

/** Stops trying what nobody could send for three days; gives how many receipts. */
export async function giveUpMail(store: Store): Promise<number> {
  const found = await writeAs(store.pool, systemOf(store), (client) =>
    client.query<{ n: number }>('select app.give_up_mail() as n'),
  );
  return found.rows[0]?.n ?? 0;
}

function systemOf({ tenant }: Store) {
  return { tenant, person: null, keys: [key.system] };
}
