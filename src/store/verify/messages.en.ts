import type { Messages } from '../../kernel/messages.ts';
import type { vi } from './messages.vi.ts';

/** English sentences about what verification found. */
export const en: Messages<typeof vi> = {
  act: 'act {seq}',
  differences: {
    'kind-unknown': 'is of kind “{where}”, which this program does not know',
    'act-missing': 'an act is missing from the middle of the chain',
    'act-cut': 'the ledger still has this act, the table of acts has lost it',
    'leaf-missing': 'the act is not in the ledger',
    'act-changed': 'the act was altered: {where}',
    'text-changed': 'the text was altered: {where}',
    'text-missing': 'the text was taken away without a decision to erase it: {where}',
    'text-extra': 'a text belongs to no act: {where}',
    'leaf-changed': 'the hash does not agree: {where}',
    'chain-broken': 'it does not follow from the act before it',
    'head-changed': 'the count or last hash on the dossier does not agree: {where}',
    unfoldable: 'the dossier cannot be rebuilt from its acts: {where}',
    'row-changed': 'the dossier was altered in the table: {where}',
    'clock-changed': 'a clock was altered: {where}',
    'clock-missing': 'a clock was removed: {where}',
    'clock-extra': 'a clock was started by no act: {where}',
    'party-changed': 'a party does not agree with the acts: {where}',
    'concern-changed': 'whom this open dossier concerns does not agree with the acts: {where}',
    'sole-key-changed': 'what only one dossier can stand for does not agree with the acts: {where}',
    'link-changed': 'a link between dossiers does not agree with the acts: {where}',
    'attachment-changed': 'an attachment does not agree with its act: {where}',
    'table-changed': 'table {where} was altered',
    'table-missing': 'table {where} has lost a row',
    'table-extra': 'table {where} has a row that comes from no act',
    'number-missing': 'number {where} is empty: no dossier carries it',
    'counter-changed': 'the number counter {where} does not agree with the numbers given',
    'content-changed': 'a file does not agree with its hash: {where}',
    orphan: 'table {where} has a row whose dossier or act does not exist',
    'cause-missing': 'the act that caused it does not exist: {where}',
  },
  whole: 'The whole system',
};
