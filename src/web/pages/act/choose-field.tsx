import { EmptyState } from '../../components/banner.tsx';
import { SummaryList } from '../../components/summary-list.tsx';
import type { Reader } from '../showing/reader.ts';
import type { CorrectableField } from './correction.ts';
import type { Subject } from './subject.ts';

/** Which field is to be corrected: everything that can be, with what stands there now. */
export function ChooseField({ r, subject, fields }: { r: Reader; subject: Subject; fields: readonly CorrectableField[] }) {
  if (fields.length === 0) {
    return <EmptyState title={r.t('pages.correct.none')} action={<a href={subject.base}>{r.t('pages.closed.back')}</a>} />;
  }
  return (
    <>
      <h1>{r.t('pages.correct.title')}</h1>
      <section class="card">
        <h2 class="vh">{r.t('pages.correct.which')}</h2>
        <SummaryList
          t={r.t}
          rows={fields.map((f) => ({
            label: f.label,
            value: f.present,
            note: r.t('pages.timeline.seq', { n: f.seq }),
            editHref: f.href,
          }))}
        />
      </section>
    </>
  );
}
