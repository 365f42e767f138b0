/** Words of the keys with which people sign. */
export const vi = {
  name: 'Khoá ký',
  plural: 'Khoá ký',
  about:
    'Sổ công khai trong cơ quan: khoá ký nào là của ai, dùng từ lúc nào đến lúc nào. Mỗi khoá là một hồ sơ. Ai thấy tên mình ở một khoá không phải của mình thì báo quản trị viên ngay.',
  stages: { active: 'Đang dùng', removed: 'Đã bỏ' },
  acts: {
    enrol: { label: 'Ghi nhận khoá', button: 'Ghi nhận', done: 'ghi nhận khoá ký', hint: '' },
    remove: {
      label: 'Bỏ khoá',
      button: 'Bỏ khoá',
      done: 'bỏ khoá ký',
      hint: 'Từ nay khoá không ký được nữa. Những gì đã ký vẫn còn giá trị.',
    },
  },
  fields: {
    credential: { label: 'Mã khoá trên thiết bị', hint: '' },
    publicKey: { label: 'Khoá công khai', hint: '' },
    alg: {
      label: 'Thuật toán',
      hint: '',
      options: { '-7': 'ES256 (ECDSA P-256)', '-8': 'EdDSA (Ed25519)', '-257': 'RS256 (RSA)' },
    },
    rpId: { label: 'Trang dùng khoá', hint: '' },
  },
  clocks: {},
  summary: {
    person: 'Khoá của',
    thumbprint: 'Dấu nhận biết',
    alg: 'Thuật toán',
    rpId: 'Trang dùng khoá',
    enrolledAt: 'Ghi nhận ngày',
    removedAt: 'Bỏ ngày',
    removedBy: 'Người bỏ',
    removedWhy: 'Vì sao bỏ',
    credential: 'Mã khoá trên thiết bị',
    publicKey: 'Khoá công khai (SPKI)',
  },
  choices: {
    alg: { '-7': 'ES256 (ECDSA P-256)', '-8': 'EdDSA (Ed25519)', '-257': 'RS256 (RSA)' },
    why: { closed: 'Hệ thống bỏ khi tài khoản bị đóng hẳn' },
  },
  sections: {},
  parties: {},
  notices: {
    enrolled:
      'Một khoá ký vừa được ghi nhận cho bạn. Không phải bạn làm? Hãy bỏ khoá này ở trang cá nhân, thoát mọi phiên và báo quản trị viên ngay.',
    removed: 'Một khoá ký của bạn vừa bị bỏ. Không phải bạn làm? Hãy báo quản trị viên ngay.',
  },
  refusals: { already_enrolled: 'Khoá này đã được ghi nhận rồi: {other}.' },
};
