/** What a command of the command line is. */
import type { ParseArgsConfig } from 'node:util';
import type { Config } from './config.ts';
import type { MainMessage } from './words.ts';

/** Names of the commands. */
export type CommandName =
  | 'start'
  | 'web'
  | 'worker'
  | 'migrate'
  | 'demo'
  | 'verify'
  | 'ledger'
  | 'backup'
  | 'restore'
  | 'export'
  | 'import'
  | 'account'
  | 'token'
  | 'personas'
  | 'import-people'
  | 'export-people';

/** Values of the options as node:util gives them. */
export type OptionValues = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** What a command works with. */
export interface CommandContext {
  readonly config: Config;
  readonly values: OptionValues;
  /** What stands beside the options: names of files, for the commands that take them. */
  readonly files: readonly string[];
  readonly root: string;
}

/** One command: its options and what it does. `run` gives the exit code. */
export interface Command {
  readonly options: readonly OptionName[];
  /** True: exactly one file is named beside the options. */
  readonly takesFile?: boolean;
  /** It takes one word beside its options, which says what to do: the words as its help shows them. */
  readonly takesAction?: string;
  /** Loaded when the command runs: a start must not pay for what others need. */
  readonly run: (context: CommandContext) => Promise<number>;
}

/** How node:util reads an option, and how the help shows it. */
export type OptionSpec = NonNullable<ParseArgsConfig['options']>[string] & {
  readonly shown: string;
  readonly words: MainMessage;
};

/** Every option of every command. */
export const OPTIONS = {
  port: { type: 'string', shown: '--port N', words: 'option.port' },
  host: { type: 'string', shown: '--host ADDRESS', words: 'option.host' },
  data: { type: 'string', shown: '--data FOLDER', words: 'option.data' },
  demo: { type: 'boolean', shown: '--demo, --no-demo', words: 'option.demo' },
  json: { type: 'boolean', shown: '--json', words: 'option.json' },
  person: { type: 'string', shown: '--person ID', words: 'option.person' },
  login: { type: 'string', shown: '--login NAME', words: 'option.login' },
  first: { type: 'boolean', shown: '--first', words: 'option.first' },
  name: { type: 'string', shown: '--name NAME', words: 'option.name' },
  post: { type: 'string', shown: '--post POST', words: 'option.post' },
  honorific: { type: 'string', shown: '--honorific WORD', words: 'option.honorific' },
  'staff-code': { type: 'string', shown: '--staff-code CODE', words: 'option.staffCode' },
  'reset-password': { type: 'string', shown: '--reset-password LOGIN', words: 'option.resetPassword' },
  label: { type: 'string', shown: '--label TEXT', words: 'option.label' },
  days: { type: 'string', shown: '--days N', words: 'option.days' },
  scope: { type: 'string', shown: '--scope SCOPE', words: 'option.scope' },
  to: { type: 'string', shown: '--to FILE|FOLDER', words: 'option.to' },
  keep: { type: 'string', shown: '--keep N', words: 'option.keep' },
  from: { type: 'string', shown: '--from FILE', words: 'option.from' },
  as: { type: 'string', shown: '--as restore|copy', words: 'option.as' },
  replace: { type: 'boolean', shown: '--replace', words: 'option.replace' },
  'accept-differences': { type: 'boolean', shown: '--accept-differences', words: 'option.acceptDifferences' },
  number: { type: 'string', shown: '--number NUMBER', words: 'option.number' },
  title: { type: 'string', shown: '--title TEXT', words: 'option.title' },
  date: { type: 'string', shown: '--date YYYY-MM-DD', words: 'option.date' },
  effective: { type: 'string', shown: '--effective YYYY-MM-DD', words: 'option.effective' },
  missing: { type: 'string', shown: '--missing keep|end', words: 'option.missing' },
  'dry-run': { type: 'boolean', shown: '--dry-run', words: 'option.dryRun' },
  ledger: { type: 'boolean', shown: '--ledger', words: 'option.ledger' },
  witness: { type: 'string', shown: '--witness FILE|FOLDER|URL', words: 'option.witness' },
  receipts: { type: 'string', shown: '--receipts FILE|FOLDER', words: 'option.receipts' },
  purpose: { type: 'string', shown: '--purpose log|receipt', words: 'option.purpose' },
  officer: { type: 'string', multiple: true, shown: '--officer PERSON', words: 'option.officer' },
  'last-checkpoint': { type: 'string', shown: '--last-checkpoint FILE', words: 'option.lastCheckpoint' },
  reason: { type: 'string', shown: '--reason TEXT', words: 'option.reason' },
  help: { type: 'boolean', shown: '--help', words: 'option.help' },
} as const satisfies Readonly<Record<string, OptionSpec>>;

