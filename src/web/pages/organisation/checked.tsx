/** How far a value or a day was checked, and where it was found. */
import { formatDate } from '../../../kernel/format.ts';
import type { LegalDate } from '../../../kernel/time.ts';
import { Unverified } from '../../components/light.tsx';
import { SafeLink } from '../../components/safe-link.tsx';
import type { Reader } from '../showing/reader.ts';

/** The word for a confidence; whatever is less than verified stands out. */
export function Checked({ r, confidence, on }: { r: Reader; confidence: string; on?: LegalDate | null }) {
  if (confidence === 'verified')
    return <>{on ? r.t('screens.law.verifiedOn', { date: formatDate(on) }) : r.t('screens.law.confidence.verified')}</>;
  return confidence === 'unverified' ? (
    <Unverified t={r.t} />
  ) : (
    <span class="unv">{r.t(`screens.law.confidence.${confidence}`)}</span>
  );
}

/** A source as its host with a link, else as it was written. */
export function SourceLink({ source }: { source: string }) {
  const url = /^https?:\/\/\S+/.exec(source)?.[0];
  if (url === undefined) return <>{source}</>;
  return (
    <>
      <SafeLink href={url}>{new URL(url).hostname}</SafeLink>
      {source.slice(url.length)}
    </>
  );
}
