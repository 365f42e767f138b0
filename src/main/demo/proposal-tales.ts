/** Four proposals: one that worked and was commended, one that fell short and whose author is protected, one in its pilot, one that is being considered. */
import type { StoryView } from './step.ts';
import { begin, type Deed, deed, goOn, type Step } from './step.ts';

const PARTY = '22-tu';
const BUILD = '22-sxd';
const FINANCE = '22-stc';
const DESK = '22-btctu.head';

interface Idea {
  readonly title: string;
  readonly necessity: string;
  readonly content: string;
  readonly scope: string;
  readonly resources: string;
  readonly feasibility: string;
  readonly benefit: string;
  readonly effect: string;
  readonly alternatives: string;
  readonly risks: string;
  readonly stopWhen: string;
  readonly indicator: { readonly name: string; readonly measure: string; readonly baseline: number; readonly target: number };
}

const agreed = (text: string) => ({ stance: 'agree', text });
const plan =
  ({ indicator, ...idea }: Idea, from: number, until: number) =>
  (view: StoryView) => ({
    understood: 'DX-1',
    gap: 'unregulated',
    ...idea,
    from: view.on(from),
    until: view.on(until),
    indicators: [{ ...indicator }],
    conflict: 'none',
    pledge: true,
  });

/** From the idea to the pilot, in five days. */
const untilPilot = (
  day: number,
  unit: string,
  idea: Idea,
  from: number,
  until: number,
  places: readonly string[],
): readonly Deed[] => [
  deed(day, '09:10', `${unit}.specialist-1`, 'propose', plan(idea, from, until)),
  deed(day - 1, '08:40', `${unit}.clerk`, 'register', { party: PARTY }),
  deed(day - 2, '10:20', `${PARTY}.head`, 'give-opinion', agreed('Nhất trí chủ trương; đề nghị công khai số liệu hằng tháng.')),
  deed(day - 3, '14:05', `${unit}.head`, 'vote', { ballot: 'for' }),
  deed(day - 3, '14:15', `${unit}.deputy-1`, 'vote', { ballot: 'for' }),
  deed(day - 3, '15:00', `${unit}.head`, 'close-vote', {
    minutes: 'Tập thể lãnh đạo thảo luận và biểu quyết; hai người có quyền biểu quyết đều đồng ý.',
  }),
  deed(day - 4, '09:30', `${unit}.head`, 'allow', (view) => ({
    reasons: 'Việc chưa có quy định, thuộc thẩm quyền của sở; lợi ích rõ, rủi ro kiểm soát được.',
    legalBasis: 'Nghị định 73/2023/NĐ-CP, Điều 8 khoản 1',
    number: `${day}/QĐ-${unit === BUILD ? 'SXD' : 'STC'}`,
    from: view.on(from),
    until: view.on(until),
    places: [...places],
    means: 'Hai chuyên viên, máy tính sẵn có, không thêm kinh phí.',
    stopWhen: idea.stopWhen,
  })),
];

const measured = (day: number, unit: string, value: number, source: string) =>
  deed(day, '16:10', `${unit}.specialist-1`, 'measure', (view) => ({ indicator: 1, value, on: view.on(-day), source }));

const night: Idea = {
  title: 'Nhận, trả hồ sơ cấp phép nhà ở riêng lẻ ngoài giờ tại ba phường',
  necessity: 'Người lao động phải nghỉ làm để nộp hồ sơ; chưa có quy định nào về nhận hồ sơ ngoài giờ ở phường.',
  content: 'Ba phường mở thêm hai buổi tối mỗi tuần, đặt lịch trước qua điện thoại.',
  scope: 'Ba phường trung tâm, hồ sơ nhà ở riêng lẻ dưới bốn tầng.',
  resources: 'Mỗi buổi hai công chức; bố trí nghỉ bù.',
  feasibility: 'Đã hỏi ba phường, đủ người trực; phần mềm dùng được ngoài giờ.',
  benefit: 'Người dân không phải nghỉ làm; ban ngày bớt đông.',
  effect: 'Mỗi tháng thêm khoảng 300 lượt nhận, trả ngoài giờ.',
  alternatives: 'Mở buổi thứ bảy; nhận qua bưu chính.',
  risks: 'Quá tải một phường; thiếu giấy tờ khi nhận nhanh.',
  stopWhen: 'Hồ sơ phải trả lại quá 3% trong một tháng.',
  indicator: { name: 'Ngày chờ đến lượt trung bình', measure: 'ngày', baseline: 9, target: 3 },
};

