import type { Messages } from '../../kernel/messages.ts';
import type { preludes as vi } from './prelude.vi.ts';

/** What whoever proposes is asked and told before writing, English. */
export const preludes: Messages<typeof vi> = {
  propose: {
    answers: {
      unregulated:
        'Goes by Decree 73/2023/NĐ-CP: the agency considers, votes and allows a pilot within its power. Protected under Article 11 of the decree.',
      unfit:
        'Goes the way of changing the rule: the agency puts it to whoever may. The rule that stands is followed; Decree 73 lets nobody depart from it (Article 4).',
      contradictory:
        'Goes by Resolution 206/2025/QH15 or a proposal to change the rules. Who takes part by the procedure and without self-interest is considered for exclusion or exemption under it.',
      unclear:
        'Goes the way of guidance and interpretation or Resolution 206/2025/QH15. Right authority, procedure and no self-interest are considered under Article 34 of the 2025 Law on Cadres and Civil Servants.',
      burden: 'Goes the way of changing the rule, or Resolution 206/2025/QH15 where the rule blocks development.',
      practice: 'The rule lets it be done: somebody has to. Report an obstacle; whoever must remove it has a deadline.',
      authority: 'Who is competent has to be found. Report an obstacle; it is passed to the right one.',
      resources: 'Means are needed, not a new rule. Report an obstacle.',
    },
    parts: {
      readers: {
        title: 'Who reads it',
        text: 'Until it is decided: those who consider, vote, give an opinion or inspect. Once allowed: every official. Refused or withdrawn: those named first, and nobody else.',
      },
      demand: {
        title: 'Who may demand it',
        text: 'The Party’s inspection, the inspectorate and the bodies of procedure, within their power by law.',
      },
      promised: {
        title: 'Promised',
        text: 'Considered and voted on within 7 working days of receipt of the plan (Decree 73, Article 8.1), but for a head’s own proposal and one put to the superior. Completed: not held liable. Not or partly completed, but right policy, pure motive and common good: without damage liability is excluded; with damage exclusion, exemption or mitigation is considered (Article 11). For heads, deputies and whoever else the decree names.',
      },
      notPromised: {
        title: 'Not promised',
        text: 'Secrecy of your name, a change of workplace, the result of the vote. The decree protects nobody who uses a proposal for corruption, negativity or profiteering (Article 6).',
      },
      withdrawal: {
        title: 'Taking it back',
        text: 'Possible until it is decided, with a reason. What was sent stays in the dossier, for everybody who may read the dossier.',
      },
    },
    confirm: 'I have read and understood; write the proposal',
  },
};
