import { sha256 } from '../platform/node.ts';
import { toHex, utf8 } from './bytes.ts';
import { type Checkpoint, formatCheckpoint } from './checkpoint.ts';

/** No letter that is heard or read as another one. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CHARACTERS = 20;

/**
 * Twenty characters in four groups that stand for a checkpoint: origin, size and root. Two people who read them to one another over
 * the telephone know that they see the same tree. It is no substitute for a signature: a hundred bits, not 256.
 */
export function rootCode(checkpoint: Checkpoint): string {
  const digest = sha256(utf8(`khoithong/root-code/1\n${formatCheckpoint(checkpoint)}`));
  let rest = BigInt(`0x${toHex(digest)}`) >> BigInt(256 - 5 * CHARACTERS);
  let code = '';
  for (let at = 0; at < CHARACTERS; at += 1) {
    code = (ALPHABET[Number(rest % 32n)] ?? '') + code;
    rest /= 32n;
  }
  return (code.match(/.{5}/g) ?? []).join('-');
}
