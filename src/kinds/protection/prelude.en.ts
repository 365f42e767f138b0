/** What whoever asks for protection is asked and told before writing, English. Only clauses the packs mark verified are promised. */
export const preludes = {
  request: {
    answers: {
      proceeding: 'The proceeding is recorded; a panel looks at it from the record as it stood before the act.',
      rating: 'Whoever rates you is asked to wait for the conclusion; that is a request with a date.',
      transfer: 'Whoever decides on transfers is asked to let a second body look first; that is a request with a date.',
      insult: 'Obstructing or insulting whoever proposes is prohibited (Decree 73, Article 6); the desk must answer.',
      other: 'Say what it is; the desk must answer in time.',
    },
    parts: {
      readers: {
        title: 'Who reads it',
        text: 'You, the desk above your agency, the members of the panel, inspection. Whoever leads you directly does not see this dossier, not even in a count. The agency is asked, and so learns of it, only if you agree; whoever is asked for a measure learns of that request.',
      },
      promised: {
        title: 'What is promised',
        text: 'An answer with reasons. Exclusion, exemption or reduction of liability is considered for whoever kept to authority and procedure without self-interest while damage came from an objective cause, or carried out a permitted proposal that followed the right policy, with a pure motive, for the common good (Law on Cadres and Civil Servants 2025, Article 34.1; Decree 73, Article 11).',
      },
      notPromised: {
        title: 'What is not promised',
        text: 'The outcome. Another workplace, a stay of proceedings, a name kept secret are no rights under Decree 73; they can be asked for.',
      },
      retaliation: {
        title: 'If somebody retaliates',
        text: 'Report it in the dossier at once; the head of the desk must answer in time.',
      },
    },
    confirm: 'I have read and understood this, write the request',
  },
} as const;
