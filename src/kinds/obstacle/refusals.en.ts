import type { Messages } from '../../kernel/messages.ts';
import type { refusals as vi } from './refusals.vi.ts';

/** Why an act on an obstacle is not possible, and who can; English. */
export const refusals: Messages<typeof vi> = {
  other_channel_wrongdoing:
    'A person’s wrongdoing goes through the channel for denunciations, so that the identity of the denouncer is kept secret under the Law on Denunciations. Send it to the head of the body that manages that person; for a Party member, to the Inspection Commission of the managing Party committee. What you just typed has not entered any dossier.',
  other_channel_own_case:
    'A case of your own goes through the channel for complaints (an administrative decision or act against you), for feedback and petitions, or to the one-stop desk that received your file. What you just typed has not entered any dossier.',
  no_register: 'No office has been set to register obstacles. The administrator sets this parameter in the pack of own rules.',
  already_raised: 'You raised this dossier or added your locality already. Use “Add details” to add more.',
  too_many_rows: 'The dossier has {max} rows of this kind, which is the most. Open another dossier for the rest.',
  nothing_added: 'Enter at least one detail to add.',
  question_open: 'A question is waiting for its answer. Wait for it, or choose “Go on without the answer”.',
  questions_used:
    'This deadline has been paused {max} {max, one: time | other: times} for questions, which is the most. Go on with what there is; if more time is needed, ask the superior for an extension.',
  late_behind_question:
    'The date of this step passed while it was paused for the answer. Choose “Go on without the answer” first, so that the lateness is written down.',
  nothing_to_pause: 'None of your clocks is running at this step. The holder of the clock may ask for more.',
  no_head: '{unit} has no head to hold the clock. Choose another unit or ask the organisation office to fill the post.',
  not_classified: 'The dossier is not classified. The registering clerk classifies it before the lead is assigned.',
  no_competent_unit: 'No unit is recorded as competent in this field. Choose the lead unit and give the reason.',
  uncovered:
    'Nobody is assigned to answer for this matter at {unit}. The organisation office completes the assignment map first.',
  lead_needs_reason: 'By authority the matter belongs to {unit}. To choose otherwise give a reason of at least 20 characters.',
  already_lead: '{unit} leads this dossier already.',
  lead_without_authority: '{unit} is not of the level with authority. Choose a unit of that level or correct the level.',
  hand_over_ended:
    'The dossier has been handed over {count} {count, one: time | other: times}, which is the most. Only {who} may assign the lead again; the unit in the lead decides or asks its superior.',
  already_asked: '{unit} has been asked and is still within its time.',
  asks_itself: 'The lead unit does not ask its own opinion.',
  not_asked: 'No request for an opinion is waiting for this unit. Only a unit that was asked may give one.',
  which_unit: 'You answer for several units. Choose the unit.',
  letter_known: 'Letter {document} is already recorded in this dossier.',
  sent_in_future: 'The letter cannot be sent after today.',
  expected_before_sent: 'The expected date cannot be before the letter was sent.',
  which_letter: 'Enter the number of our letter that this one answers.',
  answered_when: 'The answer must be dated between the day of sending and today.',
  not_routed: 'The dossier has no lead unit or no decision yet.',
  no_superior: 'No higher level in the system is left to put it to.',
  no_needs_a_way: 'An answer that it cannot be resolved must say what would be needed to resolve it.',
  tasks_without_work: 'Tasks and a date of completion belong only to “Resolved here” and “Change the rule”.',
  beyond_authority:
    'As classified, the matter needs central authority. Put it to the superior, change the rule, or assign it again with the right level.',
  due_in_past: 'The date cannot be before today.',
  too_late_to_extend:
    'This clock is no longer running: it has lapsed or is paused. Extensions are requested and granted while it runs.',
  extension_open: 'A request for extension is waiting for its answer.',
  no_extension: 'No request for extension is waiting.',
  own_extension: 'Nobody grants an extension to oneself. The member it was put to, or the superior, answers.',
  nothing_reported: 'No results have been reported that could be verified.',
  own_effect:
    'Whoever reported the results, and their unit, do not verify them. The member in charge, the registering office or an inspector does.',
  superior_effect:
    'Nobody verifies effects reported by their own superior. The member in charge, the registering office or an inspector does.',
  own_confirmation:
    'Whoever decided or reported it done does not confirm it. Another who raised it confirms, or the member in charge.',
  no_more_objection: 'This round has been objected to twice.',
  own_decision: 'Whoever decided does not review an objection to that decision. The superior does.',
};