/** Names of the options. */
export type OptionName = keyof typeof OPTIONS;

/** The commands, in the order the help lists them. */
export const COMMANDS: Readonly<Record<CommandName, Command>> = {
  start: {
    options: ['port', 'host', 'data', 'demo'],
    run: async (context) => (await import('./commands/start.ts')).start(context),
  },
  web: {
    options: ['port', 'host', 'data', 'demo'],
    run: async (context) => (await import('./commands/web.ts')).web(context),
  },
  worker: { options: ['data'], run: async (context) => (await import('./commands/worker.ts')).worker(context) },
  migrate: { options: ['data'], run: async (context) => (await import('./commands/migrate.ts')).migrateSchema(context) },
  demo: { options: ['data'], run: async (context) => (await import('./commands/demo.ts')).demo(context) },
  verify: {
    options: ['data', 'json', 'ledger', 'witness', 'receipts'],
    run: async (context) => (await import('./commands/verify.ts')).verifyRecord(context),
  },
  ledger: {
    options: ['data', 'purpose', 'officer', 'reason', 'last-checkpoint'],
    takesAction: 'keys|rotate-key|lost-key|reopen',
    run: async (context) => (await import('./commands/ledger.ts')).ledger(context),
  },
  backup: {
    options: ['data', 'to', 'keep'],
    run: async (context) => (await import('./commands/backup.ts')).backup(context),
  },
  restore: {
    options: ['data', 'from', 'replace', 'accept-differences'],
    run: async (context) => (await import('./commands/restore.ts')).restore(context),
  },
  export: { options: ['data', 'to'], run: async (context) => (await import('./commands/export.ts')).exportRecord(context) },
  import: {
    options: ['data', 'from', 'as', 'replace', 'accept-differences'],
    run: async (context) => (await import('./commands/import.ts')).importRecord(context),
  },
  account: {
    options: ['data', 'first', 'name', 'post', 'honorific', 'staff-code', 'person', 'login', 'reset-password'],
    run: async (context) => (await import('./commands/account.ts')).account(context),
  },
  token: {
    options: ['data', 'person', 'login', 'label', 'days', 'scope'],
    run: async (context) => (await import('./commands/token.ts')).token(context),
  },
  'import-people': {
    options: ['data', 'number', 'title', 'date', 'effective', 'missing', 'dry-run', 'person'],
    takesFile: true,
    run: async (context) => (await import('./commands/import-people.ts')).importPeople(context),
  },
  'export-people': {
    options: ['data', 'reason', 'person'],
    takesFile: true,
    run: async (context) => (await import('./commands/export-people.ts')).exportPeople(context),
  },
  personas: { options: ['data', 'json'], run: async (context) => (await import('./commands/personas.ts')).personas(context) },
};

/** The command of that name, or undefined. */
export function findCommand(name: string): { readonly name: CommandName; readonly command: Command } | undefined {
  return Object.hasOwn(COMMANDS, name) ? { name: name as CommandName, command: COMMANDS[name as CommandName] } : undefined;
}
