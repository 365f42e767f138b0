/** The help of the command line, in both languages. */
import type { Lang } from '../kernel/messages.ts';
import { COMMANDS, type CommandName, findCommand, OPTIONS, type OptionName } from './command.ts';
import { say } from './words.ts';

const LANGS: readonly Lang[] = ['vi', 'en'];

/** What `khoithong --help` prints. */
export function helpOfAll(version: string): string {
  const parts = LANGS.map((lang) => {
    const commands = (Object.keys(COMMANDS) as CommandName[]).map(
      (name) => `  ${name.padEnd(14)} ${say(`command.${name}`)[lang]}`,
    );
    return [say('help.usage')[lang], '', say('help.commands')[lang], ...commands, '', say('help.more')[lang]].join('\n');
  });
  return `${say('help.title', { version }).vi}\n\n${parts.join('\n\n')}\n`;
}

/** What `khoithong <command> --help` prints. */
export function helpOfCommand(name: CommandName): string {
  const { options } = COMMANDS[name];
  const hasWeb = options.includes('host');
  const parts = LANGS.map((lang) => {
    const lines = [...options, 'help' as OptionName].map(
      (option) => `  ${OPTIONS[option].shown.padEnd(24)} ${say(OPTIONS[option].words)[lang]}`,
    );
    const environment = (
      ['option.databaseUrl', ...(hasWeb ? (['option.publicUrl', 'option.trustProxy'] as const) : [])] as const
    ).map((words) => `  ${say(words)[lang]}`);
    const { takesFile, takesAction } = findCommand(name)?.command ?? {};
    const beside = takesFile ? ' FILE' : takesAction === undefined ? '' : ` ${takesAction}`;
    return [
      `khoithong ${name}${beside}: ${say(`command.${name}`)[lang]}`,
      '',
      say('help.options')[lang],
      ...lines,
      ...environment,
    ].join('\n');
  });
  return `${parts.join('\n\n')}\n`;
}
