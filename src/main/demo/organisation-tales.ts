/** Decisions on who acts for whom, the drafts of the administrator, and tasks that no directive gave. */
import { begin, deed, type Step } from './step.ts';

/** Whoever writes a decision does not sign it. */
const ORGANISERS = '22-btctu.head';
const ORGANISER = '22-btctu.specialist-1';
const ADMINISTRATOR = '22-vpubnd.administrator';

const orders: readonly Step[] = [
  ...begin('task-site-report', 'task', [
    deed(4, '10:55', '22-btv.member-12', 'assign', (view) => ({
      title: 'Báo cáo hiện trạng khu nhà tập thể công nhân, ý kiến người đang ở',
      holder: '06760.head',
      dueOn: view.on(-1),
      origin: view.id('worker-houses'),
      tie: 'part-of',
    })),
    deed(3, '08:20', '06760.head', 'accept'),
    deed(2, '16:10', '06760.head', 'complete', {
      evidence: 'Báo cáo kèm danh sách 58 căn, năm xây dựng và biên bản họp với đại diện các hộ đang ở.',
    }),
  ]),
  ...begin('task-effect-check', 'task', [
    deed(1, '14:20', '22-ubkt.head', 'assign', (view) => ({
      title: 'Xác minh hiệu quả báo cáo của việc tách đường mỏ khỏi đường dân sinh',
      holder: '22-ubkt.inspector-1',
      dueOn: view.on(6),
      origin: view.id('dump-boundary'),
      tie: 'part-of',
    })),
  ]),
];

/** Delegation and absence in force, drafts not yet signed, tasks given outside the directive. */
export const organisationSteps: readonly Step[] = [
  ...orders,
  ...begin('stand-ins', 'organisation-decision', [
    deed(40, '09:30', ORGANISER, 'draft', (view) => ({
      decisionNumber: '27-QĐ/BTC',
      title: 'Phân công điều hành khi vắng mặt và ủy quyền xử lý công việc (dữ liệu trình diễn)',
      date: view.on(-40),
      effectiveOn: view.on(-39),
    })),
    deed(40, '09:50', ORGANISER, 'add-changes', (view) => ({
      changes: [
        {
          change: 'delegate',
          delegation: 'uy-quyen-stc',
          post: '22-stc.head',
          toPost: '22-stc.specialist-1',
          form: 'TUQ',
          matters: 'acknowledgement',
          documentNumber: '112/GUQ-STC',
        },
        {
          change: 'absence',
          post: '22-sxd.deputy-1',
          toPost: '22-sxd.specialist-1',
          documentNumber: '45/TB-SXD',
          from: view.on(-8),
          to: view.on(5),
        },
      ],
    })),
    deed(39, '08:20', ORGANISERS, 'sign'),
  ]),
  ...begin('task-directory', 'task', [
    deed(4, '08:30', '22-vpubnd.head', 'assign', (view) => ({
      title: 'Cập nhật danh mục chức danh và người thay khi vắng mặt của các phường, xã',
      holder: ADMINISTRATOR,
      dueOn: view.on(1),
      detail: 'Nơi khuyết văn thư phải ghi rõ ai nhận thay để đồng hồ không treo.',
    })),
    deed(3, '08:45', ADMINISTRATOR, 'accept'),
    deed(2, '14:05', ADMINISTRATOR, 'progress', { percent: 50, note: 'Xong 30 phường; còn 22 xã và 2 đặc khu.' }),
  ]),
  ...begin('vacant-clerks', 'organisation-decision', [
    deed(2, '15:05', ADMINISTRATOR, 'draft', (view) => ({
      decisionNumber: 'DT-01/QĐ-BTC',
      title: 'Bổ nhiệm văn thư các xã vùng cao còn khuyết (dự thảo, dữ liệu trình diễn)',
      date: view.on(-2),
      effectiveOn: view.on(10),
    })),
  ]),
  ...begin('faster-register', 'rule-set', [
    deed(1, '15:30', ADMINISTRATOR, 'draft', (view) => ({
      decisionNumber: 'DT-02/QĐ-VP',
      title: 'Rút hạn phân loại vướng mắc xuống 1 ngày làm việc (dự thảo, dữ liệu trình diễn)',
      date: view.on(-1),
      effectiveOn: view.on(15),
    })),
    deed(1, '15:40', ADMINISTRATOR, 'set-parameter', {
      parameter: 'obstacle.classify',
      unit: 'working-day',
      value: '1',
      clause: 'Điều 1',
    }),
  ]),
];
