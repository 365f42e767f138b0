/** Addresses of mailboxes. */

/** Longest address of a person. @basis RFC 5321 4.5.3.1.3 */
export const MAIL_ADDRESS_LENGTH = 254;

const ADDRESS =
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/;

/** True for an address mail can be sent to: plain ASCII, so that nothing in it can be taken for a command or a second address. */
export function isMailAddress(text: string): boolean {
  return text.length <= MAIL_ADDRESS_LENGTH && ADDRESS.test(text);
}
