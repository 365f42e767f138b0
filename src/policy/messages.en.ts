import type { Messages } from '../kernel/messages.ts';
import type { vi } from './messages.vi.ts';

/** English words of the law, mounted under `policy`. */
export const en: Messages<typeof vi> = {
  bad_pack: 'The pack has wrong contents.',
  unknown_parameter: 'The law in force on {date} has no parameter {key}.',
  empty_parameter: 'No basis was found for the parameter {key}, so it is empty; it must be set by a local decision first.',
  not_a_limit: 'The parameter {key} is not a time limit.',
  malformed_row: 'The law data has a wrong row: table {table}, {key}.',
  field: {
    malformed: 'The content is not in the right form.',
    source_needed: 'A checked value must name its source.',
    date_needed: 'A checked value must name the day it was checked.',
    empty_only_when_not_found: 'Empty exactly when marked as not found.',
    words_needed: 'Every name in the value needs words in Vietnamese and English.',
    each_in_one_topic: 'Every parameter must stand in exactly one topic.',
    unit_mismatch: 'The value does not fit its unit.',
  },
};
