import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import type { Naming } from '../blacklist/entries.ts';
import { formats } from '../blacklist/formats.ts';
import type { Format } from '../blacklist/formats.ts';
import type { CliIo } from '../output.ts';

/** `supportmail blacklist …`: who opens no new tickets. Works while the bot runs: what is changed counts for the next message. */
export function addBlacklistCommand(program: Command, io: CliIo): void {
  const blacklist = program.command('blacklist').description('say who opens no new tickets').helpCommand(false);
  const named = (name: string, description: string): Command =>
    onServer(blacklist.command(name))
      .description(description)
      .argument('[id]', 'ID of a user, or with --role of a role')
      .option('--role', 'the ID is a role’s: everybody who has it')
      .option('--ticket <number>', 'the user of this ticket, whoever that is', parseNumber);

  named('add', 'take no more new tickets of somebody; an entry that is there is replaced')
    .option('--reason <text>', 'why; the user reads it, too')
    .option('--expires <time>', 'ends after so long, such as 7d or 12h (default: never)')
    .addHelpText(
      'after',
      examples(
        'supportmail blacklist add 123456789012345678 --expires 7d --reason "Insults"',
        'supportmail blacklist add --ticket 42',
      ),
    )
    .action(async (id: string | undefined, options: Adding, command: Command) => {
      (await import('../blacklist/changing.ts')).add(command, io, { id, ...options });
    });
  named('remove', 'take new tickets of somebody again')
    .addHelpText('after', examples('supportmail blacklist remove 123456789012345678'))
    .action(async (id: string | undefined, options: Naming, command: Command) => {
      (await import('../blacklist/changing.ts')).remove(command, io, { id, ...options });
    });
  named('check', 'show whether somebody is on it, by themselves or by a role; ends with 3 where they aren’t')
    .option('--json', 'print JSON')
    .addHelpText('after', examples('supportmail blacklist check 123456789012345678'))
    .action(async (id: string | undefined, options: Naming & { json?: true }, command: Command) => {
      (await import('../blacklist/showing.ts')).check(command, io, { id, ...options });
    });
  onServer(blacklist.command('list'))
    .description('show all of it')
    .option('--json', 'print JSON')
    .addHelpText('after', examples('supportmail blacklist list', 'supportmail blacklist list --json'))
    .action(async (options: { json?: true }, command: Command) => {
      (await import('../blacklist/showing.ts')).list(command, io, options);
    });
  onServer(blacklist.command('clear'))
    .description('remove every entry')
    .option('--yes', 'really')
    .addHelpText('after', examples('supportmail blacklist clear --yes'))
    .action(async (options: { yes?: true }, command: Command) => {
      (await import('../blacklist/changing.ts')).clear(command, io, options);
    });
  onServer(blacklist.command('import'))
    .description(
      'add the entries of a CSV or JSON file; one with a mistake adds none, and those that are there are replaced',
    )
    .argument('<file>', 'the file; - reads standard input')
    .addOption(formatOption('default: as the file is called, else JSON'))
    .addHelpText('after', examples('supportmail blacklist import blacklist.csv'))
    .action(async (file: string, options: { format?: Format }, command: Command) => {
      (await import('../blacklist/files.ts')).importFile(command, io, { file, ...options });
    });
  onServer(blacklist.command('export'))
    .description('write every entry as CSV or JSON')
    .option('--out <path>', 'file to write (default: standard output)')
    .addOption(formatOption('default: as the file is called, else JSON'))
    .addHelpText('after', examples('supportmail blacklist export --out blacklist.csv'))
    .action(async (options: { out?: string; format?: Format }, command: Command) => {
      (await import('../blacklist/files.ts')).exportFile(command, io, options);
    });
}

/** What `blacklist add` takes beside the ID. */
export interface Adding extends Naming {
  readonly reason?: string;
  readonly expires?: string;
}

function onServer(command: Command): Command {
  return command.option('--server <id>', 'ID of the server (default: the only one there is)');
}

function formatOption(fallback: string): Option {
  return new Option('--format <format>', `csv or json (${fallback})`).choices(formats);
}

function parseNumber(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new InvalidArgumentError('A ticket has a number from 1 on.');
  return Number(text);
}

function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}`;
}
