/** A mail server on this machine that keeps what it is given and says what a test wants it to say. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import tls from 'node:tls';

/** A letter as it came. */
export interface Received {
  readonly from: string;
  readonly to: string;
  /** As written by the sender, dots taken off again. */
  readonly data: string;
  readonly isEncrypted: boolean;
  readonly login?: string;
}

/** What the server is like; may be changed between letters. */
export interface Manners {
  /** Answers that replace the usual ones, by the first word of the command; `.` is the end of a letter. */
  readonly answers: Map<string, string>;
  /** Called when a letter was taken, before the sender is told. */
  onTaken?: () => Promise<void> | void;
}

/** A mail server under test. */
export interface MailServer extends Manners {
  readonly port: number;
  readonly received: Received[];
  close(): Promise<void>;
}

/** A key and a certificate for 127.0.0.1 that nobody believes unless told to. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** Makes a certificate of the test's own. */
export function makeCertificate(): Certificate {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'kt-mail-'));
  try {
    const of = (name: string) => path.join(folder, name);
    const subject = ['-subj', '/CN=mail.test', '-addext', 'subjectAltName=IP:127.0.0.1'];
    execFileSync(
      'openssl',
      ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', of('key'), '-out', of('cert'), ...subject],
      { stdio: 'ignore' },
    );
    return { key: readFileSync(of('key'), 'utf8'), cert: readFileSync(of('cert'), 'utf8') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Opens a server on a random port. @param options `starttls`: offers it; `tls`: encrypted from the first byte */
export async function openMailServer(
  options: { readonly starttls?: Certificate; readonly tls?: Certificate; readonly auth?: boolean } = {},
): Promise<MailServer> {
  const received: Received[] = [];
  const manners: Manners = { answers: new Map() };
  const open = new Set<net.Socket>();
  const serve = (socket: net.Socket, isEncrypted: boolean, isGreeted: boolean): void => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => undefined);
    let heard = '';
    let letter: { from: string; to: string; login?: string } = { from: '', to: '' };
    let isData = false;
    const say = (word: string, usual: string) => socket.write(`${manners.answers.get(word) ?? usual}\r\n`);
    const onCommand = (line: string): void => {
      const word = line.split(' ')[0]?.toUpperCase() ?? '';
      if (word === 'EHLO') {
        const offers = ['mail.test', ...(options.auth ? ['AUTH LOGIN PLAIN'] : [])];
        if (options.starttls && !isEncrypted) offers.push('STARTTLS');
        offers.push('8BITMIME');
        say(word, offers.map((offer, n) => `250${n === offers.length - 1 ? ' ' : '-'}${offer}`).join('\r\n'));
      } else if (word === 'STARTTLS' && options.starttls) {
        say(word, '220 go');
        if (manners.answers.has(word)) return;
        socket.removeAllListeners('data');
        const { key, cert } = options.starttls;
        serve(new tls.TLSSocket(socket, { isServer: true, key, cert }), true, true);
      } else if (word === 'AUTH') {
        letter = { ...letter, login: Buffer.from(line.split(' ')[2] ?? '', 'base64').toString('utf8') };
        say(word, '235 welcome');
      } else if (word === 'MAIL' || word === 'RCPT') {
        letter = { ...letter, [word === 'MAIL' ? 'from' : 'to']: /<(.*)>/.exec(line)?.[1] ?? '' };
        say(word, '250 ok');
      } else if (word === 'DATA') {
        isData = !manners.answers.has(word);
        say(word, '354 go on');
      } else if (word === 'QUIT') {
        socket.end('221 bye\r\n');
      } else say(word, '500 what?');
    };
    const onLetter = async (data: string): Promise<void> => {
      isData = false;
      if (!manners.answers.has('.')) {
        received.push({ ...letter, data: data.replace(/^\.\./gm, '.'), isEncrypted });
        await manners.onTaken?.();
      }
      say('.', '250 taken');
    };
    socket.on('data', (bytes) => {
      heard += bytes.toString('latin1');
      for (;;) {
        const end = isData ? heard.indexOf('\r\n.\r\n') : heard.indexOf('\r\n');
        if (end < 0) return;
        const said = heard.slice(0, isData ? end + 2 : end);
        heard = heard.slice(end + (isData ? 5 : 2));
        if (isData) void onLetter(said);
        else onCommand(said);
      }
    });
    if (!isGreeted) say('hello', '220 mail.test');
  };
  const onConnection = (socket: net.Socket) => serve(socket, options.tls !== undefined, false);
  const server = options.tls ? tls.createServer(options.tls, onConnection) : net.createServer(onConnection);
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  return Object.assign(manners, {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    received,
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  });
}

/** The parts of a letter, decoded: the text first, then what is attached. */
export function readParts(data: string): readonly { readonly name?: string; readonly text: string }[] {
  const border = /boundary="([^"]+)"/.exec(data)?.[1] ?? '';
  return data
    .split(`--${border}`)
    .slice(1, -1)
    .map((part) => {
      const [head = '', body = ''] = part.split('\r\n\r\n');
      const name = /filename="([^"]+)"/.exec(head)?.[1];
      return { ...(name === undefined ? {} : { name }), text: Buffer.from(body, 'base64').toString('utf8') };
    });
}

/** A header of a letter, its encoded words read. */
export function readHeader(data: string, name: string): string {
  const head = data.slice(0, data.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
  const value = new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1] ?? '';
  return value
    .replace(/\?= =\?/g, '?==?')
    .replace(/=\?UTF-8\?B\?([^?]*)\?=/g, (_, encoded: string) => Buffer.from(encoded, 'base64').toString('utf8'));
}
