/** The letter that brings receipts: moments, hashes, signed notes; of a dossier its number or its receipt code, and nothing it is about. */
import { formatStamp } from '../../kernel/format.ts';
import { sha256, toBase64Url, toHex } from '../../kernel/json.ts';
import { createTranslator, type MessageTree } from '../../kernel/messages.ts';
import { type Receipted, signReceipt } from '../../store/ledger/receipts.ts';
import type { DueMail, MailedAct } from '../../store/mail/outbox.ts';
import type { Store } from '../../store/store.ts';
import type { Attached, Letter } from './letter.ts';
import { en } from './messages.en.ts';
import { vi } from './messages.vi.ts';

const translator = createTranslator({ vi: vi as MessageTree, en: en as MessageTree });

/** What stays the same from letter to letter. */
export interface Sender {
  readonly from: string;
  /** Where people open the site. */
  readonly publicUrl: string;
}

/** The letter for what is due. The same receipts make the same letter but for its date. @param date when it is sent */
export function composeLetter(store: Pick<Store, 'ledger'>, sender: Sender, due: DueMail, date: Date): Letter {
  const t = translator(due.lang);
  const { acts } = due;
  const attached: Attached[] = [];
  const lines = acts.flatMap((act, n) => {
    const signed = signReceipt(store, act, act.origin);
    const name = acts.length === 1 ? 'bien-nhan.txt' : `bien-nhan-${n + 1}.txt`;
    if (signed) attached.push({ name, text: signed.note });
    return [
      `${n + 1}. ${nameOf(t, act)}`,
      `   ${t('at', { time: formatStamp(act.at) })}`,
      `   ${t('hash', { hash: act.leafHash })}`,
      `   ${t('check', { url: checkUrl(sender, act) })}`,
      ...(signed ? [`   ${t('file', { name })}`] : []),
      '',
    ];
  });
  const [only] = acts;
  const text = [
    ...(due.trial ? [t('trial'), t('notYou'), ''] : []),
    ...(only ? [t('acts', { n: acts.length }), '', ...lines, t('keep')] : []),
    t('nothing'),
    t('settings', { url: `${sender.publicUrl}/ca-nhan#thu` }),
    '',
  ].join('\n');
  const subject =
    only === undefined
      ? t('subject.trial')
      : acts.length === 1
        ? t('subject.one', { time: formatStamp(only.at) })
        : t('subject.many', { n: acts.length });
  return { id: idOf(due, date), from: sender.from, fromName: t('from'), to: due.address, subject, text, attached, date };
}

type Translate = ReturnType<typeof translator>;

function nameOf(t: Translate, { masked, number, receipt }: MailedAct): string {
  if (masked || receipt === null) return t('masked');
  return number === null ? t('receipt', { receipt }) : t('number', { number });
}

function checkUrl({ publicUrl }: Sender, { leafHash }: Receipted): string {
  return `${publicUrl}/so-cai/kiem-tra?la=${toBase64Url(Buffer.from(leafHash, 'hex'))}`;
}

/** A letter sent again because nobody noted that it was taken has the same id, so that a mailbox may show it once. */
function idOf({ acts, address }: DueMail, date: Date): string {
  const what = acts.length === 0 ? [address, date.toISOString()] : acts.map((act) => act.leafHash);
  return toHex(sha256(what.join(' '))).slice(0, 40);
}
