/** What whoever reports is asked and told before writing, Vietnamese. Only clauses the packs mark verified are promised. */
export const preludes = {
  submit: {
    answers: {
      order:
        'Đi theo Điều 7 khoản 5 Luật Cán bộ, công chức số 80/2025/QH15: báo cáo người ra quyết định, rồi cấp trên trực tiếp.',
      rule: 'Văn bản đang có không phù hợp là vướng mắc, không phải quyết định buộc đồng chí thi hành. Hãy báo vướng mắc; có thời hạn cho người phải gỡ.',
      wrongdoing:
        'Hành vi vi phạm của một người đi theo đường tố cáo, do luật riêng quy định. Hệ thống này không nhận tố cáo; hãy gửi cơ quan có thẩm quyền giải quyết tố cáo.',
      'own-case':
        'Quyết định về quyền lợi của chính đồng chí (kỷ luật, điều động, lương) đi theo đường khiếu nại, do luật riêng quy định. Hệ thống này không nhận khiếu nại.',
    },
    parts: {
      readers: {
        title: 'Ai đọc được',
        text: 'Người ra quyết định; cấp trên trực tiếp của người đó khi đồng chí báo cáo lên, hoặc khi người ra quyết định im lặng quá hạn; cấp trên kế tiếp nếu cấp này cũng im lặng; cơ quan kiểm tra; và đồng chí. Văn thư và mọi người khác không biết có hồ sơ này. Chọn «Chỉ cấp trên trực tiếp và cơ quan kiểm tra» thì người ra quyết định đọc nội dung nhưng không thấy tên, chức vụ, đơn vị của đồng chí; tên chỉ hiện với cơ quan kiểm tra và với chính người giữ chức vụ cấp trên trực tiếp vào ngày báo cáo, ngày báo cáo lên. Người kế nhiệm, người làm thay chức vụ ấy đọc nội dung mà không thấy tên.',
      },
      demand: {
        title: 'Ai được yêu cầu xem',
        text: 'Cơ quan kiểm tra của Đảng, thanh tra và cơ quan tiến hành tố tụng, theo thẩm quyền của luật.',
      },
      promised: {
        title: 'Được hứa',
        text: 'Biên nhận ngay, ghi rõ thời điểm. Có thời hạn trả lời cho người ra quyết định, rồi cho cấp trên trực tiếp (thiết lập của đơn vị, chưa xác minh); im lặng được ghi lại và chuyển lên trên. Đã báo cáo theo Điều 7 khoản 5 mà phải chấp hành thì thuộc trường hợp được xem xét loại trừ, miễn, giảm trách nhiệm (Luật số 80/2025/QH15, Điều 34 khoản 1 điểm a). Áp dụng cho cán bộ, công chức.',
      },
      notPromised: {
        title: 'Không được hứa',
        text: 'Quyết định được thu hồi; chắc chắn được loại trừ, miễn, giảm trách nhiệm: cấp có thẩm quyền xem xét. Giữ kín danh tính trước cấp trên trực tiếp và cơ quan kiểm tra, kể cả khi người ra quyết định làm thay hoặc chuyển sang làm công tác kiểm tra; hệ thống cũng không ngăn được người đã thấy tên nói lại. Lời văn, ngày tháng và tệp kèm theo có thể làm lộ người viết. Báo cáo không thay cho việc chấp hành khi quyết định được giữ nguyên (Điều 7 khoản 5).',
      },
      withdrawal: {
        title: 'Rút lại',
        text: 'Rút được trước khi kết thúc, với lý do. Nội dung đã gửi vẫn còn trong hồ sơ và ai đọc được hồ sơ đều thấy.',
      },
    },
    confirm: 'Tôi đã đọc và hiểu, viết báo cáo',
  },
} as const;
