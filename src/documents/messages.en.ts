import type { Messages } from '../kernel/messages.ts';
import type { vi } from './messages.vi.ts';

/** English words of the documents room; the keys are those of the Vietnamese catalogue. */
export const en: Messages<typeof vi> = {
  secret_mark:
    'This document carries a secrecy marking. Keep its content out of this system; enter only its number, symbol and date.',
  refusal: {
    'too-large': 'The file is larger than {megabytes} MB. Split it, or paste the text.',
    'too-much-text': 'The text in the file is longer than {megabytes} MB. Split it into several files.',
    'unknown-type': 'Only PDF, Word (.docx), HTML pages and plain text are accepted. Save the file as one of these.',
    'not-what-it-says': 'Inside, this file is not an ordinary Word or PDF document. Open the original and save it again.',
    password: 'The file has a password. Remove the password and send it again.',
    scan: 'This PDF holds only pictures of pages and no text to read. Use a PDF with text, or paste the text.',
    bomb: 'Unpacked, the file is abnormally large and was not accepted.',
    timeout: 'Reading the file took longer than {seconds} seconds and was stopped. Save it again, or paste the text.',
    damaged: 'The file is damaged and cannot be opened. Save it again from the original.',
    'old-word': 'This is an old Word file (.doc). Open it in Word and save it as .docx.',
    macro: 'The Word file contains macros and was not accepted. Save it as .docx without macros.',
    empty: 'There is no text in the file.',
    'legacy-encoding':
      'The letters in the file use an encoding from before Unicode (TCVN3, VNI or similar). Convert it to Unicode and send it again.',
    'secret-mark':
      'The file carries a secrecy marking and was neither accepted nor stored. Enter only the number, symbol and date of the document.',
  },
};
