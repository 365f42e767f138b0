/** The mailer: sends receipts to whoever asked for them, beside everything else, so that a slow mail server holds up nothing. */
import { setTimeout as sleep } from 'node:timers/promises';
import { describeFault } from '../../kernel/errors.ts';
import { claimMail, giveUpMail, type MailFaultCode, queueMail, settleMail } from '../../store/mail/outbox.ts';
import type { Store } from '../../store/store.ts';
import { isPassing, type JobLog } from '../system.ts';
import { composeLetter, type Sender } from './compose.ts';
import { writeLetter } from './letter.ts';
import type { Relay } from './relay.ts';
import { MailFault, sendMail } from './smtp.ts';

/** How mail is sent. */
export interface MailParts extends Sender {
  readonly relay: Relay;
  /** Told how each letter ended. */
  readonly onLetter?: (failed: boolean) => void;
}

/** Milliseconds between looks at what is due. */
const LOOK_EVERY = 15_000;
const ANSWER_WITHIN = 30_000;
/** What is no fault of one letter: the others would meet it too. */
const OF_THE_SERVER: ReadonlySet<MailFaultCode> = new Set(['away', 'insecure', 'login']);

/** What a round came to. */
export interface MailRound {
  readonly sent: number;
  readonly failed: number;
  readonly givenUp: number;
}

/** A running mailer. */
export interface RunningMailer {
  /** Ends after breaking off the letter at hand; it is sent again. */
  stop(): Promise<void>;
}

/** Starts sending until stopped. Any number may run beside one another: a letter is in one pair of hands. */
export function startMailer(store: Store, parts: MailParts, log: JobLog): RunningMailer {
  const stopping = new AbortController();
  const ended = goRound(store, parts, log, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}

async function goRound(store: Store, parts: MailParts, log: JobLog, until: AbortSignal): Promise<void> {
  while (!until.aborted) {
    try {
      const { givenUp } = await sendDue(store, parts, log, until);
      if (givenUp > 0) log.warn({ givenUp }, 'receipts nobody could send for three days');
    } catch (error) {
      log[isPassing(error) ? 'warn' : 'error']({ fault: describeFault(error) }, 'mail not looked after');
    }
    await sleep(LOOK_EVERY, undefined, { signal: until }).catch(() => undefined);
  }
}

/**
 * Sends what is due. A letter is noted as sent after the server took it: whoever dies in between has it sent once more, and never not at all.
 * @param until breaks off
 */
export async function sendDue(store: Store, parts: MailParts, log: JobLog, until?: AbortSignal): Promise<MailRound> {
  await queueMail(store);
  let [sent, failed] = [0, 0];
  const isStopped = () => until?.aborted === true;
  while (!isStopped()) {
    const due = await claimMail(store);
    if (due === undefined) break;
    const fault = await send(store, parts, due, until);
    if (isStopped() && fault !== undefined) break;
    await settleMail(store, due, fault?.code ?? null);
    parts.onLetter?.(fault !== undefined);
    if (fault === undefined) sent += 1;
    else {
      failed += 1;
      // What the server said may name the mailbox; the log is told the kind of failure alone.
      log.warn({ code: fault.code, receipts: due.acts.length }, 'letter not taken');
      if (OF_THE_SERVER.has(fault.code)) break;
    }
  }
  return { sent, failed, givenUp: await giveUpMail(store) };
}

async function send(
  store: Store,
  { relay, ...sender }: MailParts,
  due: NonNullable<Awaited<ReturnType<typeof claimMail>>>,
  until: AbortSignal | undefined,
): Promise<MailFault | undefined> {
  const letter = composeLetter(store, sender, due, new Date());
  try {
    await sendMail(
      relay,
      { from: letter.from, to: letter.to, data: writeLetter(letter) },
      { answer: ANSWER_WITHIN, ...(until === undefined ? {} : { until }) },
    );
    return undefined;
  } catch (error) {
    if (error instanceof MailFault) return error;
    throw error;
  }
}
