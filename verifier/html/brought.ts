/** What a file brought to the page is: told by its content, for people rename files. */
import { fromUtf8 } from '../formats/bytes.ts';

/** `other` may still be something to trust: a policy, keys, certificates. */
export type Brought = 'bundle' | 'receipt' | 'proof' | 'checkpoint' | 'leaves' | 'other';

const ZIP = [0x50, 0x4b];
const HASH = 32;
const CHECKPOINT = /^[^\n]+\n[0-9]+\n[A-Za-z0-9+/]{43}=\n/;

/** A file that is called a bundle is checked as one, however broken it is: that is for the check to say. */
export function whatIs(name: string, bytes: Uint8Array): Brought {
  if (name.toLowerCase().endsWith('.zip') || ZIP.every((byte, n) => bytes[n] === byte)) return 'bundle';
  const text = fromUtf8(bytes);
  if (text?.startsWith('khoithong.receipt/')) return 'receipt';
  if (text?.startsWith('c2sp.org/tlog-proof@')) return 'proof';
  if (text !== undefined && CHECKPOINT.test(text)) return 'checkpoint';
  return text === undefined && bytes.length % HASH === 0 ? 'leaves' : 'other';
}

/** A receipt as people paste it: with other line ends, and the last one lost. */
export function pastedNote(text: string): Uint8Array {
  return new TextEncoder().encode(`${text.replace(/\r\n?/g, '\n').trim()}\n`);
}
