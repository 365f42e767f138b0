import type { ComponentChildren } from 'preact';
import type { SummaryItem } from '../../../dossier/kind.ts';
import { formatDate, formatMoney, formatMoneyExact, formatNumber } from '../../../kernel/format.ts';
import type { FieldId } from '../../../kernel/ids.ts';
import type { Json } from '../../../kernel/json.ts';
import { asInstant, isLegalDate, toLegalDate } from '../../../kernel/time.ts';
import { Unverified } from '../../components/light.tsx';
import { SafeLink } from '../../components/safe-link.tsx';
import { personLabel, placeLabel, postTitle, unitLabel } from './people.ts';
import type { Reader } from './reader.ts';
import { Prose, readable } from './text.tsx';

/** How a value is to be shown: one of the forms a kind may name. */
export interface ShowAs {
  readonly as?: SummaryItem['as'] | undefined;
  readonly group?: string | undefined;
}

/** True when there is nothing to show. */
export function isEmpty(value: Json | undefined): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

/** A value in plain words; exports, captions and list columns use the same words as pages. */
export function valueText(r: Reader, kind: string, how: ShowAs, value: Json | undefined): string {
  if (value === undefined || isEmpty(value)) return '';
  if (Array.isArray(value)) return value.map((v) => valueText(r, kind, how, v)).join('; ');
  if (typeof value === 'boolean') return r.t(value ? 'pages.yes' : 'pages.no');
  if (typeof value === 'object')
    return Object.values(value as Record<string, Json>)
      .map((v) => valueText(r, kind, {}, v))
      .filter(Boolean)
      .join(' · ');
  if (typeof value === 'number') return how.as === 'money' ? formatMoney(value, r.lang) : formatNumber(value, r.lang);
  return wordsOf(r, kind, how, value as string);
}

function wordsOf(r: Reader, kind: string, how: ShowAs, value: string): string {
  const { text, hidden } = readable(r.t, value);
  if (hidden) return text;
  switch (how.as) {
    case 'unit':
      return unitLabel(r, value);
    case 'place':
      return placeLabel(r, value);
    case 'post':
      return postTitle(r, value);
    case 'person':
      return personLabel(r, value);
    case 'field':
      return r.asker.org.fieldName(value as FieldId, r.lang);
    case 'date':
      return dateWords(value) ?? text;
    case 'choice':
      return r.say.kind(kind, `choices.${how.group ?? ''}.${value}`);
    default:
      return text;
  }
}

/** A legal date, or the legal day of a moment; undefined for what is neither. */
function dateWords(value: string): string | undefined {
  if (isLegalDate(value)) return formatDate(value);
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? formatDate(toLegalDate(asInstant(value))) : undefined;
}

/** A value as a page shows it: texts with their lines, money with every đồng on demand, unchecked sources marked. */
export function Value({
  r,
  kind,
  how,
  value,
}: {
  r: Reader;
  kind: string;
  how: ShowAs;
  value: Json | undefined;
}): ComponentChildren {
  if (value === undefined || isEmpty(value)) return <span class="muted">{r.t('pages.none')}</span>;
  if (Array.isArray(value)) {
    return (
      <ul class="plain">
        {value.map((v, i) => (
          <li key={i}>
            <Value r={r} kind={kind} how={how.as === 'list' ? {} : how} value={v} />
          </li>
        ))}
      </ul>
    );
  }
  if (how.as === 'money' && typeof value === 'number') {
    return <span title={formatMoneyExact(BigInt(Math.round(value)), r.lang)}>{formatMoney(value, r.lang)}</span>;
  }
  if (how.as === 'unverified') {
    return (
      <>
        {valueText(r, kind, {}, value)} <Unverified t={r.t} />
      </>
    );
  }
  if (how.as === 'dossier' && typeof value === 'string') return <DossierLink r={r} name={value} />;
  if (typeof value === 'string' && (how.as === undefined || how.as === 'text')) return <Prose r={r} text={value} />;
  return valueText(r, kind, how, value);
}

/** A link to a dossier known by number or id only; the way there is found by searching for it. */
export function DossierLink({ r, name }: { r: Reader; name: string }) {
  const kind = r.registry.all.find((k) => name.startsWith(`${k.kind.prefix}-`))?.kind;
  const href = kind
    ? `/${kind.prefix.toLowerCase()}/${encodeURIComponent(name.slice(kind.prefix.length + 1))}`
    : `/tra-cuu?q=${encodeURIComponent(name)}`;
  return <SafeLink href={href}>{kind ? name : r.t('pages.links.open')}</SafeLink>;
}
