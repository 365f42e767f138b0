/** What officials write: sentences of the sixteen fields, with places, amounts, days, firms and papers that vary. */
import type { Chance } from './chance.ts';

const PROJECTS = [
  'tuyến đường nối khu công nghiệp với cao tốc',
  'khu tái định cư giai đoạn hai',
  'kè chống sạt lở bờ sông',
  'hồ chứa nước phục vụ sản xuất',
  'trường liên cấp của khu đô thị mới',
  'trạm y tế đạt chuẩn quốc gia',
  'bến cảng tổng hợp',
  'cụm công nghiệp chế biến thủy sản',
  'đường dây 110 kV cấp điện cho đảo',
  'nhà máy xử lý rác thải sinh hoạt',
  'khu nhà ở xã hội cho công nhân',
  'cầu vượt qua đường sắt',
  'hệ thống thu gom nước thải tập trung',
  'bãi đỗ xe và điểm dừng nghỉ ven biển',
  'khu bảo tồn rừng ngập mặn',
  'chợ trung tâm và nhà văn hóa đa năng',
  'trung tâm điều hành đô thị thông minh',
  'khu nuôi biển công nghệ cao',
  'mỏ đất san lấp phục vụ công trình trọng điểm',
  'tuyến đê biển và đường công vụ',
] as const;

const AREAS = [
  'khu 1',
  'khu 2A',
  'khu 3',
  'khu 5',
  'khu 7',
  'khu 9B',
  'thôn Đồng Tâm',
  'thôn Khe Chàm',
  'thôn Bắc Sơn',
  'thôn Nà Pá',
  'thôn Vạn Yên',
  'thôn Cái Bầu',
  'xóm Bãi',
  'xóm Thượng',
  'khu phố Trần Phú',
  'khu phố Hòn Gai',
  'bản Pò Hèn',
  'bản Lục Phủ',
  'thôn Cống Tây',
  'thôn Ngọc Vừng',
  'khu Diêm Thủy',
  'khu Lán Bè',
  'thôn Minh Hà',
  'thôn Sông Khoai',
  'khu Tre Mai',
] as const; // prettier-ignore

const FIRMS = [
  'Công ty Than Hà Lầm',
  'Công ty cổ phần Xây dựng Bạch Đằng',
  'Hợp tác xã Nuôi trồng Vân Hải',
  'Công ty Môi trường Đô thị',
  'Công ty Điện lực',
  'Tổng công ty Đông Bắc',
  'Công ty Thủy lợi Yên Lập',
  'Công ty Du lịch Bái Tử Long',
  'Ban Quản lý dự án khu vực',
  'Công ty Nước sạch',
  'Công ty Cảng Cái Lân',
  'Hợp tác xã Nông nghiệp Quảng La',
  'Công ty Vận tải Biển Đông',
  'Công ty Lâm nghiệp Hoành Bồ',
] as const; // prettier-ignore

const FAMILIES = [
  'Nguyễn',
  'Trần',
  'Lê',
  'Phạm',
  'Hoàng',
  'Vũ',
  'Đặng',
  'Bùi',
  'Đỗ',
  'Ngô',
  'Dương',
  'Đinh',
  'Lý',
  'Tằng',
] as const;
const MIDDLES = ['Văn', 'Thị', 'Đức', 'Minh', 'Quang', 'Hữu', 'Ngọc', 'Xuân', 'Thanh', 'Bích'] as const;
const GIVENS = [
  'Hùng',
  'Lan',
  'Dũng',
  'Hà',
  'Tuấn',
  'Mai',
  'Cường',
  'Hương',
  'Sơn',
  'Thủy',
  'Long',
  'Nga',
  'Phúc',
  'Yến',
  'Khánh',
  'Loan',
  'Thắng',
  'Quý',
] as const; // prettier-ignore

const LAWS = [
  'Luật Đất đai 31/2024/QH15',
  'Luật Đầu tư công 58/2024/QH15',
  'Luật Địa chất và khoáng sản 54/2024/QH15',
  'Luật Ngân sách nhà nước 89/2025/QH15',
  'Luật Xây dựng 50/2014/QH13',
  'Luật Bảo vệ môi trường 72/2020/QH14',
  'Luật Thủy sản 18/2017/QH14',
  'Luật Lâm nghiệp 16/2017/QH14',
  'Luật Du lịch 09/2017/QH14',
  'Luật Khám bệnh, chữa bệnh 15/2023/QH15',
  'Luật Nhà giáo 73/2025/QH15',
  'Luật Cán bộ, công chức 80/2025/QH15',
  'Nghị định 178/2024/NĐ-CP',
  'Nghị quyết 66.4/2025/NQ-CP',
] as const; // prettier-ignore

