/** Which tables an archive carries, in which order of rows, and which it leaves out on purpose. A test holds this against the schema. */

/** What of an installation an archive holds: the record alone, or everything it needs to go on. */
export type ArchiveContent = 'export' | 'backup';

/** One table of an archive. */
export interface ArchivedTable {
  readonly name: string;
  /** `record`: in every archive. `installation`: in backups only. */
  readonly belongs: 'record' | 'installation';
  /** A total order of the rows of one tenant that is the same on every server. */
  readonly order: readonly string[];
  /** The role that may read every row, where the account itself is under row security. */
  readonly reader: 'app_owner' | 'app_worker';
  /** How many rows are in memory at once; fewer where one row may have 25 MB. */
  readonly rowsAtOnce: number;
}

const ROWS_AT_ONCE = 500;

const record = (name: string, order: readonly string[], reader: ArchivedTable['reader'] = 'app_worker'): ArchivedTable => ({
  name,
  belongs: 'record',
  order,
  reader,
  rowsAtOnce: ROWS_AT_ONCE,
});

const installation = (name: string, order: readonly string[]): ArchivedTable => ({
  ...record(name, order, 'app_owner'),
  belongs: 'installation',
});

const text = (column: string) => `${column} collate "C"`;

/** Every table an archive may carry, each after those it refers to. */
export const ARCHIVED_TABLES: readonly ArchivedTable[] = [
  record('tenant', [text('tenant')]),
  record('setting', [text('name')]),
  record('dossier', ['id']),
  record('act', ['dossier', 'seq']),
  record('act_signature', ['dossier', 'seq']),
  record('vault', ['dossier', 'seq', text('name')]),
  record('clock', ['dossier', 'n']),
  record('party', ['dossier', 'n']),
  record('link', ['dossier', 'n']),
  record('effective_row', [text('table_name'), text('key_text'), 'lower(valid)']),
  { ...record('content', [text('hash')]), rowsAtOnce: 1 },
  record('content_taker', [text('hash'), text('person')], 'app_owner'),
  record('attachment', ['dossier', 'seq', 'n']),
  record('notice', ['id']),
  record('follow_up', ['cause_dossier', 'cause_seq', 'n']),
  record('idempotency', [text('person'), text('key')], 'app_owner'),
  record('spread', ['cause_dossier', 'cause_seq', 'n']),
  record('table_row', ['dossier', text('table_name'), 'key_text', 'seq']),
  record('sole_key', [text('key')]),
  record('concern', ['dossier', text('who')], 'app_owner'),
  record('search_entry', ['dossier'], 'app_owner'),
  record('number_counter', [text('series')]),
  record('ledger_pending', ['place']),
  record('ledger_log', [text('log'), 'epoch']),
  record('ledger_key', [text('log'), 'epoch', text('purpose'), text('vkey')]),
  record('ledger_entry', [text('log'), 'epoch', 'idx']),
  { ...record('ledger_tile', [text('log'), 'epoch', 'level', 'n']), rowsAtOnce: 100 },
  record('ledger_checkpoint', [text('log'), 'epoch', 'size']),
  record('ledger_cosignature', [text('log'), 'epoch', 'size', text('witness'), 'time']),
  record('ledger_token', [text('log'), 'epoch', 'size', text('authority')]),
  record('ledger_policy', ['since']),
  record('ledger_quorum', [text('log'), 'epoch']),
  record('ledger_alarm', ['id']),
  record('ledger_outage', ['started_at']),
  record('ledger_check', ['at']),
  installation('account', [text('person')]),
  installation('api_token', ['id']),
  installation('passkey', ['id']),
  installation('draft', ['id']),
  installation('saved_filter', ['id']),
  installation('notice_seen', [text('person')]),
  installation('export_log', ['id']),
  record('read_batch', ['n'], 'app_owner'),
  record('read_event', ['at', 'id'], 'app_owner'),
  installation('bulk_work', ['id']),
  installation('dossier_label', [text('owner'), text('label'), 'dossier']),
  installation('mail_address', [text('person')]),
  installation('mail_outbox', ['dossier', 'seq']),
  installation('mail_cursor', ['epoch']),
];

/** What no archive carries, and why. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  schema_migration: 'named in the manifest; the steps are applied again',
  kind_opening: 'written anew from the declarations of the kinds at every start',
  secret: 'random keys that guard sign-in attempts; a restored installation makes its own',
  signing: 'challenges that wait two minutes for an answer',
  ledger_witness: 'what each witness said last; they are asked again, and say themselves how far they are',
  user_session: 'whoever had a session signs in again',
  sign_in_attempt: 'kept one day, to slow down guessing',
  read_purpose: 'kept eight hours: whoever reads again is asked again',
};

/** The tables of one content. */
export function tablesOf(content: ArchiveContent): readonly ArchivedTable[] {
  return ARCHIVED_TABLES.filter((table) => content === 'backup' || table.belongs === 'record');
}
