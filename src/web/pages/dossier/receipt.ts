import { formatStamp, formatWeekdayDate } from '../../../kernel/format.ts';
import { toLegalDate } from '../../../kernel/time.ts';
import { PROMISE_SECONDS } from '../../../ledger/signer.ts';
import type { ActView, DossierView } from '../../../store/read/dossier.ts';
import { receiptPageHref } from '../receipts/address.ts';
import { promisedUntil } from '../receipts/rows.tsx';
import { clockLabel, postTitle } from '../showing/people.ts';
import type { Reader } from '../showing/reader.ts';

/** The receipt of one's own act: when it was recorded, under which code, and what happens next. */
export interface ReceiptView {
  readonly time: string;
  readonly code: string;
  readonly note: string;
  readonly url: string;
  /** Where the signed receipt is to be had, and until when its promise runs; absent where nothing signs. */
  readonly keep?: { readonly page: string; readonly file: string; readonly until: string };
  readonly steps: readonly { readonly date: string; readonly iso: string; readonly text: string; readonly note?: string }[];
}

/** Where the page stands, and whether receipts are signed here. */
export interface ReceiptPlace {
  readonly url: string;
  readonly base: string;
  readonly isSigned: boolean;
}

/** The receipt of an act of the reader's own; undefined for anybody else's and for a number that is none. */
export function buildReceipt(
  r: Reader,
  view: DossierView,
  asked: string | undefined,
  { url, base, isSigned }: ReceiptPlace,
): ReceiptView | undefined {
  const act = view.acts.find((a) => String(a.seq) === asked);
  const me = r.asker.standing.person;
  if (!act || me === null || act.actor.person !== me) return undefined;
  const started = act.facts.clocks.filter((c) => c.op === 'start' || c.op === 'resume' || c.op === 'extend');
  const steps = started
    .flatMap((fact) => {
      const clock = view.dossier.clocks.find((c) => c.id === fact.id);
      if (!('working' in fact) || !clock) return [];
      const due = toLegalDate(fact.working.dueAt);
      return [
        {
          date: formatWeekdayDate(due, r.lang),
          iso: due as string,
          text: clockLabel(r, view.kind.name, clock),
          note: r.t('pages.receipt.heldBy', { who: postTitle(r, clock.holder) }),
        },
      ];
    })
    .toSorted((a, b) => (a.iso < b.iso ? -1 : 1));
  return {
    time: formatStamp(act.at),
    code: view.row.receipt,
    note: r.t('pages.receipt.note', { what: r.say.act(view.kind.name, act.name, 'label'), n: act.seq }),
    url,
    ...(isSigned ? { keep: keepOf(base, act) } : {}),
    steps,
  };
}

function keepOf(base: string, act: ActView) {
  const page = receiptPageHref(base, act.seq);
  return { page, file: `${page}.txt`, until: formatStamp(promisedUntil(act.at, PROMISE_SECONDS)) };
}
