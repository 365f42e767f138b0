/** A signed receipt as it is shown, copied, printed and saved. */
import { Island } from '../../components/island.tsx';
import { QrCode } from '../../components/receipt.tsx';
import type { Stranger } from './rows.tsx';

/** The note word for word, beside the code that leads to the page where it is checked. */
export function SignedNote({ who, note, checkUrl }: { who: Stranger; note: string; checkUrl: string }) {
  const { t } = who;
  return (
    <div class="signednote">
      <div>
        <h3>{t('receipts.note')}</h3>
        <p class="sm muted">{t('receipts.noteWhat')}</p>
        <Island
          name="kt-receipt"
          data={{
            'data-copy': t('receipts.copy'),
            'data-copied': t('receipts.copied'),
            'data-print': t('receipts.print'),
          }}
        >
          <pre class="mono">{note}</pre>
        </Island>
      </div>
      <div>
        <QrCode text={checkUrl} label={t('receipts.qr')} />
        <p class="sm muted">{t('receipts.qrWhat')}</p>
      </div>
    </div>
  );
}
