/** The books of two offices: the one of the State by year, the one of the Party by term and type of paper. */
import type { Json } from '../../kernel/json.ts';
import { begin, deed, goOn, type Step, type StoryView } from './step.ts';

const STATE_CLERK = '22-vpubnd.clerk';
const PARTY_CLERK = '22-vptu.clerk';
const STATE = '22-vpubnd';
const PARTY = '22-vptu';

/** Both offices kept their books on paper until the system came; the numbers go on from there. */
const books: readonly Step[] = [
  ...begin('book-state-in', 'register-book', [
    deed(39, '08:05', STATE_CLERK, 'open', yearly({ unit: STATE, direction: 'in', first: 1180 })),
  ]),
  ...begin('book-state-out', 'register-book', [
    deed(39, '08:10', STATE_CLERK, 'open', yearly({ unit: STATE, direction: 'out', first: 642, pattern: '.../VP-TH' })),
  ]),
  ...begin('book-party-in', 'register-book', [
    deed(39, '08:15', PARTY_CLERK, 'open', yearly({ unit: PARTY, direction: 'in', first: 2310 })),
  ]),
  ...begin('book-party-out', 'register-book', [
    deed(39, '08:20', PARTY_CLERK, 'open', {
      unit: PARTY,
      direction: 'out',
      label: '2025-2030',
      from: '2025-10-01',
      series: 'CV',
      pattern: '...-CV/VPTU',
      first: 813,
    }),
  ]),
];

function yearly(body: Readonly<Record<string, Json>>) {
  return (view: StoryView): Json => {
    const from = view.on(-39);
    return { ...body, from, label: from.slice(0, 4) };
  };
}

interface Incoming {
  readonly day: number;
  readonly at: string;
  readonly issuer: string;
  readonly symbol?: string;
  /** Working days between its date and the day it came. */
  readonly age: number;
  readonly type: string;
  readonly subject: string;
  readonly to?: string;
  readonly note?: string;
}

function incoming(tale: string, unit: string, who: string, paper: Incoming): readonly Step[] {
  const { day, at, age, ...what } = paper;
  return begin(tale, 'incoming-paper', [
    deed(day, at, who, 'enter', (view) => ({ ...what, unit, issuedOn: view.on(-day - age) }) as Json),
  ]);
}

const stateIn: readonly Step[] = [
  ...incoming('den-1', STATE, STATE_CLERK, {
    day: 12,
    at: '08:20',
    issuer: 'Sở Tư pháp',
    symbol: '1187/STP-VB',
    age: 2,
    type: 'dispatch',
    subject: 'Ý kiến về việc giao đất xen kẹp cho hộ gia đình',
    to: '22-snnmt',
  }),
  ...incoming('den-2', STATE, STATE_CLERK, {
    day: 9,
    at: '08:35',
    issuer: 'Bộ Xây dựng',
    symbol: '4410/BXD-QHKT',
    age: 4,
    type: 'dispatch',
    subject: 'Hướng dẫn điều chỉnh cục bộ quy hoạch phân khu',
    to: '22-sxd',
  }),
  ...incoming('den-3', STATE, STATE_CLERK, {
    day: 6,
    at: '09:05',
    issuer: 'Ủy ban nhân dân phường Bãi Cháy',
    symbol: '218/UBND-KT',
    age: 1,
    type: 'report',
    subject: 'Kết quả rà soát các dự án chậm tiến độ trên địa bàn',
    to: '22-stc',
  }),
  ...incoming('den-4', STATE, STATE_CLERK, {
    day: 4,
    at: '10:15',
    issuer: 'Công ty cổ phần Du lịch Vịnh Xanh',
    symbol: '56/CV-VX',
    age: 3,
    type: 'dispatch',
    subject: 'Đề nghị gia hạn giấy phép bến thủy nội địa',
  }),
  ...goOn('den-4', [deed(4, '10:25', STATE_CLERK, 'void', { reason: 'Gửi nhầm nơi nhận, đã chuyển trả cho công ty.' })]),
  ...incoming('den-5', STATE, STATE_CLERK, {
    day: 2,
    at: '08:10',
    issuer: 'Sở Nội vụ',
    symbol: '903/SNV-CCVC',
    age: 1,
    type: 'submission',
    subject: 'Phương án bố trí vị trí việc làm của trung tâm phục vụ hành chính công',
    to: '22-vpubnd',
  }),
  ...incoming('den-6', STATE, STATE_CLERK, {
    day: 1,
    at: '14:20',
    issuer: 'Ban Tiếp công dân',
    age: 1,
    type: 'other',
    subject: 'Đơn kiến nghị về lối đi chung của tổ dân phố',
    to: '22-ttra',
    note: 'Đơn viết tay, không có số',
  }),
];

const stateOut: readonly Step[] = [
  ...begin('di-1', 'outgoing-paper', [
    deed(8, '15:10', STATE_CLERK, 'issue', {
      unit: STATE,
      type: 'dispatch',
      subject: 'Về việc báo cáo kết quả tháo gỡ vướng mắc đất đai',
      signer: 'KT. Chánh Văn phòng, Phó Chánh Văn phòng',
      units: ['22-snnmt', '22-sxd'],
      copyKeeper: 'VT, TH',
      copies: 4,
    }),
  ]),
  ...begin('di-2', 'outgoing-paper', [
    deed(5, '16:05', STATE_CLERK, 'issue', {
      unit: STATE,
      type: 'announcement',
      subject: 'Kết luận cuộc họp về quy hoạch phân khu ven vịnh',
      signer: 'Chánh Văn phòng',
      units: ['22-sxd', '22-stc'],
      others: 'Các chủ đầu tư dự án',
      copyKeeper: 'VT',
      copies: 6,
    }),
    deed(5, '16:30', STATE_CLERK, 'void', { reason: 'Sai ngày họp; ban hành lại bằng số sau.' }),
  ]),
  ...begin('di-3', 'outgoing-paper', [
    deed(3, '09:20', STATE_CLERK, 'reserve', { unit: STATE, reason: 'Thông báo kết luận, chờ lãnh đạo ký' }),
  ]),
];

const party: readonly Step[] = [
  ...incoming('den-dang-1', PARTY, PARTY_CLERK, {
    day: 7,
    at: '08:45',
    issuer: 'Ban Tổ chức Trung ương',
    symbol: '1520-CV/BTCTW',
    age: 5,
    type: 'dispatch',
    subject: 'Về việc sơ kết công tác luân chuyển cán bộ',
    to: '22-btctu',
  }),
  ...begin('di-dang-1', 'outgoing-paper', [
    deed(2, '10:40', PARTY_CLERK, 'issue', {
      unit: PARTY,
      series: 'CV',
      type: 'dispatch',
      subject: 'Về việc chuẩn bị nội dung sinh hoạt chuyên đề',
      signer: 'Chánh Văn phòng',
      units: ['22-btgdv'],
      copyKeeper: 'Lưu Văn phòng',
      copies: 3,
    }),
  ]),
];

/** Every act of the books. */
export const registerSteps: readonly Step[] = [...books, ...stateIn, ...stateOut, ...party];
