/** Where work on several dossiers lives, and what its forms call things; read and written nowhere else. */
export const BULK = {
  path: '/hang-loat',
  /** The dossiers chosen: one control each from a list, afterwards all in one. */
  chosen: 'chon',
  /** Every dossier of the list, not only those of this page. */
  all: 'ca',
  /** What to do with them. */
  what: 'viec',
  /** The list to go back to. */
  back: 've',
} as const;

/** What can be done with several dossiers besides acts; none of it is written into the record. */
export const BESIDES = { label: '@nhan', print: '@in', export: '@xlsx' } as const;
