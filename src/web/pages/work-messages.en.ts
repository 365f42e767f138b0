/** The same in English. */
import { en as reading } from '../../documents/messages.en.ts';
import type { Messages } from '../../kernel/messages.ts';
import { en as condition } from './condition/messages.en.ts';
import { en as front } from './front/messages.en.ts';
import { en as intake } from './intake/messages.en.ts';
import { en as ledger } from './ledger/messages.en.ts';
import { lawEn as law, en as organisation } from './organisation/messages.en.ts';
import { en as own } from './own/messages.en.ts';
import { en as portfolio } from './portfolio/messages.en.ts';
import { en as profile } from './profile/messages.en.ts';
import { en as register } from './register/messages.en.ts';
import { en as roster } from './roster/messages.en.ts';
import { en as work } from './work/messages.en.ts';
import type { vi } from './work-messages.vi.ts';

/** All of them. */
export const en: Messages<typeof vi> = {
  screens: {
    work,
    own,
    portfolio,
    organisation,
    law,
    ledger,
    front,
    intake,
    profile,
    register,
    condition,
    roster,
    reading,
    light: { late: 'Overdue', due: 'Due soon', ok: 'In time' },
    similar: { goOn: 'If it is not the same matter, send again below. Everything you typed is still there.' },
  },
};
