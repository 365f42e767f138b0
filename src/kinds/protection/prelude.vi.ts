/** What whoever asks for protection is asked and told before writing, Vietnamese. Only clauses the packs mark verified are promised. */
export const preludes = {
  request: {
    answers: {
      proceeding: 'Hồ sơ ghi việc kiểm tra, xử lý; hội đồng xem xét từ chính hồ sơ đã có trước khi làm.',
      rating: 'Hồ sơ đề nghị nơi đánh giá chờ kết luận; đó là đề nghị có thời hạn trả lời.',
      transfer: 'Hồ sơ đề nghị nơi quản lý cán bộ chờ cơ quan thứ hai xem xét; đó là đề nghị có thời hạn trả lời.',
      insult: 'Cản trở, gây khó, xúc phạm người đề xuất là việc bị cấm (Nghị định 73, Điều 6); nơi xử lý phải trả lời.',
      other: 'Nói rõ việc gì; nơi xử lý phải trả lời đúng hạn.',
    },
    parts: {
      readers: {
        title: 'Ai đọc được',
        text: 'Đồng chí, nơi xử lý ở cấp trên của cơ quan, thành viên hội đồng, cơ quan kiểm tra. Lãnh đạo trực tiếp của đồng chí không thấy hồ sơ này, kể cả trong con số. Cơ quan chỉ được hỏi, và vì thế biết, khi đồng chí đồng ý; biện pháp đề nghị với nơi nào thì nơi ấy biết đề nghị đó.',
      },
      promised: {
        title: 'Được hứa',
        text: 'Được trả lời có lý do. Được xem xét loại trừ, miễn, giảm trách nhiệm khi làm đúng thẩm quyền, trình tự, không vụ lợi mà thiệt hại do nguyên nhân khách quan, hoặc khi thực hiện đề xuất được phép, đúng chủ trương, động cơ trong sáng, vì lợi ích chung (Luật Cán bộ, công chức 2025, Điều 34 khoản 1; Nghị định 73, Điều 11).',
      },
      notPromised: {
        title: 'Không được hứa',
        text: 'Kết quả. Chuyển nơi làm việc, tạm ngừng việc xử lý, giữ kín danh tính không phải là quyền nêu trong Nghị định 73; có thể được đề nghị.',
      },
      retaliation: {
        title: 'Nếu bị trả đũa',
        text: 'Báo ngay trong hồ sơ; người đứng đầu nơi xử lý phải trả lời đúng hạn.',
      },
    },
    confirm: 'Tôi đã đọc và hiểu, viết đề nghị',
  },
} as const;
