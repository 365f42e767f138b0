/** English words of receipts. */
export const en = {
  word: 'Receipt',
  of: 'of act {n}',
  title: 'Receipt of act {n}',
  titleNew: 'Recorded at {time}',
  closedSince: 'After this act you can no longer read the dossier. The receipt is yours all the same: download or print it now.',
  keep: {
    title: 'Keep the receipt',
    why: 'A receipt is a signed promise: this act stands in the ledger by {until} at the latest. If somebody takes it out after that, the receipt in your hands is the proof.',
    show: 'Show and print the receipt',
    download: 'Download receipt (.txt)',
    noName: 'A receipt names nobody and says nothing of the content.',
  },
  copy: 'Copy',
  copied: 'Copied',
  print: 'Print',
  note: 'The receipt',
  noteWhat: 'Keep it word for word, the last line included.',
  qr: 'QR code that leads to the page that checks this receipt',
  qrWhat: 'The QR code holds the hash alone; whoever scans it sees a place and times, nothing else.',
  check: 'Check the receipt',
  row: {
    state: 'State',
    at: 'Recorded at',
    until: 'Promised to be in by',
    hash: 'Hash',
    origin: 'Ledger',
    index: 'Place in the ledger',
    checkpoint: 'First checkpoint',
    witnesses: 'Witnesses',
  },
  state: {
    inLog: 'In the ledger',
    waiting: 'Waiting for its place in the ledger',
    overdue: 'Not in the ledger after the promised time',
    noLog: 'The ledger is not open yet',
  },
  index: 'Entry {n}',
  checkpoint: '{size} entries, signed at {time}',
  checkpointSoon: 'about to be signed',
  witness: '{name}, at {time}',
  noWitness: 'no witness yet',
  behind:
    'The ledger is behind: the entry that waits longest has waited since {time}. The act is recorded and not lost; the receipt keeps its place meanwhile.',
  none: {
    noKeys: 'This server has no signing keys yet and gives no signed receipts. Acts are recorded all the same.',
    older:
      'This act is older than the ledger, so nothing was promised when it was recorded. It has a receipt once it is in the ledger.',
  },
  help: 'A receipt given again is always the same as the first, for everybody who may read this act. If you lost yours, download it here.',
  checking: {
    title: 'Check a receipt',
    lead: 'Paste a receipt or a hash, choose the file you downloaded, or scan the QR code on paper. No sign-in needed.',
    text: 'Receipt or hash',
    textHint:
      'Paste the whole receipt, from the line “khoithong.receipt/v1” to the end of the signature line; or the hash of 64 characters alone.',
    file: 'Or the file of the receipt',
    fileHint: 'The .txt file you downloaded, smaller than {max} kB. It is not kept.',
    send: 'Check',
    again: 'Check another receipt',
    result: 'Result',
    empty: 'Paste a receipt or choose a file.',
    unreadable:
      'This cannot be read: it is neither a whole receipt nor a hash. See whether the first line or the signature line at the end is missing.',
    fileUnreadable:
      'This file is no whole receipt. Choose the .txt file you downloaded, or open it and paste all of it into the field above.',
    fileLarge:
      'The file is larger than {max} kB, so it is no receipt; a receipt has a few hundred characters. Choose the .txt file you downloaded, or paste its text above.',
    checkedAt: 'Checked at {time}',
    inLog: 'A genuine receipt. The act is in the ledger, entry {n}.',
    inLogHash: 'This hash is in the ledger, entry {n}.',
    inLogWhat: 'Its place is under a signed checkpoint; nobody can take it out and have the ledger still agree.',
    inLogSoon: 'The checkpoint that covers it will be signed in a moment.',
    promised: 'A genuine receipt, still within its promise.',
    promisedWhat:
      'The act is not in the ledger yet; it must be by {until}. Usually it takes a second. Keep the receipt and check again.',
    broken: 'This proves that the ledger has been tampered with.',
    missing:
      'A genuine receipt, signed by this server. It promised that the act is in the ledger by {until}, and to this moment it is not.',
    tree: 'The entry is in the data but not under the checkpoint the ledger signed. The data was changed after it was signed.',
    stopped:
      'This server has been behind since {time}. To stop for longer than promised breaks the promise too; ask who operates it, and keep the proof all the same.',
    doTitle: 'What to do',
    do: {
      one: 'Keep the original receipt. Do not delete the file or the e-mail; a photograph alone is not enough.',
      two: 'Download the proof file now: it holds the receipt and the checkpoint the ledger publishes at this moment.',
      three: 'Give the file to an inspection body or to a witness, not through whoever operates the server.',
      four: 'The proof shows that the ledger was tampered with, not who did it.',
    },
    proof: 'Download the proof file',
    forged: 'Not a genuine receipt.',
    forgedWhat:
      'No key of this ledger signed exactly this text. A letter may have been changed or pasted wrongly, or it comes from somewhere else.',
    unknown: 'This hash is not in the ledger.',
    unknownWhat:
      'A hash without a signature proves nothing: it may be mistyped, or the act has just been recorded and waits. If you have a signed receipt, paste the whole of it.',
    offlineTitle: 'Checking without trusting this page',
    offline:
      'This page is shown by the very server that is being checked. Not to have to trust it, paste the receipt into verifier.html opened on another machine, without a network, or use the command:',
    key: 'key of receipts',
    ledger: 'Key of receipts and program are on the page “Ledger”',
    help: 'The page takes hashes and signatures and gives places and times. Nobody can find content or names through it.',
  },
};
