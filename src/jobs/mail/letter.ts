/** A letter as it travels: headers and parts of plain ASCII, whatever its words are written in. @basis RFC 5322, RFC 2045, RFC 2047 */

/** A text that goes along as a file. */
export interface Attached {
  readonly name: string;
  readonly text: string;
}

/** What is sent. */
export interface Letter {
  /** The same letter sent again has the same id, so that a mailbox may know it. */
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly fromName: string;
  readonly subject: string;
  readonly text: string;
  readonly attached: readonly Attached[];
  readonly date: Date;
}

const LINE = 76;
/** Bytes of one encoded word: with its frame and the name of the header it stays within a line. */
const WORD_BYTES = 39;
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The letter in lines that end in CRLF, none longer than 78 bytes but those of addresses. */
export function writeLetter(letter: Letter): string {
  const domain = letter.from.slice(letter.from.lastIndexOf('@') + 1);
  const border = `=_khoithong_${letter.id}`;
  const part = (type: string, text: string, more: readonly string[] = []) => [
    `--${border}`,
    `Content-Type: ${type}`,
    'Content-Transfer-Encoding: base64',
    ...more,
    '',
    ...toLines(text),
  ];
  return [
    `From: ${encodeWords(letter.fromName)}\r\n <${letter.from}>`,
    `To: <${letter.to}>`,
    `Subject: ${encodeWords(letter.subject)}`,
    `Date: ${formatDate(letter.date)}`,
    `Message-ID: <${letter.id}@${domain}>`,
    // Nobody's holiday answer is wanted. @basis RFC 3834
    'Auto-Submitted: auto-generated',
    'MIME-Version: 1.0',
    `Content-Type: multipart/mixed; boundary="${border}"`,
    '',
    ...part('text/plain; charset=utf-8', letter.text.replaceAll('\n', '\r\n')),
    ...letter.attached.flatMap(({ name, text }) =>
      // Word for word: a verifier reads the file, and its line ends are signed.
      part('application/octet-stream', text, [`Content-Disposition: attachment; filename="${name}"`]),
    ),
    `--${border}--`,
    '',
  ].join('\r\n');
}

function toLines(text: string): readonly string[] {
  return (
    Buffer.from(text, 'utf8')
      .toString('base64')
      .match(new RegExp(`.{1,${LINE}}`, 'g')) ?? ['']
  );
}

/** A header's words as encoded words, cut between characters. @basis RFC 2047 */
export function encodeWords(text: string): string {
  const words: string[] = [];
  let word = '';
  for (const sign of text) {
    if (Buffer.byteLength(word + sign) > WORD_BYTES) {
      words.push(word);
      word = '';
    }
    word += sign;
  }
  if (word !== '') words.push(word);
  return words.map((one) => `=?UTF-8?B?${Buffer.from(one, 'utf8').toString('base64')}?=`).join('\r\n ');
}

function formatDate(date: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  const time = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(two).join(':');
  return `${DAYS[date.getUTCDay()]}, ${two(date.getUTCDate())} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()} ${time} +0000`;
}
