import type { vi } from './messages.vi.ts';

/** What the program of a witness says, in English. */
export const en: typeof vi = {
  help: `khoithong-witness: a witness of the Khơi Thông ledger

  init    --state FILE --name NAME [--log-key KEY]…   make a new key and state
  add-log --state FILE --log-key KEY                  watch one more log (or one more key of it)
  key     --state FILE                                print the public key and the logs watched
  serve   --state FILE [--host H] [--port P] [--prefix /P]   server mode (C2SP tlog-witness)
  run     --state FILE (--log URL)…                   pull mode: fetch, verify, sign, deliver
  hand    --state FILE [--checkpoint FILE] [--proof FILE]    hand mode: print signature line and root code`,
  created: (vkey) => `The witness is made. Its public key, to be published:\n${vkey}`,
  watching: (origin, size) => `Watching ${origin}: ${size}`,
  sizeKnown: (size, code) => `cosigned at ${size} entries, root code ${code}`,
  sizeUnknown: 'nothing cosigned yet',
  listening: (address) => `Listening at ${address}`,
  failure: (text) => `Failed: ${text}`,
  portTaken: 'another program uses this port; choose another one with --port',
  file: {
    missing: 'there is no such file or folder',
    denied: 'you may not read or write here',
    folder: 'this is a folder, not a file',
    full: 'the disk is full',
  },
  cosigned: (origin, size, code) => `Cosigned ${origin}, ${size} entries.\nRoot code: ${code}`,
  notDelivered: (url) => `Cosigned, but ${url} did not take it. The next run delivers again.`,
  line: (line) => `The signature line, to be copied:\n${line}`,
  refused: {
    malformed: 'REFUSED: the checkpoint is malformed.',
    'unknown-origin': 'REFUSED: this log is not watched.',
    'bad-signature': 'REFUSED: no valid signature of the log.',
    'size-went-back': 'REFUSED: the log shows fewer entries than were cosigned.',
    'other-size': 'REFUSED: the proof does not begin at the last checkpoint cosigned.',
    'other-root':
      'REFUSED, ALARM: the same size with another root. This proves that the log was altered; keep the file of refusals.',
    inconsistent:
      'REFUSED, ALARM: the log does not continue the one cosigned. Keep the file of refusals and tell the other bodies.',
    'clock-behind': "REFUSED: this machine's clock is behind the last signature. Set the clock.",
  },
  known: (size) => `Last cosigned: ${size} entries.`,
  problem: {
    usage: (about) => `Wrong command or option: ${about}`,
    'state-missing': (about) =>
      `There is no state file ${about}. A witness does not begin anew by itself: if the state is lost, make a new key with init and tell everybody.`,
    'state-exists': (about) => `${about} exists; init does not overwrite.`,
    'state-broken': (about) => `The state file ${about} cannot be read. Nothing is signed.`,
    'state-in-use': (about) => `Another process is using ${about}.`,
    'state-lost-hold': (about) => `Another process has taken ${about}. Nothing is signed.`,
    'log-key': (about) => `Not a usable key of a log: ${about}`,
    'log-away': (about) => `The log cannot be reached: ${about}`,
    'log-unreadable': (about) => `The log answers in no known form: ${about}`,
    'file-unreadable': (about) => `Cannot read the file: ${about}`,
  },
};
