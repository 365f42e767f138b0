/** The organisation of another day: asked for by `?ngay=dd/mm/yyyy`, shown with the names of that day. */
import type { FastifyRequest } from 'fastify';
import { parseDateInput } from '../../../kernel/date-input.ts';
import { formatDate } from '../../../kernel/format.ts';
import type { Translate } from '../../../kernel/messages.ts';
import type { LegalDate } from '../../../kernel/time.ts';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { readerOf } from '../deps.ts';
import type { Reader } from '../showing/reader.ts';
import { dayOf, queryText, type WorkParts } from '../work-parts.ts';

/** The reader of a page with the organisation of the day asked for. */
export interface DayReader {
  readonly r: Reader;
  readonly day: LegalDate;
  /** True when that day is not today. */
  readonly other: boolean;
  /** True when what was typed is no day. */
  readonly bad: boolean;
}

/** Understands the day in the address; what cannot be understood means today and says so. */
export async function readDay(parts: WorkParts, request: FastifyRequest): Promise<DayReader> {
  const r = readerOf(parts, request);
  const typed = queryText(request, 'ngay');
  const { today } = r.asker;
  const read = typed === undefined ? undefined : parseDateInput(typed, { today, calendar: r.asker.law.calendar });
  const day = read?.ok ? read.date : today;
  if (day === today) return { r, day, other: false, bad: read !== undefined && !read.ok };
  const { org, law } = await dayOf(parts.store, day);
  return { r: { ...r, asker: { ...r.asker, org, law } }, day, other: true, bad: false };
}

/** An address of the organisation that stays on the day shown. */
export function onDayHref(path: string, { day, other }: Pick<DayReader, 'day' | 'other'>): string {
  return other ? `${path}?ngay=${encodeURIComponent(formatDate(day))}` : path;
}

/** The small form that asks for another day, and the line that says which day is shown. */
export function DayBar({ t, shown, path }: { t: Translate; shown: DayReader; path: string }) {
  return (
    <>
      {shown.other ? (
        <Banner tone="warn" link={{ href: path, text: t('screens.organisation.backToToday') }}>
          {t('screens.organisation.asOf', { date: formatDate(shown.day) })}
        </Banner>
      ) : null}
      <form method="get" action={path} class="form compact dayform">
        <label for="ngay">{t('screens.organisation.otherDay')}</label>
        <div class="btns">
          <input
            class="in w10"
            id="ngay"
            name="ngay"
            type="text"
            autocomplete="off"
            placeholder="30/06/2025"
            value={shown.other ? formatDate(shown.day) : undefined}
            aria-describedby={shown.bad ? 'ngay-error' : undefined}
            aria-invalid={shown.bad ? 'true' : undefined}
          />
          <Button look="plain" small>
            {t('screens.organisation.show')}
          </Button>
        </div>
        {shown.bad ? (
          <p class="err" id="ngay-error">
            {t('error.date')}
          </p>
        ) : null}
      </form>
    </>
  );
}
