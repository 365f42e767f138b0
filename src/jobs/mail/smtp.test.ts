import { afterEach, describe, expect, test } from 'vitest';
import {
  type Certificate,
  type MailServer,
  makeCertificate,
  openMailServer,
  readHeader,
  readParts,
} from '../../../tests/support/mail-server.ts';
import { encodeWords, type Letter, writeLetter } from './letter.ts';
import { type Relay, readRelay } from './relay.ts';
import { type MailFault, sendMail, stuffDots } from './smtp.ts';

const certificate: Certificate = makeCertificate();
let server: MailServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const LETTER: Letter = {
  id: 'a1b2',
  from: 'khoithong@tinh.example.vn',
  fromName: 'Khơi Thông',
  to: 'an@tinh.example.vn',
  subject: 'Biên nhận: một hành vi vừa được ghi vào sổ cái của tỉnh, xin giữ lại lá thư này để kiểm tra',
  text: 'Đồng chí,\n.một dòng bắt đầu bằng dấu chấm\n',
  attached: [{ name: 'bien-nhan.txt', text: 'khoithong.receipt/v1\n\n— chữ ký\n' }],
  date: new Date('2026-11-23T02:05:00Z'),
};
const mail = { from: LETTER.from, to: LETTER.to, data: writeLetter(LETTER) };
const at = (port: number, more: Partial<Relay> = {}): Relay => ({ host: '127.0.0.1', port, isSecure: false, ...more });
const faultOf = (sent: Promise<void>): Promise<string> =>
  sent.then(
    () => 'sent',
    (fault: MailFault) => fault.code,
  );

describe('a letter', () => {
  test('arrives word for word, accents and receipts alike, in short lines of plain ASCII', async () => {
    server = await openMailServer();
    await sendMail(at(server.port), mail);
    const [got] = server.received;
    expect(got).toMatchObject({ from: LETTER.from, to: LETTER.to, isEncrypted: false, data: mail.data });
    expect(readHeader(mail.data, 'Subject')).toBe(LETTER.subject);
    expect(readHeader(mail.data, 'From')).toBe('Khơi Thông <khoithong@tinh.example.vn>');
    expect(readHeader(mail.data, 'Date')).toBe('Mon, 23 Nov 2026 02:05:00 +0000');
    expect(readParts(mail.data)).toEqual([
      { text: LETTER.text.replaceAll('\n', '\r\n') },
      { name: 'bien-nhan.txt', text: LETTER.attached[0]?.text },
    ]);
    expect(mail.data.split('\r\n').every((line) => /^[\x20-\x7e]{0,78}$/.test(line))).toBe(true);
  });

  test('is cut between characters in its subject', () => {
    for (const word of encodeWords('Đ'.repeat(60)).split('\r\n ')) {
      expect(word.length).toBeLessThanOrEqual(75);
      const text = Buffer.from(word.slice(10, -2), 'base64').toString('utf8');
      expect(text).toMatch(/^Đ+$/);
    }
  });

  test('that holds a lone dot does not end early', async () => {
    expect(stuffDots('a\r\n.\r\n..b')).toBe('a\r\n..\r\n...b\r\n.');
    server = await openMailServer();
    await sendMail(at(server.port), { ...mail, data: 'Subject: x\r\n\r\n.\r\n..b\r\nc\r\n' });
    expect(server.received[0]?.data).toBe('Subject: x\r\n\r\n.\r\n..b\r\nc\r\n');
  });
});

describe('the way to the server', () => {
  test('is encrypted as soon as the server offers it, and from the first byte where so named', async () => {
    server = await openMailServer({ starttls: certificate, auth: true });
    const login = { user: 'khoithong', password: 'mật khẩu' };
    await sendMail(at(server.port, { ca: certificate.cert, login }), mail);
    expect(server.received[0]).toMatchObject({ isEncrypted: true, login: '\0khoithong\0mật khẩu', data: mail.data });
    await server.close();
    server = await openMailServer({ tls: certificate });
    await sendMail(at(server.port, { ca: certificate.cert, isSecure: true }), mail);
    expect(server.received[0]?.isEncrypted).toBe(true);
  });

  test('is not taken past a certificate nobody vouches for', async () => {
    server = await openMailServer({ starttls: certificate });
    expect(await faultOf(sendMail(at(server.port), mail))).toBe('away');
    await server.close();
    server = await openMailServer({ tls: certificate });
    expect(await faultOf(sendMail(at(server.port, { isSecure: true }), mail))).toBe('away');
    expect(server.received).toEqual([]);
  });

  test('does not believe what was slipped in before the encryption began', async () => {
    server = await openMailServer({ starttls: certificate });
    server.answers.set('STARTTLS', '220 go\r\n250 slipped in');
    expect(await faultOf(sendMail(at(server.port, { ca: certificate.cert }), mail))).toBe('away');
  });

  test('carries no password where the server knows no login', async () => {
    server = await openMailServer();
    expect(await faultOf(sendMail(at(server.port, { login: { user: 'a', password: 'b' } }), mail))).toBe('login');
    expect(server.received).toEqual([]);
  });
});

describe('a refusal', () => {
  test.each([
    ['hello', '421 too busy', 'later'],
    ['AUTH', '535 who?', 'login'],
    ['MAIL', '550 not you', 'refused'],
    ['RCPT', '550 no such mailbox', 'address'],
    ['RCPT', '451 greylisted', 'later'],
    ['DATA', '554 no', 'refused'],
    ['.', '554 spam', 'refused'],
    ['.', '452 full', 'later'],
    ['EHLO', 'HTTP/1.1 400 Bad Request', 'away'],
  ])('of %s with «%s» is told apart', async (word, answer, code) => {
    server = await openMailServer({ auth: true });
    server.answers.set(word, answer);
    expect(await faultOf(sendMail(at(server.port, { login: { user: 'a', password: 'b' } }), mail))).toBe(code);
    expect(server.received).toEqual([]);
  });

  test('by silence or absence is no hang', async () => {
    server = await openMailServer();
    server.answers.set('MAIL', '250-and');
    expect(await faultOf(sendMail(at(server.port), mail, { answer: 100 }))).toBe('away');
    const { port } = server;
    await server.close();
    server = undefined;
    expect(await faultOf(sendMail(at(port), mail))).toBe('away');
  });
});

test('an address of a server is read whole or not at all', () => {
  expect(readRelay('smtp://mail.example.vn')).toEqual({ host: 'mail.example.vn', port: 587, isSecure: false });
  expect(readRelay('smtps://kt%40tinh.vn:m%3At@mail.example.vn')).toEqual({
    host: 'mail.example.vn',
    port: 465,
    isSecure: true,
    login: { user: 'kt@tinh.vn', password: 'm:t' },
  });
  for (const wrong of ['mail.example.vn', 'http://x', 'smtp://', 'smtp://a@x', 'smtp://x/y', 'smtp://x?y', 'smtp://a:%00@x'])
    expect(readRelay(wrong)).toBeUndefined();
});
