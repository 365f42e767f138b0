import type { Messages } from './messages.ts';
import type { vi } from './messages.vi.ts';

/** English words of the kernel, mounted under `kernel`. */
export const en: Messages<typeof vi> = {
  not_canonical: 'The data at {path} cannot be written into the ledger ({found}).',
  not_base64url: 'The check code is not in the right form.',
  missing_message: 'There are no words for the key {key} ({lang}).',
  not_a_date: '“{text}” is not a day that exists.',
  not_an_instant: '“{text}” is not a moment in time.',
  not_a_time: '“{text}” is not a time of day (write it as 17:00).',
  calendar_duplicate_day: 'The working calendar has two rows for {date}.',
  calendar_without_work: 'The working calendar has no working day around {date}.',
  bad_limit: 'A time limit must be a whole number from 0 to 10,000.',
  resume_before_pause: 'A clock cannot resume before it was paused.',
  extension_not_later: 'The new deadline must be later than the present one.',
  bad_calendar_pack: 'The calendar file has rows that are not right.',
  field: {
    text: 'There is no text.',
    list: 'This must be a list.',
    years: 'This must be a list of years, for example 2025, 2026.',
    date: 'This is not a day that exists.',
    duplicate: 'This day already stands in another row.',
    choice: 'Choose one of: {allowed}.',
  },
  number: {
    'not-a-number': 'This is not a number. Example: 1.234,5.',
    grouping: 'A point only separates thousands; use a comma for decimals. Example: 1.234,5.',
    'too-large': 'The number is too large.',
    fraction: 'The amount must be in whole đồng.',
  },
};
