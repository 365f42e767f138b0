/** Where a person wants the receipts of their own acts: written and read by that person alone. */
import { AppError } from '../../kernel/errors.ts';
import { isMailAddress } from '../../kernel/mail-address.ts';
import type { Lang } from '../../kernel/messages.ts';
import { asInstant, type Instant } from '../../kernel/time.ts';
import { type Identity, readAs, writeAs } from '../database.ts';
import type { Store } from '../store.ts';
import type { MailFaultCode } from './outbox.ts';

/** What somebody asked for, and what became of it. */
export interface OwnMail {
  readonly address: string;
  readonly isOn: boolean;
  /** True: of acts behind a mask as well. */
  readonly masked: boolean;
  /** True: a letter on trial is still to be sent. */
  readonly trial: boolean;
  /** Receipts that wait. */
  readonly waiting: number;
  readonly sentAt?: Instant;
  /** Why the last letter was not taken; absent: it was. */
  readonly fault?: { readonly code: MailFaultCode; readonly at: Instant };
  /** Receipts nobody tries to send any more. */
  readonly givenUp: number;
}

/** What whoever asks has asked for; nothing where they have not. */
export async function readOwnMail(store: Store, identity: Identity): Promise<OwnMail | undefined> {
  return readAs(store.pool, identity, async (client) => {
    const found = await client.query<{
      address: string;
      is_on: boolean;
      masked: boolean;
      trial: boolean;
      waiting: string;
      sent_at: Date | null;
      fault: MailFaultCode | null;
      fault_at: Date | null;
      given_up: number;
    }>('select * from app.own_mail()');
    const [row] = found.rows;
    if (!row) return undefined;
    return {
      address: row.address,
      isOn: row.is_on,
      masked: row.masked,
      trial: row.trial,
      waiting: Number(row.waiting),
      ...(row.sent_at === null ? {} : { sentAt: asInstant(row.sent_at) }),
      ...(row.fault === null || row.fault_at === null ? {} : { fault: { code: row.fault, at: asInstant(row.fault_at) } }),
      givenUp: row.given_up,
    };
  });
}

/** What somebody asks for. */
export interface MailWish {
  readonly address: string;
  readonly isOn: boolean;
  readonly masked: boolean;
  readonly lang: Lang;
}

/**
 * Remembers where receipts go from now on; an empty address forgets it. A new address gets a letter on trial.
 * @throws {mail.bad_address}
 */
export async function saveOwnMail(store: Store, identity: Identity, wish: MailWish): Promise<void> {
  const address = wish.address.trim();
  if (address === '') {
    await writeAs(store.pool, identity, (client) => client.query('select app.remove_mail()'));
    return;
  }
  if (!isMailAddress(address)) throw new AppError('mail.bad_address', 'invalid');
  await writeAs(store.pool, identity, (client) =>
    client.query('select app.save_mail($1, $2, $3, $4)', [address, wish.isOn, wish.masked, wish.lang]),
  );
}