const OPENINGS: Readonly<Record<string, readonly string[]>> = {
  land: [
    'Việc giao đất tái định cư cho các hộ dân bị dừng vì bảng giá đất của năm trước đã hết hiệu lực, bảng giá mới chưa ban hành',
    'Ranh giới thửa đất theo bản đồ địa chính mới không khớp với giấy chứng nhận đã cấp trước khi sắp xếp địa giới',
    'Chưa có căn cứ xác định tiền thuê đất đối với phần diện tích đất xen kẹp không đủ điều kiện lập dự án riêng',
  ],
  minerals: [
    'Đất đá thải mỏ không được sử dụng làm vật liệu san lấp vì phương án sử dụng cũ đã hết thời hạn',
    'Quy trình nội bộ cấp phép khai thác khoáng sản nhóm IV vẫn cộng thành bốn mươi lăm ngày dù hạn mới chỉ mười ngày',
    'Trữ lượng cát còn lại ở cửa sông không ai được giao thống kê nên không bố trí được nguồn vật liệu',
  ],
  environment: [
    'Nước thải của cụm làng nghề chưa có điểm đấu nối, giấy phép môi trường của các hộ đều phải chờ hệ thống chung',
    'Bãi rác tạm đã quá tải nhưng thủ tục đóng bãi và mở tuyến vận chuyển mới thuộc thẩm quyền của hai cơ quan khác nhau',
  ],
  construction: [
    'Quy hoạch phân khu được duyệt trước khi sáp nhập nên chỉ giới đường đỏ của hai phường liền kề không trùng nhau',
    'Công trình đã xong phần thân nhưng chưa nghiệm thu được vì tiêu chuẩn phòng cháy thay đổi giữa chừng',
  ],
  'site-clearance': [
    'Đơn giá bồi thường cây trồng và thủy sản thấp hơn giá thị trường nên hộ dân không nhận tiền, mặt bằng không bàn giao được',
    'Công tác giải phóng mặt bằng dừng ở bước kiểm đếm vì hồ sơ nguồn gốc đất của các hộ lập từ nhiều thời kỳ',
    'Phương án bồi thường, hỗ trợ đã niêm yết nhưng phải lập lại do tên đơn vị chủ trì thay đổi sau sắp xếp',
  ],
  'public-investment': [
    'Vốn đầu tư công đã bố trí cho dự án không còn khả thi mà chưa điều chuyển được sang dự án đang thiếu vốn',
    'Không ứng được vốn chuẩn bị đầu tư vì hướng dẫn chỉ cho ứng khi đã có quyết định phê duyệt dự án',
  ],
  finance: [
    'Định mức phân bổ ngân sách xã, phường chưa tính đến nhiệm vụ nhận thêm từ cấp huyện sau khi kết thúc hoạt động',
    'Tài sản công của đơn vị cũ chưa có quyết định điều chuyển nên không sửa chữa, không thanh lý được',
  ],
  'industry-trade': [
    'Doanh nghiệp trong cụm công nghiệp không được cấp điện đủ tải vì quy hoạch lưới điện chưa cập nhật phụ tải mới',
    'Hàng hóa qua lối mở phải kiểm tra hai lần do hai quy trình chưa công nhận kết quả của nhau',
  ],
  'culture-tourism': [
    'Tàu tham quan muốn mở tuyến mới nhưng điểm dừng nằm trong vùng lõi di sản chưa có phương án quản lý khách',
    'Di tích xuống cấp, kinh phí tu bổ đã có mà hồ sơ khoanh vùng bảo vệ chưa được xác nhận lại theo địa giới mới',
  ],
  health: [
    'Trạm y tế đặc khu không có định mức chi trực đêm cho đảo xa nên không bố trí được ca trực thứ hai',
    'Thuốc thiết yếu đã trúng thầu nhưng không giao về trạm vì tên đơn vị nhận trong hợp đồng không còn tồn tại',
  ],
  education: [
    'Điểm trường vùng cao thiếu giáo viên tiếng Anh mà chỉ tiêu biên chế tính theo đơn vị hành chính cũ',
    'Học sinh chuyển từ đảo vào đất liền chưa có quy định hỗ trợ chỗ ở bán trú',
  ],
  'home-affairs': [
    'Cán bộ không chuyên trách nghỉ theo sắp xếp chưa được chi trả vì thời gian công tác ghi ở hai loại sổ khác nhau',
    'Vị trí việc làm của bộ phận một cửa chưa được phê duyệt nên không phân công được người ký thay',
  ],
  'science-technology': [
    'Nhiệm vụ thử nghiệm đo độ mặn tự động không thanh toán được vì chưa có định mức cho thiết bị thuê theo giờ',
    'Dữ liệu của các phường lưu ở ba phần mềm không kết nối, văn bản phải nhập lại nhiều lần',
  ],
  'sea-fisheries': [
    'Thuyền của hộ nuôi nhuyễn thể không thuộc loại nào trong biểu mẫu đăng ký nên không đăng ký được, không vay được vốn',
    'Hộ nuôi biển đã có phương án di dời lồng bè nhưng khu biển mới chưa được giao',
  ],
  agriculture: [
    'Rừng trồng bị gãy đổ sau bão không được khai thác tận thu vì hồ sơ thiết kế khai thác phải lập theo lô cũ',
    'Kênh tưới liên xã không ai nhận quản lý sau khi địa giới thay đổi, vụ mùa thiếu nước ở cuối kênh',
  ],
  justice: [
    'Hồ sơ hộ tịch của xã cũ chưa số hóa, người dân phải đi hai nơi để trích lục một giấy khai sinh',
    'Hai văn bản của địa phương quy định khác nhau về cùng một mức hỗ trợ, cả hai đều còn hiệu lực',
  ],
};

