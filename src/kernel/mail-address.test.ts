import { expect, test } from 'vitest';
import { isMailAddress } from './mail-address.ts';

test('an address of a mailbox cannot carry a command or a second address', () => {
  expect(isMailAddress('an.nguyen+kt@so-nv.tinh.gov.vn')).toBe(true);
  const wrong = ['', 'an', 'an@x', 'an@x.vn\r\nRCPT TO:<b@x.vn>', 'an@x.vn>', 'a b@x.vn', '"a"@x.vn', 'a@-x.vn', 'ân@x.vn'];
  for (const text of [...wrong, 'a@b.vn,c@d.vn', `${'a'.repeat(250)}@x.vn`]) expect(isMailAddress(text)).toBe(false);
});
