/** Obstacles that have just come in: reported, overdue for the book, registered, asked about, classified. */
import { classified, REGISTRAR, registered, reported } from './obstacle-intake.ts';
import { begin, deed, type Step } from './step.ts';

const justReported: readonly Step[] = [
  ...begin('unmarked-soil', 'obstacle', [
    reported(1, '15:40', '06781.specialist-1', {
      what: 'Cấp trên trực tiếp yêu cầu phường xác nhận khối lượng đất thừa từ công trình nhưng chưa có mẫu và chưa có quy định ai được xác nhận. Ba công trình đang dừng đào móng vì không biết chở đất đi đâu.',
      locality: '06781',
      legalGap: 'none',
      visibility: 'narrow',
      field: 'minerals',
      harm: 'Ba nhà thầu chờ việc, đất đổ tạm lấn ra vỉa hè.',
    }),
  ]),
  ...begin('household-boats', 'obstacle', [
    reported(1, '10:25', '06712.head', {
      what: 'Thuyền nan của hộ dân nuôi nhuyễn thể không thuộc loại nào trong biểu mẫu đăng ký. Phường không đăng ký được nên hộ dân không vay được vốn.',
      locality: '06712',
      legalGap: 'none',
      visibility: 'wide',
      field: 'sea-fisheries',
      harmPeople: 74,
    }),
  ]),
  // The clerk let a working day pass: the silence is recorded and the head of the office has it now.
  ...begin('licence-days', 'obstacle', [
    reported(3, '13:50', '07060.head', {
      what: 'Thời hạn cấp phép khai thác đất nhóm IV đã rút từ 90 ngày xuống 10 ngày nhưng quy trình nội bộ các bước vẫn cộng lại thành 45 ngày. Doanh nghiệp nộp hồ sơ theo hạn mới, cơ quan xử lý theo bước cũ.',
      locality: '07060',
      legalGap: 'unfit',
      visibility: 'wide',
      field: 'minerals',
      provision: 'Nghị quyết 66.4/2025/NQ-CP',
      request: 'Ban hành quy trình nội bộ mới khớp với hạn 10 ngày.',
    }),
  ]),
];

const inTheBook: readonly Step[] = [
  ...begin('dump-access', 'obstacle', [
    reported(3, '09:10', '06778.head', {
      what: 'Đường vào bãi thải cũ đi qua đất đã giao cho hai chủ khác nhau nên không ai nhận sửa chữa. Xe chở đất đá phục vụ san lấp phải đi vòng 14 km qua khu dân cư.',
      locality: '06778',
      legalGap: 'case',
      visibility: 'wide',
      field: 'minerals',
      harmDays: 40,
    }),
    registered(2, '08:35'),
  ]),
  // A question to the vice-chair of Mông Dương; the clerk's own step stands still meanwhile.
  ...begin('resettlement-plots', 'obstacle', [
    reported(6, '16:05', '06760.deputy-1', {
      what: 'Khu tái định cư đã xong hạ tầng nhưng không giao được đất vì giá đất năm trước hết hiệu lực, giá mới chưa có. Hai mươi sáu hộ đã bàn giao nhà cũ, đang ở thuê.',
      locality: '06760',
      legalGap: 'case',
      visibility: 'wide',
      field: 'land',
      harmPeople: 98,
      harmMoney: 312_000_000,
      request: 'Cho phép tạm giao đất theo giá tạm tính rồi quyết toán sau.',
    }),
    registered(5, '09:20'),
    deed(4, '10:40', REGISTRAR, 'ask-more', {
      question:
        'Đề nghị phường cho biết quyết định phê duyệt phương án tái định cư số mấy và hiện còn bao nhiêu hộ đang hưởng tiền thuê nhà?',
    }),
  ]),
  ...begin('night-clinic', 'obstacle', [
    reported(4, '11:15', '06994.head', {
      what: 'Trạm y tế đặc khu không có định mức chi trực đêm cho đảo xa nên không bố trí được ca trực thứ hai. Mùa du lịch mỗi đêm có bốn đến sáu ca cần cấp cứu.',
      locality: '06994',
      legalGap: 'none',
      visibility: 'wide',
      harm: 'Người bệnh phải chờ tàu vào bờ.',
    }),
    registered(3, '08:25'),
    classified(1, '14:50', { field: 'health', authority: 'province', legalGap: 'none' }),
  ]),
];

/** The tales of this part. */
export const newObstacles: readonly Step[] = [...justReported, ...inTheBook];