const CAUSES = [
  'Chúng tôi đã rà soát hồ sơ gốc, đối chiếu với {law}, thấy quy định hiện hành không nói rõ trường hợp này thuộc thẩm quyền của cấp nào.',
  'Đơn vị đã hai lần gửi văn bản xin hướng dẫn, văn bản gần nhất số {paper}, đến nay chưa nhận được trả lời.',
  'Theo {law}, bước này phải có ý kiến của cơ quan chuyên môn, nhưng cơ quan được nêu tên đã giải thể từ ngày 01/07/2025.',
  'Biểu mẫu ban hành kèm {law} không có mục để ghi trường hợp này, bộ phận một cửa không tiếp nhận được hồ sơ.',
  'Cán bộ thụ lý ngại ký vì văn bản số {paper} và {law} hiểu theo hai cách đều được.',
] as const;

const EFFECTS = [
  'Tại {area} hiện có {n} hộ dân đang chờ, trong đó {m} hộ đã bàn giao mặt bằng từ quý trước và đang phải thuê nhà.',
  '{firm} cho biết mỗi tháng chậm phát sinh khoảng {money} triệu đồng chi phí nhân công và máy móc nằm chờ.',
  'Hạng mục thuộc {project} đã dừng {d} ngày, nhà thầu đề nghị xem xét gia hạn hợp đồng.',
  'Ông {person} ở {area} đã nhiều lần kiến nghị tại các cuộc tiếp xúc cử tri, lần gần nhất vào tháng {month}.',
  'Nếu không tháo gỡ trước mùa mưa, khoảng {n} héc-ta đất sản xuất ở {area} có nguy cơ bỏ hoang thêm một vụ.',
  'Bà {person}, đại diện các hộ ở {area}, đề nghị chính quyền trả lời bằng văn bản để các hộ yên tâm.',
] as const;

const TRIED = [
  'Phường đã mời {firm} và các hộ họp ba lần, thống nhất được cách làm nhưng không có căn cứ để ký biên bản.',
  'Chúng tôi đã đề xuất tạm ứng theo mức thấp nhất rồi quyết toán sau, Kho bạc từ chối vì thiếu quyết định phê duyệt.',
  'Đã thử vận dụng cách làm của địa phương bạn khi triển khai {project}, song quy mô và nguồn vốn khác nhau nên không áp dụng trọn vẹn.',
  'Tổ công tác đã kiểm tra thực địa tại {area} ngày {day}/{month}, kết quả ghi trong biên bản số {paper}.',
  'Đơn vị đã lập phương án thay thế cho {project} nhưng phương án này tốn thêm {money} triệu đồng.',
] as const;

