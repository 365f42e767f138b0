/** Hands one letter to a mail server. Nothing but what that takes: no pool, no queue. @basis RFC 5321, RFC 3207, RFC 4954, RFC 6409 */
import net from 'node:net';
import os from 'node:os';
import tls from 'node:tls';
import type { MailFaultCode } from '../../store/mail/outbox.ts';
import type { Relay } from './relay.ts';

/** A letter that was not taken. Its message holds what the server said, never the letter. */
export class MailFault extends Error {
  readonly code: MailFaultCode;
  constructor(code: MailFaultCode, said: string, cause?: unknown) {
    super(said, { cause });
    this.code = code;
  }
}

/** An envelope and what is in it. */
export interface Mail {
  readonly from: string;
  readonly to: string;
  /** Lines that end in CRLF, of ASCII. */
  readonly data: string;
}

/** How long to wait. */
export interface Patience {
  /** Milliseconds for each answer. */
  readonly answer: number;
  /** Ends everything at once. */
  readonly until?: AbortSignal;
}

const PATIENCE: Patience = { answer: 30_000 };
/** The longest answer we listen to. */
const LONGEST = 64 * 1024;

interface Reply {
  readonly code: number;
  readonly lines: readonly string[];
}

/**
 * Hands the letter in; when it returns, the server has taken it upon itself.
 * @throws {MailFault} it has not, or may not have
 */
export async function sendMail(relay: Relay, mail: Mail, patience: Patience = PATIENCE): Promise<void> {
  const wire = await Wire.open(relay, patience);
  try {
    await wire.expect(220, 'later');
    let offers = await greet(wire);
    if (!relay.isSecure && offers.has('STARTTLS')) {
      await wire.ask('STARTTLS', 220, 'away');
      await wire.encrypt(relay);
      offers = await greet(wire);
    }
    if (relay.login !== undefined) await logIn(wire, relay, relay.login, offers);
    await wire.ask(`MAIL FROM:<${mail.from}>`, 250, 'refused');
    await wire.ask(`RCPT TO:<${mail.to}>`, [250, 251], 'address');
    await wire.ask('DATA', 354, 'refused');
    await wire.ask(stuffDots(mail.data), 250, 'refused');
    wire.say('QUIT');
  } finally {
    wire.close();
  }
}

/** A line that begins with a dot gets another; a dot alone ends the letter. @basis RFC 5321 4.5.2 */
export function stuffDots(data: string): string {
  const whole = data.endsWith('\r\n') ? data : `${data}\r\n`;
  return `${whole.replace(/^\./gm, '..')}.`;
}

async function greet(wire: Wire): Promise<ReadonlySet<string>> {
  const name = /^[\w.-]+$/.test(os.hostname()) ? os.hostname() : 'localhost';
  const { lines } = await wire.ask(`EHLO ${name}`, 250, 'away');
  return new Set(lines.slice(1).map((line) => line.trim().toUpperCase()));
}

async function logIn(
  wire: Wire,
  relay: Relay,
  { user, password }: NonNullable<Relay['login']>,
  offers: ReadonlySet<string>,
): Promise<void> {
  if (!wire.isEncrypted && !isOwnMachine(relay.host))
    throw new MailFault('insecure', 'the server offers no encryption, and the password would go in the clear');
  if (![...offers].some((offer) => /^AUTH[ =](?:.* )?PLAIN(?: |$)/.test(offer)))
    throw new MailFault('login', 'the server does not offer AUTH PLAIN');
  await wire.ask(`AUTH PLAIN ${Buffer.from(`\0${user}\0${password}`, 'utf8').toString('base64')}`, 235, 'login');
}

function isOwnMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/** A conversation in lines, one question at a time. */
class Wire {
  #socket: net.Socket;
  readonly #patience: Patience;
  #heard = '';
  #fault: MailFault | undefined;
  #wake: () => void = () => undefined;
  readonly #stop = (): void => this.#fail(new Error('stopped'));
  isEncrypted = false;

  private constructor(socket: net.Socket, patience: Patience) {
    this.#socket = socket;
    this.#patience = patience;
  }