const photos: Idea = {
  title: 'Kiểm tra hiện trạng nhà ở trên đảo bằng ảnh chụp có tọa độ',
  necessity: 'Người dân ở đảo chờ cán bộ ra kiểm tra cả tuần; chưa có quy định về kiểm tra bằng ảnh có tọa độ.',
  content: 'Chủ nhà chụp theo hướng dẫn, sở xem trong ngày; chỉ ra đảo khi ảnh chưa rõ.',
  scope: 'Đặc khu Cô Tô, nhà ở riêng lẻ một đến ba tầng.',
  resources: 'Hai máy tính, đường truyền sẵn có ở đặc khu.',
  feasibility: 'Đã thử nội bộ hai tuần với mười hồ sơ mẫu.',
  benefit: 'Người dân không phải chờ tàu; sở đỡ chi phí đi lại.',
  effect: 'Rút thời gian chờ kiểm tra từ bốn ngày còn một ngày.',
  alternatives: 'Ra đảo theo đợt mỗi tháng; ủy quyền cho đặc khu.',
  risks: 'Mất mạng khi bão; ảnh sai vị trí.',
  stopWhen: 'Quá ba hồ sơ phải kiểm tra lại trong một tuần.',
  indicator: { name: 'Ngày chờ kiểm tra trung bình', measure: 'ngày', baseline: 4, target: 1 },
};

const buying: Idea = {
  title: 'Mua sắm chung văn phòng phẩm cho sáu xã vùng cao',
  necessity: 'Mỗi xã mua ít nên giá cao; chưa có quy định về mua chung giữa các xã với gói nhỏ.',
  content: 'Sáu xã lập một danh mục chung, một xã đứng tên, công khai giá mỗi tháng.',
  scope: 'Sáu xã ở Bình Liêu và Ba Chẽ.',
  resources: 'Kế toán kiêm nhiệm của sáu xã, không thêm kinh phí.',
  feasibility: 'Đã gộp nhu cầu sáu tháng; có người phụ trách ở từng xã.',
  benefit: 'Giá thấp hơn, giấy tờ ít hơn, ai cũng xem được giá.',
  effect: 'Giảm một phần tám chi phí sau sáu tháng.',
  alternatives: 'Mua tập trung cấp tỉnh; giữ như cũ.',
  risks: 'Giao hàng chậm vào mùa mưa; một nhà cung cấp chiếm hết.',
  stopWhen: 'Quá hai đơn giao chậm trong một tháng.',
  indicator: { name: 'Chi phí mỗi người mỗi tháng', measure: 'nghìn đồng', baseline: 48, target: 42 },
};

const valuing: Idea = {
  title: 'Thẩm định giá tài sản nhỏ qua họp trực tuyến liên xã',
  necessity: 'Mười một xã chờ hội đồng họp tập trung mỗi quý; chưa có quy định về họp thẩm định trực tuyến.',
  content: 'Hội đồng họp mỗi tháng hai lần qua cầu truyền hình, biên bản ký số.',
  scope: 'Mười một xã, tài sản dưới 100 triệu đồng.',
  resources: 'Thiết bị họp trực tuyến đã có.',
  feasibility: 'Đã họp thử hai phiên, đường truyền ổn định.',
  benefit: 'Xã không phải chờ quý; tài sản thanh lý kịp thời.',
  effect: 'Mỗi tài sản được thẩm định trong 15 ngày.',
  alternatives: 'Họp theo cụm xã; thuê đơn vị thẩm định.',
  risks: 'Mất điện, mất mạng; ảnh tài sản không rõ.',
  stopWhen: 'Quá hai phiên mất kết nối trong một tháng.',
  indicator: { name: 'Ngày chờ thẩm định trung bình', measure: 'ngày', baseline: 90, target: 15 },
};

