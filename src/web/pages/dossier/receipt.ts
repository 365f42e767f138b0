import { formatStamp, formatWeekdayDate } from '../../../kernel/format.ts';
import { toLegalDate } from '../../../kernel/time.ts';
import type { DossierView } from '../../../store/read/dossier.ts';
import { clockLabel, postTitle } from '../showing/people.ts';
import type { Reader } from '../showing/reader.ts';

/** The receipt of one's own act: when it was recorded, under which code, and what happens next. */
export interface ReceiptView {
  readonly time: string;
  readonly code: string;
  readonly note: string;
  readonly url: string;
  readonly steps: readonly { readonly date: string; readonly iso: string; readonly text: string; readonly note?: string }[];
}

/** The receipt of an act of the reader's own; undefined for anybody else's and for a number that is none. */
export function buildReceipt(r: Reader, view: DossierView, asked: string | undefined, url: string): ReceiptView | undefined {
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
    steps,
  };
}
