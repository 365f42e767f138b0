/** The command line: finds the command, checks options and environment, gives every end one sentence and an exit code. */
import { parseArgs } from 'node:util';
import { type Command, type CommandName, findCommand, OPTIONS, type OptionSpec, type OptionValues } from './command.ts';
import { readConfig } from './config.ts';
import { helpOfAll, helpOfCommand } from './help.ts';
import { findRoot, readVersion } from './root.ts';
import { StartProblem } from './start-problem.ts';
import { print, problem, UsageProblem, usageProblem } from './words.ts';

const root = findRoot(import.meta.url);

interface Given {
  readonly values: OptionValues;
  readonly files: readonly string[];
}

function readOptions(name: CommandName, command: Command, args: readonly string[]): Given {
  const options = Object.fromEntries(
    [...command.options, 'help' as const].map((option) => {
      const { type, multiple = false }: OptionSpec = OPTIONS[option];
      return [option, { type, multiple }];
    }),
  );
  try {
    const allowPositionals = command.takesFile === true || command.takesAction !== undefined;
    const read = parseArgs({ args: [...args], options, allowNegative: true, strict: true, allowPositionals });
    return { values: read.values as OptionValues, files: read.positionals };
  } catch (error) {
    throw usageProblem('usage.badOption', { what: whatIsWrong(error, args), command: name });
  }
}

/** The argument node:util stumbled over, without its English sentence. */
function whatIsWrong(error: unknown, args: readonly string[]): string {
  const message = error instanceof Error ? error.message : '';
  return /'([^']+)'/.exec(message)?.[1] ?? args.join(' ');
}

async function run(args: readonly string[]): Promise<number> {
  const [name = '', ...rest] = args;
  if (name === '' || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(helpOfAll(readVersion(root)));
    return name === '' ? 2 : 0;
  }
  if (name === '--version') {
    process.stdout.write(`${readVersion(root)}\n`);
    return 0;
  }
  const found = findCommand(name);
  if (!found) throw usageProblem('usage.unknownCommand', { name });
  const { values, files } = readOptions(found.name, found.command, rest);
  if (values['help'] === true) {
    process.stdout.write(helpOfCommand(found.name));
    return 0;
  }
  if (found.command.takesFile && files.length !== 1) throw usageProblem('usage.oneFile', { command: found.name });
  const text = (option: string): string | undefined => (typeof values[option] === 'string' ? values[option] : undefined);
  const demo = typeof values['demo'] === 'boolean' ? values['demo'] : undefined;
  const config = readConfig({ port: text('port'), host: text('host'), data: text('data'), demo }, process.env, root);
  return found.command.run({ config, values, files, root });
}

/** The exit code and the sentence of an end that was not wanted. */
function end(error: unknown): number {
  const known =
    error instanceof StartProblem
      ? error
      : problem('problem.failed', { reason: error instanceof Error ? error.message : String(error) }, error);
  print(known.sentence, process.stderr);
  // A fault of ours must be findable; a mistake of the reader's needs no stack.
  if (!(error instanceof StartProblem)) console.error(error);
  return error instanceof UsageProblem ? 2 : 1;
}

// What a pipe no longer reads is not a fault: `khoithong verify | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const code = await run(process.argv.slice(2)).catch(end);
process.exitCode = code;
// Idle connections and timers of libraries must not keep a finished command alive.
process.stdout.write('', () => process.exit(code));