const AWARDS = [{ whom: 'person', post: `${BUILD}.specialist-1`, form: 'certificate' }];

const commended: readonly Step[] = [
  ...begin('proposal-night', 'proposal', [
    ...untilPilot(39, BUILD, night, -34, -9, ['06685', '06676']),
    measured(26, BUILD, 5, 'Sổ đặt lịch của ba phường'),
    measured(12, BUILD, 3, 'Sổ đặt lịch của ba phường'),
    deed(10, '10:30', `${BUILD}.specialist-1`, 'finish', { remark: 'Đã đủ thời gian, mục tiêu đạt.' }),
    deed(9, '09:20', `${BUILD}.specialist-1`, 'report', {
      result: 'completed',
      damage: 'no',
      text: 'Ba phường nhận, trả thêm 612 lượt ngoài giờ; ngày chờ trung bình giảm từ chín còn ba; không có hồ sơ phải trả lại do sai sót.',
    }),
    deed(8, '14:30', `${PARTY}.head`, 'give-opinion', agreed('Nhất trí với báo cáo; đề nghị nhân rộng.')),
    deed(
      7,
      '15:10',
      `${BUILD}.head`,
      'evaluate',
      {
        result: 'completed',
        damage: 'no',
        findings: 'Mục tiêu đạt đúng hạn, số liệu khớp với sổ đặt lịch và sổ tiếp nhận của ba phường.',
        causes: [],
        exit: 'replicate',
        lesson: 'Đặt lịch qua điện thoại giúp người dân đến đúng giờ; nên bố trí nghỉ bù ngay trong tuần.',
      },
      ['award-night'],
    ),
  ]),
  ...goOn('award-night', [
    deed(6, '09:00', `${BUILD}.clerk`, 'verify-result', {
      checks: [1, 2, 3].map((n) => ({ n, finding: 'confirmed', how: 'Đối chiếu với hồ sơ đề xuất và sổ của ba phường.' })),
      remark: 'Khớp với hồ sơ.',
      council: '22-snv',
      party: PARTY,
    }),
    deed(5, '09:40', '22-snv.head', 'give-opinion', agreed('Đủ điều kiện, đề nghị tặng giấy khen.')),
    deed(5, '10:50', `${PARTY}.head`, 'give-opinion', agreed('Nhất trí với đề nghị của sở.')),
    deed(4, '08:30', `${BUILD}.clerk`, 'propose-form', { awards: AWARDS, reasons: 'Kết quả rõ, người dân được lợi ngay.' }),
    deed(3, '14:10', `${BUILD}.head`, 'decide', {
      awards: AWARDS,
      number: '58/QĐ-SXD',
      legalBasis: 'Nghị định 73/2023/NĐ-CP, Điều 10',
      reasons: 'Đề xuất hoàn thành, được đánh giá đúng hạn và có số liệu kiểm chứng.',
    }),
    deed(2, '09:15', `${BUILD}.clerk`, 'publish', { where: 'Hội nghị giao ban của sở' }),
  ]),
];

const FELL_SHORT = 'Hai tuần đầu chạy tốt; sau đó đường truyền ra đảo đứt vì bão, phải ra đảo kiểm tra như cũ mười một ngày.';

