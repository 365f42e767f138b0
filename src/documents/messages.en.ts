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
  sheet: {
    'too-large': 'The file is larger than {megabytes} MB. Please split it.',
    'too-much-text': 'The cells hold too much text. Please split the file.',
    'unknown-type': 'Only Excel workbooks (.xlsx) and CSV are taken. Please save the file as one of them.',
    'not-what-it-says': 'Inside, the file is not an ordinary Excel workbook. Please open the original and save it as .xlsx.',
    password: 'The file has a password. Please remove it and send the file again.',
    bomb: 'The file grows beyond all measure when opened and is not taken.',
    timeout: 'Reading took longer than {seconds} seconds and was stopped. Please split the file.',
    damaged: 'The file is damaged and cannot be opened. Please save it again from the original.',
    'old-excel': 'This is an old Excel file (.xls). Please open it in Excel and save it as .xlsx.',
    macro: 'The Excel file carries macros and is not taken. Please save it as .xlsx without macros.',
    empty: 'The file has no rows.',
    'legacy-encoding': 'The letters use an old encoding (TCVN3, VNI or the like). Please convert the file to Unicode.',
    'csv-encoding':
      'The CSV file is not Unicode (usually Windows-1258). In Excel choose Save as and the type “CSV UTF-8”, or save it as .xlsx.',
    'too-many-sheets': 'The file has too many sheets. Please remove those not needed.',
    'too-many-rows': 'The file has more than 20,000 rows. Please split it.',
    'too-many-columns': 'A row is longer than 60 columns. Please remove columns not needed.',
    'unclosed-quote': 'The CSV file has a quotation mark that is never closed. Please save it again from Excel.',
    'unreadable-cell':
      'The cell in row {row}, column {column} cannot be read. Please clear it and type it again, or paste it as a value.',
    'secret-mark': 'The file carries a secrecy marking; it is neither taken nor kept.',
  },
};
