/** Putting one word on the dossiers chosen, or taking it off. */

import type { UnitId } from '../../../kernel/ids.ts';
import { LABEL_LENGTH } from '../../../store/accounts/label.ts';
import { ownUnits } from '../../../store/read/work.ts';
import { Banner, PageHelp } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { RadioGroup } from '../../components/choice-field.tsx';
import { HiddenFields } from '../../components/form.tsx';
import { TextField } from '../../components/text-field.tsx';
import { FORM_NAMES } from '../../form/values.ts';
import type { Reader } from '../showing/reader.ts';
import { type Chosen, writeItems } from './chosen.ts';
import { BULK } from './names.ts';
import { RowsTable } from './rows-table.tsx';

/** Everything the page shows. */
export interface LabelPageProps {
  readonly r: Reader;
  readonly chosen: Chosen;
  readonly token: string;
  /** The labels the reader already works with. */
  readonly known: readonly string[];
  readonly typed?: string;
  readonly error?: string;
}

/** One word, who works with it, and the dossiers below. */
export function LabelPage({ r, chosen, token, known, typed, error }: LabelPageProps) {
  const n = chosen.rows.length;
  const [unit] = ownUnits(r.asker);
  return (
    <>
      <h1>{r.t('bulk.title', { act: r.t('bulk.label.put'), n })}</h1>
      {chosen.isCut ? <Banner tone="warn">{r.t('bulk.cut', { n })}</Banner> : null}
      <form class="form card" method="post" action={`${BULK.path}/nhan`} noValidate>
        <HiddenFields values={{ [FORM_NAMES.token]: token, [BULK.chosen]: writeItems(chosen.items), [BULK.back]: chosen.back }} />
        <TextField
          t={r.t}
          id="nhan"
          name="nhan"
          label={r.t('bulk.label.word')}
          hint={
            known.length === 0
              ? r.t('bulk.label.hint')
              : `${r.t('bulk.label.hint')} ${r.t('bulk.label.known', { labels: known.join(' · ') })}`
          }
          maxLength={LABEL_LENGTH}
          required
          {...(typed === undefined ? {} : { value: typed })}
          {...(error === undefined ? {} : { error })}
        />
        {unit === undefined ? null : (
          <RadioGroup
            t={r.t}
            id="cho"
            name="cho"
            label={r.t('bulk.label.for')}
            choices={[
              { value: 'don-vi', label: r.t('bulk.label.unit', { unit: r.asker.org.unitName(unit as UnitId, r.lang) }) },
              { value: 'toi', label: r.t('bulk.label.me') },
            ]}
            value="don-vi"
          />
        )}
        <p class="note">{r.t('bulk.label.note')}</p>
        <div class="actions">
          <Button primary keys="F4">
            {r.t('bulk.label.putOn', { n })}
          </Button>
          <Button look="plain" name="go" value="1">
            {r.t('bulk.label.takeOff')}
          </Button>
        </div>
      </form>
      <section class="card">
        <RowsTable r={r} caption={r.t('bulk.chosen', { n })} rows={chosen.rows} />
      </section>
      <PageHelp t={r.t}>
        <p>{r.t('bulk.label.help')}</p>
      </PageHelp>
    </>
  );
}