const shielded: readonly Step[] = [
  ...begin('proposal-photos', 'proposal', [
    ...untilPilot(38, BUILD, photos, -33, -16, ['07192']),
    deed(24, '10:15', `${BUILD}.specialist-1`, 'incident', { what: FELL_SHORT, harm: 'none' }),
    deed(17, '14:40', `${BUILD}.specialist-1`, 'finish', { remark: 'Đường truyền chưa nối lại, kết thúc đúng hạn.' }),
    deed(15, '09:50', `${BUILD}.specialist-1`, 'report', { result: 'partly', damage: 'no', text: FELL_SHORT }),
    deed(14, '10:10', `${PARTY}.head`, 'give-opinion', agreed('Nguyên nhân khách quan rõ; đề nghị ghi bài học.')),
    deed(
      13,
      '15:30',
      `${BUILD}.head`,
      'evaluate',
      {
        result: 'partly',
        damage: 'no',
        findings: 'Ngày chờ giảm còn hai trong thời gian có mạng; mục tiêu một ngày chưa đạt vì đường truyền đứt.',
        causes: [
          {
            kind: 'objective',
            what: 'Bão làm đứt cáp ra đảo mười một ngày.',
            evidence: 'Thông báo sự cố của đơn vị viễn thông.',
          },
        ],
        exit: 'stop',
        lesson: 'Việc ở đảo cần phương án dự phòng từ đầu và đường truyền thứ hai.',
      },
      ['case-photos'],
    ),
  ]),
  ...goOn('case-photos', [
    deed(11, '09:05', DESK, 'accept', { note: 'Đã nhận, mời đồng chí trình bày.' }, ['view-photos']),
    deed(9, '14:20', DESK, 'name-panel', {
      members: ['22-skhcn.head', '22-stp.head', '22-sdttg.head'].map((post) => ({ post })),
      reasons: 'Am hiểu công nghệ, pháp luật và địa bàn đảo; không cùng đơn vị.',
    }),
    deed(7, '10:00', `${BUILD}.specialist-1`, 'state', {
      policy: 'Đề xuất được cấp ủy nhất trí, lãnh đạo sở biểu quyết và cho phép trước khi làm.',
      motive: 'Tôi không có lợi ích gì ở thiết bị hay đường truyền; đã kê khai từ đầu.',
      good: 'Người dân ở đảo được trả lời sớm hơn; số liệu hai tuần đầu cho thấy điều đó.',
      causes: 'Cáp đứt vì bão, ngoài khả năng của sở và của tôi; tôi đã báo ngay trong ngày.',
    }),
    deed(3, '15:20', '22-skhcn.head', 'find', {
      policy: 'met',
      policyWhy: 'Có ý kiến cấp ủy và quyết định cho làm trước ngày bắt đầu.',
      motive: 'met',
      motiveWhy: 'Bản kê khai lợi ích lập trước khi làm, không có lợi ích liên quan.',
      good: 'met',
      goodWhy: 'Chỉ số đo thời gian chờ của người dân, mức ban đầu được ghi trước.',
      procedure: 'met',
      procedureWhy: 'Đúng thẩm quyền, đúng các bước của Nghị định.',
      cause: 'objective',
      causeWhy: 'Thông báo sự cố cáp của đơn vị viễn thông.',
    }),
  ]),
  ...goOn('view-photos', [
    deed(9, '08:50', `${BUILD}.head`, 'assess', {
      policy: 'met',
      motive: 'met',
      good: 'met',
      text: 'Cơ quan đã cho phép sau khi có ý kiến cấp ủy; người thực hiện làm đúng kế hoạch và báo sự cố ngay.',
    }),
  ]),
];

const underWay: readonly Step[] = [
  ...begin('proposal-buying', 'proposal', [
    ...untilPilot(21, FINANCE, buying, -16, 60, ['06838', '06978']),
    measured(9, FINANCE, 46, 'Bảng giá công khai của sáu xã'),
    measured(2, FINANCE, 44, 'Bảng giá công khai của sáu xã'),
  ]),
  ...begin('proposal-valuing', 'proposal', [
    deed(5, '09:25', `${FINANCE}.specialist-2`, 'propose', plan(valuing, 8, 90)),
    deed(4, '08:55', `${FINANCE}.clerk`, 'register', { party: PARTY }),
    deed(2, '10:40', `${PARTY}.head`, 'give-opinion', agreed('Nhất trí; bảo đảm công khai biên bản.')),
    deed(1, '14:25', `${FINANCE}.deputy-1`, 'vote', { ballot: 'for' }),
  ]),
];

/** Everything that happens to the proposals, and what comes of them for people. */
export const proposalSteps: readonly Step[] = [...commended, ...shielded, ...underWay];
