import type { Messages } from '../../kernel/messages.ts';
import type { refusals as vi } from './refusals.vi.ts';

/** Why an act on an objection is refused, and what to do, English. */
export const refusals: Messages<typeof vi> = {
  other_way:
    'This is only for an order you are to carry out. A rule that does not fit is reported as an obstacle; denunciations and complaints go the way of the law.',
  nobody_there: 'Nobody holds {post} now. Choose a post somebody sits in.',
  own_order: 'An order of your own you can change or withdraw; there is nothing to report.',
  you_stand_above: 'You are the direct superior of whoever gave the order: have it withdrawn or changed.',
  nobody_above:
    'This person has no direct superior in the system, so that nobody could be the only one to see your name. Let everybody handling it see it, or report on paper.',
  promise_changed: 'What is told before writing has changed. Read it again before sending.',
  say_which_paper: 'Give the number or symbol of the paper; without one, choose «By word of mouth».',
  ordered_tomorrow: 'The day of the order has not come.',
  too_many_notes: 'One dossier keeps {max} additions only.',
  own_report: 'Nobody answers the own report.',
  own_order_above: 'Nobody judges from above what was ordered in the own name.',
  superior_outside:
    'No direct superior was found in the system. Report to the direct superior on paper (Article 7.5), then note the number and attach it by «Add».',
  answer_awaited: 'Whoever gave the order still has time to answer. Report up once it is upheld or the date has passed.',
};
