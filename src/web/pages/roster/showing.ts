/** Changes of a file in words, for the page and for the comparison that is downloaded. */
import type { SheetTable } from '../../../documents/index.ts';
import { formatDate, formatNumber } from '../../../kernel/format.ts';
import {
  columnLabel,
  optionLabel,
  REGISTER_COLUMNS,
  REGISTER_TABLES,
  type RegisterChange,
  type RegisterDetail,
  type RegisterPlan,
  registerWords,
} from '../../../organisation/register/index.ts';
import type { Reader } from '../showing/reader.ts';

/** How many rows of each register are added, changed, ended; and how many stay. */
export function countChanges(r: Reader, plan: RegisterPlan): string {
  const words = registerWords(r.lang);
  const parts = REGISTER_TABLES.flatMap((table) => {
    const own = plan.changes.filter((change) => change.table === table);
    if (own.length === 0) return [];
    const count = (is: RegisterChange['is']): string => formatNumber(own.filter((change) => change.is === is).length, r.lang);
    return [
      r.t('screens.roster.countTable', {
        table: words(`tables.${table}`),
        added: count('added'),
        changed: count('changed'),
        ended: count('ended'),
      }),
    ];
  });
  return [...parts, r.t('screens.roster.same', { n: formatNumber(plan.same, r.lang) })].join('; ');
}

/** Which row of which sheet asks for a change, or why it comes without one. */
export function rowWords(r: Reader, change: RegisterChange): string {
  const words = registerWords(r.lang);
  if (change.why) return words(`why.${change.why.code}`, change.why.code === 'leaves' ? { row: change.why.row } : {});
  return change.row === undefined ? '' : String(change.row);
}

/** `Nguyễn Văn A (001) → Trần Thị B (002)`; only what comes for something new, only what was for something that ends. */
export function detailWords(r: Reader, change: RegisterChange, detail: RegisterDetail): string {
  const none = r.t('screens.roster.none');
  const word = (value: string | null): string => {
    const group = REGISTER_COLUMNS[change.table].find((column) => column.key === detail.key)?.group;
    return value === null ? none : group === undefined ? value : optionLabel(group, value, r.lang);
  };
  if (change.is === 'added') return word(detail.after);
  return change.is === 'ended' ? word(detail.before) : `${word(detail.before)} → ${word(detail.after)}`;
}

/** All changes as a table to download. */
export function toComparison(r: Reader, plan: RegisterPlan): SheetTable {
  const { t } = r;
  const words = registerWords(r.lang);
  return {
    name: t('screens.roster.changes'),
    preface: [],
    head: ['table', 'what', 'subjectCol', 'subjectCol', 'details', 'on', 'row'].map((key) => t(`screens.roster.${key}`)),
    rows: plan.changes.map((change) => [
      words(`tables.${change.table}`),
      words(`change.${change.is}`),
      change.code,
      change.name,
      change.details
        .map((detail) => `${columnLabel(change.table, detail.key, r.lang)}: ${detailWords(r, change, detail)}`)
        .join('; '),
      formatDate(change.on),
      rowWords(r, change),
    ]),
  };
}
