/** What whoever proposes is asked and told before writing, Vietnamese. Only clauses the packs mark verified are promised. */
export const preludes = {
  propose: {
    answers: {
      unregulated:
        'Đi theo Nghị định 73/2023/NĐ-CP: cơ quan xem xét, biểu quyết, cho thí điểm trong thẩm quyền. Được bảo vệ theo Điều 11 của Nghị định.',
      unfit:
        'Đi theo đường sửa quy định: cơ quan kiến nghị cấp có thẩm quyền. Quy định hiện có vẫn phải theo; Nghị định 73 không cho làm khác quy định (Điều 4).',
      contradictory:
        'Đi theo Nghị quyết 206/2025/QH15 hoặc kiến nghị sửa. Người tham gia làm đúng trình tự, không vụ lợi thì được xem xét loại trừ, miễn trách nhiệm theo Nghị quyết.',
      unclear:
        'Đi theo đường hướng dẫn, giải thích hoặc Nghị quyết 206/2025/QH15. Làm đúng thẩm quyền, trình tự, không vụ lợi thì được xem xét theo Điều 34 Luật Cán bộ, công chức 2025.',
      burden: 'Đi theo đường sửa quy định, hoặc Nghị quyết 206/2025/QH15 khi quy định cản trở phát triển.',
      practice: 'Quy định đã cho làm: cần người có trách nhiệm thực hiện. Hãy báo vướng mắc; có thời hạn cho người phải gỡ.',
      authority: 'Cần xác định người có thẩm quyền. Hãy báo vướng mắc; hồ sơ được chuyển đến đúng người.',
      resources: 'Cần nguồn lực, không cần quy định mới. Hãy báo vướng mắc.',
    },
    parts: {
      readers: {
        title: 'Ai đọc được',
        text: 'Trước khi có quyết định: người xem xét, biểu quyết, cho ý kiến và cơ quan kiểm tra. Khi được cho làm: mọi cán bộ. Không được cho làm hoặc đã rút: vẫn chỉ những người trên.',
      },
      demand: {
        title: 'Ai được yêu cầu xem',
        text: 'Cơ quan kiểm tra của Đảng, thanh tra và cơ quan tiến hành tố tụng, theo thẩm quyền của luật.',
      },
      promised: {
        title: 'Được hứa',
        text: 'Xem xét và biểu quyết trong 07 ngày làm việc từ ngày nhận kế hoạch (Nghị định 73, Điều 8 khoản 1), trừ đề xuất của chính người đứng đầu và khi chuyển cấp trên. Hoàn thành thì không bị xử lý trách nhiệm. Không hoàn thành, hoàn thành một phần mà đúng chủ trương, động cơ trong sáng, vì lợi ích chung: không có thiệt hại thì được loại trừ trách nhiệm; có thiệt hại thì được xem xét loại trừ, miễn, giảm nhẹ (Điều 11). Áp dụng cho người đứng đầu, cấp phó và đối tượng Nghị định nêu.',
      },
      notPromised: {
        title: 'Không được hứa',
        text: 'Giữ kín danh tính, chuyển nơi làm việc, kết quả biểu quyết. Nghị định không bảo vệ người lợi dụng đề xuất để tham nhũng, tiêu cực, trục lợi (Điều 6).',
      },
      withdrawal: {
        title: 'Rút lại',
        text: 'Rút được trước khi có quyết định, với lý do. Nội dung đã gửi vẫn còn trong hồ sơ và ai đọc được hồ sơ đều thấy.',
      },
    },
    confirm: 'Tôi đã đọc và hiểu, viết đề xuất',
  },
} as const;
