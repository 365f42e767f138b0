import type { Messages } from '../../kernel/messages.ts';
import type { vi } from './messages.vi.ts';

/** The same in English. */
export const en: Messages<typeof vi> = {
  from: 'Khơi Thông',
  subject: { trial: 'Trial letter: receipts by e-mail', one: 'Receipt of an act at {time}', many: '{n} receipts of acts' },
  trial: 'This address was entered on the profile page of Khơi Thông to have receipts sent to. This letter is only a trial.',
  notYou: 'If it was not you who entered it, tell the office that sends these letters; nothing else is needed.',
  acts: 'Khơi Thông has recorded {n} {n, one: act | other: acts} performed by you:',
  number: 'Dossier {number}',
  receipt: 'Receipt code {receipt}',
  masked: 'Act with the name hidden: the letter does not name the dossier',
  at: 'At: {time}',
  hash: 'Hash: {hash}',
  check: 'Check: {url}',
  file: 'Signed receipt: file {name}',
  keep: 'Keep this letter. If the act is not in the ledger once the promised time is over, the attached receipt proves that the ledger was tampered with.',
  nothing: 'The letter tells nothing of what a dossier is about. After a failure a receipt may be sent twice.',
  settings: 'Change the address or stop these letters: {url}',
};
