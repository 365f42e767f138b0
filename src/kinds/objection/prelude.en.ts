import type { Messages } from '../../kernel/messages.ts';
import type { preludes as vi } from './prelude.vi.ts';

/** What whoever reports is asked and told before writing, English. */
export const preludes: Messages<typeof vi> = {
  submit: {
    answers: {
      order:
        'Goes by Article 7.5 of the Law on Cadres and Civil Servants 80/2025/QH15: reported to whoever gave the order, then to the direct superior.',
      rule: 'A rule that does not fit is an obstacle and no order you are made to carry out. Report an obstacle; whoever must remove it has a deadline.',
      wrongdoing:
        'The wrongdoing of a person goes by denunciation, under a law of its own. This system takes in none; send it to the body competent for denunciations.',
      'own-case':
        'A decision on your own rights (discipline, transfer, pay) goes by complaint, under a law of its own. This system takes in none.',
    },
    parts: {
      readers: {
        title: 'Who reads it',
        text: 'Whoever gave the order; that person’s direct superior once you report up, or once the giver let the date pass; the next superior if this one keeps silent too; inspection; and you. The clerk and everybody else do not know that it exists. With «The direct superior and inspection alone» whoever gave the order reads what is written but sees neither your name nor your post nor your unit; the name is shown to inspection and to the very person who holds the post of direct superior on the day of the report, and of the report up. Whoever follows in or covers that post reads what is written without the name.',
      },
      demand: {
        title: 'Who may demand it',
        text: 'The Party’s inspection, the inspectorate and the bodies of procedure, within their power by law.',
      },
      promised: {
        title: 'Promised',
        text: 'A receipt at once, with the time. A deadline for whoever gave the order, then for the direct superior (a local setting, unverified); silence is recorded and goes up. Who reported under Article 7.5 and has to obey is in the case in which exclusion, exemption or reduction of liability is considered (Law 80/2025/QH15, Article 34.1.a). The law is for cadres and civil servants.',
      },
      notPromised: {
        title: 'Not promised',
        text: 'That the order is withdrawn; that liability is certainly excluded, waived or reduced: whoever is competent considers it. Secrecy of your name before the direct superior and inspection, also where whoever gave the order comes to cover or hold a post of inspection; nor can the system keep whoever has seen the name from telling it. Words, dates and files may tell who wrote them. Reporting does not replace obeying once the order is upheld (Article 7.5).',
      },
      withdrawal: {
        title: 'Taking it back',
        text: 'Possible until it has ended, with a reason. What was sent stays in the dossier, for everybody who may read the dossier.',
      },
    },
    confirm: 'I have read and understood; write the report',
  },
};