const REQUESTS = [
  'Đề nghị cấp có thẩm quyền xác định rõ cơ quan chủ trì và cho phép thực hiện ngay phần việc không còn vướng.',
  'Đề nghị cho phép áp dụng đơn giá tạm tính trong thời gian chờ ban hành quy định mới, quyết toán theo giá chính thức.',
  'Kiến nghị sửa quy định tại văn bản số {paper} theo hướng giao cấp xã quyết định đối với diện tích dưới {m} héc-ta.',
  'Đề nghị bố trí một cuộc làm việc với {firm} và các sở liên quan trước ngày {day}/{month} để thống nhất cách xử lý.',
  'Xin chủ trương thí điểm tại {area}, tổng kết sau {m} tháng rồi mới nhân rộng.',
] as const;

const PROGRESS = [
  'Đã làm việc với {firm}, thống nhất được {m} trên {n} nội dung; phần còn lại chờ ý kiến bằng văn bản.',
  'Đã rà soát xong hồ sơ tại {area}, còn {m} hồ sơ phải bổ sung giấy tờ gốc.',
  'Đang hoàn thiện dự thảo lần {m}, đã tiếp thu ý kiến của các phòng chuyên môn.',
  'Đã kiểm tra thực địa {project}, khối lượng hoàn thành đạt khoảng {n} phần trăm.',
  'Chậm so với kế hoạch {m} ngày do mưa lớn kéo dài ở {area}, sẽ bù vào tuần sau.',
] as const;

const TASKS = [
  'Rà soát, lập danh sách các hộ bị ảnh hưởng bởi {project}',
  'Kiểm tra tiến độ {project} và báo cáo nguyên nhân chậm',
  'Dự thảo văn bản hướng dẫn áp dụng {law} trên địa bàn',
  'Làm việc với {firm} về phương án bàn giao mặt bằng tại {area}',
  'Tổng hợp kiến nghị của cử tri {area} trước kỳ họp',
  'Đối chiếu số liệu giải ngân của {project}',
  'Tổ chức đối thoại với các hộ dân {area}',
  'Thẩm định hồ sơ điều chỉnh {project}',
] as const;

const DETAILS = [
  'Báo cáo phải nêu rõ khối lượng, người chịu trách nhiệm và thời điểm hoàn thành từng phần; kèm phụ lục số liệu theo mẫu của văn bản số {paper}.',
  'Phối hợp chặt chẽ với {firm}; khó khăn vượt thẩm quyền phải báo cáo ngay, không để quá hạn mới nêu lý do.',
  'Chú ý các trường hợp ở {area} đã có đơn; trả lời từng hộ bằng văn bản, tránh để đơn thư kéo dài.',
] as const;

const LINES: Readonly<Record<string, readonly string[]>> = {
  join: ['Nơi tôi cũng gặp đúng việc này, {n} hộ ở {area} đang chờ.', 'Tại {area} vướng như vậy từ tháng {month}.'],
  question: ['Đề nghị cho biết số quyết định phê duyệt phương án và danh sách {m} hộ còn vướng tại {area}?'],
  answer: ['Quyết định phê duyệt là số {paper}; danh sách {m} hộ ở {area} đã gửi kèm hồ sơ giấy.'],
  askOpinion: ['Đề nghị cho ý kiến về thẩm quyền và cách áp dụng {law} đối với trường hợp tại {area}.'],
  opinion: [
    'Thống nhất phương án; đề nghị thực hiện từng lô, có biên bản nghiệm thu và lưu hồ sơ theo {law}.',
    'Cơ bản nhất trí, song cần làm rõ nguồn vốn cho {m} hộ ở {area} trước khi thực hiện.',
  ],
  reasons: [
    'Việc này thuộc thẩm quyền của cơ quan chủ trì theo {law}; giữ nguyên cách làm cũ thì {n} hộ ở {area} tiếp tục phải chờ.',
    'Hồ sơ đủ căn cứ để xử lý dứt điểm; vướng mắc phát sinh do quy trình nội bộ chứ không do quy định của pháp luật.',
  ],
  consequence: ['Thực hiện ngay tại {area}, báo cáo kết quả sau {m} tuần; các trường hợp tương tự áp dụng cùng cách làm.'],
  needed: ['Cần có quyết định điều chỉnh quy hoạch hoặc văn bản thay thế văn bản số {paper} thì mới giải quyết được.'],
  done: ['Đã giải quyết xong cho {n} hộ ở {area}; {firm} đã thi công trở lại, hồ sơ lưu tại văn bản số {paper}.'],
  confirm: ['Đúng là đã xong, bà con ở {area} không còn kiến nghị.', 'Đã thông, công trình thi công bình thường.'],
  findings: [
    'Kiểm tra thực tế tại {area}: số hộ được giải quyết đúng như báo cáo, số tiền tiết kiệm thấp hơn khoảng {m} phần trăm.',
  ],
  evidence: ['Báo cáo kết quả kèm biên bản nghiệm thu số {paper} và ảnh hiện trường tại {area}; đã gửi {firm} phối hợp lưu.'],
  finding: ['Đã đối chiếu hồ sơ, kết quả đạt yêu cầu.', 'Đủ chữ ký, số liệu khớp với báo cáo của {firm}.'],
  returned: ['Còn thiếu số liệu của {area} và ý kiến của {firm}; bổ sung rồi gửi lại đúng hạn mới.'],
  extend: ['Phải chờ {firm} cung cấp số liệu đo đạc tại {area}, cần thêm thời gian để đối chiếu hồ sơ gốc.'],
};

