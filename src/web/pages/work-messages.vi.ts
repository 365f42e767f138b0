/** Vietnamese words of the pages of a working day; mounted under `screens`. */
import { vi as reading } from '../../documents/messages.vi.ts';
import { vi as condition } from './condition/messages.vi.ts';
import { vi as front } from './front/messages.vi.ts';
import { vi as intake } from './intake/messages.vi.ts';
import { vi as ledger } from './ledger/messages.vi.ts';
import { lawVi as law, vi as organisation } from './organisation/messages.vi.ts';
import { vi as own } from './own/messages.vi.ts';
import { vi as portfolio } from './portfolio/messages.vi.ts';
import { vi as profile } from './profile/messages.vi.ts';
import { vi as register } from './register/messages.vi.ts';
import { vi as roster } from './roster/messages.vi.ts';
import { vi as work } from './work/messages.vi.ts';

/** All of them. */
export const vi = {
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
    light: { late: 'Quá hạn', due: 'Sắp đến hạn', ok: 'Trong hạn' },
    similar: { goOn: 'Nếu không phải việc của bạn, bấm gửi lần nữa ở dưới. Nội dung đã nhập vẫn còn.' },
  },
};
