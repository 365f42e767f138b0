/** One legal text: its values by topic. What all of them share is said once above them. */

import { formatNumber } from '../../../kernel/format.ts';
import type { Json } from '../../../kernel/json.ts';
import type { Parameter } from '../../../policy/law.ts';
import { Card } from '../../components/card.tsx';
import { type DataColumn, DataTable } from '../../components/data-table.tsx';
import { textLang } from '../../components/text-lang.ts';
import { unitShort } from '../showing/people.ts';
import type { Reader } from '../showing/reader.ts';
import { Checked, SourceLink } from './checked.tsx';

/** What a card needs; `parameters` are those of the text, the ones set by a local decision among them. */
export interface PackCardProps {
  readonly r: Reader;
  readonly id: string;
  readonly title: string;
  readonly note: string;
  readonly parameters: readonly Parameter[];
}

/** The card of one legal text. */
export function PackCard(props: PackCardProps) {
  const { r, id, title, note, parameters } = props;
  const { t } = r;
  const shared = sharedOf(parameters);
  const groups = groupsOf(r, id, title, parameters);
  return (
    <Card title={title} id={`goi-${id}`}>
      {note === '' ? null : <p class="sm muted">{note}</p>}
      {shared === undefined ? null : (
        <p class="sm muted">
          {t('screens.law.clause')}: <span lang={textLang(r.lang, shared.clause)}>{shared.clause}</span> ·{' '}
          <Checked r={r} confidence={shared.confidence} on={shared.checkedOn} />
        </p>
      )}
      {parameters.length === 0 ? <p class="muted">{t('screens.law.packEmpty')}</p> : null}
      <div class={`topics${groups.length > 1 && shared !== undefined ? ' pair' : ''}`}>
        {groups.map((group) => (
          <section key={group.title}>
            {groups.length > 1 ? <h3>{group.title}</h3> : null}
            <Values r={r} caption={group.title} parameters={group.parameters} hasBasis={shared === undefined} />
          </section>
        ))}
      </div>
    </Card>
  );
}

/** Clause and confidence of the text's own values, where all of them have the same and none names a source. */
function sharedOf(parameters: readonly Parameter[]): Parameter | undefined {
  const [first, ...others] = parameters.filter((p) => p.decisionNumber === null);
  const isShared = others.every((p) => p.clause === first?.clause && p.confidence === first.confidence && p.source === null);
  return isShared && first?.source === null ? first : undefined;
}

interface Group {
  readonly title: string;
  readonly parameters: readonly Parameter[];
}

function groupsOf(r: Reader, pack: string, title: string, parameters: readonly Parameter[]): readonly Group[] {
  const topics = r.asker.law.topics(pack).map((topic) => ({
    title: topic.title[r.lang],
    parameters: topic.parameters.flatMap((key) => parameters.filter((p) => p.key === key)),
  }));
  const grouped = new Set(topics.flatMap((topic) => topic.parameters));
  const others = parameters.filter((p) => !grouped.has(p));
  return [...topics, { title, parameters: others }].filter((group) => group.parameters.length > 0);
}

function Values(props: { r: Reader; caption: string; parameters: readonly Parameter[]; hasBasis: boolean }) {
  const { r, caption, parameters, hasBasis } = props;
  const { t } = r;
  const basis: readonly DataColumn[] = [
    { key: 'clause', label: t('screens.law.clause') },
    { key: 'checked', label: t('screens.law.checked') },
  ];
  return (
    <DataTable
      t={t}
      caption={caption}
      hideCaption
      dense
      keep={!hasBasis}
      columns={[
        { key: 'name', label: t('screens.law.parameter'), head: true },
        { key: 'value', label: t('screens.law.value') },
        ...(hasBasis ? basis : []),
      ]}
      rows={parameters.map((p) => ({
        id: p.key,
        cells: {
          name: (
            <>
              {r.asker.law.words(p.key)?.title[r.lang] ?? p.key}
              <small class="mono muted">{p.key}</small>
            </>
          ),
          value: (
            <>
              {valueWords(r, p)}
              {!hasBasis && p.decisionNumber ? (
                <small>
                  {p.clause}. {t('screens.law.own', { number: p.decisionNumber })}
                </small>
              ) : null}
            </>
          ),
          clause: (
            <>
              <span lang={textLang(r.lang, p.clause)}>{p.clause}</span>
              {p.decisionNumber ? <small>{t('screens.law.own', { number: p.decisionNumber })}</small> : null}
              {p.source ? (
                <small class="anywhere">
                  <SourceLink source={p.source} />
                </small>
              ) : null}
            </>
          ),
          checked: <Checked r={r} confidence={p.confidence} on={p.checkedOn} />,
        },
      }))}
    />
  );
}

/** A value of the law in words: «5 ngày làm việc», «quá nửa số người biểu quyết đồng ý». */
function valueWords(r: Reader, { key, value, unit }: Parameter): string {
  if (value === null) return r.t('screens.law.empty');
  if (typeof value === 'boolean') return r.t(value ? 'pages.yes' : 'pages.no');
  if (typeof value === 'number') {
    const amount = formatNumber(value, r.lang);
    return unit === 'count' ? amount : r.t(`screens.law.units.${unit}`, { n: amount });
  }
  const options = r.asker.law.words(key)?.options;
  const nameOf = (name: Json) => {
    if (typeof name !== 'string') return r.t('screens.law.table');
    return unit === 'units' ? unitShort(r, name) : (options?.[name]?.[r.lang] ?? name);
  };
  if (!Array.isArray(value)) return nameOf(value);
  return unit === 'table' ? r.t('screens.law.table') : value.map(nameOf).join('; ');
}