  static async open(relay: Relay, patience: Patience): Promise<Wire> {
    const { host, port, isSecure } = relay;
    const socket = isSecure ? tls.connect({ host, port, ...trust(relay) }) : net.connect({ host, port });
    const wire = new Wire(socket, patience);
    wire.#listen();
    if (patience.until?.aborted) wire.#stop();
    patience.until?.addEventListener('abort', wire.#stop);
    await wire.#ready(isSecure ? 'secureConnect' : 'connect');
    wire.isEncrypted = isSecure;
    return wire;
  }

  /** Goes on encrypted. What was said before counts for nothing: somebody in between may have put it there. @basis RFC 3207 6 */
  async encrypt(relay: Relay): Promise<void> {
    if (this.#heard !== '') throw new MailFault('away', 'the server spoke before the encryption began');
    const plain = this.#socket;
    for (const event of ['data', 'error', 'close', 'timeout']) plain.removeAllListeners(event);
    plain.setTimeout(0);
    plain.on('error', (error) => this.#fail(error));
    this.#socket = tls.connect({ socket: plain, host: relay.host, ...trust(relay) });
    this.#listen();
    await this.#ready('secureConnect');
    this.isEncrypted = true;
  }

  say(line: string): void {
    this.#socket.write(`${line}\r\n`);
  }

  async ask(line: string, wanted: number | readonly number[], otherwise: MailFaultCode): Promise<Reply> {
    this.say(line);
    return this.expect(wanted, otherwise);
  }

  async expect(wanted: number | readonly number[], otherwise: MailFaultCode): Promise<Reply> {
    const reply = await this.#read();
    if ([wanted].flat().includes(reply.code)) return reply;
    const said = `${reply.code} ${reply.lines.join(' ')}`.slice(0, 300);
    throw new MailFault(reply.code >= 400 && reply.code < 500 ? 'later' : otherwise, said);
  }

  close(): void {
    this.#patience.until?.removeEventListener('abort', this.#stop);
    // What is still to be said is said; nobody waits for the answer.
    this.#socket.end();
    this.#socket.setTimeout(1000, () => this.#socket.destroy());
    this.#socket.unref();
  }

  #listen(): void {
    const socket = this.#socket;
    socket.setTimeout(this.#patience.answer);
    socket.on('data', (bytes: Buffer) => {
      this.#heard += bytes.toString('latin1');
      if (this.#heard.length > LONGEST) this.#fail(new Error('the server says too much'));
      this.#wake();
    });
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', () => this.#fail(new Error('the server hung up')));
    socket.on('timeout', () => this.#fail(new Error('the server did not answer in time')));
  }

  #fail(cause: Error): void {
    this.#fault ??= new MailFault('away', cause.message, cause);
    this.#socket.destroy();
    this.#wake();
  }

  async #ready(event: 'connect' | 'secureConnect'): Promise<void> {
    let isReady = false;
    this.#socket.once(event, () => {
      isReady = true;
      this.#wake();
    });
    await this.#until(() => isReady || undefined);
  }

  #read(): Promise<Reply> {
    return this.#until(() => this.#takeReply());
  }

  async #until<T>(look: () => T | undefined): Promise<T> {
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      if (this.#fault) throw this.#fault;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** An answer is whole with the first line that has a space after its number. */
  #takeReply(): Reply | undefined {
    const whole = /^(?:\d{3}-[^\r\n]*\r?\n)*(\d{3})(?: [^\r\n]*)?\r?\n/.exec(this.#heard);
    if (!whole) {
      if (/^(?!\d{0,3}$|\d{3}[ -])[^\n]+\n/.test(this.#heard)) this.#fail(new Error('what answers is no mail server'));
      return undefined;
    }
    this.#heard = this.#heard.slice(whole[0].length);
    return {
      code: Number(whole[1]),
      lines: whole[0]
        .trimEnd()
        .split(/\r?\n/)
        .map((line) => line.slice(4)),
    };
  }
}

/** A certificate is always looked at; a name is asked for only where there is one. */
function trust({ host, ca }: Relay): tls.ConnectionOptions {
  return {
    minVersion: 'TLSv1.2',
    ...(net.isIP(host) === 0 ? { servername: host } : {}),
    ...(ca === undefined ? {} : { ca }),
  };
}
