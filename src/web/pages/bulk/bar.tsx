/** The bar of a list that works on the rows chosen: acts first, then what leaves the record alone. */
import { Button } from '../../components/button.tsx';
import { HiddenFields } from '../../components/form.tsx';
import { safeHref } from '../../components/safe-link.tsx';
import { FORM_NAMES } from '../../form/values.ts';
import type { ListView } from '../list/view.ts';
import type { Reader } from '../showing/reader.ts';
import { BESIDES, BULK } from './names.ts';

/** Buttons and hidden fields of the bar. */
export function bulkBar(r: Reader, v: Pick<ListView, 'bulk' | 'hasMore' | 'count'>, token: string, back: string) {
  const choices = [
    ...v.bulk.map(({ act, label }) => ({ value: act, label })),
    ...(r.isCopy ? [] : [{ value: BESIDES.label, label: r.t('bulk.label.put') }]),
    { value: BESIDES.export, label: r.t('bulk.export') },
    { value: BESIDES.print, label: r.t('bulk.print.do') },
  ];
  return {
    hidden: <HiddenFields values={{ [FORM_NAMES.token]: token, [BULK.back]: back }} />,
    buttons: (
      <>
        {v.hasMore ? (
          <label class="whole">
            <input type="checkbox" name={BULK.all} value="1" /> {r.t('bulk.wholeList')}
          </label>
        ) : null}
        {choices.map(({ value, label }) => (
          <Button key={value} small look="plain" name={BULK.what} value={value}>
            {label}
          </Button>
        ))}
      </>
    ),
  };
}

/** The reader's labels of one row, each leading to everything that bears it. */
export function Labels({ labels }: { labels: readonly { readonly text: string; readonly href: string }[] }) {
  if (labels.length === 0) return null;
  return (
    <span class="labels">
      {labels.map(({ text, href }) => (
        <a key={text} class="lab" href={safeHref(href)}>
          {text}
        </a>
      ))}
    </span>
  );
}