const SLOT = /\{([\w.-]+)\}/g;

/** Fills the slots of a template, and those of what was filled in. */
export function fill(chance: Chance, template: string): string {
  return template.replace(SLOT, (_, name: string) => slot(chance, name));
}

/** Writes texts and remembers the template of each, so that another dossier can say the same in words of its own. */
export class Words {
  readonly #chance: Chance;
  readonly #templates = new Map<string, string>();

  constructor(chance: Chance) {
    this.#chance = chance;
  }

  write(template: string): string {
    const text = fill(this.#chance, template);
    this.#templates.set(text, template);
    return text;
  }

  /** The template a text was written from; undefined for a text that came from elsewhere. */
  templateOf(text: string): string | undefined {
    return this.#templates.get(text);
  }
}

function slot(chance: Chance, name: string): string {
  const [group = '', member = ''] = name.split('.');
  switch (group) {
    case 'opening':
      return chance.pick(OPENINGS[member] ?? OPENINGS['land'] ?? []);
    case 'line':
      return fill(chance, chance.pick(LINES[member] ?? []));
    case 'cause':
      return fill(chance, chance.pick(CAUSES));
    case 'effect':
      return fill(chance, chance.pick(EFFECTS));
    case 'tried':
      return fill(chance, chance.pick(TRIED));
    case 'request':
      return fill(chance, chance.pick(REQUESTS));
    case 'progress':
      return fill(chance, chance.pick(PROGRESS));
    case 'task':
      return fill(chance, chance.pick(TASKS));
    case 'detail':
      return fill(chance, chance.pick(DETAILS));
    case 'area':
      return chance.pick(AREAS);
    case 'firm':
      return chance.pick(FIRMS);
    case 'law':
      return chance.pick(LAWS);
    case 'project':
      return chance.pick(PROJECTS);
    case 'person':
      return `${chance.pick(FAMILIES)} ${chance.pick(MIDDLES)} ${chance.pick(GIVENS)}`;
    case 'paper':
      return `${1 + chance.int(4000)}/${chance.pick(['UBND', 'TTr', 'BC', 'CV'])}-${chance.pick(['NLN', 'XD', 'TC', 'VP'])}`;
    case 'money':
      return String(15 + chance.int(900));
    case 'n':
      return String(12 + chance.int(240));
    case 'm':
      return String(2 + chance.int(9));
    case 'd':
      return String(20 + chance.int(160));
    case 'day':
      return String(1 + chance.int(28)).padStart(2, '0');
    case 'month':
      return String(1 + chance.int(12)).padStart(2, '0');
    default:
      throw new Error(`no such slot: ${name}`);
  }
}

/** What is in the way, about 1.5 kB: what stands still, why, what it costs, what was tried. */
export function obstacleTemplate(field: string, place: string): string {
  return `{opening.${field}}. Việc này xảy ra tại ${place}, liên quan đến {project}. {cause} {effect} {effect} {tried} {cause} {effect} {tried}`;
}

/** What the reporter asks for, how far the work is, the title and the particulars of a task. */
export const TEMPLATES = { request: '{request}', progress: '{progress}', task: '{task}', detail: '{detail} {detail}' } as const;

/** A short text of a named occasion. */
export function lineTemplate(occasion: string): string {
  return `{line.${occasion}}`;
}

/** A provision that is in the way. */
export function provision(chance: Chance): string {
  return chance.pick(LAWS);
}
